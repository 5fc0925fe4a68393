"""A sitemap index read as one feed: its parts are fetched and their items put together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from monitor.model.errors import ParseError, SourceError
from monitor.model.feed import (
    FeedDocument,
    FeedKind,
    Gone,
    NotModified,
    Page,
    Validators,
)
from monitor.ports import FeedParser, Fetcher
from monitor.sources.feeds.items import newest, told_apart

#: Items taken from all parts together.
_MOST_ITEMS = 2_000
#: Levels of indexes under the first; the protocol allows none, sites nest one.
_DEPTH = 1
#: Parts fetched for one poll, on all levels together.
_MOST_FETCHES = 20
#: Parts remembered with their validators, so that an unchanged one is neither sent nor parsed.
_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """A part as it was last read."""

    validators: Validators
    document: FeedDocument


@dataclass(slots=True)
class _Budget:
    """What is left of one poll's fetches."""

    fetches: int = _MOST_FETCHES


@dataclass(frozen=True, slots=True)
class FollowingParser:
    """A `FeedParser` that reads the parts of a document that lists documents."""

    parser: FeedParser
    fetcher: Fetcher
    _known: OrderedDict[str, _Known] = field(default_factory=OrderedDict)

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """Parse a fetched feed, and what it is put together from.

        Raises:
            ParseError: The document is not a feed, or none of its parts could be read.
        """
        document = await self.parser.parse(page, kind)
        if not document.parts:
            return document
        parts, errors = await self._read_all(document.parts, _Budget(), _DEPTH)
        if not parts:
            reason = f": {errors[0]}" if errors else ""
            message = f"None of the index's sitemaps could be read{reason}"
            raise ParseError(message, url=page.final_url)
        items = told_apart(newest([i for part in parts for i in part.items], _MOST_ITEMS))
        first = next((part for part in parts if part.title), parts[0])
        return replace(document, title=first.title, language=first.language, items=items)

    async def _read_all(
        self, urls: Sequence[str], budget: _Budget, depth: int
    ) -> tuple[list[FeedDocument], list[SourceError]]:
        """Read parts one after another: they stand on one host, which is not to be hurried."""
        parts: list[FeedDocument] = []
        errors: list[SourceError] = []
        for url in urls:
            if budget.fetches <= 0:
                break
            budget.fetches -= 1
            try:
                part = await self._read(url)
            except SourceError as error:  # One broken part never hides the others.
                errors.append(error)
                continue
            if not part.parts:
                parts.append(part)
            elif depth:
                below, failed = await self._read_all(part.parts, budget, depth - 1)
                parts.extend(below)
                errors.extend(failed)
        return parts, errors

    async def _read(self, url: str) -> FeedDocument:
        known = self._known.get(url)
        fetched = await self.fetcher.fetch(url, known.validators if known else Validators())
        match fetched:
            case NotModified():
                if known is None:
                    raise ParseError("The host says unchanged of what was never read.", url=url)
                return known.document
            case Gone():
                raise ParseError("The index lists a sitemap that is not there.", url=url)
            case Page():
                document = await self.parser.parse(fetched)
                self._remember(url, _Known(fetched.validators, document))
                return document
            case _:
                assert_never(fetched)

    def _remember(self, url: str, known: _Known) -> None:
        if known.validators == Validators():
            return
        self._known[url] = known
        self._known.move_to_end(url)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
