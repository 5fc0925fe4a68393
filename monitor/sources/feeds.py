"""Feed documents to words: RSS, Atom and RDF through feedparser, JSON Feed by hand."""

from __future__ import annotations

import calendar
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.markup import decode, one_line, plain_text
from monitor.sources.skipping import skipped
from monitor.sources.workers import Workers

#: A publisher's clock may run ahead by a time zone; beyond that the date is wrong.
_LONGEST_AHEAD = timedelta(days=1)
#: Seconds of one `sy:updatePeriod`. Source: RSS 1.0 syndication module.
_PERIODS = {
    "hourly": 3600,
    "daily": 86400,
    "weekly": 604800,
    "monthly": 2592000,
    "yearly": 31536000,
}
#: A longer wish than this is a mistake of the publisher's (a `ttl` in seconds, say).
_LONGEST_TTL = timedelta(days=1)
#: An entity whose value is plain and no longer than this cannot grow into a bomb.
_HARMLESS_ENTITY = 64
_ENTITY = re.compile(rb"<!ENTITY\s+([^>]*)", re.IGNORECASE)
_PLAIN_ENTITY = re.compile(rb"""[\w.-]+\s+(?:"([^"&%<]*|&#\w+;)"|'([^'&%<]*|&#\w+;)')\s*$""")
_ROOT = re.compile(rb"<[a-zA-Z_]")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
#: What an untrusted parser dies of on input nobody foresaw; told as a document that is no feed.
_PARSER_FAILURES = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class PooledFeedParser:
    """The `FeedParser` whose work is done by killable workers."""

    workers: Workers

    async def parse(self, page: Page) -> FeedDocument:
        """Parse a fetched feed.

        Raises:
            ParseError: The document is not a feed, or could not be read in time.
        """
        return await self.workers.read(parse_feed, ParseError, page)


def parse_feed(page: Page) -> FeedDocument:
    """Parse a feed of any kind, taking from a faulty one what can be taken.

    Items without an address are left out: there would be nothing to fetch.

    Raises:
        ParseError: The document is not a feed; the message says what it is.
    """
    start = page.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ParseError("The document is empty; there should be a feed here.", url=page.final_url)
    try:
        document = _from_json(page) if start[:1] in b"{[" else _from_xml(page)
    except _PARSER_FAILURES as error:
        raise ParseError(f"The feed cannot be read: {error}", url=page.final_url) from error
    return replace(document, items=_told_apart(document.items))


# -- RSS, Atom, RDF ------------------------------------------------------------------------------


def _from_xml(page: Page) -> FeedDocument:
    _refuse_entities(page)
    base = page.final_url
    parsed = feedparser.parse(
        page.body,
        response_headers={
            "content-location": base,
            "content-type": page.headers.get("content-type", ""),
        },
        # Four times faster; what is used of it is cleaned here instead.
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version"):
        raise ParseError(_what_it_is(page), url=base)
    feed = parsed.feed
    items = (_xml_item(entry, base, page.fetched_at) for entry in parsed.entries)
    skip_hours, skip_days = skipped(page.body)
    return FeedDocument(
        title=one_line(feed.get("title") or ""),
        language=feed.get("language") or None,
        items=[item for item in items if item],
        ttl=_ttl(feed),
        skip_hours=skip_hours,
        skip_days=skip_days,
    )


def _xml_item(entry: dict[str, Any], base: str, fetched_at: datetime) -> FeedItem | None:
    guid = str(entry.get("id") or "").strip()
    # FeedBurner and its like link to a counter and name the article beside it.
    link = entry.get("feedburner_origlink") or entry.get("link") or ""
    url = _address(link, base) or (_address(guid, base) if _is_absolute(guid) else None)
    if not url:
        return None
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    text = max((plain_text(body) for body in (*bodies, entry.get("summary") or "")), key=len)
    return FeedItem(
        guid=guid or url,
        url=url,
        headline=one_line(entry.get("title") or ""),
        text=text,
        byline=one_line(entry.get("author") or "") or None,
        published_at=_struct_date(entry.get("published_parsed"), fetched_at),
        # Past feedparser's own `get`, which would fall back to the other date and warn.
        updated_at=_struct_date(dict.get(entry, "updated_parsed"), fetched_at),
    )


def _refuse_entities(page: Page) -> None:
    """Refuse a DTD that declares entities, unless they are plain short words.

    expat and feedparser have defences of their own; this one does not depend on their versions.
    """
    # Zero bytes go, so that a declaration in UTF-16 shows as well.
    squeezed = page.body.replace(b"\0", b"")
    root = _ROOT.search(squeezed)
    for found in _ENTITY.finditer(squeezed[: root.start() if root else None]):
        plain = _PLAIN_ENTITY.match(found[1])
        if not plain or len(found[1]) > _HARMLESS_ENTITY:
            raise ParseError(
                "The document declares XML entities, which can be made to grow without bound "
                "or to read local files; a feed needs none, so it is not parsed.",
                url=page.final_url,
            )


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


def _ttl(feed: Mapping[str, Any]) -> timedelta | None:
    minutes = _number(feed.get("ttl"))
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower(), 0)
    frequency = _number(feed.get("sy_updatefrequency")) or 1.0
    seconds = max((minutes or 0.0) * 60, period / frequency)
    return min(timedelta(seconds=seconds), _LONGEST_TTL) if seconds > 0 else None


