"""The trained model and the rules together: the rules read what they know, the model paraphrases.

    rules take a side ................................ the rules' side stands
    a guard of the rules holds ....................... no side (asked, supposed, refused, another
                                                       event, another number, only demanded)
    nothing stands against it, and the model agrees .. supports, in words the rules do not know

The model is not asked for denials: over bare denials it agrees with itself on every claim of a
story, where the rules look for the sentence a denial points back to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.evidence import Pair, Scores
from monitor.ports import StanceModel
from monitor.stance.lexical import LexicalModel, open_to_paraphrase

#: The model's word counts from this probability on, in [0, 1]; with and without context, averaged.
#: Source: tests.gates --model combined, development and blind reports, 2026-11: at 0.6 alerts lose
#: precision (0.79 to 0.76, 0.67 to 0.63) and win one; from 0.8 on nothing changes.
PARAPHRASE_FLOOR = 0.8


class CombinedModel:
    """A trained model guarded by the rules; satisfies the StanceModel port."""

    def __init__(self, trained: StanceModel) -> None:
        self._trained = trained
        self._rules = LexicalModel()

    @property
    def name(self) -> str:
        """Names of both, for both decide."""
        return f"{self._trained.name}+{self._rules.name}"

    def weigh(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Weigh each pair by itself: by the rules, and by the model where they leave it open.

        Raises:
            StanceError: The trained model could not be loaded or run.
        """
        scores = list(self._rules.weigh(pairs))
        asked = [at for at, pair in enumerate(pairs) if open_to_paraphrase(pair, scores[at])]
        plain = [_alone(pairs[at]) for at in asked]
        within = self._trained.weigh([pairs[at] for at in asked])
        alone = self._trained.weigh(plain)
        for at, one, other in zip(asked, within, alone, strict=True):
            if (one.supports + other.supports) / 2 >= PARAPHRASE_FLOOR:
                scores[at] = _mean(one, other)
        return scores


def _alone(pair: Pair) -> Pair:
    """Take a passage out of its context, whose words are not its own."""
    return replace(pair, passage=replace(pair.passage, context=(), headline=""))


def _mean(one: Scores, other: Scores) -> Scores:
    return Scores(
        supports=(one.supports + other.supports) / 2,
        contradicts=(one.contradicts + other.contradicts) / 2,
        mentions=(one.mentions + other.mentions) / 2,
        unrelated=(one.unrelated + other.unrelated) / 2,
    )
