"""What a poll takes in, whom it trusts, and where it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.model.alert import AlertReason
from monitor.model.errors import FetchRefused
from monitor.model.feed import Feed, FeedHealth
from monitor.rules.suspecting import trusted
from tests.builders import an_item, minutes
from tests.pipeline.conftest import FEED, HEADLINE, PAGE, SUPPORT, River

ELSEWHERE = "https://daily.example/rss"
CASINO = an_item(guid="win", url="https://casino.example/win", headline="Win big tonight")


def feed(river: River) -> Feed:
    """Get the river's one feed as it stands."""
    with river.archive.unit() as unit:
        return unit.feeds.get("daily")


def planned(river: River) -> list[str]:
    """List the addresses that visits are planned to."""
    with river.archive.unit() as unit:
        return [visit.url for visit in unit.visits.all()]


def test_a_304_is_checked_now_and_then(river: River) -> None:
    """A host whose 304 hides news is found out, and asked without validators from then on."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.web.freezes(FEED)
    river.lists((PAGE, SUPPORT), (PAGE + "-2", SUPPORT))
    river.runs(after=minutes(35))
    assert planned(river) == [PAGE]
    with river.archive.unit() as unit:
        known = unit.feeds.get("daily")
        unit.feeds.put(replace(known, poll=replace(known.poll, unmodified=99)))
    river.runs(after=minutes(35))
    assert planned(river) == [PAGE, PAGE + "-2"]
    assert feed(river).poll.validators_lie
    river.lists((PAGE, SUPPORT), (PAGE + "-2", SUPPORT), (PAGE + "-3", SUPPORT))
    river.runs(after=minutes(35))
    assert planned(river) == [PAGE, PAGE + "-2", PAGE + "-3"]


def test_an_honest_304_is_believed_on(river: River) -> None:
    """A check that finds the same bytes changes nothing but the count."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    with river.archive.unit() as unit:
        known = unit.feeds.get("daily")
        unit.feeds.put(replace(known, poll=replace(known.poll, unmodified=99)))
    river.runs(after=minutes(35))
    asked = [validators for url, validators in river.web.asked if url == FEED]
    assert [bool(validators.etag) for validators in asked] == [False, True, False]
    assert (feed(river).poll.unmodified, feed(river).poll.validators_lie) == (0, False)


def test_a_strangers_items_wait_for_an_operator(river: River) -> None:
    """What a hijacked feed lists is not visited, is told once, and is taken in when trusted."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.web.serves_feed(FEED, CASINO, title="Best casinos", language="id")
    for _ in range(3):
        river.runs(after=minutes(35))
    assert planned(river) == [PAGE]
    assert feed(river).poll.health is FeedHealth.SUSPECTED
    suspected = [a for a in river.alerts() if a.reason is AlertReason.FEED_SUSPECTED]
    assert len(suspected) == 1
    assert "Best casinos" in suspected[0].summary
    with river.archive.unit() as unit:
        known = unit.feeds.get("daily")
        unit.feeds.put(replace(known, poll=trusted(known.poll, river.clock.now())))
    river.runs()
    assert planned(river) == [CASINO.url, PAGE]


def test_a_feed_that_is_itself_again_is_taken_in(river: River) -> None:
    """A suspicion ends without an operator when the old feed is back, and that is told."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.web.serves_feed(FEED, CASINO, title="Best casinos", language="id")
    river.runs(after=minutes(35))
    river.lists((PAGE, SUPPORT), (PAGE + "-2", SUPPORT))
    river.runs(after=minutes(35))
    assert planned(river) == [PAGE, PAGE + "-2"]
    reasons = [a.reason for a in river.alerts() if a.feed_id]
    assert reasons == [AlertReason.FEED_SUSPECTED, AlertReason.FEED_RECOVERED]


def test_a_feed_follows_a_redirect_that_holds(river: River) -> None:
    """After days of permanent redirects the feed is polled where they lead."""
    river.web.moves(FEED, ELSEWHERE)
    river.web.serves_feed(ELSEWHERE, an_item(guid=PAGE, url=PAGE, headline=HEADLINE))
    for _ in range(30):
        river.runs(after=timedelta(hours=2))
    assert feed(river).url == FEED
    for _ in range(8):
        river.runs(after=timedelta(hours=2))
    assert feed(river).url == ELSEWHERE
    assert [former.url for former in feed(river).former] == [FEED]


def test_a_failure_does_not_end_a_move(river: River) -> None:
    """A poll that fails says nothing of where the feed is."""
    river.web.moves(FEED, ELSEWHERE)
    river.web.serves_feed(ELSEWHERE, an_item(guid=PAGE, url=PAGE, headline=HEADLINE))
    river.runs()
    river.web.fails(FEED, FetchRefused(url=FEED, status=503))
    river.runs(after=minutes(40))
    assert feed(river).poll.move is not None
