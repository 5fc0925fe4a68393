"""What publishers ask of us, which hub they name, and what is no article."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from monitor.model.feed import FeedDocument
from monitor.sources.feeds import parse_feed
from tests.hands.sources.conftest import a_page

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def rss(items: str = "", head: str = "", *, headers: dict[str, str] | None = None) -> FeedDocument:
    """Parse an RSS feed with these items."""
    return parse_feed(
        a_page(
            f'<rss version="2.0" xmlns:itunes="{ITUNES}" '
            'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Daily</title>'
            f"{head}{items}</channel></rss>",
            headers=headers,
        )
    )


@pytest.mark.parametrize("broken", ["", "<x>&nbsp;</x>"])
def test_hours_and_days_to_skip_are_read(broken: str) -> None:
    """Hours and days to skip count, 24 is midnight, and nonsense is nothing; by both parsers."""
    feed = rss(
        head="<skipHours><hour>0</hour><hour> 13 </hour><hour>24</hour><hour>99</hour></skipHours>"
        f"<skipDays><day>Monday</day><day>SUNDAY</day><day>Someday</day></skipDays>{broken}"
    )
    assert feed.skip_hours == {0, 13}
    assert feed.skip_days == {0, 6}


def test_a_feed_that_skips_every_hour_says_nothing() -> None:
    """Nobody means never to be polled."""
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert rss(head=f"<skipHours>{hours}</skipHours>").skip_hours == frozenset()


@pytest.mark.parametrize(
    ("wish", "read"),
    [
        ("<ttl>15</ttl>", timedelta(minutes=15)),
        ("<ttl>999999</ttl>", timedelta(days=1)),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("", None),
    ],
)
def test_a_ttl_is_bounded(wish: str, read: timedelta | None) -> None:
    """A wish counts up to a day, and only when it is a number."""
    assert rss(head=wish).update_every == read


def test_a_hub_is_found_in_the_links() -> None:
    """rel=hub and rel=self of an RSS feed are the hub and the feed's own name."""
    feed = rss(
        head='<atom:link rel="self" href="https://daily.example/feed"/>'
        '<atom:link rel="hub" href="https://hub.example/"/>'
    )
    assert (feed.hub_url, feed.self_url) == ("https://hub.example/", "https://daily.example/feed")


@pytest.mark.parametrize(
    "header",
    [
        '<https://hub.example/>; rel="hub", <https://daily.example/own>; rel=self',
        '</x>; rel="next", <https://hub.example/>; title="a, b; c"; rel="Hub", <own>; rel="self"',
    ],
)
def test_a_hub_in_the_headers_goes_first(header: str) -> None:
    """The Link header wins over the document, as the standard has it."""
    feed = rss(head='<atom:link rel="hub" href="https://o.example/"/>', headers={"link": header})
    assert feed.hub_url == "https://hub.example/"
    assert feed.self_url in {"https://daily.example/own", "https://daily.example/news/own"}


@pytest.mark.parametrize(
    "header", ["<", "<<<>>>;;", "<a>;rel", "<javascript:x>; rel=hub", "," * 99]
)
def test_a_broken_link_header_is_no_hub(header: str) -> None:
    """Nonsense in a header names no hub and raises nothing."""
    assert rss(headers={"link": header}).hub_url is None


def test_json_feed_names_hub_and_self() -> None:
    """JSON Feed has its own words for both."""
    feed = parse_feed(
        a_page(
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "feed_url": "/feed.json",
                    "hubs": ["x", {"type": "WebSub", "url": "https://hub.example/"}],
                }
            )
        )
    )
    assert feed.hub_url == "https://hub.example/"
    assert feed.self_url == "https://daily.example/feed.json"


