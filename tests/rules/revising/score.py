"""Scores the classification of edits: `python -m tests.rules.revising.score --verbose`."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from monitor.rules.changes import Verdict, classify

#: Labelled revisions beside the repository; not part of it.
EXAMPLES = Path(__file__).parents[4] / "shared" / "acceptance" / "revisions-dev.jsonl"


@dataclass(slots=True)
class Score:
    """Counts over all steps from one revision to the next."""

    steps: int = 0
    #: Kinds found and expected, found only, expected only.
    right: int = 0
    wrong: int = 0
    missed: int = 0
    material: int = 0
    notice: int = 0
    misses: list[str] = field(default_factory=list)
    #: The same three counts by kind.
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def f1(self, kind: str) -> float | None:
        """F1 of one kind in [0, 1]; None where it was neither found nor expected."""
        counts = self.by_kind.get(kind, Counter[str]())
        if not counts.total():
            return None
        return 2 * counts["right"] / (counts["right"] + counts.total())

    @property
    def micro_f1(self) -> float:
        """F1 over all kinds of all steps, in [0, 1]."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)

    def summary(self) -> str:
        """Tell the figures on one line."""
        return (
            f"kinds micro-F1 {self.micro_f1:.3f}, material {self.material}/{self.steps}, "
            f"notice {self.notice}/{self.steps}"
        )


def score(path: Path) -> Score:
    """Classify every step of a file of labelled revisions."""
    total = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for step in article["changes"]:
            old, new = (article["revisions"][step[end] - 1] for end in ("from", "to"))
            verdict = classify((old["headline"], old["text"]), (new["headline"], new["text"]))
            _count(total, f"{article['id']} {step['from']}-{step['to']}", step, verdict)
    return total


def digest(path: Path) -> str:
    """Name the data that a figure was reached on."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _count(total: Score, name: str, step: dict[str, object], verdict: Verdict) -> None:
    wanted = step["kinds"]
    assert isinstance(wanted, list)
    expected, found = set(wanted), {kind.value for kind in verdict.kinds}
    total.steps += 1
    counts = {"right": expected & found, "wrong": found - expected, "missed": expected - found}
    for count, told in counts.items():
        for kind in told:
            total.by_kind[kind][count] += 1
    total.right += len(expected & found)
    total.wrong += len(found - expected)
    total.missed += len(expected - found)
    total.material += step["material"] == verdict.material
    total.notice += step["notice"] == verdict.notice
    if expected != found or step["material"] != verdict.material:
        kinds = f"found {sorted(found)}, expected {sorted(expected)}"
        total.misses.append(f"{name}: {kinds}, material {verdict.material}")
    if step["notice"] != verdict.notice:
        total.misses.append(f"{name}: notice {verdict.notice!r}, expected {step['notice']!r}")


def main() -> None:
    """Print the figures, with --verbose each miss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=EXAMPLES)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    total = score(options.path)
    for miss in total.misses if options.verbose else ():
        sys.stdout.write(f"{miss}\n")
    sys.stdout.write(f"{total.summary()}\n")


if __name__ == "__main__":
    main()
