"""Whether what stands in a page now is an edit, noise, or to be looked at once more.

    same words          unchanged; a sighting held before has passed
    held words again    confirmed, or the outlet took its edit back
    a passing text      back again within a day: the page flaps, told once
    looks like noise    held for a second fetch, with the doubt
    anything else       an edit, at once

Alerts follow revisions, so what never becomes one never alerts (ADR 0010).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.article import (
    Article,
    Doubt,
    Extract,
    Flapping,
    Provisional,
    Revision,
    SightingVerdict,
    Variant,
)
from monitor.model.change import Change, ChangeKind
from monitor.rules.doubting import doubt_about
from monitor.rules.identity import alike, fold_space
from monitor.rules.revising import change_between, revise
from monitor.rules.sightings import Record, Seen, Settlement, Step

#: A text that passed counts as a variant for so long; an edit that comes later is news again.
#: Source: judgement; headline tests of large outlets run for hours, caches expire within a day.
VARIANT_MEMORY = timedelta(hours=24)

#: A page that showed one of its texts for so long, at every visit, serves that one only.
SETTLED_AFTER = timedelta(hours=24)

#: Revisions of a page that went to another text and back.
_TO_AND_FRO = 3

#: Passing texts remembered of one article; a page with more changes at every fetch.
MOST_PASSING = 8

#: Doubts about an edit which, once another edit stands on it, was one.
_LIKELY_EDITS = frozenset({Doubt.SMALL, Doubt.HEADLINE_ONLY})


def settle_sighting(record: Record, seen: Seen) -> Settlement:
    """Say what a sighting of a known article is."""
    record, steps = read_anew(record, seen.rederived, seen.seen_at)
    settlement = _settle(record, seen)
    return replace(settlement, steps=(*steps, *settlement.steps))


def read_anew(
    record: Record, rederived: Extract | None, now: datetime
) -> tuple[Record, tuple[Step, ...]]:
    """Let the present extractor read what the last revision was read from.

    What differs then is its doing and becomes a technical change; what the page now says
    is compared with its reading, so that an edit at the same time is not lost. What was
    remembered in the other extractor's words is forgotten.
    """
    article, latest = record.article, record.revisions[-1]
    if rederived is None:
        read = replace(latest, extractor=article.read_by or latest.extractor)
        return replace(record, revisions=[*record.revisions[:-1], read]), ()
    name = rederived.extractor
    article = replace(article, read_by=name, passing=(), flapping=None)
    again = revise(latest, rederived, article_id=article.id, raw_hash=latest.raw_hash, seen_at=now)
    if again is None:
        read = replace(latest, extractor=name)
        return Record(article=article, revisions=[*record.revisions[:-1], read]), ()
    step = Step(again, change_between(latest, again))
    return Record(article=article, revisions=[*record.revisions, again]), (step,)


def _settle(record: Record, seen: Seen) -> Settlement:
    words, held, flapping = seen.content_hash, record.held, record.article.flapping
    if flapping and words in flapping.hashes:
        return _alternate(record, flapping, seen)
    if words == record.revisions[-1].content_hash:
        return _unchanged(record, seen)
    if held and words == held.content_hash:
        return _confirmed(record, held)
    if any(v.content_hash == words for v in _recent(record.article, seen.seen_at)):
        return _flaps(record, seen.extract, seen.raw_hash, seen.seen_at, showing=words)
    return _new_text(record, seen)


def _unchanged(record: Record, seen: Seen) -> Settlement:
    """Find the last revision in place; what was held has passed."""
    held, article = record.held, record.article
    if held is None:
        return Settlement(verdict=SightingVerdict.UNCHANGED, article=article)
    if held.doubt is Doubt.KNOWN_TEXT:
        # The earlier text came and went again: the page has served A, B, A and B.
        showing = seen.content_hash
        return _flaps(record, held.extract, held.raw_hash, held.seen_at, showing=showing)
    return Settlement(verdict=SightingVerdict.PASSED, article=_passed(article, held, seen.seen_at))


def _passed(article: Article, held: Provisional, now: datetime) -> Article:
    variant = Variant(content_hash=held.content_hash, seen_at=held.seen_at)
    return replace(article, passing=(*_recent(article, now), variant)[-MOST_PASSING:])


def _recent(article: Article, now: datetime) -> tuple[Variant, ...]:
    return tuple(v for v in article.passing if now - v.seen_at <= VARIANT_MEMORY)


def _confirmed(record: Record, held: Provisional) -> Settlement:
    """Take a held sighting for what it was: an edit, from when it was first seen."""
    reverted = held.doubt is Doubt.KNOWN_TEXT
    if reverted and _went_to_and_fro(record, held):
        showing = held.content_hash
        return _flaps(record, held.extract, held.raw_hash, held.seen_at, showing=showing)
    bridge, base = _nearest(record, held.extract, held.seen_at)
    kind = ChangeKind.REVERT if reverted else None
    step = _step(base, held.extract, held.raw_hash, held.seen_at, kind)
    return Settlement(
        verdict=SightingVerdict.REVERTED if reverted else SightingVerdict.CONFIRMED,
        article=_edited(record.article),
        steps=(*bridge, step),
    )


def _went_to_and_fro(record: Record, held: Provisional) -> bool:
    """Tell whether a day has seen A, B and A, each of them standing, before this B."""
    if len(record.revisions) < _TO_AND_FRO:
        return False
    a, b, again = record.revisions[-_TO_AND_FRO:]
    recent = held.seen_at - b.seen_at <= VARIANT_MEMORY
    return recent and a.content_hash == again.content_hash and b.content_hash == held.content_hash


def _flaps(
    record: Record, extract: Extract, raw_hash: str | None, seen_at: datetime, *, showing: str
) -> Settlement:
    """Put the other text of a flapping page on record, once."""
    latest = record.revisions[-1]
    step = _step(latest, extract, raw_hash, seen_at, ChangeKind.FLAPPING)
    flapping = Flapping(
        hashes=(latest.content_hash, step.revision.content_hash), showing=showing, since=seen_at
    )
    article = replace(_edited(record.article), flapping=flapping)
    return Settlement(verdict=SightingVerdict.FLAPPING, article=article, steps=(step,))


def _alternate(record: Record, flapping: Flapping, seen: Seen) -> Settlement:
    """Meet one of a flapping page's texts; one that nothing interrupts for long has won."""
    words, latest = seen.content_hash, record.revisions[-1]
    if words != flapping.showing:
        flapping = replace(flapping, showing=words, since=seen.seen_at)
    article = replace(record.article, flapping=flapping)
    if seen.seen_at - flapping.since < SETTLED_AFTER:
        return Settlement(verdict=SightingVerdict.ALTERNATE, article=article)
    if words == latest.content_hash:
        return Settlement(verdict=SightingVerdict.UNCHANGED, article=_edited(article))
    step = _step(latest, seen.extract, seen.raw_hash, seen.seen_at, ChangeKind.REVERT)
    return Settlement(verdict=SightingVerdict.REVERTED, article=_edited(article), steps=(step,))


