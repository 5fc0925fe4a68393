"""The blind set keeps the rules it is labelled by."""

from __future__ import annotations

from tests.gates.blind import check


def test_the_blind_set_breaks_none_of_its_rules() -> None:
    """Evidence is verbatim, ids are known, dates are in order and novelty follows the order."""
    assert list(check.problems()) == []
