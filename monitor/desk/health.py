"""How far behind the service is, for probes and for Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from monitor.model.evidence import StandingKind
from monitor.model.feed import FeedHealth
from monitor.model.job import JobKind
from monitor.ports import Unit

Value = TypeVar("Value", bound=StrEnum)


def oldest_due(unit: Unit, now: datetime) -> dict[str, float]:
    """Tell for each stage how long its oldest due work has been waiting.

    Units:
        Seconds; 0 where nothing waits.
    """
    since = {
        "poll": [feed.poll.next_poll_at for feed in unit.feeds.due(now, 1)],
        "visit": [visit.due_at for visit in unit.visits.due(now, 1)],
        # A lease that ends as it begins is a look: the job stays free for any worker.
        **{
            kind.value: [job.due_at for job in unit.jobs.lease(kind, now, now, 1)]
            for kind in JobKind
        },
    }
    return {stage: (now - due[0]).total_seconds() if due else 0.0 for stage, due in since.items()}


def gauges(unit: Unit, now: datetime) -> str:
    """Write the service's state in Prometheus' text format.

    Source: https://prometheus.io/docs/instrumenting/exposition_formats/
    """
    standings = Counter(unit.ledger.standing(claim.id).kind for claim in unit.claims.all())
    health = Counter(feed.poll.health for feed in unit.feeds.all())
    waits = oldest_due(unit, now)
    lines = [
        *_gauge("claims", "Claims by standing.", "standing", _counted(StandingKind, standings)),
        *_gauge("feeds", "Feeds by health.", "health", _counted(FeedHealth, health)),
        *_gauge("oldest_due_seconds", "Age of the oldest due work.", "stage", waits),
    ]
    return "\n".join([*lines, ""])


def _counted(of: Iterable[Value], found: Mapping[Value, int]) -> dict[str, float]:
    """Count each value there can be, so that a count that falls to nothing is told as 0."""
    return {value.value: found.get(value, 0) for value in of}


def _gauge(name: str, text: str, label: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP onrecord_{name} {text}"
    yield f"# TYPE onrecord_{name} gauge"
    for value, count in values.items():
        yield f'onrecord_{name}{{{label}="{value}"}} {count:g}'
