"""The fitted mixture: from the traits of a pair to what it amounts to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from monitor.model.errors import StanceError
from monitor.model.evidence import Scores
from monitor.stance.shares import as_scores, softmax

_ARRAYS = ("centre", "spread", "weights", "bias")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """A multinomial logistic regression from traits to the four ways a passage can stand."""

    #: Name and version, told in evidence beside the models it mixes.
    name: str
    #: By trait: subtracted, then divided by.
    centre: np.ndarray
    spread: np.ndarray
    #: Traits by ways, and ways; the bias holds the thresholds of each class.
    weights: np.ndarray
    bias: np.ndarray

    def weigh(self, laid_out: Sequence[Sequence[float]]) -> list[Scores]:
        """Weigh each pair by its traits; row by row, so that no pair rounds another's score."""
        return [as_scores(softmax(self.logits(np.array(row)))) for row in laid_out]

    def logits(self, laid_out: np.ndarray) -> np.ndarray:
        """Give the logits of a pair, or of many, by ways.

        Shape:
            traits in, four out; or pairs by traits in, pairs by four out.
        """
        result: np.ndarray = (laid_out - self.centre) / self.spread @ self.weights + self.bias
        return result


def load_mixture(path: Path) -> Mixture:
    """Load a fitted mixture.

    Raises:
        StanceError: There is none, or it is not one.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        arrays = {key: np.array(found[key], dtype=np.float64) for key in _ARRAYS}
        return Mixture(name=found["name"], **arrays)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StanceError(model=str(path)) from error


def save_mixture(mixture: Mixture, path: Path) -> None:
    """Write a mixture beside the weights it was fitted with."""
    arrays = {key: np.round(getattr(mixture, key), 4).tolist() for key in _ARRAYS}
    path.write_text(json.dumps({"name": mixture.name, **arrays}) + "\n", encoding="utf-8")
