"""Revisions, with their changes and pages, written in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.model.article import TextOrigin
from monitor.model.change import ChangeKind
from monitor.model.feed import Page
from monitor.model.job import JobKind
from monitor.pipeline.task import Task
from monitor.ports import Unit
from monitor.rules.sightings import Step

#: Revisions written together are due in their order, so far apart: each is read against the
#: ledger that the one before left.
_APART = timedelta(microseconds=1)


def write_steps(
    unit: Unit,
    steps: Sequence[Step],
    pages: Mapping[str, Page],
    now: datetime,
    *,
    copying: bool = False,
) -> None:
    """Append revisions, and plan their reading and the copies of their pages.

    Args:
        unit: The transaction.
        steps: In order.
        pages: By the hash of their bytes; those of a revision read anew are kept already.
        now: When they are due.
        copying: Whether a web archive is asked to copy the pages.
    """
    for place, step in enumerate(steps):
        revision = step.revision
        unit.revisions.add(revision, step.change, pages.get(revision.raw_hash or ""))
        key = Task(revision.article_id, revision.number).key
        due_at = now - _APART * (len(steps) - place)
        unit.jobs.put(JobKind.ASSESS, key, due_at)
        if copying and _is_new_on_the_web(step):
            unit.jobs.put(JobKind.COPY, key, due_at)


def _is_new_on_the_web(step: Step) -> bool:
    """Tell whether the outlet's page brought it, and not our reading of an old page."""
    technical = step.change is not None and ChangeKind.TECHNICAL in step.change.kinds
    return step.revision.origin is TextOrigin.PAGE and not technical
