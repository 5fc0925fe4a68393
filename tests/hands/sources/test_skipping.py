"""Hours and days at which a feed says that nothing is published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sources.feeds import parse_feed
from monitor.sources.skipping import skipped
from tests.hands.sources.conftest import a_page


def hours(*told: object) -> bytes:
    """Write a list of hours."""
    listed = "".join(f"<hour>{hour}</hour>" for hour in told)
    return f"<skipHours>{listed}</skipHours>".encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<rss/>", ((), ())),
        (hours(0, 1, 23), ((0, 1, 23), ())),
        (hours(24, " 7 "), ((0, 7), ())),  # some count from 1 to 24
        (hours(*range(24)), ((), ())),  # always is never
        (
            b"<skipDays><day>Sunday</day><day>SATURDAY</day><day>Nonday</day></skipDays>",
            ((), (5, 6)),
        ),
    ],
)
def test_what_is_skipped(body: bytes, expected: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    """Hours are those of GMT, days are named in English, nonsense is passed over."""
    assert skipped(body) == tuple(frozenset(part) for part in expected)


def test_a_parsed_feed_says_what_it_skips() -> None:
    """The document carries hours and days of its channel."""
    body = (
        b"<rss version='2.0'><channel><title>x</title><skipHours><hour>3</hour></skipHours>"
        b"<skipDays><day>Monday</day></skipDays></channel></rss>"
    )
    document = parse_feed(a_page(body))
    assert (document.skip_hours, document.skip_days) == (frozenset({3}), frozenset({0}))


@given(st.binary())
def test_any_bytes_are_read(body: bytes) -> None:
    """Whatever is fetched, the answer is hours and days that there are."""
    found_hours, found_days = skipped(body)
    assert found_hours <= set(range(24))
    assert found_days <= set(range(7))
