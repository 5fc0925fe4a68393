"""The difference of two texts: sentences aligned, and words within the sentences that changed.

    paragraphs and sentences   matched where equal: unique ones anchor, Myers fills the gaps
    what is left               paired by the words they share; equal ones elsewhere are moves
    words of a pair            matched in the same way

Work is bounded at each step. A text too large, or too unlike, is told in
coarser hunks: sentences instead of words, one hunk for a stretch instead of many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor.model.change import Field, Hunk, HunkKind

#: Characters in both texts together up to which changed sentences are told by their words;
#: beyond, lines are told as a whole.
_WORDS_LIMIT = 400_000

#: Steps that matching may take in all, and sentences that pairing may compare in all.
#: Source: tests/benchmarks/diffing.py; a 1 MB pair stays under a second with these.
_MATCH_STEPS = 400_000
_PAIR_STEPS = 40_000

#: Edits within one gap after which it is told as one hunk.
_MAX_EDITS = 200

#: Share of words (Dice) from which on one sentence is another one rewritten.
_REWRITTEN = 0.45

#: A sentence longer than this many characters is no sentence; it is not looked into.
_MAX_SENTENCE = 20_000

#: A word longer than this many characters is cut where texts begin to differ.
_MAX_WORD = 64

#: A line's end, or blanks between a sentence and the next; tried once for each run of blanks.
_BREAK = re.compile(
    r"(?<!\s)(?:\s*\n\s*"
    r"|(?:(?<=[.!?\u2026])|(?<=[.!?\u2026][\"'\u201d\u2019)]))"
    r"(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bSen\.)(?<!\bGov\.)"
    r"[ \t]+(?=[\"'\u201c\u2018(\[]?[A-Z0-9\u00c0-\u00de]))"
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['\u2019]\w+)*|\s+|.", re.DOTALL)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['\u2019]\w+)*")


class Rewrite(NamedTuple):
    """One sentence before and after; empty where there was, or is, none."""

    before: str
    after: str


#: Sentences that changed next to each other.
Stretch = tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Old text [start:end] becomes `after`; a move keeps its words for elsewhere."""

    start: int
    end: int
    after: str
    moved: bool = False


def diff(old: str, new: str, field: Field = Field.TEXT) -> tuple[Hunk, ...]:
    """List the edits that turn one text into the other, in order of their place in the old one."""
    small = len(old) + len(new) <= _WORDS_LIMIT
    edits: list[_Edit] = []
    for pairs in _moves_marked(list(_stretches(old, new))):
        for pair in pairs:
            edits += _word_edits(pair) if small else [_narrowed(pair).edit()]
    return tuple(_hunk(edit, old, field) for edit in _joined(edits, old))


def apply(hunks: Sequence[Hunk], old: str) -> str:
    """Turn the old text into the new one.

    Raises:
        ValueError: The hunks are of another text.
    """
    parts: list[str] = []
    at = 0
    for hunk in hunks:
        if old[hunk.start : hunk.end] != hunk.before or hunk.start < at:
            raise ValueError(f"The hunk at {hunk.start} is not of this text.")
        parts += old[at : hunk.start], hunk.after
        at = hunk.end
    return "".join([*parts, old[at:]])


def rewrites(old: str, new: str) -> tuple[Stretch, ...]:
    """List the sentences that changed, paired, in stretches; moved sentences are left out."""
    found = []
    for pairs in _moves_marked(list(_stretches(old, new))):
        stretch = tuple(
            Rewrite(pair.before, pair.after)
            for pair in pairs
            if not pair.moved and (pair.before.strip() or pair.after.strip())
        )
        if stretch:
            found.append(stretch)
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences and the white space between them; joined, they are the text."""
    pieces: list[str] = []
    at = 0
    for gap in _BREAK.finditer(text):
        pieces += text[at : gap.start()], gap[0]
        at = gap.end()
    return [piece for piece in (*pieces, text[at:]) if piece]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A piece of the old text, at its offset, and what it became."""

    start: int
    before: str
    after: str
    moved: bool = False

    def edit(self) -> _Edit:
        return _Edit(self.start, self.start + len(self.before), self.after, self.moved)


