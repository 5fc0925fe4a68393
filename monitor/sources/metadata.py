"""What a page says of itself: JSON-LD, OpenGraph, meta elements and the canonical link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from monitor.sources.markup import one_line, plain_text

#: Types of JSON-LD that are an article. Source: schema.org, Article and its subtypes.
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
#: Levels of JSON-LD looked into; sites nest an article three deep at most.
_DEPTH = 6
#: Longest block of JSON-LD read, in characters.
_LONGEST_JSON = 2_000_000
_BYLINE_METAS = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
)
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "pubdate", "dc.date.issued", "date", "sailthru.date",
)  # fmt: skip
_UPDATED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")
#: First labels of a host that serve the same articles in another dress.
_DRESSES = ("www.", "m.", "mobile.", "amp.", "edition.")
_AMP_CACHES = (".ampproject.org", ".google.com", ".bing-amp.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; empty or None where the page says nothing."""

    headline: str = ""
    title: str = ""
    body: str = ""
    byline: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    url: str
    #: `isAccessibleForFree`.
    free: bool | None = None


def read_metadata(tree: HtmlElement, url: str) -> Metadata:
    """Read what a page says of itself, its JSON-LD before its meta elements.

    Args:
        tree: The page; left as it is.
        url: Where the fetch ended.
    """
    article = _article(tree)
    metas = _metas(tree)
    title = one_line(_text(tree, "//head/title") or _text(tree, "//title"))
    return Metadata(
        headline=one_line(_string(article.get("headline")))
        or one_line(metas.get("og:title", ""))
        or one_line(_text(tree, "//h1"))
        or title,
        title=title,
        body=plain_text(_string(article.get("articleBody"))),
        byline=_people(article.get("author")) or _byline(metas),
        published_at=_date(article.get("datePublished")) or _first_date(metas, _PUBLISHED_METAS),
        updated_at=_date(article.get("dateModified")) or _first_date(metas, _UPDATED_METAS),
        url=_canonical(tree, metas, url),
        free=_boolean(article.get("isAccessibleForFree")),
    )


def _article(tree: HtmlElement) -> dict[str, Any]:
    """Find the page's article among its JSON-LD; the one with a body before one without."""
    found = filter(_is_article, json_ld(tree))
    return max(found, key=lambda node: len(_string(node.get("articleBody"))), default={})


def json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """List the nodes of a page's JSON-LD, outer ones first."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        try:
            data = json.loads(source[:_LONGEST_JSON].rstrip("; \n"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(data, _DEPTH)


def _nodes(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each, depth - 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _nodes(data.get(key), depth - 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in names)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Index meta elements by their lower-cased name; the first of a name counts."""
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = (node.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _byline(metas: dict[str, str]) -> str | None:
    values = (one_line(metas.get(name, "")) for name in _BYLINE_METAS)
    # article:author is often the address of a profile.
    return next((value for value in values if value and "://" not in value), None)


def _people(value: object) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = [
        one_line(_string(each.get("name") if isinstance(each, dict) else each)) for each in people
    ]
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name)) or None


def _first_date(metas: dict[str, str], names: tuple[str, ...]) -> datetime | None:
    return next((date for date in (_date(metas.get(name)) for name in names) if date), None)


def _date(value: object) -> datetime | None:
    """Read an ISO or mail date; without a zone it counts as UTC."""
    text = _string(value)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            date = read(text)
            return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _boolean(value: object) -> bool | None:
    match value:
        case bool():
            return value
        case str():
            return {"true": True, "false": False}.get(value.strip().lower())
        case _:
            return None


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _text(tree: HtmlElement, path: str) -> str:
    nodes = tree.xpath(path)
    return "".join(nodes[0].itertext()) if nodes else ""


# -- Canonical address ---------------------------------------------------------------------------


def _canonical(tree: HtmlElement, metas: dict[str, str], url: str) -> str:
    """Choose the page's own word on its address where it may be believed, else the fetch's."""
    links = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href")
    for stated in [*links[:1], metas.get("og:url", "")]:
        candidate = _resolved(str(stated), url)
        if candidate and _plausible(candidate, url):
            return candidate
    return url


def _resolved(link: str, base: str) -> str | None:
    try:
        joined = urljoin(base, link.strip()) if link.strip() else ""
        parts = urlsplit(joined)
        _ = parts.port  # Raises on nonsense.
    except ValueError:
        return None
    sound = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return joined.partition("#")[0] if sound else None


def _plausible(candidate: str, url: str) -> bool:
    """Whether a page at `url` may call itself `candidate`.

    Another site's address would let any page pass for that site's article; only an AMP
    cache names one rightly. A front page is named by mistake (a template's default).
    """
    theirs, ours = urlsplit(candidate), urlsplit(url)
    if theirs.path in {"", "/"} and not theirs.query and ours.path not in {"", "/"}:
        return False
    if ours.port != theirs.port and ours.port not in {None, 80, 443}:
        return False
    return same_site(theirs.hostname or "", ours.hostname or "") or (
        (ours.hostname or "").endswith(_AMP_CACHES) and "amp" in url
    )


def same_site(one: str, other: str) -> bool:
    """Tell whether two hosts are one site: the same name, or one within the other."""
    one, other = _undressed(one), _undressed(other)
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _undressed(host: str) -> str:
    dress = next((dress for dress in _DRESSES if host.startswith(dress)), "")
    return host.removeprefix(dress)
