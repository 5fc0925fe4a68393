"""How the mixture is fitted: on what is served, by the stories' answers, the same way each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from monitor.stance.lexical import LexicalModel
from monitor.stance.mixture import load_mixture, save_mixture
from monitor.stance.training.desk_stories import Report
from monitor.stance.training.mix import answers, fitted, lay_out, near, readings, served
from monitor.stance.training.rows import CONTRADICTS, SUPPORTS, Target
from monitor.stance.training.told_reports import ToldReport

CLAIMS = {"sold": "Mayor Ada Lund sold the Tarn ferry.", "toll": "The bridge toll is 4 dollars."}
TURNS = (("sold the Tarn ferry", SUPPORTS), ("did not sell the Tarn ferry", CONTRADICTS))


def a_report(number: int) -> Report:
    """Build a report of one of the stories; every other one denies the sale."""
    turn, target = TURNS[number % 2]
    labels: dict[tuple[int, str], Target] = {(0, "sold"): target}
    return Report(
        story=f"story {number % 7}",
        headline="The Tarn ferry",
        sentences=[f"Mayor Ada Lund {turn}.", f"The bridge opened {number} years ago."],
        claims=CLAIMS,
        labels=labels,
    )


def a_told_report() -> ToldReport:
    """Build a report with its answer."""
    evidence = [{"text": "did not sell the Tarn ferry", "stance": "contradicts"}]
    return ToldReport(
        story="told",
        headline="The Tarn ferry",
        text="Mayor Ada Lund did not sell the Tarn ferry.",
        claims=CLAIMS,
        expect={"sold": {"reading": "contradicts", "evidence": evidence}},
    )


@pytest.fixture(scope="module")
def reports() -> list[Report | ToldReport]:
    """Build some of both kinds."""
    return [*map(a_report, range(28)), a_told_report()]


def test_the_same_reports_give_the_same_mixture(
    reports: list[Report | ToldReport], tmp_path: Path
) -> None:
    """Fitting has no dice, and a mixture survives its file."""
    (first, told), (second, _) = (fitted("m", LexicalModel(), reports) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)
    assert "29 reports" in told
    save_mixture(first, tmp_path / "m.json")
    assert np.allclose(load_mixture(tmp_path / "m.json").weights, first.weights, atol=1e-4)


def test_a_fitted_mixture_reads_what_it_was_fitted_on(reports: list[Report | ToldReport]) -> None:
    """Plain words for and against come out so."""
    model = LexicalModel()
    mixture, _ = fitted("m", model, reports)
    kept = near(model, served(reports))
    rows, logits = [row for row, _ in kept], mixture.logits(lay_out(model, kept))
    due, given = answers(reports), readings(logits, rows)
    sides = {key for key, way in due.items() if way in {"supports", "contradicts"}}
    assert sum(given.get(key) == due[key] for key in sides) > 0.8 * len(sides)


def test_answers_are_told_by_report_and_claim(reports: list[Report | ToldReport]) -> None:
    """Stories answer by their labels, reports by what they are due; the rest is none."""
    due = answers(reports)
    assert due[0, "sold"] == "supports"
    assert due[1, "sold"] == due[28, "sold"] == "contradicts"
    assert due[28, "toll"] == "none"
