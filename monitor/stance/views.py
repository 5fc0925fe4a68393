"""A passage as the rules see it: the terms in and around it, and where a predicate stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.rules.families import OPPOSITES, WEAK_FAMILIES
from monitor.rules.frames import Frame, Slot
from monitor.rules.lexicon import FAMILIES, concepts, found_phrases
from monitor.rules.text import terms, words
from monitor.stance import cues

#: Shares at which a slot counts that only the sentences before, or only the headline, fill.
NEAR_SHARE, FAR_SHARE = 0.75, 0.5


class Sign(NamedTuple):
    """One occurrence of the claim's predicate, or of its opposite."""

    start: int
    end: int
    positive: bool


class View:
    """A passage with the terms it and its surroundings hold."""

    def __init__(self, text: str, context: Sequence[str], headline: str) -> None:
        self.text, self.context, self.headline = text, tuple(context), headline
        self.here = terms(text)
        self.near = terms(" ".join(context))
        self.far = terms(headline)
        self.leans = bool(cues.CONTINUES.search(text))

    def share(self, slot: Slot) -> float:
        """Tell how far a slot is filled: here, in the sentences before, or in the headline."""
        if slot.terms & self.here or opposites(slot.terms) & self.here:
            return 1.0
        if slot.terms & self.near:
            return NEAR_SHARE
        if slot.terms & self.far or (slot.kind == "person" and "LEADER" in self.here):
            return FAR_SHARE
        return 0.0

    def cover(self, laid: Frame) -> float:
        """Measure which share of the claim is filled."""
        total = sum(slot.weight for slot in laid.slots) or 1.0
        return sum(slot.weight * self.share(slot) for slot in laid.slots) / total


def signs_in(laid: Frame, text: str) -> Iterator[Sign]:
    """Find where the predicate stands, or its opposite."""
    if not laid.core:
        things = [s for s in laid.slots if s.kind == "rest"]
        held = [w for w in words(text) if any(w.stem in s.terms for s in things)]
        if len({w.stem for w in held}) * 2 >= len(things) > 0:
            yield Sign(held[-1].start, held[-1].end, positive=True)
        return
    opposed = opposites(laid.head)
    phrases = list(found_phrases(text))
    for name, start, end in phrases:
        if name in laid.head or name in opposed:
            yield Sign(start, end, name in laid.head)
    for word in words(text):
        meant = {word.stem, *concepts(word.stem)}
        inside = any(a <= word.start < b for _, a, b in phrases)
        if (
            not inside
            and not cues.OF_PRINT.match(text, word.start)
            and not cues.AS_WORD.search(text[: word.start])
            and (meant & laid.head or meant & opposed)
        ):
            yield Sign(word.start, word.end, bool(meant & laid.head))


def main_first(laid: Frame, text: str) -> list[Sign]:
    """List the predicate's occurrences, first the one that the claim's next predicate follows."""
    signs = sorted(signs_in(laid, text))
    if len(laid.core) > 1:
        rest = laid.core[1].terms
        places = [w.start for w in words(text) if {w.stem, *concepts(w.stem)} & rest]
        places += [start for name, start, _ in found_phrases(text) if name in rest]
        led = [s for s in signs if any(s.start < place for place in places)]
        if led:
            main = max(s for s in led if s.start < max(places))
            return [main, *(s for s in signs if s != main)]
    return signs


def opposites(found: frozenset[str]) -> set[str]:
    """List the families that say the opposite of some."""
    return {OPPOSITES[family] for family in found if family in OPPOSITES}


def strong_families(text: str) -> set[str]:
    """List the families in a text that can decide what it does."""
    found = {name for name, _, _ in found_phrases(text)}
    found.update(f for word in words(text) for f in concepts(word.stem))
    return (found & FAMILIES) - WEAK_FAMILIES
