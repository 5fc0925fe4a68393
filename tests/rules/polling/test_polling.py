"""Tests of how a feed stands after a poll, and when it is polled next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.alert import AlertReason
from monitor.model.feed import Break, FeedHealth, Hints, PollState
from monitor.rules.pacing import Pacing
from monitor.rules.polling import (
    GONE,
    Failed,
    FeedGone,
    Listed,
    PollResult,
    Same,
    Strange,
    after_poll,
    feed_alert,
)
from tests.builders import NOON, a_poll, minutes

PACING = Pacing()
WAITS = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
JITTERS = st.floats(0, 1)
HINTS = st.builds(
    Hints,
    ttl=WAITS,
    skip_hours=st.frozensets(st.integers(0, 23)),
    skip_days=st.frozensets(st.integers(0, 6)),
)
STRANGE = Strange(breaks=(Break.TITLE, Break.HOSTS, Break.ITEMS), title="Best casinos")
RESULTS: st.SearchStrategy[PollResult] = st.one_of(
    st.builds(
        Listed,
        new_items=st.integers(0, 99),
        known_items=st.integers(0, 99),
        spacing=WAITS,
        hints=HINTS,
        max_age=WAITS,
        after_304=st.booleans(),
    ),
    st.builds(Same, max_age=WAITS, unmodified=st.booleans()),
    st.builds(Failed, reason=st.just("The host did not answer."), retry_after=WAITS),
    st.builds(FeedGone, status=st.sampled_from([404, 410])),
    st.just(STRANGE),
)


def polled(*results: PollResult, every: timedelta | None = None) -> list[PollState]:
    """Poll a feed with these results, at its own due times or at even distances."""
    state, now, states = a_poll(), NOON, []
    for result in results:
        now = now + every if every else max(state.next_poll_at, now)
        state = after_poll(state, result, now=now, pacing=PACING, jitter=0)
        states.append(state)
    return states


def alerts(states: list[PollState]) -> list[AlertReason]:
    """List what the desk hears over these states."""
    told = (feed_alert(before, after) for before, after in pairwise(states))
    return [reason for reason in told if reason]


def an_hourly_feed(silent: timedelta) -> PollState:
    """Build a feed that brings an item an hour, and was silent for so long at noon."""
    at = NOON - silent
    return replace(a_poll(), last_ok_at=NOON - minutes(3), last_item_at=at, gap=timedelta(hours=1))


@given(st.lists(RESULTS, max_size=30), JITTERS)
def test_a_feed_is_always_polled_again_within_bounds(
    results: list[PollResult], jitter: float
) -> None:
    """Whatever happens, the next poll comes after now and within the longest wait."""
    state, now = a_poll(), NOON
    longest = PACING.max_retry_after * (1 + PACING.spread)
    for result in results:
        state = after_poll(state, result, now=now, pacing=PACING, jitter=jitter)
        assert now + PACING.min_interval <= state.next_poll_at <= now + longest
        now = state.next_poll_at


@given(st.lists(RESULTS, max_size=30))
def test_a_feed_that_answers_is_polled_within_the_longest_interval(
    results: list[PollResult],
) -> None:
    """No wish of a publisher's stretches the wait of a healthy feed beyond the longest interval."""
    for state in polled(*results):
        if state.health is FeedHealth.OK:
            assert PACING.min_interval <= state.interval <= PACING.max_interval


def test_a_feed_with_news_is_polled_within_a_minute() -> None:
    """After a new item the next one is awaited at the shortest interval: news come in bursts."""
    (state,) = polled(Listed(new_items=3))
    assert state.interval == timedelta(minutes=1)
    assert state.last_item_at == state.last_ok_at


def test_wishes_of_the_publisher_are_granted_up_to_a_bound() -> None:
    """A ttl or max-age holds a lively feed's polls off, and no longer than `max_asked`."""
    hour = timedelta(hours=1)
    (asked,) = polled(Listed(new_items=3, hints=Hints(ttl=hour), max_age=minutes(2)))
    assert asked.interval == PACING.max_asked
    (fresh,) = polled(Listed(new_items=3, max_age=minutes(2)))
    assert fresh.interval == minutes(2)


