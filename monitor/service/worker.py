"""Moves the items of one stage along, many at once; the last line for errors nobody expected."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from monitor.pipeline.stage import Stage
from monitor.service.logs import log

T = TypeVar("T")

_log = log("worker")


class Worker(Generic[T]):
    """Takes due items of a stage, as many at once as its width allows.

    A tick only starts work, so that one slow host never holds up the next tick.
    """

    def __init__(self, stage: Stage[T], *, width: int) -> None:
        """Serve a stage with so many items under way at once."""
        self.stage = stage
        self.width = width
        #: How items ended, by outcome, since the start.
        self.tally: Counter[str] = Counter()
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def tick(self) -> int:
        """Start on the items that are due; tell how many."""
        room = self.width - len(self._under_way)
        if room <= 0:
            return 0
        try:
            items = await self.stage.due(room, self._under_way.keys())
        except Exception:  # noqa: BLE001 (the last line; see the module's docstring)
            _log.exception("the due items could not be listed", stage=self.stage.name)
            return 0
        for item in items:
            self._start(item)
        return len(items)

    async def drain(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(list(self._under_way.values()))

    async def cancel(self) -> None:
        """Drop what is under way; it was not committed and will be due again."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self, item: T) -> None:
        key = self.stage.key(item)
        task = asyncio.create_task(self._see_through(item), name=f"{self.stage.name} {key}")
        self._under_way[key] = task

    async def _see_through(self, item: T) -> None:
        key = self.stage.key(item)
        try:
            outcome = await self.stage.one(item)
        except Exception as error:  # noqa: BLE001 (the last line)
            _log.exception("an item failed unexpectedly", stage=self.stage.name, item=key)
            self.tally["failed"] += 1
            await self._set_aside(item, f"{type(error).__name__}: {error}")
        else:
            self.tally[outcome] += 1
            _log.debug("done", stage=self.stage.name, item=key, outcome=outcome)
        finally:
            del self._under_way[key]

    async def _set_aside(self, item: T, error: str) -> None:
        """Tell the stage of an unexpected error; its database may be what failed."""
        done = await asyncio.gather(self.stage.fail(item, error), return_exceptions=True)
        if isinstance(done[0], BaseException):
            _log.error("the item could not be set aside", item=self.stage.key(item))


async def settle(workers: Sequence[Worker[Any]]) -> None:
    """Run stages in turn until none of them finds anything due."""
    while True:
        started = 0
        for worker in workers:
            while taken := await worker.tick():
                started += taken
                await worker.drain()
        if not started:
            return
