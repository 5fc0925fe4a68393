"""What a site offers to be polled: its feeds, its news sitemaps, and failing those its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from monitor.model.errors import FetchError, ParseError, SourceError
from monitor.model.feed import FeedDocument, FeedKind, Page
from monitor.ports import FeedParser, Fetcher
from monitor.sources.feeds.items import address
from monitor.sources.feeds.pages import page_tree
from monitor.sources.feeds.sitemaps import is_sitemap, unpacked
from monitor.sources.markup import decode
from monitor.sources.metadata import same_site

#: Requests made for one site.
_MOST_FETCHES = 30
#: Candidates of one sort that are tried.
_MOST_TRIED = 10
_FEED_TYPE = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json|(?:text|application)/xml",
    re.IGNORECASE,
)
_FEED_LIKE = re.compile(r"(?:^|[/.?=_-])(?:feeds?|rss|atom|rdf)(?:$|[/.?&=_-])", re.IGNORECASE)
#: Feeds of comments and of embeds are named beside those of articles.
_NOT_NEWS = re.compile(r"comments?/feed|/feed/comments|oembed|wp-json|/comments", re.IGNORECASE)
_NEWS = re.compile(r"news", re.IGNORECASE)
#: Where publishing systems put feeds (WordPress, Ghost, Hugo, Drupal, Jekyll, Arc).
_FEED_PATHS = (
    "/feed/", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json",
    "/arc/outboundfeeds/rss/",
)  # fmt: skip
_SITEMAP_PATHS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml")
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


class Sort(IntEnum):
    """What a candidate is; the smaller, the sooner it is chosen."""

    FEED = 0
    NEWS_SITEMAP = 1
    SITEMAP = 2
    PAGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A document of a site that can be polled, as it was read just now."""

    url: str
    sort: Sort
    title: str
    items: int
    #: When its latest item came out or was changed, None where no item has a date.
    latest: datetime | None
    #: Where it was found, for a person.
    found: str

    @property
    def kind(self) -> FeedKind:
        """How it is to be read."""
        return FeedKind.PAGE if self.sort is Sort.PAGE else FeedKind.FEED


@dataclass(slots=True)
class Discovery:
    """One look around a site."""

    fetcher: Fetcher
    parser: FeedParser
    _seen: set[str] = field(default_factory=set)
    _found: list[Candidate] = field(default_factory=list)

    async def look(self, url: str) -> tuple[Candidate, ...]:
        """Find what can be polled, best first; the address itself alone if it is a feed.

        Raises:
            FetchError: Not even the address given can be read.
        """
        page = await self._fetch(url)
        if page is None:
            raise FetchError("There is no page at this address.", url=url)
        itself = await self._read(page, url, "the address itself")
        if itself:
            return (itself,)
        await self._try(_linked(page), "the page names it")
        if not self._found:
            await self._try(_anchored(page), "the page links to it")
        if not self._found:
            await self._try(_at(page, _FEED_PATHS), "a usual place")
        await self._look_for_sitemaps(page)
        await self._add_page(page)
        return tuple(sorted(self._found, key=_rank))

    async def _look_for_sitemaps(self, page: Page) -> None:
        robots = await self._fetch(urljoin(page.final_url, "/robots.txt"))
        named = _SITEMAP_LINE.findall(decode(robots.body)) if robots else []
        ordered = sorted(named, key=lambda url: not _NEWS.search(url))
        before = len(self._found)
        await self._try(_resolved(ordered, page.final_url), "robots.txt names it")
        if len(self._found) == before:
            await self._try(_at(page, _SITEMAP_PATHS), "a usual place")

    async def _try(self, urls: Iterable[str], found: str) -> None:
        for count, url in enumerate(urls):
            if count >= _MOST_TRIED:
                return
            try:
                page = await self._fetch(url)
                candidate = await self._read(page, url, found) if page else None
            except SourceError:  # One dead link hides no other.
                continue
            if candidate and not any(candidate.url == known.url for known in self._found):
                self._found.append(candidate)

    async def _read(self, page: Page, url: str, found: str) -> Candidate | None:
        try:
            document = await self.parser.parse(page)
        except ParseError:
            return None
        return _candidate(document, _sort(page, document), url, found)

    async def _add_page(self, page: Page) -> None:
        try:
            document = await self.parser.parse(page, FeedKind.PAGE)
        except ParseError:
            return
        found = "links on the page"
        self._found.append(_candidate(document, Sort.PAGE, page.final_url, found))

    async def _fetch(self, url: str) -> Page | None:
        if url in self._seen or len(self._seen) >= _MOST_FETCHES:
            return None
        self._seen.add(url)
        fetched = await self.fetcher.fetch(url)
        return fetched if isinstance(fetched, Page) else None


def _candidate(document: FeedDocument, sort: Sort, url: str, found: str) -> Candidate:
    dates = [date for i in document.items if (date := i.updated_at or i.published_at)]
    return Candidate(
        url=url,
        sort=sort,
        title=document.title,
        items=len(document.items),
        latest=max(dates, default=None),
        found=found,
    )


def _sort(page: Page, document: FeedDocument) -> Sort:
    if not is_sitemap(unpacked(page)):
        return Sort.FEED
    # Only news sitemaps give headlines.
    return Sort.NEWS_SITEMAP if any(i.headline for i in document.items) else Sort.SITEMAP


def _rank(candidate: Candidate) -> tuple[Sort, bool, float, int]:
    latest = candidate.latest or datetime.fromtimestamp(0, UTC)
    return candidate.sort, not candidate.items, -latest.timestamp(), len(candidate.url)


def _linked(page: Page) -> Iterator[str]:
    """List the feeds that a page names as alternates of itself."""

    def is_feed(node: html.HtmlElement) -> bool:
        relations = (node.get("rel") or "").lower().split()
        return "alternate" in relations and bool(_FEED_TYPE.search(node.get("type") or ""))

    return _hrefs(page, "link", is_feed)


def _anchored(page: Page) -> Iterator[str]:
    """List links of a page whose address looks like a feed's."""

    def is_feed(node: html.HtmlElement) -> bool:
        href = node.get("href") or ""
        host = urlsplit(urljoin(page.final_url, href)).hostname or ""
        here = urlsplit(page.final_url).hostname or ""
        return bool(_FEED_LIKE.search(href)) and same_site(host, here)

    return _hrefs(page, "a", is_feed)


def _hrefs(page: Page, tag: str, fits: Callable[[html.HtmlElement], bool]) -> Iterator[str]:
    try:
        links = [node.get("href") or "" for node in page_tree(page).iter(tag) if fits(node)]
    except (etree.LxmlError, ValueError):
        links = []
    return _resolved((link for link in links if not _NOT_NEWS.search(link)), page.final_url)


def _at(page: Page, paths: Iterable[str]) -> Iterator[str]:
    return _resolved(paths, page.final_url)


def _resolved(links: Iterable[str], base: str) -> Iterator[str]:
    urls = dict.fromkeys(address(link, base) for link in links)
    return (url for url in urls if url)
