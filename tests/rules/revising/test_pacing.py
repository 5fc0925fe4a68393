"""Tests of when to look again."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.rules.pacing import ATTEMPTS, Pacing, next_attempt_at
from tests.builders import NOON

PACING = Pacing()
WAITS = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
JITTERS = st.floats(0, 1)


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
