"""How logits become probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stance.model import pool
from monitor.stance.training.calibrate import best_bias, coldest

LOGITS = st.lists(st.floats(-8, 8), min_size=4, max_size=4)


def test_overconfident_logits_are_cooled() -> None:
    """Logits that are sure and right three times in four are divided by more than one."""
    logits = np.array([[6.0, 0.0, 0.0, 0.0]] * 4)
    targets = np.eye(4)[[0, 0, 0, 1]]
    assert coldest(logits, targets) > 1


def test_a_trained_mix_is_shifted_to_the_natural_one() -> None:
    """Where the trained mix finds too many denials, the bias holds them back."""
    pooled = np.log(np.array([[0.05, 0.5, 0.4, 0.05]] * 9 + [[0.05, 0.9, 0.03, 0.02]]))
    bias = best_bias(pooled, [2] * 9 + [1])
    assert bias[1] < bias[2]


@given(LOGITS)
def test_one_passage_pools_to_itself(logits: list[float]) -> None:
    """A report of one sentence stands where its sentence does."""
    row = np.array([logits])
    assert pool(row) == pytest.approx(row[0] - np.log(np.exp(row[0]).sum()))


@given(st.lists(LOGITS, min_size=1, max_size=5))
def test_pooled_passages_are_probabilities(rows: list[list[float]]) -> None:
    """However many the passages, their pool sums to one."""
    assert np.exp(pool(np.array(rows))).sum() == pytest.approx(1)


@given(st.lists(LOGITS, min_size=2, max_size=5))
def test_the_order_of_passages_is_nothing(rows: list[list[float]]) -> None:
    """The pool is a set's, not a sequence's."""
    assert pool(np.array(rows[::-1])) == pytest.approx(pool(np.array(rows)))
