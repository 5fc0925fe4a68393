"""Posts notifications to programs as signed JSON (Standard Webhooks 1.0.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from yarl import URL

from alerts.clean import cut, one_line
from alerts.guard import GuardedResolver, refusal_of
from alerts.payload import encode, payload
from alerts.signing import read_secret, signature
from monitor import __version__
from monitor.model.alert import Notification, Receipt
from monitor.model.errors import ChannelError, ChannelRejected, ChannelUnavailable, ConfigError
from monitor.ports import Clock

#: An endpoint answers within this. Source: Standard Webhooks 1.0.0, request timeouts (15 to 30 s).
TIMEOUT = timedelta(seconds=15)

#: How much of a failing endpoint's answer is read, and how much of that is put on record.
_READ_BYTES, _SHOWN_CHARACTERS = 2048, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One receiver of webhooks."""

    #: What recipients may call it instead of its URL.
    name: str
    #: May carry a token, so it stands in no error or log.
    url: str = field(repr=False)
    #: The present secret first, then those on their way out.
    secrets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """All receivers of webhooks, and how long we wait for one."""

    endpoints: tuple[Endpoint, ...]
    timeout: timedelta = TIMEOUT


@dataclass(frozen=True, slots=True)
class _Target:
    url: URL
    keys: tuple[bytes, ...]


class WebhookChannel:
    """A channel to programs; they know repeats by `webhook-id`, which never changes.

    Every failure but one may be tried again, as the specification has it: a receiver that
    answers 404 or 401 is mostly one being deployed or given a new secret. Only 410 says
    that it wants to hear no more. Redirects are failures, never followed.
    """

    def __init__(
        self,
        settings: WebhookSettings,
        clock: Clock,
        *,
        name: str = "webhook",
        allow_loopback: bool = False,
    ) -> None:
        """Read the endpoints.

        Args:
            settings: Where to, and with which secrets.
            clock: Tells the time of each attempt.
            name: What routes call the channel.
            allow_loopback: Opens this machine's own addresses, for receivers that run on it.

        Raises:
            ConfigError: An endpoint's URL or secret cannot be used.
        """
        self._clock, self._name, self._allow_loopback = clock, name, allow_loopback
        self._timeout = ClientTimeout(total=settings.timeout.total_seconds())
        self._targets: dict[str, _Target] = {}
        for endpoint in settings.endpoints:
            target = self._target(endpoint)
            self._targets |= {endpoint.name: target, endpoint.url: target}
        self._session: ClientSession | None = None

    @property
    def name(self) -> str:
        """Name that routes and deliveries know the channel by."""
        return self._name

    async def send(self, notification: Notification) -> Receipt:
        """Post one notification.

        Raises:
            ChannelUnavailable: No answer, or one that says "not now".
            ChannelRejected: The endpoint is gone (410), or none is configured under this name.
        """
        to = notification.recipient.address
        target = self._targets.get(to)
        if target is None:
            raise ChannelRejected(
                "No webhook endpoint is configured under this name; add it, then retry.",
                channel=self._name,
                recipient=to,
            )
        try:
            return await self._post(target, notification)
        except (ClientError, OSError) as error:
            message = f"The endpoint cannot be reached: {_said(error)}"
            raise ChannelUnavailable(message, channel=self._name, recipient=to) from error

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    def _target(self, endpoint: Endpoint) -> _Target:
        where = f"webhook endpoint {endpoint.name!r}"
        try:
            url = URL(endpoint.url)
        except ValueError:
            # Not chained: the library's error would show the URL, and a token in it.
            raise ConfigError("The URL cannot be read.", key=where) from None
        refusal = refusal_of(url, allow_loopback=self._allow_loopback)
        if refusal:
            raise ConfigError(f"Nothing can be sent to this URL: {refusal}.", key=where)
        if not endpoint.secrets:
            raise ConfigError("Give it a secret to sign with.", key=where)
        keys = tuple(read_secret(secret, key=where) for secret in endpoint.secrets)
        return _Target(url, keys)

    async def _post(self, target: _Target, notification: Notification) -> Receipt:
        body = encode(payload(notification))
        async with self._open().post(
            target.url,
            data=body,
            headers=self._headers(target, notification.id, body),
            allow_redirects=False,
        ) as response:
            if response.ok and response.status < HTTPStatus.MULTIPLE_CHOICES:
                return Receipt(at=self._clock.now(), detail=_status(response))
            raise await self._refused(response, notification.recipient.address)

    def _headers(self, target: _Target, message_id: str, body: bytes) -> dict[str, str]:
        timestamp = int(self._clock.now().timestamp())
        return {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(target.keys, message_id, timestamp, body),
        }

    async def _refused(self, response: ClientResponse, to: str) -> ChannelError:
        status = _status(response)
        if response.status == HTTPStatus.GONE:
            message = f"The endpoint answered {status}: it wants no more webhooks."
            return ChannelRejected(message, channel=self._name, recipient=to)
        if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
            message = f"The endpoint answered {status}, a redirect; configure where it leads."
        else:
            message = f"The endpoint answered {status}{await _excerpt(response)}"
        return ChannelUnavailable(
            message,
            channel=self._name,
            recipient=to,
            retry_after=_retry_after(response.headers, self._clock.now()),
        )

    def _open(self) -> ClientSession:
        """Give the one session, made inside the loop that first sends."""
        if self._session is None:
            resolver = GuardedResolver(allow_loopback=self._allow_loopback)
            self._session = ClientSession(
                connector=TCPConnector(resolver=resolver),
                timeout=self._timeout,
                cookie_jar=DummyCookieJar(),
                headers={"user-agent": f"Onrecord/{__version__}"},
                # Nothing is inflated, so no answer can be a bomb.
                auto_decompress=False,
            )
        return self._session


def _status(response: ClientResponse) -> str:
    return cut(one_line(f"{response.status} {response.reason or ''}"), _SHOWN_CHARACTERS)


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    return cut(one_line(str(error)), _SHOWN_CHARACTERS) or type(error).__name__


async def _excerpt(response: ClientResponse) -> str:
    """Read the beginning of an answer, for the person who will look into it."""
    try:
        start = await response.content.read(_READ_BYTES)
    except (ClientError, OSError):
        return "."
    text = cut(one_line(start.decode(errors="replace")), _SHOWN_CHARACTERS)
    return f": {text}" if text else "."


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read Retry-After in both its forms (RFC 9110, 10.2.3); nonsense counts as unsaid."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        # Cut first: a number of a thousand digits is no number of seconds.
        return timedelta(seconds=int(value[:9]))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta())
