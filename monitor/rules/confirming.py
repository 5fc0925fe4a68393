"""Whether what stands in a page now is an edit, noise, or to be looked at once more.

    same words          unchanged; a sighting held before has passed
    held words again    confirmed, or the outlet took its edit back
    a passing text      back again within a day: the page flaps, told once
    looks like noise    held for a second fetch, with the doubt
    anything else       an edit, at once

Alerts follow revisions, so what never becomes one never alerts (ADR 0010).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from monitor.rules.editing import TELLING_EDITS
from monitor.rules.identity import alike, content_hash, fold_space
from monitor.rules.revising import change_between, revise

#: A text that passed counts as a variant for so long; an edit that comes later is news again.
#: Source: judgement; headline tests of large outlets run for hours, caches expire within a day.
VARIANT_MEMORY = timedelta(hours=24)

#: A page that showed one of its texts for so long, at every visit, serves that one only.
SETTLED_AFTER = timedelta(hours=24)

#: Revisions of a page that went to another text and back.
_TO_AND_FRO = 3

#: Passing texts remembered of one article; a page with more changes at every fetch.
MOST_PASSING = 8

#: A text that keeps less than this share of its words has shrunk, if it had so many at least.
#: Source: judgement; outlets rewrite, they rarely halve, and half-loaded pages do.
_SHRUNK_SHARE = 0.5
_SHRINKABLE_WORDS = 60

#: Words that come or go before an edit is more than small, where it touches no number, quotation,
#: attribution or firmness. Source: judgement; "a spokesman for the ministry did not reply" has 8.
_EVIDENCE_WORDS = 8

#: What no second fetch is needed for, however small: the outlet itself says that it edited.
_SAID = frozenset({ChangeKind.RETRACTION, ChangeKind.CORRECTION})

#: Words that turn an account however small the edit that brings or takes them.
_TURNING = re.compile(
    r"\b(?:not|no|never|nor|false|untrue|wrong|cannot|\w+n[\u2019']t"
    r"|(?:deni|deny|reject|refut|rebut|disput|dismiss|contradict|confirm|acknowledg|admit|conced"
    r"|declin|refus|withdr|retract)\w*)",
    re.IGNORECASE,
)

#: Doubts about an edit which, once another edit stands on it, was one.
_LIKELY_EDITS = frozenset({Doubt.SMALL, Doubt.HEADLINE_ONLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is on record of an article when its page is seen again."""

    article: Article
    #: Oldest first, at least one.
    revisions: Sequence[Revision]
    held: Provisional | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a visit found in the page."""

    extract: Extract
    raw_hash: str | None
    seen_at: datetime
    #: Whether the body is that of another article of the outlet.
    another_body: bool = False
    #: The last revision's page as the present extractor reads it, where another one read it.
    rederived: Extract | None = None

    @property
    def content_hash(self) -> str:
        """Hash of the words found."""
        return content_hash(self.extract.headline, self.extract.text)


@dataclass(frozen=True, slots=True)
class Step:
    """A revision to be written, and the change that led to it."""

    revision: Revision
    #: None for the first.
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a sighting turned out to be, and what follows from it."""

    verdict: SightingVerdict
    article: Article
    steps: tuple[Step, ...] = ()
    #: What waits for a second fetch from now on.
    held: Provisional | None = None
    #: Whether that fetch comes within minutes. A page that brings another text each time waits.
    soon: bool = False


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


def doubt_about(record: Record, base: Revision, seen: Seen, change: Change) -> Doubt | None:
    """Say why a change from a revision may be noise; None where it is evidently an edit."""
    if ChangeKind.TECHNICAL in change.kinds:
        return None
    if seen.content_hash in {revision.content_hash for revision in record.revisions}:
        return Doubt.KNOWN_TEXT
    if change.kinds & _SAID or change.notice:
        return None
    if seen.another_body:
        return Doubt.ANOTHER_BODY
    return _doubtful_words(base, seen.extract, change)


def _doubtful_words(base: Revision, extract: Extract, change: Change) -> Doubt | None:
    if _shrunk(base.text, extract.text):
        return Doubt.SHRUNK
    if fold_space(base.text) == fold_space(extract.text):
        return Doubt.HEADLINE_ONLY
    if change.kinds == {ChangeKind.BOILERPLATE}:
        return Doubt.FURNITURE
    evident = change.kinds & TELLING_EDITS or _turns(change)
    return None if evident or (change.material and _evidence_sized(change)) else Doubt.SMALL


def _evidence_sized(change: Change) -> bool:
    """Tell whether so many words came or went that they could be somebody's account."""
    words = sum(len(hunk.before.split()) + len(hunk.after.split()) for hunk in change.hunks)
    return words >= _EVIDENCE_WORDS


def _turns(change: Change) -> bool:
    """Tell whether an edit brought or took a word that turns what somebody says."""
    went = sorted(word.lower() for hunk in change.hunks for word in _TURNING.findall(hunk.before))
    came = sorted(word.lower() for hunk in change.hunks for word in _TURNING.findall(hunk.after))
    return went != came


def _shrunk(old: str, new: str) -> bool:
    had = len(old.split())
    return had >= _SHRINKABLE_WORDS and len(new.split()) < had * _SHRUNK_SHARE


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
