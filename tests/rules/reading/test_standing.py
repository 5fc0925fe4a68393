"""Where a claim stands follows from the sources' last words alone."""

# A table reads better by the line.
# ruff: noqa: E501
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import (
    Attribution,
    Evidence,
    Novelty,
    Passage,
    Source,
    SourceKind,
    Stance,
    StandingKind,
)
from monitor.rules.standing import judge

NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)
CLAIM = Claim(id="c", text="Ana Ruiz has resigned.", watch=("Ana Ruiz",), origin="Daily Post")
KINDS = {"ana ruiz": SourceKind.NAMED, "daily post": SourceKind.OUTLET, "ministry": SourceKind.INSTITUTION,
         "aide": SourceKind.ANONYMOUS, "bo lund": SourceKind.NAMED}  # fmt: skip
YES, NO, NEUTRAL = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL


def word(source: str, stance: Stance, hour: int = 0, claim: str = "c") -> Evidence:
    """Build a source's word on the claim."""
    return Evidence(
        claim_id=claim, article_id=f"a{hour}", revision=1, stance=stance, score=0.9,
        passage=Passage(text="x", field=Field.TEXT, start=0, end=1),
        attribution=Attribution(source=Source(key=source, name=source.title(), kind=KINDS[source])),
        novelty=Novelty.NEW, model="m", at=NOON + timedelta(hours=hour), outlet="o",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "kind", "by"),
    [
        ([], StandingKind.UNCHALLENGED, []),
        ([word("aide", YES)], StandingKind.UNCHALLENGED, ["aide"]),
        ([word("bo lund", YES)], StandingKind.UNCHALLENGED, ["bo lund"]),
        ([word("ana ruiz", YES)], StandingKind.CONFIRMED, ["ana ruiz"]),
        ([word("ana ruiz", NEUTRAL)], StandingKind.UNCHALLENGED, []),
        ([word("ministry", NO)], StandingKind.DENIED, ["ministry"]),
        ([word("aide", NO)], StandingKind.UNCHALLENGED, []),
        ([word("aide", YES), word("ana ruiz", NO, 1)], StandingKind.DISPUTED, ["ana ruiz", "aide"]),
        ([word("ana ruiz", NO), word("ana ruiz", YES, 1)], StandingKind.CONFIRMED, ["ana ruiz"]),
        ([word("daily post", YES), word("daily post", NO, 1)], StandingKind.RETRACTED, ["daily post"]),
    ],
)  # fmt: skip
def test_a_claim_stands_by_who_speaks(
    evidence: list[Evidence], kind: StandingKind, by: list[str]
) -> None:
    """The deciders are named, the weightiest first."""
    standing = judge(CLAIM, evidence)
    assert standing.kind is kind
    assert [source.key for source in standing.by] == by


def test_an_origin_read_on_both_sides_of_one_report_has_taken_nothing_back() -> None:
    """Who carries the account again does not withdraw it in the same breath: one is misread."""
    behind = Passage(text="y", field=Field.TEXT, start=5, end=6)
    denial = replace(word("daily post", NO, 1), passage=behind)
    standing = judge(CLAIM, [word("aide", YES), word("daily post", YES, 1), denial])
    assert standing.kind is StandingKind.DISPUTED


WORDS = st.builds(word, st.sampled_from(sorted(KINDS)), st.sampled_from(Stance), st.integers(0, 5))


@given(st.lists(WORDS, max_size=8), st.randoms(use_true_random=False))
def test_order_and_repeats_do_not_matter(evidence: list[Evidence], random: object) -> None:
    """Shuffled and doubled evidence gives the same standing."""
    shuffled = evidence * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands over a random.Random
    assert judge(CLAIM, shuffled) == judge(CLAIM, evidence)


def test_evidence_on_another_claim_is_refused() -> None:
    """Mixing claims is a mistake of the caller's."""
    with pytest.raises(ValueError, match="another claim"):
        judge(CLAIM, [word("aide", YES, claim="d")])
