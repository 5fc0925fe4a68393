"""When to look again: at a feed, at a delivery that failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from monitor.model.alert import AlertReason
from monitor.model.feed import FeedHealth, PollState
from monitor.rules.waiting import doubled, spread

#: `PollState.last_error` of a feed whose address is gone; the desk is told FEED_GONE by it.
GONE = "There is no feed at this address any more (404 or 410)."

#: Waits before each attempt at a delivery, the first at once.
#: Source: Standard Webhooks 1.0.0, "Deliverability and reliability", example schedule.
ATTEMPTS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """How often to look; the defaults let a desk hear within a minute or two."""

    #: Between two polls of a lively feed.
    min_interval: timedelta = timedelta(seconds=60)
    #: Between two polls of a quiet or failing feed.
    max_interval: timedelta = timedelta(minutes=30)
    #: A feed silent for this many intervals is polled one interval later:
    #: every minute within an hour of its last item, every 30 minutes after 30 hours.
    quiet_ratio: int = 60
    #: A publisher's ttl or max-age is honoured up to this. Many feeds say 60 minutes because
    #: their software does; a conditional GET costs them little, a missed hour costs a desk much.
    max_asked: timedelta = timedelta(minutes=5)
    #: A host's Retry-After is honoured up to this; no feed is ever given up.
    max_retry_after: timedelta = timedelta(hours=24)
    #: A feed that fails for so long is down, and the desk is told.
    down_after: timedelta = timedelta(minutes=30)
    #: A feed that answers but lists nothing new for so long is down, and the desk is told.
    silent_after: timedelta = timedelta(days=3)
    #: Waits are lengthened by up to this share: what failed together must not return together.
    spread: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The feed was read; this many of its items were not known."""

    new_items: int
    ttl: timedelta | None = None
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The feed answered that nothing changed, or with the body we know."""

    ttl: timedelta | None = None
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The feed could not be fetched or parsed."""

    reason: str
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGone:
    """The host says that there is no such feed."""


PollResult = Listed | Same | Failed | FeedGone


def after_poll(
    state: PollState, result: PollResult, *, now: datetime, pacing: Pacing, jitter: float
) -> PollState:
    """Say how a feed stands after a poll, and when it is polled next.

    Args:
        state: As it stood before; its validators and body hash are kept.
        result: How the poll ended.
        now: When it ended.
        pacing: The durations.
        jitter: In [0, 1]; the caller's dice.
    """
    match result:
        case Listed(new_items=new_items):
            last_item_at = now if new_items else state.last_item_at
            return _answered(state, result, last_item_at, now=now, pacing=pacing, jitter=jitter)
        case Same():
            return _answered(
                state, result, state.last_item_at, now=now, pacing=pacing, jitter=jitter
            )
        case Failed() | FeedGone():
            return _failed(state, result, now=now, pacing=pacing, jitter=jitter)
        case _:
            assert_never(result)


def feed_alert(before: PollState, after: PollState) -> AlertReason | None:
    """Say what the desk should hear of a feed: once when it goes down, once when it is back."""
    was_down, is_down = (state.health is FeedHealth.DOWN for state in (before, after))
    if was_down == is_down:
        return None
    if was_down:
        return AlertReason.FEED_RECOVERED
    if not after.failures:
        return AlertReason.FEED_SILENT
    return AlertReason.FEED_GONE if after.last_error == GONE else AlertReason.FEED_FAILING


def next_attempt_at(
    attempts: int, *, now: datetime, retry_after: timedelta | None, jitter: float
) -> datetime | None:
    """Say when a delivery is tried again, None when it has been tried often enough.

    Args:
        attempts: Made and failed, at least one.
        now: When the last one failed.
        retry_after: What the receiver asked for; honoured up to the longest wait of the schedule.
        jitter: In [0, 1]; the caller's dice.
    """
    if attempts >= len(ATTEMPTS):
        return None
    asked = min(retry_after or timedelta(0), ATTEMPTS[-1])
    return now + spread(max(ATTEMPTS[attempts], asked), Pacing().spread, jitter)


def _answered(
    state: PollState,
    result: Listed | Same,
    last_item_at: datetime | None,
    *,
    now: datetime,
    pacing: Pacing,
    jitter: float,
) -> PollState:
    rate = (now - last_item_at) / pacing.quiet_ratio if last_item_at else state.interval * 2
    asked = max(result.ttl or timedelta(0), result.max_age or timedelta(0))
    wish = max(rate, min(asked, pacing.max_asked), pacing.min_interval)
    interval = min(wish, pacing.max_interval)
    silent = last_item_at is not None and now - last_item_at >= pacing.silent_after
    return replace(
        state,
        next_poll_at=now + spread(interval, pacing.spread, jitter),
        interval=interval,
        failures=0,
        failing_since=None,
        last_ok_at=now,
        last_item_at=last_item_at,
        health=FeedHealth.DOWN if silent else FeedHealth.OK,
        last_error=None,
    )


def _failed(
    state: PollState,
    result: Failed | FeedGone,
    *,
    now: datetime,
    pacing: Pacing,
    jitter: float,
) -> PollState:
    retry_after = result.retry_after if isinstance(result, Failed) else None
    back_off = doubled(pacing.min_interval, state.failures + 1, pacing.max_interval)
    interval = max(back_off, min(retry_after or timedelta(0), pacing.max_retry_after))
    since = state.failing_since or now
    down = state.health is FeedHealth.DOWN or now - since >= pacing.down_after
    return replace(
        state,
        next_poll_at=now + spread(interval, pacing.spread, jitter),
        interval=interval,
        failures=state.failures + 1,
        failing_since=since,
        health=FeedHealth.DOWN if down else FeedHealth.FAILING,
        last_error=result.reason if isinstance(result, Failed) else GONE,
    )
