"""Measures what matching costs: `python -m tests.benchmarks.matching [CLAIMS ...]`."""

from __future__ import annotations

import random
import sys
import time

from monitor.model.claim import Claim
from monitor.rules.matching import ClaimIndex
from monitor.rules.text import document

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
    """Print milliseconds for an unrelated article against indexes of growing size."""
    for count in map(int, sys.argv[1:] or ("1000", "100000")):
        begun = time.perf_counter()
        index = ClaimIndex(claims(count))
        built = time.perf_counter()
        article = document("Library roof to be mended", _PROSE * 12)
        cut = time.perf_counter()
        runs = 20
        for _ in range(runs):
            index.match(article)
        matched = (time.perf_counter() - cut) / runs
        sys.stdout.write(
            f"{count} claims: index {built - begun:.2f} s, document {1e3 * (cut - built):.2f} ms,"
            f" match {1e3 * matched:.3f} ms\n"
        )


if __name__ == "__main__":
    main()
