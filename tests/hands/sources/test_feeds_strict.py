"""The strict parser says what feedparser says, or nothing."""

from __future__ import annotations

import time
from calendar import timegm
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import pairwise

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, Page
from monitor.sources.feeds import parse_feed
from monitor.sources.feeds.standard_dates import standard_date
from monitor.sources.feeds.strict import parse_strictly
from monitor.sources.feeds.tolerant import parse_tolerantly
from tests.benchmarks.parsing import FIELDS, REAL_FEEDS, compare, pages
from tests.hands.sources.conftest import NOON, a_page

ATOM = "http://www.w3.org/2005/Atom"


def rss(items: str, head: str = "") -> Page:
    """Write an RSS feed with these items."""
    return a_page(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media='
        '"http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Daily</title>{head}{items}</channel></rss>"
    )


def both(page: Page) -> tuple[FeedDocument, FeedDocument]:
    """Parse a page both ways."""
    ours = parse_strictly(page)
    assert ours is not None, "left to feedparser"
    return ours, parse_tolerantly(page)


ENCODED = "<content:encoded><![CDATA[<p>One</p><p>Two &eacute;</p>]]></content:encoded>"
GROUP = "<media:group><media:description>Long words</media:description></media:group>"

#: What a plain feed may hold, each a case of its own.
PLAIN = [
    "<item><title>A</title><link>/a?b=1&amp;c=2</link><guid>https://x.example/1</guid></item>",
    "<item><title>Dam &amp;amp; &lt;b&gt;sluice&lt;/b&gt;</title><link>/a</link></item>",
    "<item><link>/a</link><guid isPermaLink='false'>7</guid><dc:creator>Ada</dc:creator></item>",
    "<item><link>/a</link><author>a@b.example (Ada)</author></item>",
    "<item><link>/a</link><pubDate>Fri, 20 Nov 2026 09:00:00 EST</pubDate></item>",
    "<item><link>/a</link><dc:date>2026-11-19T09:00:00+01:00</dc:date></item>",
    "<item><guid>https://x.example/only</guid><title>x</title></item>",
    "<item><guid>/part</guid><title>x</title></item>",
    "<item><title>No address</title></item>",
    f"<item><link>/a</link><description>&lt;p&gt;One&lt;/p&gt;</description>{ENCODED}</item>",
    f"<item><link>/a</link>{GROUP}</item>",
    "<item><link>/a</link><source url='https://s.example/'>Wire</source><title>T</title></item>",
]


@pytest.mark.parametrize("items", PLAIN)
def test_plain_feeds_read_alike(items: str) -> None:
    """What the strict parser reads is field for field what feedparser makes of it."""
    ours, theirs = both(rss(items))
    assert ours == theirs


def test_plain_atom_reads_alike() -> None:
    """Atom's kinds of text, authors and links agree as well."""
    entry = (
        "<entry><id>urn:1</id><title type='html'>A &lt;i&gt;b&lt;/i&gt;</title><link href='/one'/>"
        "<link rel='enclosure' type='image/png' href='/i.png'/><updated>2026-11-19T11:00:00Z"
        "</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p>"
        "<p>Two</p></div></content><author><name>Ada</name><email>a@b.example</email></author>"
        "</entry>"
    )
    links = "<link rel='hub' href='https://hub.example/'/><link rel='self' href='/feed.xml'/>"
    page = a_page(f"<feed xmlns='{ATOM}' xml:lang='en_GB'><title>T</title>{links}{entry}</feed>")
    ours, theirs = both(page)
    assert ours == theirs
    assert ours.items[0].text == "One\n\nTwo"
    assert (ours.hub_url, ours.self_url) == (
        "https://hub.example/",
        "https://daily.example/feed.xml",
    )


#: What it must not decide by itself.
DOUBTFUL = [
    "<item><title>A &nbsp; B</title><link>/a</link></item>",
    "<item><link>/a</link><link>/b</link></item>",
    "<item><link>/a</link><pubDate>yesterday</pubDate></item>",
    "<item><link>/a</link><pubdate>Fri, 20 Nov 2026 09:00:00 GMT</pubdate></item>",
    "<item><link>/a</link><title>CafÃ©</title></item>",
    "<item><link>/a</link><title>One\x93 two</title></item>",
    "<item><link>/a</link><description><p>Bare</p></description></item>",
    "<item><link>/a</link><x><title>Nested</title></x></item>",
    "<ITEM><link>/a</link></ITEM>",
    "<item><link>/a?x&amp;copy;y</link></item>",
    "<item xml:base='https://b.example/'><link>a</link></item>",
    "<wrap><item><link>/a</link></item></wrap>",
]


