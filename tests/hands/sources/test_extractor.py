"""Articles out of pages as sites really send them."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.article import Extract
from monitor.model.errors import ExtractError, PageBlocked
from monitor.model.feed import Page
from monitor.sources.extractor import EXTRACTOR, PooledExtractor, extract_article
from monitor.sources.workers import Workers
from tests.benchmarks.extraction import PAGES, compare
from tests.hands.sources.conftest import a_page

PARAGRAPHS = (
    "The ministry said on Friday that the dam above the old town is safe and that no work is due.",
    "Engineers had warned in March that the eastern wall moves by four millimetres every year.",
    "“There is no such report,” the minister told reporters, and declined to take more questions.",
    "Residents of the lower valley have asked the court to order an independent inspection.",
)


def an_article(*paragraphs: str, head: str = "", after: str = "") -> Page:
    """Build a page with an article in it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return a_page(
        f"<!DOCTYPE html><html><head><title>Dam is safe | Daily</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>Dam is safe</h1>{text}{after}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def linked(**data: object) -> str:
    """Build a block of JSON-LD for an article."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **data}
    return f'<script type="application/ld+json">{json.dumps({"@graph": [article]})}</script>'


def test_paragraphs_come_in_order_parted_by_one_empty_line() -> None:
    """The text is the article's paragraphs and nothing else."""
    extract = extract_article(an_article())
    assert extract.text.split("\n\n")[-4:] == list(PARAGRAPHS)
    assert "rights" not in extract.text
    assert (extract.headline, extract.language) == ("Dam is safe", "en")
    assert extract.extractor == EXTRACTOR


def test_json_ld_comes_before_meta_elements() -> None:
    """Headline, byline and dates are the ones that the page states for machines."""
    head = linked(
        headline="Dam &amp; town safe",
        author=[{"name": "Ada"}, {"name": "Ben"}],
        datePublished="2026-11-20T09:00:00+01:00",
        dateModified="2026-11-20T10:30:00Z",
    )
    extract = extract_article(an_article(head=head + '<meta name="author" content="Web desk">'))
    assert (extract.headline, extract.byline) == ("Dam & town safe", "Ada, Ben")
    assert extract.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert extract.updated_at == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def test_meta_elements_stand_in_for_json_ld() -> None:
    """OpenGraph and plain meta elements serve where there is no JSON-LD, or a broken one."""
    extract = extract_article(
        an_article(
            head='<script type="application/ld+json">{broken</script>'
            '<meta property="og:title" content="Dam safe, says ministry">'
            '<meta property="article:author" content="https://daily.example/ada">'
            '<meta name="author" content="Ada">'
            '<meta property="article:published_time" content="2026-11-20T09:00:00Z">'
        )
    )
    assert (extract.headline, extract.byline) == ("Dam safe, says ministry", "Ada")
    assert extract.published_at == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_article_body_serves_where_the_page_shows_too_little() -> None:
    """A page whose text stands only in its JSON-LD is read from there."""
    body = "\n\n".join(PARAGRAPHS)
    page = a_page(
        f"<html><head><title>Dam</title>{linked(headline='Dam', articleBody=body)}</head>"
        "<body><div id='root'></div></body></html>"
    )
    assert extract_article(page).text == body


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("/news/one", "https://daily.example/news/one"),
        ("https://www.daily.example/news/one#top", "https://www.daily.example/news/one"),
        ("https://news.daily.example/one", "https://news.daily.example/one"),
        ("https://rival.example/their-story", "https://daily.example/news/1"),
        ("https://daily.example/", "https://daily.example/news/1"),
        ("https://user@daily.example/a", "https://daily.example/news/1"),
        ("https://daily.example:99999/a", "https://daily.example/news/1"),
        ("javascript:alert(1)", "https://daily.example/news/1"),
    ],
)
def test_a_page_may_name_its_own_address_only(canonical: str, expected: str) -> None:
    """rel=canonical is believed within the site; no page passes for another site's."""
    page = an_article(head=f'<link rel="canonical" href="{canonical}">')
    assert extract_article(page).url == expected


def test_an_amp_cache_may_name_the_article() -> None:
    """A page in an AMP cache belongs to the site that it names."""
    page = a_page(
        an_article(head='<link rel="canonical" href="https://daily.example/news/one">').body,
        url="https://daily-example.cdn.ampproject.org/c/s/daily.example/amp/one",
    )
    assert extract_article(page).url == "https://daily.example/news/one"


