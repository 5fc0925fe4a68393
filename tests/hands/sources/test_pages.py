"""A plain page as a feed: the links on it that lead to articles."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedKind
from monitor.sources.feeds import parse_feed
from tests.hands.sources.conftest import a_page

URL = "https://www.daily.example/news"


def links(body: str) -> FeedDocument:
    """Read a page's links."""
    page = f'<html lang="en"><head><title>Daily &amp; News</title></head><body>{body}</body></html>'
    return parse_feed(a_page(page, url=URL), FeedKind.PAGE)


FRONT = """
<nav><a href="/2026/11/20/menu-entry-that-looks-like-news">Menu entry that looks like news</a></nav>
<main>
  <article><a href="/2026/11/20/dam-is-safe"><img src="x.png"></a>
    <h2><a href="/2026/11/20/dam-is-safe">Dam is safe, ministry says</a></h2>
    <a href="/2026/11/20/dam-is-safe#comments">12 comments</a></article>
  <a href="news/bridge-closed-after-cracks?utm=1"><h3>Bridge <b>closed</b> after cracks</h3></a>
  <a href="https://m.daily.example/story/1234567.html">Minister visits the north of the country</a>
  <h2><a href="/sluice">Sluice opened for the first time in years</a></h2>
  <a href="/topics/dams-and-sluices-and-bridges">All stories on dams and on sluices</a>
  <a href="/about">About the people who make this paper</a>
  <a href="https://other.example/2026/11/20/elsewhere">A story of another site altogether</a>
  <a href="mailto:desk@daily.example">Write to the desk of the paper</a>
  <a href="/">The front page of this very site</a>
  <a href="/news#top">Back to the top of this page</a>
</main>
<footer><a href="/2026/11/20/imprint-of-the-site">Imprint of the site and its owners</a></footer>
"""


def test_links_to_articles_become_items() -> None:
    """Headlines of the same site are items; furniture, sections and other sites are not."""
    page = links(FRONT)
    assert {item.url: item.headline for item in page.items} == {
        "https://www.daily.example/2026/11/20/dam-is-safe": "Dam is safe, ministry says",
        "https://www.daily.example/news/bridge-closed-after-cracks?utm=1": (
            "Bridge closed after cracks"
        ),
        "https://m.daily.example/story/1234567.html": "Minister visits the north of the country",
        "https://www.daily.example/sluice": "Sluice opened for the first time in years",
    }
    assert (page.title, page.language) == ("Daily & News", "en")


def test_an_item_list_goes_first() -> None:
    """What the page lists as data has dates too; a list of crumbs is none of articles."""
    data = [
        {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "url": "/2026/11/20/by-address"},
                {
                    "@type": "ListItem",
                    "item": {
                        "@type": "NewsArticle",
                        "url": "/2026/11/20/by-item",
                        "headline": "By &amp; item",
                        "datePublished": "2026-11-20T08:00:00Z",
                    },
                },
                "nonsense",
            ],
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [{"item": {"@id": "/news-section", "name": "News"}}],
        },
    ]
    page = links(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    first, second = page.items
    assert first.url.endswith("/by-address")
    assert (second.url[-8:], second.headline) == ("/by-item", "By & item")
    assert second.published_at is not None


def test_words_that_are_not_parted_are_headlines_too() -> None:
    """A Japanese headline has no blanks to count."""
    page = links('<a href="/articles/20261120001">政府は会談の内容を否定した</a>')
    assert [item.headline for item in page.items] == ["政府は会談の内容を否定した"]


def test_a_page_without_articles_is_an_error() -> None:
    """A consent wall in place of the page is a failure, not a page without news."""
    with pytest.raises(ParseError, match="No link on this page"):
        links("<p>We value your privacy</p><a href='/privacy'>Read how we value it here</a>")


def test_a_feed_that_turned_into_a_page_is_an_error() -> None:
    """Only a source that was added as a page is read as one."""
    with pytest.raises(ParseError, match="HTML page"):
        parse_feed(a_page(f"<html><body>{FRONT}</body></html>", url=URL))


def test_links_are_bounded() -> None:
    """A page of nothing but links gives 200 items, soon."""
    anchors = "".join(
        f"<a href='/2026/11/20/story-{n}'>Story number {n} of the day</a>" for n in range(50_000)
    )
    assert len(links(anchors).items) == 200


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_only_parse_errors(junk: bytes) -> None:
    """Whatever stands in a page, it has items or is a ParseError."""
    for body in (junk, b"<html><a href='/2026/11/20/a-b-c-d'>" + junk):
        try:
            parse_feed(a_page(body, url=URL), FeedKind.PAGE)
        except ParseError:
            continue
