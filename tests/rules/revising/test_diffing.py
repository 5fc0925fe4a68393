"""Tests of the difference of two texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import Field, HunkKind
from monitor.rules.diffing import apply, diff, rewrites, sentences

PIECES = ["The cat sat. ", "A dog ran.\n\n", 'Mr. X said "no." ', "x", " ", "\n", "\n\n", "12.5 "]
#: What comes out of broken pages: every sort of line's end, marks without a letter, joined and
#: doubled letters, text from right to left, flags, controls, halves of surrogate pairs.
WEIRD = [
    *("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\ufeff"),
    *(
        "e\u0301",
        "\u0301",
        "\u00e9",
        "\u200d",
        "\ufb01",
        "\u05d0\u05d1 ",
        "\u202e",
        "\U0001f1ef\U0001f1f5",
    ),
    *("\ud83d", "\ude00", "\u3002", "\u9ad8\u5e02 ", "\u00a0", "Don\u2019t. ", "3,000.50 "),
]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(), max_size=40),
    st.lists(st.sampled_from([*PIECES, *WEIRD]), max_size=30).map("".join),
    st.lists(st.sampled_from([*PIECES, "cat ", "dog ", "A"]), max_size=25).map("".join),
)


@given(TEXTS, TEXTS, st.sampled_from([1, 4_000, 80_000]))
def test_apply_undoes_diff_of_long_texts(old: str, new: str, times: int) -> None:
    """However long the lines, coarse hunks are as exact as fine ones."""
    frame = "The same words, and again. " * (times // 27)
    old, new = f"{frame}{old}{frame}", f"{frame}{new}{frame}"
    assert apply(diff(old, new), old) == new


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


@pytest.mark.parametrize("size", [3_000, 60_000, 400_000])
def test_a_change_in_an_endless_line_is_told_by_itself(size: int) -> None:
    """What a line of any length has in common before and behind is not part of the hunk."""
    words = "word " * (size // 5)
    (hunk,) = diff(f"{words}an older word {words}", f"{words}an old word {words}")
    assert (hunk.before, hunk.after, hunk.start) == ("older", "old", len(words) + 3)


def test_an_endless_word_is_cut_where_it_differs() -> None:
    """A word of a megabyte is cut at the letter that changed, wherever it ends."""
    old, new = "x" * 500_000 + "y" + "z" * 500_000, "x" * 500_000 + "Y" + "z" * 500_000
    (hunk,) = diff(old, new)
    assert (hunk.before, hunk.after) == ("y", "Y")


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