def test_a_ttl_is_remembered_while_nothing_changes() -> None:
    """What the feed said when it was last read counts for the polls answered by 304."""
    hinted = Listed(new_items=1, hints=Hints(ttl=minutes(4)))
    assert polled(hinted, Same(unmodified=True))[-1].interval == minutes(4)


def test_skipped_hours_are_polled_at_the_longest_interval() -> None:
    """Where the publisher says that nothing comes at noon, noon is polled seldom, not never."""
    hints = Hints(skip_hours=frozenset({NOON.hour}))
    state = replace(an_hourly_feed(minutes(10)), hints=hints)
    after = after_poll(state, Same(), now=NOON, pacing=PACING, jitter=0)
    assert after.interval == PACING.max_interval
    day = replace(state, hints=Hints(skip_days=frozenset({NOON.weekday()})))
    after = after_poll(day, Same(), now=NOON, pacing=PACING, jitter=0)
    assert after.interval == PACING.max_interval


@pytest.mark.parametrize(
    ("silent", "interval"),
    [
        (minutes(10), 60),  # a twentieth of it is 30 s: the shortest interval
        (minutes(40), 120),  # a twentieth of 40 min
        (minutes(60), 180),  # the usual gap is reached
        (timedelta(hours=4), 360),  # a twentieth of sqrt(4 h x 1 h)
        (timedelta(hours=16), 720),
        (timedelta(days=2), 1247),  # a twentieth of sqrt(48) h
    ],
)
def test_the_interval_follows_rate_and_silence(silent: timedelta, interval: int) -> None:
    """A feed is polled twenty times from one usual item to the next, then ever less often."""
    after = after_poll(an_hourly_feed(silent), Same(), now=NOON, pacing=PACING, jitter=0)
    assert after.interval.total_seconds() == pytest.approx(interval, abs=1)


def test_the_gap_is_learnt_from_what_comes() -> None:
    """The usual gap starts with the items' dates and follows what is observed."""
    first, *_, last = polled(
        Listed(new_items=30, spacing=timedelta(hours=8)),
        *[Listed(new_items=2, known_items=28)] * 40,
        every=timedelta(hours=1),
    )
    assert first.gap == timedelta(hours=8)
    assert last.gap == pytest.approx(minutes(30), abs=minutes(1))


def test_a_listing_that_turns_over_is_polled_in_time() -> None:
    """The fewer of a poll's items were known, the sooner the next one comes, whatever is asked."""
    hints = Hints(ttl=timedelta(days=1))
    before: list[PollResult] = [Listed(new_items=20), Same()]
    few, none = (
        polled(
            *before, Listed(new_items=new, known_items=20 - new, hints=hints), every=minutes(12)
        )[-1]
        for new in (16, 20)
    )
    assert few.interval == minutes(1)  # 12 min x 4 / 16 is 3 min, a third of it
    assert few.note is None
    assert none.interval == PACING.min_interval
    assert none.note == "0 of 20 items were known: some may have been missed."


def test_nothing_is_missed_at_a_first_poll() -> None:
    """A feed that is read for the first time has no items that could have been known."""
    assert polled(Listed(new_items=40))[0].note is None


def test_a_feed_without_items_backs_off_by_doubling() -> None:
    """Where no rate was ever observed, the interval doubles up to the longest."""
    assert polled(Same())[0].interval == a_poll().interval * 2
    assert polled(*[Listed(new_items=0)] * 12)[-1].interval == PACING.max_interval


def test_a_failing_feed_goes_down_and_comes_back_once() -> None:
    """The desk hears once that a feed is down and once that it is back."""
    failed = [Failed(reason="The host did not answer.")] * 20
    states = polled(Listed(new_items=1), *failed, Same(), Listed(new_items=1))
    assert alerts(states) == [AlertReason.FEED_FAILING, AlertReason.FEED_RECOVERED]
    assert states[1].health is FeedHealth.FAILING
    assert states[20].failures == 20
    assert states[20].last_error == "The host did not answer."
    assert states[-1].failures == 0
    assert states[-1].last_error is None


