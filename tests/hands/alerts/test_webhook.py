"""Webhooks to a real receiver on loopback."""

from __future__ import annotations

import asyncio
import json
import socket
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from typing_extensions import override

from alerts.guard import GuardedResolver
from alerts.payload import payload
from alerts.signing import read_secret, signature
from alerts.webhook import Endpoint, WebhookChannel, WebhookSettings
from monitor.model.alert import Receipt
from monitor.model.errors import ChannelError, ChannelRejected, ChannelUnavailable, ConfigError
from tests.hands.alerts.conftest import Receiver, StillClock
from tests.hands.alerts.examples import a_notification


def a_secret(letter: bytes = b"k", length: int = 32) -> str:
    """Build a secret of one letter."""
    return "whsec_" + b64encode(letter * length).decode()


def post(
    receiver: Receiver,
    clock: StillClock,
    *,
    times: int = 1,
    secrets: tuple[str, ...] = (a_secret(),),
    timeout: timedelta = timedelta(seconds=5),
    between: Callable[[], None] = lambda: None,
) -> list[Receipt | ChannelError]:
    """Send one notification to the receiver, several times over, and say how each try ended."""

    async def run() -> list[Receipt | ChannelError]:
        async with receiver.listening():
            endpoint = Endpoint(name="pager", url=receiver.url, secrets=secrets)
            settings = WebhookSettings(endpoints=(endpoint,), timeout=timeout)
            channel = WebhookChannel(settings, clock, allow_loopback=True)
            outcomes: list[Receipt | ChannelError] = []
            for _ in range(times):
                try:
                    outcomes.append(await channel.send(a_notification(to="pager")))
                except ChannelError as error:
                    outcomes.append(error)
                between()
            await channel.close()
            return outcomes

    return asyncio.run(run())


def test_a_webhook_is_verified_by_the_reference_library(clock: StillClock) -> None:
    """The signature, id and timestamp are those that the specification's own code expects."""
    clock.at = datetime.now(tz=UTC)
    receiver = Receiver()
    [receipt] = post(receiver, clock)
    [request] = receiver.received
    assert isinstance(receipt, Receipt)
    assert receipt.detail == "204 No Content"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-id"] == a_notification().id
    body = Webhook(a_secret()).verify(request.body, request.headers)
    assert body == json.loads(json.dumps(payload(a_notification())))
    with pytest.raises(WebhookVerificationError):
        Webhook(a_secret(b"x")).verify(request.body, request.headers)


def test_old_and_new_secret_are_both_honoured_during_a_change(clock: StillClock) -> None:
    """Each secret signs, so a receiver may hold either."""
    clock.at = datetime.now(tz=UTC)
    receiver = Receiver()
    post(receiver, clock, secrets=(a_secret(b"n"), a_secret(b"o")))
    [request] = receiver.received
    for letter in (b"n", b"o"):
        assert Webhook(a_secret(letter)).verify(request.body, request.headers)


def test_a_retry_keeps_its_id_and_renews_its_timestamp(clock: StillClock) -> None:
    """After a 500 the next attempt is the same webhook, signed anew."""
    receiver = Receiver(script=[web.Response(status=500, text="database\x1b[31m is down")])

    def later() -> None:
        clock.at += timedelta(minutes=5)

    failed, sent = post(receiver, clock, times=2, between=later)
    first, second = receiver.received
    assert isinstance(failed, ChannelUnavailable)
    assert str(failed) == ("The endpoint answered 500 Internal Server Error: database [31m is down")
    assert isinstance(sent, Receipt)
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    renewed = int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"])
    assert renewed == 300
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


@pytest.mark.parametrize("status", [400, 401, 404, 408, 422, 429, 500, 502, 503, 504])
def test_every_failure_but_gone_may_be_tried_again(clock: StillClock, status: int) -> None:
    """An alert outlives a receiver that is deployed wrongly or has the wrong secret."""
    [outcome] = post(Receiver(script=[web.Response(status=status)]), clock)
    assert isinstance(outcome, ChannelUnavailable)
    assert str(status) in str(outcome)


def test_an_endpoint_that_is_gone_is_never_tried_again(clock: StillClock) -> None:
    """410 says that the receiver wants no more."""
    [outcome] = post(Receiver(script=[web.Response(status=410)]), clock)
    assert isinstance(outcome, ChannelRejected)


def test_a_redirect_is_a_failure_and_is_not_followed(clock: StillClock) -> None:
    """Nothing is sent to where a receiver points."""
    there = {"location": "/elsewhere"}
    receiver = Receiver(script=[web.Response(status=307, headers=there)])
    [outcome] = post(receiver, clock)
    assert isinstance(outcome, ChannelUnavailable)
    assert "redirect" in str(outcome)
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Thu, 27 Nov 2025 08:10:00 GMT", timedelta(minutes=10)),
        ("Thu, 27 Nov 2025 07:00:00 GMT", timedelta()),
        ("soon", None),
        ("9" * 400, timedelta(seconds=999_999_999)),
        ("", None),
    ],
)
def test_retry_after_is_passed_on(clock: StillClock, value: str, wait: timedelta | None) -> None:
    """Both of its forms are read; nonsense counts as unsaid."""
    answer = web.Response(status=429, headers={"retry-after": value})
    [outcome] = post(Receiver(script=[answer]), clock)
    assert isinstance(outcome, ChannelUnavailable)
    assert outcome.retry_after == wait


