"""Measures what finding reprints costs: `python -m tests.benchmarks.syndication [--articles N]`.

Articles of made-up words are kept with their bands in SQLite, as the service keeps them, and
cuts of some of them are looked up. Beside it stands a plain scan, which compares the article
with every other one; it is timed on a part of them and told for each comparison.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from monitor.rules.syndication import bands, signature

#: Words in the vocabulary, words in an article, words in a paragraph.
VOCABULARY, WORDS, PARAGRAPH = 20_000, 400, 40

#: Look-ups that are timed, and articles that the plain scan compares with.
LOOKUPS, SCANNED = 200, 2_000

_SHINGLE = 3


def articles(count: int) -> Iterator[str]:
    """Make up so many articles; common words are common, as in speech (Zipf)."""
    dice = random.Random(11)  # noqa: S311 (made-up words, no secret)
    vocabulary = [f"w{number:x}" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    for _ in range(count):
        words = dice.choices(vocabulary, cum_weights=weights, k=WORDS)
        starts = range(0, WORDS, PARAGRAPH)
        yield "\n\n".join(" ".join(words[at : at + PARAGRAPH]) + "." for at in starts)


def cut(text: str, paragraphs: int) -> str:
    """Keep the first paragraphs only, as a short print of a long story does."""
    return "\n\n".join(text.split("\n\n")[:paragraphs])


class Index:
    """Bands of articles in a database file."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute(
            "CREATE TABLE bands (hash INTEGER, article INTEGER, PRIMARY KEY (hash, article))"
            " WITHOUT ROWID"
        )

    def add(self, article: int, keys: tuple[int, ...]) -> None:
        """Keep an article's bands."""
        rows = [(key, article) for key in set(keys)]
        self._database.executemany("INSERT INTO bands VALUES (?, ?)", rows)

    def near(self, keys: tuple[int, ...]) -> list[int]:
        """List the articles that share a band."""
        marks = ",".join("?" * len(keys))
        found = self._database.execute(
            f"SELECT DISTINCT article FROM bands WHERE hash IN ({marks})",  # noqa: S608 (marks)
            keys,
        )
        return [row[0] for row in found]


def main() -> None:
    """Print the cost of keeping, of looking up, and of a plain scan."""
    parser = argparse.ArgumentParser(description="Measure what finding reprints costs.")
    parser.add_argument("--articles", type=int, default=10_000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "bands.db")
        kept, sketching, storing = _fill(index, count)
        sys.stdout.write(
            f"{count} articles of {WORDS} words: signature {1e3 * sketching / count:.2f} ms,"
            f" bands kept {1e3 * storing / count:.2f} ms an article\n"
        )
        for paragraphs in (10, 5, 3, 2):
            _look_up(index, kept, count, paragraphs)
    _scan(kept, count)


def _fill(index: Index, count: int) -> tuple[list[str], float, float]:
    """Keep all articles; return a part of their texts, and the seconds that both halves took."""
    kept: list[str] = []
    sketching = storing = 0.0
    for number, text in enumerate(articles(count)):
        start = time.perf_counter()
        keys = bands(signature(text))
        middle = time.perf_counter()
        index.add(number, keys)
        sketching += middle - start
        storing += time.perf_counter() - middle
        if number < SCANNED:
            kept.append(text)
    return kept, sketching, storing


def _look_up(index: Index, kept: list[str], count: int, paragraphs: int) -> None:
    found = candidates = 0
    seconds = 0.0
    asked = min(LOOKUPS, len(kept))
    for number, text in enumerate(kept[:asked]):
        keys = bands(signature(cut(text, paragraphs)))
        start = time.perf_counter()
        near = index.near(keys)
        seconds += time.perf_counter() - start
        found += number in near
        candidates += len(near)
    sys.stdout.write(
        f"  first {paragraphs:2} of {WORDS // PARAGRAPH} paragraphs among {count}: original found"
        f" {found}/{asked}, {candidates / asked:.1f} candidates,"
        f" {1e3 * seconds / asked:.3f} ms a look-up\n"
    )


def _scan(kept: list[str], count: int) -> None:
    """Compare one article with all that were kept, shingle by shingle."""
    sets = [_shingles(text) for text in kept]
    ours = sets[0]
    start = time.perf_counter()
    for theirs in sets:
        len(ours & theirs)
    each = (time.perf_counter() - start) / len(sets)
    sys.stdout.write(
        f"  plain scan: {1e6 * each:.1f} us a comparison over {len(sets)} articles, shingles ready"
        f" in memory; at that, {1e3 * each * count:.0f} ms for {count}\n"
    )


def _shingles(text: str) -> frozenset[str]:
    words = text.split()
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(len(words)))


if __name__ == "__main__":
    main()
