"""Requests to WebSub hubs, through the same guard as every fetch."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import aiohttp
from yarl import URL

from monitor.model.errors import FetchError, FetchForbidden, FetchRefused, FetchTimeout
from monitor.model.push import HubRequest
from monitor.sources.guard import Guard

_MOVED = frozenset({307, 308})
#: Redirects followed; a hub that moves does so once.
_REDIRECTS = 3
#: A hub answers before it asks back, so it need not take long.
_TIMEOUT = timedelta(seconds=20)


class HttpHub:
    """The `Hub` on aiohttp; belongs to the event loop that first uses it."""

    def __init__(self, *, user_agent: str, guard: Guard | None = None) -> None:
        self._user_agent = user_agent
        self._guard = guard or Guard()
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, request: HubRequest) -> None:
        """Post a request to its hub. Source: WebSub, 5.1.

        Raises:
            FetchForbidden: The hub's address is none that we speak to.
            FetchTimeout: It did not answer in time.
            FetchRefused: It answered with an error.
            FetchError: Anything else between us and the hub.
        """
        form = {
            "hub.mode": str(request.mode),
            "hub.topic": request.topic_url,
            "hub.callback": request.callback_url,
            "hub.secret": request.secret,
            "hub.lease_seconds": str(int(request.lease.total_seconds())),
        }
        url = _joined(None, request.hub_url)
        for _ in range(1 + _REDIRECTS):
            self._guard.check(url)
            status, location = await self._post(url, form)
            if status not in _MOVED or not location:
                break
            url = _joined(url, location)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise FetchRefused(url=str(url), status=status)

    async def close(self) -> None:
        """Close the pool of connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def _post(self, url: URL, form: dict[str, str]) -> tuple[int, str]:
        try:
            async with self._open().post(url, data=form, allow_redirects=False) as response:
                return response.status, response.headers.get("Location", "")
        except TimeoutError as error:
            raise FetchTimeout(
                f"The hub {url.host} did not answer in time.", url=str(url)
            ) from error
        except FetchForbidden as error:  # From the resolver, which knows the host only.
            raise FetchForbidden(str(error), url=str(url)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(
                f"The hub {url.host} is out of reach: {error}", url=str(url)
            ) from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=self._guard.resolver()),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=_TIMEOUT.total_seconds()),
                headers={"User-Agent": self._user_agent},
            )
        return self._session


def _joined(base: URL | None, address: str) -> URL:
    try:
        return base.join(URL(address)) if base else URL(address)
    except ValueError as error:
        raise FetchForbidden(f"{address!r} is not an address: {error}", url=address) from error
