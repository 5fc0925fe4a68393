"""A stage beside the river: a public web archive is asked to copy pages that made a revision.

It shares nothing with the way of an alert but the database, where it holds no transaction
while it waits: jobs, connections and pace are its own. A copy that fails is noted and
alerts nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.article import WebCopy
from monitor.model.errors import FetchError
from monitor.model.job import Job, JobKind
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.task import Task
from monitor.ports import Archive, Clock, WebArchive
from monitor.rules.pacing import next_attempt_at

#: How long a worker may hold a job: its turn at the archive and the copying, with room.
LEASE = timedelta(minutes=9)

#: Seconds that copying may take in all, less than the lease: a hanging archive is left.
LONGEST_COPY_S = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """Asks for copies, and notes where they are or why there is none."""

    archive: Archive
    web_archive: WebArchive
    clock: Clock
    dice: Callable[[], float]
    name: str = "copy"

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Job]:
        """Lease copies due now."""
        listed = await asyncio.to_thread(self._lease, limit)
        return [item for item in listed if item.key not in under_way]

    def key(self, item: Job) -> str:
        """Tell copies apart by article and revision."""
        return item.key

    async def one(self, item: Job) -> str:
        """Ask for one copy and note how it went."""
        url = await asyncio.to_thread(self._address, item)
        copied = await attempt(item.key, self._copy(url))
        return await asyncio.to_thread(self._note, item, copied)

    async def fail(self, item: Job, error: str) -> None:
        """Count an unexpected error as a failed attempt."""
        failure = Failure(item.key, FetchError(error, url=""))
        await asyncio.to_thread(self._note, item, failure)

    async def _copy(self, url: str) -> str:
        try:
            return await asyncio.wait_for(self.web_archive.copy(url), LONGEST_COPY_S)
        except TimeoutError as error:
            raise FetchError("The web archive did not end in time.", url=url) from error

    def _lease(self, limit: int) -> Sequence[Job]:
        now = self.clock.now()
        with self.archive.unit() as unit:
            return unit.jobs.lease(JobKind.COPY, now, now + LEASE, limit)

    def _address(self, job: Job) -> str:
        with self.archive.unit() as unit:
            return unit.articles.get(Task.of(job.key).article_id).url

    def _note(self, job: Job, copied: str | Failure) -> str:
        task, now = Task.of(job.key), self.clock.now()
        note = copied.reason if isinstance(copied, Failure) else None
        copy = WebCopy(
            article_id=task.article_id,
            revision=task.number,
            asked_at=now,
            url=None if isinstance(copied, Failure) else copied,
            note=note,
        )
        with self.archive.unit() as unit:
            unit.web_copies.put(copy)
            if isinstance(copied, Failure) and (again_at := self._again_at(job, copied, now)):
                unit.jobs.retry(JobKind.COPY, job.key, again_at, copied.reason)
                return "put off"
            # Not buried when it is given up: the note is all that anybody should do about it.
            unit.jobs.done(JobKind.COPY, job.key)
            return "copied" if copy.url else "given up"

    def _again_at(self, job: Job, failure: Failure, now: datetime) -> datetime | None:
        """Say when to ask again; None after a refusal for good or the last attempt."""
        if not failure.error.retryable:
            return None
        asked = getattr(failure.error, "retry_after", None)
        return next_attempt_at(job.attempts + 1, now=now, retry_after=asked, jitter=self.dice())
