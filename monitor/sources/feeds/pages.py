"""A plain HTML page as a feed: the links on it that lead to articles of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.feeds.items import address, iso_date
from monitor.sources.markup import decode, one_line
from monitor.sources.metadata import json_ld, same_site

#: Links taken from one page.
_MOST_LINKS = 200
#: Anchors looked at, so that a page of nothing but links costs little.
_MOST_ANCHORS = 5_000
_LONGEST_HEADLINE = 300
#: A headline has at least so many words, or so many letters where words are not parted.
_FEWEST_WORDS, _FEWEST_LETTERS = 4, 12
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
#: Parts of a page whose links are the site's own furniture.
_FURNITURE = frozenset({"nav", "footer", "form"})
_DATED = re.compile(r"/(?:19|20)\d{2}[/-]?(?:0[1-9]|1[0-2])(?:[/-]|\d{2})")
_NUMBERED = re.compile(r"\d{5,}")
_SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+){3,}")
#: First segments of addresses that are never an article's.
_SECTIONS = re.compile(
    r"/(?:tags?|topics?|authors?|category|categories|search|login|subscribe|about|contact|privacy"
    r"|terms|newsletters?|podcasts?|video|live-tv|shop|account|wp-json|feed)(?:/|$)",
    re.IGNORECASE,
)


def parse_links(page: Page) -> FeedDocument:
    """Find the articles that a page links to, those it lists as data (ItemList) first.

    Raises:
        ParseError: There is none, or no page.
    """
    try:
        tree = page_tree(page)
    except (etree.LxmlError, ValueError) as error:
        raise ParseError(f"The page cannot be read: {error}", url=page.final_url) from error
    items: dict[str, FeedItem] = {}
    for item in (*_listed(tree, page), *_anchored(tree, page)):
        known = items.get(item.url)
        if known is None and len(items) >= _MOST_LINKS:
            break
        if known is None or (not known.headline and item.headline):
            items[item.url] = item
    if not items:
        raise ParseError(
            "No link on this page looks like one to an article of the same site.",
            url=page.final_url,
        )
    title = tree.findtext(".//title") or ""
    language = tree.get("lang") or None
    return FeedDocument(title=one_line(title), language=language, items=tuple(items.values()))


def page_tree(page: Page) -> html.HtmlElement:
    """Read a page into a tree, by the charset that it really has.

    Raises:
        etree.LxmlError, ValueError: There is nothing to read in it.
    """
    text = decode(page.body, page.headers.get("content-type", ""))
    return html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def _listed(tree: html.HtmlElement, page: Page) -> Iterator[FeedItem]:
    """Read the articles that the page lists in JSON-LD."""
    for node in json_ld(tree):
        entries = node.get("itemListElement")
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, dict):
                inner = entry.get("item")
                item = _from_data(inner if isinstance(inner, dict) else entry, entry, page)
                if item:
                    yield item


def _from_data(thing: dict[str, Any], entry: dict[str, Any], page: Page) -> FeedItem | None:
    names = (thing.get("url"), thing.get("@id"), entry.get("url"), entry.get("item"))
    stated = next((name for name in names if isinstance(name, str)), "")
    url = _own(stated, page)
    # A list of crumbs is one of sections; only what leads to an article counts.
    if url is None or not _looks_like_article(url):
        return None
    name = next((v for k in ("headline", "name") if isinstance(v := thing.get(k), str)), "")
    return FeedItem(
        guid=url,
        url=url,
        headline=one_line(name)[:_LONGEST_HEADLINE],
        published_at=iso_date(thing.get("datePublished"), page.fetched_at),
        updated_at=iso_date(thing.get("dateModified"), page.fetched_at),
    )


def _anchored(tree: html.HtmlElement, page: Page) -> Iterator[FeedItem]:
    for count, anchor in enumerate(tree.iter("a")):
        if count >= _MOST_ANCHORS:
            return
        url = _own(anchor.get("href") or "", page)
        if url is None or _stands_in(anchor, _FURNITURE):
            continue
        heading = _stands_in(anchor, _HEADINGS) or any(
            anchor.find(f".//{name}") is not None for name in _HEADINGS
        )
        words = one_line(" ".join(anchor.itertext()))
        if _is_headline(words) and (heading or _looks_like_article(url)):
            yield FeedItem(guid=url, url=url, headline=words[:_LONGEST_HEADLINE])
        elif not words and _looks_like_article(url):
            yield FeedItem(guid=url, url=url, headline="")


def _stands_in(node: html.HtmlElement, tags: frozenset[str]) -> bool:
    return any(above.tag in tags for above in node.iterancestors())


def _own(link: str, page: Page) -> str | None:
    """Resolve a link to another page of the same site."""
    url = address(link, page.final_url)
    if url is None:
        return None
    url = url.partition("#")[0]
    parts, here = urlsplit(url), urlsplit(page.final_url)
    if not same_site(parts.hostname or "", here.hostname or "") or parts.path in {"", "/"}:
        return None
    away = (parts.path, parts.query) != (here.path, here.query)
    return url if away and not _SECTIONS.match(parts.path) else None


def _looks_like_article(url: str) -> bool:
    path = urlsplit(url).path
    last = path.rstrip("/").rpartition("/")[2]
    return bool(_DATED.search(path) or _NUMBERED.search(last) or _SLUG.search(last))


def _is_headline(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS or (
        not words.isascii() and len(words) >= _FEWEST_LETTERS
    )
