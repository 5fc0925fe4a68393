"""The contract of Subscriptions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model.errors import NotFound
from monitor.model.push import Subscription, SubscriptionState
from monitor.ports import Archive
from tests.builders import NOON, a_feed, minutes


def a_subscription(*, key: str = "k" * 40, feed_id: str = "daily", due: float = 0) -> Subscription:
    """Build a subscription, due so many minutes after noon."""
    return Subscription(
        key=key,
        feed_id=feed_id,
        hub_url="https://hub.example/",
        topic_url="https://daily.example/feed.xml",
        secret="s",
        due_at=NOON + minutes(due),
    )


def test_gives_back(archive: Archive) -> None:
    """A subscription comes back as it was put, secret and all, and replaces the one before."""
    full = replace(
        a_subscription(),
        state=SubscriptionState.VERIFIED,
        lease_until=NOON,
        failures=2,
        last_push_at=NOON,
        relied_on=True,
        last_error="It was down.",
    )
    with archive.unit() as unit:
        unit.subscriptions.put(a_subscription())
        unit.subscriptions.put(full)
    with archive.unit() as unit:
        assert unit.subscriptions.find(full.key) == full
        assert unit.subscriptions.find("other") is None


def test_due(archive: Archive) -> None:
    """Subscriptions are due from their instant on, longest due first."""
    with archive.unit() as unit:
        for key, due in (("later", 1), ("now", 0), ("long", -9)):
            unit.subscriptions.put(a_subscription(key=key, due=due))
        assert [each.key for each in unit.subscriptions.due(NOON, 10)] == ["long", "now"]
        assert [each.key for each in unit.subscriptions.due(NOON, 1)] == ["long"]


def test_outlives_its_feed(archive: Archive) -> None:
    """A feed that is removed leaves its subscriptions, so that their hubs can be told."""
    with archive.unit() as unit:
        unit.feeds.put(a_feed())
        unit.subscriptions.put(a_subscription())
        unit.subscriptions.put(a_subscription(key="other", feed_id="other"))
        unit.feeds.remove("daily")
        assert unit.subscriptions.of_feed("daily") == [a_subscription()]


def test_remove(archive: Archive) -> None:
    """A subscription that is removed is gone; one that is not there cannot be removed."""
    with archive.unit() as unit:
        unit.subscriptions.put(a_subscription())
        unit.subscriptions.remove("k" * 40)
        assert unit.subscriptions.find("k" * 40) is None
        with pytest.raises(NotFound) as caught:
            unit.subscriptions.remove("k" * 40)
        assert "kkk" not in str(caught.value)
