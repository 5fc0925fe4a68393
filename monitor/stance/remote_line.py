"""The line to a remote model: one HTTP request, and what came of it as a value.

aiohttp rather than `urllib`: its time limit is on the whole exchange, so an endpoint that drips
a byte a second is cut off too, and several requests can wait at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar
from yarl import URL

from monitor import __version__
from monitor.model.errors import ConfigError
from monitor.stance.remote_prompt import load_json

#: An answer larger than this is none. Source: four shares are 200 bytes, and an envelope 2,000.
ANSWER_BYTES = 1_000_000

#: Statuses that speak of these very passages (a content filter, too long), not of the endpoint.
_OF_THE_PASSAGES = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}


class Trouble(StrEnum):
    """Why a remote model did not weigh a passage."""

    #: Time-out, lost connection, 429, 5xx: again can help.
    BUSY = "the endpoint did not answer"
    #: Another status (key, address, model): again cannot help.
    REFUSED = "the endpoint refused"
    #: The model refused, or answered in another form than asked for.
    UNUSABLE = "the answer was not usable"
    #: The next request might cost more than is left of the day's money.
    CAPPED = "the daily cost cap is reached"
    #: After failures the endpoint is left alone for a while.
    RESTING = "the endpoint is left alone after failures"
    #: The call has taken as long as it may, or the service is stopping.
    LATE = "there was no time left"
    #: The file of answers and costs failed.
    UNRECORDED = "the file of answers cannot be used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What the model said, and what it took."""

    text: str
    #: None where the endpoint does not count.
    tokens_in: int | None = None
    tokens_out: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A request that brought nothing."""

    why: Trouble
    detail: str
    #: How long the endpoint asked us to wait, None where it did not say.
    wait: timedelta | None = None
    #: False where the endpoint surely charged nothing.
    charged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where requests go, and how long one may take."""

    url: URL
    timeout: timedelta
    headers: Mapping[str, str] = field(repr=False)

    def open(self) -> ClientSession:
        """Open connections, to be closed within the same event loop."""
        return ClientSession(
            timeout=ClientTimeout(total=self.timeout.total_seconds()),
            headers=self.headers,
            cookie_jar=DummyCookieJar(),
            # Nothing is inflated, so no answer can be a bomb.
            auto_decompress=False,
        )

    async def post(
        self, session: ClientSession, body: Mapping[str, Any], now: datetime
    ) -> Completion | Failed:
        """Ask once; never follows a redirect, which would take key and text elsewhere."""
        try:
            async with session.post(
                self.url, data=json.dumps(body).encode(), allow_redirects=False
            ) as response:
                if response.status == HTTPStatus.OK:
                    return _completion(await _read(response))
                return _failed(response, now)
        except TimeoutError:
            return Failed(why=Trouble.BUSY, detail="no answer in time")
        except (ClientError, OSError) as error:
            return Failed(why=Trouble.BUSY, detail=type(error).__name__)


def line_to(base_url: str, api_key: str | None, timeout: timedelta) -> Line:
    """Make the line to an endpoint such as `https://api.example.org/v1`.

    Raises:
        ConfigError: The address or the key cannot be used; neither is repeated.
    """
    headers = {
        "content-type": "application/json",
        "accept-encoding": "identity",
        "user-agent": f"Onrecord/{__version__}",
    }
    if api_key is not None:
        if not api_key or not all("!" <= c <= "~" for c in api_key):
            raise ConfigError(
                "it is empty, or has characters that no key has", key="stance.remote.api_key"
            )
        headers["authorization"] = f"Bearer {api_key}"
    return Line(url=_address(base_url), timeout=timeout, headers=headers)


def _address(base_url: str) -> URL:
    try:
        url = URL(base_url)
    except ValueError:
        # Not chained: the library's error would show the address, and a password in it.
        raise ConfigError("it cannot be read as an address", key="stance.remote.base_url") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise ConfigError(
            "give an address that begins with https:// or http://", key="stance.remote.base_url"
        )
    if url.raw_user is not None or url.raw_password is not None or url.query or url.fragment:
        raise ConfigError(
            "give it without user, query and fragment; the key goes into api_key",
            key="stance.remote.base_url",
        )
    return url / "chat" / "completions"


async def _read(response: ClientResponse) -> bytes:
    """Read an answer up to one byte more than it may have."""
    body = bytearray()
    while len(body) <= ANSWER_BYTES:
        chunk = await response.content.read(ANSWER_BYTES + 1 - len(body))
        if not chunk:
            break
        body += chunk
    return bytes(body)


def _completion(body: bytes) -> Completion | Failed:
    if len(body) > ANSWER_BYTES:
        return Failed(why=Trouble.UNUSABLE, detail=f"over {ANSWER_BYTES:,} bytes")
    try:
        found = load_json(body)
        message = found["choices"][0]["message"]
        refusal, text = message.get("refusal"), message.get("content")
    except (ValueError, LookupError, TypeError, AttributeError):
        return Failed(why=Trouble.UNUSABLE, detail="no chat completion")
    usage = found.get("usage")
    return Completion(
        # A refusal is told by no text: none of it is an answer.
        text=text if isinstance(text, str) and not refusal else "",
        tokens_in=_tokens(usage, "prompt_tokens"),
        tokens_out=_tokens(usage, "completion_tokens"),
    )


def _tokens(usage: object, key: str) -> int | None:
    count = usage.get(key) if isinstance(usage, dict) else None
    return count if isinstance(count, int) and count >= 0 else None


def _failed(response: ClientResponse, now: datetime) -> Failed:
    """Tell what a status means; its text is not read, for it may repeat the key."""
    status = response.status
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        why = Trouble.BUSY
    else:
        why = Trouble.UNUSABLE if status in _OF_THE_PASSAGES else Trouble.REFUSED
    return Failed(
        why=why,
        detail=f"status {status}",
        wait=_retry_after(response.headers.get("retry-after", ""), now),
        charged=False,
    )


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """Read Retry-After in both its forms (RFC 9110, 10.2.3); nonsense counts as unsaid."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        # Cut first: a number of a thousand digits is no number of seconds.
        return timedelta(seconds=int(value[:9]))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta())
