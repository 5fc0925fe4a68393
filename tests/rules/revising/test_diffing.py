"""Tests of the difference of two texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import Field, HunkKind
from monitor.rules.diffing import apply, diff, rewrites, sentences

PIECES = ["The cat sat. ", "A dog ran.\n\n", 'Mr. X said "no." ', "x", " ", "\n", "\n\n", "12.5 "]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*PIECES, "cat ", "dog ", "A"]), max_size=25).map("".join),
)


@given(TEXTS, TEXTS)
def test_apply_undoes_diff(old: str, new: str) -> None:
    """Applying the hunks to the old text gives the new one exactly."""
    assert apply(diff(old, new), old) == new


@given(TEXTS)
def test_equal_texts_have_no_hunks(text: str) -> None:
    """A text differs from itself in nothing."""
    assert diff(text, text) == ()


@given(TEXTS, TEXTS)
def test_hunks_are_in_order_and_verbatim(old: str, new: str) -> None:
    """Hunks follow each other and quote the old text at their offsets."""
    at = 0
    for hunk in diff(old, new):
        assert at <= hunk.start <= hunk.end
        assert old[hunk.start : hunk.end] == hunk.before != hunk.after
        at = hunk.end


@given(TEXTS)
def test_sentences_tile_the_text(text: str) -> None:
    """Sentences and the blanks between them are the text."""
    assert "".join(sentences(text)) == text


def test_a_changed_figure_is_one_small_hunk() -> None:
    """Only the words that changed are told, with their place and field."""
    (hunk,) = diff("It fell by 38 percent on Monday.", "It fell by 31 percent on Monday.")
    assert (hunk.before, hunk.after, hunk.kind) == ("38", "31", HunkKind.REPLACED)
    assert (hunk.start, hunk.end, hunk.field) == (11, 13, Field.TEXT)
    assert diff("a", "b", Field.HEADLINE)[0].field is Field.HEADLINE


def test_added_and_removed_sentences_are_whole() -> None:
    """A new or lost sentence is not mixed up with its neighbours."""
    old, new = "It rained. The ferry stayed.", "It rained. Nobody drowned. The ferry stayed."
    assert [(h.kind, h.after) for h in diff(old, new)] == [(HunkKind.ADDED, "Nobody drowned. ")]
    assert [(h.kind, h.before) for h in diff(new, old)] == [(HunkKind.REMOVED, "Nobody drowned. ")]


def test_a_moved_paragraph_is_told_as_moved() -> None:
    """Words that only changed their place are a move, and no rewriting."""
    old = "First of all.\n\nSecond came rain.\n\nThird came snow."
    new = "Third came snow.\n\nFirst of all.\n\nSecond came rain."
    moved = [h for h in diff(old, new) if h.kind is HunkKind.MOVED]
    assert {h.before or h.after for h in moved} == {"Third came snow."}
    assert rewrites(old, new) == ()


def test_rewritten_sentences_are_paired() -> None:
    """A sentence changed and one put in between are told apart."""
    old = "The mayor of the town said no to the pier."
    new = "Rain fell. The mayor of the town said yes to the pier."
    assert rewrites(old, new) == ((("", "Rain fell."), (old, new.removeprefix("Rain fell. "))),)


def test_hunks_of_another_text_are_refused() -> None:
    """Hunks apply only to the text they were made from."""
    with pytest.raises(ValueError, match="not of this text"):
        apply(diff("one two", "one three"), "other words")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A line again.\n" * 60_000, "A line again.\n" * 59_000 + "x\n" + "A line again.\n" * 900),
        ("One.\nTwo.\n" * 60_000, "Two.\nOne.\nThree.\n" * 50_000),
        ("a " * 500_000, "b " * 500_000),
        (" " * 1_000_000, " " * 999_999 + "\n"),
        ("x" * 1_000_000, "x" * 999_999 + "y"),
    ],
    ids=["one line", "two lines", "two words", "blanks", "one word"],
)
def test_hostile_texts_take_bounded_time(old: str, new: str) -> None:
    """A megabyte of repetition is told in about a second, if in coarse hunks."""
    start = time.process_time()
    hunks = diff(old, new)
    assert time.process_time() - start < 2
    assert apply(hunks, old) == new
