"""What a predicate amounts to where it stands: asserted, denied, only asked for, or another."""

from __future__ import annotations

import re

from monitor.rules.families import WEAK_FAMILIES
from monitor.rules.frames import Frame
from monitor.rules.lexicon import FAMILIES, concepts, found_phrases, stem
from monitor.rules.names import NAME
from monitor.rules.text import terms, words
from monitor.stance import cues
from monitor.stance.casting import cast_fits
from monitor.stance.views import Sign, View, signs_in, strong_families

#: Stems of asking with force: that none was made does not deny a gentler word.
FORCEFUL = frozenset(stem(w) for w in ("demand", "pressure", "force", "coerce", "press", "order"))

#: What one can be asked to do: another of these behind the predicate makes it another claim.
COMPLEMENTS = (
    FAMILIES - WEAK_FAMILIES - {"SILENT", "RETAIN", "ADMIT", "UNVEIL", "SURVIVAL", "ANYTIME"}
)

#: Things of the claim lighter than this need not be in sight.
THING_WEIGHT = 0.8

_CLAUSE_END = re.compile(r"[,;.”\"]")


def asserts(text: str, sign: Sign) -> bool:
    """Tell whether the occurrence asserts the claim's predicate, all negations counted."""
    if re.search(
        rf"{NAME.pattern}['\u2019]s (?:\w+ )?$", text[: sign.start]
    ) and not cues.DENIES.search(text):
        return sign.positive  # `Paris's offer` presupposes that there was one
    inside = [(a, b) for name, a, b in found_phrases(text) if name in FAMILIES]
    turns = [
        n.re
        for n in cues.NEGATORS.finditer(text, 0, sign.start)
        if not any(a <= n.start() < b for a, b in inside)
        and not cues.PARTED.search(text[n.end() : sign.start].removeprefix(" that"))
    ]
    if cues.CLOSING.search(text, sign.end):
        turns.append(cues.CLOSING)
    answered = cues.ANSWERED.search(text, sign.end)
    if answered and (any(answered[group] for group in ("no", "short", "bare"))):
        turns.append(cues.ANSWERED)
    if re.match(r"(?: \w+){0,2} (?:nobody|no one|nothing)\b| no\b(?! longer)", text[sign.end :]):
        turns.append(cues.NEGATORS)
    return (len(turns) % 2 == 0) == sign.positive


def embedded(laid: Frame, text: str, sign: Sign) -> bool:
    """Tell whether the predicate is only asked for, planned or offered, which the claim is not."""
    if cues.NAMED_ONLY.search(text[: sign.start]):
        return True
    if (
        laid.modal
        or laid.planned
        or any({"DIRECT", "PLAN", "OFFER"} & slot.terms for slot in laid.core)
    ):
        return False
    start = max((m.end() for m in cues.NEW_CLAUSE.finditer(text, 0, sign.start)), default=0)
    asked = any(
        name in {"DIRECT", "OFFER"} and start <= at < sign.start
        for name, at, _ in found_phrases(text)
    ) or any({"DIRECT", "OFFER"} & set(concepts(w.stem)) for w in words(text[start : sign.start]))
    return asked or bool(cues.DEONTIC.search(text[start : sign.start]))


def complete(laid: Frame, view: View, sign: Sign, *, positive: bool = True) -> bool:
    """Tell whether the rest of what the claim says is there, and nothing else in its place."""
    clause, rest = _CLAUSE_END.split(view.text[sign.end :])[0], laid.core[1:]
    if embedded(laid, view.text, sign) or _replaced(laid, clause, positive=positive):
        return False
    start = max((m.end() for m in cues.NEW_CLAUSE.finditer(view.text, 0, sign.start)), default=0)
    told = terms(view.text[min(start, sign.start) :])
    missing = [slot for slot in rest if not slot.terms & told]
    if not missing:
        return True
    if cues.TO_DO.search(clause) and (_others(laid, clause) or not positive):
        return False
    if positive and not view.leans:
        return len(missing) * 2 < len(rest)
    return _understood(laid, view, sign, positive=positive)


def _others(laid: Frame, clause: str) -> set[str]:
    """List what else than the claim's one can be asked to do in a clause."""
    return strong_families(clause) & COMPLEMENTS - {f for slot in laid.core for f in slot.terms}


def _replaced(laid: Frame, clause: str, *, positive: bool) -> bool:
    """Tell whether something else stands right where the rest of the claim should."""
    rest = frozenset[str]().union(*(slot.terms for slot in laid.core[1:]))
    return positive and bool(rest and _others(laid, clause)) and not rest & terms(clause)


def _understood(laid: Frame, view: View, sign: Sign, *, positive: bool) -> bool:
    """Tell whether what is missing is understood from the sentences before."""
    if _only_stronger(laid, view.text, sign):
        return False
    antecedent = _antecedent(laid, view)
    if antecedent is None and not positive:
        return not laid.negated
    noun = cues.NOUN.search(view.text[: sign.start]) is not None
    return bool(antecedent) and (noun or not positive)


def _only_stronger(laid: Frame, text: str, sign: Sign) -> bool:
    """Tell whether the passage's word says more than the claim's: no demand may still be advice."""
    used = {word.stem for word in words(text[sign.start : sign.end])}
    return bool(used & FORCEFUL) and not laid.head & FORCEFUL


def about(laid: Frame, view: View) -> bool:
    """Tell whether at least half of the things the claim speaks of stand here or just before."""
    near = view.near if view.leans else frozenset[str]()
    things = [slot for slot in laid.slots if slot.kind == "rest" and slot.weight >= THING_WEIGHT]
    # What is done is decided, said or not.
    things = [s for s in things if "DECIDE" not in s.terms or s.terms & view.here]
    # Who does it may go unsaid (`he was found guilty`); what it is done to may not.
    head = laid.core[0].start if laid.core else 0
    if any(s.start > head for s in laid.slots):
        things = [s for s in things if s.start > head or s.terms & view.here]
    return sum(bool(slot.terms & (view.here | near)) for slot in things) * 2 >= len(things)


def _antecedent(laid: Frame, view: View) -> bool | None:
    """Tell whether the nearest earlier word of such an act is the claim's; None for no word."""
    for told in (*reversed(view.context), view.headline):
        signs = sorted(signs_in(laid, told))
        if signs:
            earlier = View(told, (), view.headline)
            whole = all(slot.terms & earlier.here for slot in laid.core)
            others = strong_families(told[signs[0].end :]) & COMPLEMENTS - {
                t for s in laid.core for t in s.terms
            }
            if not cast_fits(laid, earlier, signs[0]) or (
                not whole and others and cues.TO_DO.search(told)
            ):
                return False
            if whole:
                return True
    return None
