"""The first stage: due feeds become planned visits to the articles they list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import assert_never

from monitor.model.errors import FetchError, NotFound
from monitor.model.feed import (
    Feed,
    FeedDocument,
    FeedItem,
    Gone,
    NotModified,
    Page,
    Validators,
    Visit,
)
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.outbox import Outbox
from monitor.ports import Archive, Clock, FeedParser, Feeds, Fetcher, Unit
from monitor.rules.alerting import feed_alert_for
from monitor.rules.caching import max_age
from monitor.rules.folding import visit_for
from monitor.rules.identity import item_changed
from monitor.rules.pacing import (
    Failed,
    FeedGone,
    Listed,
    Pacing,
    PollResult,
    Same,
    after_poll,
    feed_alert,
)
from monitor.rules.revisiting import hinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a poll brought: its result, and the feed where it could be read."""

    result: PollResult
    document: FeedDocument | None = None
    validators: Validators | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Polls feeds and plans visits; one commit a feed."""

    archive: Archive
    fetcher: Fetcher
    parser: FeedParser
    clock: Clock
    dice: Callable[[], float]
    pacing: Pacing
    outbox: Outbox
    #: Items published longer ago than this are no news and are not visited.
    item_age: timedelta = timedelta(days=30)
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
        brought = await self._bring(item)
        return await asyncio.to_thread(self._commit, item, brought)

    async def fail(self, item: Feed, error: str) -> None:
        """Count an unexpected error as a failed poll."""
        brought = Brought(result=Failed(reason=error))
        await asyncio.to_thread(self._commit, item, brought)

    def _due(self, limit: int) -> Sequence[Feed]:
        with self.archive.unit() as unit:
            return unit.feeds.due(self.clock.now(), limit)

    async def _bring(self, feed: Feed) -> Brought:
        fetched = await attempt(feed.url, self.fetcher.fetch(feed.url, feed.poll.validators))
        match fetched:
            case Failure(error=error):
                after = error.retry_after if isinstance(error, FetchError) else None
                return Brought(result=Failed(reason=str(error), retry_after=after))
            case NotModified():
                return Brought(result=Same(max_age=max_age(fetched.headers)))
            case Gone():
                return Brought(result=FeedGone())
            case Page():
                return await self._read(feed, fetched)
            case _:
                assert_never(fetched)

    async def _read(self, feed: Feed, page: Page) -> Brought:
        """Parse a fetched feed, unless its bytes are those of the last poll."""
        body_hash = sha256(page.body).hexdigest()
        fresh_for = max_age(page.headers)
        if body_hash == feed.poll.body_hash:
            return Brought(result=Same(max_age=fresh_for), validators=page.validators)
        document = await attempt(feed.url, self.parser.parse(page))
        if isinstance(document, Failure):
            return Brought(result=Failed(reason=str(document.error)))
        return Brought(
            result=Listed(new_items=0, ttl=document.ttl, max_age=fresh_for),
            document=document,
            validators=page.validators,
            body_hash=body_hash,
        )

    def _commit(self, polled: Feed, brought: Brought) -> str:
        now = self.clock.now()
        with self.archive.unit() as unit:
            feed = _still_there(unit.feeds, polled.id)
            if feed is None:
                return "removed"
            result = brought.result
            if brought.document is not None and isinstance(result, Listed):
                new = self._plan(unit, feed, brought.document.items, now)
                result = replace(result, new_items=new)
            state = after_poll(feed.poll, result, now=now, pacing=self.pacing, jitter=self.dice())
            state = replace(
                state,
                validators=brought.validators or state.validators,
                body_hash=brought.body_hash or state.body_hash,
            )
            reason = feed_alert(feed.poll, state)
            feed = replace(feed, poll=state)
            unit.feeds.put(feed)
            if reason is not None:
                self.outbox.post(unit, [feed_alert_for(feed, reason, now)], now)
        return type(result).__name__.lower()

    def _plan(self, unit: Unit, feed: Feed, items: Sequence[FeedItem], now: datetime) -> int:
        """Plan visits to new and changed items; tell how many are new."""
        known: dict[str, list[Visit]] = {}
        for visit in unit.visits.known(feed.id, [i.guid for i in items]):
            known.setdefault(visit.item.guid, []).append(visit)
        new = 0
        for item in items:
            if item.published_at and item.published_at < now - self.item_age:
                continue
            read = visit_for(item, known.get(item.guid, ()), unit.visits.find(item.url))
            if read is None:
                unit.visits.put(_first_visit(feed, item, now))
                new += 1
            elif read.feed_id == feed.id and item_changed(read.item, item):
                unit.visits.put(hinted(read, item, now=now))
        return new


def _first_visit(feed: Feed, item: FeedItem, now: datetime) -> Visit:
    return Visit(
        url=item.url, feed_id=feed.id, outlet=feed.outlet, item=item, found_at=now, due_at=now
    )


def _still_there(feeds: Feeds, feed_id: str) -> Feed | None:
    """Get the feed as it stands now; None when an editor removed it meanwhile."""
    try:
        return feeds.get(feed_id)
    except NotFound:
        return None
