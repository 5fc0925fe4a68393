"""The second stage: due visits become revisions of articles, and jobs to read them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import assert_never

from monitor.model.article import (
    Article,
    ArticleState,
    Extract,
    Revision,
    Syndication,
    TextOrigin,
)
from monitor.model.change import Change
from monitor.model.errors import PageBlocked
from monitor.model.feed import Gone, NotModified, Page, Validators, Visit, VisitOutcome
from monitor.model.job import JobKind
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.task import Task
from monitor.ports import Archive, Clock, Extractor, Fetcher, Unit
from monitor.rules.alerting import takedown_alert
from monitor.rules.identity import article_id, canonical_url
from monitor.rules.pacing import Pacing, next_visit_at
from monitor.rules.revising import change_between, revise
from monitor.rules.syndication import reprint_of

#: A feed's own text stands in for a page that cannot be read from this many words on;
#: less is a headline with a teaser. Source: judgement, a short agency flash has about 30.
FEED_TEXT_WORDS = 25

#: How far back an original is looked for when an article looks like a reprint.
REPRINT_WINDOW = timedelta(days=14)

#: Name of the extractor of feed text, and its version.
FEED_EXTRACTOR = "feed/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a visit found: an article's text, or why there is none."""

    outcome: VisitOutcome
    extract: Extract | None = None
    raw: Page | None = None
    validators: Validators | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A revision to be written, with all that belongs to it."""

    article: Article
    revision: Revision
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visiting:
    """Visits article pages and keeps what changed; one commit a visit."""

    archive: Archive
    fetcher: Fetcher
    extractor: Extractor
    clock: Clock
    dice: Callable[[], float]
    pacing: Pacing
    outbox: Outbox
    #: Whether a web archive is asked to copy each page that made a revision.
    copying: bool = False
    name: str = "visit"

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Visit]:
        """List visits due now."""
        listed = await asyncio.to_thread(self._due, limit + len(under_way))
        return [item for item in listed if self.key(item) not in under_way][:limit]

    def key(self, item: Visit) -> str:
        """Tell visits apart by URL."""
        return item.url

    async def one(self, item: Visit) -> str:
        """Fetch, extract, revise and commit one article."""
        found = await self._find(item)
        done = await attempt(item.url, asyncio.to_thread(self._keep, item, found))
        if isinstance(done, Failure):
            found = Found(outcome=VisitOutcome.FAILED, note=done.reason)
            done = await asyncio.to_thread(self._keep, item, found)
        return done

    async def fail(self, item: Visit, error: str) -> None:
        """Count an unexpected error as a failed visit."""
        found = Found(outcome=VisitOutcome.FAILED, note=error)
        await asyncio.to_thread(self._keep, item, found)

    def _due(self, limit: int) -> Sequence[Visit]:
        with self.archive.unit() as unit:
            return unit.visits.due(self.clock.now(), limit)

    async def _find(self, visit: Visit) -> Found:
        fetched = await attempt(visit.url, self.fetcher.fetch(visit.url, visit.validators))
        match fetched:
            case Failure():
                return Found(outcome=VisitOutcome.FAILED, note=fetched.reason)
            case NotModified():
                return Found(outcome=VisitOutcome.UNCHANGED)
            case Gone(status=status):
                return Found(outcome=VisitOutcome.GONE, note=f"The host answers {status}.")
            case Page():
                return await self._extract(fetched)
            case _:
                assert_never(fetched)

    async def _extract(self, page: Page) -> Found:
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
                )
            case _:
                assert_never(extract)

    def _keep(self, planned: Visit, found: Found) -> str:
        """Load what is known, think, and commit the visit with all that follows from it."""
        now = self.clock.now()
        with self.archive.unit() as unit:
            visit = unit.visits.find(planned.url)
            if visit is None:
                return "removed"
            known = _known(unit, visit, found.extract)
            latest = unit.revisions.all(known.id)[-1:] if known else ()
        found = _or_feed_text(visit, found, latest[-1] if latest else None)
        revised = self._revise(visit, found, known, latest, now)
        with self.archive.unit() as unit:
            if revised is not None:
                known = self._add(unit, revised, found)
            elif known is not None:
                known = self._note_state(unit, known, visit, found, now)
            visit = self._advance(visit, found, known, revised, now)
            unit.visits.put(visit)
        return str(visit.outcome)

    def _revise(
        self,
        visit: Visit,
        found: Found,
        known: Article | None,
        latest: Sequence[Revision],
        now: datetime,
    ) -> Revised | None:
        if found.extract is None:
            return None
        article = known or _new_article(visit, found.extract, now)
        before = latest[-1] if latest else None
        revision = revise(
            before,
            found.extract,
            article_id=article.id,
            raw_hash=sha256(found.raw.body).hexdigest() if found.raw else None,
            seen_at=now,
        )
        if revision is None:
            return None
        change = change_between(before, revision) if before else None
        return Revised(article=article, revision=revision, change=change)

    def _add(self, unit: Unit, revised: Revised, found: Found) -> Article:
        article, revision = replace(revised.article, state=ArticleState.LIVE), revised.revision
        if revision.number == 1:
            article = replace(article, reprint_of=_reprint(unit, article, revision))
        unit.articles.put(article)
        unit.revisions.add(revision, revised.change, found.raw)
        key = Task(article.id, revision.number).key
        unit.jobs.put(JobKind.ASSESS, key, revision.seen_at)
        if self.copying and revision.origin is TextOrigin.PAGE:
            unit.jobs.put(JobKind.COPY, key, revision.seen_at)
        return article

    def _note_state(
        self, unit: Unit, article: Article, visit: Visit, found: Found, now: datetime
    ) -> Article:
        """Note that an article is gone, once a second visit says so too, or is back."""
        gone = found.outcome is VisitOutcome.GONE and visit.outcome is VisitOutcome.GONE
        if gone and article.state is ArticleState.LIVE:
            article = replace(article, state=ArticleState.GONE)
            self._tell_takedown(unit, article, now)
        elif found.extract is not None:
            article = replace(article, state=ArticleState.LIVE)
        unit.articles.put(article)
        return article

    def _tell_takedown(self, unit: Unit, article: Article, now: datetime) -> None:
        """Tell of a takedown, where the article bore on any claim."""
        revisions = unit.revisions.all(article.id)
        if any(unit.ledger.readings(article.id, r.number) for r in revisions):
            self.outbox.post(unit, [takedown_alert(article, revisions[-1], now)], now)

    def _advance(
        self,
        visit: Visit,
        found: Found,
        article: Article | None,
        revised: Revised | None,
        now: datetime,
    ) -> Visit:
        outcome = VisitOutcome.REVISED if revised else found.outcome
        failed = outcome in (VisitOutcome.FAILED, VisitOutcome.BLOCKED)
        edited = revised is not None and revised.change is not None
        visit = replace(
            visit,
            article_id=article.id if article else visit.article_id,
            validators=found.validators or visit.validators,
            failures=visit.failures + 1 if failed else 0,
            last_visit_at=now,
            last_change_at=now if edited else visit.last_change_at,
            outcome=outcome,
            note=found.note,
        )
        due_at = next_visit_at(visit, now=now, pacing=self.pacing, jitter=self.dice())
        return replace(visit, due_at=due_at)


def _known(unit: Unit, visit: Visit, extract: Extract | None) -> Article | None:
    """Find the article a visit belongs to: the one it led to before, or the one at its address."""
    if visit.article_id is not None:
        return unit.articles.get(visit.article_id)
    return unit.articles.find(article_id(extract.url)) if extract else None


def _or_feed_text(visit: Visit, found: Found, latest: Revision | None) -> Found:
    """Let the feed's own text stand in for a page that cannot be read.

    Never once the page itself has been read: the feed's text is a lesser sighting.
    """
    unreadable = found.outcome in (
        VisitOutcome.FAILED,
        VisitOutcome.BLOCKED,
        VisitOutcome.PAYWALLED,
    )
    read_before = latest is not None and latest.origin is TextOrigin.PAGE
    if not unreadable or read_before or len(visit.item.text.split()) < FEED_TEXT_WORDS:
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


def _new_article(visit: Visit, extract: Extract, now: datetime) -> Article:
    url = canonical_url(extract.url)
    return Article(
        id=article_id(url),
        url=url,
        outlet=visit.outlet,
        feed_id=visit.feed_id,
        first_seen_at=now,
        published_at=extract.published_at or visit.item.published_at,
    )


def _reprint(unit: Unit, article: Article, revision: Revision) -> Syndication | None:
    """Look for the original among articles like it that were seen lately."""
    since = revision.seen_at - REPRINT_WINDOW
    near = unit.revisions.similar(revision.signature, since) if revision.signature else ()
    candidates = [(r, unit.articles.get(r.article_id)) for r in near]
    return reprint_of(
        revision.headline,
        revision.text,
        revision.byline,
        article.outlet,
        revision.signature,
        [pair for pair in candidates if pair[1].id != article.id],
    )
