"""Runs of an article's text, by the evidence that rests on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.model.change import Field
from monitor.model.evidence import Evidence, Stance


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
