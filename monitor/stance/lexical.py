"""A stance model of rules: names, numbers, families of verbs, negation, modality and anaphora.

The baseline and the fallback where no trained model can run. It lays the claim out as slots
(actors, predicates, numbers), looks which of them a passage fills, and reads the polarity of
the predicate it found; a passage that only points back ("there is no such fact") is read with
the sentence it points to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.model.evidence import Pair, Scores
from monitor.rules.lexicon import (
    FAMILIES,
    OPPOSITES,
    STOP_WORDS,
    WEAK_FAMILIES,
    concepts,
    found_phrases,
    stem,
)
from monitor.rules.names import COUNTRIES, NAME, bare, is_institution
from monitor.rules.numbers import Quantity, quantities
from monitor.rules.text import country_term, terms, words

#: A passage takes a side when it fills at least this share of the claim's slots.
#: Source: development run of tests.gates, 2026-11.
SIDE_COVER = 0.55

#: A passage talks about the claim when it fills at least this share of its slots.
MENTION_COVER = 0.42

_NEGATORS = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied|ying)|refut\w+|rejected|dismissed"
    r"|refus\w+|rul\w+ out|fail\w+ to|false\w*|untrue|far from|yet to|stop\w* short|contrary to|lack\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_POINTING_DENIAL = re.compile(
    r"no such (?:fact|thing|\w+)|(?:did|does|do|done|has done|said) (?:no such|nothing of the)|nothing of the (?:kind|sort)"
    r"|never (?:told|said|asked|did|happened|gave)\b|(?:that|this|it|which|report|account|story|description|claim)s?"
    r"(?: \w+){0,3} (?:is|was|were|are) (?:simply |completely |flatly |just )?(?:untrue|false|wrong|not true|incorrect|inaccurate"
    r"|baseless|unfounded|nonsense|fabricated)"
    r"|(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|disput(?:es|ed)|contradict(?:s|ed)) (?:the |these |those |that |such |any |all |its )?"
    r"(?:\w+[’']?s? ){0,3}(?:reports?|accounts?|claims?|allegations?|stor(?:y|ies)|suggestions?|idea|charges?|accusations?|assertions?|description)"
    r"|(?:that|this|it)(?:['’]s| is| was) not (?:true|so|right|correct|the case)|never on the table|pushed back (?:against|on)"
    r"|not (?:give|gave|offer|make) (?:\w+ )*of that kind|no (?:advice|request|offer|order|plan|deal|decision)\b|\bfalse\b[.:]",
    re.IGNORECASE,
)
_POINTING_SUPPORT = re.compile(
    r"(?:that|this|it|which|report|account|story)s? (?:is|was|were|are) (?:true|right|correct|accurate)\b"
    r"|confirm(?:s|ed)? (?:the |that |these |those )?(?:\w+ ){0,2}(?:reports?|accounts?|stor(?:y|ies)|claims?)\b"
    r"|(?:stood|stands?) by (?:its|the|his|her|what|their)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"no (?:immediate )?comment|(?:not|n['’]t|never|nor|neither) (?:immediately |publicly )?(?:comment|respon|repl|answer)\w*"
    r"|yet to (?:comment|respond|reply|answer|say|speak)|(?:declin\w+|refus\w+) (?:to |in )?(?:any )?(?:comment|answer|say|discuss|elaborat|confirm"
    r"|respon|reply)\w*|no (?:immediate )?(?:answer|reply|response)|went unanswered|said nothing|remained silent"
    r"|(?:would not|will not|wo ?n['’]t|would ?n['’]t) (?:say|discuss|comment|confirm|\W?read out|describe|be drawn|answer|elaborate)"
    r"|sidestep\w*|stopped short|neither confirm\w* nor den|(?:confirm|deny)(?:ed|ing)? (?:or|nor) (?:deny|confirm)|(?:not|n['’]t) deny|not confirm"
    r"|did not address|not (?:a )?matter for",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\?[\"”’']?$|^(?:[\"“])?(?:if|were|suppose|imagine|should|had)\b|\bwhether\b|\b(?:might|may|perhaps|possibly|allegedly false|rumou?rs?"
    r"|i do not know|it is unclear|unclear|hypothetical|as if|could imagine|bet|believe that|poll)\b|\bif (?:the|it|he|she|they|\w+ (?:does|do|did))\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:would|could|should)\b", re.IGNORECASE)
_OTHER_EVENT = re.compile(
    r"\b(?:new|second|third|another|separate|later|previous|different) (?:\w+ )?(?:call|conversation|meeting|summit|talks|merger|deal|report|vote|visit)\b",
    re.IGNORECASE,
)
_BARE_REFUSAL = re.compile(
    r"\b(?:has|have|had)? ?(?:refused|declined)\b(?! to)|(?:has|have|had) not\b[.,]", re.IGNORECASE
)
_CONTINUES = re.compile(
    r"\b(?:he|she|they|it|him|her|them|that|this|such|the (?:call|advice|report|remarks?|answer))\b",
    re.IGNORECASE,
)
_ROLES = frozenset(stem(w) for w in (
    "president premier minister leader chairman chief he she him her his i prime company union firm agency they we"
).split())  # fmt: skip
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class _Slot:
    """Something of the claim that a passage can fill, by any of its terms."""

    terms: frozenset[str]
    weight: float
    #: "actor" (a name), "core" (what is said to happen) or "rest".
    kind: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """A claim laid out in slots."""

    slots: tuple[_Slot, ...]
    #: Terms of the predicate whose negation turns the claim, first the main one.
    head: frozenset[str]
    core: tuple[_Slot, ...]
    negated: bool
    numbers: tuple[Quantity, ...]
    #: The year the claim speaks of as its time, not as its figure.
    year: float | None
    silence: bool
    modal: bool


class LexicalModel:
    """The rule-based stance model; satisfies the StanceModel port."""

    @property
    def name(self) -> str:
        """Name and version of the rules."""
        return "lexical-1"

    def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
        """Weigh each pair by itself."""
        return [_weigh(pair) for pair in pairs]


def _weigh(pair: Pair) -> Scores:
    frame = _frame(pair.claim)
    passage = pair.passage
    here = terms(passage.text)
    near = terms(" ".join(passage.context))
    far = near | terms(passage.headline)
    cover = _cover(frame, here, near, far)
    if cover < MENTION_COVER or _elsewhere(frame, passage.text, passage.headline):
        return _scores("unrelated", 1 - cover)
    side = _side(frame, pair, here, far, cover)
    return _scores(side or "mentions", cover)


def _scores(label: str, strength: float) -> Scores:
    """Spread one label's strength over the four; the model is not calibrated finer than that."""
    top = 0.5 + 0.45 * min(1.0, max(0.0, strength))
    rest = (1 - top) / 3
    made = dict.fromkeys(("supports", "contradicts", "mentions", "unrelated"), rest)
    made[label] = 1 - 3 * rest
    return Scores(**made)


