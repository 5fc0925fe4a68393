"""Visits planned to what a feed lists, however the list came: by poll or by push."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.feed import Feed, FeedItem, Visit
from monitor.ports import Unit
from monitor.rules.identity import item_changed


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
    known = {v.item.guid: v for v in unit.visits.known(feed.id, [i.guid for i in items])}
    new = 0
    for item in items:
        if item.published_at and item.published_at < now - item_age:
            continue
        visit = known.get(item.guid) or unit.visits.find(item.url)
        if visit is None:
            unit.visits.put(_first_visit(feed, item, now))
            new += 1
        elif visit.feed_id == feed.id and item_changed(visit.item, item):
            unit.visits.put(replace(visit, item=item, due_at=min(visit.due_at, now)))
    return new


def _first_visit(feed: Feed, item: FeedItem, now: datetime) -> Visit:
    return Visit(
        url=item.url, feed_id=feed.id, outlet=feed.outlet, item=item, found_at=now, due_at=now
    )
