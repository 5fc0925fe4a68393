"""Visits planned to what a feed lists, however the list came: by poll or by push."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.model.feed import Feed, FeedItem, Visit
from monitor.ports import Unit
from monitor.rules.folding import visit_for
from monitor.rules.identity import item_changed
from monitor.rules.revisiting import hinted


def plan_visits(
    unit: Unit, feed: Feed, items: Sequence[FeedItem], now: datetime, *, item_age: timedelta
) -> int:
    """Plan visits to new and changed items; tell how many are new.

    Args:
        unit: The open transaction.
        feed: Whose items they are.
        items: As listed.
        now: When they were.
        item_age: Items published longer ago than this are no news and are not visited.
    """
    known: dict[str, list[Visit]] = {}
    for visit in unit.visits.known(feed.id, [i.guid for i in items]):
        known.setdefault(visit.item.guid, []).append(visit)
    new = 0
    for item in items:
        if item.published_at and item.published_at < now - item_age:
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
