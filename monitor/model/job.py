"""Words for work that waits in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobKind(StrEnum):
    """Which loop takes the job."""

    #: Key: article id, `#`, revision number; with `~` and a claim id, for that claim alone.
    ASSESS = "assess"
    #: Key: delivery id.
    DELIVER = "deliver"
    #: Key: article id, `#`, revision number. A web archive is asked to copy its page.
    COPY = "copy"


class JobState(StrEnum):
    """Whether work is left to do."""

    DUE = "due"
    DONE = "done"
    #: Given up after its last attempt; kept, shown by `doctor`, can be retried.
    BURIED = "buried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A unit of work with a key; putting it twice is putting it once."""

    kind: JobKind
    key: str
    due_at: datetime
    #: Attempts made and failed.
    attempts: int = 0
    state: JobState = JobState.DUE
    #: Until when a worker has it; a lease that ran out is due again.
    leased_until: datetime | None = None
    last_error: str | None = None
