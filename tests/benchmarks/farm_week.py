"""A week on the farm in minutes: the service's own fetcher, manners and rules by a virtual clock.

Only the wire, the XML and the database are left out. Time jumps from one thing due to the next
on an event loop of its own, so that everything that waits waits as it would.
"""

from __future__ import annotations

import asyncio
import random
import selectors
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from typing_extensions import override
from yarl import URL

from monitor.model.alert import Alert, Silence
from monitor.model.errors import ParseError
from monitor.model.feed import (
    ClosedHost,
    Feed,
    FeedDocument,
    FeedItem,
    FeedKind,
    Page,
    PollState,
    Visit,
)
from monitor.pipeline.bring import Bringing
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.poll import Polling
from monitor.rules.pacing import Pacing
from monitor.sources.decoding import Limits
from monitor.sources.guard import Guard
from monitor.sources.http import HttpFetcher, _Reply
from monitor.sources.manners import Manners
from tests.benchmarks.farm import LISTED, Farm, FarmFeed, Kind, host_name, host_number
from tests.benchmarks.farm_report import Soak, merged, rss_bytes
from tests.benchmarks.farm_watch import Watch

if TYPE_CHECKING:
    from monitor.ports import Archive

#: When the made-up week begins.
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)

#: Seconds from when a poll is due to its end: ten feeds of a slow host, two at a time.
GRACE = 30.0

#: Bytes of a whole feed, for the count of bytes; what `render` writes of twenty items.
_BODY_BYTES = 9_500


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next thing due."""

    def __init__(self) -> None:
        """Start at zero seconds."""
        self.now_s = 0.0
        super().__init__(_Jumping(self))

    @override
    def time(self) -> float:
        return self.now_s


class _Jumping(selectors.SelectSelector):
    """Waits by setting its loop's clock on."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout:
            self._loop.now_s += timeout
        return []


class LoopClock:
    """A clock that follows a virtual loop."""

    def __init__(self, loop: VirtualLoop) -> None:
        """Start on Monday at midnight."""
        self._loop = loop

    def now(self) -> datetime:
        """Tell the loop's time as an instant."""
        return MONDAY + timedelta(seconds=self._loop.now_s)


class FarmFetcher(HttpFetcher):
    """The service's fetcher, whose wire ends at the farm in this process."""

    def __init__(self, farm: Farm, clock: LoopClock, manners: Manners) -> None:
        """Fetch from a farm."""
        super().__init__(clock, guard=Guard(allow_loopback=True), manners=manners)
        self._farm, self._now = farm, clock

    @override
    async def _request(self, url: URL, headers: Mapping[str, str], limits: Limits) -> _Reply:
        host = host_number(url.host or "")
        answer = self._farm.answer(
            "onrecord", host, url.path, headers.get("If-None-Match"), self._now.now().timestamp()
        )
        if answer.delay:
            await asyncio.sleep(answer.delay)
        lowered = {name.lower(): value for name, value in answer.headers.items()}
        body = b""
        if answer.feed is not None:
            self._farm.logs["onrecord"][host].body_bytes += _BODY_BYTES
            body = b"%d %d %d" % (answer.feed.number, answer.newest, answer.hijacked)
        return _Reply(url=url, status=answer.status, headers=lowered, body=body)


class FarmParser:
    """Reads the short form in which this farm writes its feeds."""

    def __init__(self, farm: Farm) -> None:
        """Know the farm's schedule."""
        self._farm = farm

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """List the items that the farm's XML would."""
        number, newest, hijacked = map(int, page.body.split())
        feed = self._farm.feeds[number]
        if feed.kind is Kind.NO_FEED:
            raise ParseError(url=page.url)
        listed = range(newest, newest - LISTED, -1)
        return FeedDocument(
            title="Best casinos tonight" if hijacked else f"Farm Courier {number}",
            language="id" if hijacked else "en",
            items=[self._item(feed, k, hijacked=bool(hijacked)) for k in listed],
        )

    def _item(self, feed: FarmFeed, k: int, *, hijacked: bool) -> FeedItem:
        name = f"{'win' if hijacked else 'item'}-{feed.number}-{k}"
        home = "casino.example" if hijacked else host_name(feed.host)
        return FeedItem(
            guid=name,
            url=f"http://{home}/{name}",
            headline=f"Report {k}",
            published_at=MONDAY + timedelta(seconds=feed.published(k)),
        )


class FlatUnit:
    """What a poll needs of an archive, in memory that does not grow."""

    def __init__(self) -> None:
        """Start with nothing on record."""
        self.feeds = self.visits = self.hosts = self.alerts = self.silences = self
        self.by_id: dict[str, Feed] = {}
        self.told: list[Alert] = []
        self._visits: dict[str, dict[str, Visit]] = {}
        self.planned: list[Visit] = []

    def get(self, feed_id: str) -> Feed:
        """Get a feed."""
        return self.by_id[feed_id]

    def put(self, word: Feed | Visit) -> None:
        """Put a feed or a visit; of visits a feed's latest are kept."""
        if isinstance(word, Feed):
            self.by_id[word.id] = word
            return
        kept = self._visits.setdefault(word.feed_id, {})
        kept[word.item.guid] = word
        if len(kept) > _VISITS_KEPT:
            del kept[min(kept, key=lambda guid: kept[guid].item.published_at or MONDAY)]
        self.planned.append(word)

    def known(
        self, feed_id: str, guids: Collection[str], urls: Collection[str] = ()
    ) -> Sequence[Visit]:
        """List the visits to these items."""
        kept = self._visits.get(feed_id, {})
        return [kept[guid] for guid in guids if guid in kept]

    def active(self, now: datetime) -> Sequence[Silence]:
        """List no silences."""
        return ()

    def add(self, alert: Alert) -> bool:
        """Keep an alert."""
        self.told.append(alert)
        return True

    @contextmanager
    def unit(self) -> Iterator[FlatUnit]:
        """Give itself."""
        yield self


