"""After a kill: what a dead daemon had in hand is due at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model.job import JobKind
from monitor.ports import Archive

#: Longer than any lease of the river.
LONGEST_LEASE = timedelta(minutes=10)

#: Jobs that one daemon can have in hand, at most; they are the oldest that are due.
MOST_IN_HAND = 1000


def take_back(record: Archive, now: datetime) -> None:
    """Make due what a killed daemon had in hand, instead of waiting for its leases to run out.

    Only where the record is one process's own (SQLite): elsewhere another worker may be
    at it. A lease that ends now is none.
    """
    with record.unit() as unit:
        for kind in JobKind:
            unit.jobs.lease(kind, now + LONGEST_LEASE, now, MOST_IN_HAND)