def _new_text(record: Record, seen: Seen) -> Settlement:
    bridge, base = _nearest(record, seen.extract, seen.seen_at)
    step = _step(base, seen.extract, seen.raw_hash, seen.seen_at)
    assert step.change is not None, "a step from a revision has its change"
    doubt = doubt_about(record, base, seen, step.change)
    if doubt is None:
        return _at_once(record, seen, bridge, step)
    return Settlement(
        verdict=SightingVerdict.HELD,
        article=record.article,
        held=_held(record.article, seen, doubt),
        soon=record.held is None,
    )


def _held(article: Article, seen: Seen, doubt: Doubt) -> Provisional:
    return Provisional(
        article_id=article.id,
        extract=seen.extract,
        content_hash=seen.content_hash,
        doubt=doubt,
        seen_at=seen.seen_at,
        raw_hash=seen.raw_hash,
    )


def _at_once(record: Record, seen: Seen, bridge: tuple[Step, ...], step: Step) -> Settlement:
    """Take an edit as it comes; a small one held before it was one too, and goes first."""
    held, steps = record.held, (*bridge, step)
    if held and held.doubt in _LIKELY_EDITS and not bridge:
        first = _step(record.revisions[-1], held.extract, held.raw_hash, held.seen_at)
        steps = (first, _step(first.revision, seen.extract, seen.raw_hash, seen.seen_at))
    return Settlement(verdict=SightingVerdict.EDITED, article=_edited(record.article), steps=steps)


def _nearest(
    record: Record, extract: Extract, seen_at: datetime
) -> tuple[tuple[Step, ...], Revision]:
    """Give the revision that a new text was made from.

    On a page that flaps it may be the other text; that one is put last again, so that
    the edit is told without the difference of the two.
    """
    latest, flapping = record.revisions[-1], record.article.flapping
    if flapping is None:
        return (), latest
    texts = {r.content_hash: r for r in record.revisions if r.content_hash in flapping.hashes}
    nearest = max(texts.values(), key=lambda r: _likeness(r, extract), default=latest)
    if _likeness(nearest, extract) <= _likeness(latest, extract):
        return (), latest
    again = replace(nearest, number=latest.number + 1, seen_at=seen_at)
    return (Step(again, _marked(change_between(latest, again), ChangeKind.FLAPPING)),), again


def _likeness(revision: Revision, extract: Extract) -> tuple[float, bool]:
    same_headline = fold_space(revision.headline) == fold_space(extract.headline)
    return alike(revision.text, extract.text), same_headline


def _step(
    base: Revision,
    extract: Extract,
    raw_hash: str | None,
    seen_at: datetime,
    kind: ChangeKind | None = None,
) -> Step:
    revision = revise(base, extract, article_id=base.article_id, raw_hash=raw_hash, seen_at=seen_at)
    assert revision is not None, "words differ from those of the revision before"
    return Step(revision, _marked(change_between(base, revision), kind))


def _marked(change: Change, kind: ChangeKind | None) -> Change:
    return replace(change, kinds=change.kinds | {kind}) if kind else change


def _edited(article: Article) -> Article:
    """Forget what was remembered of the text before."""
    return replace(article, passing=(), flapping=None, read_by=None)
