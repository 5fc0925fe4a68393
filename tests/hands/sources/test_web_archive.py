"""A web archive is asked as it wants to be asked, and believed only when it names a copy."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from monitor.model.errors import FetchError, FetchForbidden, FetchRefused, FetchTimeout
from monitor.sources.guard import Guard
from monitor.sources.http import FetchSettings
from monitor.sources.manners import MannersSettings
from monitor.sources.web_archive import SavePage
from tests.hands.sources.conftest import FakeClock, Site, a_fetcher

ARTICLE = "https://daily.example/dam?id=1"
SAVE = "/save/https://daily.example/dam"
COPY = "/web/20251128120000/https://daily.example/dam"


def copied(
    site: Site,
    clock: FakeClock,
    template: str = "{site}/save/{url}",
    settings: FetchSettings | None = None,
    guard: Guard | None = None,
) -> str:
    """Ask the site for a copy of the article."""

    async def ask() -> str:
        manners = MannersSettings(obey_robots=False)
        async with a_fetcher(clock, settings=settings, manners=manners, guard=guard) as fetcher:
            told = template.replace("{site}", site.url)
            return await SavePage(fetcher=fetcher, template=told).copy(ARTICLE)

    return asyncio.run(ask())


def test_a_redirect_leads_to_the_copy(site: Site, clock: FakeClock) -> None:
    """Where the archive redirects, there the copy is."""
    site.redirects(SAVE, COPY)
    site.serves(COPY, "<p>The dam is safe.</p>")
    assert copied(site, clock) == f"{site.url}{COPY}"
    assert site.requests[0].path_qs == f"{SAVE}?id=1"


def test_a_header_names_the_copy(site: Site, clock: FakeClock) -> None:
    """`Content-Location` names the copy, also relative to the archive."""
    site.serves(SAVE, "saved", headers={"Content-Location": COPY})
    assert copied(site, clock) == f"{site.url}{COPY}"


def test_an_archive_may_want_a_parameter(site: Site, clock: FakeClock) -> None:
    """`{quoted_url}` is the page's address as a parameter, its own parameters inside it."""
    site.serves("/submit", headers={"Content-Location": COPY})
    assert copied(site, clock, "{site}/submit?run=1&url={quoted_url}")
    assert site.requests[0].query == {"run": "1", "url": ARTICLE}


@pytest.mark.parametrize("headers", [{}, {"Content-Location": SAVE + "?id=1"}])
def test_no_copy_is_an_error(site: Site, clock: FakeClock, headers: dict[str, str]) -> None:
    """An answer that names no copy is none, and may be asked for again."""
    site.serves(SAVE, "<p>Busy.</p>", headers=headers)
    with pytest.raises(FetchError, match="named no copy") as caught:
        copied(site, clock)
    assert caught.value.retryable


def test_a_busy_archive_says_when(site: Site, clock: FakeClock) -> None:
    """Retry-After of a 429 comes back with the error."""
    site.serves(SAVE, status=429, headers={"Retry-After": "90"})
    with pytest.raises(FetchRefused) as caught:
        copied(site, clock)
    assert caught.value.retryable
    assert caught.value.retry_after == timedelta(seconds=90)


def test_a_hanging_archive_is_left(site: Site, clock: FakeClock) -> None:
    """An archive that takes the request and never answers costs one time-out."""

    async def hang(_: web.Request) -> web.Response:
        await asyncio.sleep(3)
        return web.Response()

    site.handlers[SAVE] = hang
    settings = FetchSettings(total=timedelta(seconds=0.3), read=timedelta(seconds=0.3))
    with pytest.raises(FetchTimeout):
        copied(site, clock, settings=settings)


def test_the_guard_stays_in_force(site: Site, clock: FakeClock) -> None:
    """An archive on this machine is asked only where that is allowed."""
    with pytest.raises(FetchForbidden):
        copied(site, clock, guard=Guard())
