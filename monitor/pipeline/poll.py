"""The first stage: due feeds become planned visits to the articles they list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model.errors import NotFound
from monitor.model.feed import Feed, PollState
from monitor.pipeline.bring import Bringing, Brought
from monitor.pipeline.hubs import Hubs
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.planning import KnownVisits, plan_visits
from monitor.ports import Archive, Clock, Feeds, Unit
from monitor.rules.alerting import feed_alert_for
from monitor.rules.moving import after_redirect
from monitor.rules.pacing import Pacing
from monitor.rules.polling import Failed, Listed, PollResult, Strange, after_poll, feed_alert
from monitor.rules.suspecting import breaks, portrait


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Polls feeds and plans visits; one commit a feed."""

    archive: Archive
    bringing: Bringing
    clock: Clock
    dice: Callable[[], float]
    pacing: Pacing
    outbox: Outbox
    #: Items published longer ago than this are no news and are not visited.
    item_age: timedelta = timedelta(days=30)
    #: Subscribes to the hubs that feeds announce; None where hubs could not reach us.
    hubs: Hubs | None = None
    name: str = "poll"

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Feed]:
        """List feeds due now."""
        listed = await asyncio.to_thread(self._due, limit + len(under_way))
        return [item for item in listed if self.key(item) not in under_way][:limit]

    def key(self, item: Feed) -> str:
        """Tell feeds apart by id."""
        return item.id

    async def one(self, item: Feed) -> str:
        """Fetch, parse and commit one feed."""
        brought = await self.bringing.bring(item)
        return await asyncio.to_thread(self.commit, item, brought)

    async def fail(self, item: Feed, error: str) -> None:
        """Count an unexpected error as a failed poll."""
        brought = Brought(result=Failed(reason=error))
        await asyncio.to_thread(self.commit, item, brought)

    def commit(self, polled: Feed, brought: Brought) -> str:
        """Write down what a poll brought, in one transaction; tell how it ended, in a word."""
        now = self.clock.now()
        with self.archive.unit() as unit:
            feed = _still_there(unit.feeds, polled.id)
            if feed is None:
                return "removed"
            if feed.url != polled.url:
                return "moved"
            result = self._take_in(unit, feed, brought, now)
            after = replace(feed, poll=self._after(feed.poll, brought, result, now))
            if brought.answered and not isinstance(result, Strange):
                after = after_redirect(after, brought.moved_to, now, self.pacing)
            if self.hubs is not None and not isinstance(result, Strange):
                new = result.new_items if isinstance(result, Listed) else 0
                after = self.hubs.after_poll(unit, after, brought.document, new, now)
            unit.feeds.put(after)
            reason = feed_alert(feed.poll, after.poll)
            if reason is not None:
                self.outbox.post(unit, [feed_alert_for(after, reason, now)], now)
        return type(result).__name__.lower()

    def _due(self, limit: int) -> Sequence[Feed]:
        with self.archive.unit() as unit:
            return unit.feeds.due(self.clock.now(), limit)

    def _take_in(self, unit: Unit, feed: Feed, brought: Brought, now: datetime) -> PollResult:
        """Plan visits to what a feed lists, unless another one seems to stand in its place."""
        document, result = brought.document, brought.result
        if document is None or not isinstance(result, Listed):
            return result
        known = KnownVisits(unit, feed, document.items)
        known_items = known.count(document.items)
        broken = breaks(feed.poll.portrait, document, known_items)
        if broken:
            return Strange(breaks=broken, title=document.title)
        new = plan_visits(unit, feed, document.items, known, now, item_age=self.item_age)
        return replace(result, new_items=new, known_items=known_items)

    def _after(
        self, state: PollState, brought: Brought, result: PollResult, now: datetime
    ) -> PollState:
        after = after_poll(state, result, now=now, pacing=self.pacing, jitter=self.dice())
        if isinstance(result, Strange) or brought.validators is None:
            # Neither validators nor bytes of a stranger: it must be read again if it is trusted.
            return after
        return replace(
            after,
            validators=brought.validators,
            body_hash=brought.body_hash or after.body_hash,
            portrait=portrait(brought.document) if brought.document else after.portrait,
        )


def _still_there(feeds: Feeds, feed_id: str) -> Feed | None:
    """Get the feed as it stands now; None when an editor removed it meanwhile."""
    try:
        return feeds.get(feed_id)
    except NotFound:
        return None
