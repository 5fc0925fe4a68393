"""What a site offers to be polled is found on a real server."""

from __future__ import annotations

import asyncio

import pytest

from monitor.model.errors import FetchError
from monitor.model.feed import FeedDocument, FeedKind, Page
from monitor.sources.feeds import parse_feed
from monitor.sources.feeds.discovery import Candidate, Discovery, Sort
from tests.hands.sources.conftest import FakeClock, Site, a_fetcher

FRONT = "".join(
    f'<h2><a href="/2026/11/20/story-{n}">Story number {n} of the day</a></h2>' for n in range(5)
)
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{0}/a</loc></url></urlset>'
NEWS = (
    '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{0}/a</loc>'
    "<n:news><n:title>A</n:title></n:news></url></urlset>"
)


def rss(title: str, *dates: str) -> str:
    """Write a feed with items of these dates."""
    items = "".join(
        f"<item><link>/{n}</link><pubDate>{date}</pubDate></item>" for n, date in enumerate(dates)
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


class InPlaceParser:
    """Parses where it is called."""

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """Parse as the pool does."""
        return parse_feed(page, kind)


def look(clock: FakeClock, url: str) -> list[Candidate]:
    """Look around a site."""

    async def looking() -> list[Candidate]:
        async with a_fetcher(clock) as fetcher:
            return list(await Discovery(fetcher, InPlaceParser()).look(url))

    return asyncio.run(looking())


def brief(found: list[Candidate], site: Site) -> list[tuple[str, Sort]]:
    """Tell path and sort of what was found."""
    return [(one.url.removeprefix(site.url), one.sort) for one in found]


def test_a_feed_is_taken_at_its_word(site: Site, clock: FakeClock) -> None:
    """The address of a feed is the one candidate, and nothing else is asked for."""
    (only,) = look(clock, site.serves("/feed.xml", rss("Daily", "Fri, 20 Nov 2026 09:00:00 GMT")))
    assert (only.sort, only.title, only.items) == (Sort.FEED, "Daily", 1)
    assert only.latest is not None
    assert site.paths() == ["/feed.xml"]


def test_feeds_that_the_page_names_come_first(site: Site, clock: FakeClock) -> None:
    """Livelier feeds go first; feeds of comments and dead links are left out."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">'
        for path in ("/quiet", "/lively", "/comments/feed", "/dead")
    )
    site.serves("/quiet", rss("Quiet", "Fri, 20 Nov 2020 09:00:00 GMT"))
    site.serves("/lively", rss("Lively", "Fri, 20 Nov 2026 09:00:00 GMT"))
    site.serves("/comments/feed", rss("Comments", "Fri, 20 Nov 2026 10:00:00 GMT"))
    site.serves("/sitemap-news.xml", NEWS.format(site.url))
    url = site.serves("/", f"<html><head>{links}</head><body>{FRONT}</body></html>")
    assert brief(look(clock, url), site) == [
        ("/lively", Sort.FEED),
        ("/quiet", Sort.FEED),
        ("/sitemap-news.xml", Sort.NEWS_SITEMAP),
        ("/", Sort.PAGE),
    ]


def test_usual_places_are_tried_where_the_page_names_none(site: Site, clock: FakeClock) -> None:
    """Without a link, /rss.xml and its like are looked at."""
    site.serves("/rss.xml", rss("Daily"))
    url = site.serves("/", f"<html><body>{FRONT}</body></html>")
    assert ("/rss.xml", Sort.FEED) in brief(look(clock, url), site)


def test_links_to_feeds_are_followed(site: Site, clock: FakeClock) -> None:
    """A link in the page's text serves where its head names none."""
    site.serves("/service/rss/all", rss("Daily"))
    url = site.serves("/", '<html><body><a href="/service/rss/all">RSS</a></body></html>')
    assert brief(look(clock, url), site)[0] == ("/service/rss/all", Sort.FEED)
    assert "/rss.xml" not in site.paths()


def test_robots_txt_names_sitemaps(site: Site, clock: FakeClock) -> None:
    """Sitemap lines are followed, those of news first; the page comes last."""
    site.serves(
        "/robots.txt",
        f"User-agent: *\nAllow: /\nSitemap: {site.url}/all.xml\nsitemap: {site.url}/x-news.xml\n",
    )
    site.serves("/all.xml", SITEMAP.format(site.url))
    site.serves("/x-news.xml", NEWS.format(site.url))
    url = site.serves("/", f"<html><body>{FRONT}</body></html>")
    found = look(clock, url)
    assert brief(found, site) == [
        ("/x-news.xml", Sort.NEWS_SITEMAP),
        ("/all.xml", Sort.SITEMAP),
        ("/", Sort.PAGE),
    ]
    assert found[-1].kind is FeedKind.PAGE
    assert found[0].kind is FeedKind.FEED


def test_a_site_with_nothing_is_told(site: Site, clock: FakeClock) -> None:
    """No feed, no sitemap, no articles: nothing is found, with few requests."""
    assert look(clock, site.serves("/", "<html><body>Hi</body></html>")) == []
    assert len(site.paths()) <= 30


def test_requests_are_bounded(site: Site, clock: FakeClock) -> None:
    """A page that names a hundred feeds is not asked for a hundred."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/f{n}">' for n in range(100)
    )
    look(clock, site.serves("/", f"<html><head>{links}</head></html>"))
    assert len(site.paths()) <= 31


def test_an_address_that_cannot_be_read_is_an_error(site: Site, clock: FakeClock) -> None:
    """A 404 or a closed port is told as such."""
    for url in (f"{site.url}/nothing", "http://127.0.0.1:9/"):
        with pytest.raises(FetchError):
            look(clock, url)
