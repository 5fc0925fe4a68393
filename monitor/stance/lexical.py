"""A stance model of rules: names, numbers, families of verbs, negation, modality and anaphora.

The baseline and the fallback where no trained model can run. It lays the claim out as slots
(actors, predicates, numbers), looks which of them a passage fills, and reads the polarity of
the predicate it found; a passage that only points back ("there is no such fact") is read with
the sentence it points to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.model.evidence import Pair, Scores
from monitor.rules.frames import Frame, Slot, frame
from monitor.rules.families import OPPOSITES, WEAK_FAMILIES
from monitor.rules.lexicon import FAMILIES, concepts, found_phrases, stem
from monitor.rules.names import COUNTRIES, NAME, bare, is_institution
from monitor.rules.numbers import Quantity, dates, quantities
from monitor.rules.text import country_term, terms, words
from monitor.stance import cues

#: A passage takes a side when it fills at least this share of the claim's slots.
#: Source: development run of tests.gates, 2026-11; macro-F1 within 0.01 from 0.45 to 0.55.
SIDE_COVER = 0.55

#: A passage that gives the claim's own kind of figure needs no more than this share.
FIGURE_COVER = 0.45

#: A passage talks about the claim when it fills at least this share of its slots.
MENTION_COVER = 0.42

#: A passage may support in words the rules do not know when it fills this share by itself.
PARAPHRASE_COVER = 0.35

#: A question asks about the claim when it fills this share and holds its main predicate.
ASKED_COVER = 0.3

#: Things of the claim lighter than this need not be in sight.
THING_WEIGHT = 0.8

#: Stems of asking with force: that none was made does not deny a gentler word.
FORCEFUL = frozenset(stem(w) for w in ("demand", "pressure", "force", "coerce", "press", "order"))

#: What one can be asked to do: another of these behind the predicate makes it another claim.
COMPLEMENTS = (
    FAMILIES - WEAK_FAMILIES - {"SILENT", "RETAIN", "ADMIT", "UNVEIL", "SURVIVAL", "ANYTIME"}
)

#: Families whose nouns are somebody's act: `Beijing's call` is not Washington's.
ACTS = frozenset({"DIRECT", "RETRACT", "OFFER", "PROHIBIT", "PERMIT", "BACK", "OPPOSE", "RESPOND"})

#: Shares at which a slot counts that only the sentences before, or only the headline, fill.
NEAR_SHARE, FAR_SHARE = 0.75, 0.5


class _Sign(NamedTuple):
    """One occurrence of the claim's predicate, or of its opposite."""

    start: int
    end: int
    positive: bool


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
    laid, passage = frame(pair.claim), pair.passage
    view = _View(passage.text, passage.context, passage.headline)
    cover = view.cover(laid)
    if answer := _answer(laid, view):
        return _scores(answer, SIDE_COVER)
    if cover < MENTION_COVER or _elsewhere(laid, view):
        return _scores("unrelated", 1 - cover)
    return _scores(_side(laid, view, cover) or "mentions", cover)


def open_to_paraphrase(pair: Pair, scores: Scores) -> bool:
    """Tell whether the rules took no side and nothing in the passage forbids that it supports."""
    if max(scores.supports, scores.contradicts) >= max(scores.mentions, scores.unrelated):
        return False
    laid, passage = frame(pair.claim), pair.passage
    view = _View(passage.text, passage.context, passage.headline)
    if laid.silence or laid.negated or _View(view.text, (), "").cover(laid) < PARAPHRASE_COVER:
        return False
    signs = _main_first(laid, view.text)
    if _elsewhere(laid, view) or _aside(laid, view.text, signs):
        return False
    if any(
        _embedded(laid, view.text, s)
        or not _positive(view.text, s)
        or not _cast_fits(laid, view, s)
        for s in signs[:1]
    ):
        return False
    if not signs and cues.NEGATORS.search(view.text):
        return False
    cast = not laid.actors or (view.share(laid.actors[0]) > 0 and _cast_named(laid, view))
    return cast and _figures(laid, view.text) not in {"contradicts", "missing"}


