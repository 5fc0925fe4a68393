"""The contract of JobQueue: examples, and a machine that compares it with a dict."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete

from monitor.model.errors import NotFound
from monitor.model.job import Job, JobKind, JobState
from monitor.ports import Archive
from storage import SqlArchive
from storage.tables import JobRow
from tests.builders import NOON, minutes

KIND = JobKind.ASSESS
KEYS = st.sampled_from(["dam#1", "dam#2", "x"])
SOON = st.integers(0, 6).map(minutes)


def test_put_twice_is_once(archive: Archive) -> None:
    """A job that is put again stays as it was put first, and each kind has its own keys."""
    with archive.unit() as unit:
        unit.jobs.put(KIND, "dam#1", NOON)
        unit.jobs.put(KIND, "dam#1", NOON - minutes(9))
        unit.jobs.put(JobKind.DELIVER, "dam#1", NOON)
        job = Job(kind=KIND, key="dam#1", due_at=NOON, leased_until=NOON + minutes(1))
        assert unit.jobs.lease(KIND, NOON, NOON + minutes(1), 9) == [job]


def test_unknown(archive: Archive) -> None:
    """A job that was never put cannot be closed, retried or buried."""
    with archive.unit() as unit:
        with pytest.raises(NotFound, match="no job 'assess:x'"):
            unit.jobs.done(KIND, "x")
        with pytest.raises(NotFound):
            unit.jobs.retry(KIND, "x", NOON, "late")
        with pytest.raises(NotFound):
            unit.jobs.bury(KIND, "x", "broken")


def test_late_failure(archive: Archive) -> None:
    """A worker that lost its lease and fails does not open what another one closed."""
    with archive.unit() as unit:
        unit.jobs.put(KIND, "x", NOON)
        unit.jobs.done(KIND, "x")
        unit.jobs.retry(KIND, "x", NOON, "late")
        unit.jobs.bury(KIND, "x", "late")
        assert unit.jobs.lease(KIND, NOON + minutes(99), NOON + minutes(100), 9) == []


def test_crash_before_commit(archive: Archive) -> None:
    """A lease whose unit was undone holds nothing."""
    with archive.unit() as unit:
        unit.jobs.put(KIND, "x", NOON)
    with suppress(KeyboardInterrupt), archive.unit() as unit:
        assert unit.jobs.lease(KIND, NOON, NOON + minutes(9), 9)
        raise KeyboardInterrupt
    with archive.unit() as unit:
        assert unit.jobs.lease(KIND, NOON, NOON + minutes(9), 9)


def test_workers_share(archive: Archive) -> None:
    """Workers that lease at the same time never hold the same job, and together hold all."""
    with archive.unit() as unit:
        for number in range(40):
            unit.jobs.put(KIND, f"{number:02}", NOON)
    taken: list[str] = []
    together = Barrier(4)

    def work() -> None:
        together.wait()
        while True:
            with archive.unit() as unit:
                jobs = unit.jobs.lease(KIND, NOON, NOON + minutes(5), 3)
            if not jobs:
                return
            taken.extend(job.key for job in jobs)

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == [f"{number:02}" for number in range(40)]


class QueueMachine(RuleBasedStateMachine):
    """The queue and a dict go through the same; both must tell the same."""

    #: The one under test, set before the machine runs.
    archive: SqlArchive

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.jobs: dict[str, Job] = {}
        with self.archive._engine.begin() as connection:
            connection.execute(delete(JobRow))

    def free(self) -> list[Job]:
        """List the jobs that can be leased now, oldest due first."""
        return sorted(
            (
                job
                for job in self.jobs.values()
                if job.state is JobState.DUE
                and job.due_at <= self.now
                and (job.leased_until is None or job.leased_until <= self.now)
            ),
            key=lambda job: (job.due_at, job.key),
        )

    def change(self, key: str, fields: dict[str, Any]) -> None:
        """Change a job of the dict that is not done, and end its lease."""
        job = self.jobs[key]
        if job.state is not JobState.DONE:
            self.jobs[key] = replace(job, **fields, leased_until=None)

    def failed(self, key: str, error: str) -> dict[str, Any]:
        """Count a failure of a job that was due."""
        job = self.jobs[key]
        return {"attempts": job.attempts + (job.state is JobState.DUE), "last_error": error}

    @rule(delay=SOON)
    def wait(self, delay: timedelta) -> None:
        """Let time pass, so that leases expire."""
        self.now += delay

    @rule(key=KEYS, delay=SOON)
    def put(self, key: str, delay: timedelta) -> None:
        """Put a job."""
        due_at = self.now + delay
        with self.archive.unit() as unit:
            unit.jobs.put(KIND, key, due_at)
        self.jobs.setdefault(key, Job(kind=KIND, key=key, due_at=due_at))

    @rule(limit=st.integers(1, 3), delay=SOON, crashes=st.booleans())
    def lease(self, limit: int, delay: timedelta, crashes: bool) -> None:
        """Lease jobs, and perhaps crash before the lease is committed."""
        until = self.now + delay
        expected = [replace(job, leased_until=until) for job in self.free()[:limit]]
        with suppress(KeyboardInterrupt), self.archive.unit() as unit:
            assert unit.jobs.lease(KIND, self.now, until, limit) == expected
            if crashes:
                raise KeyboardInterrupt
        if not crashes:
            self.jobs |= {job.key: job for job in expected}

    @rule(key=KEYS)
    def done(self, key: str) -> None:
        """Close a job."""
        if key in self.jobs:
            with self.archive.unit() as unit:
                unit.jobs.done(KIND, key)
            self.change(key, {"state": JobState.DONE})

    @rule(key=KEYS, delay=SOON)
    def retry(self, key: str, delay: timedelta) -> None:
        """Give a job back."""
        if key in self.jobs:
            due_at = self.now + delay
            with self.archive.unit() as unit:
                unit.jobs.retry(KIND, key, due_at, "late")
            self.change(key, self.failed(key, "late") | {"state": JobState.DUE, "due_at": due_at})

    @rule(key=KEYS)
    def bury(self, key: str) -> None:
        """Give a job up."""
        if key in self.jobs:
            with self.archive.unit() as unit:
                unit.jobs.bury(KIND, key, "broken")
            self.change(key, self.failed(key, "broken") | {"state": JobState.BURIED})

    @invariant()
    def buried_agree(self) -> None:
        """The queue shows the same jobs as given up."""
        buried = [job for job in self.jobs.values() if job.state is JobState.BURIED]
        assert self.archive.check().buried == tuple(sorted(buried, key=lambda job: job.key))


def test_agrees_with_a_dict(archive: SqlArchive) -> None:
    """Whatever is put, leased, let expire, closed, retried or buried: a dict tells the same."""
    modest = settings(max_examples=15, stateful_step_count=25)
    QueueMachine.archive = archive
    run_state_machine_as_test(QueueMachine, settings=modest)
