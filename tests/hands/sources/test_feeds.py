"""Feeds as publishers really write them."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument
from monitor.sources.feeds import PooledFeedParser, parse_feed
from monitor.sources.workers import Workers
from tests.hands.sources.conftest import NOON, a_page


def rss(items: str, head: str = "") -> FeedDocument:
    """Parse an RSS feed with these items."""
    return parse_feed(
        a_page(f'<rss version="2.0"><channel><title>Daily</title>{head}{items}</channel></rss>')
    )


def test_rss_is_read() -> None:
    """Title, link, text, author and dates of an RSS item arrive as words."""
    feed = rss(
        "<item><title>Dam &amp;amp; &lt;b&gt;sluice&lt;/b&gt;</title><link>/a?b=1&amp;c=2</link>"
        "<guid isPermaLink='false'>g1</guid><author>Ada</author>"
        "<pubDate>Fri, 20 Nov 2026 09:00:00 +0200</pubDate>"
        "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;</description>"
        "</item>",
        "<language>en-GB</language><ttl>15</ttl>",
    )
    (item,) = feed.items
    assert (feed.title, feed.language, feed.update_every) == (
        "Daily",
        "en-GB",
        timedelta(minutes=15),
    )
    assert (item.headline, item.url) == ("Dam & sluice", "https://daily.example/a?b=1&c=2")
    assert (item.text, item.byline) == ("One.\n\nTwo & three.", "Ada")
    assert item.published_at == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_atom_is_read() -> None:
    """An Atom entry keeps published and updated apart, and resolves links against xml:base."""
    feed = parse_feed(
        a_page(
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/">'
            "<title>T</title><entry><id>urn:1</id><title type='html'>A &lt;i&gt;b&lt;/i&gt;</title>"
            "<link href='one'/><published>2026-11-19T10:00:00Z</published>"
            "<updated>2026-11-19T11:00:00Z</updated><content type='html'>&lt;p&gt;Text&lt;/p&gt;"
            "</content><author><name>Ada</name></author></entry></feed>"
        )
    )
    (item,) = feed.items
    assert (item.guid, item.url, item.text) == ("urn:1", "https://base.example/x/one", "Text")
    assert item.headline == "A b"
    assert item.published_at == datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert item.updated_at == datetime(2026, 11, 19, 11, tzinfo=UTC)


def test_rdf_is_read_with_its_update_period() -> None:
    """RSS 1.0 counts, and sy:updatePeriod over updateFrequency is its ttl."""
    feed = parse_feed(
        a_page(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
            "<channel><title>T</title><sy:updatePeriod>hourly</sy:updatePeriod>"
            "<sy:updateFrequency>2</sy:updateFrequency></channel>"
            "<item><title>A</title><link>https://daily.example/a</link></item></rdf:RDF>"
        )
    )
    assert feed.update_every == timedelta(minutes=30)
    assert [item.headline for item in feed.items] == ["A"]


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feed_is_read(version: str) -> None:
    """JSON Feed 1.0 and 1.1 arrive as the same words."""
    author = {"author": {"name": "Ada"}} if version == "1" else {"authors": [{"name": "Ada"}]}
    feed = parse_feed(
        a_page(
            json.dumps(
                {
                    "version": f"https://jsonfeed.org/version/{version}",
                    "title": "T",
                    "items": [
                        {
                            "id": "1",
                            "url": "/a",
                            "title": "A",
                            "content_html": "<p>One</p>",
                            "date_published": "2026-11-20T09:00:00+01:00",
                            **author,
                        },
                        {"id": "https://daily.example/b", "content_text": "x < y"},
                        {"id": 7},
                        "nonsense",
                    ],
                }
            )
        )
    )
    first, second = feed.items
    assert (first.url, first.text, first.byline) == ("https://daily.example/a", "One", "Ada")
    assert first.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert (second.url, second.text) == ("https://daily.example/b", "x < y")


def test_items_without_an_address_are_left_out() -> None:
    """A guid that is an address stands in for a link; otherwise there is nothing to fetch."""
    feed = rss(
        "<item><guid>https://daily.example/1</guid></item>"
        "<item><guid isPermaLink='false'>2</guid><title>x</title></item>"
        "<item><link>javascript:alert(1)</link></item><item><link>mailto:a@b.example</link></item>"
    )
    assert [item.url for item in feed.items] == ["https://daily.example/1"]


def test_one_guid_for_all_does_not_merge_items() -> None:
    """A shared guid yields to the link, and a shared link to headline and date."""
    feed = rss(
        "<item><guid>x</guid><link>/a</link></item><item><guid>x</guid><link>/b</link></item>"
        "<item><link>/live</link><title>One</title></item>"
        "<item><link>/live</link><title>Two</title></item>"
        "<item><guid>y</guid><link>/c</link></item><item><guid>y</guid><link>/c</link></item>"
    )
    guids = [item.guid for item in feed.items]
    assert guids[:2] == ["https://daily.example/a", "https://daily.example/b"]
    assert [guid.startswith("sha256:") for guid in guids] == [False, False, True, True, False]
    assert len(set(guids)) == len(guids)


@pytest.mark.parametrize(
    "date", ["yesterday", "", "Mon, 99 Nov 2026 99:00:00", "2026-12-24T00:00Z"]
)
def test_wrong_and_future_dates_are_unknown(date: str) -> None:
    """A date that cannot be read, or lies more than a day ahead, is no date."""
    feed = rss(f"<item><link>/a</link><pubDate>{date}</pubDate></item>")
    assert [item.published_at for item in feed.items] == [None]


def test_a_broken_feed_gives_what_it_has() -> None:
    """XML that is not well-formed costs nothing but what is missing."""
    feed = parse_feed(
        a_page(
            '<rss version="2.0"><channel><title>Daily & more</title>'
            "<item><title>A &nbsp; B</title><link>https://daily.example/a</link></item>"
        )
    )
    assert [item.headline for item in feed.items] == ["A B"]


@pytest.mark.parametrize(
    ("charset", "headers"),
    [
        ("windows-1252", {"content-type": "application/rss+xml; charset=utf-8"}),
        ("utf-8", {"content-type": "text/xml; charset=iso-8859-1"}),
        ("utf-8", {"content-type": "text/xml"}),
        ("utf-16", {}),
    ],
)
def test_a_wrong_charset_does_not_lose_the_feed(charset: str, headers: dict[str, str]) -> None:
    """Items survive a header that lies about the charset."""
    entry = "<item><title>Café</title><link>/a</link></item>"
    text = f'<rss version="2.0"><channel><title>T</title>{entry}</channel></rss>'
    feed = parse_feed(a_page(text.encode(charset), headers=headers))
    assert [item.headline for item in feed.items] == ["Café"]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title>'
    "</channel></rss>"
)
THIEF = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><title>&x;</title></channel></rss>'
)
QUADRATIC = BOMB.replace('"ha"', '"' + "ha" * 1000 + '"').replace('<!ENTITY b "', '<!ENTITY b "')


@pytest.mark.parametrize("body", [BOMB, THIEF, QUADRATIC, BOMB.encode("utf-16")])
def test_entity_declarations_are_refused(body: str | bytes) -> None:
    """A document that declares entities is not expanded, it is refused with the reason."""
    with pytest.raises(ParseError, match="XML entities"):
        parse_feed(a_page(body))


def test_a_harmless_entity_is_let_through() -> None:
    """The short plain entities that old publishing systems declare do no harm."""
    feed = parse_feed(
        a_page(
            '<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY copy "&#169;">\n]>\n'
            '<rss version="2.0"><channel><title>&copy; Daily</title></channel></rss>'
        )
    )
    assert feed.title == "© Daily"


def test_an_article_about_entities_is_no_bomb() -> None:
    """Only the prolog is looked at, not what an item says."""
    feed = rss("<item><link>/a</link><title><![CDATA[<!ENTITY x SYSTEM 'y'>]]></title></item>")
    assert len(feed.items) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html><body>Hi</body></html>", "HTML page; give the address of its feed"),
        (
            b'<html><link rel=alternate type="application/rss+xml" href="/rss"></html>',
            "https://daily.example/rss",
        ),
        (b'{"a": 1}', "not a JSON Feed"),
        (b'{"a": ', "cannot be read"),
        (b"[1]", "not a JSON Feed"),
        (b"[" * 100_000, "cannot be read"),
        (b"just words", "no RSS, Atom or JSON feed"),
        (b"\x89PNG\r\n", "no RSS, Atom or JSON feed"),
    ],
)
def test_what_is_no_feed_says_what_to_do(body: bytes, message: str) -> None:
    """Whatever stands there instead, the message helps."""
    with pytest.raises(ParseError, match=message):
        parse_feed(a_page(body))


def test_an_empty_feed_is_fine() -> None:
    """A feed without items is a feed."""
    assert rss("").items == ()


def test_the_pool_parses(workers: Workers) -> None:
    """The port's implementation gives what the plain function gives, errors included."""
    parser = PooledFeedParser(workers)
    page = a_page('<rss version="2.0"><channel><title>Daily</title></channel></rss>')
    assert asyncio.run(parser.parse(page)) == parse_feed(page)
    with pytest.raises(ParseError, match="HTML page") as caught:
        asyncio.run(parser.parse(a_page("<html></html>")))
    assert caught.value.url == "https://daily.example/news/1"


@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(
            lambda junk: b"<rss version='2.0'><channel><item><link>/a</link>" + junk
        ),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=20),
            lambda child: (
                st.lists(child, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "url", "title", "authors", "date_published"]), child
                )
            ),
            max_leaves=8,
        ).map(
            lambda items: json.dumps(
                {"version": "https://jsonfeed.org/version/1.1", "items": items}
            ).encode()
        ),
    )
)
def test_arbitrary_bytes_raise_only_parse_errors(body: bytes) -> None:
    """Whatever a host sends, it is a feed or a ParseError, and guids tell items apart."""
    try:
        feed = parse_feed(a_page(body))
    except ParseError:
        return
    assert len({item.guid for item in feed.items}) == len(feed.items)
    assert all(
        item.published_at is None or item.published_at <= NOON + timedelta(days=1)
        for item in feed.items
    )
