"""RSS, RDF and Atom to words through lxml: fast, and silent about whatever it is not sure of.

It takes only what is plainly written: well-formed UTF-8 without a DTD, elements where
they belong and once each, dates as the standards have them. One doubt anywhere, and the
whole document goes to feedparser, so that both give the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.feeds.dialects import (
    ATOM,
    ATOM10,
    COMMON,
    DC,
    KNOWN_SPACES,
    LIKE_OURS,
    MEDIA,
    RDF,
    RSS1,
    RSS2,
    RSS10,
    SY,
    XML_LANG,
    Dialect,
)
from monitor.sources.feeds.items import Media, address, is_absolute, plausible, skips, update_every
from monitor.sources.feeds.standard_dates import standard_date
from monitor.sources.markup import declared_charset, is_utf8, one_line, plain_text

#: Where feedparser changes its mind about addresses, entities or characters.
_DOUBTS = re.compile(rb"<!DOCTYPE[^>]{0,300}\[|<\?xml[^>]{0,20}version=.1\.1", re.IGNORECASE)
#: Every item there may be; feedparser takes them in any place, case and namespace.
_ITEMS = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>/]", re.IGNORECASE)
#: C1 controls are Windows-1252 gone astray; feedparser maps them.
_ASTRAY = re.compile(r"[\x80-\x9f]")
#: Charsets of one byte a letter, which all decoders read alike.
_SINGLE_BYTE = re.compile(r"iso-8859-\d{1,2}|windows-125\d|koi8-[ru]", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
#: Segments that a resolver takes out of an address.
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class _Unsure(Exception):
    """Something is not as plainly written as this parser needs it."""


def parse_strictly(page: Page) -> FeedDocument | None:
    """Parse a plainly written feed; None where feedparser must be asked."""
    body = _in_utf8(page.body.removeprefix(b"\xef\xbb\xbf").lstrip(), page)
    if body is None or _DOUBTS.search(body):
        return None
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return _document(etree.fromstring(body, parser), page)
    except (etree.XMLSyntaxError, _Unsure):
        return None


def _in_utf8(body: bytes, page: Page) -> bytes | None:
    """Write a body in UTF-8 where its charset is beyond doubt."""
    if is_utf8(body):
        return body
    charset = declared_charset(body, page.headers.get("content-type", ""))
    if charset is None or not _SINGLE_BYTE.fullmatch(charset):
        return None
    try:
        return body.decode(charset).encode()
    except UnicodeError:
        return None


def _document(root: etree._Element, page: Page) -> FeedDocument:
    strange = {space for space in root.nsmap.values() if space.lower() in KNOWN_SPACES}
    if strange - KNOWN_SPACES:
        raise _Unsure
    match root.tag:
        case "rss":
            channel = _only(root, "channel")
            holder = root if channel.find("item") is None else channel
            return _read(root, channel, holder, RSS2, page)
        case _ if root.tag == f"{RDF}RDF":
            return _read(root, _only(root, f"{RSS1}channel"), root, RSS10, page)
        case _ if root.tag == f"{ATOM}feed":
            return _read(root, root, root, ATOM10, page)
        case _:
            raise _Unsure


def _read(
    root: etree._Element,
    channel: etree._Element,
    holder: etree._Element,
    dialect: Dialect,
    page: Page,
) -> FeedDocument:
    """Read channel and items, once every item is found to stand where it belongs."""
    nodes = holder.findall(dialect.item)
    if len(nodes) != sum(1 for _ in _ITEMS.finditer(page.body)):
        raise _Unsure
    # With an xml:base about, only addresses that stand by themselves are sure.
    base = "" if b"xml:base" in page.body else page.final_url
    items = [_item(node, dialect, page, base) for node in nodes]
    skip_hours, skip_days = skips(page.body)
    return FeedDocument(
        title=one_line(_markup(*channel.findall(f"{dialect.space}title"))),
        language=_language(root, channel, dialect),
        items=[item for item in items if item],
        update_every=update_every(
            {
                "ttl": _one(channel.findall(f"{dialect.space}ttl")),
                "sy_updateperiod": _one(channel.findall(f"{SY}updatePeriod")),
                "sy_updatefrequency": _one(channel.findall(f"{SY}updateFrequency")),
            }
        ),
        skip_hours=skip_hours,
        skip_days=skip_days,
        hub_url=_related(channel, "hub", base),
        self_url=_related(channel, "self", base),
    )


def _item(node: etree._Element, dialect: Dialect, page: Page, base: str) -> FeedItem | None:
    parts = _sorted_out(node, dialect)
    guid = _guid(node, parts["guid"], dialect, base)
    link = _one(parts["origin"]) or _link(parts["link"], dialect)
    if link and not base and not is_absolute(link):
        raise _Unsure
    url = address(link, base) or (address(guid, base) if is_absolute(guid) else None)
    if not url or _media(parts, dialect).is_episode(url):
        return None
    published, updated = _date(parts["published"], page), _date(parts["updated"], page)
    return FeedItem(
        guid=guid or url,
        url=url,
        headline=one_line(_markup(*parts["title"])),
        text=max((plain_text(_markup(body)) for body in parts["body"]), key=len, default=""),
        byline=one_line(_author(parts["author"])) or None,
        published_at=published or (None if dialect.atom else updated),
        updated_at=updated,
    )


def _sorted_out(node: etree._Element, dialect: Dialect) -> Mapping[str, list[etree._Element]]:
    """Group an item's elements by what they are to us."""
    parts: defaultdict[str, list[etree._Element]] = defaultdict(list)
    for child in node:
        role = dialect.roles.get(child.tag)
        if role is not None:
            parts[role].append(child)
        elif _is_like_ours(child):
            raise _Unsure
        elif len(child):
            # Text in a group of media is an item's text too; all else in there is not ours.
            parts["body"].extend(child.iter(f"{MEDIA}description"))
            if any(map(_is_like_ours, child.iterdescendants())):
                raise _Unsure
    return parts


