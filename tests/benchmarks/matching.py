"""Measures what matching costs: `python -m tests.benchmarks.matching [CLAIMS ...]`."""

from __future__ import annotations

import random
import resource
import sys
import time

from monitor.model.claim import Claim
from monitor.rules.matching import ClaimIndex
from monitor.rules.text import Document, document

#: How often an article is matched for one figure.
RUNS = 20

_PEOPLE = ("Ana Ruiz", "Bo Lund", "Cara Okafor", "Dov Meier", "Eva Tanaka", "Finn Silva")
_PLACES = ("Peru", "Norway", "Kenya", "Austria", "Chile", "Egypt", "Poland", "Vietnam", "Canada")
_DEEDS = (
    "resign over the budget",
    "ban imports of steel",
    "raise the price of bread",
    "close the port",
    "sell the railway",
    "approve the vaccine",
    "cut 2,000 jobs",
    "sign a treaty on fishing",
)
_PROSE = (
    "The council met on Monday to hear about the library roof. Several residents spoke, and the "
    "architect showed drawings. Work would begin in spring, she said, if the weather held. The "
    "children's room will move upstairs while the roof is open. A second meeting is planned.\n\n"
)


def claims(count: int) -> list[Claim]:
    """Make so many claims of people, places and deeds."""
    dice = random.Random(7)  # noqa: S311 (made-up claims need no secrecy)
    return [
        Claim(
            id=f"c{i}",
            text=f"{dice.choice(_PEOPLE)}-{i} of {dice.choice(_PLACES)} will {dice.choice(_DEEDS)}",
        )
        for i in range(count)
    ]


def main() -> None:
    """Print what an index costs to build and an unrelated article to match, by claims."""
    sys.stdout.write("    claims   build s  memory MB  match \u00b5s  document ms\n")
    for count in map(int, sys.argv[1:] or ("1000", "10000", "100000")):
        sys.stdout.write(measured(count))
        sys.stdout.flush()


def measured(count: int) -> str:
    """Measure one size of index as a line; memory is what the peak of the process grew by."""
    listed, before = claims(count), _peak_megabytes()
    begun = time.perf_counter()
    index = ClaimIndex(listed)
    built = time.perf_counter() - begun
    begun = time.perf_counter()
    article = document("Library roof to be mended", _PROSE * 12)
    cut = time.perf_counter() - begun
    matched = _microseconds(index, article)
    grown = _peak_megabytes() - before
    return f"{count:10} {built:9.2f} {grown:10.0f} {matched:9.0f} {1e3 * cut:12.2f}\n"


def _microseconds(index: ClaimIndex, article: Document) -> float:
    """Take the mean time to match an article, the first time left out."""
    index.match(article)
    begun = time.perf_counter()
    for _ in range(RUNS):
        index.match(article)
    return 1e6 * (time.perf_counter() - begun) / RUNS


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
