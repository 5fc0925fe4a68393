"""How often a feed is polled, by what it was seen to do and by what its publisher asks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from monitor.model.feed import Hints, PollState
from monitor.rules.pacing import Pacing

#: Weight of one item in the usual gap: the last ten or so decide.
_FRESHNESS = 0.2

#: Fewer items than this in a listing tell nothing of what may have left it.
SHORT_LISTING = 5


def next_interval(
    state: PollState,
    *,
    asked: timedelta,
    turnover: timedelta | None,
    now: datetime,
    pacing: Pacing,
) -> timedelta:
    """Say how long to wait for the next poll of a feed that answered.

    While it has been silent for no longer than usual, the silence itself sets the pace: news
    come in bursts. Beyond, the silence counts for less and less, so that a feed that sleeps at
    night is still awaited in the morning.

    Args:
        state: As the poll left it.
        asked: What publisher and host want to lie between two polls.
        turnover: How long its listing lasts at the pace just seen, None when nothing was new.
        now: When the poll ended.
        pacing: The durations.
    """
    wish = max(_by_rate(state, now, pacing), min(asked, pacing.max_asked))
    if turnover is not None:
        wish = min(wish, turnover / pacing.polls_per_listing)
    elif is_skipped(state.hints, now):
        wish = pacing.max_interval
    return min(max(wish, pacing.min_interval), pacing.max_interval)


def next_gap(gap: timedelta | None, waited: timedelta, new_items: int) -> timedelta:
    """Say what the usual gap between items is, after so many came within a wait.

    Args:
        gap: As it was taken to be before, None when nothing was known.
        waited: From the last new item to these.
        new_items: At least one.
    """
    seen = waited / new_items
    if gap is None:
        return seen
    return gap + (seen - gap) * (1 - (1 - _FRESHNESS) ** min(new_items, 50))


def spacing(published: Iterable[datetime | None], now: datetime) -> timedelta | None:
    """Tell the mean distance of items by their dates, up to now; None for fewer than two.

    >>> noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    >>> spacing([noon - timedelta(hours=4), noon - timedelta(hours=2)], noon)
    datetime.timedelta(seconds=7200)
    """
    dates = [date for date in published if date is not None and date <= now]
    if len(dates) <= 1:
        return None
    return (now - min(dates)) / len(dates)


def turnover(waited: timedelta, new_items: int, known_items: int) -> timedelta | None:
    """Tell how long a listing lasts at the pace at which items came; None when none came.

    Of a short listing nothing is concluded: many feeds carry one item, and mean it.
    """
    listed = new_items + known_items
    if not new_items or listed < SHORT_LISTING:
        return None
    # With nothing known left, what came is at least what is listed: time is shorter than it looks.
    return waited * known_items / new_items


def is_skipped(hints: Hints, now: datetime) -> bool:
    """Tell whether the publisher says that nothing is published at this time."""
    at = now.astimezone(UTC)
    return at.hour in hints.skip_hours or at.weekday() in hints.skip_days


def is_silent(state: PollState, now: datetime, pacing: Pacing) -> bool:
    """Tell whether a feed has listed nothing new for longer than it may."""
    if state.last_item_at is None:
        return False
    allowed = max(pacing.silent_after, (state.gap or timedelta(0)) * pacing.silent_gaps)
    return now - state.last_item_at >= allowed


def _by_rate(state: PollState, now: datetime, pacing: Pacing) -> timedelta:
    if state.last_item_at is None:
        return state.interval * 2
    silence = max(now - state.last_item_at, timedelta(0))
    if state.gap is not None and silence > state.gap:
        silence = _mean(silence, state.gap)
    return silence / pacing.polls_per_item


def _mean(one: timedelta, other: timedelta) -> timedelta:
    """Take the geometric mean of two durations."""
    return timedelta(seconds=math.sqrt(one.total_seconds() * other.total_seconds()))
