"""The embedded model as it is served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import StanceError
from monitor.model.evidence import Scores
from monitor.stance.model import WEIGHTS, EmbeddedModel
from tests.stance.words import CLAIM, a_pair

MODEL = EmbeddedModel()
PASSAGES = [
    "The northern terminal will close in May, the port authority said.",
    "The port authority denied that the northern terminal will close.",
    "Asked whether the terminal will close, the port authority declined to comment.",
    "The choir rehearsed a new mass on Thursday evening.",
    "No.",
    "w " * 5_000,
]


def shares(scores: Scores) -> tuple[float, ...]:
    """List the four probabilities."""
    return scores.supports, scores.contradicts, scores.mentions, scores.unrelated


def test_each_pair_gets_its_scores_in_order(model: EmbeddedModel) -> None:
    """As many scores come back as pairs went in, in their order."""
    said, denied, silent, other, *_ = model.weigh([a_pair(text=t) for t in PASSAGES])
    assert max(shares(said)) == said.supports
    assert max(shares(denied)) == denied.contradicts
    assert max(shares(silent)) == silent.mentions
    assert max(shares(other)) == other.unrelated


def test_a_bare_denial_is_read_with_the_sentence_before_it(model: EmbeddedModel) -> None:
    """The same words contradict after the claim's report and say nothing after another."""
    denial = '"There is no such fact," the minister told reporters.'
    report = "The Courier reported that the port authority will close the northern terminal in May."
    stranger = "The Courier reported that the tenor had cancelled his concert in Lyon."
    after_report, after_stranger = model.weigh(
        [a_pair(CLAIM, denial, report), a_pair(CLAIM, denial, stranger)]
    )
    assert after_report.contradicts > 0.5
    assert after_stranger.contradicts < 0.5


def test_what_else_is_asked_changes_no_score(model: EmbeddedModel) -> None:
    """A pair alone, first, last and among others has one and the same score."""
    pairs = [a_pair(text=t) for t in PASSAGES]
    together = model.weigh(pairs)
    alone = [model.weigh([pair])[0] for pair in pairs]
    assert list(together) == alone
    assert model.weigh(pairs[::-1]) == alone[::-1]


def test_two_models_agree() -> None:
    """A second load, on one thread, gives the same scores."""
    pairs = [a_pair(text=t) for t in PASSAGES]
    assert EmbeddedModel(threads=1).weigh(pairs) == MODEL.weigh(pairs)


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_has_probabilities(claim: str, text: str) -> None:
    """Whatever the text, four shares in [0, 1] come back and sum to one."""
    (scores,) = MODEL.weigh([a_pair(claim, text)])
    assert all(0 <= share <= 1 for share in shares(scores))
    assert sum(shares(scores)) == pytest.approx(1)


@pytest.mark.parametrize(("claim", "text"), [("", "Words."), ("Words.", ""), (" \n", "\x00\x07")])
def test_no_words_are_unrelated(claim: str, text: str) -> None:
    """A pair without a word on either side is not guessed at."""
    assert MODEL.weigh([a_pair(claim, text)])[0].unrelated == 1


def test_no_pairs_need_no_weights(tmp_path: Path) -> None:
    """Nothing is loaded to weigh nothing."""
    assert EmbeddedModel(tmp_path).weigh([]) == []


def test_missing_weights_are_a_stance_error(tmp_path: Path) -> None:
    """A folder without weights says so by the error of the port."""
    with pytest.raises(StanceError):
        EmbeddedModel(tmp_path).weigh([a_pair()])


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "calibration.json"])
def test_broken_weights_are_a_stance_error(tmp_path: Path, name: str) -> None:
    """Each file may be cut short; the port's error tells, not the library's."""
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:100])
    with pytest.raises(StanceError):
        EmbeddedModel(folder).weigh([a_pair()])


def test_the_name_tells_the_version() -> None:
    """Evidence carries the name of these weights."""
    assert MODEL.name.startswith("onrecord-minilm-")


def test_a_report_is_weighed_by_its_passages() -> None:
    """A report that affirms the claim is about it, one on another matter is unrelated."""
    fitting = "The northern terminal closes in May. The port authority announced it."
    other = "The tenor sang twice. The hall was full, and the critics were pleased."
    assert MODEL.weigh_report(CLAIM, "", fitting).unrelated < 0.5
    assert MODEL.weigh_report(CLAIM, "", other).unrelated > 0.5


def test_a_note_of_one_sentence_is_read_as_a_passage_too() -> None:
    """A sentence that turns one word of the claim contradicts it, as it does to `weigh`."""
    text = "The port authority will not close the northern terminal in May."
    note = MODEL.weigh_report(CLAIM, "", text)
    assert max(shares(note)) == note.contradicts
    headline = "Port authority will not close northern terminal in May"
    assert MODEL.weigh_report(CLAIM, "", text) != MODEL.weigh_report(CLAIM, "", headline)


def test_an_empty_report_is_unrelated() -> None:
    """No headline and no text: no guess."""
    assert MODEL.weigh_report(CLAIM, "", "").unrelated == 1


def test_a_long_report_costs_no_more_passages() -> None:
    """Two hundred thousand words are read like two hundred: by a few sentences."""
    assert sum(
        shares(MODEL.weigh_report(CLAIM, "", "The port is open. " * 50_000))
    ) == pytest.approx(1)
