"""Logits as shares, and shares as scores."""

from __future__ import annotations

import numpy as np

from monitor.model.evidence import Scores


def softmax(logits: np.ndarray) -> np.ndarray:
    """Turn logits into shares that sum to one.

    Shape:
        ways in, ways out; or rows by ways in, rows by ways out.
    """
    risen = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: np.ndarray = risen / risen.sum(axis=-1, keepdims=True)
    return result


def as_scores(shares: np.ndarray) -> Scores:
    """Name the four shares of one pair."""
    supports, contradicts, mentions, unrelated = (float(s) for s in shares)
    return Scores(
        supports=supports, contradicts=contradicts, mentions=mentions, unrelated=unrelated
    )
