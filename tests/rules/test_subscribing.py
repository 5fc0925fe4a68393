"""Leases, signatures and which hubs are believed, as rules."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.feed import FeedDocument
from monitor.model.push import HubMode, HubQuestion, Subscription, SubscriptionState
from monitor.rules.subscribing import after_answer, announced, authentic, before_request
from tests.builders import NOON, a_feed

HUB = "https://hub.example/"


def a_document(hub: str | None = HUB, own: str | None = None) -> FeedDocument:
    """Build a feed's document that names a hub."""
    return FeedDocument(title="", language=None, items=(), hub_url=hub, self_url=own)


def a_subscription(number: int = 0, *, hub: str = HUB) -> Subscription:
    """Build a subscription to the hub."""
    topic = a_feed().url
    return Subscription(
        key=f"k{number}", feed_id="daily", hub_url=hub, topic_url=topic, secret="s", due_at=NOON
    )


def test_the_feeds_own_name_is_the_topic() -> None:
    """A hub knows a feed by its rel=self, and by its address where it has none."""
    assert announced([], a_feed(), a_document(own="https://d.example/f"))[1] == (
        HUB,
        "https://d.example/f",
    )
    assert announced([], a_feed(), a_document())[1] == (HUB, a_feed().url)


def test_no_secret_goes_to_a_hub_in_the_clear() -> None:
    """A hub without TLS is not subscribed to, unless that is allowed."""
    document = a_document("http://hub.example/")
    assert announced([], a_feed(), document)[1] is None
    assert announced([], a_feed(), document, plain=True)[1] is not None


def test_a_feed_that_changes_its_hub_at_each_poll_gets_no_more() -> None:
    """Subscriptions of one feed are bounded, those that are being ended included."""
    known = [a_subscription(n, hub=f"https://hub{n}.example/") for n in range(4)]
    unwanted, wanted = announced(known, a_feed(), a_document())
    assert (unwanted, wanted) == (known, None)


@pytest.mark.parametrize(
    ("given_lease", "kept"),
    [
        (None, timedelta(days=1)),
        (timedelta(seconds=0), timedelta(minutes=5)),
        (timedelta(days=10), timedelta(days=10)),
        (timedelta(days=4000), timedelta(days=30)),
    ],
)
def test_a_lease_is_bounded(given_lease: timedelta | None, kept: timedelta) -> None:
    """No lease is so short that it is renewed all the time, none so long that it is forgotten."""
    asked = HubQuestion(mode=HubMode.SUBSCRIBE, topic_url="", challenge="x", lease=given_lease)
    after = after_answer(a_subscription(), asked, NOON)
    assert after is not None
    assert after.lease_until == NOON + kept
    assert NOON < after.due_at < after.lease_until


@given(st.text(), st.binary(), st.binary(), st.sampled_from(["sha1", "sha256", "sha384"]))
def test_only_the_signature_of_this_body_is_authentic(
    secret: str, body: bytes, other: bytes, algorithm: str
) -> None:
    """What one secret signed of one body is authentic for that body alone."""
    secret = secret.encode(errors="ignore").decode()
    signature = f"{algorithm}={hmac.new(secret.encode(), body, algorithm).hexdigest()}"
    assert authentic(secret, body, signature)
    assert authentic(secret, body, signature.upper().replace("SHA", "sha"))
    assert authentic(secret, other, signature) is (other == body)
    assert not authentic(f"{secret}x", body, signature)


@given(st.text(max_size=200))
def test_nonsense_is_no_signature(nonsense: str) -> None:
    """Whatever a stranger writes in the header, it is refused without an error."""
    assert not authentic("secret", b"body", nonsense)


def test_weak_hashes_are_no_signature() -> None:
    """MD5 is none of the standard's hashes."""
    weak = hmac.new(b"secret", b"body", hashlib.md5).hexdigest()
    assert not authentic("secret", b"body", f"md5={weak}")


@given(st.integers(0, 1000))
def test_waits_grow_and_are_bounded(failures: int) -> None:
    """However often a hub has failed, it is asked again within a day."""
    tried = Subscription(
        key="k",
        feed_id="daily",
        hub_url=HUB,
        topic_url="t",
        secret="s",
        due_at=NOON,
        failures=failures,
        state=SubscriptionState.WANTED,
    )
    asked = before_request(tried, NOON)
    assert asked is not None
    assert timedelta(minutes=10) <= asked.due_at - NOON <= timedelta(days=1)
