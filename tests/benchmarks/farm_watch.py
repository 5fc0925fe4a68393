"""Keeps book of what a service saw of the farm's items, and how long after it could have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model.feed import Feed, FeedHealth, PollState
from tests.benchmarks.farm import Farm, FarmFeed, Kind
from tests.benchmarks.farm_report import KindReport, empty_reports

#: By how much a wait may be lengthened by the dice (`Pacing.spread`).
SPREAD = 1.1


@dataclass(slots=True)
class _Seen:
    """What was seen of one feed."""

    #: Newest item at the first reading, which is no news, and at the last.
    first: int | None = None
    last: int = 0
    count: int = 0
    #: Until when the host refused at the last poll that failed.
    refused_until: float = -math.inf


class Watch:
    """Watches over the polls of a farm."""

    def __init__(self, farm: Farm, grace: float, feeds: Sequence[FarmFeed] | None = None) -> None:
        """Start with nothing seen.

        Args:
            farm: The farm.
            grace: Seconds that a poll may take from when it is due to its end: the host's turn,
                its answer.
            feeds: Those of it that are polled; None for all.
        """
        self.farm, self.grace = farm, grace
        self.reports = empty_reports(farm.feeds if feeds is None else feeds)
        #: Seconds until the last feed was polled first.
        self.first_round = 0.0
        self._seen = [_Seen() for _ in farm.feeds]
        self._polled: set[int] = set()
        #: Reports to which late items count, with when each could first be seen.
        self._late: list[tuple[KindReport, float]] = []

    def polled(
        self, feed: FarmFeed, before: PollState, outcome: str, new: Iterable[int], now: float
    ) -> None:
        """Note a poll.

        Args:
            feed: What was polled.
            before: How it stood before, with the interval then in force.
            outcome: How it ended, in a word.
            new: Numbers of the items that it brought.
            now: When it ended, in Unix time.
        """
        report, seen, at = self.reports[feed.kind], self._seen[feed.number], now - self.farm.start
        report.polls += 1
        if feed.number not in self._polled:
            self._polled.add(feed.number)
            self.first_round = at
        report.outcomes[outcome] += 1
        if outcome == "failed":
            seen.refused_until = self.farm.open_from(feed, at)
        items = sorted(new)
        if items and seen.first is None:
            seen.first = seen.last = items[-1]
            return
        for k in items:
            self._item(report, feed, k, at, before.interval.total_seconds())
            seen.count += 1
            seen.last = max(seen.last, k)

    def ended(self, states: Iterable[Feed], now: float) -> dict[Kind, KindReport]:
        """Close the book: what was missed, and how the feeds stand."""
        at = now - self.farm.start
        for state in states:
            feed = self.farm.feeds[int(state.id)]
            self._close(self.reports[feed.kind], feed, state, at)
        for report, visible_from in self._late:
            if visible_from < self.first_round:
                report.late_at_start += 1
            else:
                report.late += 1
        return self.reports

    def _item(self, report: KindReport, feed: FarmFeed, k: int, at: float, interval: float) -> None:
        delay = at - self._visible_from(feed, k)
        report.seen += 1
        report.delays.append(delay)
        if delay > interval * SPREAD + self.grace:
            self._late.append((report, at - delay))

    def _visible_from(self, feed: FarmFeed, k: int) -> float:
        """Tell from when an item could be seen: the host must not have refused meanwhile."""
        published = self.farm.open_from(feed, feed.published(k))
        return max(published, self._seen[feed.number].refused_until)

    def _close(self, report: KindReport, feed: FarmFeed, state: Feed, at: float) -> None:
        seen = self._seen[feed.number]
        report.down += state.poll.health is FeedHealth.DOWN
        report.suspected += state.poll.health is FeedHealth.SUSPECTED
        report.moved += bool(state.former)
        if seen.first is None:
            return
        allowed = state.poll.interval.total_seconds() * SPREAD + self.grace
        overdue = sum(
            at - self._visible_from(feed, k) > allowed
            for k in range(seen.last + 1, feed.newest(at) + 1)
        )
        if not self.farm.is_hijacked(feed, at):
            report.missed += (seen.last - seen.first) - seen.count + overdue
