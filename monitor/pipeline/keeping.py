"""What follows from a visit, decided before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from monitor.model.alert import AlertReason
from monitor.model.article import (
    Article,
    Doubt,
    Extract,
    Provisional,
    SightingVerdict,
    TextOrigin,
)
from monitor.model.feed import Page, Visit, VisitOutcome
from monitor.pipeline.finding import Found
from monitor.pipeline.memory import Memory
from monitor.rules.confirming import settle_sighting
from monitor.rules.folding import Fold
from monitor.rules.identity import article_id, canonical_url
from monitor.rules.revising import revise
from monitor.rules.sightings import Record, Seen, Settlement, Step
from monitor.rules.whereabouts import leads_elsewhere, moved, shut, since, stands, whereabouts_alert

#: Sightings after which an article is as fresh as a new one.
EDITS = frozenset({SightingVerdict.EDITED, SightingVerdict.CONFIRMED, SightingVerdict.REVERTED})

_WAITS = {
    Doubt.FURNITURE: "only furniture differs",
    Doubt.SMALL: "the difference is small",
    Doubt.HEADLINE_ONLY: "only the headline differs",
    Doubt.SHRUNK: "most of the text is missing",
    Doubt.ANOTHER_BODY: "the body is that of another article",
    Doubt.KNOWN_TEXT: "the text has stood here before",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """What a visit found, and what is to be written of it."""

    outcome: VisitOutcome
    verdict: SightingVerdict | None = None
    article: Article | None = None
    steps: tuple[Step, ...] = ()
    held: Provisional | None = None
    #: Whether the second fetch of what was found comes within minutes.
    soon: bool = False
    #: Whether the article's text, or the host's word that it is unchanged, was there.
    present: bool = False
    #: What became of the page, where a desk should hear of it.
    told: AlertReason | None = None
    note: str | None = None


def think(memory: Memory, found: Found, now: datetime) -> Thought:
    """Say what follows from what a visit found."""
    if memory.article is None or memory.latest is None:
        return _first(memory, found, now)
    if memory.read_elsewhere:
        note = f"It leads to the article at {memory.article.url}, which is read there."
        return Thought(outcome=VisitOutcome.FOLDED, article=memory.article, note=note)
    before = _read_here(memory.article, memory, found)
    if found.extract and leads_elsewhere(before, memory.latest, found.extract):
        note = f"The address leads to another page: {found.extract.url}"
        found = Found(outcome=VisitOutcome.GONE, note=note)
    thought = _seen_again(before, memory, found, now)
    assert thought.article is not None
    return replace(
        thought,
        article=since(memory.article, thought.article, now),
        told=whereabouts_alert(memory.article, thought.article),
    )


def _first(memory: Memory, found: Found, now: datetime) -> Thought:
    if found.extract is None:
        return Thought(outcome=found.outcome, note=found.note)
    article = memory.article or _new_article(memory.visit, found.extract, now)
    revision = revise(
        None, found.extract, article_id=article.id, raw_hash=_hash(found.raw), seen_at=now
    )
    assert revision is not None, "a first sighting is always a revision"
    return Thought(
        outcome=VisitOutcome.REVISED,
        verdict=SightingVerdict.FIRST,
        article=article,
        steps=(Step(revision, None),),
        present=True,
        note=found.note,
    )


def _seen_again(article: Article, memory: Memory, found: Found, now: datetime) -> Thought:
    if found.extract is None:
        standing = (
            stands(article, None)
            if found.unmodified
            else shut(article, found.outcome, memory.visit.outcome)
        )
        return Thought(
            outcome=found.outcome,
            article=standing,
            held=memory.held,
            present=found.unmodified,
            note=found.note,
        )
    record = Record(article=article, revisions=memory.revisions, held=memory.held)
    seen = Seen(
        extract=found.extract,
        raw_hash=_hash(found.raw),
        seen_at=now,
        another_body=memory.another_body,
        rederived=found.rederived,
    )
    return _settled(settle_sighting(record, seen), found, found.extract)


def _settled(settlement: Settlement, found: Found, extract: Extract) -> Thought:
    page = extract.origin is TextOrigin.PAGE
    outcome, note = found.outcome, found.note
    if settlement.held:
        outcome = VisitOutcome.HELD
        note = f"Looked at once more before it counts: {_WAITS[settlement.held.doubt]}."
    elif settlement.steps:
        outcome = VisitOutcome.REVISED
    return Thought(
        outcome=outcome,
        verdict=settlement.verdict,
        article=stands(settlement.article, extract) if page else settlement.article,
        steps=settlement.steps,
        held=settlement.held,
        soon=settlement.soon,
        present=page,
        note=note,
    )


def _read_here(article: Article, memory: Memory, found: Found) -> Article:
    """Let this visit read the article from now on, at the address it found."""
    if memory.fold is Fold.GUID and found.extract:
        article = moved(article, found.extract.url)
    return replace(article, page_url=memory.visit.url)


def with_address(article: Article, url: str) -> Article:
    """Note another address that leads to an article."""
    address = canonical_url(url)
    known = {article_id(each) for each in (article.url, *article.aliases)}
    if article_id(address) in {article.id, *known}:
        return article
    return replace(article, aliases=(*article.aliases, address))


def _new_article(visit: Visit, extract: Extract, now: datetime) -> Article:
    url = canonical_url(extract.url)
    return Article(
        id=article_id(url),
        url=url,
        outlet=visit.outlet,
        feed_id=visit.feed_id,
        first_seen_at=now,
        published_at=extract.published_at or visit.item.published_at,
        page_url=visit.url,
    )


def pages_at_hand(found: Found, memory: Memory) -> dict[str, Page]:
    """Collect the pages at hand, by the hash of their bytes; of equal ones the first seen."""
    pages = [page for page in (found.raw, memory.held_page) if page is not None]
    return {sha256(page.body).hexdigest(): page for page in pages}


def _hash(raw: Page | None) -> str | None:
    return sha256(raw.body).hexdigest() if raw is not None else None
