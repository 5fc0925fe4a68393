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
from monitor.rules.lexicon import FAMILIES, OPPOSITES, WEAK_FAMILIES, concepts, found_phrases, stem
from monitor.rules.names import COUNTRIES, NAME, bare, is_institution
from monitor.rules.numbers import Quantity, quantities
from monitor.rules.text import country_term, terms, words

#: A passage takes a side when it fills at least this share of the claim's slots.
#: Source: development run of tests.gates, 2026-11; macro-F1 within 0.01 from 0.45 to 0.55.
SIDE_COVER = 0.55

#: A passage talks about the claim when it fills at least this share of its slots.
MENTION_COVER = 0.42

#: Things of the claim lighter than this need not be in sight.
THING_WEIGHT = 0.8

#: Stems of asking with force: that none was made does not deny a gentler word.
FORCEFUL = frozenset(stem(w) for w in ("demand", "pressure", "force", "coerce", "press", "order"))

#: Shares at which a slot counts that only the sentences before, or only the headline, fill.
NEAR_SHARE, FAR_SHARE = 0.75, 0.5

_NEGATORS = re.compile(
    r"\bpush\w* back\b|\b(?:not|never|once|formerly|no longer|no|none|nobody|nothing|neither|nor"
    r"|without|cannot|den(?:y|ies|ied|ying)|refut\w+|rejected|dismissed"
    r"|refus\w+|rul\w+ out|fail\w+ to|false\w*|untrue|far from|yet to|stop\w* short|contrary to"
    r"|lack\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_POINTING_DENIAL = re.compile(
    r"no such (?:fact|thing|\w+)|(?:did|does|do|done|has done|said) (?:no such|nothing of the)"
    r"|nothing of the (?:kind|sort)"
    r"|never (?:told|said|asked|did|happened|gave)\b|(?:that|this|it|which|report|account|story"
    r"|description|claim)s?"
    r"(?: \w+){0,3} (?:is|was|were|are) (?:simply |completely |flatly |just )?(?:untrue|false"
    r"|wrong|not true|incorrect|inaccurate"
    r"|baseless|unfounded|nonsense|fabricated)"
    r"|(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|disput(?:es|ed)"
    r"|contradict(?:s|ed)) (?:the |these |those |that |such |any |all |its )?"
    r"(?:\w+[’']?s? ){0,3}(?:reports?|accounts?|claims?|allegations?|stor(?:y|ies)|suggestions?"
    r"|idea|charges?|accusations?|assertions?|description)"
    r"|(?:that|this|it)(?:['’]s| is| was) not (?:true|so|right|correct|the case)|never on the"
    r" table|pushed back (?:against|on)"
    r"|not (?:give|gave|offer|make) (?:\w+ )*of that kind|no (?:advice|request|offer|order|plan"
    r"|deal|decision)\b|\bfalse\b[.:]",
    re.IGNORECASE,
)
_POINTING_SUPPORT = re.compile(
    r"\bstands\b(?! (?:by|in|for|at|with|to|behind))|(?:that|this|it|which|report|account|story)s?"
    r" (?:is|was|were|are) (?:true|right|correct|accurate)\b"
    r"|confirm(?:s|ed)? (?:the |that |these |those )?(?:\w+ ){0,2}(?:reports?|accounts?|stor(?:y"
    r"|ies)|claims?)\b"
    r"|(?:stood|stands?) by (?:its|the|his|her|what|their)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"no (?:immediate )?comment|(?:not|n['’]t|never|nor|neither) (?:immediately |publicly"
    r" )?(?:comment|respon|repl|answer)\w*"
    r"|yet to (?:comment|respond|reply|answer|say|speak)|(?:declin\w+|refus\w+) (?:to |in )?(?:any"
    r" )?(?:comment|answer|say|discuss|elaborat|confirm"
    r"|respon|reply)\w*|no (?:immediate )?(?:answer|reply|response)|went unanswered|said nothing"
    r"|remained silent"
    r"|(?:would not|will not|wo ?n['’]t|would ?n['’]t) (?:say|discuss|comment|confirm|\W?read out"
    r"|describe|be drawn|answer|elaborate)"
    r"|sidestep\w*|stopped short|neither confirm\w* nor den|(?:confirm|deny)(?:ed|ing)? (?:or|nor)"
    r" (?:deny|confirm)|(?:not|n['’]t) deny|not confirm"
    r"|did not address|not (?:a )?matter for",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\bfact[ -]check\b|\bviral\b|\bTHE CLAIM\b|\?[\"”’']?$|^(?:[\"“])?(?:if|were|suppose|imagine"
    r"|should|had (?:it|the|he|she|they))\b|\bwhether\b|\b(?:might|may|perhaps|possibly|allegedly"
    r" false|rumou?rs?"
    r"|i do not know|it is unclear|unclear|hypothetical|as if|could imagine|bet|believe that"
    r"|poll)\b|\bif (?:the|it|he|she|they|\w+ (?:does|do|did))\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:would|could|should)\b", re.IGNORECASE)
_OTHER_EVENT = re.compile(
    r"\b(?:new|second|third|another|separate|later|previous|different) (?:\w+ )?(?:call"
    r"|conversation|meeting|summit|talks|merger|deal|report|vote|visit)\b",
    re.IGNORECASE,
)
_BARE_REFUSAL = re.compile(
    r"\b(?:has|have|had)? ?(?:refused|declined)\b(?! to)|(?:has|have|had) not\b[.,]", re.IGNORECASE
)
_CONTINUES = re.compile(
    r"\b(?:he|she|they|it|him|her|them|that|this|such|the (?:call|advice|report|remarks?"
    r"|answer))\b",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"[;:.]|[\"”],|, (?:and|but|saying|while|who|which)\b| that (?!the |she |he |it |they |[A-Z])"
)
_NEW_CLAUSE = re.compile(
    r"[;:.“”\"]|, (?:and|but|while|saying|telling)\b|\b(?:remark|comment|statement|answer|claim"
    r"|view)s? that\b"
)
_TO_DO = re.compile(r"\bthat \w+ \w+|\bto (?!the |an? |his |her |their |its |[A-Z])\w")
_DEONTIC = re.compile(r"\b(?:must|has to|have to|should|needs? to|had to)\b")
_UNDECIDED = re.compile(
    r"\b(?:nothing|not|never) (?:has |have |had )?(?:yet )?(?:been )?decided|\bno (?:final"
    r" )?decision",
    re.IGNORECASE,
)
_AGENT = re.compile(
    rf"({NAME.pattern})(?: (?:has|had|did|also|have|made|gave|no|any|specific|subtly|then|again"
    rf"|formally|\(?[Oo]n \w+day)){{0,3}} $"
)
_PATIENT = re.compile(rf" (?:\w+ ){{0,1}}?({NAME.pattern})")
#: Words in front of a predicate that can stand for a subject named before, or make it a noun.
_POINTS = re.compile(
    r"(?:\b(?:he|she|it|they|I|we|who|his|her)\b[^;:]{0,40}$"
    r"|\b(?:no|an?|any|such|that|this|its|of|the|was|were|been) (?:\w+ )?\w?$|^\W*\w?$)",
    re.IGNORECASE,
)
_THE_LEADER = re.compile(
    r"\b[Tt]he (?:\w+ )?(?:president|premier|prime minister|minister|secretary|chairman|chancellor"
    r"|leader)\b"
)
_THE_BODY = re.compile(
    r"\b(?:government|ministry|spokes\w+|officials?|company|union|authority|agency|paper|newspaper"
    r"|firm|bank|court|council)\b"
)
_ANONYMOUS = re.compile(r"anonym|not to be named|\b(?:senior|former)\b.{0,30}\bofficial|\baide\b")
#: A retraction or a statement of a publication, not of the claim's people.
_DENIES = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject|dismiss|refut|false|untrue)", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:\bbut|\band|[-–—;]|which) .{0,70}(?:no such (?:fact|thing)|(?:is|was|are) (?:simply"
    r" )?(?:untrue|false|not true|wrong|not so))",
    re.IGNORECASE,
)
#: Content that a denial names itself, so that it does not point back.
_OWN_CONTENT = re.compile(
    r"\s*,? ?(?:that|claiming|indicating|saying|alleging|suggesting|having|which sa(?:id|ys)|of "
    r"|about )",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"report|account|article|stor(?:y|ies)|claim|alleg|anonym|unnamed|sources|\bsaid\b|according"
    r"|Journal|Times|News",
    re.IGNORECASE,
)
_OF_PRINT = re.compile(
    r"(?:retract|withdr[ae]w|amend|correct|chang)\w* (?:its|their|the|an|his|her) (?:\w+"
    r" )?(?:article|report|story|account|item|headline)"
)
#: What one can be asked to do: another of these behind the predicate makes it another claim.
COMPLEMENTS = (
    FAMILIES - WEAK_FAMILIES - {"SILENT", "RETAIN", "ADMIT", "UNVEIL", "SURVIVAL", "ANYTIME"}
)


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
    if cover < MENTION_COVER or _elsewhere(laid, view):
        return _scores("unrelated", 1 - cover)
    return _scores(_side(laid, view, cover) or "mentions", cover)


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
        self.leans = bool(_CONTINUES.search(text))

    def share(self, slot: Slot) -> float:
        """Tell how far a slot is filled: here, in the sentences before, or in the headline."""
        if slot.terms & self.here:
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
    if years and not wanted & years and re.search(r"^In \d{4}\b|\bin (?:19|20)\d\d[,.]", view.text):
        return True
    return laid.year is not None and bool(_OTHER_EVENT.search(f"{view.text} {view.headline}"))


def _side(laid: Frame, view: _View, cover: float) -> str | None:
    """Decide which side the passage takes, None for neither."""
    signs = _main_first(laid, view.text)
    silence = _SILENT.search(view.text)
    if laid.silence:
        return _silence(laid, view, silent=silence is not None)
    if silence and not (signs and _turned_from(view.text, signs[0].start, silence.start())):
        return None
    if _unsure(laid, view.text, signs[0].start if signs else len(view.text)):
        return None
    if not signs and _UNDECIDED.search(view.text) and any("DECIDE" in s.terms for s in laid.slots):
        return "contradicts"
    pointing = _pointing(laid, view)
    if pointing and not (signs and _complete(laid, view, signs[0])):
        return pointing
    figures = _figures(laid, view.text)
    if figures == "agrees" and _POINTING_SUPPORT.search(view.text):
        return "contradicts" if laid.negated else "supports"
    if figures == "contradicts" and cover >= SIDE_COVER:
        return figures if _cast_named(laid, view) else None
    if cover < SIDE_COVER or not signs:
        return None
    for sign in signs:
        positive = _positive(view.text, sign)
        if _stands(laid, view, sign, figures, positive=positive):
            return "supports" if positive != laid.negated else "contradicts"
    return None


def _stands(laid: Frame, view: _View, sign: _Sign, figures: str, *, positive: bool) -> bool:
    """Tell whether an occurrence of the predicate is the claim's: its people, figures and things."""
    if not _cast_fits(laid, view, sign) or (figures == "missing" and positive):
        return False
    if figures == "agrees":
        return True
    return (not positive or _about(laid, view)) and _complete(laid, view, sign, positive=positive)


def _silence(laid: Frame, view: _View, *, silent: bool) -> str | None:
    """Read a claim that somebody has not spoken: silence supports it, substance contradicts it."""
    subject, *others = laid.actors
    if not all(view.share(slot) for slot in others):
        return None
    told = re.search(r"\b(?:acknowledged|confirmed|denied|commented|told|said)\b", view.text)
    things = {"CALL"}.union(*(slot.terms for slot in laid.slots if slot.kind in {"rest", "core"}))
    if silent:
        speaks = subject.terms & view.here or (
            re.search(r"spokes\w+|press secretary|[Rr]equests? for comment", view.text)
            and subject.terms & (view.near | view.far)
        )
        return "supports" if speaks else None
    if (
        told
        and things & view.here
        and subject.terms & terms(view.text[: told.start()])
        and not _ANONYMOUS.search(view.text)
    ):
        return "contradicts"
    return None


def _turned_from(text: str, start: int, silence: int) -> bool:
    """Tell whether the silence is about something else: `confirmed it but would not describe it`."""
    return start < silence and bool(re.search(r"\b(?:but|though|while|and)\b", text[start:silence]))


def _unsure(laid: Frame, text: str, sign: int) -> bool:
    """Tell whether the passage asks, supposes or doubts, up to where the predicate stands."""
    if _UNSURE.search(text):
        return True
    clause = re.split(r"[;:]|, ", text[:sign])[-1][-40:]
    return bool(_WOULD.search(clause)) and not laid.modal and not _NEGATORS.search(text)


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
        after = terms(" ".join(text[a.end - 12 : a.end + 24].split()[:6]))
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
            yield _Sign(held[0].start, held[0].end, positive=True)
        return
    opposites = {OPPOSITES[family] for family in laid.head if family in OPPOSITES}
    phrases = list(found_phrases(text))
    for name, start, end in phrases:
        if name in laid.head or name in opposites:
            yield _Sign(start, end, name in laid.head)
    for word in words(text):
        held = {word.stem, *concepts(word.stem)}
        inside = any(a <= word.start < b for _, a, b in phrases)
        if (
            not inside
            and not _OF_PRINT.match(text, word.start)
            and (held & laid.head or held & opposites)
        ):
            yield _Sign(word.start, word.end, bool(held & laid.head))


def _cast_fits(laid: Frame, view: _View, sign: _Sign) -> bool:
    """Tell whether the claim's people do it: its subject is there, nobody else in their places."""
    actors = laid.actors
    if not actors:
        return True
    if laid.numbers and _figures(laid, view.text) == "agrees":
        return _cast_named(laid, view)
    subject, known = actors[0], frozenset[str]().union(*(a.terms for a in actors))
    if not _subject_there(subject, view, sign) or not _cast_named(laid, view):
        return False
    front, back = _AGENT.search(view.text[: sign.start]), _PATIENT.match(view.text[sign.end :])
    agent = bare(front[1]) if front else ""
    spoken_for = bool(subject.terms & terms(view.text[: sign.start]))
    wanted = subject.terms if len(actors) > 1 else known
    if agent and not spoken_for and not is_institution(agent) and not _name_terms(agent) & wanted:
        return False
    patient = bare(back[1]) if back else ""
    person = " " in patient and patient not in COUNTRIES and not is_institution(patient)
    return not person or bool(_name_terms(patient) & known)


def _cast_named(laid: Frame, view: _View) -> bool:
    """Tell whether at least half of the claim's names are in sight; one alone may be understood."""
    actors = laid.actors
    return len(actors) == 1 or sum(view.share(a) > 0 for a in actors) * 2 >= len(actors)


def _subject_there(subject: Slot, view: _View, sign: _Sign) -> bool:
    """Tell whether the claim's subject is named here, or pointed to by a fitting word."""
    if subject.terms & view.here:
        return True
    pronoun = re.search(
        r"\b(he|she|I|him|her)\b(?: \w+){0,2}? $", view.text[: sign.start], re.IGNORECASE
    )
    if subject.kind == "actor" and pronoun:
        return False
    if subject.terms & (view.near | view.far):
        stands_in = _THE_LEADER if subject.kind == "person" else _THE_BODY
        return bool(_POINTS.search(view.text[: sign.start + 1]) or stands_in.search(view.text))
    return (
        bool(_THE_LEADER.search(view.text)) if subject.kind == "person" else "LEADER" in view.here
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
    start = max((m.end() for m in _NEW_CLAUSE.finditer(view.text, 0, sign.start)), default=0)
    behind_terms = terms(view.text[min(start, sign.start) :])
    missing = [slot for slot in rest if not slot.terms & behind_terms]
    if not missing:
        return True
    behind = view.text[sign.end :]
    other = {f for f in _strong(behind) if not any(f in slot.terms for slot in laid.core)}
    if other & COMPLEMENTS and _TO_DO.search(behind):
        return False
    if positive and not view.leans:
        return len(missing) * 2 < len(rest)
    antecedent = _antecedent(laid, view)
    if antecedent is None and not positive:
        return not laid.negated and not _only_stronger(laid, view.text, sign)
    return bool(antecedent) and (positive or not _only_stronger(laid, view.text, sign))


def _only_stronger(laid: Frame, text: str, sign: _Sign) -> bool:
    """Tell whether the passage's word says more than the claim's: no demand may still be advice."""
    used = {word.stem for word in words(text[sign.start : sign.end])}
    return bool(used & FORCEFUL) and not laid.head & FORCEFUL


def _about(laid: Frame, view: _View) -> bool:
    """Tell whether at least half of the things the claim speaks of stand here or just before."""
    things = [slot for slot in laid.slots if slot.kind == "rest" and slot.weight >= THING_WEIGHT]
    near = view.near if view.leans else frozenset[str]()
    return sum(bool(slot.terms & (view.here | near)) for slot in things) * 2 >= len(things)


def _antecedent(laid: Frame, view: _View) -> bool | None:
    """Tell whether the nearest earlier word of such an act is of the claim's; None when there is none."""
    for told in (*reversed(view.context), view.headline):
        signs = sorted(_signs(laid, told))
        if signs:
            earlier = _View(told, (), view.headline)
            whole = all(slot.terms & earlier.here for slot in laid.core)
            others = _strong(told[signs[0].end :]) & COMPLEMENTS - {
                t for s in laid.core for t in s.terms
            }
            if not _cast_fits(laid, earlier, signs[0]) or (
                not whole and others and _TO_DO.search(told)
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
    if laid.modal or any({"DIRECT", "PLAN", "OFFER"} & slot.terms for slot in laid.core):
        return False
    start = max((m.end() for m in _NEW_CLAUSE.finditer(text, 0, sign.start)), default=0)
    asked = any(
        name in {"DIRECT", "OFFER"} and start <= at < sign.start
        for name, at, _ in found_phrases(text)
    ) or any({"DIRECT", "OFFER"} & set(concepts(w.stem)) for w in words(text[start : sign.start]))
    return asked or bool(_DEONTIC.search(text[start : sign.start]))


def _positive(text: str, sign: _Sign) -> bool:
    """Tell whether the occurrence asserts the claim's predicate, all negations counted."""
    if re.search(rf"{NAME.pattern}['’]s (?:\w+ )?$", text[: sign.start]) and not _DENIES.search(
        text
    ):
        return sign.positive  # `Paris's offer` presupposes that there was one
    inside = [(a, b) for name, a, b in found_phrases(text) if name in FAMILIES]
    turns = [
        n.re
        for n in _NEGATORS.finditer(text, 0, sign.start)
        if not any(a <= n.start() < b for a, b in inside)
        and not _PARTED.search(text[n.end() : sign.start])
    ]
    if _CLOSING.search(text, sign.end):
        turns.append(_CLOSING)
    if _OF_PRINT.search(text[: sign.start]):
        turns.append(_OF_PRINT)
    if re.match(r"(?: \w+){0,2} (?:nobody|no one|nothing)\b", text[sign.end :]):
        turns.append(_NEGATORS)
    return (len(turns) % 2 == 0) == sign.positive


def _pointing(laid: Frame, view: _View) -> str | None:
    """Read a bare denial or confirmation with the sentence it points back to."""
    denied, affirmed = _POINTING_DENIAL.search(view.text), _POINTING_SUPPORT.search(view.text)
    refused = _BARE_REFUSAL.search(view.text)
    if not (denied or affirmed or refused):
        return None
    for told in (view.text, *reversed(view.context[-2:]), view.headline):
        other = _View(told, (), view.headline)
        signs = sorted(_signs(laid, told))
        if not signs or other.cover(laid) < SIDE_COVER:
            continue
        if refused and not denied:
            return "contradicts" if not laid.negated and _embedded(laid, told, signs[0]) else None
        if denied and told != view.text and _OWN_CONTENT.match(view.text, denied.end()):
            return None
        if (
            denied
            and told != view.text
            and "report" in denied.group()
            and not _PUBLISHED.search(told)
        ):
            return None
        if _unsure(laid, told, signs[0].start) and told != view.text and told != view.headline:
            continue
        if not _cast_fits(laid, other, signs[0]) or not _complete(laid, other, signs[0]):
            return None
        asserted = told == view.text or _positive(told, signs[0])
        return (
            "supports"
            if (asserted == bool(affirmed and not denied)) != laid.negated
            else "contradicts"
        )
    return None