def _number(value: object) -> float | None:
    text = str(value or "").strip()
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text, re.ASCII) else None


def _struct_date(value: time.struct_time | None, fetched_at: datetime) -> datetime | None:
    try:
        date = datetime.fromtimestamp(calendar.timegm(value), tz=UTC) if value else None
        return _plausible(date, fetched_at) if date else None
    except (ValueError, OverflowError, OSError):
        return None


def _plausible(date: datetime, fetched_at: datetime) -> datetime | None:
    return None if date > fetched_at + _LONGEST_AHEAD else date


# -- JSON Feed -----------------------------------------------------------------------------------


def _from_json(page: Page) -> FeedDocument:
    feed = json.loads(decode(page.body))
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or "jsonfeed.org/version/1" not in version:
        raise ParseError(
            "This is JSON, but not a JSON Feed (https://jsonfeed.org); check the address.",
            url=page.final_url,
        )
    entries = feed.get("items")
    items = (
        _json_item(entry, page.final_url, page.fetched_at)
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
    )
    return FeedDocument(
        title=one_line(_string(feed.get("title"))),
        language=_string(feed.get("language")) or None,
        items=[item for item in items if item],
    )


def _json_item(entry: dict[str, Any], base: str, fetched_at: datetime) -> FeedItem | None:
    guid = str(entry.get("id") or "").strip()
    url = _address(_string(entry.get("url")), base)
    url = url or (_address(guid, base) if _is_absolute(guid) else None)
    if not url:
        return None
    # content_text is text already; what looks like a tag in it is meant.
    text = _string(entry.get("content_text")) or plain_text(
        _string(entry.get("content_html")) or _string(entry.get("summary"))
    )
    return FeedItem(
        guid=guid or url,
        url=url,
        headline=one_line(_string(entry.get("title"))),
        text=text,
        byline=_json_byline(entry),
        published_at=_iso_date(entry.get("date_published"), fetched_at),
        updated_at=_iso_date(entry.get("date_modified"), fetched_at),
    )


def _json_byline(entry: dict[str, Any]) -> str | None:
    authors = entry.get("authors")  # 1.1
    people = authors if isinstance(authors, list) else [entry.get("author")]  # 1.0
    names = (_string(each.get("name")) for each in people if isinstance(each, dict))
    return ", ".join(one_line(name) for name in names if name) or None


def _iso_date(value: object, fetched_at: datetime) -> datetime | None:
    try:
        date = datetime.fromisoformat(_string(value))
        aware = date if date.tzinfo else date.replace(tzinfo=UTC)
        return _plausible(aware.astimezone(UTC), fetched_at)
    except (ValueError, OverflowError):
        return None


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


# -- Addresses and identity ----------------------------------------------------------------------


def _is_absolute(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _address(link: str, base: str) -> str | None:
    """Resolve a link; None when it leads to no page (mailto, javascript, nonsense)."""
    if not link.strip():
        return None
    try:
        url = urljoin(base, link.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _told_apart(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Give items a guid each, where a feed gives one to several, and drop exact repeats.

    A shared guid yields to the link, and a shared link to a hash of headline and date.
    """
    unique = list(dict.fromkeys(items))
    unique = _renamed(unique, lambda item: item.url)
    unique = _renamed(unique, _fingerprint)
    return tuple({item.guid: item for item in reversed(unique)}.values())[::-1]


def _renamed(items: list[FeedItem], name: Callable[[FeedItem], str]) -> list[FeedItem]:
    shared = Counter(item.guid for item in items)
    return [replace(item, guid=name(item)) if shared[item.guid] > 1 else item for item in items]


def _fingerprint(item: FeedItem) -> str:
    seed = f"{item.headline}\n{item.published_at}".encode()
    return f"sha256:{hashlib.sha256(seed).hexdigest()}"
