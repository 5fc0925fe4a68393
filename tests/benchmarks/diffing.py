"""Times diffs of long and of hostile texts: `python -m tests.benchmarks.diffing`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from monitor.rules.diffing import apply, diff

_RUNS = 5


def _article(dice: random.Random, words: int) -> list[str]:
    """Make up an article of sentences of twenty words."""
    lexicon = ["".join(dice.choices("abcdefghij", k=dice.randrange(2, 9))) for _ in range(3000)]
    return [
        " ".join(dice.choices(lexicon, k=20)).capitalize() + (". " if at % 3 else ".\n\n")
        for at in range(words // 20)
    ]


def _edited(dice: random.Random, sentences: list[str], share: float) -> list[str]:
    """Change one word in some sentences, and move one."""
    edited = [
        sentence.replace(" ", " changed ", 1) if dice.random() < share else sentence
        for sentence in sentences
    ]
    edited.insert(0, edited.pop())
    return edited


def cases() -> Iterator[tuple[str, Sequence[str]]]:
    """Yield a name and two texts for each case."""
    dice = random.Random(3)  # noqa: S311 (made-up words, no secret)
    long, huge = _article(dice, 10_000), _article(dice, 180_000)
    for name, text in (("10,000 words", long), ("1 MB", huge)):
        for share in (0.05, 1):
            edited = _edited(dice, text, share)
            yield f"{name}, {share:.0%} of sentences edited", ("".join(text), "".join(edited))
    yield "10,000 words, unrelated", ("".join(long), "".join(_article(dice, 10_000)))
    yield "1 MB, shuffled", ("".join(huge), "".join(dice.sample(huge, len(huge))))
    yield "1 MB, one line repeated", ("One line.\n" * 100_000, "One line.\n" * 99_000 + "Other.\n")
    yield "1 MB, two lines alternating", ("A.\nB.\n" * 166_000, "B.\nA.\nC.\n" * 110_000)
    yield (
        "1 MB, two lines at random",
        _twice(lambda: "".join(dice.choices(["A.\n", "B.\n"], k=330_000))),
    )
    yield "1 MB, no sentence", _twice(lambda: " ".join(dice.choices("ab", k=500_000)))
    yield "400 kB, two words at random", _twice(lambda: _long_sentences(dice))


def _twice(make: Callable[[], str]) -> tuple[str, str]:
    return make(), make()


def _long_sentences(dice: random.Random) -> str:
    return "\n".join(" ".join(dice.choices("ab", k=9_900)) for _ in range(10))


def main() -> None:
    """Print the best of five runs for each case."""
    sys.stdout.write(f"{'case':42} {'ms':>8} {'hunks':>6}\n")
    for name, (old, new) in cases():
        best = float("inf")
        for _ in range(_RUNS):
            start = time.perf_counter()
            hunks = diff(old, new)
            best = min(best, time.perf_counter() - start)
        assert apply(hunks, old) == new
        sys.stdout.write(f"{name:42} {best * 1000:8.1f} {len(hunks):6}\n")


if __name__ == "__main__":
    main()
