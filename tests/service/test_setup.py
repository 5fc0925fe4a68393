"""What files say goes on record; what hands did to it there stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model.claim import ClaimState
from monitor.model.errors import SeedError
from monitor.model.job import JobKind
from monitor.rules.moving import moved
from monitor.service.config import Config
from monitor.service.recovery import take_back
from monitor.service.setup import Beginnings, beginnings, new_feed, put_on_record
from storage.archive import SqlArchive, open_archive
from tests.builders import NOON, a_claim, minutes


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqlArchive]:
    """An empty record."""
    with closing(open_archive(f"sqlite:///{tmp_path / 'o.db'}", raw_dir=None)) as opened:
        yield opened


def _wanted(url: str = "https://daily.example/feed.xml", outlet: str = "Daily") -> Beginnings:
    feed = new_feed("daily", url, outlet, NOON)
    return Beginnings(claims=[a_claim(id="dam")], feeds=[feed], seeded=False)


def test_defaults_are_the_seeds() -> None:
    """A configuration that names no files tracks the seeded claims on the seeded feeds."""
    wanted = beginnings(Config(), NOON)
    assert wanted.seeded
    assert "urged-restraint" in {claim.id for claim in wanted.claims}
    assert wanted.feeds


def test_claim_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file of claims stops the start with its name."""
    with pytest.raises(SeedError, match=r"absent\.toml"):
        beginnings(Config(claims=(tmp_path / "absent.toml",)), NOON)


def test_second_start_keeps_what_hands_did(archive: SqlArchive) -> None:
    """A claim paused and a feed's poll times by hand or by work survive the next start."""
    assert put_on_record(archive, _wanted(), NOON)
    with archive.unit() as unit:
        unit.claims.put(replace(unit.claims.get("dam"), state=ClaimState.PAUSED))
        feed = unit.feeds.get("daily")
        later = replace(feed.poll, next_poll_at=NOON + minutes(9), failures=3)
        unit.feeds.put(replace(feed, poll=later))
    assert not put_on_record(archive, _wanted(outlet="The Daily"), NOON)
    with archive.unit() as unit:
        assert unit.claims.get("dam").state is ClaimState.PAUSED
        feed = unit.feeds.get("daily")
    assert (feed.outlet, feed.poll) == ("The Daily", later)


def test_feed_with_a_new_address_starts_afresh_and_stays_paused(archive: SqlArchive) -> None:
    """Validators of the old address say nothing of the new one, so they go; a pause stays."""
    put_on_record(archive, _wanted(), NOON)
    with archive.unit() as unit:
        feed = unit.feeds.get("daily")
        unit.feeds.put(replace(feed, paused=True, poll=replace(feed.poll, body_hash="old")))
    put_on_record(archive, _wanted(url="https://daily.example/new.xml"), NOON)
    with archive.unit() as unit:
        feed = unit.feeds.get("daily")
    assert (feed.paused, feed.poll.body_hash) == (True, None)


def test_feed_that_moved_stays_where_it_went(archive: SqlArchive) -> None:
    """A feed file that names the old address of a feed that moved does not call it back."""
    put_on_record(archive, _wanted(), NOON)
    with archive.unit() as unit:
        unit.feeds.put(moved(unit.feeds.get("daily"), "https://daily.example/rss", NOON))
    put_on_record(archive, _wanted(), NOON)
    with archive.unit() as unit:
        assert unit.feeds.get("daily").url == "https://daily.example/rss"


def test_start_takes_back_what_a_killed_daemon_had_in_hand(archive: SqlArchive) -> None:
    """Leases of the dead end at once; work planned for later stays planned."""
    with archive.unit() as unit:
        unit.jobs.put(JobKind.DELIVER, "held", NOON)
        unit.jobs.put(JobKind.DELIVER, "planned", NOON + minutes(5))
        unit.jobs.lease(JobKind.DELIVER, NOON, NOON + minutes(2), 8)
    now = NOON + timedelta(seconds=1)
    take_back(archive, now)
    with archive.unit() as unit:
        due = unit.jobs.lease(JobKind.DELIVER, now, now + minutes(2), 8)
    assert [job.key for job in due] == ["held"]
