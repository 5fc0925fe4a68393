"""Pages from the network: conditional, within limits, politely, and through the guard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from monitor import __version__
from monitor.model.errors import (
    FetchError,
    FetchForbidden,
    FetchRefused,
    FetchTimeout,
    PageTooLarge,
)
from monitor.model.feed import Fetched, Gone, NotModified, Page, Validators
from monitor.ports import Clock
from monitor.sources.decoding import ACCEPT_ENCODING, Limits, read_body
from monitor.sources.guard import Guard
from monitor.sources.manners import Manners

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Those by which an address says that it has another one for good; 302 and 307 never do.
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
#: What the robots.txt rules of a host are cut to. Source: RFC 9309, 2.5.
_ROBOTS_LIMITS = Limits(wire_bytes=500 * 1024, body_bytes=500 * 1024, cuts=True)
#: No host keeps us away for longer than this, whatever it says (Media Cloud's bound).
LONGEST_RETRY_AFTER = timedelta(days=1)
#: Longest header line taken, in bytes; news sites send long Content-Security-Policy lines.
_HEADER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """Limits of a fetch, and how we introduce ourselves."""

    user_agent: str = f"onrecord/{__version__} (newsroom monitoring; obeys robots.txt)"
    #: For one hop, from connecting to the last byte; waiting for the host's turn is not counted.
    total: timedelta = timedelta(seconds=30)
    #: Between two pieces of the body.
    read: timedelta = timedelta(seconds=10)
    wire_bytes: int = 16 * 1024 * 1024
    #: After decompression; lets a 20 MB article through and stops a bomb.
    body_bytes: int = 32 * 1024 * 1024
    redirects: int = 10
    #: Connections open at a time.
    connections: int = 400

    @property
    def limits(self) -> Limits:
        """How much of a body is read."""
        return Limits(wire_bytes=self.wire_bytes, body_bytes=self.body_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """One hop's answer; the body is empty unless the status is a success."""

    url: URL
    status: int
    headers: Mapping[str, str]
    #: Status line as received, and headers of the request as sent.
    status_line: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: How long the host is left alone now, None where it may be asked again.
    wait: timedelta | None = None
    #: Where permanent redirects alone led, None without any.
    moved_to: str | None = None