def _cover(frame: _Frame, here: frozenset[str], near: frozenset[str], far: frozenset[str]) -> float:
    """Measure which share of the claim a passage fills; what only its context fills counts less."""
    total = sum(slot.weight for slot in frame.slots) or 1.0
    role = bool(here & _ROLES)

    def filled(slot: _Slot) -> float:
        if slot.terms & here:
            return 1.0
        if slot.terms & near or (slot.kind == "actor" and slot.terms & far):
            return 0.75 if role or slot.kind != "actor" else 0.6
        return 0.4 if slot.terms & far else 0.0

    return sum(slot.weight * filled(slot) for slot in frame.slots) / total


def _elsewhere(frame: _Frame, text: str, headline: str) -> bool:
    """Tell whether the passage speaks of another year, or of another event of the kind."""
    years = {q.value for q in quantities(text) if q.unit == "year"}
    if frame.year is not None and years and frame.year not in years:
        return True
    return frame.year is not None and bool(_OTHER_EVENT.search(f"{text} {headline}"))


def _side(
    frame: _Frame, pair: Pair, here: frozenset[str], far: frozenset[str], cover: float
) -> str | None:
    """Decide which side the passage takes, None for neither."""
    text = pair.passage.text
    silent = bool(_SILENT.search(text))
    if frame.silence:
        return _silence(frame, text, silent=silent)
    if silent or _unsure(frame, text):
        return None
    figure = _figure(frame, text)
    if figure == "contradicts" and cover >= SIDE_COVER:
        return figure
    headed = bool(frame.head & here)
    opposed = _opposed(frame, here)
    if (headed or opposed) and _complete(frame, text, here, far, cover):
        positive = _positive(frame, text) != opposed
        return "supports" if positive != frame.negated else "contradicts"
    return _pointing(frame, pair)


