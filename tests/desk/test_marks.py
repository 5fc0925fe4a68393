"""Marks divide a text, and never change it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.desk.marks import mark
from monitor.model.change import Field
from monitor.model.evidence import Evidence, Stance
from tests.builders import a_passage, an_evidence

TEXT = "The dam is safe, the ministry said. An engineer denied it."


@st.composite
def spans(draw: st.DrawFn) -> Evidence:
    """Draw evidence on some part of the text, or on one that it has not."""
    start = draw(st.integers(0, len(TEXT)))
    words = TEXT[start : draw(st.integers(start, len(TEXT) + 3))]
    return an_evidence(
        passage=a_passage(text=words, start=start), stance=draw(st.sampled_from(Stance))
    )


@given(evidence=st.lists(spans(), max_size=6))
def test_marked_runs_are_the_text(evidence: list[Evidence]) -> None:
    """Whatever evidence overlaps, the runs joined are the text, each evidence ends once."""
    runs = mark(TEXT, Field.TEXT, evidence)
    assert "".join(run.text for run in runs) == TEXT
    ends = [number for run in runs for number in run.ending]
    assert sorted(ends) == [n for n, e in enumerate(evidence, 1) if e.passage.text]
    for number in ends:
        held = "".join(run.text for run in runs if number in run.numbers)
        assert held == evidence[number - 1].passage.text


def test_a_run_that_serves_both_sides_takes_neither_colour() -> None:
    """Where evidence for and against rests on the same words, the run has no side."""
    both = [an_evidence(stance=Stance.SUPPORTS), an_evidence(stance=Stance.CONTRADICTS)]
    (run, _) = mark(both[0].passage.text + " End.", Field.TEXT, both)
    assert run.stance is None
    assert run.numbers == (1, 2)


def test_a_headline_has_its_own_marks() -> None:
    """Evidence on the headline marks nothing in the text."""
    (run,) = mark(TEXT, Field.TEXT, [an_evidence(passage=a_passage(field=Field.HEADLINE))])
    assert run.numbers == ()
