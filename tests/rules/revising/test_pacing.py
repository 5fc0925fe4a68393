"""Tests of when to look again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.feed import Visit, VisitOutcome
from monitor.rules.pacing import ATTEMPTS, Pacing, next_attempt_at, next_visit_at
from tests.builders import NOON, a_visit, an_item

PACING = Pacing()
WAITS = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
JITTERS = st.floats(0, 1)


def visits(visit: Visit, count: int) -> list[timedelta]:
    """List the ages at which a page that never changes is visited."""
    now, ages = visit.found_at, []
    for _ in range(count):
        now = next_visit_at(visit, now=now, pacing=PACING, jitter=0)
        ages.append(now - visit.found_at)
    return ages


def test_a_fresh_article_is_visited_within_minutes_then_ever_later() -> None:
    """Visits follow after 2, 5, 15 minutes, then hours, days, weeks; they never end."""
    ages = visits(a_visit(outcome=VisitOutcome.UNCHANGED), 20)
    assert ages[:3] == [timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15)]
    assert tuple(ages[:16]) == PACING.visit_ages
    assert ages[17] - ages[16] == ages[18] - ages[17] == timedelta(days=14)


def test_an_edit_makes_an_article_fresh_again() -> None:
    """What changed a moment ago is visited again within minutes, however old it is."""
    now = NOON + timedelta(days=9)
    edited = a_visit(outcome=VisitOutcome.REVISED, last_change_at=now)
    calm = a_visit(outcome=VisitOutcome.UNCHANGED)
    assert next_visit_at(edited, now=now, pacing=PACING, jitter=0) == now + timedelta(minutes=2)
    assert next_visit_at(calm, now=now, pacing=PACING, jitter=0) == NOON + timedelta(days=14)


def test_an_article_old_when_found_is_as_old_as_its_date() -> None:
    """The back list of a new feed is not visited like news; a date of today is not trusted."""
    old = a_visit(item=an_item(published_at=NOON - timedelta(days=10)))
    today = a_visit(item=an_item(published_at=NOON - timedelta(hours=12)))
    undated = a_visit(item=an_item(published_at=None))
    assert visits(old, 1) == [timedelta(days=4)]
    assert visits(today, 1) == visits(undated, 1) == [timedelta(minutes=2)]


def test_visits_that_fail_back_off() -> None:
    """The wait doubles with each failure, up to a ceiling."""
    waits = [
        visits(a_visit(outcome=VisitOutcome.FAILED, failures=failures), 1)[0]
        for failures in (1, 2, 3, 50)
    ]
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert waits[3] == PACING.max_visit_retry


@pytest.mark.parametrize("outcome", [VisitOutcome.GONE, VisitOutcome.PAYWALLED])
def test_shut_pages_are_visited_seldom(outcome: VisitOutcome) -> None:
    """A page that is gone or behind a paywall is seen again after hours."""
    assert visits(a_visit(outcome=outcome), 1) == [PACING.min_visit_shut]


@given(st.integers(1, 12), st.timedeltas(timedelta(0), timedelta(days=900)), JITTERS)
def test_visits_are_later_than_now(failures: int, age: timedelta, jitter: float) -> None:
    """Every visit is planned after now and within five weeks."""
    now = NOON + age
    for outcome in VisitOutcome:
        visit = a_visit(outcome=outcome, failures=failures)
        at = next_visit_at(visit, now=now, pacing=PACING, jitter=jitter)
        assert now < at <= now + timedelta(weeks=5)


@given(st.integers(1, 9), WAITS, JITTERS)
def test_attempts_wait_ever_longer_and_within_bounds(
    attempts: int, retry_after: timedelta | None, jitter: float
) -> None:
    """The wait never shrinks from one attempt to the next, and is a day or so at most."""
    one, other = (
        next_attempt_at(count, now=NOON, retry_after=retry_after, jitter=jitter)
        for count in (attempts, attempts + 1)
    )
    assert one is not None
    assert NOON + ATTEMPTS[attempts] <= one <= NOON + ATTEMPTS[-1] * 1.1
    assert other is None or one <= other


def test_attempts_end() -> None:
    """The schedule is that of Standard Webhooks: ten attempts, then none."""
    first = next_attempt_at(1, now=NOON, retry_after=None, jitter=0)
    assert first == NOON + timedelta(seconds=5)
    assert next_attempt_at(9, now=NOON, retry_after=None, jitter=0) == NOON + timedelta(hours=24)
    assert next_attempt_at(10, now=NOON, retry_after=None, jitter=0) is None
