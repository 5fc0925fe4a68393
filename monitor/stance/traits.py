"""What the rules see in a pair, as numbers that a fitted mixture can weigh beside the model's."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage, Scores
from monitor.rules.frames import Frame, frame
from monitor.stance import cues
from monitor.stance.casting import cast_named
from monitor.stance.figures import compare_figures
from monitor.stance.lexical import open_to_paraphrase
from monitor.stance.views import View, main_first

#: Least probability told apart, and so the least logarithm.
_LEAST = 0.002

#: Cues looked for in the passage itself, in the order of their traits.
_CUES = (
    cues.NEGATORS,
    cues.POINTING_DENIAL,
    cues.POINTING_SUPPORT,
    cues.SILENT,
    cues.UNSURE,
    cues.HEDGE,
    cues.IF,
    cues.WOULD,
    cues.DENIES,
    cues.OTHER_EVENT,
    cues.CONTINUES,
)


#: Sentences before a passage that are weighed by themselves: what a bare denial points back to.
SENTENCES_BEFORE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the rules and the trained model say of a pair, and the model of what stands around."""

    ruled: Scores
    #: By the model, the passage in its context.
    within: Scores
    #: By the model, the passage by itself.
    alone: Scores
    #: By the model, each of the sentences before by itself, the nearest first; None where the
    #: text begins.
    before: tuple[Scores | None, ...]
    #: By the model, the headline by itself; None for a passage of the headline.
    headline: Scores | None


def surroundings(passage: Passage) -> tuple[str, ...]:
    """List the sentences before a passage, the nearest first, and its headline; "" for none."""
    before = [*reversed(passage.context[-SENTENCES_BEFORE:]), *("",) * SENTENCES_BEFORE]
    headline = "" if passage.field is Field.HEADLINE else passage.headline
    return (*before[:SENTENCES_BEFORE], headline)


def traits(pair: Pair, weighed: Weighed) -> tuple[float, ...]:
    """Lay out a pair in numbers near [-1, 1]; the same pair always gives the same ones."""
    laid, passage, ruled = frame(pair.claim), pair.passage, weighed.ruled
    view = View(passage.text, passage.context, passage.headline)
    learned = [*_logarithms(weighed.within), *_logarithms(weighed.alone)]
    around = [x for scores in (*weighed.before, weighed.headline) for x in _near(scores)]
    return (
        *learned,
        *around,
        *_turned(learned, laid),
        *_taken(ruled),
        view.cover(laid),
        View(passage.text, (), "").cover(laid),
        *_claim_traits(laid),
        *_passage_traits(pair, laid, view),
        float(open_to_paraphrase(pair, ruled)),
    )


def _logarithms(scores: Scores) -> Iterator[float]:
    """Give the logarithms of the four probabilities, scaled to about [-1, 0]."""
    for share in (scores.supports, scores.contradicts, scores.mentions, scores.unrelated):
        yield math.log(max(share, _LEAST)) / -math.log(_LEAST)


def _near(scores: Scores | None) -> Iterator[float]:
    """Give the logarithms of a sentence's scores, those of a stranger where there is none."""
    nothing = Scores(supports=0.0, contradicts=0.0, mentions=0.0, unrelated=1.0)
    yield from _logarithms(scores or nothing)


def _turned(learned: Sequence[float], laid: Frame) -> Iterator[float]:
    """Give the lean to support of the two weighings, where the claim is one that turns sides."""
    for turns in (laid.negated, laid.silence):
        yield from ((learned[at] - learned[at + 1]) * turns for at in (0, 4))


def _taken(ruled: Scores) -> Iterator[float]:
    """Tell which way the rules took, one trait a way."""
    shares = (ruled.supports, ruled.contradicts, ruled.mentions, ruled.unrelated)
    yield from (float(share == max(shares)) for share in shares)


def _claim_traits(laid: Frame) -> Iterator[float]:
    yield float(laid.negated)
    yield float(laid.silence)
    yield float(laid.modal or laid.planned)
    yield float(laid.reported)
    yield float(bool(laid.numbers))
    yield float(laid.day is not None)


def _passage_traits(pair: Pair, laid: Frame, view: View) -> Iterator[float]:
    text = pair.passage.text
    figures = compare_figures(laid, text)
    yield from (float(figures == state) for state in ("agrees", "contradicts", "missing"))
    yield from (float(bool(cue.search(text))) for cue in _CUES)
    yield float(text.rstrip("\"'”\u2019 ").endswith("?"))
    yield float(pair.passage.field is Field.HEADLINE)
    yield min(len(text), 300) / 300
    yield float(cast_named(laid, view))
    yield _subject(laid, view)
    yield float(bool(main_first(laid, text)))


def _subject(laid: Frame, view: View) -> float:
    """Tell how surely the claim's subject is in sight, in [0, 1]."""
    return view.share(laid.actors[0]) if laid.actors else 1.0
