"""The stage beside the river: due subscriptions are asked for, renewed or ended at their hubs."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.model.errors import NotFound
from monitor.model.push import HubMode, HubRequest, Subscription, SubscriptionState
from monitor.pipeline.attempt import Failure, attempt
from monitor.ports import Archive, Clock, Hub, Unit
from monitor.rules.subscribing import ASKED_LEASE, after_request, ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """Asks hubs; one commit a subscription."""

    archive: Archive
    hub: Hub
    clock: Clock
    #: Under which hubs reach us, up to the key.
    callbacks_url: str
    name: str = "subscribe"

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Subscription]:
        """List subscriptions due now."""
        listed = await asyncio.to_thread(self._due, limit + len(under_way))
        return [item for item in listed if self.key(item) not in under_way][:limit]

    def key(self, item: Subscription) -> str:
        """Tell subscriptions apart by what stands in no secret."""
        return f"{item.feed_id} {item.topic_url} {item.hub_url} {item.state}"

    async def one(self, item: Subscription) -> str:
        """Ask the hub and note what came of it."""
        if await asyncio.to_thread(self._is_orphaned, item):
            return "ended"
        leaving = item.state is SubscriptionState.LEAVING
        request = HubRequest(
            hub_url=item.hub_url,
            mode=HubMode.UNSUBSCRIBE if leaving else HubMode.SUBSCRIBE,
            topic_url=item.topic_url,
            callback_url=self.callbacks_url + item.key,
            secret=item.secret,
            lease=ASKED_LEASE,
        )
        asked = await attempt(item.hub_url, self.hub.ask(request))
        error = asked.reason if isinstance(asked, Failure) else None
        await asyncio.to_thread(self._note, item, error)
        return "refused" if error else str(request.mode)

    async def fail(self, item: Subscription, error: str) -> None:
        """Count an unexpected error as a failed request."""
        await asyncio.to_thread(self._note, item, error)

    def _due(self, limit: int) -> Sequence[Subscription]:
        with self.archive.unit() as unit:
            return unit.subscriptions.due(self.clock.now(), limit)

    def _is_orphaned(self, item: Subscription) -> bool:
        """End a subscription whose feed has been removed; it is due again at once."""
        if item.state is SubscriptionState.LEAVING:
            return False
        with self.archive.unit() as unit:
            if _is_there(unit, item.feed_id):
                return False
            unit.subscriptions.put(ended(item, self.clock.now()))
        return True

    def _note(self, asked: Subscription, error: str | None) -> None:
        with self.archive.unit() as unit:
            current = unit.subscriptions.find(asked.key)
            if current is None:
                return
            after = after_request(asked, current, error, self.clock.now())
            if after is None:
                unit.subscriptions.remove(asked.key)
            else:
                unit.subscriptions.put(after)


def _is_there(unit: Unit, feed_id: str) -> bool:
    try:
        unit.feeds.get(feed_id)
    except NotFound:
        return False
    return True
