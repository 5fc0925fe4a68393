"""Minutes on the farm over real sockets: the service's fetcher, parser, database and loop."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO

from monitor.model.feed import Feed, PollState
from monitor.pipeline.bring import Bringing
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.poll import Polling
from monitor.rules.pacing import Pacing
from monitor.service.clock import SystemClock
from monitor.service.config import FetchConfig
from monitor.service.hosts import ArchivedHostBook
from monitor.service.schedule import TICKS
from monitor.service.wiring import WIDTHS, build_fetcher
from monitor.service.worker import Worker
from monitor.sources.feeds import PooledFeedParser
from monitor.sources.guard import Guard
from monitor.sources.workers import Workers
from storage.archive import SqlArchive, open_archive
from tests.benchmarks.farm import Farm, FarmFeed, HostLog, host_name
from tests.benchmarks.farm_report import Soak, rss_bytes
from tests.benchmarks.farm_server import logs_from_json
from tests.benchmarks.farm_watch import Watch

#: Seconds from when a poll is due to its end: ten feeds of a slow host, on a machine at work.
GRACE = 30.0

#: Parts of the run, at whose ends memory is measured.
_PARTS = 10


@dataclass(slots=True)
class Served:
    """A farm that is being served by another process."""

    farm: Farm
    port: int
    #: Filled when the serving has ended, by client.
    logs: dict[str, dict[int, HostLog]] = field(default_factory=dict)

    def url(self, feed: FarmFeed) -> str:
        """Give the address that a feed is subscribed to by."""
        return f"http://{host_name(feed.host)}:{self.port}{feed.path}"


@contextmanager
def served(feeds: int, hosts: int, seconds: float) -> Iterator[Served]:
    """Serve a farm in a process of its own; its logs are there at the end."""
    command = [sys.executable, "-m", "tests.benchmarks.farm_server"]
    arguments = [str(feeds), str(hosts), str(seconds)]
    with subprocess.Popen(
        [*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        hello = json.loads(_out(process).readline())
        farm = Farm(feeds, hosts, start=hello["start"], length=seconds)
        serving = Served(farm, hello["port"])
        try:
            yield serving
        finally:
            text, _ = process.communicate()
        serving.logs = logs_from_json(text)


def _out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout
    return process.stdout


@dataclass(frozen=True, slots=True)
class WatchedPolling:
    """The stage that polls, with somebody who writes down what it does."""

    polling: Polling
    watch: Watch
    farm: Farm

    @property
    def name(self) -> str:
        """Give the stage's own name."""
        return self.polling.name

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Feed]:
        """List feeds due now."""
        return await self.polling.due(limit, under_way)

    def key(self, item: Feed) -> str:
        """Tell feeds apart by id."""
        return item.id

    async def one(self, item: Feed) -> str:
        """Poll one feed, and note it."""
        outcome = await self.polling.one(item)
        new = await asyncio.to_thread(self._new, item) if outcome == "listed" else []
        now = self.polling.clock.now().timestamp()
        self.watch.polled(self.farm.feeds[int(item.id)], item.poll, outcome, new, now)
        return outcome

    async def fail(self, item: Feed, error: str) -> None:
        """Count an unexpected error as a failed poll."""
        await self.polling.fail(item, error)

    def _new(self, item: Feed) -> list[int]:
        """List the items found since the feed was taken up."""
        with self.polling.archive.unit() as unit:
            visits = unit.visits.all(item.id)
        latest = max((visit.found_at for visit in visits), default=None)
        before = item.poll.last_ok_at
        return [
            int(visit.item.guid.rpartition("-")[2])
            for visit in visits
            if visit.found_at == latest and (before is None or visit.found_at > before)
        ]


async def run(serving: Served, folder: Path) -> Soak:
    """Poll a served farm for as long as it runs."""
    clock, farm = SystemClock(), serving.farm
    with closing(open_archive(f"sqlite:///{folder / 'farm.db'}", raw_dir=None)) as record:
        _subscribe(record, serving, clock)
        watch = Watch(farm, GRACE)
        processes = Workers(count=2)
        fetcher = build_fetcher(
            FetchConfig(allow_loopback=True),
            clock,
            Guard(allow_loopback=True),
            ArchivedHostBook(archive=record, clock=clock),
        )
        pacing = Pacing()
        polling = Polling(
            archive=record,
            bringing=Bringing(
                fetcher=fetcher, parser=PooledFeedParser(processes), clock=clock, pacing=pacing
            ),
            clock=clock,
            dice=random.random,
            pacing=pacing,
            outbox=Outbox(lambda _alert, _silences, _now: ()),
        )
        worker = Worker(WatchedPolling(polling, watch, farm), width=WIDTHS["poll"])
        memory = await _tick(worker, farm)
        await worker.drain()
        await fetcher.close()
        processes.close()
        with record.unit() as unit:
            kinds = watch.ended(unit.feeds.all(), clock.now().timestamp())
            alerts = unit.alerts.latest(len(farm.feeds))
            guids = frozenset(visit.item.guid for visit in unit.visits.all())
        return Soak(
            farm=farm,
            logs={},
            kinds=kinds,
            seconds=farm.length,
            slack=0.25,
            rss_bytes=memory,
            alerts=alerts,
            guids=guids,
            first_round=watch.first_round,
        )


async def _tick(worker: Worker[Feed], farm: Farm) -> list[int]:
    """Tick a worker as the metronome would, and measure memory now and then."""
    loop = asyncio.get_running_loop()
    begun, memory = loop.time(), []
    for part in range(1, _PARTS + 1):
        while loop.time() < begun + farm.length * part / _PARTS:
            await worker.tick()
            await asyncio.sleep(TICKS["poll"].total_seconds())
        memory.append(rss_bytes())
    return memory


def _subscribe(record: SqlArchive, serving: Served, clock: SystemClock) -> None:
    state = PollState(next_poll_at=clock.now(), interval=timedelta(minutes=1))
    with record.unit() as unit:
        for feed in serving.farm.feeds:
            unit.feeds.put(
                Feed(
                    id=str(feed.number),
                    url=serving.url(feed),
                    outlet=host_name(feed.host),
                    poll=state,
                )
            )


def soak(feeds: int, hosts: int, seconds: float) -> Soak:
    """Serve a farm and run the service on it for so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        with served(feeds, hosts, seconds) as serving:
            found = asyncio.run(run(serving, Path(folder)))
        found.logs = serving.logs.get("onrecord", {})
        return found