@pytest.mark.parametrize("items", DOUBTFUL)
def test_what_is_not_plain_is_left_to_feedparser(items: str) -> None:
    """One doubt sends the whole document to the judge."""
    assert parse_strictly(rss(items)) is None


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "title": st.text(max_size=20),
                "link": st.sampled_from(["/a", "b", "https://x.example/1?q=1&r=2", "mailto:x", ""]),
                "guid": st.sampled_from(["1", "urn:1", "https://x.example/1", "/rel", " "]),
                "pubDate": st.integers(800_000_000, 1_760_000_000).map(
                    lambda at: f"{datetime.fromtimestamp(at, UTC):%a, %d %b %Y %H:%M:%S} +0130"
                ),
                "description": st.text(max_size=30),
            }
        ),
        max_size=4,
    )
)
@settings(max_examples=60)
def test_generated_feeds_read_alike(items: list[dict[str, str]]) -> None:
    """Whatever stands in the fields: both say the same, or the strict parser says nothing."""
    written = "".join(
        "<item>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in item.items()) + "</item>"
        for item in items
    )
    page = rss(written)
    ours = parse_strictly(page)
    assert ours is None or ours == parse_tolerantly(page)


@given(st.text(max_size=40) | st.from_regex(r"[\dTZ:+ .-]{8,30}", fullmatch=True))
def test_dates_agree_with_feedparser(text: str) -> None:
    """A date that is read at all is the one that feedparser reads."""
    date = standard_date(text)
    if date is not None:
        document = (
            f"<rss version='2.0'><channel><item><pubDate>{text}</pubDate></item></channel></rss>"
        )
        (entry,) = feedparser.parse(document.encode()).entries
        assert datetime.fromtimestamp(timegm(entry.published_parsed), UTC) == date


def a_large_feed(size_bytes: int, *, broken: bool) -> Page:
    """Generate a feed of so many bytes."""
    words = "<p>The ministry said that the dam was safe &amp; that the sluice would stay shut.</p>"
    item = (
        "<item><title>Story {0}</title><link>https://daily.example/news/{0}</link><guid>{0}</guid>"
        f"<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate><description>{escape(words * 20)}"
        "</description></item>"
    )
    count = size_bytes // len(item)
    items = "".join(item.format(number) for number in range(count))
    return rss(items + ("<item><title>A & B</title><link>/last</link></item>" if broken else ""))


@pytest.mark.parametrize(("broken", "seconds"), [(False, 4), (True, 15)])
def test_five_megabytes_are_read_in_time(broken: bool, seconds: float) -> None:
    """A feed of 5 MB takes seconds of a processor, also when it is malformed; a worker has 20."""
    page = a_large_feed(5_000_000, broken=broken)
    start = time.process_time()
    feed = parse_feed(page)
    assert time.process_time() - start < seconds
    assert len(feed.items) > 2_000


@pytest.mark.parametrize("tag", ["x", "item", "description", "title"])
def test_deep_nesting_is_survived(tag: str) -> None:
    """A hundred thousand elements within each other end as a feed or a ParseError, quickly."""
    page = rss(f"<{tag}>" * 100_000 + f"</{tag}>" * 100_000)
    start = time.process_time()
    with suppress(ParseError):
        parse_feed(page)
    assert time.process_time() - start < 15


def test_a_flood_of_items_is_cut_to_the_newest() -> None:
    """Of more than 5,000 items the latest are kept, in the feed's own order."""
    dates = (NOON - timedelta(minutes=number) for number in range(6_000))
    items = "".join(
        f"<item><link>/{number}</link><pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number, at in enumerate(dates)
    )
    kept = parse_feed(rss(items)).items
    assert len(kept) == 5_000
    assert kept[-1].url.endswith("/4999")
    assert all(a.published_at > b.published_at for a, b in pairwise(kept))  # type: ignore[operator]  # all are dated


@pytest.mark.skipif(not REAL_FEEDS.exists(), reason="the real feeds are not here")
def test_real_feeds_read_alike() -> None:
    """On real feeds no item is lost, and every field that makes identity and order agrees."""
    found = compare(pages(REAL_FEEDS))
    assert found.feeds > 100
    assert not found.lost
    assert [d for d in found.differing if d[1] not in {"text", "byline"}] == []
    assert all(found.same[name] >= 0.999 * found.items for name in FIELDS)
    assert len(found.left) < 0.2 * found.feeds


def test_the_comparison_sees_a_difference() -> None:
    """The measure that the figures rest on is not blind."""
    page = rss(PLAIN[0])
    assert compare([page]).same["guid"] == 1
    assert compare([replace(page, body=b"nothing")]).feeds == 0