def _scores(label: str, strength: float) -> Scores:
    """Spread one label's strength over the four; the model is not calibrated finer than that."""
    top = 0.5 + 0.45 * min(1.0, max(0.0, strength))
    made = dict.fromkeys(("supports", "contradicts", "mentions", "unrelated"), (1 - top) / 3)
    made[label] = 1 - (1 - top) / 3 * 3
    return Scores(**made)


class _View:
    """A passage with the terms it and its surroundings hold."""

    def __init__(self, text: str, context: Sequence[str], headline: str) -> None:
        self.text, self.context, self.headline = text, tuple(context), headline
        self.here = terms(text)
        self.near = terms(" ".join(context))
        self.far = terms(headline)
        self.leans = bool(cues.CONTINUES.search(text))

    def share(self, slot: Slot) -> float:
        """Tell how far a slot is filled: here, in the sentences before, or in the headline."""
        if slot.terms & self.here or _opposites(slot.terms) & self.here:
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


def _elsewhere(laid: Frame, view: _View) -> bool:
    """Tell whether the passage speaks of another year, or of another event of the kind."""
    years = {q.value for q in quantities(view.text) if q.unit == "year"}
    wanted = {q.value for q in laid.numbers if q.unit == "year"} | {laid.year}
    if (
        years
        and not wanted & years
        and "SAME" not in view.here
        and re.search(r"^In \d{4}\b|\bin (?:19|20)\d\d[,.]", view.text)
    ):
        return True
    if laid.year is not None and cues.OTHER_EVENT.search(f"{view.text} {view.headline}"):
        return True
    return bool(cues.OTHER_HOME.search(view.text)) or any(
        _namesake(slot.name, view) for slot in laid.actors
    )


def _namesake(name: str, view: _View) -> bool:
    """Tell whether the passage names another of the kind: the Carrick Dam for the Orla Dam."""
    first, last = (name.split() or [""])[0], (name.split() or [""])[-1]
    if first == last or name in COUNTRIES:
        return False
    surroundings = " ".join((view.text, *view.context, view.headline))
    if re.search(rf"\b{re.escape(first)}\b", surroundings):
        return False
    named = [bare(hit.group()) for hit in NAME.finditer(view.text)]
    return any(other.split(" ")[-1] == last and " " in other for other in named)


def _side(laid: Frame, view: _View, cover: float) -> str | None:
    """Decide which side the passage takes, None for neither."""
    if laid.silence:
        return _silence(laid, view)
    signs = _main_first(laid, view.text)
    if _aside(laid, view.text, signs):
        return None
    if not signs and _undecided(laid, view.text):
        return "contradicts"
    pointing = _pointing(laid, view)
    if pointing and not (signs and _complete(laid, view, signs[0])):
        return pointing
    return _asserted(laid, view, signs, cover)


def _asserted(laid: Frame, view: _View, signs: Sequence[_Sign], cover: float) -> str | None:
    """Read what the passage itself asserts or denies: a figure first, else the predicate."""
    figures = _figures(laid, view.text)
    if figures == "agrees" and cues.POINTING_SUPPORT.search(view.text):
        return _sided(laid, positive=True)
    if cover < (FIGURE_COVER if figures in {"agrees", "contradicts"} else SIDE_COVER):
        return None
    if figures == "contradicts":
        return figures if _cast_named(laid, view) else None
    for sign in signs[:1]:
        positive = _positive(view.text, sign)
        if _stands(laid, view, sign, figures, positive=positive):
            return _sided(laid, positive=positive)
    return None


def _sided(laid: Frame, *, positive: bool) -> str:
    return "supports" if positive != laid.negated else "contradicts"