def _silence(frame: _Frame, text: str, *, silent: bool) -> str | None:
    """Read a claim that somebody has not spoken: silence supports it, substance contradicts it."""
    actor = next(slot for slot in frame.slots if slot.kind == "actor")
    if silent:
        return "supports"
    spoke = re.search(r"\b(?:acknowledged|confirmed|denied|said|commented|told)\b", text)
    return "contradicts" if spoke and actor.terms & terms(text[: spoke.start()]) else None


def _unsure(frame: _Frame, text: str) -> bool:
    if _UNSURE.search(text):
        return True
    return bool(_WOULD.search(text)) and not frame.modal and not _NEGATORS.search(text)


def _figure(frame: _Frame, text: str) -> str | None:
    """Compare the passage's figures with the claim's, as values of the same unit."""
    if not frame.numbers:
        return None
    found = list(quantities(text))
    for wanted in frame.numbers:
        alike = [q for q in found if _same_unit(q, wanted)]
        agreeing = [q for q in alike if q.agrees(wanted)]
        others = [q for q in alike if not q.agrees(wanted)]
        if agreeing and others and _turned_down(text, agreeing[0]):
            return "contradicts"
        if others and not agreeing and wanted.unit != "percent":
            return "contradicts"
    return "agrees" if found else None


def _same_unit(a: Quantity, b: Quantity) -> bool:
    money = {"", "usd", "eur", "gbp"}
    large = min(a.value, b.value) >= 1e6  # noqa: PLR2004 (a bare figure in millions is an amount of money)
    return a.unit == b.unit or (
        large and a.unit in money and b.unit in money and "" in {a.unit, b.unit}
    )


def _turned_down(text: str, number: Quantity) -> bool:
    return bool(
        re.search(r"(?:not|rather than|instead of|call it)(?: the)?\W*$", text[: number.start + 1])
    )


def _opposed(frame: _Frame, here: frozenset[str]) -> bool:
    opposites = {OPPOSITES[f] for f in frame.head if f in OPPOSITES}
    return bool(opposites & here) and not frame.head & here


def _complete(
    frame: _Frame, text: str, here: frozenset[str], far: frozenset[str], cover: float
) -> bool:
    """Tell whether the rest of what the claim says is there, and nothing else in its place."""
    if cover < SIDE_COVER:
        return False
    rest = frame.core[1:]
    missing = [slot for slot in rest if not slot.terms & here]
    if not missing:
        return True
    if len(missing) > len(rest) / 2 and not _CONTINUES.search(text) and not _NEGATORS.search(text):
        return False
    other = re.search(r"\bto (\w+)", text)
    elsewhere = (
        other and "DIRECT" in frame.head and set(concepts(stem(other.group(1)))) - WEAK_FAMILIES
    )
    return not elsewhere and sum(bool(slot.terms & (here | far)) for slot in rest) * 2 >= len(rest)


def _positive(frame: _Frame, text: str) -> bool:
    """Tell whether the claim's predicate is asserted in the passage, not denied."""
    places = [w.start for w in words(text) if ({w.stem, *concepts(w.stem)} & frame.head)]
    phrases = [(a, b) for name, a, b in found_phrases(text) if name in frame.head]
    places += [a for a, _ in phrases]
    if not places:
        return not _NEGATORS.search(text)
    place = min(places)
    inside = [(a, b) for name, a, b in found_phrases(text) if name in FAMILIES]
    turns = [
        n
        for n in _NEGATORS.finditer(text, 0, max(place, 0))
        if not any(a <= n.start() < b for a, b in inside) and not _parted(text[n.end() : place])
    ]
    after = re.search(r"\b(?:was|were|is|are) (?:never|not)\b", text[place : place + 60])
    gone = re.search(r"(?:never|no longer|not) (?:been )?$", text[:place])
    return (len(turns) + bool(after and not gone)) % 2 == 0


def _parted(between: str) -> bool:
    """Tell whether a clause ends between a negation and the predicate."""
    return bool(re.search(r"[;:.]|[\"”],|, (?:and|but|saying|while)\b", between))


