"""Which of several claims a passage is about, where it seems to take sides on more than one.

`He gave no advice of that kind` stands near every claim of its story, and a model that reads one
claim at a time finds it against them all. Read beside each other, the claims whose own matter is in
the passage, or in the sentence it leans on, are told from those that share only its people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.model.change import Field
from monitor.model.evidence import Passage, Scores
from monitor.rules.families import OPPOSITES
from monitor.rules.frames import Slot, frame
from monitor.rules.matching import Match
from monitor.rules.text import terms

#: A claim keeps its side of a passage when the passage holds at least this share of what it holds
#: of the best claim's matter, where that is at least so much, both in [0, 1].
#: Source: 2026-11-25, four sets of tests.gates: of the alerts raised 2 to 10 in 100 more are right
#: with them, and 0 to 2 in 100 fewer of those due are raised (docs/adr/0013).
SHARE_OF_BEST, BEST_FROM = 0.7, 0.5

#: A term that only the sentence before holds counts at this share.
_NEAR = 0.7

#: From this probability on a passage takes a side, as in `readings`.
_SIDE = 0.5

_ASIDE = Scores(supports=0.0, contradicts=0.0, mentions=0.1, unrelated=0.9)

#: A claim that a document touches, with the scores of its passages.
Weighed = tuple[Match, Sequence[Scores]]

#: Where a passage stands in its document.
Place = tuple[Field, int]


def settled(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Take a passage's side from the claims that share its people and not its matter."""
    contested = {
        _place(passage)
        for match, scores in weighed
        for passage, found in zip(match.passages, scores, strict=True)
        if _sided(found)
    }
    held = [
        {_place(p): matter(match.claim.text, p) for p in match.passages if _place(p) in contested}
        for match, _ in weighed
    ]
    best = {place: max(own.get(place, 0.0) for own in held) for place in contested}
    return [
        (match, [_kept(p, s, own, best) for p, s in zip(match.passages, scores, strict=True)])
        for (match, scores), own in zip(weighed, held, strict=True)
    ]


def _kept(
    passage: Passage, found: Scores, own: Mapping[Place, float], best: Mapping[Place, float]
) -> Scores:
    place = _place(passage)
    lost = _sided(found) and best[place] >= BEST_FROM and own[place] < SHARE_OF_BEST * best[place]
    return _ASIDE if lost else found


def _sided(found: Scores) -> bool:
    return max(found.supports, found.contradicts) >= _SIDE


def _place(passage: Passage) -> Place:
    return passage.field, passage.start


def matter(claim: str, passage: Passage) -> float:
    """Measure which share of what a claim says, its names aside, a passage holds; in [0, 1]."""
    laid = frame(claim)
    slots = [s for s in laid.slots if s.kind in {"core", "rest"}] or list(laid.slots)
    here = terms(passage.text)
    near = terms(passage.context[-1]) if passage.context else frozenset[str]()
    total = sum(slot.weight for slot in slots)
    return sum(slot.weight * _filled(slot, here, near) for slot in slots) / total if total else 0.0


def _filled(slot: Slot, here: frozenset[str], near: frozenset[str]) -> float:
    wanted = slot.terms | {OPPOSITES[t] for t in slot.terms if t in OPPOSITES}
    return 1.0 if wanted & here else _NEAR if wanted & near else 0.0
