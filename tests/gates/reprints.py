"""Scores whether one outlet's article is told to be another's: `python -m tests.gates.edits`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.model.article import Article, Revision
from monitor.rules.syndication import bands, reprint_of, signature
from tests.builders import a_revision, an_article

PAIRS = Path(__file__).with_name("reprints.jsonl")


@dataclass(slots=True)
class Score:
    """Counts over pairs of articles, the second printed after the first."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    pairs: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what is called a reprint that is one, in [0, 1]."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the reprints that are called so, in [0, 1]."""
        return self.right / (self.right + self.missed)


def score(path: Path = PAIRS) -> Score:
    """Ask of every second article of a pair what it was printed from."""
    total = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        found = _is_reprint(pair["first"], pair["second"])
        total.pairs += 1
        total.right += found and pair["reprint"]
        total.wrong += found and not pair["reprint"]
        total.missed += not found and pair["reprint"]
        if found != pair["reprint"]:
            total.misses.append(f"{pair['id']} {pair['sort']}: expected {pair['reprint']}")
    return total


def digest(path: Path = PAIRS) -> str:
    """Name the data that a figure was reached on."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _is_reprint(first: dict[str, Any], second: dict[str, Any]) -> bool:
    sketch = signature(second["text"])
    held = _held(first)
    near = set(bands(held[0].signature)) & set(bands(sketch))
    found = reprint_of(
        second["headline"],
        second["text"],
        second["byline"],
        second["outlet"],
        sketch,
        [held] if near else [],
    )
    return found is not None


def _held(printed: dict[str, Any]) -> tuple[Revision, Article]:
    article = an_article(id="first", outlet=printed["outlet"])
    text = printed["text"]
    return a_revision(article_id="first", text=text, signature=signature(text)), article
