"""JSON Feed 1.0 and 1.1 to words (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.feeds.items import Media, address, is_absolute, iso_date
from monitor.sources.markup import decode, one_line, plain_text


def parse_json_feed(page: Page) -> FeedDocument:
    """Parse a JSON Feed.

    Raises:
        ParseError: It is other JSON.
        ValueError: It is no JSON.
    """
    feed = json.loads(decode(page.body))
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or "jsonfeed.org/version/1" not in version:
        raise ParseError(
            "This is JSON, but not a JSON Feed (https://jsonfeed.org); check the address.",
            url=page.final_url,
        )
    items = (_item(entry, page) for entry in _objects(feed.get("items")))
    hubs = (_string(hub.get("url")) for hub in _objects(feed.get("hubs")))
    return FeedDocument(
        title=one_line(_string(feed.get("title"))),
        language=_string(feed.get("language")) or None,
        items=[item for item in items if item],
        hub_url=next((hub for hub in hubs if hub), None),
        self_url=_string(feed.get("feed_url")) or None,
    )


def _item(entry: dict[str, Any], page: Page) -> FeedItem | None:
    base = page.final_url
    guid = str(entry.get("id") or "").strip()
    url = address(_string(entry.get("url")), base)
    url = url or (address(guid, base) if is_absolute(guid) else None)
    # content_text is text already; what looks like a tag in it is meant.
    text = _string(entry.get("content_text")) or plain_text(
        _string(entry.get("content_html")) or _string(entry.get("summary"))
    )
    if not url or _media(entry).is_episode(url):
        return None
    return FeedItem(
        guid=guid or url,
        url=url,
        headline=one_line(_string(entry.get("title"))),
        text=text,
        byline=_byline(entry),
        published_at=iso_date(entry.get("date_published"), page.fetched_at),
        updated_at=iso_date(entry.get("date_modified"), page.fetched_at),
    )


def _media(entry: dict[str, Any]) -> Media:
    attachments = list(_objects(entry.get("attachments")))
    return Media(
        enclosures=[(_string(a.get("url")), _string(a.get("mime_type"))) for a in attachments],
        numbered=any(a.get("duration_in_seconds") for a in attachments),
    )


def _byline(entry: dict[str, Any]) -> str | None:
    authors = entry.get("authors")  # 1.1
    people = authors if isinstance(authors, list) else [entry.get("author")]  # 1.0
    names = (_string(each.get("name")) for each in people if isinstance(each, dict))
    return ", ".join(one_line(name) for name in names if name) or None


def _objects(value: object) -> Iterator[dict[str, Any]]:
    return (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
