"""Measure extraction against hand-made texts: `python -m tests.benchmarks.extraction`.

Prints 4-gram F1, the mean over pages, of our extractor and of trafilatura as it comes. Pages
that ours refuses (stubs of sold articles, mostly) are counted and left out of both.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import trafilatura

from monitor.model.errors import ExtractError
from monitor.model.feed import Page
from monitor.sources.extractor import extract_article

#: Pages with their article texts; a sibling of the repository, not a part of it.
PAGES = Path("../shared/data/extraction-aeb")


def pages() -> Iterator[tuple[Page, str]]:
    """Read each page with the text a person took from it."""
    for line in (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        body = gzip.decompress((PAGES / "html" / f"{gold['id']}.html.gz").read_bytes())
        url = gold.get("url") or "https://example.org/a"
        page = Page(
            url=url,
            final_url=url,
            status=200,
            body=body,
            fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        yield page, gold["text"]


def ours(page: Page) -> str | None:
    """Extract as the service does; None when it refuses the page."""
    try:
        return extract_article(page).text
    except ExtractError:
        return None


def plain(page: Page) -> str:
    """Extract with trafilatura as it comes."""
    return trafilatura.extract(page.body) or ""


def f1(found: str, gold: str) -> float:
    """Compare two texts by their shingles of four words, in [0, 1]."""
    one, two = _shingles(found), _shingles(gold)
    common = (one & two).total()
    return 2 * common / (one.total() + two.total()) if common else 0.0


def scores(extract: Callable[[Page], str | None], step: int) -> list[float | None]:
    """Score an extractor on each page; None where it refused."""
    found = ((extract(page), gold) for page, gold in islice(pages(), 0, None, step))
    return [None if text is None else f1(text, gold) for text, gold in found]


def compare(step: int = 1) -> tuple[float, float, int]:
    """Tell our mean F1, that of plain trafilatura on the same pages, and how many we refused."""
    pairs = list(zip(scores(ours, step), scores(plain, step), strict=True))
    read = [(one, two) for one, two in pairs if one is not None and two is not None]
    own, other = (sum(column) / len(read) for column in zip(*read, strict=True))
    return own, other, len(pairs) - len(read)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[start:] for start in range(4)), strict=False))


def main() -> None:
    """Print both scores."""
    own, other, refused = compare()
    sys.stdout.write(f"onrecord {own:.4f}, trafilatura {other:.4f}, {refused} pages refused\n")


if __name__ == "__main__":
    main()
