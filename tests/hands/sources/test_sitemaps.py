"""Sitemaps as feeds: of news, of pages, and of sitemaps."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedKind, Page
from monitor.sources.feeds import parse_feed
from monitor.sources.feeds.following import FollowingParser
from tests.hands.sources.conftest import NOON, FakeClock, Site, a_fetcher, a_page

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def urlset(*entries: str) -> str:
    """Write a sitemap."""
    listed = "".join(f"<url>{entry}</url>" for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACES}>{listed}</urlset>'


def index(*parts: tuple[str, str]) -> str:
    """Write an index of sitemaps: (address, lastmod) each."""
    listed = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for loc, at in parts
    )
    return f"<sitemapindex {SPACES}>{listed}</sitemapindex>"


NEWS = (
    "<loc>https://daily.example/dam</loc><lastmod>2026-11-20T10:00:00+01:00</lastmod><news:news>"
    "<news:publication><news:name>The Daily</news:name><news:language>en</news:language>"
    "</news:publication><news:publication_date>2026-11-20T08:00:00Z</news:publication_date>"
    "<news:title>Dam is safe &amp; sound</news:title></news:news>"
)


def test_a_news_sitemap_is_a_feed() -> None:
    """Title, dates, language and publication of a news sitemap arrive as words."""
    feed = parse_feed(a_page(urlset(NEWS)))
    (item,) = feed.items
    assert (feed.title, feed.language) == ("The Daily", "en")
    assert (item.guid, item.url) == ("https://daily.example/dam", "https://daily.example/dam")
    assert item.headline == "Dam is safe & sound"
    assert item.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert item.updated_at == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_a_plain_sitemap_is_a_feed() -> None:
    """A lastmod is the item's date of change; the front page and what is old are no items."""
    feed = parse_feed(
        a_page(
            urlset(
                "<loc>https://daily.example/</loc><lastmod>2026-11-20</lastmod>",
                "<loc> https://daily.example/new </loc><lastmod>2026-11-19</lastmod>",
                "<loc>https://daily.example/old</loc><lastmod>2026-09</lastmod>",
                "<loc>https://daily.example/undated</loc><lastmod>soon</lastmod>",
                "<loc>javascript:alert(1)</loc>",
                "<priority>1</priority>",
            )
        )
    )
    assert [(item.url[22:], item.updated_at) for item in feed.items] == [
        ("new", datetime(2026, 11, 19, tzinfo=UTC)),
        ("undated", None),
    ]


def test_of_a_large_sitemap_the_newest_are_taken() -> None:
    """Of 20,000 pages the thousand touched last become items."""
    day = NOON - timedelta(days=20)
    entries = (
        f"<loc>https://daily.example/{number}</loc>"
        f"<lastmod>{(day + timedelta(minutes=number)).isoformat()}</lastmod>"
        for number in range(20_000)
    )
    urls = [item.url for item in parse_feed(a_page(urlset(*entries))).items]
    assert urls == [f"https://daily.example/{number}" for number in range(19_000, 20_000)]


def test_a_gzip_file_is_unpacked() -> None:
    """A sitemap may come as a file of gzip, whatever the headers say."""
    page = a_page(gzip.compress(urlset(NEWS).encode()))
    assert len(parse_feed(page).items) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (gzip.compress(b"\0" * 60_000_000), "more than 50 MB"),
        (gzip.compress(urlset(NEWS).encode())[:-9], "cut off"),
        (b"\x1f\x8bnonsense", "broken"),
    ],
)
def test_a_bad_gzip_file_is_refused(body: bytes, message: str) -> None:
    """A bomb, a half and a fake of a gzip file are errors, soon."""
    with pytest.raises(ParseError, match=message):
        parse_feed(a_page(body))


def test_a_broken_sitemap_gives_what_it_has() -> None:
    """An ampersand that is none costs nothing but itself."""
    body = urlset(NEWS, "<loc>https://daily.example/b?x=1&y=2</loc>").replace("</urlset>", "")
    assert len(parse_feed(a_page(body)).items) == 2


def test_entities_are_refused_here_too() -> None:
    """A sitemap that declares entities is not parsed."""
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + urlset("<loc>&a;</loc>")[38:]
    with pytest.raises(ParseError, match="XML entities"):
        parse_feed(a_page(bomb))


def test_an_index_names_its_parts_newest_first() -> None:
    """Parts untouched for a month are left out, and there is an end to them."""
    page = a_page(
        index(
            ("/a.xml", "2026-11-01"),
            ("/b.xml", "2026-11-20"),
            ("/c.xml", "2020-01-01"),
            ("/d.xml", ""),
            ("/e.xml", ""),
        )
    )
    document = parse_feed(page)
    assert [part[21:] for part in document.parts] == ["/b.xml", "/a.xml", "/e.xml", "/d.xml"]
    assert document.composite
    many = index(*((f"/{number}.xml", "") for number in range(100)))
    assert len(parse_feed(a_page(many)).parts) == 20


class InPlaceParser:
    """Parses where it is called."""

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """Parse as the pool does."""
        return parse_feed(page, kind)


def _read(clock: FakeClock, url: str, times: int = 1) -> FeedDocument:
    """Read an index and its parts, as polls would."""

    async def reading() -> FeedDocument:
        async with a_fetcher(clock) as fetcher:
            parser = FollowingParser(InPlaceParser(), fetcher)
            for _ in range(times):
                page = await fetcher.fetch(url)
                assert isinstance(page, Page)
                document = await parser.parse(page)
            return document

    return asyncio.run(reading())


def test_the_parts_of_an_index_are_read_as_one_feed(site: Site, clock: FakeClock) -> None:
    """Items of all parts come together; one dead part hides none of the others."""
    site.serves("/a.xml", urlset(NEWS))
    site.serves("/b.xml", gzip.compress(urlset("<loc>https://daily.example/b</loc>").encode()))
    parts = [(f"{site.url}/{name}.xml", "") for name in ("dead", "a", "b")]
    document = _read(clock, site.serves("/index.xml", index(*parts)))
    assert {item.url[22:] for item in document.items} == {"dam", "b"}
    assert (document.title, document.composite) == ("The Daily", True)


def test_a_part_that_has_not_changed_is_not_sent_again(site: Site, clock: FakeClock) -> None:
    """Parts are asked for by their validators, and their items are remembered."""
    statuses: list[int] = []

    async def part(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == '"1"'
        statuses.append(304 if known else 200)
        body = b"" if known else urlset(NEWS).encode()
        return web.Response(body=body, status=statuses[-1], headers={"ETag": '"1"'})

    site.handlers["/a.xml"] = part
    url = site.serves("/index.xml", index((f"{site.url}/a.xml", "")))
    assert len(_read(clock, url, times=2).items) == 1
    assert statuses == [200, 304]


def test_indexes_within_indexes_end(site: Site, clock: FakeClock) -> None:
    """An index that lists itself is read one level deep, with a bounded number of requests."""
    url = f"{site.url}/index.xml"
    parts = [(f"{url}?{number}", "") for number in range(50)]
    site.serves("/index.xml", index(*parts))
    with pytest.raises(ParseError, match="None of the index's sitemaps"):
        _read(clock, url)
    assert len(site.paths()) <= 1 + 20


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_only_parse_errors(junk: bytes) -> None:
    """Whatever stands in a sitemap, it is a feed or a ParseError."""
    for body in (b"<urlset><url><loc>" + junk, b"<sitemapindex>" + junk, b"\x1f\x8b" + junk):
        try:
            parse_feed(a_page(body))
        except ParseError:
            continue
