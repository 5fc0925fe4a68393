"""Prints the figures: `python -m tests.gates [--model NAME] [--SET]`."""

from __future__ import annotations

import argparse
import importlib
import sys

from monitor.ports import StanceModel
from monitor.stance.combined import CombinedModel
from monitor.stance.lexical import LexicalModel
from tests.gates.readings import KINDS, SETS, Tally, digest, evaluate


def main() -> None:
    """Evaluate a model and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=["lexical", "embedded", "combined"], default="lexical")
    parser.add_argument("--readings", action="store_true", help="kept for scripts; the default")
    parser.add_argument("--blind", action="store_true", help="score the blind set instead")
    parser.add_argument("--sealed", action="store_true", help="score the sealed set, in counts")
    parser.add_argument("--vault", action="store_true", help="score the vault set")
    parser.add_argument("--fresh", action="store_true", help="score the fresh set")
    parser.add_argument("--late", action="store_true", help="score the late set, in counts")
    parser.add_argument("--verbose", action="store_true", help="list every mistake")
    chosen = parser.parse_args()
    asked = (name for name in SETS if getattr(chosen, name, False))
    stories = SETS[next(asked, "development")]
    verbose = chosen.verbose and not chosen.sealed and not chosen.late
    sys.stdout.write(f"data {digest(stories)}\n")
    sys.stdout.write(report(evaluate(load(chosen.model), stories), verbose=verbose))


def load(name: str) -> StanceModel:
    """Load a stance model by its name on the command line."""
    if name == "lexical":
        return LexicalModel()
    embedded: StanceModel = importlib.import_module("monitor.stance.model").EmbeddedModel()
    return CombinedModel(embedded) if name == "combined" else embedded


def report(tally: Tally, *, verbose: bool = False) -> str:
    """Render the figures as lines of text."""
    lines = [f"{'expected':>12} " + " ".join(f"{k[:8]:>8}" for k in KINDS)]
    lines += [
        f"{due:>12} "
        + " ".join(f"{tally.readings[due, given]:8}" for given in KINDS)
        + f"   F1 {tally.f1(due):.3f}"
        for due in KINDS
    ]
    lines += [
        f"reading macro-F1 {tally.macro_f1:.3f}",
        f"alerts precision {tally.precision:.3f} recall {tally.recall:.3f} {dict(tally.alerts)}",
        f"sources {tally.share(tally.sources):.3f} of {tally.sources.total()}",
        f"novelty {tally.share(tally.novelties):.3f} of {tally.novelties.total()}",
    ]
    return "\n".join(lines + (tally.mistakes if verbose else [])) + "\n"


if __name__ == "__main__":
    main()
