"""Times diffs of long and of hostile texts: `python -m tests.benchmarks.diffing`.

The peer is the standard library's `difflib.SequenceMatcher` on the same words (lines, beyond
400,000 characters), in a process of its own that is ended at a limit. It knows no moves and
pairs no sentences, so it does less.
"""

from __future__ import annotations

import multiprocessing
import platform
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from monitor.rules.diffing import apply, diff

_RUNS = 5

#: Milliseconds that the issue asks for: a long article, and anything at all.
_ARTICLE_MS = 50
_ANY_MS = 1000

#: Seconds after which the peer is ended.
_PEER_S = 5

#: Characters up to which the peer compares words, as we do; beyond, lines.
_WORDS_LIMIT = 400_000


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


def cases() -> Iterator[tuple[str, int, Sequence[str]]]:
    """Yield a name, a limit in milliseconds and two texts for each case."""
    dice = random.Random(3)  # noqa: S311 (made-up words, no secret)
    long, huge = _article(dice, 10_000), _article(dice, 180_000)
    for share in (0.02, 0.05, 0.2, 1):
        edited = "".join(_edited(dice, long, share))
        yield f"10,000 words, {share:.0%} of sentences edited", _ARTICLE_MS, ("".join(long), edited)
    yield "10,000 words, unrelated", _ARTICLE_MS, ("".join(long), "".join(_article(dice, 10_000)))
    for name, texts in _hostile(dice, huge):
        yield name, _ANY_MS, texts


def _hostile(dice: random.Random, huge: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield pairs of a megabyte, and of the longest texts that are told by words."""
    text = "".join(huge)
    for share in (0.05, 1):
        yield f"1 MB, {share:.0%} of sentences edited", (text, "".join(_edited(dice, huge, share)))
    yield "1 MB, shuffled", (text, "".join(dice.sample(huge, len(huge))))
    yield "1 MB, all unique", ("".join(map("{}\n".format, range(150_000))), text)
    yield "1 MB, one line repeated", ("One line.\n" * 100_000, "One line.\n" * 99_000 + "Other.\n")
    yield "1 MB, two lines alternating", ("A.\nB.\n" * 166_000, "B.\nA.\nC.\n" * 110_000)
    yield (
        "1 MB, two lines at random",
        _twice(lambda: "".join(dice.choices(["A.\n", "B.\n"], k=330_000))),
    )
    yield "1 MB, no sentence", _twice(lambda: " ".join(dice.choices("ab", k=500_000)))
    one = " ".join(dice.choices(["dam", "is", "safe", "the", "said"], k=250_000))
    yield "1 MB, one line, one word changed", (one, one[:500_000] + "changed" + one[500_000:])
    yield "1 MB, one word", ("x" * 1_000_000, "x" * 999_999 + "y")
    yield "400 kB, two words at random", _twice(lambda: _long_sentences(dice))
    yield "400 kB, two sentences alternating", ("A b. C d. " * 19_900, "C d. A b. E f. " * 13_200)


def _twice(make: Callable[[], str]) -> tuple[str, str]:
    return make(), make()


def _long_sentences(dice: random.Random) -> str:
    return "\n".join(" ".join(dice.choices("ab", k=9_900)) for _ in range(10))


def _peer(old: str, new: str) -> None:
    """Compare with the standard library, as it is used by default."""
    small = len(old) + len(new) <= _WORDS_LIMIT
    a, b = (text.split(" ") if small else text.splitlines(keepends=True) for text in (old, new))
    SequenceMatcher(None, a, b).get_opcodes()


def _peer_seconds(old: str, new: str) -> float | None:
    """Time the peer once; None where it was ended at the limit."""
    process = multiprocessing.get_context("fork").Process(target=_peer, args=(old, new))
    start = time.perf_counter()
    process.start()
    process.join(_PEER_S)
    took = time.perf_counter() - start
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return took


def _best_seconds(old: str, new: str) -> tuple[float, int]:
    """Time ours, the best of a few runs, and count its hunks."""
    best = float("inf")
    for _ in range(_RUNS):
        start = time.perf_counter()
        hunks = diff(old, new)
        best = min(best, time.perf_counter() - start)
    assert apply(hunks, old) == new
    return best, len(hunks)


def main() -> int:
    """Print each case with its limit; fail when one is missed."""
    write = sys.stdout.write
    write(f"Python {platform.python_version()}, {platform.machine()}; best of {_RUNS} runs\n")
    write(f"{'case':42} {'ms':>8} {'limit':>6} {'hunks':>6} {'difflib':>10} {'times':>8}\n")
    missed = 0
    for name, limit, (old, new) in cases():
        seconds, hunks = _best_seconds(old, new)
        peer = _peer_seconds(old, new)
        theirs = f"{peer * 1000:.0f}" if peer is not None else f"> {_PEER_S * 1000}"
        ratio = f"{peer / seconds:.1f}" if peer is not None else f"> {_PEER_S / seconds:.0f}"
        late = seconds * 1000 > limit
        missed += late
        write(f"{name:42} {seconds * 1000:8.1f} {limit:6} {hunks:6} {theirs:>10} {ratio:>8}")
        write("  TOO SLOW\n" if late else "\n")
    write(f"{missed} missed their limit\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
