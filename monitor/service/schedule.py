"""The metronome: APScheduler ticks the workers and remembers nothing (ADR 0005)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.service.worker import Worker

#: Between two looks for due items. A look is one indexed query; an alert passes the first four.
TICKS = {
    "poll": timedelta(seconds=1),
    "visit": timedelta(milliseconds=500),
    "assess": timedelta(milliseconds=250),
    "deliver": timedelta(milliseconds=250),
    "copy": timedelta(seconds=1),
}


class Metronome:
    """Ticks each worker at its pace, until stopped; due times live in the database."""

    def __init__(
        self,
        workers: Sequence[Worker[Any]],
        chores: Mapping[timedelta, Callable[[], Awaitable[None]]],
    ) -> None:
        """Prepare to tick workers, and to do chores every so often."""
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            # A tick that comes late is a tick; two that were missed are one.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for worker in workers:
            name = worker.stage.name
            self._every(TICKS[name], worker.tick, name)
        for pause, chore in chores.items():
            self._every(pause, chore, f"every {pause}")

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; what is under way goes on."""
        self._scheduler.shutdown(wait=False)

    def _every(self, pause: timedelta, work: Callable[[], Awaitable[object]], name: str) -> None:
        self._scheduler.add_job(work, "interval", seconds=pause.total_seconds(), name=name, id=name)
