"""Where the words stand that attribute a part of an article: near it, or near its quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.rules.clauses import Telling, telling
from monitor.rules.text import Document, Sentence

#: A quotation without a cue is said by who was quoted at most so many sentences before.
SENTENCES_BACK = 3

#: Marks that open or close a quotation.
_MARKS = frozenset('"\u201c\u201d')


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The words for a source and for its cue."""

    #: Which sentence they stand in.
    sentence: int
    #: Offsets into the sentence's field.
    source: tuple[int, int]
    cue: tuple[int, int]
    #: Whether the cue is one of telling (`said`), not only of thinking or wanting (`hopes`).
    told: bool


def found(
    document: Document, index: int, start: int, end: int, *, loose: bool = True
) -> Found | None:
    """Find the words that attribute a part of a sentence; None where nobody stands.

    Args:
        document: The revision.
        index: Of the sentence in the document.
        start: Offset into the sentence's field.
        end: Offset into the sentence's field.
        loose: The part is known to be somebody's: take any words in front of it for its cue.
    """
    for where, left, right in _runs(document, index, start, end):
        sentence = document.sentences[where]
        near = _near(sentence, left, right, loose=loose and where == index)
        if near:
            return _in_field(where, sentence, near) if near.anybody else None
    if announced := _announced(document, index, start):
        return announced
    quoted = document.sentences[index].quoted(start, end)
    return next(_quoted_before(document, index), None) if quoted else None


def _announced(document: Document, index: int, start: int) -> Found | None:
    """Find who is named by a sentence that ends in a colon, just before: `Ruiz continued:`."""
    here, before = document.sentences[index], document.sentences[index - 1]
    if not index or start > here.start + 1 or not before.text.endswith(":"):
        return None
    near = _near(before, before.end, before.end, loose=True)
    return _in_field(index - 1, before, near) if near and near.anybody else None


def _near(sentence: Sentence, start: int, end: int, *, loose: bool) -> Telling | None:
    """Read the words next to a part of a sentence's field, other quotations blanked."""
    text, base = sentence.text, sentence.start
    for left, right in sentence.quotes:
        if not (left + 1 < start and end < right - 1):
            a, b = left - base, right - base
            text = text[: a + 1] + "_" * max(0, b - a - 2) + text[max(a + 1, b - 1) :]
    return telling(text, start - base, end - base, loose=loose)


def _in_field(index: int, sentence: Sentence, near: Telling) -> Found:
    (a, b), (c, d), base = near.source, near.cue, sentence.start
    return Found(
        sentence=index, source=(a + base, b + base), cue=(c + base, d + base), told=near.told
    )


def _quoted_before(document: Document, index: int) -> Iterator[Found]:
    """List who is quoted in the sentences before one, nearest first."""
    for at in range(index - 1, max(-1, index - 1 - SENTENCES_BACK), -1):
        sentence = document.sentences[at]
        for quote in sentence.quotes[::-1]:
            near = _near(sentence, *quote, loose=False)
            if near and near.anybody and near.told:
                yield _in_field(at, sentence, near)


def _runs(document: Document, index: int, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """List a part, and the ends in other sentences of the quotation that it stands in."""
    yield index, start, end
    here = document.sentences[index]
    quote = next(((a, b) for a, b in here.quotes if a <= start and end <= b), None)
    for step in (1, -1):
        piece, at = quote, index
        while piece and _runs_on(document, at, piece, step):
            at += step
            there = document.sentences[at]
            edge = there.start if step > 0 else there.end
            piece = next(((a, b) for a, b in there.quotes if edge in {a, b}), None)
            if piece and piece != (there.start, there.end):
                yield at, *piece
                break


def _runs_on(document: Document, at: int, piece: tuple[int, int], step: int) -> bool:
    """Tell whether a quotation goes on in the sentence after, or before, the at-th."""
    here, other = document.sentences[at], at + step
    outer = piece[1] == here.end if step > 0 else piece[0] == here.start
    if not outer or not 0 <= other < len(document.sentences):
        return False
    there = document.sentences[other]
    left, right = (here, there) if step > 0 else (there, here)
    opened = right.text[:1] in _MARKS and left.text[-1:] not in _MARKS
    return here.field is there.field and (here.paragraph == there.paragraph or opened)