def _pointing(frame: _Frame, pair: Pair) -> str | None:
    """Read a bare denial or confirmation with the sentence it points back to."""
    text = pair.passage.text
    denied, affirmed = _POINTING_DENIAL.search(text), _POINTING_SUPPORT.search(text)
    refused = _BARE_REFUSAL.search(text)
    if not (denied or affirmed or refused):
        return None
    told = [*pair.passage.context[-2:], pair.passage.headline, text]
    covers = [_cover(frame, terms(t), frozenset(), terms(pair.passage.headline)) for t in told]
    reached = any(
        cover >= SIDE_COVER and frame.head & terms(t) for t, cover in zip(told, covers, strict=True)
    )
    if not reached:
        return None
    if affirmed and not denied:
        return "supports"
    return "contradicts" if not frame.negated else None


@lru_cache(maxsize=4096)
def _frame(claim: str) -> _Frame:
    """Lay a claim out in slots."""
    slots: list[_Slot] = []
    taken: list[tuple[int, int]] = []
    for hit in NAME.finditer(claim):
        name = bare(hit.group())
        if name and name.lower() not in _MONTHS:
            slots.append(_actor(name))
            taken.append(hit.span())
    reported = re.search(
        r"\b(?:said|says|told|announced|stated|declared)\b(?:(?: \w+){1,3})? that\b|\bsaid\b", claim
    )
    if reported:
        taken.append((reported.start(), reported.start() + 4))
    numbers, year = _figures(claim)
    for name, start, end in found_phrases(claim):
        slots.append(_Slot(frozenset({name}), 1.5, "core"))
        taken.append((start, end))
    for word in words(claim):
        free = not any(a <= word.start < b for a, b in taken)
        if free and word.lower not in STOP_WORDS | _MONTHS and not word.text[0].isdigit():
            slots.append(_content(word.stem, first=word.start))
    core = tuple(s for s in _ordered(claim, slots) if s.kind == "core")
    head = core[0].terms if core else frozenset[str]()
    main = re.search(r"\b(?:not|never|no)\b|n['’]t\b", claim)
    negated = (
        bool(main) and not any(a <= main.start() < b for a, b in taken[-len(slots) :] if main)
        if main
        else False
    )
    silence = negated and bool({"RESPOND", "SILENT"} & head)
    return _Frame(
        slots=tuple(slots), head=head, core=core, negated=negated, numbers=numbers, year=year,
        silence=silence or "SILENT" in head, modal=bool(re.search(r"\b(?:could|would|will|may|might|can)\b", claim)),
    )  # fmt: skip


def _ordered(claim: str, slots: Sequence[_Slot]) -> list[_Slot]:
    """Order slots by where their first word stands in the claim."""
    places: dict[str, int] = {}
    for word in words(claim):
        for term in (word.stem, *concepts(word.stem)):
            places.setdefault(term, word.start)
    for name, start, _ in found_phrases(claim):
        places[name] = min(start, places.get(name, start))
    return sorted(slots, key=lambda s: min(places.get(t, len(claim)) for t in s.terms))


def _actor(name: str) -> _Slot:
    if name in COUNTRIES:
        return _Slot(frozenset({country_term(COUNTRIES[name])}), 1.0, "actor")
    parts = [word.stem for word in words(name)]
    if is_institution(name):
        return _Slot(
            frozenset({*parts[:1], *parts[-1:], "".join(p[0] for p in parts)}), 1.5, "actor"
        )
    return _Slot(frozenset({parts[-1]}), 1.5, "actor")


def _content(stemmed: str, *, first: int) -> _Slot:
    families = set(concepts(stemmed))
    strong = families - WEAK_FAMILIES
    if strong:
        return _Slot(frozenset({stemmed, *strong}), 1.5, "core")
    return _Slot(frozenset({stemmed, *families}), 0.5 if families or not first else 0.8, "rest")


def _figures(claim: str) -> tuple[tuple[Quantity, ...], float | None]:
    """Part a claim's figures from the year it is set in (`November 2025`, `in 2025`)."""
    found = list(quantities(claim))
    dated = re.search(rf"\b(?:{'|'.join(_MONTHS)}) (\d{{4}})\b", claim, re.IGNORECASE)
    year = float(dated.group(1)) if dated else None
    return tuple(q for q in found if q.value != year), year
