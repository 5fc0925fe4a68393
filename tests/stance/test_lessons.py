"""Lessons made of what is there: claims with another's name, and reports told with answers."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.stance.training.other_names import Kind, Named, names, of_others, renamed
from monitor.stance.training.rows import CONTRADICTS, SUPPORTS, UNRELATED, Row, row
from monitor.stance.training.told_reports import QUIET, told_rows

CLAIM = "Ada Lund told Omar Reyes that the ferry would close."


def dice() -> random.Random:
    """Load the dice."""
    return random.Random(5)  # noqa: S311 (a sample, not a secret)


def some_rows() -> list[Row]:
    """Build rows of two stories, so that each has names the other lacks."""
    told = [
        row(CLAIM, f"Lund told Reyes on day {n} that it would.", SUPPORTS, origin="made")
        for n in range(40)
    ]
    other = row("Ivo Marsh sold the mill.", "Marsh kept it.", CONTRADICTS, origin="made")
    return [*told, other, replace(other, target=UNRELATED)]


def test_a_claim_of_another_is_unrelated() -> None:
    """Each row has one name exchanged for one the passage does not hold, and takes no side."""
    made = list(of_others(some_rows(), dice()))
    assert len(made) > 20
    for found in made:
        claim, text = found.pairs[0].claim, found.pairs[0].passage.text
        assert found.target == UNRELATED
        assert claim not in {CLAIM, "Ivo Marsh sold the mill."}
        assert sum(named.name.split()[-1] in text for named in names(claim)) < len([*names(claim)])


def test_what_is_unrelated_already_is_not_told_again() -> None:
    """Rows without a bearing on their claim teach nothing under another name."""
    strangers = [replace(r, target=UNRELATED) for r in some_rows()]
    assert not list(of_others(strangers, dice()))


def test_a_name_out_of_sight_is_not_exchanged() -> None:
    """Where nothing shows whom a passage is about, a claim of another might be borne out too."""
    hidden = [row(CLAIM, "He was told so.", SUPPORTS, origin="made")] * 40
    assert not list(of_others([*hidden, some_rows()[-1]], dice()))


def test_names_are_told_by_kind() -> None:
    """People, institutions and countries are each exchanged for their like."""
    found = list(names("Japan told the Bank of Tarn that Ada Lund had left."))
    assert found == [
        Named("Japan", Kind.COUNTRY),
        Named("Bank of Tarn", Kind.INSTITUTION),
        Named("Ada Lund", Kind.PERSON),
    ]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Write a folder of one report with its answer."""
    claim = 'id = "sold"\ntext = "Mayor Ada Lund sold the Tarn ferry."'
    (tmp_path / "ferry-claims.toml").write_text(f"[[claim]]\n{claim}\n", encoding="utf-8")
    text = "Mayor Ada Lund said the Tarn ferry was not sold. The Tarn ferry is old. Lund is 61."
    evidence = [{"text": "the Tarn ferry was not sold", "stance": "contradicts"}]
    report = {
        "headline": "Tarn ferry row",
        "text": text,
        "expect": {"sold": {"reading": "contradicts", "evidence": evidence}},
    }
    (tmp_path / "ferry.jsonl").write_text(json.dumps(report) + "\n", encoding="utf-8")
    return tmp_path


def test_an_answer_is_the_passage_s_that_holds_its_words(told: Path) -> None:
    """What the answer names takes its side; what is served beside it takes none."""
    found = {r.pairs[0].passage.text: r.target for r in told_rows([told], 1)}
    assert found.pop("Mayor Ada Lund said the Tarn ferry was not sold.") == CONTRADICTS
    assert [*found.values()] == [QUIET, QUIET]


def test_a_folder_without_claims_is_an_error(tmp_path: Path) -> None:
    """A wrong folder is said so, not learned from as if it were empty."""
    with pytest.raises(FileNotFoundError, match=r"claims\.toml"):
        told_rows([tmp_path], 1)


def test_people_are_renamed_alike_in_claim_and_report() -> None:
    """Whole names and last names go together, and the answer stays."""
    rows = [*some_rows()[:40], row("Ida Berg quit.", "Ms Berg left.", SUPPORTS, origin="made")]
    made = list(renamed(rows, dice()))
    changed = [(old, new) for old, new in zip(rows, made, strict=True) if old != new]
    assert 10 < len(changed) < len(rows)
    for old, new in changed:
        assert new.target == old.target
        for named in names(new.pairs[0].claim):
            assert named.name.rsplit(maxsplit=1)[-1] in new.pairs[0].passage.text