def _aside(laid: Frame, text: str, signs: Sequence[_Sign]) -> bool:
    """Tell whether the passage keeps silent, asks or supposes, and so takes no side."""
    silence = cues.SILENT.search(text)
    if silence and not (signs and _turned_from(text, signs[0].start, silence.start())):
        return True
    return _unsure(laid, text, signs[0].start if signs else len(text))


def _undecided(laid: Frame, text: str) -> bool:
    return any("DECIDE" in slot.terms for slot in laid.slots) and bool(cues.UNDECIDED.search(text))


def _stands(laid: Frame, view: _View, sign: _Sign, figures: str, *, positive: bool) -> bool:
    """Tell whether an occurrence of the predicate is the claim's own."""
    if not _cast_fits(laid, view, sign) or (figures == "missing" and positive):
        return False
    if figures == "agrees":
        return not _embedded(laid, view.text, sign)
    return (not positive or _about(laid, view)) and _complete(laid, view, sign, positive=positive)


def _silence(laid: Frame, view: _View) -> str | None:
    """Read a claim that somebody has not spoken: silence supports it, substance contradicts it."""
    if not laid.actors or not all(view.share(slot) for slot in laid.actors[1:]):
        return None
    subject = laid.actors[0].terms
    if cues.SILENT.search(view.text):
        voice = cues.VOICE.search(view.text) and subject & (view.near | view.far)
        return "supports" if subject & view.here or voice else None
    told = cues.SPOKE.search(view.text)
    things = {"CALL"}.union(*(s.terms for s in laid.slots if s.kind in {"rest", "core"}))
    if not told or not things & (view.here | view.near) or cues.ANONYMOUS.search(view.text):
        return None
    return "contradicts" if subject & terms(view.text[: told.start()]) else None


def _turned_from(text: str, start: int, silence: int) -> bool:
    """Tell whether the silence is about something else: `confirmed it but would not say`."""
    return start < silence and bool(re.search(r"\b(?:but|though|while|and)\b", text[start:silence]))


def _unsure(laid: Frame, text: str, sign: int) -> bool:
    """Tell whether the passage asks, supposes or doubts, up to where the predicate stands."""
    if cues.ANSWERED.search(text, sign):
        return False
    if cues.OF_PRINT.search(text[:sign]) or cues.UNSURE.search(text) or cues.IF.search(text[:sign]):
        return True
    opening, behind = re.split(r"[;:]|, ", text[:sign])[-1], re.split(r"[;:,.]", text[sign:])[0]
    if cues.HEDGE.search(opening + behind) and not laid.modal:
        return True
    clause = opening[-40:]
    return bool(cues.WOULD.search(clause)) and not laid.modal and not cues.NEGATORS.search(text)


def _main_first(laid: Frame, text: str) -> list[_Sign]:
    """List the predicate's occurrences, first the one that the claim's next predicate follows."""
    signs = sorted(_signs(laid, text))
    if len(laid.core) > 1:
        rest = laid.core[1].terms
        places = [w.start for w in words(text) if {w.stem, *concepts(w.stem)} & rest]
        places += [start for name, start, _ in found_phrases(text) if name in rest]
        led = [s for s in signs if any(s.start < place for place in places)]
        if led:
            main = max(s for s in led if s.start < max(places))
            return [main, *(s for s in signs if s != main)]
    return signs


def _figures(laid: Frame, text: str) -> str:
    """Compare the passage's figures with the claim's, as values of the same unit."""
    if laid.day:
        days = list(dates(text))
        if not days:
            return "missing"
        return "agrees" if any(d.agrees(laid.day) for d in days) else "contradicts"
    if not laid.numbers:
        return "none"
    found = list(quantities(text))
    state = "agrees"
    for wanted in laid.numbers:
        alike = [q for q in found if _same_unit(q, wanted, text)]
        if wanted.unit == "year" and not any(
            q.agrees(n) for n in laid.numbers for q in found if n != wanted and q.unit == n.unit
        ):
            alike = [q for q in alike if len(laid.numbers) == 1 or q.agrees(wanted)]
        agreeing = [q for q in alike if q.agrees(wanted)]
        if any(_turned_down(text, q) for q in agreeing) and len(alike) > len(agreeing):
            return "contradicts"
        if alike and not agreeing:
            return "contradicts"
        if not agreeing:
            state = "missing"
    return state


