"""Runs of an article's text: what evidence rests on, what an edit took out or put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from monitor.model.change import Field, Hunk, HunkKind
from monitor.model.evidence import Evidence, Stance


class Fate(StrEnum):
    """What an edit did to a run of text."""

    KEPT = "kept"
    GONE = "gone"
    CAME = "came"
    #: Stands elsewhere in the other revision.
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of text with one fate."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A run of text and the numbers of the evidence that rests on it."""

    text: str
    #: Places in the list of evidence, from 1; empty for text that no evidence rests on.
    numbers: tuple[int, ...] = ()
    #: Numbers of the evidence that ends with this run.
    ending: tuple[int, ...] = ()
    #: The side that the evidence takes, None where it takes several or there is none.
    stance: Stance | None = None


def mark(text: str, field: Field, evidence: Sequence[Evidence]) -> list[Marked]:
    """Cut a text where evidence begins and ends; joined, the runs are the text."""
    spans = [
        (number, item.passage.start, item.passage.end, item.stance)
        for number, item in enumerate(evidence, 1)
        if item.passage.field is field and 0 <= item.passage.start < item.passage.end <= len(text)
    ]
    cuts = sorted({0, len(text), *(at for _, start, end, _ in spans for at in (start, end))})
    runs = []
    for begin, stop in pairwise(cuts):
        held = [span for span in spans if span[1] <= begin and stop <= span[2]]
        sides = {stance for *_, stance in held}
        runs.append(
            Marked(
                text=text[begin:stop],
                numbers=tuple(number for number, *_ in held),
                ending=tuple(number for number, _, end, _ in held if end == stop),
                stance=sides.pop() if len(sides) == 1 else None,
            )
        )
    return runs


def weave(old: str, hunks: Sequence[Hunk], field: Field) -> list[Stretch]:
    """Lay a change over the text it was made to.

    What is kept and gone, joined, is the old text; what is kept and came, the new one.
    """
    runs: list[Stretch] = []
    at = 0
    for hunk in sorted((h for h in hunks if h.field is field), key=lambda h: (h.start, h.end)):
        moved = hunk.kind is HunkKind.MOVED
        runs += (
            Stretch(fate=Fate.KEPT, text=old[at : hunk.start]),
            Stretch(fate=Fate.MOVED_AWAY if moved else Fate.GONE, text=hunk.before),
            Stretch(fate=Fate.MOVED_HERE if moved else Fate.CAME, text=hunk.after),
        )
        at = hunk.end
    runs.append(Stretch(fate=Fate.KEPT, text=old[at:]))
    return [run for run in runs if run.text]
