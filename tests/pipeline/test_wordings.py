"""A claim is read in all its wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.model.claim import Claim
from monitor.model.evidence import Pair, Scores
from monitor.pipeline.assess import claim_index, weigh_all
from monitor.rules.text import document

CLAIM = Claim(id="jobs", text="Nordair will cut 900 jobs.")
ALIAS = "Nordair lets 900 people go."
REPORT = document("News in brief", "Nordair lets 900 people go, its chairman said. Rain fell.")


class ByWording:
    """A model that is sure of a side of one wording only."""

    name = "by wording"

    def __init__(self, side: str, wording: str) -> None:
        self._side, self._wording = side, wording

    def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
        """Weigh each pair by its claim's wording."""
        aside = Scores(supports=0.1, contradicts=0.1, mentions=0.5, unrelated=0.3)
        sure = replace(aside, **{"mentions": 0.0, "unrelated": 0.0, self._side: 0.9})
        return [sure if pair.claim == self._wording else aside for pair in pairs]


@pytest.mark.parametrize(
    ("side", "wording", "found"),
    [
        ("supports", CLAIM.text, 0.9),
        ("contradicts", CLAIM.text, 0.9),
        ("supports", ALIAS, 0.9),
        ("contradicts", ALIAS, 0.1),
    ],
)
def test_an_alias_lends_support_and_no_denial(side: str, wording: str, found: float) -> None:
    """What an alias says supports the claim; who denies an alias has not denied the claim."""
    claim = replace(CLAIM, aliases=(ALIAS, "the northern carrier"))
    ((_, scores),) = weigh_all(ByWording(side, wording), claim_index((claim,)).match(REPORT))
    assert {getattr(each, side) for each in scores} == {found}


def test_without_a_side_the_claims_own_words_count() -> None:
    """An alias that finds no side changes nothing."""
    claim = replace(CLAIM, aliases=(ALIAS,))
    model = ByWording("mentions", ALIAS)
    ((_, scores),) = weigh_all(model, claim_index((claim,)).match(REPORT))
    assert {found.mentions for found in scores} == {0.5}
