"""A claim laid out in slots (who, what, to whom, how much), to find it and to weigh it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.rules.families import NARROWER, THINGS, WEAK_FAMILIES
from monitor.rules.lexicon import (
    STOP_WORDS,
    concepts,
    found_phrases,
    stem,
    word_set,
)
from monitor.rules.names import COUNTRIES, NAME, bare, is_institution
from monitor.rules.numbers import Day, Quantity, dates, quantities
from monitor.rules.text import country_term, words

_MONTHS = word_set(
    "january february march april may june july august september october november december"
)
_REPORTED = re.compile(
    r"\b(said|says|told|stated|declared)\b(?:(?: \w+){1,3})? that\b|\b(said|says)\b"
)
_PURPOSE = re.compile(
    r"\b(?:to win|to get|to gain|to secure|in order to|so that|in return for|in exchange for)\b"
)
_MODAL = re.compile(
    r"\b(?:could|would|will|may|might|can|in talks|expected|likely|consider\w*|threaten\w*)\b"
)
_NOT = re.compile(r"\b(?:not|never|no)\b|n['\u2019]t\b")
_SHORTEST_NAME_PART = 3
#: Names that end so are told by what stands in front: the Orly Bridge is not any bridge.
_PLACES = word_set(
    "airport arena avenue bay bridge canal castle cathedral coast dam desert falls field forest"
    " gate harbour harbor highway hill hotel island lake mall market mill mine mountain museum"
    " palace park pass peninsula pipeline plant port power prison reactor refinery reservoir ridge"
    " river road sea square stadium station strait street theatre theater tower tunnel valley"
    " village well zone"
)
_PLACE_STEMS = frozenset(map(stem, _PLACES))
#: Who acts for a body that a claim names: parliament is its members.
_MEMBERS = {
    body: frozenset(map(stem, members.split()))
    for body, members in {
        "parliament": "mps lawmaker legislator deputy", "court": "judge jury tribunal",
        "police": "officer constable", "council": "councillor", "government": "cabinet minister",
        "regulator": "watchdog", "congress": "lawmaker legislator senator",
    }.items()
}  # fmt: skip
#: Family names that are written first, as in Chinese, Korean and Vietnamese.
_FIRST_SURNAMES = word_set(
    "cai cao chang chen cheng cho choi chou deng ding dong fang feng fu gao guo han he ho hong hsu"
    " hu hua huang hung jang jeong jiang jin jung kang kim kwon lai lam lee li liang lim lin liu"
    " lu luo ma mao nguyen oh pan park peng pham qian qin shao shen shin son song su sun tan tang"
    " tran tsai wang wei wen woo wu xi xiao xie xu yang ye yoon yu yuan zeng zhang zhao zheng zhou"
    " zhu"
)
#: What numbers are told in: the values are compared, not the words.
_SCALE = word_set(
    "hundred thousand million billion trillion dollar euro pound yen yuan percent cent"
)
_UNTELLING = (
    STOP_WORDS
    | word_set("against toward towards across within without despite near")
    | _MONTHS
    | _SCALE
    | {w + "s" for w in _SCALE}
)
_NARROWER = {f: frozenset(map(stem, names.split())) for f, names in NARROWER.items()}
#: Last words of institutions that alone are anybody's.
_HOMES = frozenset(map(stem, ("house", "office", "street", "group", "service", "society")))
#: In capitals, and no names.
_MEASURES = word_set("gdp gnp vat ai tv co2")


@dataclass(frozen=True, slots=True)
class Slot:
    """Something of the claim that a text can fill, by any of its terms."""

    terms: frozenset[str]
    #: Share of the claim that hangs on it, before rarity.
    weight: float
    #: "person", "actor" (any other name), "core" (what is said to happen) or "rest".
    kind: str
    #: Where it stands in the claim.
    start: int
    #: The name as the claim writes it, empty for anything else.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A claim laid out in slots."""

    slots: tuple[Slot, ...]
    #: Predicates in order; the first is the one whose negation turns the claim.
    core: tuple[Slot, ...]
    #: Whether the claim denies its predicate.
    negated: bool
    #: Its figures; years among them unless they only date the claim.
    numbers: tuple[Quantity, ...]
    #: The day it names, None when it names none.
    day: Day | None
    #: The year the claim is set in, None when it names none.
    year: float | None
    #: Whether it claims that somebody has not spoken.
    silence: bool
    #: Whether it claims that its subject said something.
    reported: bool
    #: Whether what it tells is planned or offered, not done.
    planned: bool
    #: Whether it speaks of what could or will be.
    modal: bool

    @property
    def head(self) -> frozenset[str]:
        """Terms of the main predicate."""
        return self.core[0].terms if self.core else frozenset()

    @property
    def actors(self) -> tuple[Slot, ...]:
        """Names of the claim, its subject first."""
        return tuple(s for s in self.slots if s.kind in {"person", "actor"})


