"""A claim's evidence set out by source: who says it, who denies it, in which words first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Source, SourceKind, Stance
from monitor.rules.standing import is_watched

#: Sources in the order a fact-checker weighs them: on the record, then not.
_FOOTING = (
    SourceKind.NAMED,
    SourceKind.INSTITUTION,
    SourceKind.OUTLET,
    SourceKind.ANONYMOUS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One source on one claim, told once however often it is repeated."""

    source: Source
    #: The side it took last.
    stance: Stance
    watched: bool
    #: Its first words, and its first words after each change of side; oldest first.
    turns: tuple[Evidence, ...]
    #: Where else the same is told: reprints, repeats, background.
    echoes: tuple[Evidence, ...]

    @property
    def walked_back(self) -> bool:
        """Whether it has stood on the other side before."""
        return len(self.turns) > 1

    @property
    def moved_at(self) -> datetime:
        """When it last took a new side."""
        return self.turns[-1].at


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A watched speaker, and what is on record from it."""

    name: str
    voices: tuple[Voice, ...]


def voices(claim: Claim, evidence: Sequence[Evidence]) -> list[Voice]:
    """Gather evidence by source; sources on the record come first, then by who spoke first.

    Within one revision the last word is the one that stands last in it, as `judge` has it.
    """
    by_source: dict[str, list[Evidence]] = {}
    for item in sorted(evidence, key=_place):
        by_source.setdefault(item.attribution.source.key, []).append(item)
    found = [_voice(claim, items) for items in by_source.values()]
    return sorted(
        found, key=lambda v: (not v.watched, _FOOTING.index(v.source.kind), v.turns[0].at)
    )


def on_side(of: Iterable[Voice], stance: Stance) -> tuple[Voice, ...]:
    """Pick the voices that stand on one side now."""
    return tuple(voice for voice in of if voice.stance is stance)


def watched(claim: Claim, of: Sequence[Voice]) -> tuple[Watched, ...]:
    """Tell of each watched speaker whether it has spoken; silence is news too."""
    return tuple(
        Watched(name=name, voices=tuple(v for v in of if is_watched(alone, v.source)))
        for name in claim.watch
        for alone in (replace(claim, watch=(name,)),)
    )


def _voice(claim: Claim, items: Sequence[Evidence]) -> Voice:
    # What a source says without taking a side counts only while it has taken none.
    telling = [item for item in items if item.stance is not Stance.NEUTRAL] or items
    turns = [next(words) for _, words in groupby(telling, key=lambda item: item.stance)]
    told = {_words(item) for item in turns}
    echoes: list[Evidence] = []
    for item in telling:
        # An article read anew, after an edit or by another model, repeats nothing.
        if _words(item) not in told:
            told.add(_words(item))
            echoes.append(item)
    return Voice(
        source=turns[-1].attribution.source,
        stance=turns[-1].stance,
        watched=is_watched(claim, turns[-1].attribution.source),
        turns=tuple(turns),
        echoes=tuple(echoes),
    )


def _place(item: Evidence) -> tuple[datetime, str, int, str, int, str]:
    passage = item.passage
    return item.at, item.article_id, item.revision, passage.field, passage.start, item.stance


def _words(item: Evidence) -> tuple[str, str]:
    return item.article_id, item.passage.text
