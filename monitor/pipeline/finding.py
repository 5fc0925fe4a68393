"""What a visit finds at an address: an article's text, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from monitor.model.article import Extract, Revision, TextOrigin
from monitor.model.errors import PageBlocked
from monitor.model.feed import Gone, NotModified, Page, Validators, Visit, VisitOutcome
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.rereading import reread
from monitor.ports import Archive, Extractor, Fetcher

#: A feed's own text stands in for a page that cannot be read from this many words on;
#: less is a headline with a teaser. Source: judgement, a short agency flash has about 30.
FEED_TEXT_WORDS = 25

#: Name of the extractor of feed text, and its version.
FEED_EXTRACTOR = "feed/1"

#: Pages that cannot be read, whose feed's text may stand in for them.
UNREADABLE = frozenset({VisitOutcome.FAILED, VisitOutcome.BLOCKED, VisitOutcome.PAYWALLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a visit found: an article's text, or why there is none."""

    outcome: VisitOutcome
    extract: Extract | None = None
    raw: Page | None = None
    validators: Validators | None = None
    #: Whether the host said that nothing changed (304).
    unmodified: bool = False
    #: The last revision's page as the present extractor reads it, where another one read it.
    rederived: Extract | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Fetches pages and finds their articles."""

    archive: Archive
    fetcher: Fetcher
    extractor: Extractor

    async def find(self, visit: Visit, validators: Validators) -> Found:
        """Fetch and extract one article; an error is an outcome with its reason."""
        fetched = await attempt(visit.url, self.fetcher.fetch(visit.url, validators))
        match fetched:
            case Failure():
                return Found(outcome=VisitOutcome.FAILED, note=fetched.reason)
            case NotModified():
                return Found(outcome=VisitOutcome.UNCHANGED, unmodified=True)
            case Gone(status=status):
                return Found(outcome=VisitOutcome.GONE, note=f"The host answers {status}.")
            case Page():
                return await self._extract(visit, fetched)
            case _:
                assert_never(fetched)

    async def _extract(self, visit: Visit, page: Page) -> Found:
        extract = await attempt(page.url, self.extractor.extract(page))
        match extract:
            case Failure(error=PageBlocked(paywalled=paywalled)):
                shut = VisitOutcome.PAYWALLED if paywalled else VisitOutcome.BLOCKED
                return Found(outcome=shut, note=extract.reason)
            case Failure():
                return Found(outcome=VisitOutcome.FAILED, note=extract.reason)
            case Extract():
                return Found(
                    outcome=VisitOutcome.UNCHANGED,
                    extract=extract,
                    raw=page,
                    validators=page.validators,
                    rederived=await self._reread(visit, extract),
                )
            case _:
                assert_never(extract)

    async def _reread(self, visit: Visit, extract: Extract) -> Extract | None:
        if visit.article_id is None:
            return None
        return await reread(self.archive, self.extractor, visit.article_id, extract.extractor)


def or_feed_text(visit: Visit, found: Found, latest: Revision | None) -> Found:
    """Let the feed's own text stand in for a page that cannot be read.

    Never once the page itself has been read: the feed's text is a lesser sighting.
    """
    read_before = latest is not None and latest.origin is TextOrigin.PAGE
    too_short = len(visit.item.text.split()) < FEED_TEXT_WORDS
    if found.outcome not in UNREADABLE or read_before or too_short:
        return found
    extract = Extract(
        url=visit.url,
        headline=visit.item.headline,
        text=visit.item.text,
        byline=visit.item.byline,
        published_at=visit.item.published_at,
        updated_at=visit.item.updated_at,
        origin=TextOrigin.FEED,
        extractor=FEED_EXTRACTOR,
    )
    return replace(found, extract=extract)
