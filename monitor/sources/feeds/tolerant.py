"""RSS, Atom and RDF to words through feedparser, the judge of every anomaly."""

from __future__ import annotations

import calendar
import re
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.feeds.items import Media, address, is_absolute, plausible, skips, update_every
from monitor.sources.markup import decode, is_utf8, one_line, plain_text

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)


def parse_tolerantly(page: Page) -> FeedDocument:
    """Parse an XML feed however it is written.

    Raises:
        ParseError: It is none; the message says what it is.
    """
    # What can be read as UTF-8 is UTF-8, whatever the header or the document says of it.
    content_type = "application/xml; charset=utf-8" if is_utf8(page.body) else ""
    parsed = feedparser.parse(
        page.body,
        response_headers={
            "content-location": page.final_url,
            "content-type": content_type or page.headers.get("content-type", ""),
        },
        # Four times faster; what is used of it is cleaned here instead.
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version"):
        raise ParseError(_what_it_is(page), url=page.final_url)
    feed = parsed.feed
    items = (_item(entry, page, rss=parsed.version.startswith("rss")) for entry in parsed.entries)
    skip_hours, skip_days = skips(page.body)
    return FeedDocument(
        title=one_line(feed.get("title") or ""),
        language=feed.get("language") or None,
        items=[item for item in items if item],
        update_every=update_every(feed),
        skip_hours=skip_hours,
        skip_days=skip_days,
        hub_url=_related(feed, "hub", page.final_url),
        self_url=_related(feed, "self", page.final_url),
    )


def _item(entry: dict[str, Any], page: Page, *, rss: bool) -> FeedItem | None:
    base = page.final_url
    guid = str(entry.get("id") or "").strip()
    # FeedBurner and its like link to a counter and name the article beside it.
    link = entry.get("feedburner_origlink") or entry.get("link") or ""
    url = address(link, base) or (address(guid, base) if is_absolute(guid) else None)
    if not url or _media(entry).is_episode(url):
        return None
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    text = max((plain_text(body) for body in (*bodies, entry.get("summary") or "")), key=len)
    published = _date(entry.get("published_parsed"), page.fetched_at)
    # Past feedparser's own `get`, which would fall back to the other date and warn.
    updated = _date(dict.get(entry, "updated_parsed"), page.fetched_at)
    return FeedItem(
        guid=guid or url,
        url=url,
        headline=one_line(entry.get("title") or ""),
        text=text,
        byline=one_line(entry.get("author") or "") or None,
        # `dc:date`, all that many RSS feeds have, says when an item came out.
        published_at=published or (updated if rss else None),
        updated_at=updated,
    )


def _media(entry: dict[str, Any]) -> Media:
    links = [link for link in entry.get("links") or () if link.get("rel") == "enclosure"]
    return Media(
        enclosures=[(link.get("href") or "", link.get("type") or "") for link in links],
        numbered="itunes_duration" in entry or "itunes_episode" in entry,
    )


def _related(feed: dict[str, Any], relation: str, base: str) -> str | None:
    links = (link for link in feed.get("links") or () if link.get("rel") == relation)
    link = next((link["href"] for link in links if link.get("href")), None)
    return address(link, base) if link else None


def _date(value: time.struct_time | None, fetched_at: datetime) -> datetime | None:
    try:
        date = datetime.fromtimestamp(calendar.timegm(value), tz=UTC) if value else None
        return plausible(date, fetched_at) if date else None
    except (ValueError, OverflowError, OSError):
        return None


def _what_it_is(page: Page) -> str:
    start = page.body[:4096]
    if _HTML.search(start):
        links = re.findall(r"<link\b[^>]{0,500}>", decode(page.body[:200_000]), re.IGNORECASE)
        hrefs = (
            re.search(r"""href\s*=\s*["']?([^"'\s>]+)""", link)
            for link in links
            if re.search(r"application/(?:rss|atom|feed)\+(?:xml|json)", link)
        )
        found = next((urljoin(page.final_url, href[1]) for href in hrefs if href), None)
        hint = f"; its feed seems to be {found}" if found else ""
        return f"This is an HTML page; give the address of its feed{hint}."
    return "The document is no RSS, Atom or JSON feed; check the address."
