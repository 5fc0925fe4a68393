"""The table of all figures: what a row shows, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gates import polnear_data, table
from tests.gates.readings import BLIND, Story
from tests.gates.table import HEADER, Row


def test_a_row_stands_under_its_headings() -> None:
    """Every row has a cell for each heading, figures that are missing as dashes."""
    row = Row(
        group="g", measured="reading macro-F1", rows=7, ours=0.5, data="seen", command="run me"
    )
    assert row.line() == "| g: reading macro-F1 | 7 | 0.500 | - | - | 0.800 | seen | `run me` |\n"
    assert row.line().count("|") == HEADER.splitlines()[-1].count("|")


def test_sets_that_are_not_there_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `../shared` there are fewer rows, and no error."""
    monkeypatch.setattr(table, "DATA", tmp_path / "nowhere")
    monkeypatch.setattr(polnear_data, "POLNEAR", tmp_path / "nowhere")
    gone = (Story(tmp_path / "claims.toml", tmp_path / "reports.jsonl"),)
    assert not list(table.stances(1))
    assert not list(table.attribution())
    assert not list(table.readings("gone", gone, "tuned", "run me"))


def test_without_weights_the_rules_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trained reader's figure is missing, and that of the rules is there."""
    monkeypatch.setattr(table, "trained", lambda: False)
    rail = tuple(s for s in BLIND if s.reports.stem == "rail")
    rows = list(table.readings("rail", rail, "seen", "run me"))
    assert [row.ours for row in rows] == [None, None, None]
    assert all(row.rules is not None and 0 <= row.rules <= 1 for row in rows)
