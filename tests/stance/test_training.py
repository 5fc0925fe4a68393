"""What the training rows promise; the network itself is measured, not tested."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from monitor.stance.training.evaluate import at_natural_mix, f1, macro_f1, weighted
from monitor.stance.training.frames import Frames, clause_of, other_figure, respelled
from monitor.stance.training.news_sets import read_news
from monitor.stance.training.newsroom import World
from monitor.stance.training.rows import SUPPORTS, Row, held_out, normal, row, split
from monitor.stance.training.sentence_sets import TAKEN, overlap, plain

DATA = Path(__file__).parents[2] / "../shared/data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the training data is not here")


def dice(seed: int) -> random.Random:
    """Load the dice."""
    return random.Random(seed)  # noqa: S311 (a sample, not a secret)


def some_rows(count: int) -> list[Row]:
    """Build rows whose claims recur with other evidence."""
    return [row(f"claim {n % 97}", f"evidence {n}", SUPPORTS, origin="made") for n in range(count)]


def test_no_held_out_claim_or_evidence_is_trained_on() -> None:
    """A split by evidence text leaves no shared claim either."""
    train, held = split(some_rows(3_000))
    assert train
    assert held
    assert not any(held_out(r.pairs[0].passage.text) for r in train)
    assert not {r.pairs[0].claim for r in train} & {r.pairs[0].claim for r in held}


def test_the_same_text_is_always_on_the_same_side() -> None:
    """Case, spacing and marks do not move a text across the split."""
    assert all(held_out(f"Text, {n}!") is held_out(f"text {n}") for n in range(200))


def test_augmented_rows_are_the_dice_s() -> None:
    """One seed, one lesson plan."""
    first, second = (Frames(World(dice(7))).events(50) for _ in range(2))
    assert first == second


def test_every_event_can_be_told() -> None:
    """No kind of event leaves a gap in a sentence, and no row is empty."""
    for made in Frames(World(dice(11))).events(2_000):
        assert "{" not in made.pairs[0].passage.text + made.pairs[0].claim
        assert made.pairs[0].passage.text.strip()
        assert sum(made.target) == pytest.approx(1)


def test_events_do_not_affirm_and_contradict_in_one_breath() -> None:
    """An event's clauses for and against its claim are different clauses."""
    world = World(dice(5))
    for event in (world.event() for _ in range(500)):
        assert not set(event.yes) & set(event.no)


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("The dam is safe.", "the dam is safe"),
        ("Paris is safe.", "Paris is safe"),
    ],
)
def test_a_claim_becomes_a_clause(claim: str, clause: str) -> None:
    """An article loses its capital after "that", a name keeps it."""
    assert clause_of(claim) == clause


def test_respelled_figures_are_equal_and_other_figures_are_not() -> None:
    """$40 billion is 40 billion dollars; 41 is not 40."""
    assert respelled("It cost $40 billion, 5% of 1,200.") == (
        "It cost 40 billion dollars, 5 percent of 1200."
    )
    changed = other_figure("It cost 40.", dice(1))
    assert changed != "It cost 40."
    assert changed.startswith("It cost ")


def test_overlap_is_a_share_of_the_claim() -> None:
    """Two of three longer words are two thirds."""
    assert overlap("harbour closes early", "the harbour closes") == pytest.approx(2 / 3)


def test_treebank_spelling_is_undone() -> None:
    """FEVER's brackets and spaced stops become plain text."""
    assert plain("Oslo -LRB- Norway -RRB- is cold .") == "Oslo (Norway) is cold."


def test_the_weighted_score_is_the_competition_s() -> None:
    """A quarter for relatedness, three more for the right stance (fakenewschallenge.org)."""
    # The best is a whole, a whole and a quarter; told were a whole, a quarter and nothing.
    said = weighted(["agree", "discuss", "unrelated"], ["agree", "agree", "discuss"])
    assert said == pytest.approx(1.25 / 2.25)


def test_the_natural_mix_is_mostly_unrelated() -> None:
    """One related row stands beside three unrelated ones, whatever was answered."""
    truth = ["agree", "unrelated"]
    assert at_natural_mix(truth, truth) == ["agree", "unrelated", "unrelated", "unrelated"]
    assert at_natural_mix(truth, ["discuss", "agree"]) == ["discuss", "agree", "agree", "agree"]


def test_macro_f1_is_the_mean_over_true_labels() -> None:
    """One label right and one never found: half."""
    assert f1(["a", "b"], ["a", "a"], "a") == pytest.approx(2 / 3)
    assert macro_f1(["a", "b"], ["a", "a"]) == pytest.approx(1 / 3)


@needs_data
def test_no_story_is_on_two_sides() -> None:
    """FNC-1 and Emergent are split by story: no headline, body or claim crosses."""
    news = read_news(DATA)
    sides = [news.training, news.calibration, news.test]
    for key in (
        lambda side: {r.body for r in side.reports},
        lambda side: {normal(r.claim) for r in side.reports},
        lambda side: {normal(h.claim) for h in side.headlines},
        lambda side: {normal(h.headline) for h in side.headlines},
    ):
        found = [key(side) for side in sides]
        assert not found[0] & found[1]
        assert not found[0] & found[2]
        assert not found[1] & found[2]


def test_non_commercial_sets_teach_nothing() -> None:
    """No row is taken of a set that may only be measured on."""
    assert not {origin for origin in TAKEN if "sick" in origin or "anli" in origin}
