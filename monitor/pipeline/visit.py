"""The second stage: due visits become revisions of articles, and jobs to read them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.model.alert import AlertReason
from monitor.model.article import Article, ArticleState, Revision, SightingVerdict, Syndication
from monitor.model.feed import Validators, Visit, VisitOutcome
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.finding import UNREADABLE, Finder, Found, or_feed_text
from monitor.pipeline.keeping import EDITS, Thought, pages_at_hand, think, with_address
from monitor.pipeline.memory import Memory, last_kept, remember
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.turns import Turns
from monitor.pipeline.writing import write_steps
from monitor.ports import Archive, Clock, Extractor, Fetcher, Unit
from monitor.rules.alerting import restoration_alert, takedown_alert
from monitor.rules.revisiting import (
    VisitPacing,
    hints_after,
    lied,
    next_visit_at,
    validators_for,
)
from monitor.rules.syndication import reprint_of

#: How far back an original is looked for when an article looks like a reprint.
REPRINT_WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visiting:
    """Visits article pages and keeps what changed; one commit a visit."""

    archive: Archive
    fetcher: Fetcher
    extractor: Extractor
    clock: Clock
    dice: Callable[[], float]
    pacing: VisitPacing
    outbox: Outbox
    #: Whether a web archive is asked to copy each page that made a revision.
    copying: bool = False
    name: str = "visit"
    #: By outlet: an article may be visited at two addresses at once, and what is decided of it
    #: at one rests on what was written at the other.
    turns: Turns = field(default_factory=Turns)

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Visit]:
        """List visits due now."""
        listed = await asyncio.to_thread(self._due, limit + len(under_way))
        return [item for item in listed if self.key(item) not in under_way][:limit]

    def key(self, item: Visit) -> str:
        """Tell visits apart by URL."""
        return item.url

    async def one(self, item: Visit) -> str:
        """Fetch, extract, revise and commit one article."""
        finder = Finder(archive=self.archive, fetcher=self.fetcher, extractor=self.extractor)
        found = await finder.find(item, validators_for(item, self.pacing))
        done = await attempt(item.url, self._keep(item, found))
        if isinstance(done, Failure):
            found = Found(outcome=VisitOutcome.FAILED, note=done.reason)
            done = await self._keep(item, found)
        return done

    async def fail(self, item: Visit, error: str) -> None:
        """Count an unexpected error as a failed visit."""
        await self._keep(item, Found(outcome=VisitOutcome.FAILED, note=error))

    def _due(self, limit: int) -> Sequence[Visit]:
        with self.archive.unit() as unit:
            return unit.visits.due(self.clock.now(), limit)

    async def _keep(self, planned: Visit, found: Found) -> str:
        async with self.turns.of(planned.outlet):
            return await asyncio.to_thread(self._settle, planned, found)

    def _settle(self, planned: Visit, found: Found) -> str:
        """Load what is known, think, and commit the visit with all that follows from it."""
        now = self.clock.now()
        with self.archive.unit() as unit:
            visit = _still_planned(unit, planned)
            if visit is None:
                return "removed"
            found = or_feed_text(visit, found, last_kept(unit, visit))
            memory = remember(unit, visit, found, now)
        thought = think(memory, found, now)
        with self.archive.unit() as unit:
            self._write(unit, memory, thought, found, now)
            self._plan(unit, memory, thought, found, now)
        return str(thought.outcome)

    def _write(
        self, unit: Unit, memory: Memory, thought: Thought, found: Found, now: datetime
    ) -> None:
        article = thought.article
        if article is None:
            return
        if thought.outcome is VisitOutcome.FOLDED:
            kept = unit.articles.get(article.id)
            unit.articles.put(with_address(kept, memory.visit.url))
            return
        first = thought.steps[0].revision if thought.steps else None
        if first is not None and first.number == 1:
            article = replace(article, reprint_of=_reprint(unit, article, first))
        unit.articles.put(article)
        pages = pages_at_hand(found, memory)
        write_steps(unit, thought.steps, pages, now, copying=self.copying)
        if thought.held is None:
            unit.provisionals.remove(article.id)
        elif thought.held != memory.held:
            unit.provisionals.put(thought.held, found.raw)
        self._tell(unit, memory, thought, now)

    def _tell(self, unit: Unit, memory: Memory, thought: Thought, now: datetime) -> None:
        """Tell of a page that is gone or back, where the article bore on any claim."""
        article, latest = thought.article, memory.latest
        if thought.told is None or article is None or latest is None:
            return
        numbers = range(1, latest.number + 1)
        if not any(unit.ledger.readings(article.id, number) for number in numbers):
            return
        if thought.told is AlertReason.TAKEDOWN:
            present_at = memory.visit.present_at
            alert = takedown_alert(article, latest, present_at=present_at, absent_at=now)
        else:
            alert = restoration_alert(article, latest, present_at=now)
        self.outbox.post(unit, [alert], now)

    def _plan(
        self, unit: Unit, memory: Memory, thought: Thought, found: Found, now: datetime
    ) -> None:
        """Plan the next visit; what other stages noted during this one is kept."""
        current = _still_planned(unit, memory.visit)
        if current is None:
            return
        planned = memory.visit
        visit = replace(
            _after(planned, thought, found, now),
            item=current.item,
            touched_at=current.touched_at,
        )
        confirm = self._confirm(planned, thought)
        due_at = next_visit_at(
            visit, now=now, pacing=self.pacing, jitter=self.dice(), confirm=confirm
        )
        if current.item != planned.item:
            visit, due_at = replace(visit, hinted=True), min(due_at, current.due_at)
        unit.visits.put(replace(visit, due_at=due_at))

    def _confirm(self, planned: Visit, thought: Thought) -> timedelta | None:
        """Say how soon what was found needs a second look, None when it needs none."""
        if thought.outcome is VisitOutcome.HELD and thought.soon:
            return self.pacing.confirm_after
        gone = thought.outcome is VisitOutcome.GONE and planned.outcome is not VisitOutcome.GONE
        known = thought.article is not None and thought.article.state is not ArticleState.GONE
        return self.pacing.confirm_gone_after if gone and known else None


def _after(visit: Visit, thought: Thought, found: Found, now: datetime) -> Visit:
    """Count what a visit brought."""
    failed = thought.outcome in UNREADABLE - {VisitOutcome.PAYWALLED}
    edited = thought.verdict in EDITS
    same = thought.verdict in {SightingVerdict.UNCHANGED, None}
    changed = thought.verdict is not SightingVerdict.FIRST and not same
    answered = found.validators or visit.validators
    held = thought.outcome is VisitOutcome.HELD
    return replace(
        visit,
        article_id=thought.article.id if thought.article else visit.article_id,
        validators=Validators() if held else answered,
        failures=visit.failures + 1 if failed else 0,
        last_visit_at=now,
        last_change_at=now if edited else visit.last_change_at,
        changes=visit.changes + edited,
        outcome=thought.outcome,
        note=thought.note,
        present_at=now if thought.present else visit.present_at,
        hinted=False,
        empty_hints=hints_after(visit, revised=edited),
        unmodified=visit.unmodified + 1 if found.unmodified else 0,
        # Whoever serves two texts in turn cannot say of either that it is unchanged.
        distrusted=visit.distrusted
        or thought.verdict is SightingVerdict.FLAPPING
        or (found.validators is not None and lied(visit, answered, changed=changed)),
    )


def _still_planned(unit: Unit, planned: Visit) -> Visit | None:
    """Get the visit as it stands now; None when its feed was removed meanwhile."""
    visit = unit.visits.find(planned.url)
    return visit if visit is not None and visit.url == planned.url else None


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
