"""Manners towards hosts: spacing, concurrency, Retry-After, back-off and robots.txt."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

from protego import Protego
from yarl import URL

from monitor.model.errors import FetchError, FetchForbidden, FetchRefused
from monitor.model.feed import ClosedHost
from monitor.ports import Clock, HostBook

Sleep = Callable[[float], Awaitable[None]]
#: Fetches a robots.txt: its first bytes, or None when the host has none.
LoadRobots = Callable[[URL], Awaitable[bytes | None]]

#: How long a robots.txt is believed. Source: RFC 9309, 2.4.
ROBOTS_TTL = timedelta(hours=24)
#: How long a host whose robots.txt cannot be read is left alone.
ROBOTS_RETRY = timedelta(minutes=10)
#: Hosts remembered before those that wait for nothing are forgotten; some 1 kB each.
_HOSTS_KEPT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MannersSettings:
    """How politely hosts are asked."""

    #: Between the starts of two requests to one host. One second reads a feed's thirty new
    #: items in half a minute, which an alert "within a minute or two" allows, and is the
    #: pace of a quick human reader.
    interval: timedelta = timedelta(seconds=1)
    #: Requests under way at one host at a time.
    concurrency: int = 2
    #: A Crawl-delay is honoured up to here; beyond it a host would never be read.
    longest_crawl_delay: timedelta = timedelta(seconds=30)
    #: A host that refuses by 429 without saying for how long is left alone for so long,
    #: twice as long each time it does so again, up to the longest.
    back_off: timedelta = timedelta(minutes=1)
    longest_back_off: timedelta = timedelta(hours=1)
    #: Such waits, and those a host asked for, are lengthened by up to this share.
    spread: float = 0.1
    obey_robots: bool = True
    #: The product token that robots.txt rules are looked up by.
    robot: str = "onrecord"


@dataclass(slots=True, kw_only=True)
class _Host:
    gate: asyncio.Semaphore
    interval: timedelta
    free_at: datetime
    closed_until: datetime
    under_way: int = 0
    #: Refusals in a row.
    refusals: int = 0
    #: Passed one by one, so that a start that comes late delays the next one.
    turnstile: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: Protego | None = None
    robots_until: datetime | None = None
    robots_failed: str | None = None
    robots_lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Manners:
    """What we know of each host, and when it may be asked next; one event loop only."""

    def __init__(
        self,
        clock: Clock,
        settings: MannersSettings | None = None,
        sleep: Sleep = asyncio.sleep,
        *,
        book: HostBook | None = None,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self._settings = settings or MannersSettings()
        self._clock = clock
        self._sleep = sleep
        self._book = book
        self._dice = dice
        self._hosts: dict[str, _Host] = {}
        for closed in book.closed() if book else ():
            self._known(closed.host).closed_until = closed.until

    @asynccontextmanager
    async def turn(self, url: URL) -> AsyncIterator[None]:
        """Wait for the host's turn and hold it for one request.

        Raises:
            FetchRefused: The host asked to be left alone, and that time is not over.
        """
        host = self._host(url)
        host.under_way += 1
        try:
            async with host.gate:
                self._refuse_if_closed(host, url)
                await self._space(host)
                self._refuse_if_closed(host, url)
                yield
        finally:
            host.under_way -= 1

    def sent(self, url: URL) -> None:
        """Note that a request has gone out just now: opening the connection may have taken long."""
        host = self._host(url)
        host.free_at = self._clock.now() + host.interval

    def served(self, url: URL) -> None:
        """Note that the URL's host is not too busy for us."""
        self._host(url).refusals = 0

    async def refused(self, url: URL, status: int, asked: timedelta | None) -> timedelta | None:
        """Ask the URL's host nothing for a while, and keep that beyond a restart.

        A 503 that asks for no wait may be one page's trouble and closes no host.

        Args:
            url: What was asked for.
            status: 429 or 503.
            asked: The wait the host asked for (Retry-After), None when it did not.

        Returns:
            The wait, None where there is none.

        Raises:
            StorageError: It could not be kept.
        """
        host = self._host(url)
        if not asked and status != HTTPStatus.TOO_MANY_REQUESTS:
            return None
        doubled = self._settings.back_off * (1 << min(host.refusals, 16))
        wait = asked or min(doubled, self._settings.longest_back_off)
        wait *= 1 + self._settings.spread * self._dice()
        host.refusals += 1
        host.closed_until = max(host.closed_until, self._clock.now() + wait)
        if self._book:
            closed = ClosedHost(host=_key(url), until=host.closed_until, status=status)
            await self._book.close(closed)
        return wait

    async def check(self, url: URL, load: LoadRobots) -> None:
        """Let a URL pass that the host's robots.txt allows.

        Args:
            url: What is to be fetched.
            load: Called when no robots.txt of the host is at hand that is still believed.

        Raises:
            FetchForbidden: robots.txt forbids it.
            FetchRefused: The host asked to be left alone, and that time is not over.
            FetchError: robots.txt could not be read; RFC 9309 takes that for a
                prohibition, which we renew or lift after a while.
        """
        if not self._settings.obey_robots:
            return
        host = self._host(url)
        self._refuse_if_closed(host, url)
        async with host.robots_lock:
            if host.robots_until is None or host.robots_until <= self._clock.now():
                await self._renew(host, url.origin() / "robots.txt", load)
        if host.robots_failed:
            left = (host.robots_until or self._clock.now()) - self._clock.now()
            raise FetchError(host.robots_failed, url=str(url), retry_after=left)
        if host.robots and not host.robots.can_fetch(str(url), self._settings.robot):
            raise FetchForbidden(f"The host's robots.txt forbids {url}.", url=str(url))

    async def _renew(self, host: _Host, address: URL, load: LoadRobots) -> None:
        try:
            body = await load(address)
        except FetchForbidden:
            raise
        except FetchError as error:
            # An older copy is better than none (RFC 9309, 2.3.1.4).
            host.robots_failed = None if host.robots else f"{address} cannot be read: {error}"
            host.robots_until = self._clock.now() + (error.retry_after or ROBOTS_RETRY)
            return
        host.robots = Protego.parse((body or b"").decode("utf-8", "replace"))
        host.robots_failed = None
        host.robots_until = self._clock.now() + ROBOTS_TTL
        host.interval = self._interval(host.robots)

    def _interval(self, robots: Protego) -> timedelta:
        asked = robots.crawl_delay(self._settings.robot) or 0.0
        longest = self._settings.longest_crawl_delay
        bounded = min(max(asked, 0.0), longest.total_seconds())
        return max(self._settings.interval, timedelta(seconds=bounded))

    def _refuse_if_closed(self, host: _Host, url: URL) -> None:
        left = host.closed_until - self._clock.now()
        if left > timedelta():
            raise FetchRefused(
                f"{url.host} asked not to be asked again before {host.closed_until:%H:%M:%S} UTC.",
                url=str(url),
                status=HTTPStatus.TOO_MANY_REQUESTS,
                retry_after=left,
            )

    async def _space(self, host: _Host) -> None:
        """Wait until an interval has passed since the last request really went to the host."""
        async with host.turnstile:
            while (left := self._left(host)) > timedelta():
                await self._sleep(left.total_seconds())
            host.free_at = self._clock.now() + host.interval

    def _left(self, host: _Host) -> timedelta:
        left = host.free_at - self._clock.now()
        # Longer than an interval only where the clock was set back, which shall stall nobody.
        return left if left <= host.interval else timedelta()

    def _host(self, url: URL) -> _Host:
        return self._known(_key(url))

    def _known(self, key: str) -> _Host:
        if key not in self._hosts:
            now = self._clock.now()
            self._forget_idle(now)
            self._hosts[key] = _Host(
                gate=asyncio.Semaphore(self._settings.concurrency),
                interval=self._settings.interval,
                free_at=now,
                closed_until=now,
            )
        return self._hosts[key]

    def _forget_idle(self, now: datetime) -> None:
        if len(self._hosts) < _HOSTS_KEPT:
            return
        self._hosts = {
            key: host
            for key, host in self._hosts.items()
            if host.under_way or host.closed_until > now or host.free_at > now
        }


def _key(url: URL) -> str:
    """Name a URL's host, as one that is asked by itself."""
    return f"{url.raw_host}:{url.port}"
