"""How a feed stands after a poll, when it is polled next, and what the desk hears of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import assert_never

from monitor.model.alert import AlertReason
from monitor.model.feed import Break, FeedHealth, Hints, PollState, Suspicion
from monitor.rules.pacing import Pacing
from monitor.rules.rhythm import SHORT_LISTING, is_silent, next_gap, next_interval, turnover
from monitor.rules.waiting import doubled, spread

#: `PollState.last_error` of a feed whose address is gone; the desk is told FEED_GONE by it.
GONE = "There is no feed at this address any more (404 or 410)."

NO_HINTS = Hints()

#: What the desk has been told of, once.
_TOLD = frozenset({FeedHealth.DOWN, FeedHealth.SUSPECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The feed was read; so many of its items were not known, and so many were."""

    new_items: int
    known_items: int = 0
    #: Mean distance of its items by their dates, for a feed of which nothing else is known.
    spacing: timedelta | None = None
    hints: Hints = NO_HINTS
    max_age: timedelta | None = None
    #: The host had claimed a moment before that nothing changed.
    after_304: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The feed answered that nothing changed, or with the body we know."""

    max_age: timedelta | None = None
    #: Answered by 304, not in full.
    unmodified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """Another feed seems to stand at the address: so it differs, and so it calls itself."""

    breaks: tuple[Break, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The feed could not be fetched or parsed."""

    reason: str
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGone:
    """The host says that there is no such feed."""

    status: int = HTTPStatus.NOT_FOUND


PollResult = Listed | Same | Strange | Failed | FeedGone


def after_poll(
    state: PollState, result: PollResult, *, now: datetime, pacing: Pacing, jitter: float
) -> PollState:
    """Say how a feed stands after a poll, and when it is polled next.

    Args:
        state: As it stood before; its validators, body hash and portrait are kept.
        result: How the poll ended.
        now: When it ended.
        pacing: The durations.
        jitter: In [0, 1]; the caller's dice.
    """
    match result:
        case Listed():
            return _listed(state, result, now, pacing, jitter)
        case Same():
            return _same(state, result, now, pacing, jitter)
        case Strange():
            return _strange(state, result, now, pacing, jitter)
        case Failed() | FeedGone():
            return _failed(state, result, now, pacing, jitter)
        case _:
            assert_never(result)


def feed_alert(before: PollState, after: PollState) -> AlertReason | None:
    """Say what the desk should hear of a feed: once when it goes down, once when it is back."""
    if after.suspicion is not None and before.suspicion is None:
        return AlertReason.FEED_SUSPECTED
    was_told, is_told = (state.health in _TOLD for state in (before, after))
    if was_told == is_told:
        return None
    if was_told:
        return AlertReason.FEED_RECOVERED
    if not after.failures:
        return AlertReason.FEED_SILENT
    return AlertReason.FEED_GONE if after.last_error == GONE else AlertReason.FEED_FAILING


def _listed(
    state: PollState, result: Listed, now: datetime, pacing: Pacing, jitter: float
) -> PollState:
    first = state.last_ok_at is None
    waited = now - (state.last_ok_at or now)
    state = replace(
        state,
        hints=result.hints,
        note=None if first else _note(result),
        validators_lie=state.validators_lie or (result.after_304 and result.new_items > 0),
        unmodified=0,
        full_at=now,
    )
    if result.new_items:
        since = now - (state.last_item_at or state.last_ok_at or now)
        gap = result.spacing if first else next_gap(state.gap, since, result.new_items)
        state = replace(state, gap=gap, last_item_at=now)
    lasts = None if first else turnover(waited, result.new_items, result.known_items)
    return _answered(state, result.max_age, lasts, now=now, pacing=pacing, jitter=jitter)


def _same(
    state: PollState, result: Same, now: datetime, pacing: Pacing, jitter: float
) -> PollState:
    if result.unmodified:
        state = replace(state, unmodified=state.unmodified + 1)
    else:
        state = replace(state, unmodified=0, full_at=now)
    return _answered(state, result.max_age, None, now=now, pacing=pacing, jitter=jitter)


def _note(result: Listed) -> str | None:
    if result.known_items or result.new_items < SHORT_LISTING:
        return None
    return f"0 of {result.new_items} items were known: some may have been missed."


def _answered(
    state: PollState,
    max_age: timedelta | None,
    lasts: timedelta | None,
    *,
    now: datetime,
    pacing: Pacing,
    jitter: float,
) -> PollState:
    asked = max(state.hints.ttl or timedelta(0), max_age or timedelta(0))
    silent = is_silent(state, now, pacing)
    interval = next_interval(state, asked=asked, turnover=lasts, now=now, pacing=pacing)
    return replace(
        state,
        next_poll_at=now + spread(interval, pacing.spread, jitter),
        interval=interval,
        failures=0,
        failing_since=None,
        last_ok_at=now,
        health=FeedHealth.DOWN if silent else FeedHealth.OK,
        last_error=None,
        suspicion=None,
    )


def _strange(
    state: PollState, result: Strange, now: datetime, pacing: Pacing, jitter: float
) -> PollState:
    """Keep looking at a feed that is not itself: it may come back, or be told to be right."""
    since = state.suspicion.since if state.suspicion else now
    return replace(
        state,
        next_poll_at=now + spread(pacing.max_interval, pacing.spread, jitter),
        interval=pacing.max_interval,
        failures=0,
        failing_since=None,
        health=FeedHealth.SUSPECTED,
        last_error=None,
        suspicion=Suspicion(since=since, breaks=result.breaks, title=result.title),
    )


def _failed(
    state: PollState, result: Failed | FeedGone, now: datetime, pacing: Pacing, jitter: float
) -> PollState:
    since = state.failing_since or now
    gone = isinstance(result, FeedGone) and result.status == HTTPStatus.GONE
    slow = gone or now - since >= pacing.slow_after
    ceiling = pacing.slow_interval if slow else pacing.max_interval
    back_off = doubled(pacing.min_interval, state.failures + 1, ceiling)
    retry_after = result.retry_after if isinstance(result, Failed) else None
    down = state.health is FeedHealth.DOWN or now - since >= pacing.down_after
    health = FeedHealth.DOWN if down else FeedHealth.FAILING
    interval = max(back_off, min(retry_after or timedelta(0), pacing.max_retry_after))
    return replace(
        state,
        next_poll_at=now + spread(interval, pacing.spread, jitter),
        interval=interval,
        failures=state.failures + 1,
        failing_since=since,
        health=FeedHealth.SUSPECTED if state.suspicion else health,
        last_error=result.reason if isinstance(result, Failed) else GONE,
    )
