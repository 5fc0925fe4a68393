"""A real HTTP server on loopback, and clocks that tests can turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from monitor.model.feed import Page
from monitor.ports import HostBook
from monitor.sources.guard import Guard
from monitor.sources.http import FetchSettings, HttpFetcher
from monitor.sources.manners import Manners, MannersSettings
from monitor.sources.workers import Workers

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that stands still unless somebody sleeps by it."""

    at: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """Tell the time it was set to."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Note the sleep and turn the hands."""
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@dataclass
class Site:
    """A web site in a thread of its own; handlers are set by path, requests are kept."""

    url: str = ""
    handlers: dict[str, Handler] = field(default_factory=dict)
    requests: list[web.BaseRequest] = field(default_factory=list)

    def serves(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> str:
        """Answer a path with the same bytes each time; tell its address."""
        raw = body.encode() if isinstance(body, str) else body

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=raw, status=status, headers=headers)

        self.handlers[path] = answer
        return self.url + path

    def redirects(self, path: str, target: str) -> str:
        """Answer a path with a redirect; tell its address."""
        return self.serves(path, status=302, headers={"Location": target})

    def paths(self) -> list[str]:
        """List the paths asked for, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer as told, 404 otherwise."""
        self.requests.append(request)
        handler = self.handlers.get(request.path)
        if handler is None or not isinstance(request, web.Request | web.BaseRequest):
            return web.Response(status=404)
        return await handler(request)  # type: ignore[arg-type]  # a BaseRequest serves here


async def _serve(site: Site, ready: threading.Event, done: asyncio.Event) -> None:
    runner = web.ServerRunner(web.Server(site.answer), shutdown_timeout=0.1)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    site.url = str(runner.addresses[0][1]).join(("http://127.0.0.1:", ""))
    ready.set()
    await done.wait()
    await runner.cleanup()


@pytest.fixture(scope="session")
def server() -> Iterator[Site]:
    """Run one server for all tests of this folder."""
    site, ready = Site(), threading.Event()
    loop, done = asyncio.new_event_loop(), asyncio.Event()

    def work() -> None:
        loop.run_until_complete(_serve(site, ready, done))
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(10)
    yield site
    loop.call_soon_threadsafe(done.set)
    thread.join(10)


@pytest.fixture
def site(server: Site) -> Site:
    """A site that serves nothing yet."""
    server.handlers.clear()
    server.requests.clear()
    return server


@pytest.fixture
def clock() -> FakeClock:
    """Noon, until somebody sleeps."""
    return FakeClock()


def a_fetcher(
    clock: FakeClock,
    *,
    guard: Guard | None = None,
    manners: MannersSettings | None = None,
    settings: FetchSettings | None = None,
    book: HostBook | None = None,
) -> HttpFetcher:
    """Build a fetcher that may read this machine and waits by the fake clock."""
    return HttpFetcher(
        clock,
        settings=settings,
        guard=guard or Guard(allow_loopback=True),
        manners=Manners(
            clock,
            manners or MannersSettings(concurrency=8),
            clock.sleep,
            book=book,
            dice=lambda: 0.0,
        ),
    )


def a_page(
    body: bytes | str,
    *,
    url: str = "https://daily.example/news/1",
    headers: dict[str, str] | None = None,
) -> Page:
    """Build a page as if it had been fetched at noon."""
    raw = body.encode() if isinstance(body, str) else body
    return Page(
        url=url, final_url=url, status=200, headers=headers or {}, body=raw, fetched_at=NOON
    )


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """One worker process for all tests that need no special one."""
    pool = Workers(1)
    yield pool
    pool.close()