def _same_unit(a: Quantity, b: Quantity, text: str) -> bool:
    if a.unit == b.unit == "":
        after = terms(text[max(0, a.start - 20) : a.end + 18])
        return a.value == b.value or (bool({"JOB", "DIE"} & after) and a.value >= b.value / 10)
    large = min(a.value, b.value) >= 1e6  # noqa: PLR2004 (a bare figure in millions is money)
    return a.unit == b.unit or (large and "" in {a.unit, b.unit})


def _turned_down(text: str, number: Quantity) -> bool:
    return bool(
        re.search(
            r"(?:\bnot|rather than|instead of|[Tt]o call it)(?: the)?\W*$", text[: number.start + 1]
        )
    )


def _signs(laid: Frame, text: str) -> Iterator[_Sign]:
    """Find where the predicate stands, or its opposite."""
    if not laid.core:
        things = [s for s in laid.slots if s.kind == "rest"]
        held = [w for w in words(text) if any(w.stem in s.terms for s in things)]
        if len({w.stem for w in held}) * 2 >= len(things) > 0:
            yield _Sign(held[-1].start, held[-1].end, positive=True)
        return
    opposites = _opposites(laid.head)
    phrases = list(found_phrases(text))
    for name, start, end in phrases:
        if name in laid.head or name in opposites:
            yield _Sign(start, end, name in laid.head)
    for word in words(text):
        meant = {word.stem, *concepts(word.stem)}
        inside = any(a <= word.start < b for _, a, b in phrases)
        if (
            not inside
            and not cues.OF_PRINT.match(text, word.start)
            and not cues.AS_WORD.search(text[: word.start])
            and (meant & laid.head or meant & opposites)
        ):
            yield _Sign(word.start, word.end, bool(meant & laid.head))


def _opposites(found: frozenset[str]) -> set[str]:
    return {OPPOSITES[family] for family in found if family in OPPOSITES}


def _cast_fits(laid: Frame, view: _View, sign: _Sign) -> bool:
    """Tell whether the claim's people do it: its subject is there, nobody else in their places."""
    actors = laid.actors
    if not actors:
        return True
    subject, known = actors[0], frozenset[str]().union(*(a.terms for a in actors))
    if _other_country(subject, known, view.text[: sign.start]):
        return False
    if laid.numbers and _figures(laid, view.text) == "agrees":
        return _cast_named(laid, view)
    if not _subject_there(laid, view, sign) or not _cast_named(laid, view):
        return False
    front, back = (
        cues.AGENT.search(view.text[: sign.start]),
        cues.PATIENT.match(view.text[sign.end :]),
    )
    agent = bare(front[1]) if front else ""
    spoken_for = bool(subject.terms & terms(view.text[: sign.start]))
    wanted = subject.terms if len(actors) > 1 else known
    if agent and not spoken_for and not is_institution(agent) and not _name_terms(agent) & wanted:
        return False
    owner = cues.OWNER.search(view.text[: sign.start])
    if (
        owner
        and laid.head & ACTS
        and not _name_terms(owner[1]) & (subject.terms if len(actors) > 1 else known)
    ):
        return False
    if _other_person(laid, view, known):
        return False
    patient = bare(back[1]) if back else ""
    person = " " in patient and patient not in COUNTRIES and not is_institution(patient)
    return not person or bool(_name_terms(patient) & known)


