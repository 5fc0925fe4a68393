"""The subscriptions to hubs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from monitor.model.push import Subscription
from storage.shelf import Shelf
from storage.tables import SubscriptionRow


class SqlSubscriptions:
    """The subscriptions to hubs on record."""

    def __init__(self, connection: Connection) -> None:
        self._shelf = Shelf(connection, SubscriptionRow, Subscription)

    def put(self, subscription: Subscription) -> None:
        """Add the subscription, or replace the one of the same key."""
        self._shelf.put(subscription)

    def find(self, key: str) -> Subscription | None:
        """Find the subscription whose callback's address ends so."""
        return self._shelf.find(SubscriptionRow.key == key)

    def of_feed(self, feed_id: str) -> Sequence[Subscription]:
        """List a feed's subscriptions, also those that are being ended."""
        order = (SubscriptionRow.due_at, SubscriptionRow.key)
        return self._shelf.list(SubscriptionRow.feed_id == feed_id, order=order)

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """List subscriptions whose hub is to be asked, longest due first."""
        order = (SubscriptionRow.due_at, SubscriptionRow.key)
        return self._shelf.list(SubscriptionRow.due_at <= now, order=order, limit=limit)

    def remove(self, key: str) -> None:
        """Forget the subscription."""
        # The key is half a secret: an error would not name it either.
        self._shelf.remove("of a hub", SubscriptionRow.key == key)