def _is_like_ours(node: etree._Element) -> bool:
    space, _, name = node.tag.rpartition("}")
    return str(space).lstrip("{") in COMMON and name.lower() in LIKE_OURS


def _guid(
    node: etree._Element, guids: Sequence[etree._Element], dialect: Dialect, base: str
) -> str:
    about = node.get(f"{RDF}about")
    if about is not None:
        if guids:
            raise _Unsure
        return str(about).strip()
    guid = _one(guids)
    # feedparser takes a guid for an address unless told otherwise, and resolves it.
    resolved = dialect.atom or (guids and _permalink(guids[0]))
    if not guid or not resolved:
        return guid
    if _DOTS.search(guid) or (not _SCHEME.match(guid) and (dialect.atom or not base)):
        raise _Unsure
    return guid if _SCHEME.match(guid) else urljoin(base, guid)


def _permalink(guid: etree._Element) -> bool:
    said = {str(name).lower(): str(value) for name, value in guid.attrib.items()}
    return said.get("ispermalink", "true") == "true"


def _link(links: Sequence[etree._Element], dialect: Dialect) -> str:
    if not dialect.atom:
        link = _one(links)
        # An entity within an address is mended by feedparser in its own way.
        if any(node.attrib for node in links) or ("&" in link and ";" in link):
            raise _Unsure
        return link
    pages = [
        node.get("href", "")
        for node in links
        if node.get("rel", "alternate") == "alternate"
        and node.get("type", "text/html") in _HTML_TYPES
    ]
    if len(pages) > 1 or any(node.text or not node.get("href") for node in links):
        raise _Unsure
    return pages[0] if pages else ""


def _media(parts: Mapping[str, list[etree._Element]], dialect: Dialect) -> Media:
    if dialect.atom:
        links = [node for node in parts["link"] if node.get("rel") == "enclosure"]
        found = [(node.get("href", ""), node.get("type", "")) for node in links]
    else:
        found = [(node.get("url", ""), node.get("type", "")) for node in parts["enclosure"]]
    return Media(enclosures=found, numbered=bool(parts["number"]))


def _author(authors: Sequence[etree._Element]) -> str:
    """Give the last author, as feedparser does: by name, with the mail address where given."""
    if not authors:
        return ""
    last = authors[-1]
    if not len(last):
        return _plain(last)
    parts = {etree.QName(child).localname: _plain(child) for child in last}
    if last.tag != f"{ATOM}author" or (last.text or "").strip():
        raise _Unsure
    name, email = parts.get("name", ""), parts.get("email", "")
    return f"{name} ({email})" if name and email else name or email


def _date(nodes: Sequence[etree._Element], page: Page) -> datetime | None:
    text = _one(nodes)
    date = standard_date(text) if text else None
    if text and date is None:
        raise _Unsure
    return plausible(date, page.fetched_at) if date else None


def _language(root: etree._Element, channel: etree._Element, dialect: Dialect) -> str | None:
    named = [*channel.findall(f"{dialect.space}language"), *channel.findall(f"{DC}language")]
    return _one(named) or root.get(XML_LANG, "").replace("_", "-") or None


def _related(channel: etree._Element, relation: str, base: str) -> str | None:
    links = (n.get("href") for n in channel.findall(f"{ATOM}link") if n.get("rel") == relation)
    link = next((link for link in links if link), None)
    if link and not base and not is_absolute(link):
        raise _Unsure
    return address(link, base) if link else None


def _only(node: etree._Element, tag: str) -> etree._Element:
    found = node.findall(tag)
    if len(found) != 1:
        raise _Unsure
    return found[0]


def _one(nodes: Sequence[etree._Element]) -> str:
    """Give the text of the one element there is; "" where there is none."""
    texts = [_plain(node) for node in nodes]
    if len(texts) > 1 and len(set(texts)) > 1:
        raise _Unsure
    return texts[0] if texts else ""


def _markup(*nodes: etree._Element) -> str:
    """Give the one element's text, or the elements within it as they stand (XHTML in Atom)."""
    if len(nodes) == 1 and len(nodes[0]) and nodes[0].get("type") == "xhtml":
        inner: Iterator[str] = (etree.tostring(child, encoding="unicode") for child in nodes[0])
        return _sound("".join(inner))
    return _one(nodes)


def _plain(node: etree._Element) -> str:
    if len(node):
        raise _Unsure
    return _sound((node.text or "").strip())


def _sound(text: str) -> str:
    """Give a text back unless feedparser would mend its characters."""
    if text.isascii():
        return text
    if _ASTRAY.search(text) or _twice_encoded(text):
        raise _Unsure
    return text


def _twice_encoded(text: str) -> bool:
    try:
        text.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True
