"""Revisions, with their changes and bytes, written in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.model.job import JobKind
from monitor.pipeline.task import Task
from monitor.ports import Unit
from monitor.rules.sightings import Step

#: Revisions written together are due in their order, so far apart: each is read against the
#: ledger that the one before left.
_APART = timedelta(microseconds=1)


def write_steps(
    unit: Unit, steps: Sequence[Step], raw_pages: Mapping[str, bytes], now: datetime
) -> None:
    """Append revisions and plan their reading.

    Args:
        unit: The transaction.
        steps: In order.
        raw_pages: Bytes by their hash; those of a revision read anew are kept already.
        now: When they are due.
    """
    for place, step in enumerate(steps):
        revision = step.revision
        unit.revisions.add(revision, step.change, raw_pages.get(revision.raw_hash or ""))
        due_at = now - _APART * (len(steps) - place)
        unit.jobs.put(JobKind.ASSESS, Task(revision.article_id, revision.number).key, due_at)
