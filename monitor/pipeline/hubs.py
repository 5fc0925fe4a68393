"""A feed's subscriptions, kept in step with what its polls bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.feed import Feed, FeedDocument
from monitor.model.push import Subscription
from monitor.ports import Unit
from monitor.rules.subscribing import NET, announced, ended, relied_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Hubs:
    """Subscribes to the hubs that feeds announce."""

    #: Makes a word that nobody can guess, another one each time.
    mint: Callable[[], str]
    #: Whether hubs without TLS will do; for tests.
    plain: bool = False

    def after_poll(
        self, unit: Unit, feed: Feed, document: FeedDocument | None, new_items: int, now: datetime
    ) -> Feed:
        """Follow what a poll brought; give the feed back, due later where pushes are relied on."""
        known = unit.subscriptions.of_feed(feed.id)
        if document is not None:
            self._follow(unit, feed, document, now)
        reliable = [each for each in known if relied_on(each, now)]
        if not reliable:
            return feed
        if new_items:
            # The poll found what no push had brought: until the next push it is not relied on.
            for each in reliable:
                unit.subscriptions.put(replace(each, relied_on=False))
            return feed
        at = max(feed.poll.next_poll_at, now + NET)
        return replace(feed, poll=replace(feed.poll, next_poll_at=at))

    def _follow(self, unit: Unit, feed: Feed, document: FeedDocument, now: datetime) -> None:
        unwanted, wanted = announced(
            unit.subscriptions.of_feed(feed.id), feed, document, plain=self.plain
        )
        for each in unwanted:
            unit.subscriptions.put(ended(each, now))
        if wanted:
            hub, topic = wanted
            unit.subscriptions.put(
                Subscription(
                    key=self.mint(),
                    feed_id=feed.id,
                    hub_url=hub,
                    topic_url=topic,
                    secret=self.mint(),
                    due_at=now,
                )
            )
