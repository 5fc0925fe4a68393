"""The shipped archive is written in the project's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from seeds.archives import load_archive
from seeds.loader import seed_path

_ORIGINALS = Path(__file__).parents[3] / "shared" / "seeds"
#: Words in a row that two texts on the same events may share by chance: one fewer than this.
_RUN = 8
_QUOTED = re.compile(r"“[^”]*”")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub(r"['\u2019]", "", text.lower()))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}


def _own_words(page: bytes) -> list[list[str]]:
    """Take a page's words, parted where a quotation stood."""
    parts = _QUOTED.split(" ".join(html.fromstring(page).itertext()))
    return [_words(part) for part in parts]


@pytest.mark.skipif(not _ORIGINALS.is_dir(), reason="the original reports are not here")
def test_the_retellings_share_no_sentence_with_the_originals() -> None:
    """No eight words in a row carry over from a report, except within quotation marks."""
    originals = set[tuple[str, ...]]()
    for original in _ORIGINALS.glob("*.txt"):
        originals |= _runs(_words(original.read_text(encoding="utf-8")))

    for report in load_archive(seed_path("archive")).reports:
        assert report.html is not None
        carried = {
            " ".join(run) for part in _own_words(report.html) for run in _runs(part) & originals
        }
        assert not carried, report.id
        assert not _runs(_words(report.headline)) & originals
