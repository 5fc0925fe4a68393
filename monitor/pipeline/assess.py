"""The third stage: revisions are read against the claims, and what changes the record is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from monitor.model.article import Article, Revision
from monitor.model.change import Change
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Pair, Reading, ReadingKind, Scores
from monitor.model.job import Job, JobKind
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.task import Task
from monitor.ports import Archive, Clock, StanceModel, Unit
from monitor.rules.alerting import SHOWN_BEFORE, Judgement, Sighting, alerts_for, bears
from monitor.rules.contest import settled
from monitor.rules.language import is_english
from monitor.rules.matching import ClaimIndex, Match
from monitor.rules.pacing import next_attempt_at
from monitor.rules.readings import read, surest
from monitor.rules.record import on_record
from monitor.rules.revising import is_rederived
from monitor.rules.revisiting import VisitPacing, touched
from monitor.rules.standing import judge
from monitor.rules.text import Document, document

#: How long a worker may hold a revision. Source: 200,000 words weigh in under a minute.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A revision with its passages weighed: all that is slow, done before the commit."""

    task: Task
    article: Article
    revision: Revision
    change: Change | None
    text: Document
    matches: Sequence[tuple[Match, Sequence[Scores]]]
    #: Whether nobody is told: a look back, or the same page read by another extractor.
    quiet: bool
    #: Why nothing was weighed, None where the text was read.
    skipped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessing:
    """Reads revisions against the tracked claims; one commit a revision."""

    archive: Archive
    model: StanceModel
    clock: Clock
    dice: Callable[[], float]
    pacing: VisitPacing
    outbox: Outbox
    name: str = "assess"

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Job]:
        """Lease revisions due to be read, oldest first."""
        listed = await asyncio.to_thread(self._lease, limit)
        # A lease may run out while we still hold the job; it is ours, not due again.
        return [item for item in listed if item.key not in under_way]

    def key(self, item: Job) -> str:
        """Tell revisions apart by article and number."""
        return item.key

    async def one(self, item: Job) -> str:
        """Match, weigh, read, judge and commit one revision."""
        done = await attempt(item.key, asyncio.to_thread(self._assess, item))
        if isinstance(done, Failure):
            return await asyncio.to_thread(self._put_off, item, done.reason)
        return done

    async def fail(self, item: Job, error: str) -> None:
        """Count an unexpected error as a failed attempt that may be tried again."""
        await asyncio.to_thread(self._put_off, item, error)

    def _lease(self, limit: int) -> Sequence[Job]:
        now = self.clock.now()
        with self.archive.unit() as unit:
            return unit.jobs.lease(JobKind.ASSESS, now, now + LEASE, limit)

    def _put_off(self, job: Job, error: str) -> str:
        now = self.clock.now()
        again_at = next_attempt_at(job.attempts + 1, now=now, retry_after=None, jitter=self.dice())
        with self.archive.unit() as unit:
            if again_at is None:
                unit.jobs.bury(JobKind.ASSESS, job.key, error)
                return "buried"
            unit.jobs.retry(JobKind.ASSESS, job.key, again_at, error)
            return "put off"

    def _assess(self, job: Job) -> str:
        weighed = self._weigh(job)
        with self.archive.unit() as unit:
            judgements = self._judge(unit, weighed)
            told = self._tell(unit, weighed, judgements)
            unit.jobs.done(JobKind.ASSESS, job.key)
        if weighed.skipped:
            return weighed.skipped
        return "told" if told else "read"

    def _weigh(self, job: Job) -> Weighed:
        """Load one revision and weigh its passages, outside of any transaction."""
        task = Task.of(job.key)
        with self.archive.unit() as unit:
            revision = unit.revisions.get(task.article_id, task.number)
            article = unit.articles.get(task.article_id)
            change = unit.revisions.change(task.article_id, task.number)
            quiet = task.claim_id is not None or _is_read_anew(unit, revision)
            claims = tuple(claim for claim in unit.claims.all() if task.asks(claim))
        text = document(revision.headline, revision.text)
        skipped = _why_skipped(revision)
        matches = () if skipped else claim_index(claims).match(text)
        return Weighed(
            task=task,
            article=article,
            revision=revision,
            change=change,
            text=text,
            matches=weigh_all(self.model, matches),
            quiet=quiet,
            skipped=skipped,
        )

    def _judge(self, unit: Unit, weighed: Weighed) -> list[Judgement]:
        """Read each claim against the ledger as it stands in this transaction."""
        revision = weighed.revision
        previous = {
            reading.claim_id: reading
            for reading in unit.ledger.readings(revision.article_id, revision.number - 1)
            if weighed.task.claim_id in {None, reading.claim_id}
        }
        judgements = []
        for match, scores in weighed.matches:
            before = previous.pop(match.claim.id, None)
            ledger = unit.ledger.evidence(match.claim.id)
            reading = _read(self.model.name, weighed, match, scores, ledger)
            if bears(reading) or bears(before):
                judgements.append(_judgement(unit, match.claim, reading, before, ledger))
        for before in previous.values():
            judgements += _fallen_silent(unit, weighed, before)
        return judgements

    def _tell(self, unit: Unit, weighed: Weighed, judgements: Sequence[Judgement]) -> int:
        for judgement in judgements:
            if bears(judgement.reading):
                unit.ledger.add(judgement.reading)
            if judgement.standing_after != judgement.standing_before:
                unit.ledger.put_standing(judgement.standing_after)
        if any(bears(judgement.reading) for judgement in judgements):
            self._look_sooner(unit, weighed.article)
        if weighed.quiet:
            return 0
        sighting = Sighting(
            article=weighed.article, revision=weighed.revision, change=weighed.change
        )
        alerts = alerts_for(sighting, judgements, _urls(unit, judgements))
        return self.outbox.post(unit, alerts, self.clock.now())

    def _look_sooner(self, unit: Unit, article: Article) -> None:
        """Bring the next visit forward: what touches a claim is worth watching."""
        visit = unit.visits.find(article.page_url or article.url)
        if visit is not None and visit.article_id == article.id:
            unit.visits.put(touched(visit, now=self.clock.now(), pacing=self.pacing))


