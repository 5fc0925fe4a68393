"""Training rows: one claim, one or more passages, and how they stand to it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage

#: Probabilities over supports, contradicts, mentions, unrelated.
Target = tuple[float, float, float, float]

SUPPORTS: Target = (1.0, 0.0, 0.0, 0.0)
CONTRADICTS: Target = (0.0, 1.0, 0.0, 0.0)
MENTIONS: Target = (0.0, 0.0, 1.0, 0.0)
UNRELATED: Target = (0.0, 0.0, 0.0, 1.0)

#: Share of evidence texts held out of training, in percent.
HELD_OUT_PERCENT = 6
#: Share of the held-out rows that serve calibration, in percent.
CALIBRATION_PERCENT = 30


class Head(IntEnum):
    """Which half of the network a row teaches."""

    PASSAGE = 0
    REPORT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One lesson: the passages together stand to their claim as the target says."""

    pairs: tuple[Pair, ...]
    target: Target
    head: Head = Head.PASSAGE
    weight: float = 1.0
    #: Set it comes from.
    origin: str


def pair(claim: str, text: str, context: Sequence[str] = ()) -> Pair:
    """Make the pair of a claim and a bare text."""
    passage = Passage(text=text, field=Field.TEXT, start=0, end=len(text), context=tuple(context))
    return Pair(claim=claim, passage=passage)


def row(claim: str, text: str, target: Target, *, origin: str, context: Sequence[str] = ()) -> Row:
    """Make a row of one passage."""
    return Row(pairs=(pair(claim, text, context),), target=target, origin=origin)


def held_out(key: str) -> bool:
    """Tell whether a text is kept for measuring; the same text always is, in whatever set."""
    return bucket(key) < HELD_OUT_PERCENT


def calibrates(found: Row) -> bool:
    """Tell whether a held-out row serves calibration; the others serve the figures."""
    return bucket(f"calibration {found.pairs[0].claim}") < CALIBRATION_PERCENT


def bucket(key: str) -> int:
    """Deal a text, folded, into one of a hundred buckets, always the same one."""
    digest = hashlib.sha256(normal(key).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100


def normal(text: str) -> str:
    """Fold a text to lower-case words."""
    return " ".join(re.findall(r"\w+", text.lower()))


def split(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Part rows into training and held-out ones, by evidence text and by claim.

    A row is held out by the text of its evidence; a training row that shares its claim
    with a held-out one is dropped.
    """
    every = list(rows)
    kept = [r for r in every if held_out(r.pairs[0].passage.text)]
    claims = {normal(r.pairs[0].claim) for r in kept}
    train = [
        r
        for r in every
        if not held_out(r.pairs[0].passage.text) and normal(r.pairs[0].claim) not in claims
    ]
    return train, kept
