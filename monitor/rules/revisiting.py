"""When an article's page is fetched again, and whether conditionally."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from monitor.model.feed import FeedItem, Validators, Visit, VisitOutcome
from monitor.rules.waiting import doubled, spread

#: The first hint at an edit is followed at once; each one that no edit follows doubles the wait
#: for the next, from here up to there. Some sitemaps say that everything changed just now.
_HINT_WAIT = timedelta(minutes=2)
_MAX_HINT_WAIT = timedelta(days=1)

#: Empty hints in a row up to which a feed's word that an article was updated makes it fresh.
_TRUSTED_HINTS = 3

#: An article that changed so often has a rhythm.
_RHYTHM_CHANGES = 2

_UNASKED = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPacing:
    """How often pages are visited; the defaults let a desk hear of an edit within minutes."""

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
    #: Until the second fetch of what looks like noise.
    confirm_after: timedelta = timedelta(seconds=90)
    #: Until the second fetch of a page that is gone; hosts say 404 for a minute while they publish.
    confirm_gone_after: timedelta = timedelta(minutes=5)
    #: An article that touches a claim is as old as this at most, counted from that moment.
    touched_age: timedelta = timedelta(minutes=15)
    #: Between two visits to a page that fails or blocks us; doubled with each failure.
    min_visit_retry: timedelta = timedelta(minutes=2)
    max_visit_retry: timedelta = timedelta(hours=6)
    #: Between two visits to a page that is gone (it may come back) or behind a paywall.
    min_visit_shut: timedelta = timedelta(hours=6)
    #: An article is watched for so long after its finding, last edit or last touch of a claim;
    #: then it is looked at this seldom, and never given up.
    watch_for: timedelta = timedelta(days=365)
    unwatched_gap: timedelta = timedelta(days=90)
    #: Between two visits to an address that leads to an article which another visit reads.
    folded_gap: timedelta = timedelta(days=14)
    #: Answers of 304 in a row after which the page itself is asked for once.
    trusted_answers: int = 9
    #: Waits are lengthened by up to this share: what failed together must not return together.
    spread: float = 0.1


def next_visit_at(
    visit: Visit,
    *,
    now: datetime,
    pacing: VisitPacing,
    jitter: float,
    confirm: timedelta | None = None,
) -> datetime:
    """Say when an article's page is fetched again: minutes while it is fresh, weeks when it is old.

    An edit makes it fresh again, a claim that it touches nearly so; one that is edited often
    is visited at least twice in the time between two of its edits.

    Args:
        visit: With the outcome of the visit just made.
        now: When that visit ended.
        pacing: The durations.
        jitter: In [0, 1]; the caller's dice.
        confirm: Wait until the second fetch of what this visit found, None when it needs none.
    """
    match visit.outcome:
        case _ if confirm is not None:
            wait = confirm
        case VisitOutcome.FAILED | VisitOutcome.BLOCKED:
            wait = doubled(pacing.min_visit_retry, visit.failures - 1, pacing.max_visit_retry)
        case VisitOutcome.GONE | VisitOutcome.PAYWALLED:
            wait = max(_until_next(visit, now, pacing), pacing.min_visit_shut)
        case VisitOutcome.FOLDED:
            wait = pacing.folded_gap
        case VisitOutcome.REVISED | VisitOutcome.UNCHANGED | VisitOutcome.HELD | None:
            wait = _until_next(visit, now, pacing)
        case _:
            assert_never(visit.outcome)
    return now + spread(wait, pacing.spread, jitter)


def watched_until(visit: Visit, pacing: VisitPacing) -> datetime:
    """Say until when an article is watched if nothing happens; after it, visits are seldom."""
    return _fresh_at(visit, pacing) + pacing.watch_for


def touched(visit: Visit, *, now: datetime, pacing: VisitPacing) -> Visit:
    """Bring a visit forward because the article touches a claim."""
    visit = replace(visit, touched_at=now)
    if visit.outcome not in {VisitOutcome.REVISED, VisitOutcome.UNCHANGED, None}:
        return visit  # a page that cannot be read is not read the better for it
    return replace(visit, due_at=min(visit.due_at, now + _until_next(visit, now, pacing)))


def hinted(visit: Visit, item: FeedItem, *, now: datetime) -> Visit:
    """Bring a visit forward because the feed hints at an edit, at once or where it cried wolf."""
    wait = doubled(_HINT_WAIT, visit.empty_hints - 1, _MAX_HINT_WAIT)
    rested_at = (visit.last_visit_at or now) + wait if visit.empty_hints else now
    due_at = min(visit.due_at, max(now, rested_at))
    return replace(visit, item=item, due_at=due_at, hinted=True)


def hints_after(visit: Visit, *, revised: bool) -> int:
    """Count the hints in a row that no edit followed, after a visit."""
    if revised:
        return 0
    return visit.empty_hints + 1 if visit.hinted else visit.empty_hints


def validators_for(visit: Visit, pacing: VisitPacing) -> Validators:
    """Give the validators to send; none where the page itself is needed.

    A second look is at the page and not at the host's word about it. That word is tried
    from time to time, and is no longer asked for once it was wrong.
    """
    tried = visit.unmodified >= pacing.trusted_answers
    anew = visit.outcome in {VisitOutcome.GONE, VisitOutcome.HELD, VisitOutcome.FOLDED}
    return _UNASKED if tried or anew or visit.distrusted else visit.validators


def lied(visit: Visit, answered: Validators, *, changed: bool) -> bool:
    """Tell whether a host would have said "not modified" of a page that was."""
    known = visit.validators
    if known == _UNASKED or not changed:
        return False
    if known.etag or answered.etag:
        return known.etag == answered.etag
    return known.last_modified == answered.last_modified


def _until_next(visit: Visit, now: datetime, pacing: VisitPacing) -> timedelta:
    """Tell the wait by age, shortened for an article that is edited often."""
    if now >= watched_until(visit, pacing):
        return pacing.unwatched_gap
    wait = _until_next_age(now - _fresh_at(visit, pacing), pacing)
    if visit.touched_at is not None:
        since_touch = max(now - visit.touched_at, timedelta(0)) + pacing.touched_age
        wait = min(wait, _until_next_age(since_touch, pacing))
    if (announced := _announced_at(visit, now)) is not None:
        wait = min(wait, _until_next_age(now - announced, pacing))
    return min(wait, _rhythm(visit, now, pacing) or wait)


def _announced_at(visit: Visit, now: datetime) -> datetime | None:
    """Tell when the feed says that the article was updated, unless it says so in vain.

    The edit may not have reached the page when the first visit after it did.
    """
    at = visit.item.updated_at
    if at is None or visit.empty_hints > _TRUSTED_HINTS:
        return None
    return at if visit.found_at < at <= now else None


def _until_next_age(age: timedelta, pacing: VisitPacing) -> timedelta:
    # A visit that comes a little before or after its age has served that age.
    served = age * (1 + pacing.spread)
    coming = next((at for at in pacing.visit_ages if at > served), None)
    if coming is None:
        return pacing.visit_ages[-1] - pacing.visit_ages[-2]
    return coming - max(age, timedelta(0))


def _rhythm(visit: Visit, now: datetime, pacing: VisitPacing) -> timedelta | None:
    """Tell half the time between two edits, longer the longer none came; None without a rhythm."""
    if visit.changes < _RHYTHM_CHANGES or visit.last_change_at is None:
        return None
    gap = (visit.last_change_at - visit.found_at) / visit.changes
    quiet = now - visit.last_change_at
    return max(gap / 2, quiet / 4, pacing.visit_ages[0])


def _fresh_at(visit: Visit, pacing: VisitPacing) -> datetime:
    """Tell from when the article's age counts."""
    published = visit.item.published_at
    old = published is not None and visit.found_at - published > pacing.old_when_found
    found = published if old and published is not None else visit.found_at
    return max(found, visit.last_change_at or found)