def _other_person(laid: Frame, view: _View, known: frozenset[str]) -> bool:
    """Tell whether a person of the claim is nowhere near, and another who is no source is there."""
    absent = any(
        a.kind == "person" and not a.terms & (view.here | view.near | view.far) for a in laid.actors
    )
    if not absent or "LEADER" in view.here:
        return False
    for hit in NAME.finditer(view.text):
        name = bare(hit.group())
        person = " " in name and not is_institution(name) and name not in COUNTRIES
        speaks = cues.SPEAKS_BEFORE.search(view.text[: hit.start()]) or cues.SPEAKS_BEHIND.match(
            view.text[hit.end() :]
        )
        if person and not speaks and not _name_terms(name) & known:
            return True
    return False


def _other_country(subject: Slot, known: frozenset[str], front: str) -> bool:
    """Tell whether another country than the claim's opens the clause, where the subject stands."""
    if not any(term.startswith("@") for term in subject.terms):
        return False
    opening = NAME.match(re.sub(r"^\W+", "", front))
    country = COUNTRIES.get(bare(opening.group())) if opening else None
    return country is not None and country_term(country) not in known


def _cast_named(laid: Frame, view: _View) -> bool:
    """Tell whether at least half of the claim's names are in sight; one alone may be understood."""
    actors = laid.actors
    return len(actors) == 1 or sum(view.share(a) > 0 for a in actors) * 2 >= len(actors)


def _subject_there(laid: Frame, view: _View, sign: _Sign) -> bool:
    """Tell whether the claim's subject is named here, or pointed to by a fitting word."""
    subject, front = laid.actors[0], view.text[: sign.start]
    if subject.kind == "person" and re.match(r"\W*(?:it|its)\b", front, re.IGNORECASE):
        return bool(subject.terms & terms(front))
    if subject.terms & view.here:
        return True
    pronoun = re.search(
        r"\b(he|she|I|him|her)\b(?: \w+){0,4}? $", view.text[: sign.start], re.IGNORECASE
    )
    if subject.kind == "actor" and pronoun:
        return False
    if subject.terms & (view.near | view.far):
        if any(s.terms & terms(view.text[: sign.start]) for s in laid.slots if s.kind == "rest"):
            return True  # `the policy is ...`: what the claim's subject has stands for it
        stands_in = cues.THE_LEADER if subject.kind == "person" else cues.THE_BODY
        if subject.kind == "person" and re.search(r"\bits?\b[^;:]{0,40}$", front, re.IGNORECASE):
            return False
        return bool(cues.POINTS.search(view.text[: sign.start + 1]) or stands_in.search(front))
    return (
        bool(cues.THE_LEADER.search(front)) if subject.kind == "person" else "LEADER" in view.here
    )


def _name_terms(name: str) -> frozenset[str]:
    found = set(terms(bare(name)))
    if bare(name) in COUNTRIES:
        found.add(country_term(COUNTRIES[bare(name)]))
    return frozenset(found)


def _complete(laid: Frame, view: _View, sign: _Sign, *, positive: bool = True) -> bool:
    """Tell whether the rest of what the claim says is there, and nothing else in its place."""
    rest = laid.core[1:]
    if _embedded(laid, view.text, sign):
        return False
    start = max((m.end() for m in cues.NEW_CLAUSE.finditer(view.text, 0, sign.start)), default=0)
    clause = re.split(r"[,;.”\"]", view.text[sign.end :])[0]
    other = _strong(clause) & COMPLEMENTS - {family for slot in laid.core for family in slot.terms}
    if positive and rest and other and not any(slot.terms & terms(clause) for slot in rest):
        return False
    behind_terms = terms(view.text[min(start, sign.start) :])
    missing = [slot for slot in rest if not slot.terms & behind_terms]
    if not missing:
        return True
    behind = view.text[sign.end :]
    behind = re.split(r"[,;.”\"]", behind)[0]
    other = {f for f in _strong(behind) if not any(f in slot.terms for slot in laid.core)}
    if cues.TO_DO.search(behind) and (other & COMPLEMENTS or not positive):
        return False
    if positive and not view.leans:
        return len(missing) * 2 < len(rest)
    antecedent = _antecedent(laid, view)
    if antecedent is None and not positive:
        return not laid.negated and not _only_stronger(laid, view.text, sign)
    noun = cues.NOUN.search(view.text[: sign.start]) is not None
    return bool(antecedent) and (noun or not positive) and not _only_stronger(laid, view.text, sign)


