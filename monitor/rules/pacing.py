"""When to look again: at a feed, at an article's page, at a delivery that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from monitor.model.feed import Visit, VisitOutcome

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
    #: Ages at which an article's page is visited again, counted from its finding or last edit;
    #: after the last one, visits follow at the distance of the last two.
    visit_ages: tuple[timedelta, ...] = (
        *(timedelta(minutes=m) for m in (2, 5, 15, 30)),
        *(timedelta(hours=h) for h in (1, 2, 4, 8, 16, 24)),
        *(timedelta(days=d) for d in (2, 3, 5, 7, 14, 28)),
    )
    #: An article published so long before it was found is as old as its date says.
    #: Below, the finding counts: many feeds give the day only, or the wrong time zone.
    old_when_found: timedelta = timedelta(days=2)
    #: Between two visits to a page that fails or blocks us; doubled with each failure.
    min_visit_retry: timedelta = timedelta(minutes=2)
    max_visit_retry: timedelta = timedelta(hours=6)
    #: Between two visits to a page that is gone (it may come back) or behind a paywall.
    min_visit_shut: timedelta = timedelta(hours=6)
    #: Waits are lengthened by up to this share: what failed together must not return together.
    spread: float = 0.1


def next_visit_at(visit: Visit, *, now: datetime, pacing: Pacing, jitter: float) -> datetime:
    """Say when an article's page is fetched again: minutes while it is fresh, weeks when it is old.

    An edit makes it fresh again, so what changes often is visited often.

    Args:
        visit: With the outcome of the visit just made.
        now: When that visit ended.
        pacing: The durations.
        jitter: In [0, 1]; the caller's dice.
    """
    match visit.outcome:
        case VisitOutcome.FAILED | VisitOutcome.BLOCKED:
            wait = doubled(pacing.min_visit_retry, visit.failures - 1, pacing.max_visit_retry)
        case VisitOutcome.GONE | VisitOutcome.PAYWALLED:
            wait = max(_until_next_age(visit, now, pacing), pacing.min_visit_shut)
        case VisitOutcome.REVISED | VisitOutcome.UNCHANGED | None:
            wait = _until_next_age(visit, now, pacing)
        case _:
            assert_never(visit.outcome)
    return now + spread(wait, pacing.spread, jitter)


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


def _until_next_age(visit: Visit, now: datetime, pacing: Pacing) -> timedelta:
    """Tell the wait until the article reaches the next age at which it is visited."""
    age = now - _fresh_at(visit, pacing)
    # A visit that comes a little before or after its age has served that age.
    served = age * (1 + pacing.spread)
    coming = next((at for at in pacing.visit_ages if at > served), None)
    if coming is None:
        return pacing.visit_ages[-1] - pacing.visit_ages[-2]
    return coming - max(age, timedelta(0))


def _fresh_at(visit: Visit, pacing: Pacing) -> datetime:
    """Tell from when the article's age counts."""
    published = visit.item.published_at
    old = published is not None and visit.found_at - published > pacing.old_when_found
    found = published if old and published is not None else visit.found_at
    return max(found, visit.last_change_at or found)


def doubled(wait: timedelta, times: int, ceiling: timedelta) -> timedelta:
    """Double a wait so many times, up to a ceiling."""
    return min(wait * (1 << min(max(times, 0), 16)), ceiling)


def spread(wait: timedelta, share: float, jitter: float) -> timedelta:
    """Lengthen a wait by the dice's part of a share."""
    return wait * (1 + share * jitter)
