"""The project's own stories as lessons, and as the service would read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.model.change import Field
from monitor.stance.training.desk_stories import HEADLINE, Report, desk_rows, reports
from monitor.stance.training.rows import CONTRADICTS, MENTIONS, SUPPORTS, UNRELATED

CLAIMS = {"c1": "Mayor Ada Lund sold the Tarn ferry.", "c2": "Ada Lund has not commented."}


def a_story(name: str) -> dict[str, object]:
    """Build a story of one report."""
    return {
        "story": name,
        "claims": CLAIMS,
        "reports": [
            {
                "headline": "Lund keeps ferry",
                "sentences": [
                    "Mayor Ada Lund said on Monday that the Tarn ferry had not been sold.",
                    "The ferry was built in 1961.",
                    "A notary's record shows the sale.",
                ],
                "labels": [[-1, "c1", "contradicts"], [0, "c1", "contradicts"]],
            }
        ],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write forty stories that may be held out, and one that may not."""
    lines = [json.dumps(a_story(f"e-{n}")) for n in range(40)]
    (tmp_path / "e.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(a_story("a-1")) + "\n", encoding="utf-8")
    return tmp_path


def test_no_story_is_taught_and_held_out(folder: Path) -> None:
    """Stories go to one side or the other, whole; those taught before are never held out."""
    held = {r.story for r in reports(folder, held=True)}
    taught = {r.story for r in reports(folder, held=False)}
    assert held
    assert not held & taught
    assert "a-1" in taught
    assert len(held | taught) == len({r.story for r in reports(folder)}) == 41


def test_a_served_passage_has_the_answer_of_its_sentence(folder: Path) -> None:
    """Offsets lead back to the sentence, and what is not labelled is unrelated."""
    report: Report = next(reports(folder))
    passages = [p for m in report.matches() if m.claim.id == "c1" for p in m.passages]
    found = {p.text: report.target("c1", p) for p in passages}
    assert found[report.headline] == CONTRADICTS
    assert found[report.sentences[0]] == CONTRADICTS
    assert {t for text, t in found.items() if text.startswith(("The ferry", "A notary"))} <= {
        UNRELATED
    }


def test_every_label_is_a_lesson(folder: Path) -> None:
    """Each labelled pair is taught, the headline's as a headline, and strangers beside them."""
    rows = desk_rows(1, folder)
    told = [r for r in rows if r.target == CONTRADICTS]
    assert len(told) == 2 * len(list(reports(folder, held=False)))
    assert {r.pairs[0].passage.field for r in told} == {Field.HEADLINE, Field.TEXT}
    assert any(r.target == UNRELATED for r in rows)
    assert desk_rows(1, folder) == rows


def test_the_shipped_stories_are_whole() -> None:
    """Every label names a sentence and a claim that are there, and all three ways occur."""
    ways = set()
    for report in reports():
        for (at, claim), way in report.labels.items():
            assert HEADLINE <= at < len(report.sentences)
            assert claim in report.claims
            ways.add(way)
    assert ways == {SUPPORTS, CONTRADICTS, MENTIONS}