def _only_stronger(laid: Frame, text: str, sign: _Sign) -> bool:
    """Tell whether the passage's word says more than the claim's: no demand may still be advice."""
    used = {word.stem for word in words(text[sign.start : sign.end])}
    return bool(used & FORCEFUL) and not laid.head & FORCEFUL


def _about(laid: Frame, view: _View) -> bool:
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


def _antecedent(laid: Frame, view: _View) -> bool | None:
    """Tell whether the nearest earlier word of such an act is the claim's; None for no word."""
    for told in (*reversed(view.context), view.headline):
        signs = sorted(_signs(laid, told))
        if signs:
            earlier = _View(told, (), view.headline)
            whole = all(slot.terms & earlier.here for slot in laid.core)
            others = _strong(told[signs[0].end :]) & COMPLEMENTS - {
                t for s in laid.core for t in s.terms
            }
            if not _cast_fits(laid, earlier, signs[0]) or (
                not whole and others and cues.TO_DO.search(told)
            ):
                return False
            if whole:
                return True
    return None


def _strong(text: str) -> set[str]:
    found = {name for name, _, _ in found_phrases(text)}
    found.update(f for word in words(text) for f in concepts(word.stem))
    return (found & FAMILIES) - WEAK_FAMILIES


def _embedded(laid: Frame, text: str, sign: _Sign) -> bool:
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


def _positive(text: str, sign: _Sign) -> bool:
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


def _pointing(laid: Frame, view: _View) -> str | None:
    """Read a bare denial, confirmation or refusal with the sentence it points back to."""
    denied = cues.POINTING_DENIAL.search(view.text)
    affirmed = cues.POINTING_SUPPORT.search(view.text)
    refused = cues.BARE_REFUSAL.search(view.text)
    if not (denied or affirmed or refused):
        return None
    for told in (view.text, *reversed(view.context[-2:]), view.headline):
        other, signs = _View(told, (), view.headline), sorted(_signs(laid, told))
        if not signs or other.cover(laid) < SIDE_COVER:
            continue
        if refused and not denied:
            asked = not laid.negated and _embedded(laid, told, signs[0])
            return "contradicts" if asked else None
        if denied and told != view.text and _elsewhere_bound(view.text, denied, told):
            return None
        if told == view.text or not _unsure(laid, told, signs[0].start):
            return _turned(laid, other, signs[0], denied=denied is not None, own=told == view.text)
    return None


def _answer(laid: Frame, view: _View) -> str | None:
    """Read a bare `no` or `yes` with the question before it, however that is put."""
    no, yes = cues.BARE_NO.search(view.text), cues.BARE_YES.search(view.text)
    asked = view.context[-1] if view.context else ""
    if not (no or yes) or not asked.rstrip("\"”' ").endswith("?"):
        return None
    other = _View(asked, view.context[:-1], view.headline)
    signs = _main_first(laid, asked)
    if not signs or other.cover(laid) < ASKED_COVER or not _cast_named(laid, other):
        return None
    return _sided(laid, positive=bool(yes))


def _elsewhere_bound(text: str, denied: re.Match[str], told: str) -> bool:
    """Tell whether a denial names its own content, or denies a report that was not told before."""
    if cues.OWN_CONTENT.match(text, denied.end()) or cues.TOLD_FIRST.search(text[: denied.start()]):
        return True
    return "report" in denied.group() and not cues.PUBLISHED.search(told)


def _turned(laid: Frame, view: _View, sign: _Sign, *, denied: bool, own: bool) -> str | None:
    """Give the side of a word that affirms or denies what a sentence asserts."""
    if not _cast_fits(laid, view, sign) or not _complete(laid, view, sign):
        return None
    asserted = own or _positive(view.text, sign)
    return _sided(laid, positive=asserted and not denied)
