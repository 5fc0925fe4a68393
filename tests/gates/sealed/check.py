"""Checks the sealed set by the blind one's rules: `python -m tests.gates.sealed.check`."""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.gates.blind import check as blind

HERE = Path(__file__).parent
STORIES = ("followups", "rail", "story-a", "story-b")


def main() -> int:
    """Print every problem and the counts; return the number of problems."""
    found = list(problems())
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    everything: list[blind.Row] = []
    for story in STORIES:
        reports = rows(story)
        everything += reports
        sys.stdout.write(f"{story}: {blind.tally(reports)}\n")
    sys.stdout.write(f"all: {blind.tally(everything)}\n")
    sys.stdout.write(f"difficulty: {difficulties(everything)}\n")
    return len(found)


def problems() -> Iterator[str]:
    """Yield one sentence for each rule that a line of the set breaks."""
    for story in STORIES:
        reports, known = rows(story), claim_ids(story)
        ledger = blind.starting() if story == "followups" else set()
        yield from blind.check_order(reports)
        yield from blind.check_novelty(reports, ledger)
        for report in reports:
            for problem in (*blind.check_report(report, known), *check_form(report)):
                yield f"{report['id']}: {problem}"


def check_form(report: blind.Row) -> Iterator[str]:
    """Yield what is wrong with the parts that the blind set's check leaves alone."""
    if ": " not in report["note"]:
        yield "the note does not begin with a difficulty"
    for claim, expected in report["expect"].items():
        if expected["reading"] in expected.get("accept", []):
            yield f"{claim}: accepts the reading that it expects"
        if expected["reading"] == "none" and expected["novelty"] is not None:
            yield f"{claim}: none has no novelty"
        for item in expected["evidence"]:
            if (item["source"] is None) and item["source_kind"] != "outlet":
                yield f"{claim}: only the outlet speaks without a name"


def rows(name: str) -> list[blind.Row]:
    """Load the lines of one file of the set."""
    text = (HERE / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def claim_ids(story: str) -> set[str]:
    """Load the ids of a story's claims."""
    claims = tomllib.loads((HERE / f"{story}-claims.toml").read_text(encoding="utf-8"))
    return {claim["id"] for claim in claims["claim"]}


def difficulties(reports: list[blind.Row]) -> dict[str, int]:
    """Count the difficulties that the notes begin with, most frequent first."""
    return dict(Counter(report["note"].split(": ")[0] for report in reports).most_common())


if __name__ == "__main__":
    sys.exit(min(main(), 1))