@pytest.mark.parametrize(
    ("charset", "header", "meta", "word"),
    [
        ("utf-8", "text/html; charset=iso-8859-1", "", "café"),
        ("utf-8", "text/html", '<meta charset="windows-1252">', "café"),
        ("windows-1252", "text/html; charset=utf-8", "", "café «yes»"),
        ("windows-1252", "text/html; charset=iso-8859-1", "", "café “yes”"),
        ("iso-8859-2", "text/html", '<meta charset="iso-8859-2">', "Škoda"),
        ("shift_jis", "text/html; charset=Shift_JIS", "", "東京で会談"),
        ("iso-2022-jp", "text/html; charset=iso-2022-jp", "", "東京で会談"),
        ("utf-16", "text/html", "", "東京で会談"),
        ("utf-8", "text/html; charset=nonsense", '<meta charset="zip">', "café"),
    ],
)
def test_the_charset_is_found_whatever_is_said_of_it(
    charset: str, header: str, meta: str, word: str
) -> None:
    """What the bytes are counts for more than what header and page say."""
    plain = [each for each in PARAGRAPHS if each.isascii()]
    body = an_article(f"{word} {plain[0]}", *plain[1:], head=meta).body.decode()
    page = a_page(body.encode(charset), headers={"content-type": header})
    assert word in extract_article(page).text


def test_a_20_mb_article_is_read() -> None:
    """A page of 20 MB, most of it script, gives its article."""
    page = an_article(head=f"<script>{'x' * 20_000_000}</script>")
    assert PARAGRAPHS[-1] in extract_article(page).text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1000,
        b"<html></html>",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7 not a page",
        b'{"json": true}',
        b"<div>" * 50_000,
        b"<html><body><p>Short.</p></body></html>",
    ],
)
def test_what_is_no_article_is_an_extract_error(body: bytes) -> None:
    """Whatever else stands there has no article text."""
    with pytest.raises(ExtractError):
        extract_article(a_page(body))


def test_nesting_and_zero_bytes_do_no_harm() -> None:
    """An article among zero bytes and deep nesting is still found."""
    page = an_article(after="<span>" * 2000)
    extract = extract_article(a_page(page.body.replace(b"<p>", b"<p>\0")))
    assert PARAGRAPHS[0] in extract.text


def test_a_short_text_has_no_language() -> None:
    """Where the text is too short to tell, nothing is told."""
    page = a_page(
        "<html><body><article><p>The minister said that the dam is safe and that all is well."
        "</p></article></body></html>"
    )
    assert extract_article(page).language is None


def test_a_block_page_is_refused_across_the_pool(workers: Workers) -> None:
    """The port raises PageBlocked from the worker process, and extracts what is an article."""
    extractor = PooledExtractor(workers)
    with pytest.raises(PageBlocked) as caught:
        asyncio.run(
            extractor.extract(a_page("<title>Just a moment...</title><p>Checking your browser</p>"))
        )
    assert not caught.value.paywalled
    assert isinstance(asyncio.run(extractor.extract(an_article())), Extract)


@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda junk: an_article().body + junk),
        st.text("<>/&=\"' apdivtrscl\0\u00e9", max_size=300).map(
            lambda soup: f"<html><body><article>{soup}</article></body></html>".encode()
        ),
        st.recursive(
            st.none() | st.booleans() | st.text(max_size=10),
            lambda child: (
                st.lists(child, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["author", "headline", "articleBody", "datePublished", "@type"]
                    ),
                    child,
                )
            ),
            max_leaves=6,
        ).map(lambda data: an_article(head=linked(headline=data, author=data)).body),
    )
)
@settings(max_examples=40)
def test_arbitrary_bytes_raise_only_extract_errors(body: bytes) -> None:
    """Whatever a host sends, it is an article or an ExtractError."""
    try:
        extract = extract_article(a_page(body))
    except ExtractError:
        return
    assert extract.text.strip()


@pytest.mark.skipif(not PAGES.exists(), reason="the benchmark's pages are not here")
def test_extraction_stays_above_its_floor() -> None:
    """On every seventh of the 181 benchmark pages we read better than plain trafilatura."""
    own, plain, refused = compare(step=7)
    assert own >= 0.95
    assert own > plain
    assert refused <= 4


def test_headline_is_not_repeated_in_the_text() -> None:
    """A headline at the head of the article is kept as the headline and not as a paragraph."""
    extract = extract_article(an_article())
    assert extract.text.split("\n\n") == list(PARAGRAPHS)
