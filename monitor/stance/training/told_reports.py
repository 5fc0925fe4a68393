"""Reports with their answers, as tests.gates keeps them: lessons, and a measure of the mixture.

A file of reports stands beside the claims it is read against (`<story>.jsonl`,
`<story>-claims.toml`). Answers name the words that take a side; what matching serves beside them
takes none.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage
from monitor.rules.matching import Match
from monitor.rules.text import Document, document
from monitor.stance.training.desk_stories import TARGETS, matched
from monitor.stance.training.rows import Row, Target

#: A claim without an answer may be mentioned or not touched at all; it has no side.
QUIET: Target = (0.0, 0.0, 0.25, 0.75)

#: Quiet rows kept for each with an answer.
QUIET_SHARE = 2.0

#: Share of a passage, or of the answer's words, that must overlap for the answer to be its own.
_OVERLAP = 0.5


@dataclass(frozen=True, kw_only=True)
class ToldReport:
    """One report and what it is due to be read as; not slotted, for the cached property."""

    story: str
    headline: str
    text: str
    claims: Mapping[str, str]
    #: By claim: the reading, and the evidence for it.
    expect: Mapping[str, Mapping[str, Any]]

    @cached_property
    def cut(self) -> Document:
        """The report in sentences."""
        return document(self.headline, self.text)

    def matches(self) -> Sequence[Match]:
        """Match the report as the service does."""
        return matched(self.claims, self.cut)

    def target(self, claim: str, passage: Passage) -> Target:
        """Tell what a passage does by the answers it overlaps; two sides share it."""
        own = [
            TARGETS[item["stance"]]
            for item in self.expect.get(claim, {}).get("evidence", ())
            if self._overlap(passage, item["text"]) >= _OVERLAP
        ]
        if not own:
            return QUIET
        shares = [sum(ways) / len(own) for ways in zip(*own, strict=True)]
        return shares[0], shares[1], shares[2], shares[3]

    def due(self) -> Mapping[str, str]:
        """Tell the reading due of each claim."""
        return {claim: self.expect.get(claim, {}).get("reading", "none") for claim in self.claims}

    def _overlap(self, passage: Passage, answer: str) -> float:
        """Measure how far a passage and an answer share their words' places, in [0, 1]."""
        own = self.cut.text if passage.field is Field.TEXT else self.cut.headline
        if (start := own.find(answer)) < 0:
            return 0.0
        common = min(passage.end, start + len(answer)) - max(passage.start, start)
        return common / min(passage.end - passage.start, len(answer))


def told_reports(folder: Path) -> Iterator[ToldReport]:
    """Load the reports of a folder.

    Raises:
        FileNotFoundError: The folder holds no claims.
    """
    files = sorted(folder.glob("*-claims.toml"))
    if not files:
        raise FileNotFoundError(f"{folder} holds no <story>-claims.toml; name a folder that does.")
    for file in files:
        story = file.name.removesuffix("-claims.toml")
        listed = tomllib.loads(file.read_text(encoding="utf-8"))["claim"]
        lines = file.with_name(f"{story}.jsonl").read_text(encoding="utf-8").splitlines()
        for report in map(json.loads, lines):
            yield ToldReport(
                story=f"{folder.name}-{story}",
                headline=report["headline"],
                text=report["text"],
                claims={c["id"]: c["text"] for c in listed},
                expect=report["expect"],
            )


def told_rows(folders: Sequence[Path], seed: int) -> list[Row]:
    """Make rows of what matching serves of the reports in some folders.

    Raises:
        FileNotFoundError: A folder holds no claims.
    """
    dice = random.Random(f"told-{seed}")  # noqa: S311 (a sample, not a secret)
    rows = [row for folder in folders for report in told_reports(folder) for row in _rows(report)]
    answered = [row for row in rows if row.target != QUIET]
    quiet = [row for row in rows if row.target == QUIET]
    dice.shuffle(quiet)
    return [*answered, *quiet[: int(len(answered) * QUIET_SHARE)]]


def _rows(report: ToldReport) -> Iterator[Row]:
    for match in report.matches():
        for passage in match.passages:
            pair = Pair(claim=match.claim.text, passage=passage)
            yield Row(pairs=(pair,), target=report.target(match.claim.id, passage), origin="told")
