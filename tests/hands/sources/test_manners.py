"""Manners towards hosts, by a clock that tests turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from monitor.model.errors import FetchError, FetchForbidden, FetchRefused
from monitor.model.feed import ClosedHost, Fetched
from monitor.sources.manners import ROBOTS_RETRY, MannersSettings
from tests.hands.sources.conftest import FakeClock, Site, a_fetcher


def visit(
    clock: FakeClock, *urls: str, settings: MannersSettings | None = None
) -> list[Fetched | BaseException]:
    """Fetch one URL after another with one fetcher, errors among the answers."""

    async def all_of_them() -> list[Fetched | BaseException]:
        async with a_fetcher(clock, manners=settings) as fetcher:
            return [
                answer
                for url in urls
                for answer in await asyncio.gather(fetcher.fetch(url), return_exceptions=True)
            ]

    return asyncio.run(all_of_them())


class ListedHosts:
    """A book of hosts that outlives a fetcher."""

    def __init__(self, clock: FakeClock) -> None:
        """Start with no host closed."""
        self._clock = clock
        self._closed: dict[str, ClosedHost] = {}

    def closed(self) -> Sequence[ClosedHost]:
        """List what is closed by the clock."""
        return [host for host in self._closed.values() if host.until > self._clock.now()]

    async def close(self, host: ClosedHost) -> None:
        """Keep a host."""
        self._closed[host.host] = host


def robots_asked(site: Site) -> int:
    """Count how often robots.txt was asked for."""
    return sum(request.path == "/robots.txt" for request in site.requests)


def test_requests_to_a_host_are_spaced(site: Site, clock: FakeClock) -> None:
    """Requests at once to one host start an interval apart."""
    url = site.serves("/a", "x")

    async def at_once() -> None:
        async with a_fetcher(clock, manners=MannersSettings(obey_robots=False)) as fetcher:
            await asyncio.gather(*(fetcher.fetch(url) for _ in range(4)))

    started = clock.at
    asyncio.run(at_once())
    assert clock.at - started >= timedelta(seconds=3)
    assert len(site.paths()) == 4


def test_a_crawl_delay_is_honoured_up_to_a_bound(site: Site, clock: FakeClock) -> None:
    """A host that asks for ten seconds gets them, one that asks for an hour does not."""
    site.serves("/robots.txt", "User-agent: *\nCrawl-delay: 10\n")
    visit(clock, site.serves("/a"), site.serves("/b"))
    assert clock.slept[-1] == pytest.approx(10)
    site.serves("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    later = FakeClock()
    visit(later, site.url + "/a", site.url + "/b")
    assert later.slept[-1] == pytest.approx(30)


def test_a_host_that_asked_for_peace_gets_it(site: Site, clock: FakeClock) -> None:
    """After a Retry-After nothing is asked of the host before its time, then all is well."""
    busy = site.serves("/busy", status=429, headers={"Retry-After": "60"})
    fine = site.serves("/fine", "x")
    _, refused = visit(clock, busy, fine)
    assert isinstance(refused, FetchRefused)
    assert (refused.status, refused.retryable) == (429, True)
    assert refused.retry_after is not None
    assert timedelta(seconds=50) < refused.retry_after <= timedelta(seconds=60)
    assert site.paths() == ["/busy"]


def test_a_host_that_names_no_time_is_left_alone_ever_longer(site: Site, clock: FakeClock) -> None:
    """A bare 429 closes the host for a minute, then two, up to an hour; an answer ends it."""
    busy = site.serves("/busy", status=429)
    waits: list[timedelta | None] = []

    async def insist() -> None:
        async with a_fetcher(clock, manners=MannersSettings(obey_robots=False)) as fetcher:
            for _ in range(8):
                with pytest.raises(FetchRefused) as caught:
                    await fetcher.fetch(busy)
                waits.append(caught.value.retry_after)
                clock.at += caught.value.retry_after or timedelta()
            await fetcher.fetch(site.serves("/fine", "x"))
            with pytest.raises(FetchRefused) as caught:
                await fetcher.fetch(busy)
            waits.append(caught.value.retry_after)

    asyncio.run(insist())
    assert [wait and wait // timedelta(minutes=1) for wait in waits] == [
        *(1, 2, 4, 8, 16, 32, 60, 60),
        1,
    ]


def test_a_503_without_a_time_closes_no_host(site: Site, clock: FakeClock) -> None:
    """One page that is out of order does not keep us from the others."""
    _, page = visit(clock, site.serves("/broken", status=503), site.serves("/fine", "x"))
    assert not isinstance(page, BaseException)


def test_peace_outlasts_a_restart(site: Site, clock: FakeClock) -> None:
    """A new fetcher asks nothing of a host that asked the one before to stay away."""
    book = ListedHosts(clock)
    busy = site.serves("/busy", status=503, headers={"Retry-After": "600"})

    async def once() -> None:
        async with a_fetcher(clock, book=book) as fetcher:
            with pytest.raises(FetchRefused):
                await fetcher.fetch(busy)

    asyncio.run(once())
    asyncio.run(once())
    assert site.paths() == ["/busy"]
    clock.at += timedelta(seconds=601)
    asyncio.run(once())
    assert site.paths() == ["/busy", "/busy"]


def test_robots_txt_forbids(site: Site, clock: FakeClock) -> None:
    """What robots.txt forbids is not asked for, and robots.txt is asked for once."""
    site.serves("/robots.txt", "User-agent: onrecord\nDisallow: /private\n")
    denied, allowed = visit(clock, site.serves("/private/a"), site.serves("/open"))
    assert isinstance(denied, FetchForbidden)
    assert not isinstance(allowed, BaseException)
    assert site.paths() == ["/open"]
    assert robots_asked(site) == 1


def test_robots_txt_is_asked_at_each_hop(site: Site, clock: FakeClock) -> None:
    """A redirect does not lead around robots.txt."""
    site.serves("/robots.txt", "User-agent: *\nDisallow: /private\n")
    (denied,) = visit(clock, site.redirects("/a", "/private/b"))
    assert isinstance(denied, FetchForbidden)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_no_robots_txt_allows_everything(site: Site, clock: FakeClock, status: int) -> None:
    """A client error on robots.txt means that there are no rules (RFC 9309, 2.3.1.3)."""
    site.serves("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    (page,) = visit(clock, site.serves("/a", "x"))
    assert not isinstance(page, BaseException)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_unreadable_robots_txt_forbids_for_a_while(
    site: Site, clock: FakeClock, status: int
) -> None:
    """A server error on robots.txt keeps us away, retryably, and is not asked at each page."""
    site.serves("/robots.txt", status=status)
    first, second = visit(clock, site.serves("/a", "x"), site.url + "/a")
    assert isinstance(first, FetchError)
    assert isinstance(second, FetchError)
    assert first.retryable
    assert first.retry_after == ROBOTS_RETRY
    assert (site.paths(), robots_asked(site)) == ([], 1)


def test_robots_txt_is_renewed_after_a_day(site: Site, clock: FakeClock) -> None:
    """Rules are believed for a day; a failed renewal keeps the old ones."""
    site.serves("/robots.txt", "User-agent: *\nDisallow: /a\n")

    async def twice() -> None:
        async with a_fetcher(clock) as fetcher:
            with pytest.raises(FetchForbidden):
                await fetcher.fetch(site.url + "/a")
            clock.at += timedelta(hours=25)
            site.serves("/robots.txt", status=500)
            with pytest.raises(FetchForbidden):
                await fetcher.fetch(site.url + "/a")

    asyncio.run(twice())
    assert robots_asked(site) == 2


def test_a_long_robots_txt_is_read_as_far_as_the_limit(site: Site, clock: FakeClock) -> None:
    """Rules in the first 500 kB count, the rest is not read."""
    site.serves("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# more\n" * 200_000)
    (denied,) = visit(clock, site.url + "/a")
    assert isinstance(denied, FetchForbidden)


def test_robots_txt_can_be_left_aside(site: Site, clock: FakeClock) -> None:
    """An operator may read hosts of their own without asking robots.txt."""
    settings = MannersSettings(obey_robots=False)
    (page,) = visit(clock, site.serves("/a", "x"), settings=settings)
    assert not isinstance(page, BaseException)
    assert robots_asked(site) == 0
