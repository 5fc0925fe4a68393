"""The trained model and the rules together: a fitted mixture weighs what both see.

    rules ................ their verdict, the share of the claim they find, cues of denial and doubt
    trained model ........ its probabilities: the passage in its context and by itself, and each
                           sentence before it, which tells what a bare denial points back to
    mixture .............. a regression over both, fitted on stories that neither has seen

Neither decides alone: on reports by strangers the rules miss most sides and the model finds
sides that nobody takes (docs/adr/0013).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from monitor.model.change import Field
from monitor.model.errors import StanceError
from monitor.model.evidence import Pair, Passage, Scores, Stance
from monitor.ports import ReportModel, StanceModel
from monitor.stance.lexical import LexicalModel
from monitor.stance.mixture import Mixture, load_mixture
from monitor.stance.traits import Weighed, surroundings, traits

#: Where the mixture that ships stands, beside the weights it was fitted with.
MIXTURE = Path(__file__).parent / "weights" / "mixture.json"

#: What the trained model finds this surely unrelated, in its context, is not looked at again, in
#: [0, 1]. Source: 2026-11-25, the stories held out (docs/adr/0013).
STRANGER = 0.97

#: How much likelier a side is that the rules take too. The stories that the mixture is fitted on
#: say most things in words the rules do not know, and so teach it to trust them too little.
#: Source: 2026-11-25, 1 to 55 tried on two sets of tests.gates (docs/adr/0013).
RULES_LEAN = 7.4


class CombinedModel:
    """A trained model and the rules, weighed by a mixture; satisfies the StanceModel port."""

    def __init__(self, trained: StanceModel, mixture: Path = MIXTURE) -> None:
        self._trained = trained
        self._rules = LexicalModel()
        self._path = mixture

    @property
    def name(self) -> str:
        """Names of all three, for all decide."""
        return f"{self._trained.name}+{self._rules.name}+{self._mixture.name}"

    def weigh(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Weigh each pair by itself.

        Raises:
            StanceError: The trained model or the mixture could not be loaded or run.
        """
        scores = list(self._trained.weigh(pairs))
        ruled = self._rules.weigh(pairs)
        near = [at for at, found in enumerate(scores) if is_near(found, ruled[at])]
        seen = self.look([pairs[at] for at in near], [scores[at] for at in near])
        laid = [traits(pairs[at], found) for at, found in zip(near, seen, strict=True)]
        for at, found, mixed in zip(near, seen, self._mixture.weigh(laid), strict=True):
            scores[at] = _leaning(mixed, found.ruled)
        return scores

    def look(self, pairs: Sequence[Pair], within: Sequence[Scores]) -> list[Weighed]:
        """Look at each pair with the rules, and with the model at all that stands around.

        Args:
            pairs: What is weighed.
            within: The trained model's scores of them, in order.

        Raises:
            StanceError: The trained model could not be loaded or run.
        """
        ruled = self._rules.weigh(pairs)
        bare = {(p.claim, text): _bare(p, text) for p in pairs for text in _texts(p) if text}
        alone = dict(zip(bare, self._trained.weigh(list(bare.values())), strict=True))

        def weighed(at: int) -> Weighed:
            claim = pairs[at].claim
            own, *before, headline = (alone.get((claim, text)) for text in _texts(pairs[at]))
            return Weighed(
                ruled=ruled[at],
                within=within[at],
                alone=own or within[at],
                before=tuple(before),
                headline=headline,
            )

        return [weighed(at) for at in range(len(pairs))]

    def weigh_report(self, claim: str, headline: str, text: str) -> Scores:
        """Weigh a whole report by the trained model.

        Raises:
            StanceError: The trained model could not be loaded or run, or weighs no reports.
        """
        if not isinstance(self._trained, ReportModel):
            raise StanceError("This model weighs no whole reports.", model=self.name)
        return self._trained.weigh_report(claim, headline, text)

    @cached_property
    def _mixture(self) -> Mixture:
        return load_mixture(self._path)


def is_near(within: Scores, ruled: Scores) -> bool:
    """Tell whether a pair is looked at again: the model is unsure, or the rules take a side."""
    return within.unrelated < STRANGER or side(ruled) is not None


def _leaning(mixed: Scores, ruled: Scores) -> Scores:
    """Lean to the side that the rules take, where they take one."""
    taken = side(ruled)
    supports = mixed.supports * (RULES_LEAN if taken is Stance.SUPPORTS else 1)
    contradicts = mixed.contradicts * (RULES_LEAN if taken is Stance.CONTRADICTS else 1)
    total = supports + contradicts + mixed.mentions + mixed.unrelated
    return Scores(
        supports=supports / total,
        contradicts=contradicts / total,
        mentions=mixed.mentions / total,
        unrelated=mixed.unrelated / total,
    )


def side(ruled: Scores) -> Stance | None:
    """Name the side that the rules' verdict takes."""
    if ruled.supports > max(ruled.contradicts, ruled.mentions, ruled.unrelated):
        return Stance.SUPPORTS
    if ruled.contradicts > max(ruled.supports, ruled.mentions, ruled.unrelated):
        return Stance.CONTRADICTS
    return None


def _texts(pair: Pair) -> tuple[str, ...]:
    """List the passage, the sentences before it and the headline, each to be weighed alone."""
    return (pair.passage.text, *surroundings(pair.passage))


def _bare(pair: Pair, text: str) -> Pair:
    """Pair a claim with a text out of its context, whose words are not its own."""
    return Pair(
        claim=pair.claim, passage=Passage(text=text, field=Field.TEXT, start=0, end=len(text))
    )
