"""One way in for every kind of document that lists articles.

JSON goes to `jsonfeed`, a sitemap to `sitemaps` (unpacked; an index names its parts),
other XML to `strict` first and to `tolerant` (feedparser) wherever that one is not sure.
An HTML page goes to `pages` if its feed was added as a page, and is an error otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedKind, Page
from monitor.sources.feeds.announcing import with_hub
from monitor.sources.feeds.entities import refuse_entities
from monitor.sources.feeds.items import newest, told_apart
from monitor.sources.feeds.jsonfeed import parse_json_feed
from monitor.sources.feeds.pages import parse_links
from monitor.sources.feeds.sitemaps import is_sitemap, parse_sitemap, unpacked
from monitor.sources.feeds.strict import parse_strictly
from monitor.sources.feeds.tolerant import parse_tolerantly
from monitor.sources.workers import Workers

#: Items taken from one document; the longest of our 154 real feeds has 170.
MOST_ITEMS = 5_000
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

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """Parse a fetched feed.

        Raises:
            ParseError: The document is not a feed, or could not be read in time.
        """
        return await self.workers.read(parse_feed, ParseError, page, kind)


def parse_feed(page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
    """Parse a document of any kind, taking from a faulty one what can be taken.

    Items without an address are left out: there would be nothing to fetch. So are
    episodes of podcasts: there would be nothing to read.

    Raises:
        ParseError: The document is not a feed; the message says what it is.
    """
    page = unpacked(page)
    try:
        document = _parse(page, kind)
    except _PARSER_FAILURES as error:
        raise ParseError(f"The feed cannot be read: {error}", url=page.final_url) from error
    items = told_apart(newest(document.items, MOST_ITEMS))
    return with_hub(replace(document, items=items), page)


def _parse(page: Page, kind: FeedKind) -> FeedDocument:
    start = page.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ParseError("The document is empty; there should be a feed here.", url=page.final_url)
    if kind is FeedKind.PAGE:
        return parse_links(page)
    if start[:1] in b"{[":
        return parse_json_feed(page)
    refuse_entities(page)
    if is_sitemap(page):
        return parse_sitemap(page)
    return parse_strictly(page) or parse_tolerantly(page)
