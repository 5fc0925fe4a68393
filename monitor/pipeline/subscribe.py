"""The stage beside the river: due subscriptions are asked for, renewed or ended at their hubs."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.model.errors import NotFound
from monitor.model.push import HubMode, HubRequest, Subscription, SubscriptionState
from monitor.pipeline.attempt import Failure, attempt
from monitor.ports import Archive, Clock, Hub, Unit
from monitor.rules.subscribing import ASKED_LEASE, after_refusal, before_request, ended


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
        asked = await asyncio.to_thread(self._begin, item)
        if asked is None:
            return "ended"
        leaving = asked.state is SubscriptionState.LEAVING
        request = HubRequest(
            hub_url=asked.hub_url,
            mode=HubMode.UNSUBSCRIBE if leaving else HubMode.SUBSCRIBE,
            topic_url=asked.topic_url,
            callback_url=self.callbacks_url + asked.key,
            secret=asked.secret,
            lease=ASKED_LEASE,
        )
        answer = await attempt(asked.hub_url, self.hub.ask(request))
        if isinstance(answer, Failure):
            await asyncio.to_thread(self._note, asked, answer.reason)
            return "refused"
        return str(request.mode)

    async def fail(self, item: Subscription, error: str) -> None:
        """Count an unexpected error as a failed request."""
        await asyncio.to_thread(self._note, item, error)

    def _due(self, limit: int) -> Sequence[Subscription]:
        with self.archive.unit() as unit:
            return unit.subscriptions.due(self.clock.now(), limit)

    def _begin(self, item: Subscription) -> Subscription | None:
        """Note that the hub is being asked; None where nothing is to be asked any more."""
        now = self.clock.now()
        with self.archive.unit() as unit:
            current = unit.subscriptions.find(item.key)
            if current is None:
                return None
            if current.state is not SubscriptionState.LEAVING and not _is_there(
                unit, current.feed_id
            ):
                current = ended(current, now)
            asked = before_request(current, now)
            if asked is None:
                unit.subscriptions.remove(item.key)
            else:
                unit.subscriptions.put(asked)
        return asked

    def _note(self, asked: Subscription, error: str) -> None:
        with self.archive.unit() as unit:
            current = unit.subscriptions.find(asked.key)
            if current is not None:
                now = self.clock.now()
                unit.subscriptions.put(after_refusal(asked, current, error, now))


def _is_there(unit: Unit, feed_id: str) -> bool:
    try:
        unit.feeds.get(feed_id)
    except NotFound:
        return False
    return True