@lru_cache(maxsize=8192)
def frame(claim: str) -> Frame:
    """Lay a claim out in slots."""
    phrases = list(found_phrases(claim))
    taken = [(start, end) for _, start, end in phrases]
    names = list(_names(claim))
    taken += [(start, end) for _, start, end in names]
    taken += [found.span(found.lastindex or 0) for found in _REPORTED.finditer(claim)]
    slots = [slot for slot, _, _ in names]
    slots += [Slot(frozenset({name}), 1.5, "core", start) for name, start, _ in phrases]
    slots += _contents(claim, taken)
    purpose = _PURPOSE.search(claim)
    if purpose:
        slots = [s if s.start < purpose.start() else _adjunct(s) for s in slots]
    slots.sort(key=lambda s: s.start)
    core = tuple(s for s in slots if s.kind == "core")
    planned = len(core) > 1 and bool(core[0].terms & {"PLAN", "OFFER"})
    if planned:
        core = core[1:]  # what is planned is the point: `is to buy` plans too
    inside = [(a, b) for _, a, b in phrases]
    negation = next(
        (n for n in _NOT.finditer(claim) if not any(a <= n.start() < b for a, b in inside)), None
    )
    silent = any("SILENT" in s.terms for s in core)
    numbers, year = _figures(claim)
    return Frame(
        slots=tuple(slots), core=core, negated=negation is not None and not silent, numbers=numbers,
        day=next(dates(claim), None), year=year, silence=silent, planned=planned,
        reported=bool(_REPORTED.search(claim)), modal=bool(_MODAL.search(claim)),
    )  # fmt: skip


def _adjunct(slot: Slot) -> Slot:
    """Keep what only gives the purpose findable, and no more than that."""
    kind = "rest" if slot.kind == "core" else slot.kind
    return Slot(slot.terms, slot.weight * 0.3, kind, slot.start)


def _names(claim: str) -> Iterator[tuple[Slot, int, int]]:
    for hit in NAME.finditer(claim):
        for piece in re.split(r" and (?=[A-Z])|['\u2019]s ", hit.group()):
            name = bare(piece)
            start = claim.find(name, hit.start()) if name else -1
            plain = hit.start() == 0 and " " not in name and name not in COUNTRIES
            if _counts(name):
                continue
            ordinary = (
                plain and not claim[len(name) :].startswith(("'", "\u2019")) and _ordinary(name)
            )
            if name and name.lower() not in _MONTHS and not ordinary:
                yield _actor(name, start), hit.start(), hit.end()


def _ordinary(name: str) -> bool:
    """Tell whether a word that opens the claim is an ordinary word, not a name."""
    lower = name.lower()
    return bool(concepts(stem(lower))) or lower in STOP_WORDS or lower.endswith("ing")


def _counts(name: str) -> bool:
    """Tell whether a capitalised word is a number or a measure, not a name."""
    return name.lower() in _MEASURES or any(q.end >= len(name) for q in quantities(name))


def _actor(name: str, start: int) -> Slot:
    if name in COUNTRIES:
        return Slot(frozenset({country_term(COUNTRIES[name])}), 1.0, "actor", start, name)
    parts = [word.stem for word in words(name)]
    if is_institution(name):
        acronym = "".join(p[0] for p in name.split() if p[0].isupper()).lower()
        ends = {p for p in parts[:1] + parts[-1:] if p not in STOP_WORDS}
        telling = ends - _HOMES or ends or set(parts)
        telling |= _MEMBERS.get(name.lower(), frozenset())
        return Slot(
            frozenset({*telling, acronym} if len(acronym) > 1 else telling), 1.5, "actor", start
        )
    if len(parts) > 1 and parts[-1] in _PLACE_STEMS:
        return Slot(frozenset(parts[:-1]), 1.5, "actor", start, name)
    surnames = {parts[-1], *(p for p in parts[:1] if p in _FIRST_SURNAMES)}
    return Slot(frozenset(surnames), 1.5, "person" if len(parts) > 1 else "actor", start, name)


def _contents(claim: str, taken: Sequence[tuple[int, int]]) -> Iterator[Slot]:
    for word in words(claim):
        free = not any(a <= word.start < b for a, b in taken)
        if not free or word.lower in _UNTELLING or word.text[0].isdigit():
            continue
        families = set(concepts(word.stem))
        strong = families - WEAK_FAMILIES
        if strong - THINGS:
            narrower = {w for f in strong for w in _NARROWER.get(f, ())}
            yield Slot(frozenset({word.stem, *strong, *narrower}), 1.5, "core", word.start)
        elif families:
            yield Slot(
                frozenset({word.stem, *families}), 1.0 if strong else 0.4, "rest", word.start
            )
        elif len(word.stem) >= _SHORTEST_NAME_PART:
            described = re.match(r" [A-Z]", claim[word.end :])  # `banker Ana Ruiz`
            yield Slot(frozenset({word.stem}), 0.4 if described else 0.8, "rest", word.start)


def _figures(claim: str) -> tuple[tuple[Quantity, ...], float | None]:
    """Part a claim's figures from the year it is set in (`November 2025`)."""
    found = list(quantities(claim))
    dated = re.search(rf"\b(?:{'|'.join(_MONTHS)}) (\d{{4}})\b", claim, re.IGNORECASE)
    year = float(dated.group(1)) if dated else None
    return tuple(q for q in found if q.value != year), year
