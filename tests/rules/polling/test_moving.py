"""Tests of how a feed follows its permanent redirects."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.feed import Feed
from monitor.rules.moving import after_redirect, moved
from monitor.rules.pacing import Pacing
from tests.builders import NOON, a_feed

PACING = Pacing()
OLD, NEW = a_feed().url, "https://daily.example/rss"
HOUR = timedelta(hours=1)


def redirected(*targets: str | None, every: timedelta = HOUR) -> Feed:
    """Poll a feed that is sent to these addresses, one after another."""
    feed, now = a_feed(), NOON
    for target in targets:
        now += every
        feed = after_redirect(feed, target, now, PACING)
    return feed


def test_a_redirect_must_hold_for_days() -> None:
    """Seventy hours of permanent redirects change nothing, three days move the feed."""
    assert redirected(*[NEW] * 70).url == OLD
    after = redirected(*[NEW] * 73)
    assert (after.url, [former.url for former in after.former]) == (NEW, [OLD])


def test_a_redirect_must_hold_for_many_polls() -> None:
    """Nine polls do not move a feed, however far apart they are."""
    week = timedelta(days=7)
    assert redirected(*[NEW] * 9, every=week).url == OLD
    assert redirected(*[NEW] * 10, every=week).url == NEW


def test_one_poll_elsewhere_begins_the_count_anew() -> None:
    """A redirect that ends, or leads to another place, was none to follow."""
    for other in (None, "https://parked.example/"):
        feed = redirected(*[NEW] * 70, other, *[NEW] * 70)
        assert feed.url == OLD
        assert feed.poll.move is not None
        assert feed.poll.move.count == 70


def test_a_move_is_taken_back() -> None:
    """A feed that is moved back knows both addresses, each once."""
    feed = redirected(*[NEW] * 73)
    back = moved(feed, feed.former[0].url, NOON)
    assert (back.url, [former.url for former in back.former]) == (OLD, [NEW])


@given(st.lists(st.sampled_from([None, NEW, "https://other.example/rss"]), max_size=40))
def test_a_feed_is_never_without_its_first_address(targets: list[str | None]) -> None:
    """Whatever redirects say, the old address is kept until many others have followed."""
    feed = redirected(*targets, every=timedelta(days=1))
    assert OLD in {feed.url, *(former.url for former in feed.former)}
