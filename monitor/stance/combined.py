"""The trained model and the rules together: the rules read what they know, the model paraphrases.

    rules take a side ............................. the rules' side stands
    rules find the claim not even talked of ....... no side
    a guard of the rules holds .................... no support (asked, supposed, refused, another
                                                    event, another number, only demanded)
    the model is sure ............................. its side, in words the rules do not know

Left to itself the model takes a bare denial for one of every claim of its story, so a
contradiction needs it to be surer than a support.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.errors import StanceError
from monitor.model.evidence import Pair, Scores
from monitor.ports import ReportModel, StanceModel
from monitor.stance.lexical import LexicalModel, open_to_paraphrase

#: The model's side counts from these probabilities on, in [0, 1]; its scores with and without
#: context are averaged. Source: 2026-11-22, development, blind and sealed sets together with the
#: five starting reports: lower floors find more on short reports, and more that is not there on
#: long ones (docs/adr/0009).
SUPPORT_FLOOR, CONTRADICT_FLOOR = 0.7, 0.9


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
        asked = [at for at, ruled in enumerate(scores) if _is_open(ruled)]
        within = self._trained.weigh([pairs[at] for at in asked])
        alone = self._trained.weigh([_alone(pairs[at]) for at in asked])
        for at, one, other in zip(asked, within, alone, strict=True):
            learned = _mean(one, other)
            if _is_sure(learned, pairs[at], scores[at]):
                scores[at] = learned
        return scores

    def weigh_report(self, claim: str, headline: str, text: str) -> Scores:
        """Weigh a whole report by the trained model.

        Raises:
            StanceError: The trained model could not be loaded or run, or weighs no reports.
        """
        if not isinstance(self._trained, ReportModel):
            raise StanceError("This model weighs no whole reports.", model=self.name)
        return self._trained.weigh_report(claim, headline, text)


def _is_open(ruled: Scores) -> bool:
    """Tell whether the rules find the claim talked of and take no side."""
    return ruled.mentions >= max(ruled.supports, ruled.contradicts, ruled.unrelated)


def _is_sure(learned: Scores, pair: Pair, ruled: Scores) -> bool:
    if learned.supports >= SUPPORT_FLOOR:
        return open_to_paraphrase(pair, ruled)
    return learned.contradicts >= CONTRADICT_FLOOR


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
