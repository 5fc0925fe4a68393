"""What an operator says of feeds that moved, or that are not themselves."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.feed import Break, Feed, FeedHealth, Suspicion
from monitor.rules.moving import moved
from monitor.service.cli.shared import configured, opened
from tests.builders import NOON, a_feed, a_poll
from tests.service.cli.conftest import CommandLine

AT = ("--data-dir", "{data}")
NEW = "https://news.daily.example/rss"


def put(desk: CommandLine, feed: Feed) -> None:
    """Put a feed on a desk's record."""
    with opened(configured(None, desk.folder / "data")) as record, record.unit() as unit:
        unit.feeds.put(feed)


def test_a_suspected_feed_is_shown_and_trusted(desk: CommandLine) -> None:
    """The list says what is strange and what to say; `trust` makes the feed due as it stands."""
    suspicion = Suspicion(since=NOON, breaks=(Break.TITLE, Break.ITEMS), title="Best casinos")
    state = replace(a_poll(), suspicion=suspicion, health=FeedHealth.SUSPECTED)
    put(desk, a_feed(poll=state))
    shown = " ".join(desk.run("feeds", "list", *AT).stdout.split())
    assert "'Best casinos' and differs in title, items" in shown
    assert "onrecord feeds trust daily" in shown
    assert desk.run("feeds", "trust", *AT, "daily").exit_code == 0
    (feed,) = desk.json("feeds", "list", *AT, "--format", "json")
    assert (feed["health"], feed["suspicion"]) == ("ok", None)


def test_a_moved_feed_is_shown_and_moved_back(desk: CommandLine) -> None:
    """The list says where a feed came from; `move-back` polls it there again."""
    put(desk, moved(a_feed(), NEW, NOON))
    assert "onrecord feeds move-back daily" in " ".join(
        desk.run("feeds", "list", *AT).stdout.split()
    )
    assert desk.run("feeds", "move-back", *AT, "daily").exit_code == 0
    (feed,) = desk.json("feeds", "list", *AT, "--format", "json")
    assert (feed["url"], feed["former_urls"]) == (a_feed().url, [NEW])


def test_a_feed_that_never_moved_cannot_move_back(desk: CommandLine) -> None:
    """There is no address to go back to, and the message says so."""
    put(desk, a_feed())
    done = desk.run("feeds", "move-back", *AT, "daily")
    assert done.exit_code == 1
    assert "former address" in done.output
