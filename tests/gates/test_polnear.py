"""The figures of attribution on PolNeAR's dev part, pinned with the digest of their data."""

from __future__ import annotations

import pytest

from tests.gates.polnear import Tally, evaluate, overlap, same_head, source_kind
from tests.gates.polnear_data import POLNEAR, articles, digest

#: Data that the floors were reached on.
DATA = "474167297f692dac"

present = pytest.mark.skipif(not POLNEAR.is_dir(), reason="PolNeAR is not here")


@pytest.fixture(scope="module")
def tally() -> Tally:
    """Ask for every content of the dev part once."""
    return evaluate(articles("dev"))


@present
def test_the_floors_belong_to_this_data() -> None:
    """Other data needs other floors, set on purpose."""
    assert digest("dev") == DATA


@present
def test_sources_and_cues_are_found_as_well_as_before(tally: Tally) -> None:
    """F1 stays where it was reached; the aims are 0.75 for sources and 0.80 for cues."""
    assert tally.f1("source", "head") >= 0.785
    assert tally.f1("source", "exact") >= 0.69
    assert tally.f1("cue", "overlap") >= 0.83


@present
def test_readings_name_the_source_as_often_as_before(tally: Tally) -> None:
    """Names resolved across the article, asked for as readings do."""
    assert tally.f1("by name") >= 0.715


@present
@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("named", 0.82),
        ("institution", 0.73),
        ("title", 0.78),
        ("pronoun", 0.87),
        ("anonymous", 0.58),
    ],
)
def test_every_kind_of_source_is_found_as_well_as_before(
    tally: Tally, kind: str, floor: float
) -> None:
    """No kind of source gets worse behind the mean of all."""
    assert tally.f1(kind) >= floor


@pytest.mark.parametrize(
    ("one", "other", "heads", "words"),
    [
        ("Ana Ruiz", "Ruiz", True, True),
        ("a spokesman for Ana Ruiz", "Ana Ruiz", False, True),
        ("Ana Ruiz, a clerk of Lima", "Ana Ruiz", True, True),
        ("a spokesman", "Ana Ruiz", False, False),
    ],
)
def test_a_spokesman_is_not_who_he_speaks_for(
    one: str, other: str, *, heads: bool, words: bool
) -> None:
    """Head words tell apart what overlapping words do not."""
    text = "a spokesman for Ana Ruiz, a clerk of Lima"
    spans = [(text.index(t), text.index(t) + len(t)) for t in (one, other)]
    assert same_head(text, *spans) is heads
    assert overlap(text, *spans) is words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ana Ruiz", "named"), ("the Water Ministry", "institution"), ("the minister", "title"),
        ("she", "pronoun"), ("two officials", "anonymous"), ("The women", "title"),
    ],
)  # fmt: skip
def test_sources_are_sorted_by_their_words(words: str, kind: str) -> None:
    """A source is named, an institution, a title, a pronoun or anonymous."""
    assert source_kind(words) == kind
