"""Prints how well edits and reprints are told, on every set: `python -m tests.gates.edits`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from monitor.model.change import ChangeKind
from tests.gates import reprints
from tests.rules.revising.score import EXAMPLES, Score, score

_HERE = Path(__file__).parent
#: From a set's name to its file, and how far it was kept from the making of the rules.
SETS = {
    "acceptance": (EXAMPLES, "tuned"),
    "blind": (_HERE.parent / "blind" / "revisions.jsonl", "seen"),
    "development": (_HERE / "development.jsonl", "tuned"),
    "held": (_HERE / "held.jsonl", "counts only"),
}
_KINDS = [kind.value for kind in ChangeKind if kind is not ChangeKind.TECHNICAL]


def _told(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def _table(scores: dict[str, Score]) -> str:
    rows = [("set", *scores), ("data", *(SETS[name][1] for name in scores))]
    rows.append(("steps", *(str(each.steps) for each in scores.values())))
    rows.append(("micro-F1", *(_told(each.micro_f1) for each in scores.values())))
    rows += [(kind, *(_told(each.f1(kind)) for each in scores.values())) for kind in _KINDS]
    rows.append(("material", *(_told(each.material / each.steps) for each in scores.values())))
    rows.append(("notice", *(_told(each.notice / each.steps) for each in scores.values())))
    return "".join(
        f"{row[0]:<12}" + "".join(f"{cell:>13}" for cell in row[1:]) + "\n" for row in rows
    )


def main() -> None:
    """Print the table, with --verbose each miss on the sets that may be looked at."""
    parser = argparse.ArgumentParser(description="Score edits and reprints on every set.")
    parser.add_argument("--verbose", action="store_true", help="list the misses, but not of `held`")
    verbose = parser.parse_args().verbose
    scores = {name: score(path) for name, (path, _) in SETS.items() if path.is_file()}
    pairs = reprints.score()
    for name, each in scores.items():
        for miss in each.misses if verbose and name != "held" else ():
            sys.stdout.write(f"{name} {miss}\n")
    for miss in pairs.misses if verbose else ():
        sys.stdout.write(f"reprints {miss}\n")
    sys.stdout.write(_table(scores))
    sys.stdout.write(
        f"\nreprints (tuned, {pairs.pairs} pairs): precision {pairs.precision:.3f}"
        f" recall {pairs.recall:.3f}\n"
    )


if __name__ == "__main__":
    main()
