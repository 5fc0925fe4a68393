"""A change laid over the text it was made to, so that an eye can follow it.

weave      one text: runs that stayed, went, came or moved, in reading order
rows       both texts paragraph by paragraph, each beside what it became
sections   rows by whether anything changed near them, so that the rest can be folded
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from monitor.model.change import Field, Hunk, HunkKind

#: Where a paragraph ends; a text of single lines is read as paragraphs too.
_BREAK = re.compile(r"([^\S\n]*\n\s*)")

#: Unchanged paragraphs left open on either side of a change, so that it stands in its place.
_CONTEXT = 1

#: Unchanged paragraphs in a row from which on they are folded; one alone is sooner read.
_WORTH_FOLDING = 2

#: What a paragraph's end that came or went is shown as.
PILCROW = "\u00b6"


class Fate(StrEnum):
    """What an edit did to a run of text."""

    KEPT = "kept"
    GONE = "gone"
    CAME = "came"
    #: Stands elsewhere in the other revision.
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


#: Fates of what the older text has, and of what the newer one has.
_OLD = frozenset({Fate.KEPT, Fate.GONE, Fate.MOVED_AWAY})
_NEW = frozenset({Fate.KEPT, Fate.CAME, Fate.MOVED_HERE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of text with one fate."""

    fate: Fate
    text: str


#: Runs without a line's end in them.
Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Paragraphs of the older text beside those they became; one side may be empty."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    #: Both in one.
    merged: tuple[Paragraph, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is not as it was."""
        return any(run.fate is not Fate.KEPT for part in self.merged for run in part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows that follow each other; folded, they are of no interest to who looks for the change."""

    folded: bool
    rows: tuple[Row, ...]


def weave(old: str, hunks: Sequence[Hunk], field: Field) -> list[Run]:
    """Lay a change over the text it was made to.

    What is kept and gone, joined, is the old text; what is kept and came, the new one.
    """
    runs: list[Run] = []
    at = 0
    for hunk in sorted((h for h in hunks if h.field is field), key=lambda h: (h.start, h.end)):
        moved = hunk.kind is HunkKind.MOVED
        runs += (
            Run(fate=Fate.KEPT, text=old[at : hunk.start]),
            Run(fate=Fate.MOVED_AWAY if moved else Fate.GONE, text=hunk.before),
            Run(fate=Fate.MOVED_HERE if moved else Fate.CAME, text=hunk.after),
        )
        at = hunk.end
    runs.append(Run(fate=Fate.KEPT, text=old[at:]))
    return [run for run in runs if run.text]


def rows(runs: Sequence[Run]) -> list[Row]:
    """Part runs into paragraphs, each beside what it became.

    A paragraph that stands in one text only has a row to itself; one that was split or
    joined stands beside all its parts.
    """
    sheet = _Sheet()
    for run, old_ends, new_ends in _with_ends(runs):
        for piece in filter(None, _BREAK.split(run.text)):
            if "\n" in piece:
                sheet.end_paragraph(run.fate, old_ends=old_ends, new_ends=new_ends)
            else:
                sheet.write(Run(fate=run.fate, text=piece))
    sheet.close()
    return sheet.rows


def sections(listed: Sequence[Row]) -> list[Section]:
    """Group rows; what is far from any change is folded, unless there is too little of it."""
    near = {
        at + step
        for at, row in enumerate(listed)
        if row.changed
        for step in range(-_CONTEXT, _CONTEXT + 1)
    }
    found: list[Section] = []
    for shown, group in groupby(enumerate(listed), key=lambda item: item[0] in near):
        some = tuple(row for _, row in group)
        folded = not shown and len(some) >= _WORTH_FOLDING
        if found and not folded and not found[-1].folded:
            some, _ = (*found[-1].rows, *some), found.pop()
        found.append(Section(folded=folded, rows=some))
    return found


def _with_ends(runs: Sequence[Run]) -> Iterator[tuple[Run, bool, bool]]:
    """Tell of each run whether a paragraph of the old, and of the new, text ends after it."""
    told = []
    old_ends = new_ends = True
    for run in reversed(runs):
        told.append((run, old_ends, new_ends))
        ends = "\n" in run.text[: len(run.text) - len(run.text.lstrip())]
        old_ends = ends if run.fate in _OLD else old_ends
        new_ends = ends if run.fate in _NEW else new_ends
    return reversed(told)


class _Sheet:
    """Two columns and a text of both, under the pen."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._before: list[list[Run]] = [[]]
        self._after: list[list[Run]] = [[]]
        self._merged: list[list[Run]] = [[]]

    def write(self, run: Run) -> None:
        """Add a run to the columns that it stands in."""
        for column, fates in ((self._before, _OLD), (self._after, _NEW)):
            if run.fate in fates:
                column[-1].append(run)
        self._merged[-1].append(run)

    def end_paragraph(self, fate: Fate, *, old_ends: bool, new_ends: bool) -> None:
        """End a paragraph in the columns that the break stands in.

        Where only one column has it, the row ends when the other one has nothing in it yet,
        or has come to the end of its paragraph too.
        """
        one, other, ends = (
            (self._before, self._after, new_ends)
            if fate in _OLD
            else (self._after, self._before, old_ends)
        )
        if fate is Fate.KEPT or not any(other) or (ends and any(one)):
            self.close()
            return
        one.append([])
        self._merged[-1].append(Run(fate=fate, text=PILCROW))
        self._merged.append([])

    def close(self) -> None:
        """End the row, where there is anything in it."""
        before, after = _filled(self._before), _filled(self._after)
        if before and after and _moved_past(before, after):
            self.rows += (
                Row(before=before, after=(), merged=before),
                Row(before=(), after=after, merged=after),
            )
        elif before or after:
            self.rows.append(Row(before=before, after=after, merged=_filled(self._merged)))
        self._before, self._after, self._merged = [[]], [[]], [[]]


def _moved_past(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> bool:
    """Tell whether two sides have nothing to do with each other: one only moved."""
    fates = [{run.fate for part in side for run in part} for side in (before, after)]
    return Fate.KEPT not in fates[0] | fates[1] and (
        fates[0] == {Fate.MOVED_AWAY} or fates[1] == {Fate.MOVED_HERE}
    )


def _filled(paragraphs: list[list[Run]]) -> tuple[Paragraph, ...]:
    return tuple(tuple(runs) for runs in paragraphs if any(not run.text.isspace() for run in runs))
