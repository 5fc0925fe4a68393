"""Tests of how sure and how strong a wording sounds, and of the figures in it."""

from __future__ import annotations

import re

import pytest

from monitor.rules import ladders
from monitor.rules.figures import figure_changed, figures, same_figures
from monitor.rules.ladders import degree
from monitor.rules.usage import fold


def test_no_word_stands_on_two_rungs_of_one_ladder() -> None:
    """Folding must not put a softer word and a harder one together."""
    for ladder in re.split(r"\n {4}(?! )", ladders._LADDERS):
        rungs = [{fold(word) for word in rung.split()} for rung in ladder.split("|")]
        shared = {word for rung in rungs for word in rung if sum(word in r for r in rungs) > 1}
        assert not shared, ladder


@pytest.mark.parametrize(
    ("went", "came", "harder"),
    [
        ("protest", "riot", 1),
        ("riot", "protest", -1),
        ("questioned", "arrested", 1),
        ("killed", "died", -1),
        ("protest", "march", 0),
        ("", "riot", 0),
    ],
)
def test_degrees(went: str, came: str, harder: int) -> None:
    """A word is harder than another of its ladder, and than no other word."""
    assert degree(map(fold, went.split()), map(fold, came.split())) == harder


SAME = [
    ("five thousand one hundred", "5,100"),
    ("nine to four", "9-4"),
    ("twenty-five", "25"),
    ("$40bn", "40 billion dollars"),
    ("3pm", "15:00"),
    ("39C", "39C (102F)"),
    ("5 miles", "5 miles (8km)"),
    ("a fortnight", "two weeks"),
    ("half an hour", "30 minutes"),
    ("12 percent", "12%"),
    ("the court ruled yesterday", "the court ruled on Tuesday"),
    ("he met one of them", "he met him"),
]
OTHER = [
    ("5 miles", "5 kilometres"),
    ("$4.3 billion", "$4.3 million"),
    ("a goal", "two goals"),
    ("all but one of them", "all but two of them"),
    ("on Monday", "on Thursday"),
    ("02:30", "03:30"),
    ("hundreds of farmers", "thousands of farmers"),
    ("the third set", "the fourth set"),
    ("twenty-five", "twenty-six"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_one_figure_in_two_spellings(old: str, new: str) -> None:
    """House style writes a figure in many ways."""
    assert same_figures(old, new)
    assert not figure_changed(old, new)


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_another_figure(old: str, new: str) -> None:
    """Another size, unit, day, hour or count is another figure."""
    assert figure_changed(old, new)


def test_number_words_that_make_no_one_number() -> None:
    """They stay as many as they are."""
    assert figures("one or two") == figures("1 or 2")
    assert figures("two hundred and six") == figures("206")
