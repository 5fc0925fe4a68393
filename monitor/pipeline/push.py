"""What hubs bring: their questions answered, their pushes taken into the river."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from monitor.model.errors import NotFound
from monitor.model.feed import Feed, FeedDocument, Page
from monitor.model.push import HubMode, HubQuestion, Push, PushOutcome, Subscription
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.planning import KnownVisits, plan_visits
from monitor.ports import Archive, Clock, FeedParser, Unit
from monitor.rules.subscribing import KEY, after_answer, authentic, confirms
from monitor.rules.suspecting import breaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushing:
    """The `Callbacks` of this house."""

    archive: Archive
    parser: FeedParser
    clock: Clock
    #: Items published longer ago than this are no news and are not visited.
    item_age: timedelta = timedelta(days=30)

    async def answer(self, key: str, question: HubQuestion) -> str | None:
        """Give back the challenge of a hub that asks what we want; None to say no."""
        return await asyncio.to_thread(self._answer, key, question)

    async def take(self, key: str, push: Push) -> PushOutcome:
        """Take a push into the river before the hub is answered, so that none is lost."""
        found = await asyncio.to_thread(self._find, key)
        if found is None:
            return PushOutcome.UNKNOWN
        subscription, feed = found
        if feed.paused or not authentic(subscription.secret, push.body, push.signature):
            return PushOutcome.IGNORED
        document = await attempt(feed.url, self.parser.parse(self._page(subscription, push)))
        read = None if isinstance(document, Failure) else document
        return await asyncio.to_thread(self._commit, subscription, read)

    def _page(self, subscription: Subscription, push: Push) -> Page:
        return Page(
            url=subscription.topic_url,
            final_url=subscription.topic_url,
            status=200,
            headers={"content-type": push.content_type},
            body=push.body,
            fetched_at=self.clock.now(),
        )

    def _answer(self, key: str, question: HubQuestion) -> str | None:
        with self.archive.unit() as unit:
            subscription = unit.subscriptions.find(key) if KEY.fullmatch(key) else None
            if subscription is None or not confirms(subscription, question):
                return None
            after = after_answer(subscription, question, self.clock.now())
            if after is None:
                unit.subscriptions.remove(key)
            else:
                unit.subscriptions.put(after)
        return "" if question.mode is HubMode.DENIED else question.challenge

    def _find(self, key: str) -> tuple[Subscription, Feed] | None:
        with self.archive.unit() as unit:
            subscription = unit.subscriptions.find(key) if KEY.fullmatch(key) else None
            feed = _feed(unit, subscription.feed_id) if subscription else None
            return (subscription, feed) if subscription and feed else None

    def _commit(self, pushed: Subscription, document: FeedDocument | None) -> PushOutcome:
        """Plan the visits; what cannot be read, or trusted, makes the feed due for a poll."""
        now = self.clock.now()
        with self.archive.unit() as unit:
            feed, current = _feed(unit, pushed.feed_id), unit.subscriptions.find(pushed.key)
            if feed is None or current is None:
                return PushOutcome.UNKNOWN
            known = KnownVisits(unit, feed, document.items if document else ())
            if document is None or _strange(feed, document, known):
                unit.feeds.put(replace(feed, poll=replace(feed.poll, next_poll_at=now)))
                return PushOutcome.POLLED
            new = plan_visits(unit, feed, document.items, known, now, item_age=self.item_age)
            if new:
                unit.feeds.put(replace(feed, poll=replace(feed.poll, last_item_at=now)))
            unit.subscriptions.put(replace(current, last_push_at=now, relied_on=True))
        return PushOutcome.TAKEN


def _strange(feed: Feed, document: FeedDocument, known: KnownVisits) -> bool:
    """Tell whether another feed seems to be pushed: a hub vouches for the address only."""
    if feed.poll.suspicion is not None:
        return True
    return bool(breaks(feed.poll.portrait, document, known.count(document.items)))


def _feed(unit: Unit, feed_id: str) -> Feed | None:
    try:
        return unit.feeds.get(feed_id)
    except NotFound:
        return None
