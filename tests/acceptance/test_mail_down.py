"""A mail server that is down for an hour: each attempt is on record, the letter arrives once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.email import EmailChannel, EmailSettings, Security
from monitor.model.alert import DeliveryState
from monitor.model.job import Job, JobKind
from monitor.pipeline.deliver import Delivering
from monitor.pipeline.outbox import Outbox
from monitor.service.clock import ReplayClock
from monitor.service.worker import Worker, settle
from storage.archive import SqlArchive, open_archive
from tests.acceptance.town import PostOffice
from tests.builders import NOON, a_recipient, an_alert, minutes

DESK = a_recipient()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqlArchive]:
    """A record in which one alert is due to the desk at noon."""
    with closing(open_archive(f"sqlite:///{tmp_path / 'o.db'}", raw_dir=None)) as opened:
        with opened.unit() as unit:
            Outbox(lambda *_: [DESK]).post(unit, [an_alert(told_with=None)], NOON)
        yield opened


def _delivering(archive: SqlArchive, clock: ReplayClock, port: int) -> Worker[Job]:
    settings = EmailSettings(
        host="127.0.0.1",
        port=port,
        security=Security.NONE,
        username=None,
        password=None,
        sender="Onrecord <onrecord@example.org>",
        timeout=timedelta(seconds=5),
    )
    channel = EmailChannel(settings, clock)
    return Worker(
        Delivering(archive=archive, channels={"email": channel}, clock=clock, dice=lambda: 0.0),
        width=8,
    )


def _next_attempt(archive: SqlArchive) -> timedelta | None:
    """Tell when the delivery is due next, counted from noon; None when nothing is."""
    with archive.unit() as unit:
        later = NOON + timedelta(days=30)
        jobs = unit.jobs.lease(JobKind.DELIVER, later, NOON, 1)
    return jobs[0].due_at - NOON if jobs else None


def test_letter_arrives_once_after_an_hour_without_a_mail_server(archive: SqlArchive) -> None:
    """Attempts fail at once, after seconds and minutes, each with its reason; the next delivers."""
    clock, office = ReplayClock(NOON), PostOffice()
    worker = _delivering(archive, clock, office.port)
    while (due := _next_attempt(archive)) is not None and due < minutes(60):
        clock.advance(NOON + due)
        asyncio.run(settle([worker]))
    assert due is not None
    with office:
        clock.advance(NOON + due)
        asyncio.run(settle([worker]))
        clock.advance(NOON + timedelta(days=3))
        asyncio.run(settle([worker]))
    assert len(office.letters) == 1
    with archive.unit() as unit:
        (delivery,) = unit.deliveries.latest(10)
        attempts = unit.deliveries.attempts(delivery.id)
    assert delivery.state is DeliveryState.SENT
    *failed, sent = attempts
    assert len(failed) == 4
    assert all("127.0.0.1" in attempt.detail for attempt in failed)
    assert sent.state is DeliveryState.SENT


def test_mail_server_that_never_returns_buries_the_letter_with_its_reason(
    archive: SqlArchive,
) -> None:
    """After its last attempt a delivery is given up, seen by the check-up, and can be retried."""
    clock, office = ReplayClock(NOON), PostOffice()
    worker = _delivering(archive, clock, office.port)
    while (due := _next_attempt(archive)) is not None:
        clock.advance(NOON + due)
        asyncio.run(settle([worker]))
    (given_up,) = archive.check().buried
    assert "127.0.0.1" in (given_up.last_error or "")
    with archive.unit() as unit:
        unit.jobs.retry(JobKind.DELIVER, given_up.key, clock.now(), "retried by hand")
    with office:
        asyncio.run(settle([worker]))
    assert len(office.letters) == 1