def _stretches(old: str, new: str) -> Iterator[list[_Pair]]:
    """Yield each run of unmatched sentences, paired."""
    small = len(old) + len(new) <= _WORDS_LIMIT
    a, b = (sentences(text) if small else text.splitlines(keepends=True) for text in (old, new))
    size = len(a) + len(b) + 1
    at = i = j = 0
    for left, right in [*_sentence_matches(a, b, _MATCH_STEPS // size), (len(a), len(b))]:
        if i < left or j < right:
            yield list(_paired(a[i:left], b[j:right], at, _PAIR_STEPS // size))
        at += sum(map(len, a[i : left + 1]))
        i, j = left + 1, right + 1


def _sentence_matches(a: list[str], b: list[str], max_edits: int) -> list[tuple[int, int]]:
    """Match equal sentences; white space counts only next to one, it would tear pairs apart."""
    matches = _matches(a, b, max_edits)
    told = {(i, j) for i, j in matches if not a[i].isspace()}
    return [
        (i, j)
        for i, j in matches
        if not a[i].isspace() or (i - 1, j - 1) in told or (i + 1, j + 1) in told
    ]


def _paired(a: list[str], b: list[str], at: int, side: int) -> Iterator[_Pair]:
    """Pair old with new pieces in order, by the words they share."""
    few = len(a) * len(b) <= max(side, 1) ** 2
    for before, after in _best_pairs(a, b) if few else [("".join(a), "".join(b))]:
        yield _Pair(at, before, after)
        at += len(before)


def _best_pairs(a: list[str], b: list[str]) -> Iterator[tuple[str, str]]:
    """Align pieces so that their likeness in all is the greatest (Needleman and Wunsch)."""
    bags_a, bags_b = [_bag(piece) for piece in a], [_bag(piece) for piece in b]
    score = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    alike = [[_likeness(x, y) for y in bags_b] for x in bags_a]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            score[i][j] = max(score[i + 1][j], score[i][j + 1], score[i + 1][j + 1] + alike[i][j])
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and score[i][j] == score[i + 1][j]:
            yield a[i], ""
            i += 1
        elif j < len(b) and score[i][j] == score[i][j + 1]:
            yield "", b[j]
            j += 1
        else:
            yield a[i], b[j]
            i, j = i + 1, j + 1


def _bag(piece: str) -> Counter[str]:
    return Counter(_WORD.findall(piece[:_MAX_SENTENCE].lower()) or [piece])


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """Share of words two sentences have in common (Dice), 0 when neither is the other rewritten."""
    share = 2 * (a & b).total() / (a.total() + b.total())
    return share if share >= _REWRITTEN else 0.0


def _moves_marked(stretches: list[list[_Pair]]) -> list[list[_Pair]]:
    """Mark what was taken out in one place and stands in another, word for word."""
    pairs = [pair for stretch in stretches for pair in stretch]
    gone = Counter(pair.before for pair in pairs if not pair.after and _WORD.search(pair.before))
    come = Counter(pair.after for pair in pairs if not pair.before)
    moved = gone & come
    left, right = Counter(moved), Counter(moved)
    return [[_marked(pair, left, right) for pair in stretch] for stretch in stretches]


def _marked(pair: _Pair, gone: Counter[str], come: Counter[str]) -> _Pair:
    if pair.before and pair.after:
        return pair
    supply, words = (come, pair.after) if pair.after else (gone, pair.before)
    if not supply[words]:
        return pair
    supply[words] -= 1
    return _Pair(pair.start, pair.before, pair.after, moved=True)


def _word_edits(pair: _Pair) -> Iterator[_Edit]:
    """Tell a rewritten sentence by its words, any other one as a whole."""
    if max(len(pair.before), len(pair.after)) > _MAX_SENTENCE:
        pair = _narrowed(pair)
    if not pair.before or not pair.after or max(len(pair.before), len(pair.after)) > _MAX_SENTENCE:
        yield pair.edit()
        return
    a, b = _TOKEN.findall(pair.before), _TOKEN.findall(pair.after)
    at, i, j = pair.start, 0, 0
    for left, right in [*_matches(a, b, _MAX_EDITS), (len(a), len(b))]:
        gone = sum(map(len, a[i:left]))
        if i < left or j < right:
            yield _Edit(at, at + gone, "".join(b[j:right]))
        at += gone + (len(a[left]) if left < len(a) else 0)
        i, j = left + 1, right + 1


def _narrowed(pair: _Pair) -> _Pair:
    """Take from both sides what they begin and end with alike, in whole words."""
    if not pair.before or not pair.after:
        return pair
    head = _outside_words(pair.before, pair.after, _shared_head(pair.before, pair.after))
    before, after = pair.before[head:], pair.after[head:]
    tail = _shared_head(before[::-1], after[::-1])
    tail = _outside_words(before[::-1], after[::-1], tail)
    return _Pair(
        pair.start + head,
        before[: len(before) - tail],
        after[: len(after) - tail],
        pair.moved,
    )


def _shared_head(a: str, b: str) -> int:
    """Count the characters that two texts begin with alike, by halving."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[low:middle] == b[low:middle] else (low, middle - 1)
    return low


def _outside_words(a: str, b: str, at: int) -> int:
    """Move a cut back until it goes through no word of either text; in no word if it is endless."""
    for earlier in range(at, max(at - _MAX_WORD, 0), -1):
        around = (text[earlier - 1 : earlier + 1] for text in (a, b))
        if not any(len(two) > 1 and two.isalnum() for two in around):
            return earlier
    return at if at > _MAX_WORD else 0


def _joined(edits: list[_Edit], old: str) -> Iterator[_Edit]:
    """Join edits that touch, or that only blanks hold apart."""
    last: _Edit | None = None
    for edit in edits:
        between = old[last.end : edit.start] if last else ""
        if last is None:
            last = edit
        elif last.moved or edit.moved or (between and not between.isspace()) or "\n" in between:
            yield last
            last = edit
        else:
            last = _Edit(last.start, edit.end, last.after + between + edit.after)
    if last is not None:
        yield last


def _hunk(edit: _Edit, old: str, field: Field) -> Hunk:
    before = old[edit.start : edit.end]
    if edit.moved:
        kind = HunkKind.MOVED
    elif not before:
        kind = HunkKind.ADDED
    else:
        kind = HunkKind.REPLACED if edit.after else HunkKind.REMOVED
    return Hunk(
        field=field, kind=kind, start=edit.start, end=edit.end, before=before, after=edit.after
    )


def _matches(a: Sequence[str], b: Sequence[str], max_edits: int) -> list[tuple[int, int]]:
    """List pairs of indices of equal pieces, rising on both sides."""
    found: list[tuple[int, int]] = []
    i = j = 0
    for left, right in [*_anchors(a, b), (len(a), len(b))]:
        found += _filled(a, b, (i, left), (j, right), min(max_edits, _MAX_EDITS))
        if left < len(a):
            found.append((left, right))
        i, j = left + 1, right + 1
    return found


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Match the pieces that stand once on either side, most of them that keep their order.

    Source: B. Cohen's patience diff; the longest rising run by M. Fredman, 1975.
    """
    once_a, once_b = _once(a), _once(b)
    both = [(i, once_b[piece]) for piece, i in once_a.items() if piece in once_b]
    ends: list[int] = []  # least last index in b of a run of each length
    tops: list[int] = []  # which pair it is
    back = [-1] * len(both)
    for at, (_, j) in enumerate(both):
        length = bisect_left(ends, j)
        back[at] = tops[length - 1] if length else -1
        ends[length : length + 1] = [j]
        tops[length : length + 1] = [at]
    run: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        run.append(both[at])
        at = back[at]
    return run[::-1]


def _once(pieces: Sequence[str]) -> dict[str, int]:
    """Index the pieces that stand once, in order; white space anchors nothing."""
    counts = Counter(pieces)
    return {
        piece: i for i, piece in enumerate(pieces) if counts[piece] == 1 and not piece.isspace()
    }


def _filled(
    a: Sequence[str],
    b: Sequence[str],
    span_a: tuple[int, int],
    span_b: tuple[int, int],
    max_edits: int,
) -> Iterator[tuple[int, int]]:
    """Match within a gap: what is equal at its ends, then by the fewest edits."""
    (i, end_a), (j, end_b) = span_a, span_b
    while i < end_a and j < end_b and a[i] == b[j]:
        yield i, j
        i, j = i + 1, j + 1
    tail = 0
    while i < end_a - tail and j < end_b - tail and a[end_a - tail - 1] == b[end_b - tail - 1]:
        tail += 1
    if i < end_a - tail and j < end_b - tail:
        for x, y in _fewest_edits(a[i : end_a - tail], b[j : end_b - tail], max_edits):
            yield i + x, j + y
    yield from zip(range(end_a - tail, end_a), range(end_b - tail, end_b), strict=True)


def _fewest_edits(a: Sequence[str], b: Sequence[str], max_edits: int) -> list[tuple[int, int]]:
    """Match by the greedy algorithm of E. Myers (1986); nothing when it takes too many edits."""
    reach = {1: 0}  # by diagonal x - y, the furthest x
    trace: list[dict[int, int]] = []
    for edits in range(min(max_edits, len(a) + len(b)) + 1):
        trace.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
            )
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            while x < len(a) and x - diagonal < len(b) and a[x] == b[x - diagonal]:
                x += 1
            reach[diagonal] = x
            if x >= len(a) and x - diagonal >= len(b):
                return _walked_back(trace, len(a), len(b))
    return []


def _walked_back(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """Read the matched pairs off the trace, from its end."""
    found: list[tuple[int, int]] = []
    for edits in range(len(trace) - 1, -1, -1):
        reach, diagonal = trace[edits], x - y
        down = diagonal == -edits or (
            diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
        )
        came = diagonal + 1 if down else diagonal - 1
        from_x = reach[came] if edits else 0
        from_y = from_x - came if edits else 0
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = from_x, from_y
    return found[::-1]
