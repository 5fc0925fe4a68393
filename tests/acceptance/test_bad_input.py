"""Bad feeds and pages, all at once, beside a good story: each is told apart, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom that has met all of it, its daemon still running."""
    quick = {
        "ONRECORD_FETCH__EXTRACT_TIMEOUT_S": "4",
        "ONRECORD_POLLING__MIN_INTERVAL_S": "120",
        "ONRECORD_POLLING__MAX_INTERVAL_S": "120",
    }
    folder = tmp_path_factory.mktemp("mischief")
    with Newsroom(folder, CLAIM, ages="[600, 1200]", feeds=FEEDS, settings=quick) as room:
        room.outlet.odd = {f"/{path}": answer for path, (answer, _) in FEEDS.items()}
        for slug, (answer, _) in PAGES.items():
            room.publishes(slug, slug, "")
            room.outlet.odd[f"/{slug}.html"] = answer
        room.publishes(*ACCENTED)
        garbled = _page(ACCENTED[2:]).encode("cp1252")
        room.outlet.odd["/accented.html"] = serves(garbled, "text/html; charset=utf-8")
        room.publishes(*GOOD)
        room.starts()
        yield room


@pytest.fixture(scope="module")
def feed_errors(newsroom: Newsroom) -> Reasons:
    """What `onrecord feeds list --format json` says of each feed, once each was polled."""
    return _wait(lambda: _feed_errors(newsroom), FEEDS)


@pytest.fixture(scope="module")
def notes(newsroom: Newsroom) -> Reasons:
    """What is noted of the visit to each page, once each was visited."""
    return _wait(lambda: _notes(newsroom), PAGES)


@pytest.mark.parametrize("path", FEEDS)
def test_bad_feed_is_told_by_its_reason(feed_errors: Reasons, path: str) -> None:
    """Each bad feed is listed with the reason why it could not be read."""
    assert FEEDS[path][1] in (feed_errors[path] or "")


@pytest.mark.parametrize("slug", PAGES)
def test_bad_page_is_told_by_its_reason(notes: Reasons, slug: str) -> None:
    """Each bad page leaves the reason with its visit."""
    assert PAGES[slug][1] in (notes[slug] or "")


def test_good_story_among_them_arrives(newsroom: Newsroom) -> None:
    """The good story's alert arrives, whatever else was served."""
    data = newsroom.expects(claim="reservoir", kind="contradicts", source="Ruth Calloway")
    assert "José Peña" in data["statements"][0]["text"]


def test_page_that_declares_a_wrong_charset_is_read_right(newsroom: Newsroom) -> None:
    """A page in windows-1252 that says it is UTF-8 is read with its accents."""
    data = newsroom.expects(claim="reservoir", kind="supports", source="Ines Laporte")
    assert "José Peña" in data["statements"][0]["text"]


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


def _wait(look: Callable[[], Reasons], wanted: Iterable[str]) -> Reasons:
    """Look again and again until there is a reason for all that are wanted, or patience ends."""
    deadline = time.monotonic() + PATIENCE
    while True:
        reasons = look()
        if all(map(reasons.get, wanted)) or time.monotonic() > deadline:
            return reasons
        time.sleep(0.5)
