"""Sitemaps of news, of pages and of sitemaps to words (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from lxml import etree

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.feeds.items import address, iso_date, newest
from monitor.sources.markup import one_line

#: A sitemap's bytes, unpacked. Source: sitemaps.org, "must be no larger than 50MB".
_MOST_BYTES = 50 * 1024 * 1024
#: Pages one sitemap may list. Source: sitemaps.org.
_MOST_ENTRIES = 50_000
#: Items taken of them. Source: Google's bound for a news sitemap.
_MOST_ITEMS = 1_000
#: Parts of an index that are read for one poll.
MOST_PARTS = 20
#: A page not touched for longer is an archive's, not news.
_OLDEST = timedelta(days=30)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(urlset|sitemapindex)[\s>]")
_ROOT_WITHIN = 4096
_GZIP = b"\x1f\x8b"
#: A date without a time, or without a day, as sitemaps may give it (W3C NOTE-datetime).
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One `url` or `sitemap` element."""

    url: str
    touched_at: datetime | None
    published_at: datetime | None = None
    headline: str = ""
    language: str | None = None
    publication: str = ""


def unpacked(page: Page) -> Page:
    """Unpack a page that is a gzip file (`sitemap.xml.gz`).

    Raises:
        ParseError: It is broken, or larger than a sitemap may be.
    """
    if not page.body.startswith(_GZIP):
        return page
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        body = inflater.decompress(page.body, _MOST_BYTES)
    except zlib.error as error:
        raise ParseError("The gzip file is broken.", url=page.final_url) from error
    if not inflater.eof:
        raise ParseError("The gzip file is cut off, or holds more than 50 MB.", url=page.final_url)
    return replace(page, body=body)


def is_sitemap(page: Page) -> bool:
    """Tell a sitemap, or an index of them, by its root element."""
    return _ROOT.search(page.body[:_ROOT_WITHIN]) is not None


def parse_sitemap(page: Page) -> FeedDocument:
    """Parse a sitemap or an index; entries not touched for a month are left out.

    Raises:
        ParseError: Nothing of it can be read.
    """
    root = _root(page)
    listed = list(_listed(root, page))
    if etree.QName(root).localname == "sitemapindex":
        return _index(listed, page)
    entries = [entry for entry in listed if urlsplit(entry.url).path not in {"", "/"}]
    names = Counter(entry.publication for entry in entries if entry.publication)
    languages = Counter(entry.language for entry in entries if entry.language)
    items = [_item(entry) for entry in entries if not _is_old(entry, page.fetched_at)]
    return FeedDocument(
        title=names.most_common(1)[0][0] if names else "",
        language=languages.most_common(1)[0][0] if languages else None,
        items=newest(items, _MOST_ITEMS),
    )


def _index(listed: Sequence[_Listed], page: Page) -> FeedDocument:
    """List the parts to read: those touched of late first, the last named before the first."""
    fresh = [part for part in listed if not _is_old(part, page.fetched_at)]
    never = datetime.min.replace(tzinfo=UTC)
    order = fresh[::-1]
    order.sort(key=lambda part: part.touched_at or never, reverse=True)
    parts = tuple(dict.fromkeys(part.url for part in order))[:MOST_PARTS]
    return FeedDocument(title="", language=None, items=(), parts=parts, composite=True)


def _item(entry: _Listed) -> FeedItem:
    return FeedItem(
        guid=entry.url,
        url=entry.url,
        headline=entry.headline,
        published_at=entry.published_at,
        updated_at=entry.touched_at,
    )


def _is_old(entry: _Listed, now: datetime) -> bool:
    last = entry.touched_at or entry.published_at
    return last is not None and last < now - _OLDEST


def _root(page: Page) -> etree._Element:
    for lenient in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            recover=lenient,
        )
        try:
            root = etree.fromstring(page.body, parser)
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            return root
    raise ParseError("The sitemap is no XML, not even broken XML.", url=page.final_url)


def _listed(root: etree._Element, page: Page) -> Iterator[_Listed]:
    for count, node in enumerate(root):
        if count >= _MOST_ENTRIES:
            return
        fields = {etree.QName(child).localname: child for child in node}
        url = address(_text(fields.get("loc")), page.final_url)
        if url is None:
            continue
        news = fields.get("news")
        told = {} if news is None else {etree.QName(n).localname: n for n in news.iter("*")}
        yield _Listed(
            url=url,
            touched_at=_date(_text(fields.get("lastmod")), page.fetched_at),
            published_at=_date(_text(told.get("publication_date")), page.fetched_at),
            headline=one_line(_text(told.get("title"))),
            language=_text(told.get("language")) or None,
            publication=one_line(_text(told.get("name"))),
        )


def _date(text: str, fetched_at: datetime) -> datetime | None:
    month = _MONTH.fullmatch(text)
    return iso_date(f"{month[1]}-{month[2] or '01'}-01" if month else text, fetched_at)


def _text(node: etree._Element | None) -> str:
    return "" if node is None else (node.text or "").strip()