def _is_read_anew(unit: Unit, revision: Revision) -> bool:
    if revision.number == 1:
        return False
    return is_rederived(unit.revisions.get(revision.article_id, revision.number - 1), revision)


@lru_cache(maxsize=2)
def claim_index(claims: tuple[Claim, ...]) -> ClaimIndex:
    """Build the index over a claim set, once for as long as the set stays the same."""
    return ClaimIndex(claims)


def weigh_all(model: StanceModel, matches: Sequence[Match]) -> list[tuple[Match, Sequence[Scores]]]:
    """Weigh the passages of all matches in one go, and settle what each passage is about.

    A claim is weighed in each of its wordings.
    """
    pairs = [
        Pair(claim=words, passage=passage)
        for match in matches
        for words in match.claim.wordings
        for passage in match.passages
    ]
    scores = iter(model.weigh(pairs) if pairs else ())
    return settled([(match, _in_all_wordings(match, scores)) for match in matches])


def _in_all_wordings(match: Match, scores: Iterator[Scores]) -> Sequence[Scores]:
    """Take the scores of each passage, by the claim's text or by an alias that finds support."""
    ways = [list(islice(scores, len(match.passages))) for _ in match.claim.wordings]
    return [surest(passage) for passage in zip(*ways, strict=True)]


def _why_skipped(revision: Revision) -> str | None:
    """Say why a text is not read at all: a language the model does not know is never guessed at."""
    if revision.language not in (None, "en"):
        return f"skipped, language {revision.language}"
    return None if is_english(revision.text) else "skipped, not English"


def _read(
    model: str,
    weighed: Weighed,
    match: Match,
    scores: Sequence[Scores],
    ledger: Sequence[Evidence],
) -> Reading:
    return read(
        match,
        scores,
        document=weighed.text,
        outlet=weighed.article.outlet,
        article_id=weighed.article.id,
        revision=weighed.revision.number,
        at=weighed.revision.seen_at,
        model=model,
        ledger=ledger,
        reprint=_is_copy(weighed.article),
    )


def _is_copy(article: Article) -> bool:
    """Tell whether the article prints one that is on record; of others we know the credit only."""
    reprint = article.reprint_of
    return reprint is not None and reprint.article_id is not None


def _judgement(
    unit: Unit,
    claim: Claim,
    reading: Reading,
    previous: Reading | None,
    ledger: Sequence[Evidence],
) -> Judgement:
    return Judgement(
        claim=claim,
        reading=reading,
        previous=previous,
        ledger=ledger,
        standing_before=unit.ledger.standing(claim.id),
        standing_after=judge(claim, [*ledger, *reading.evidence]),
    )


def _fallen_silent(unit: Unit, weighed: Weighed, previous: Reading) -> list[Judgement]:
    """Judge a claim that the revision before spoke of and this one does not even match."""
    claims = [c for c in unit.claims.all() if c.id == previous.claim_id]
    reading = Reading(
        claim_id=previous.claim_id,
        article_id=weighed.revision.article_id,
        revision=weighed.revision.number,
        kind=ReadingKind.NONE,
        score=1.0,
    )
    return [
        _judgement(unit, claim, reading, previous, unit.ledger.evidence(claim.id))
        for claim in claims
    ]


def _urls(unit: Unit, judgements: Sequence[Judgement]) -> dict[str, str]:
    """Collect the addresses of the articles that the alerts will link to."""
    ids = {e.article_id for j in judgements for e in on_record(j.ledger)[:SHOWN_BEFORE]}
    ids |= {e.article_id for j in judgements if j.previous for e in j.previous.evidence}
    return {article_id: unit.articles.get(article_id).url for article_id in ids}
