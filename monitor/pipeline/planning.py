"""Visits planned to what a feed lists, however the list came: by poll or by push."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from monitor.model.feed import Feed, FeedItem, Visit
from monitor.ports import Unit
from monitor.rules.folding import visit_for
from monitor.rules.identity import article_id, item_changed
from monitor.rules.revisiting import hinted


class KnownVisits:
    """The visits that read what a feed lists already; asked of the record at once."""

    def __init__(self, unit: Unit, feed: Feed, items: Sequence[FeedItem]) -> None:
        self._feed_id = feed.id
        self._by_guid: dict[str, list[Visit]] = {}
        self._by_url: dict[str, Visit] = {}
        self._by_place: dict[str, Visit] = {}
        guids, urls = [i.guid for i in items], [i.url for i in items]
        for visit in unit.visits.known(feed.id, guids, urls):
            self.add(visit)

    def add(self, visit: Visit) -> None:
        """Know one more; of two to one address, the first counts."""
        if visit.feed_id == self._feed_id:
            self._by_guid.setdefault(visit.item.guid, []).append(visit)
        self._by_url.setdefault(visit.url, visit)
        self._by_place.setdefault(article_id(visit.url), visit)

    def count(self, items: Iterable[FeedItem]) -> int:
        """Tell how many items are known, by guid or by link."""
        return sum(map(self.has, items))

    def has(self, item: FeedItem) -> bool:
        """Tell whether an item is known, by guid or by link."""
        return item.guid in self._by_guid or self._by_link(item) is not None

    def reading(self, item: FeedItem) -> Visit | None:
        """Find the visit that reads an item; None when it needs one of its own."""
        return visit_for(item, self._by_guid.get(item.guid, ()), self._by_link(item))

    def _by_link(self, item: FeedItem) -> Visit | None:
        return self._by_url.get(item.url) or self._by_place.get(article_id(item.url))


def plan_visits(
    unit: Unit,
    feed: Feed,
    items: Sequence[FeedItem],
    known: KnownVisits,
    now: datetime,
    *,
    item_age: timedelta,
) -> int:
    """Plan visits to new and changed items; tell how many are new.

    Args:
        unit: The open transaction.
        feed: Whose items they are.
        items: As listed.
        known: What reads them already; what is planned is added to it.
        now: When they were listed.
        item_age: Items published longer ago than this are no news and are not visited.
    """
    new = 0
    for item in items:
        if item.published_at and item.published_at < now - item_age:
            continue
        read = known.reading(item)
        if read is None:
            first = _first_visit(feed, item, now)
            unit.visits.put(first)
            known.add(first)
            new += 1
        elif read.feed_id == feed.id and item_changed(read.item, item):
            unit.visits.put(hinted(read, item, now=now))
    return new


def _first_visit(feed: Feed, item: FeedItem, now: datetime) -> Visit:
    return Visit(
        url=item.url, feed_id=feed.id, outlet=feed.outlet, item=item, found_at=now, due_at=now
    )
