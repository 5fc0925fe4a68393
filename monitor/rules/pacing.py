"""When to look again: at a feed, at a delivery that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.rules.waiting import spread

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
    #: Polls from one usual item to the next. Twenty let an item of a feed that brings one every
    #: half hour be seen within 90 seconds, for some hundred polls a day of a feed that brings one.
    polls_per_item: int = 20
    #: A feed's listing is polled this often before it can have turned over.
    polls_per_listing: int = 3
    #: A publisher's ttl or max-age is honoured up to this. Many feeds say 60 minutes because
    #: their software does; a conditional GET costs them little, a missed hour costs a desk much.
    max_asked: timedelta = timedelta(minutes=5)
    #: A host's Retry-After is honoured up to this; no feed is ever given up.
    max_retry_after: timedelta = timedelta(hours=24)
    #: A feed that has failed for so long, or is said to be gone for good (410), is polled slowly.
    slow_after: timedelta = timedelta(days=1)
    slow_interval: timedelta = timedelta(hours=6)
    #: After so many answers of 304, or so long, the feed is asked for in full: some hosts claim
    #: that nothing changed where something did.
    max_unmodified: int = 100
    max_unmodified_for: timedelta = timedelta(days=7)
    #: A permanent redirect is followed for good once it held for so long, and so many polls.
    #: Feedbin waits for six days of them; a desk can take a wrong one back.
    move_after: timedelta = timedelta(days=3)
    move_polls: int = 10
    #: A feed that fails for so long is down, and the desk is told.
    down_after: timedelta = timedelta(minutes=30)
    #: A feed that answers but lists nothing new for so long is down, and the desk is told;
    #: one that usually takes longer from item to item is given so many of its gaps.
    silent_after: timedelta = timedelta(days=3)
    silent_gaps: int = 4
    #: Waits are lengthened by up to this share: what failed together must not return together.
    spread: float = 0.1


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
