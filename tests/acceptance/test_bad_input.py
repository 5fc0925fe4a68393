"""Bad feeds and pages, all at once, beside a good story: each is told apart, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from storage.archive import open_archive
from tests.acceptance.mischief import (
    Answer,
    entity_bomb,
    gzip_bomb,
    page_of_paragraphs,
    pours,
    redirects,
    serves,
)
from tests.acceptance.newsroom import PATIENCE, Newsroom

ROOT = Path(__file__).parents[2]

#: Reasons by feed or page; None where nothing is wrong, or nothing is known yet.
Reasons = Mapping[str, str | None]

CLAIM = '[[claim]]\nid = "reservoir"\ntext = "Mayor José Peña sold the Northgate reservoir."\n'

#: Published beside all that follows.
GOOD = (
    "good",
    "Council on the reservoir",
    "Senator Ruth Calloway on Monday denied that Mayor José Peña sold the Northgate reservoir.",
    "She spoke for a minute and left through a side door.",
)

#: The same story from another mouth, in windows-1252 on a page that says it is UTF-8.
ACCENTED = (
    "accented",
    "Ambassador on the reservoir",
    "Ambassador Ines Laporte confirmed that Mayor José Peña sold the Northgate reservoir.",
    "The embassy sent the statement to all papers at noon.",
)

#: Each feed is polled once, and a page that is slow to read is given up soon.
SETTINGS = {
    "ONRECORD_FETCH__EXTRACT_TIMEOUT_S": "4",
    "ONRECORD_POLLING__MIN_INTERVAL_S": "120",
    "ONRECORD_POLLING__MAX_INTERVAL_S": "120",
}

LOOP = "loop.xml"

#: Feeds: what is served, and what is said of it.
FEEDS: Mapping[str, tuple[Answer, str]] = {
    "page.xml": (serves(b"<html><body><p>No feed here.</p></body></html>"), "HTML page"),
    "nothing.xml": (serves(b""), "empty"),
    "endless.xml": (pours(2_000), "larger than the limit"),
    "gzip-bomb.xml": (gzip_bomb(200), "larger than the limit"),
    "entity-bomb.xml": (entity_bomb(), "declares XML entities"),
    LOOP: (redirects(f"/{LOOP}"), "circle"),
    "metadata.xml": (redirects("http://169.254.169.254/latest/meta-data/"), "169.254.169.254"),
    "garbage.xml": (
        serves(bytes(range(256)) * 40),
        "no RSS, Atom or JSON feed",
    ),
}

#: Pages listed in the good feed: what is served, and what is said of it.
PAGES: Mapping[str, tuple[Answer, str]] = {
    "twenty-megabytes": (page_of_paragraphs(350_000), "larger than the limit"),
    "slow-to-read": (page_of_paragraphs(120_000), "could not be read within"),
    "endless": (pours(2_000), "larger than the limit"),
    "inside": (redirects("http://169.254.169.254/latest/user-data"), "169.254.169.254"),
    "empty": (serves(b""), "no"),
    "binary": (serves(bytes(range(256)) * 400), "no"),
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom whose outlet serves all of it; the daemon not yet started."""
    with Newsroom(tmp_path, CLAIM, ages="[600, 1200]", feeds=FEEDS, settings=SETTINGS) as room:
        room.outlet.odd = {f"/{path}": answer for path, (answer, _) in FEEDS.items()}
        for slug, (answer, _) in PAGES.items():
            room.publishes(slug, slug, "")
            room.outlet.odd[f"/{slug}.html"] = answer
        room.publishes(*ACCENTED)
        garbled = _page(ACCENTED[2:]).encode("cp1252")
        room.outlet.odd["/accented.html"] = serves(garbled, "text/html; charset=utf-8")
        room.publishes(*GOOD)
        yield room


def test_bad_input_is_told_by_its_reason_and_good_stories_arrive(newsroom: Newsroom) -> None:
    """One daemon meets it all: each bad feed and page has its reason, no good story is lost."""
    newsroom.starts()
    for kind, source in (("contradicts", "Ruth Calloway"), ("supports", "Ines Laporte")):
        data = newsroom.expects(claim="reservoir", kind=kind, source=source)
        assert "José Peña" in data["statements"][0]["text"]
    _expect(FEEDS, lambda: _feed_errors(newsroom))
    _expect(PAGES, lambda: _notes(newsroom))


def _page(paragraphs: Sequence[str]) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><meta charset=utf-8></head><body><article>{text}</article></body></html>"


def _feed_errors(newsroom: Newsroom) -> Reasons:
    command = [sys.executable, "-m", "monitor", "feeds", "list", "--format", "json"]
    told = subprocess.run(
        [*command, "--config", newsroom.config], check=True, capture_output=True, cwd=ROOT
    )
    return {feed["id"]: feed["last_error"] for feed in json.loads(told.stdout)}


def _notes(newsroom: Newsroom) -> Reasons:
    url = f"sqlite:///{newsroom.folder / 'data' / 'onrecord.db'}"
    with closing(open_archive(url, raw_dir=None)) as archive, archive.unit() as unit:
        visits = [unit.visits.find(f"{newsroom.outlet.url}/{slug}.html") for slug in PAGES]
    return {slug: v.note if v else None for slug, v in zip(PAGES, visits, strict=True)}


def _expect(wanted: Mapping[str, tuple[Answer, str]], look: Callable[[], Reasons]) -> None:
    """Look again and again until all have a reason, or patience ends; see that each is right."""
    deadline = time.monotonic() + PATIENCE
    while not all(map((reasons := look()).get, wanted)) and time.monotonic() < deadline:
        time.sleep(0.5)
    words = {name: word for name, (_, word) in wanted.items()}
    assert {n: r for n, r in reasons.items() if n in words and words[n] not in (r or "")} == {}
    assert reasons.keys() >= words.keys()
