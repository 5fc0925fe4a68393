"""Shows one edit word by word: what went, what came, what stayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from alerts.clean import cut, one_line
from monitor.model.change import Hunk, HunkKind

#: Longest side of an edit that is shown, in characters; a mail is read at a glance.
SHOWN_CHARACTERS = 900

#: Below this share of words in common, two sentences are told apart more easily whole than woven.
#: Source: read by eye on rewritten ledes; wdiff output turns into confetti below it.
_WOVEN_FROM = 0.4


class Fate(StrEnum):
    """What an edit did to some words."""

    KEPT = "kept"
    GONE = "gone"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate."""

    fate: Fate
    text: str


def pieces(hunk: Hunk) -> list[Piece]:
    """Weave the two sides of a hunk into runs of words; nothing in either side is left out."""
    before = cut(one_line(hunk.before), SHOWN_CHARACTERS)
    after = cut(one_line(hunk.after), SHOWN_CHARACTERS)
    if hunk.kind is HunkKind.MOVED:
        return [Piece(Fate.KEPT, before or after)]
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if matcher.ratio() < _WOVEN_FROM:
        return list(_both(before, after))
    return [
        piece
        for tag, a, b, c, d in matcher.get_opcodes()
        for piece in _woven(tag, " ".join(old[a:b]), " ".join(new[c:d]))
    ]


def _woven(tag: str, old: str, new: str) -> Iterator[Piece]:
    if tag == "equal":
        yield Piece(Fate.KEPT, new)
    else:
        yield from _both(old, new)


def _both(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Fate.GONE, old)
    if new:
        yield Piece(Fate.CAME, new)
