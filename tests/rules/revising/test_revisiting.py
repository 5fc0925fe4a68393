"""Tests of when an article's page is fetched again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.feed import Validators, Visit, VisitOutcome
from monitor.rules.revisiting import (
    VisitPacing,
    hinted,
    hints_after,
    lied,
    next_visit_at,
    touched,
    validators_for,
    watched_until,
)
from tests.builders import NOON, a_visit, an_item, minutes

PACING = VisitPacing()
JITTERS = st.floats(0, 1)
TAG = Validators(etag='"1"')


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
    """Every visit is planned after now and within the longest gap."""
    now = NOON + age
    for outcome in VisitOutcome:
        visit = a_visit(outcome=outcome, failures=failures)
        at = next_visit_at(visit, now=now, pacing=PACING, jitter=jitter)
        assert now < at <= now + PACING.unwatched_gap * (1 + PACING.spread)


def test_a_second_look_comes_within_minutes() -> None:
    """What is to be confirmed is looked at again soon, whatever the article's age."""
    now = NOON + timedelta(days=40)
    held = a_visit(outcome=VisitOutcome.HELD)
    at = next_visit_at(held, now=now, pacing=PACING, jitter=1, confirm=PACING.confirm_after)
    assert minutes(1) <= at - now <= minutes(5)
    assert minutes(1) <= PACING.confirm_gone_after <= minutes(5)


def test_what_is_edited_often_is_visited_often() -> None:
    """An article edited every two hours is visited every hour, and less when it falls silent."""
    busy = a_visit(
        outcome=VisitOutcome.UNCHANGED, changes=12, last_change_at=NOON + timedelta(hours=24)
    )

    def wait(hours: float) -> timedelta:
        now = NOON + timedelta(hours=24 + hours)
        return next_visit_at(busy, now=now, pacing=PACING, jitter=0) - now

    assert wait(4) == timedelta(hours=1)
    assert wait(16) == timedelta(hours=4)
    assert wait(24 * 20) == timedelta(days=5)


def test_a_claim_brings_an_old_article_forward() -> None:
    """An article that touches a claim is looked at soon, then after hours, as if it were fresh."""
    now = NOON + timedelta(days=9)
    old = a_visit(outcome=VisitOutcome.UNCHANGED, due_at=NOON + timedelta(days=14))
    visit = touched(old, now=now, pacing=PACING)
    waits = []
    for _ in range(5):
        waits.append(visit.due_at - now)
        now = visit.due_at
        visit = replace(visit, due_at=next_visit_at(visit, now=now, pacing=PACING, jitter=0))
    assert waits == sorted(waits)
    assert waits[0] == minutes(15)
    assert waits[4] >= timedelta(hours=2)


def test_a_claim_never_puts_a_visit_off() -> None:
    """A visit that is due sooner stays where it is, and so does one to a page that fails."""
    soon = a_visit(outcome=VisitOutcome.REVISED, due_at=NOON + minutes(1))
    failing = a_visit(outcome=VisitOutcome.FAILED, due_at=NOON + timedelta(hours=6))
    for visit in (soon, failing):
        assert touched(visit, now=NOON, pacing=PACING).due_at == visit.due_at


def test_visits_have_a_stated_end_and_go_on_seldom() -> None:
    """After a year without an edit an article is looked at every three months, never not at all."""
    visit = a_visit(outcome=VisitOutcome.UNCHANGED)
    until = watched_until(visit, PACING)
    assert until == NOON + timedelta(days=365)
    before = next_visit_at(visit, now=until - minutes(1), pacing=PACING, jitter=0)
    assert before - until < timedelta(days=15)
    assert next_visit_at(visit, now=until, pacing=PACING, jitter=0) == until + timedelta(days=90)
    edited = replace(visit, last_change_at=until)
    assert watched_until(edited, PACING) == until + timedelta(days=365)


def test_an_update_that_is_announced_is_waited_for() -> None:
    """Where the feed says that an article was updated, its page is looked at until it was."""
    now = NOON + timedelta(days=9)
    item = an_item(updated_at=now - minutes(3))
    told = a_visit(outcome=VisitOutcome.UNCHANGED, item=item, empty_hints=1)
    in_vain = replace(told, empty_hints=9)
    ahead = replace(told, item=an_item(updated_at=now + minutes(3)))
    assert next_visit_at(told, now=now, pacing=PACING, jitter=0) == now + minutes(2)
    for visit in (in_vain, ahead):
        assert next_visit_at(visit, now=now, pacing=PACING, jitter=0) > now + timedelta(days=1)


def test_hints_are_followed_at_once_until_they_prove_empty() -> None:
    """A hint that no edit followed doubles the wait for the next; an edit restores trust."""
    visit = a_visit(due_at=NOON + timedelta(days=3), last_visit_at=NOON)
    item = an_item(updated_at=NOON)
    waits = []
    for empty in range(5):
        pulled = hinted(replace(visit, empty_hints=empty), item, now=NOON)
        waits.append(pulled.due_at - NOON)
    assert waits == [minutes(m) for m in (0, 2, 4, 8, 16)]
    assert hints_after(a_visit(hinted=True, empty_hints=3), revised=False) == 4
    assert hints_after(a_visit(hinted=False, empty_hints=3), revised=False) == 3
    assert hints_after(a_visit(hinted=True, empty_hints=3), revised=True) == 0


@given(st.integers(0, 99), st.timedeltas(timedelta(0), timedelta(days=90)))
def test_a_hint_never_puts_a_visit_off(empty: int, due_in: timedelta) -> None:
    """Whatever a feed says, a visit is made no later than it was planned."""
    visit = a_visit(due_at=NOON + due_in, last_visit_at=NOON, empty_hints=empty)
    assert hinted(visit, an_item(), now=NOON).due_at <= visit.due_at


@pytest.mark.parametrize(
    "visit",
    [
        a_visit(validators=TAG, outcome=VisitOutcome.HELD),
        a_visit(validators=TAG, outcome=VisitOutcome.GONE),
        a_visit(validators=TAG, unmodified=PACING.trusted_answers),
        a_visit(validators=TAG, distrusted=True),
    ],
)
def test_the_page_itself_is_asked_for_where_words_are_not_enough(visit: Visit) -> None:
    """A second look, a page that was gone, every so many 304s, and a host that lied."""
    assert validators_for(visit, PACING) == Validators()


def test_validators_are_sent_otherwise() -> None:
    """The usual visit is conditional."""
    assert validators_for(a_visit(validators=TAG, unmodified=3), PACING) == TAG


def test_a_lie_is_the_same_validator_for_other_words() -> None:
    """Other words under the same entity tag, or date where there is no tag, are a lie."""
    date = Validators(last_modified="Fri, 28 Nov 2025 12:00:00 GMT")
    assert lied(a_visit(validators=TAG), TAG, changed=True)
    assert lied(a_visit(validators=date), date, changed=True)
    assert not lied(a_visit(validators=TAG), TAG, changed=False)
    assert not lied(a_visit(validators=TAG), Validators(etag='"2"'), changed=True)
    assert not lied(a_visit(), Validators(), changed=True)