#: Visits kept of a feed; it lists fewer.
_VISITS_KEPT = LISTED + 5


class FlatBook:
    """A book of closed hosts that outlives the fetcher."""

    def __init__(self, clock: LoopClock) -> None:
        """Start with no host closed."""
        self._clock = clock
        self._closed: dict[str, ClosedHost] = {}

    def closed(self) -> Sequence[ClosedHost]:
        """List the hosts that are closed now."""
        return [host for host in self._closed.values() if host.until > self._clock.now()]

    async def close(self, host: ClosedHost) -> None:
        """Keep a host closed."""
        self._closed[host.host] = host


class Week:
    """The service on the farm, for as long as the farm runs; restarted a quarter of the way."""

    def __init__(self, farm: Farm, loop: VirtualLoop, feeds: Sequence[FarmFeed]) -> None:
        """Build the polling of the service around some feeds of a farm."""
        self.farm, self._feeds = farm, feeds
        self.clock = LoopClock(loop)
        self.archive = FlatUnit()
        self.watch = Watch(farm, GRACE, feeds)
        self.memory: list[int] = []
        self._book = FlatBook(self.clock)
        self._polling = self._started()

    async def run(self) -> None:
        """Poll until the farm's time is over."""
        for feed in self._feeds:
            state = PollState(next_poll_at=self.clock.now(), interval=timedelta(minutes=1))
            url = f"http://{host_name(feed.host)}:8080{feed.path}"
            self.archive.put(Feed(id=str(feed.number), url=url, outlet=str(feed.host), poll=state))
        tasks = [asyncio.create_task(self._follow(feed)) for feed in self._feeds]
        for part in range(_PARTS + 1):
            if part == _PARTS // 4:
                self._polling = self._started()
            if part:
                self.memory.append(rss_bytes())
            if part < _PARTS:
                await asyncio.sleep(self.farm.length / _PARTS)
        for task in tasks:
            task.cancel()

    def _started(self) -> Polling:
        """Start the service anew, with nothing but what is on record."""
        pacing, dice = Pacing(), random.Random(7).random  # noqa: S311 (spread needs no secrecy)
        manners = Manners(self.clock, book=self._book, dice=dice)
        bringing = Bringing(
            fetcher=FarmFetcher(self.farm, self.clock, manners),
            parser=FarmParser(self.farm),
            clock=self.clock,
            pacing=pacing,
        )
        return Polling(
            archive=cast("Archive", self.archive),
            bringing=bringing,
            clock=self.clock,
            dice=dice,
            pacing=pacing,
            outbox=Outbox(lambda _alert, _silences, _now: ()),
        )

    async def _follow(self, feed: FarmFeed) -> None:
        """Poll one feed whenever it is due."""
        while True:
            state = self.archive.get(str(feed.number))
            left = state.poll.next_poll_at - self.clock.now()
            await asyncio.sleep(max(left.total_seconds(), 0.0))
            brought = await self._polling.bringing.bring(state)
            self.archive.planned.clear()
            outcome = self._polling.commit(state, brought)
            new = [int(visit.item.guid.rpartition("-")[2]) for visit in self.archive.planned]
            now = self.clock.now().timestamp()
            self.watch.polled(feed, state.poll, outcome, new, now)


#: Parts of the run, at whose ends memory is measured.
_PARTS = 8


def simulate_parts(feeds: int, hosts: int, length: timedelta, processes: int) -> Soak:
    """Run a farm by a virtual clock, its hosts dealt out to so many processes."""
    if processes == 1:
        return simulate(feeds, hosts, length)
    with ProcessPoolExecutor(processes) as pool:
        parts = [
            pool.submit(simulate, feeds, hosts, length, part, processes)
            for part in range(processes)
        ]
        return merged([part.result() for part in parts])


def simulate(feeds: int, hosts: int, length: timedelta, part: int = 0, parts: int = 1) -> Soak:
    """Run one part of a farm, and the service on it, by a virtual clock."""
    loop = VirtualLoop()
    farm = Farm(feeds, hosts, start=MONDAY.timestamp(), length=length.total_seconds())
    week = Week(farm, loop, [feed for feed in farm.feeds if feed.host % parts == part])
    try:
        loop.run_until_complete(week.run())
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
    kinds = week.watch.ended(week.archive.by_id.values(), farm.start + farm.length)
    return Soak(
        farm=farm,
        logs=farm.logs["onrecord"],
        kinds=kinds,
        seconds=farm.length,
        slack=0.001,
        rss_bytes=week.memory,
        alerts=tuple(week.archive.told),
        first_round=week.watch.first_round,
    )
