"""The trained model beside the rules: who decides what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage, Scores
from monitor.stance.combined import CombinedModel
from monitor.stance.lexical import LexicalModel

CLAIM = "Helios Energy has overhauled the Brightfield reactor."


@dataclass(frozen=True)
class SureModel:
    """A model that agrees with everything, this sure."""

    supports: float

    @property
    def name(self) -> str:
        """Name of the model."""
        return "sure"

    def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
        """Give every pair the same scores."""
        rest = (1 - self.supports) / 3
        made = Scores(supports=self.supports, contradicts=rest, mentions=rest, unrelated=rest)
        return [made for _ in pairs]


def pair(text: str, claim: str = CLAIM) -> Pair:
    """Pair a sentence with a claim."""
    return Pair(claim=claim, passage=Passage(text=text, field=Field.TEXT, start=0, end=len(text)))


def sides(text: str, supports: float) -> bool:
    """Tell whether the pair is read as support."""
    (scores,) = CombinedModel(SureModel(supports)).weigh([pair(text)])
    return scores.supports > 1 / 2


@pytest.mark.parametrize(
    "text",
    [
        "Has Helios Energy overhauled the Brightfield reactor?",
        "Helios Energy would not say whether it had overhauled the Brightfield reactor.",
        "Helios Energy has not overhauled the Brightfield reactor.",
        "Helios Energy was asked to overhaul the Brightfield reactor.",
    ],
)
def test_a_sure_model_does_not_outvote_a_guard(text: str) -> None:
    """Questions, refusals, denials and demands support nothing, whatever the model says."""
    assert not sides(text, supports=0.99)


def test_an_unsure_model_changes_nothing() -> None:
    """Below the floor the rules' scores stand."""
    pairs = [pair("The Brightfield reactor is overhauled, Helios Energy said.")]
    assert CombinedModel(SureModel(0.5)).weigh(pairs) == LexicalModel().weigh(pairs)


def test_both_names_are_told() -> None:
    """Evidence names both models, for both decide."""
    assert CombinedModel(SureModel(0.5)).name == "sure+lexical-1"
