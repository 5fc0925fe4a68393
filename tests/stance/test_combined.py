"""Rules, trained model and mixture together, as they are served."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from monitor.model.change import Field
from monitor.model.errors import StanceError
from monitor.model.evidence import Pair, Passage, Scores
from monitor.stance.combined import MIXTURE, CombinedModel
from monitor.stance.mixture import Mixture, load_mixture, save_mixture
from monitor.stance.model import EmbeddedModel
from monitor.stance.traits import SENTENCES_BEFORE, surroundings, traits
from tests.stance.words import a_pair

CLAIM = "Helios Energy has overhauled the Brightfield reactor."


@dataclass(frozen=True)
class EchoModel:
    """A model that has one opinion, and counts what it is asked."""

    asked: list[Pair]

    @property
    def name(self) -> str:
        """Name of the model."""
        return "echo"

    def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
        """Give every pair the same scores."""
        self.asked.extend(pairs)
        return [Scores(supports=0.4, contradicts=0.3, mentions=0.2, unrelated=0.1) for _ in pairs]


@pytest.fixture(scope="module")
def combined(model: EmbeddedModel) -> CombinedModel:
    """Serve all that ships."""
    return CombinedModel(model)


def test_who_keeps_silent_asks_or_is_asked_supports_nothing(combined: CombinedModel) -> None:
    """Questions, refusals and demands take no side for a claim, denials the other one."""
    texts = (
        "Has Helios Energy overhauled the Brightfield reactor?",
        "Helios Energy would not say whether it had overhauled the Brightfield reactor.",
        "The regulator asked Helios Energy to overhaul the Brightfield reactor.",
        "Helios Energy was asked to overhaul the Brightfield reactor.",
        "Helios Energy has not overhauled the Brightfield reactor, its inspector said.",
    )
    scores = combined.weigh([a_pair(CLAIM, text) for text in texts])
    assert all(s.supports < 1 / 2 for s in scores)
    assert scores[-1].contradicts > 1 / 2


def test_a_plain_report_supports(combined: CombinedModel) -> None:
    """What is said in the claim's own words is on its side."""
    text = "Helios Energy has overhauled the Brightfield reactor, the company said on Monday."
    assert combined.weigh([a_pair(CLAIM, text)])[0].supports > 1 / 2


def test_what_else_is_asked_changes_nothing(combined: CombinedModel) -> None:
    """A pair alone, first, last and among others has one and the same score."""
    texts = ("The reactor runs again.", "Helios denied it.", "It rained in Oslo.")
    pairs = [a_pair(CLAIM, text, "Helios Energy has overhauled its reactor.") for text in texts]
    alone = [combined.weigh([pair])[0] for pair in pairs]
    assert combined.weigh(pairs) == alone
    assert combined.weigh(pairs[::-1]) == alone[::-1]
    assert combined.weigh([]) == []


def test_no_text_is_weighed_twice() -> None:
    """What stands before one passage and is another is asked of the model once by itself."""
    echo = EchoModel([])
    first, second = "Helios has a reactor.", "It runs again."
    pairs = [a_pair(CLAIM, first), a_pair(CLAIM, second, first)]
    CombinedModel(echo).look(pairs, echo.weigh(pairs))
    bare = [p.passage.text for p in echo.asked[len(pairs) :]]
    assert len(bare) == len(set(bare))
    assert {first, second} <= set(bare)


def test_all_names_are_told(combined: CombinedModel) -> None:
    """Evidence names model, rules and mixture, for all decide."""
    assert combined.name.count("+") == 2


def test_surroundings_are_as_many_for_every_passage() -> None:
    """The sentences before, the nearest first, then the headline; nothing where there is none."""
    passage = Passage(
        text="c", field=Field.TEXT, start=0, end=1, headline="h", context=("x", "a", "b")
    )
    assert surroundings(passage) == ("b", "a", "h")
    headline = Passage(text="h", field=Field.HEADLINE, start=0, end=1, headline="h")
    assert surroundings(headline) == ("",) * (SENTENCES_BEFORE + 1)


def test_a_mixture_survives_its_file(tmp_path: Path) -> None:
    """What is written is read back, and weighs alike."""
    shipped = load_mixture(MIXTURE)
    save_mixture(shipped, tmp_path / "mixture.json")
    again = load_mixture(tmp_path / "mixture.json")
    laid = np.zeros((1, len(shipped.centre)))
    assert again.name == shipped.name
    assert again.logits(laid) == pytest.approx(shipped.logits(laid), abs=1e-3)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name": "mix"}', json.dumps({"name": 1})])
def test_a_broken_mixture_is_a_stance_error(tmp_path: Path, content: str) -> None:
    """A file that is no mixture says so by the error of the port."""
    path = tmp_path / "mixture.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StanceError):
        CombinedModel(EchoModel([]), path).weigh([a_pair()])


def test_the_mixture_fits_the_traits(combined: CombinedModel, model: EmbeddedModel) -> None:
    """As many traits are laid out as the shipped mixture was fitted with."""
    pair = a_pair()
    (seen,) = combined.look([pair], model.weigh([pair]))
    laid = traits(pair, seen)
    mixture: Mixture = load_mixture(MIXTURE)
    assert len(laid) == len(mixture.centre) == len(mixture.spread) == len(mixture.weights)
