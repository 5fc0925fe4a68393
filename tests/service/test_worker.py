"""A worker moves many items at once, and no item holds up or brings down the others."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from monitor.service.worker import Worker, settle


@dataclass
class Counter:
    """A stage whose items are words; `bad` raises, `slow` waits until it is let go."""

    waiting: list[str]
    name: str = "count"
    done: list[str] = field(default_factory=list)
    set_aside: dict[str, str] = field(default_factory=dict)
    broken: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[str]:
        """List what waits."""
        if self.broken:
            raise RuntimeError("no list today")
        free = [item for item in self.waiting if item not in under_way]
        return free[:limit]

    def key(self, item: str) -> str:
        """Tell words apart."""
        return item

    async def one(self, item: str) -> str:
        """Count a word."""
        if item.startswith("slow"):
            await self.gate.wait()
        if item.startswith("bad"):
            raise RuntimeError("broken item")
        self.waiting.remove(item)
        self.done.append(item)
        return "counted"

    async def fail(self, item: str, error: str) -> None:
        """Set a word aside."""
        self.waiting.remove(item)
        if item == "bad at heart":
            raise RuntimeError("cannot even be set aside")
        self.set_aside[item] = error


def test_item_that_raises_is_set_aside_and_others_go_on() -> None:
    """An unexpected error costs its item, which is set aside with the error, and no other."""
    stage = Counter(["one", "bad", "bad at heart", "two"])
    worker = Worker(stage, width=2)
    asyncio.run(settle([worker]))
    assert stage.done == ["one", "two"]
    assert stage.set_aside == {"bad": "RuntimeError: broken item"}
    assert worker.tally == {"counted": 2, "failed": 2}


def test_slow_item_does_not_hold_the_tick() -> None:
    """A tick returns while a slow item is under way, and the next one starts on the others."""

    async def scenario() -> None:
        stage = Counter(["slow", "one"])
        worker = Worker(stage, width=2)
        assert await worker.tick() == 2
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert stage.done == ["one"]
        stage.waiting.append("two")
        assert await worker.tick() == 1
        stage.gate.set()
        await worker.drain()
        assert sorted(stage.done) == ["one", "slow", "two"]

    asyncio.run(scenario())


def test_no_more_than_the_width_is_under_way() -> None:
    """A worker that has its hands full takes nothing more."""

    async def scenario() -> None:
        worker = Worker(Counter(["slow one", "slow two", "slow three"]), width=2)
        assert [await worker.tick(), await worker.tick()] == [2, 0]
        await worker.cancel()

    asyncio.run(scenario())


def test_list_that_fails_is_looked_at_again() -> None:
    """A tick whose list fails starts nothing; the next one does."""

    async def scenario() -> None:
        stage = Counter(["one"], broken=True)
        worker = Worker(stage, width=1)
        assert await worker.tick() == 0
        stage.broken = False
        assert await worker.tick() == 1
        await worker.drain()

    asyncio.run(scenario())


def test_cancelled_item_is_neither_done_nor_set_aside() -> None:
    """What is dropped at the end of the grace waits for the next start as if untouched."""

    async def scenario() -> None:
        stage = Counter(["slow"])
        worker = Worker(stage, width=1)
        await worker.tick()
        await asyncio.sleep(0)
        await worker.cancel()
        assert (stage.done, stage.set_aside, stage.waiting) == ([], {}, ["slow"])

    asyncio.run(scenario())