class HttpFetcher:
    """The `Fetcher` on aiohttp; belongs to the event loop that first uses it."""

    def __init__(
        self,
        clock: Clock,
        *,
        settings: FetchSettings | None = None,
        guard: Guard | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._clock = clock
        self._settings = settings or FetchSettings()
        self._guard = guard or Guard()
        self._manners = manners or Manners(clock)
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """Fetch one URL, following redirects by hand so that each hop is checked.

        Raises:
            FetchForbidden: The guard or robots.txt forbids a hop.
            FetchTimeout: A hop took too long.
            FetchRefused: The host answered with an error, or asked to be left alone.
            PageTooLarge: The body passed a limit.
            FetchError: Anything else between us and the page.
        """
        asked = validators or Validators()
        reply = await self._follow(
            _parse(url), headers=_conditions(asked), limits=self._settings.limits
        )
        return self._judge(url, reply, conditional=asked != Validators())

    async def close(self) -> None:
        """Close the pool of connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def _judge(self, url: str, reply: _Reply, *, conditional: bool) -> Fetched:
        now = self._clock.now()
        if reply.status in _GONE:
            return Gone(url=url, status=reply.status, fetched_at=now)
        if reply.status == HTTPStatus.NOT_MODIFIED and conditional:
            return NotModified(
                url=url, fetched_at=now, headers=reply.headers, moved_to=reply.moved_to
            )
        if not _is_success(reply.status):
            wait = reply.wait or _retry_after(reply.headers, now)
            raise FetchRefused(url=url, status=reply.status, retry_after=wait)
        return Page(
            url=url,
            final_url=str(reply.url),
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            fetched_at=now,
            validators=Validators(
                etag=reply.headers.get("etag"), last_modified=reply.headers.get("last-modified")
            ),
            status_line=reply.status_line,
            request_headers=reply.asked,
            moved_to=reply.moved_to,
        )

    async def _follow(
        self, url: URL, *, headers: Mapping[str, str], limits: Limits, robots: bool = True
    ) -> _Reply:
        seen: set[URL] = set()
        permanent, moved_to = True, None
        while True:
            self._guard.check(url)
            if robots:
                await self._manners.check(url, self._load_robots)
            seen.add(url)
            reply = await self._hop(url, headers, limits)
            location = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not location:
                return replace(reply, moved_to=moved_to)
            url = _join(url, location)
            permanent = permanent and reply.status in _PERMANENT
            moved_to = str(url) if permanent else moved_to
            if url in seen:
                raise FetchError(f"The redirects go round in a circle at {url}.", url=str(url))
            if len(seen) > self._settings.redirects:
                raise FetchError(f"More than {self._settings.redirects} redirects.", url=str(url))

    async def _load_robots(self, url: URL) -> bytes | None:
        reply = await self._follow(url, headers={}, limits=_ROBOTS_LIMITS, robots=False)
        if _is_success(reply.status):
            return reply.body
        # 429 says "not now", not "no rules": it counts with the server errors.
        refused = FetchRefused(url=str(url), status=reply.status)
        if refused.retryable:
            raise refused
        return None

    async def _hop(self, url: URL, headers: Mapping[str, str], limits: Limits) -> _Reply:
        async with self._manners.turn(url):
            try:
                reply = await self._request(url, headers, limits)
            except TimeoutError as error:
                raise FetchTimeout(f"{url.host} did not answer in time.", url=str(url)) from error
            except FetchForbidden as error:  # From the resolver, which knows the host only.
                raise FetchForbidden(str(error), url=str(url)) from error
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise FetchError(f"{url.host} could not be read: {error}", url=str(url)) from error
        if reply.status not in _BUSY:
            self._manners.served(url)
            return reply
        asked = _retry_after(reply.headers, self._clock.now())
        return replace(reply, wait=await self._manners.refused(url, reply.status, asked))

    async def _request(self, url: URL, headers: Mapping[str, str], limits: Limits) -> _Reply:
        async with self._open().get(url, headers=headers, allow_redirects=False) as response:
            reply = _Reply(
                url=url,
                status=response.status,
                headers=_lowered(response.headers),
                status_line=_status_line(response),
                asked=dict(response.request_info.headers),
            )
            if not _is_success(response.status):
                return reply
            if (response.content_length or 0) > limits.wire_bytes and not limits.cuts:
                raise PageTooLarge(url=str(url), limit_bytes=limits.wire_bytes)
            body = await read_body(
                response.content.iter_any(),
                encoding=reply.headers.get("content-encoding", ""),
                limits=limits,
                url=str(url),
            )
            return replace(reply, body=body)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            settings = self._settings
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=self._guard.resolver(), limit=settings.connections
                ),
                # Each page is read as a stranger would: nothing carries over between pages.
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(
                    total=settings.total.total_seconds(), sock_read=settings.read.total_seconds()
                ),
                headers={"User-Agent": settings.user_agent, "Accept-Encoding": ACCEPT_ENCODING},
                auto_decompress=False,
                trace_configs=[self._trace()],
                max_line_size=_HEADER_BYTES,
                max_field_size=_HEADER_BYTES,
            )
        return self._session

    def _trace(self) -> aiohttp.TraceConfig:
        """Let manners know when a request has really gone out."""
        trace = aiohttp.TraceConfig()

        async def note(
            _session: aiohttp.ClientSession,
            _context: object,
            sent: aiohttp.TraceRequestHeadersSentParams,
        ) -> None:
            self._manners.sent(sent.url)

        trace.on_request_headers_sent.append(note)
        return trace


def _parse(url: str) -> URL:
    try:
        return URL(url.strip()).with_fragment(None)
    except ValueError as error:
        raise FetchForbidden(f"{url!r} is not an address: {error}", url=url) from error


def _join(base: URL, location: str) -> URL:
    try:
        return base.join(URL(location)).with_fragment(None)
    except ValueError as error:
        message = f"The host redirects to {location!r}, which is not an address."
        raise FetchError(message, url=str(base)) from error


def _conditions(validators: Validators) -> dict[str, str]:
    conditions = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in conditions.items() if value}


def _is_success(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _status_line(response: aiohttp.ClientResponse) -> str:
    version = response.version or aiohttp.HttpVersion11
    protocol = f"HTTP/{version.major}.{version.minor}"
    return f"{protocol} {response.status} {response.reason or ''}".rstrip()


def _lowered(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    return {name.lower(): ", ".join(headers.getall(name)) for name in headers}


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read Retry-After in both its forms (RFC 9110, 10.2.3); nonsense counts as unsaid."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        # Cut first: a number of a thousand digits is no number of seconds.
        wait = timedelta(seconds=int(value[:9]))
    else:
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(wait, timedelta()), LONGEST_RETRY_AFTER)