def test_a_slow_receiver_may_be_tried_again(clock: StillClock) -> None:
    """No answer in time is ChannelUnavailable."""
    [outcome] = post(Receiver(delay=2), clock, timeout=timedelta(seconds=0.1))
    assert isinstance(outcome, ChannelUnavailable)
    assert "did not answer in time" in str(outcome)


def test_an_endless_answer_is_not_read_to_its_end(clock: StillClock) -> None:
    """Only the beginning of what a failing receiver says is read and kept."""
    [outcome] = post(Receiver(script=[web.Response(status=500, body=b"x" * 10_000_000)]), clock)
    assert len(str(outcome)) < 300


def a_channel(
    clock: StillClock, url: str, *secrets: str, allow_loopback: bool = False
) -> WebhookChannel:
    """Build a channel with one endpoint."""
    endpoint = Endpoint(name="pager", url=url, secrets=secrets or (a_secret(),))
    return WebhookChannel(
        WebhookSettings(endpoints=(endpoint,)), clock, allow_loopback=allow_loopback
    )


def test_a_receiver_that_is_down_may_be_tried_again(clock: StillClock) -> None:
    """A refused connection is ChannelUnavailable, and shows no token of the URL."""
    url = "http://127.0.0.1:9/hook?token=t0ken"

    async def run() -> None:
        channel = a_channel(clock, url, allow_loopback=True)
        try:
            await channel.send(a_notification(to=url))
        finally:
            await channel.close()

    with pytest.raises(ChannelUnavailable, match="cannot be reached") as caught:
        asyncio.run(run())
    assert "t0ken" not in str(caught.value)


def test_a_receiver_that_nobody_configured_is_rejected(clock: StillClock) -> None:
    """Nothing is sent to an address without an endpoint, so without a secret."""
    channel = a_channel(clock, "https://hooks.example/x")
    with pytest.raises(ChannelRejected, match="No webhook endpoint"):
        asyncio.run(channel.send(a_notification(to="https://elsewhere.example/")))
    assert channel.name == "webhook"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://[::1]/hook",
        "http://169.254.169.254/latest",
        "http://10.0.0.7/hook",
        "http://[::ffff:10.0.0.7]/hook",
        "http://user:t0ken@hooks.example/",
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "hooks.example/path",
        "http://[broken/t0ken",
    ],
)
def test_an_address_inside_the_house_is_no_endpoint(clock: StillClock, url: str) -> None:
    """What must not be posted to is refused with the configuration, without showing the URL."""
    with pytest.raises(ConfigError, match="webhook endpoint 'pager'") as caught:
        a_channel(clock, url)
    assert "t0ken" not in str(caught.value)


def test_loopback_opens_only_when_it_is_allowed(clock: StillClock) -> None:
    """Allowing this machine's own addresses opens no others."""
    a_channel(clock, "http://127.0.0.1/hook", allow_loopback=True)
    with pytest.raises(ConfigError):
        a_channel(clock, "http://10.0.0.7/hook", allow_loopback=True)


class _Resolver(AbstractResolver):
    """A resolver that knows one address for every name."""

    def __init__(self, address: str) -> None:
        self.address = address

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=self.address, port=port, family=family, proto=0, flags=0
            )
        ]

    @override
    async def close(self) -> None:
        """Hold nothing."""


@pytest.mark.parametrize("address", ["10.0.0.7", "169.254.169.254", "127.0.0.1", "::1"])
def test_a_name_that_leads_inside_the_house_is_not_connected_to(address: str) -> None:
    """The guard judges what a name resolves to, at the time of the connection."""
    with pytest.raises(OSError, match="nothing is sent there"):
        asyncio.run(GuardedResolver(_Resolver(address)).resolve("inside.example", 443))


def test_a_public_name_is_connected_to() -> None:
    """A public address passes the guard, which closes what it holds."""

    async def run() -> None:
        resolver = GuardedResolver(_Resolver("93.184.216.34"))
        assert (await resolver.resolve("outside.example", 443))[0]["host"] == "93.184.216.34"
        await resolver.close()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (a_secret(length=23), "23 bytes"),
        (a_secret(length=65), "65 bytes"),
        ("whsec_§§§", "not base64"),
        ("c2VjcmV0", "begins with"),
        ("", "begins with"),
    ],
)
def test_a_wrong_secret_is_told_without_showing_it(
    clock: StillClock, secret: str, said: str
) -> None:
    """The error says what is wrong and what to write, and not the secret."""
    with pytest.raises(ConfigError, match=said) as caught:
        a_channel(clock, "https://hooks.example/x", secret)
    assert not secret or secret not in str(caught.value)


def test_an_endpoint_needs_a_secret(clock: StillClock) -> None:
    """Nothing goes out unsigned."""
    endpoint = Endpoint(name="pager", url="https://hooks.example/x", secrets=())
    with pytest.raises(ConfigError, match="Give it a secret"):
        WebhookChannel(WebhookSettings(endpoints=(endpoint,)), clock)


def test_an_endpoint_shows_neither_url_nor_secret() -> None:
    """What is logged of an endpoint is its name."""
    shown = repr(Endpoint(name="pager", url="https://h.example/t0ken", secrets=(a_secret(),)))
    assert shown == "Endpoint(name='pager')"


@given(st.binary(min_size=24, max_size=64), st.text(max_size=100), st.integers(0, 2**33))
def test_our_signature_is_the_reference_librarys(key: bytes, body: str, timestamp: int) -> None:
    """For any key, body and time, both codes sign alike."""
    secret = "whsec_" + b64encode(key).decode()
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    ours = signature([read_secret(secret)], "msg_1", timestamp, body.encode())
    assert ours == Webhook(secret).sign("msg_1", at, body)
