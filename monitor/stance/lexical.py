"""A stance model of rules: names, numbers, families of verbs, negation, modality and anaphora.

The baseline and the fallback where no trained model can run. It lays the claim out as slots
(actors, predicates, numbers), looks which of them a passage fills, and reads the polarity of
the predicate it found; a passage that only points back ("there is no such fact") is read with
the sentence it points to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.model.evidence import Pair, Scores
from monitor.rules.frames import Frame, frame
from monitor.rules.numbers import quantities
from monitor.rules.text import terms
from monitor.stance import cues
from monitor.stance.casting import cast_fits, cast_named, names_another
from monitor.stance.figures import compare_figures
from monitor.stance.polarity import about, asserts, complete, embedded
from monitor.stance.views import Sign, View, main_first, signs_in

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
    view = View(passage.text, passage.context, passage.headline)
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
    view = View(passage.text, passage.context, passage.headline)
    if laid.silence or laid.negated or View(view.text, (), "").cover(laid) < PARAPHRASE_COVER:
        return False
    signs = main_first(laid, view.text)
    if _elsewhere(laid, view) or _aside(laid, view.text, signs):
        return False
    if any(
        embedded(laid, view.text, s) or not asserts(view.text, s) or not cast_fits(laid, view, s)
        for s in signs[:1]
    ):
        return False
    if not signs and cues.NEGATORS.search(view.text):
        return False
    cast = not laid.actors or (view.share(laid.actors[0]) > 0 and cast_named(laid, view))
    return cast and compare_figures(laid, view.text) not in {"contradicts", "missing"}


def _scores(label: str, strength: float) -> Scores:
    """Spread one label's strength over the four; the model is not calibrated finer than that."""
    top = 0.5 + 0.45 * min(1.0, max(0.0, strength))
    made = dict.fromkeys(("supports", "contradicts", "mentions", "unrelated"), (1 - top) / 3)
    made[label] = 1 - (1 - top) / 3 * 3
    return Scores(**made)


def _elsewhere(laid: Frame, view: View) -> bool:
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
        names_another(slot.name, view) for slot in laid.actors
    )


def _side(laid: Frame, view: View, cover: float) -> str | None:
    """Decide which side the passage takes, None for neither."""
    if laid.silence:
        return _silence(laid, view)
    signs = main_first(laid, view.text)
    if _aside(laid, view.text, signs):
        return None
    if not signs and _undecided(laid, view.text):
        return "contradicts"
    pointing = _pointing(laid, view)
    if pointing and not (signs and complete(laid, view, signs[0])):
        return pointing
    return _asserted(laid, view, signs, cover)


def _asserted(laid: Frame, view: View, signs: Sequence[Sign], cover: float) -> str | None:
    """Read what the passage itself asserts or denies: a figure first, else the predicate."""
    figures = compare_figures(laid, view.text)
    if figures == "agrees" and cues.POINTING_SUPPORT.search(view.text):
        return _sided(laid, positive=True)
    if cover < (FIGURE_COVER if figures in {"agrees", "contradicts"} else SIDE_COVER):
        return None
    if figures == "contradicts":
        return figures if cast_named(laid, view) else None
    for sign in signs[:1]:
        positive = asserts(view.text, sign)
        if _stands(laid, view, sign, figures, positive=positive):
            return _sided(laid, positive=positive)
    return None


def _sided(laid: Frame, *, positive: bool) -> str:
    return "supports" if positive != laid.negated else "contradicts"


def _aside(laid: Frame, text: str, signs: Sequence[Sign]) -> bool:
    """Tell whether the passage keeps silent, asks or supposes, and so takes no side."""
    silence = cues.SILENT.search(text)
    if silence and not (signs and _turned_from(text, signs[0].start, silence.start())):
        return True
    return _unsure(laid, text, signs[0].start if signs else len(text))


def _undecided(laid: Frame, text: str) -> bool:
    return any("DECIDE" in slot.terms for slot in laid.slots) and bool(cues.UNDECIDED.search(text))


def _stands(laid: Frame, view: View, sign: Sign, figures: str, *, positive: bool) -> bool:
    """Tell whether an occurrence of the predicate is the claim's own."""
    if not cast_fits(laid, view, sign) or (figures == "missing" and positive):
        return False
    if figures == "agrees":
        return not embedded(laid, view.text, sign)
    return (not positive or about(laid, view)) and complete(laid, view, sign, positive=positive)


def _silence(laid: Frame, view: View) -> str | None:
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


def _pointing(laid: Frame, view: View) -> str | None:
    """Read a bare denial, confirmation or refusal with the sentence it points back to."""
    denied = cues.POINTING_DENIAL.search(view.text)
    affirmed = cues.POINTING_SUPPORT.search(view.text)
    refused = cues.BARE_REFUSAL.search(view.text)
    if not (denied or affirmed or refused):
        return None
    for told in (view.text, *reversed(view.context[-2:]), view.headline):
        other, signs = View(told, (), view.headline), sorted(signs_in(laid, told))
        if not signs or other.cover(laid) < SIDE_COVER:
            continue
        if refused and not denied:
            asked = not laid.negated and embedded(laid, told, signs[0])
            return "contradicts" if asked else None
        if denied and told != view.text and _elsewhere_bound(view.text, denied, told):
            return None
        if told == view.text or not _unsure(laid, told, signs[0].start):
            return _turned(laid, other, signs[0], denied=denied is not None, own=told == view.text)
    return None


def _answer(laid: Frame, view: View) -> str | None:
    """Read a bare `no` or `yes` with the question before it, however that is put."""
    no, yes = cues.BARE_NO.search(view.text), cues.BARE_YES.search(view.text)
    asked = view.context[-1] if view.context else ""
    if not (no or yes) or not asked.rstrip("\"”' ").endswith("?"):
        return None
    other = View(asked, view.context[:-1], view.headline)
    signs = main_first(laid, asked)
    if not signs or other.cover(laid) < ASKED_COVER or not cast_named(laid, other):
        return None
    return _sided(laid, positive=bool(yes))


def _elsewhere_bound(text: str, denied: re.Match[str], told: str) -> bool:
    """Tell whether a denial names its own content, or denies a report that was not told before."""
    if cues.OWN_CONTENT.match(text, denied.end()) or cues.TOLD_FIRST.search(text[: denied.start()]):
        return True
    return "report" in denied.group() and not cues.PUBLISHED.search(told)


def _turned(laid: Frame, view: View, sign: Sign, *, denied: bool, own: bool) -> str | None:
    """Give the side of a word that affirms or denies what a sentence asserts."""
    if not cast_fits(laid, view, sign) or not complete(laid, view, sign):
        return None
    asserted = own or asserts(view.text, sign)
    return _sided(laid, positive=asserted and not denied)
