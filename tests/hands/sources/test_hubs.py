"""Requests to hubs go where they may go, and tell what became of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from monitor.model.errors import FetchError, FetchForbidden, FetchRefused
from monitor.model.push import HubMode, HubRequest
from monitor.sources.guard import Guard
from monitor.sources.hubs import HttpHub
from tests.hands.sources.conftest import Site


def ask(hub_url: str, *, guard: Guard | None = None) -> None:
    """Ask a hub for a subscription."""
    request = HubRequest(
        hub_url=hub_url,
        mode=HubMode.SUBSCRIBE,
        topic_url="https://daily.example/feed",
        callback_url="https://desk.example/websub/k",
        secret="s3cret",
        lease=timedelta(days=1),
    )

    async def asking() -> None:
        hub = HttpHub(user_agent="onrecord/test", guard=guard or Guard(allow_loopback=True))
        try:
            await hub.ask(request)
        finally:
            await hub.close()

    asyncio.run(asking())


def test_a_request_is_a_form(site: Site) -> None:
    """The hub gets what the standard asks for, and our name."""
    taken: list[dict[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.text()
        taken.append(dict(pair.split("=", 1) for pair in body.split("&")))
        return web.Response(status=202)

    site.handlers["/hub"] = take
    ask(f"{site.url}/hub")
    assert {name: taken[0][name] for name in ("hub.mode", "hub.secret", "hub.lease_seconds")} == {
        "hub.mode": "subscribe",
        "hub.secret": "s3cret",
        "hub.lease_seconds": "86400",
    }
    assert site.requests[-1].headers["User-Agent"] == "onrecord/test"


def test_a_hub_that_moved_is_followed_a_few_times(site: Site) -> None:
    """307 and 308 lead on with the form; a circle ends in an error."""
    site.serves("/old", status=307, headers={"Location": "/new"})
    site.serves("/new", status=202)
    ask(f"{site.url}/old")
    assert [request.method for request in site.requests] == ["POST", "POST"]
    site.serves("/round", status=308, headers={"Location": "/round"})
    with pytest.raises(FetchRefused):
        ask(f"{site.url}/round")


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_an_error_is_told(site: Site, status: int) -> None:
    """Anything but a success is a refusal with its status; the secret is not in it."""
    with pytest.raises(FetchRefused) as caught:
        ask(site.serves("/hub", status=status, headers={"Location": "/x"}))
    assert caught.value.status == status
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://10.0.0.1/hub", "ftp://hub.example/", "http://[::1/", "x"]
)
def test_no_hub_is_inside_the_house(url: str) -> None:
    """The guard that keeps fetches out keeps these requests out, redirects included."""
    with pytest.raises(FetchForbidden):
        ask(url, guard=Guard())


def test_a_redirect_into_the_house_is_refused(site: Site) -> None:
    """A hub cannot send our secret to a neighbour."""
    moved = site.serves("/hub", status=307, headers={"Location": "http://10.0.0.1/"})
    with pytest.raises(FetchForbidden):
        ask(moved)


def test_a_hub_that_is_not_there_is_out_of_reach() -> None:
    """A closed port is an error that can be tried again."""
    with pytest.raises(FetchError) as caught:
        ask("http://127.0.0.1:9/")
    assert caught.value.retryable
