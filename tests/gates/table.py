"""One table of every figure: `python -m tests.gates.table [--most N] [--only GROUP]`.

Every row names the command that prints it in full. Sets that are not there (`../shared`) are left
out, and so is the trained model where its weights are missing. FNC-1 and the tweets are sampled
(`--most 0` takes all of them, which lasts many minutes on two cores).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.stance.lexical import LexicalModel
from monitor.stance.model import WEIGHTS
from monitor.stance.training.evaluate import figures as stance_figures
from tests.gates import polnear, polnear_data, recall
from tests.gates.__main__ import load
from tests.gates.readings import (
    BLIND,
    DEVELOPMENT,
    FRESH,
    LATE,
    SEALED,
    VAULT,
    Story,
    evaluate,
)

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"

#: FNC-1's reports and the tweets of a retrieval set that are taken by default.
SAMPLE = 100

#: What others reached, and on which rows where they are not ours.
PUBLISHED = {
    "FNC-1 at its natural mix, weighted score": "0.820 winner, 0.859 people (competition part)",
    "FNC-1 at its natural mix, macro-F1": "0.58 winner, 0.609 best, 0.754 people (same)",
    "Emergent by headline, accuracy": "0.733",
    "fever, supports or contradicts, accuracy": "0.50 without evidence",
}
#: What the design asks for.
AIMS = {
    "reading macro-F1": 0.80,
    "alerts raised that are right": 0.90,
    "alerts due that are raised": 0.80,
    "FNC-1 at its natural mix, weighted score": 0.86,
    "FNC-1 at its natural mix, macro-F1": 0.72,
    "FNC-1, F1 of disagree": 0.45,
    "Emergent by headline, accuracy": 0.80,
    "fever, supports or contradicts, accuracy": 0.80,
    "PolNeAR source, F1 by head": 0.75,
    "PolNeAR cue, F1 by overlap": 0.80,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured figure beside what it is measured against; shares in [0, 1]."""

    group: str
    measured: str
    rows: int
    #: By the shipped reader; None where a part of it is missing.
    ours: float | None
    #: By the rules alone; None where there is no other reader.
    rules: float | None = None
    #: How far the data was kept from the making: see the header.
    data: str
    command: str

    def line(self) -> str:
        """Render the row as one of a Markdown table."""
        aim = AIMS.get(self.measured)
        told = (_told(self.ours), _told(self.rules), PUBLISHED.get(self.measured, "-"), _told(aim))
        return (
            f"| {self.group}: {self.measured} | {self.rows} | {' | '.join(told)}"
            f" | {self.data} | `{self.command}` |\n"
        )


HEADER = (
    "All are development figures. `tuned`: rules and thresholds were made on these very texts;\n"
    "`taught`: the model learned them; `seen`: mistakes looked at and settings chosen;\n"
    "`held out`: kept from training and tuning, but scored many times; `counted`: no setting of\n"
    "the readings chosen by it, its readings' mistakes never looked at.\n\n"
    "| measured | rows | this reader | rules alone | published | aim | data | command |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def _told(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def readings(group: str, stories: tuple[Story, ...], data: str, command: str) -> Iterator[Row]:
    """Measure readings and alerts, by the trained model within the rules and by the rules alone."""
    if not all(story.reports.is_file() for story in stories):
        return
    rules = evaluate(LexicalModel(), stories)
    ours = evaluate(load("combined"), stories) if trained() else None
    for measured, name, rows in (
        ("reading macro-F1", "macro_f1", rules.readings.total()),
        ("alerts raised that are right", "precision", rules.alerts["raised"]),
        ("alerts due that are raised", "recall", rules.alerts["due"]),
    ):
        yield Row(
            group=group, measured=measured, rows=rows, data=data, command=command,
            ours=getattr(ours, name) if ours else None, rules=getattr(rules, name),
        )  # fmt: skip


def trained() -> bool:
    """Tell whether the trained model's weights are here."""
    return (WEIGHTS / "model.onnx").is_file()


def stances(most: int) -> Iterator[Row]:
    """Measure the trained model on what its training held out."""
    if not (trained() and DATA.is_dir()):
        return
    for figure in stance_figures(DATA, 1, most, WEIGHTS):
        yield Row(
            group="stance", measured=figure.measured, rows=figure.rows, data="held out",
            ours=figure.embedded, rules=figure.lexical,
            command=f"python -m monitor.stance.training evaluate --most {most}",
        )  # fmt: skip


def attribution() -> Iterator[Row]:
    """Measure attribution, which is by rules only."""
    if not polnear_data.POLNEAR.is_dir():
        return
    tally = polnear.evaluate(polnear_data.articles("dev"))
    for row, measure in (("source", "head"), ("cue", "overlap")):
        yield Row(
            group="attribution", measured=f"PolNeAR {row}, F1 by {measure}", data="held out",
            rows=tally.asked[row], ours=tally.f1(row, measure),
            command="python -m tests.gates.polnear",
        )  # fmt: skip


def matching(most: int) -> Iterator[Row]:
    """Measure how surely texts reach their claims."""
    for found in recall.figures(most):
        command = f"python -m tests.gates.recall --most {most}"
        data = {"acceptance": "tuned", "blind": "seen"}.get(found.name, "held out")
        yield Row(
            group="matching", measured=f"{found.name}, claims reached", rows=found.asked,
            ours=found.hit, data=data, command=command,
        )  # fmt: skip


def groups(most: int) -> dict[str, Callable[[], Iterator[Row]]]:
    """List what can be measured, cheapest first."""
    gates = "python -m tests.gates --model combined"
    return {
        "acceptance": lambda: readings("acceptance", DEVELOPMENT, "tuned", gates),
        "blind": lambda: readings("blind", BLIND, "taught", f"{gates} --blind"),
        "sealed": lambda: readings("sealed", SEALED, "taught", f"{gates} --sealed"),
        "vault": lambda: readings("vault", VAULT, "seen", f"{gates} --vault"),
        "fresh": lambda: readings("fresh", FRESH, "taught", f"{gates} --fresh"),
        "late": lambda: readings("late", LATE, "counted", f"{gates} --late"),
        "attribution": attribution,
        "matching": lambda: matching(most),
        "stance": lambda: stances(most),
    }


def main() -> None:
    """Print the table, row by row as it is measured."""
    parser = argparse.ArgumentParser(description="Print every figure in one table.")
    parser.add_argument("--most", type=int, default=SAMPLE, help="sample so many, 0 for all")
    parser.add_argument("--only", choices=list(groups(0)), help="one group of figures")
    chosen = parser.parse_args()
    sys.stdout.write(HEADER)
    for name, measure in groups(chosen.most).items():
        for row in measure() if chosen.only in {None, name} else ():
            sys.stdout.write(row.line())
            sys.stdout.flush()


if __name__ == "__main__":
    main()
