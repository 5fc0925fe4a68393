"""The queue of work: rows with keys, due times and leases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, or_, update

from monitor.model.job import Job, JobKind, JobState
from storage.shelf import Shelf
from storage.tables import JobRow


class SqlJobs:
    """Work with keys, due times and leases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shelf = Shelf(connection, JobRow, Job)

    def put(self, kind: JobKind, key: str, due_at: datetime) -> None:
        """Add a job; one that is there already, in whatever state, stays as it is."""
        self._shelf.add(Job(kind=kind, key=key, due_at=due_at))

    def lease(self, kind: JobKind, now: datetime, until: datetime, limit: int) -> Sequence[Job]:
        """Take due jobs that nobody holds, oldest due first.

        A job that another worker is taking right now is passed over, not waited for.
        """
        free = self._shelf.list(
            JobRow.kind == kind,
            JobRow.state == JobState.DUE,
            JobRow.due_at <= now,
            or_(JobRow.leased_until.is_(None), JobRow.leased_until <= now),
            order=(JobRow.due_at, JobRow.key),
            limit=limit,
            locking=True,
        )
        if free:
            taken = and_(JobRow.kind == kind, JobRow.key.in_([job.key for job in free]))
            self._connection.execute(update(JobRow).where(taken).values(leased_until=until))
        return [replace(job, leased_until=until) for job in free]

    def done(self, kind: JobKind, key: str) -> None:
        """Close a job for good; a late failure does not open it again.

        Raises:
            NotFound: There is no such job.
        """
        self._set(kind, key, state=JobState.DONE)

    def retry(self, kind: JobKind, key: str, due_at: datetime, error: str) -> None:
        """Give a job back after a failed attempt (or a buried one by hand), due later.

        Raises:
            NotFound: There is no such job.
        """
        self._set(kind, key, state=JobState.DUE, due_at=due_at, **_failed(error))

    def bury(self, kind: JobKind, key: str, error: str) -> None:
        """Give a job up; it stays to be seen and retried by hand.

        Raises:
            NotFound: There is no such job.
        """
        self._set(kind, key, state=JobState.BURIED, **_failed(error))

    def buried(self) -> Sequence[Job]:
        """List the jobs given up, by kind and key."""
        return self._shelf.list(JobRow.state == JobState.BURIED, order=(JobRow.kind, JobRow.key))

    def _set(self, kind: JobKind, key: str, **values: object) -> None:
        """Change a job that is not done, and end its lease."""
        job = and_(JobRow.kind == kind, JobRow.key == key)
        self._shelf.get(f"{kind}:{key}", job)
        open_job = update(JobRow).where(job, JobRow.state != JobState.DONE)
        self._connection.execute(open_job.values(leased_until=None, **values))


def _failed(error: str) -> dict[str, object]:
    """Count an attempt; taking up a buried job by hand is none."""
    counted: ColumnElement[int] = case(
        (JobRow.state == JobState.DUE, JobRow.attempts + 1), else_=JobRow.attempts
    )
    return {"attempts": counted, "last_error": error}
