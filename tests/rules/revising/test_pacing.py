"""Tests of when to look again."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.alert import AlertReason
from monitor.model.feed import FeedHealth, PollState
from monitor.rules.pacing import (
    ATTEMPTS,
    GONE,
    Failed,
    FeedGone,
    Listed,
    Pacing,
    PollResult,
    Same,
    after_poll,
    feed_alert,
    next_attempt_at,
)
from tests.builders import NOON, a_poll, minutes

PACING = Pacing()
WAITS = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
JITTERS = st.floats(0, 1)
RESULTS: st.SearchStrategy[PollResult] = st.one_of(
    st.builds(Listed, new_items=st.integers(0, 99), ttl=WAITS, max_age=WAITS),
    st.builds(Same, ttl=WAITS, max_age=WAITS),
    st.builds(Failed, reason=st.just("The host did not answer."), retry_after=WAITS),
    st.just(FeedGone()),
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


def test_a_lively_feed_is_polled_every_minute() -> None:
    """A feed with new items is polled at the shortest interval, its ttl aside."""
    (state,) = polled(Listed(new_items=3))
    assert state.interval == timedelta(minutes=1)
    assert state.last_item_at == state.last_ok_at
    (asked,) = polled(Listed(new_items=3, ttl=timedelta(hours=1), max_age=minutes(2)))
    assert asked.interval == PACING.max_asked


def test_a_quiet_feed_is_polled_less_often() -> None:
    """The interval follows the silence, up to the longest."""
    states = polled(Listed(new_items=1), *[Same()] * 40, every=timedelta(hours=1))
    intervals = [state.interval for state in states]
    assert intervals == sorted(intervals)
    assert states[6].interval == timedelta(minutes=6)
    assert intervals[-1] == PACING.max_interval


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


def test_a_silent_feed_is_told_once() -> None:
    """A feed that answers without anything new for days is silent; an item ends it."""
    silent = [Same()] * 10
    states = polled(Listed(new_items=1), *silent, Listed(new_items=1), every=timedelta(days=1))
    assert alerts(states) == [AlertReason.FEED_SILENT, AlertReason.FEED_RECOVERED]


def test_retry_after_is_honoured_up_to_a_day() -> None:
    """A host that asks for time gets it, but never a feed's end."""
    hour, year = timedelta(hours=1), timedelta(days=365)
    assert polled(Failed(reason="429", retry_after=hour))[0].interval == hour
    assert polled(Failed(reason="429", retry_after=year))[0].interval == PACING.max_retry_after


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