@pytest.mark.parametrize("broken", ["", "<x>&nbsp;</x>"])
def test_episodes_are_ignored(broken: str) -> None:
    """What is only to be heard is left out; an article that can also be listened to is kept."""
    audio = '<enclosure url="/1.mp3" type="audio/mpeg" length="1"/>'
    feed = rss(
        f"<item><title>Only sound</title><guid isPermaLink='false'>1</guid>{audio}</item>"
        f"<item><title>Links to sound</title><link>https://daily.example/1.mp3</link>"
        '<enclosure url="https://daily.example/1.mp3" type="audio/mpeg" length="1"/></item>'
        f"<item><title>Episode</title><link>/e</link>{audio}"
        "<itunes:duration>60</itunes:duration></item>"
        f"<item><title>Article read aloud</title><link>/a</link>{audio}</item>"
        '<item><title>With a picture</title><link>/p</link><enclosure url="/1.png" '
        f'type="image/png" length="1"/></item>{broken}'
    )
    assert [item.headline for item in feed.items] == ["Article read aloud", "With a picture"]


def test_json_episodes_are_ignored() -> None:
    """A JSON Feed's attachment with a duration makes an episode."""
    attached = {"url": "/1.mp3", "mime_type": "audio/mpeg"}
    items = [
        {"id": "1", "url": "/e", "attachments": [{**attached, "duration_in_seconds": 60}]},
        {"id": "2", "url": "/a", "attachments": [attached, "nonsense"]},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    assert [item.guid for item in parse_feed(a_page(body)).items] == ["2"]


def test_a_date_of_change_stands_in_for_one_of_publication_in_rss() -> None:
    """dc:date is all that many RSS 1.0 feeds have; Atom's `updated` stays what it is."""
    item = "<item><link>/a</link><atom:updated>2026-11-19T10:00:00Z</atom:updated></item>"
    (item_read,) = rss(item).items
    assert item_read.published_at == item_read.updated_at is not None
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:1</id>'
        '<link href="/a"/><updated>2026-11-19T10:00:00Z</updated></entry></feed>'
    )
    (entry,) = parse_feed(a_page(atom)).items
    assert entry.published_at is None
    assert entry.updated_at is not None


@pytest.mark.parametrize(
    ("root", "version"),
    [
        ('<rss version="0.91">', "0.91"),
        ('<rss version="0.92">', "0.92"),
        ("<rss>", "unsaid"),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#">', "Atom 0.3"),
    ],
)
def test_old_formats_are_read(root: str, version: str) -> None:
    """Feeds of twenty years ago still are feeds."""
    if version == "Atom 0.3":
        body = (
            f"{root}<title>T</title><entry><id>1</id><title>A</title>"
            '<link rel="alternate" type="text/html" href="/a"/>'
            "<issued>2026-11-19T10:00:00Z</issued><modified>2026-11-19T11:00:00Z</modified>"
            "</entry></feed>"
        )
    else:
        body = f"{root}<channel><item><title>A</title><link>/a</link></item></channel></rss>"
    (item,) = parse_feed(a_page(body)).items
    assert (item.headline, item.url) == ("A", "https://daily.example/a")


@pytest.mark.parametrize(
    ("charset", "declared", "content_type"),
    [
        ("iso-8859-2", "", "text/xml; charset=iso-8859-2"),
        ("iso-8859-2", "iso-8859-2", ""),
        ("utf-8", "", "text/xml; charset=iso-8859-2"),
        ("utf-8", "us-ascii", "text/xml"),
        ("utf-8", "iso-8859-2", "text/xml"),
        ("utf-8-sig", "", "application/rss+xml; charset=latin-1"),
        ("utf-16", "", "text/xml"),
    ],
)
def test_a_lie_about_the_charset_costs_no_letter(
    charset: str, declared: str, content_type: str
) -> None:
    """UTF-8 is UTF-8 whatever is said of it; the rest is believed."""
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    item = "<item><link>/a</link><title>Zażółć</title></item>"
    body = f'{head}<rss version="2.0"><channel>{item}</channel></rss>'.encode(charset)
    feed = parse_feed(a_page(body, headers={"content-type": content_type}))
    assert [item.headline for item in feed.items] == ["Zażółć"]