def test_a_short_failure_is_not_told() -> None:
    """A failure that ends before the threshold is nobody's business."""
    states = polled(Listed(new_items=1), Failed(reason="x"), Failed(reason="x"), Same())
    assert alerts(states) == []


def test_a_feed_that_is_gone_is_told_as_gone() -> None:
    """A feed that answers 404 for long is gone, and still polled."""
    states = polled(Listed(new_items=1), *[FeedGone()] * 20)
    assert alerts(states) == [AlertReason.FEED_GONE]
    assert states[-1].last_error == GONE


def test_a_feed_that_fails_for_a_day_is_polled_slowly_and_for_ever() -> None:
    """The back-off ends at 30 minutes, after a day of it at six hours, and never stops."""
    states = polled(*[Failed(reason="x")] * 80)
    waits = [state.interval for state in states]
    assert waits == sorted(waits)
    assert PACING.max_interval in waits
    assert waits[-1] == PACING.slow_interval


def test_a_feed_said_to_be_gone_for_good_is_polled_slowly_at_once() -> None:
    """A 410 is taken at its word, as far as the pace goes; a 404 often comes back."""
    for status, longest in (
        (HTTPStatus.GONE, PACING.slow_interval),
        (HTTPStatus.NOT_FOUND, PACING.max_interval),
    ):
        states = polled(Listed(new_items=1), *[FeedGone(status=status)] * 10)
        assert states[-1].interval == longest


def test_a_silent_feed_is_told_once() -> None:
    """A feed that answers without anything new for days is silent; an item ends it."""
    silent = [Same()] * 10
    states = polled(Listed(new_items=1), *silent, Listed(new_items=1), every=timedelta(days=1))
    assert alerts(states) == [AlertReason.FEED_SILENT, AlertReason.FEED_RECOVERED]


def test_a_weekly_feed_is_not_silent_for_a_week() -> None:
    """What usually takes long may take long; four times its gap is silence."""
    first = Listed(new_items=9, spacing=timedelta(days=7))
    states = polled(first, *[Same()] * 27, every=timedelta(days=1))
    assert alerts(states) == []
    states = polled(first, *[Same()] * 29, every=timedelta(days=1))
    assert alerts(states) == [AlertReason.FEED_SILENT]


def test_a_stranger_is_told_once_and_so_is_the_return() -> None:
    """The desk hears that another feed stands there, and that the old one is back."""
    states = polled(
        Listed(new_items=1), STRANGE, STRANGE, Failed(reason="x"), STRANGE, Listed(new_items=1)
    )
    assert alerts(states) == [AlertReason.FEED_SUSPECTED, AlertReason.FEED_RECOVERED]
    assert {state.health for state in states[1:5]} == {FeedHealth.SUSPECTED}
    assert states[4].suspicion is not None
    assert states[4].suspicion.since == states[1].suspicion.since  # type: ignore[union-attr]  # suspected
    assert states[5].suspicion is None


def test_a_feed_that_was_down_and_returns_as_another_is_told_as_such() -> None:
    """A domain that lapsed and was bought is told as down, then as another one."""
    states = polled(Listed(new_items=1), *[Failed(reason="x")] * 9, STRANGE)
    assert alerts(states) == [AlertReason.FEED_FAILING, AlertReason.FEED_SUSPECTED]


def test_a_304_that_hid_news_is_believed_no_more() -> None:
    """Only news found right after a 304 convict a host; a changed byte does not."""
    honest = polled(Listed(new_items=1), Listed(new_items=0, known_items=1, after_304=True))[-1]
    liar = polled(Listed(new_items=1), Listed(new_items=1, known_items=1, after_304=True))[-1]
    assert (honest.validators_lie, liar.validators_lie) == (False, True)


def test_retry_after_is_honoured_up_to_a_day() -> None:
    """A host that asks for time gets it, but never a feed's end."""
    hour, year = timedelta(hours=1), timedelta(days=365)
    assert polled(Failed(reason="429", retry_after=hour))[0].interval == hour
    assert polled(Failed(reason="429", retry_after=year))[0].interval == PACING.max_retry_after
