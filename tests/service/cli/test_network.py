"""Commands that fetch: one round of polling, and a page read by its address."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from monitor.model.push import Subscription, SubscriptionState
from storage.archive import open_archive
from tests.acceptance.mischief import serves
from tests.acceptance.town import Outlet
from tests.service.cli.conftest import CommandLine

DENIAL = (
    "Senator Ruth Calloway denied that Mayor Elena Ruiz sold the Northgate reservoir."
    "\n\nRain kept the square empty."
)


def _config(desk: CommandLine, *feeds: str) -> str:
    """Write a configuration that allows this machine's own addresses; give its path."""
    text = 'data_dir = "polled"\nclaims = ["claims.toml"]\n[fetch]\nallow_loopback = true\n'
    listed = (f'[[feed]]\nid = "{url[-8:]}"\noutlet = "Gazette"\nurl = "{url}"\n' for url in feeds)
    path = desk.folder / "polling.toml"
    path.write_text(f"{text}host_interval_s = 0\n{''.join(listed)}")
    return str(path)


def test_poll_carries_a_story_from_feed_to_alert(desk: CommandLine) -> None:
    """One round reads what the feeds bring and tells it; the next finds nothing new."""
    with Outlet() as outlet:
        config = _config(desk, f"{outlet.url}/feed.xml")
        outlet.prints("denial", "Council on the reservoir", DENIAL)
        done = desk.run("poll", "--config", config)
        assert done.exit_code == 0, done.output
        told = desk.json("alerts", "list", "--config", config, "--format", "json")
        assert ("contradicts", "Ruth Calloway") in {(a["kind"], a["source"]) for a in told}
        assert desk.run("poll", "--config", config, "feed.xml").exit_code == 0
        assert desk.json("alerts", "list", "--config", config, "--format", "json") == told


def test_poll_in_part_says_so_and_keeps_what_went_well(desk: CommandLine) -> None:
    """With one feed of two broken, the other's story is told and the command ends with 3."""
    with Outlet() as outlet:
        config = _config(desk, f"{outlet.url}/feed.xml", f"{outlet.url}/gone.xml")
        outlet.odd["/gone.xml"] = serves(b"no feed at all")
        outlet.prints("denial", "Council on the reservoir", DENIAL)
        done = desk.run("poll", "--config", config)
        assert done.exit_code == 3, done.output
        assert desk.json("alerts", "list", "--config", config, "--format", "json")
        listed = desk.json("feeds", "list", "--config", config, "--format", "json")
        assert {feed["id"]: bool(feed["last_error"]) for feed in listed} == {
            "feed.xml": False,
            "gone.xml": True,
        }


def test_page_is_read_by_its_address(desk: CommandLine) -> None:
    """`read URL` fetches and extracts the page; an address inside the house is refused."""
    with Outlet() as outlet:
        config = _config(desk)
        outlet.prints("denial", "Council on the reservoir", DENIAL)
        page = f"{outlet.url}/denial.html"
        args = ("read", "--claims", "{folder}/claims.toml", "--format", "json")
        told = desk.json(*args, "--config", config, page)
        assert [r["reading"] for r in told["readings"]] == ["contradicts"]
        assert desk.run(*args, "--config", config, f"{outlet.url}/absent.html").exit_code == 2
        refused = desk.run(*args, page)
    assert refused.exit_code == 1
    assert "not fetched" in refused.output


def test_of_a_site_the_best_feed_is_polled(desk: CommandLine) -> None:
    """`feeds find` lists what a site offers; `feeds add` takes the first of it and says so."""
    with Outlet() as outlet:
        config = _config(desk)
        link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        news = '<h2><a href="/2026/11/20/dam-is-safe">Dam is safe, ministry says</a></h2>'
        page = f"<html><head>{link}</head><body>{news}</body></html>"
        outlet.odd["/"] = serves(page.encode())
        found = desk.json("feeds", "find", "--config", config, "--format", "json", f"{outlet.url}/")
        assert [one["sort"] for one in found] == ["feed", "page"]
        added = desk.run("feeds", "add", "--config", config, "--id", "gazette", f"{outlet.url}/")
        assert added.exit_code == 0, added.output
        assert "Taking number 1" in added.output
        (feed,) = desk.json("feeds", "list", "--config", config, "--format", "json")
        assert (feed["url"], feed["kind"]) == (f"{outlet.url}/feed.xml", "feed")


def test_a_site_with_nothing_to_poll_is_not_added(desk: CommandLine) -> None:
    """A page without feeds and without articles is an error that says so."""
    with Outlet() as outlet:
        for path in ("/", "/feed.xml"):
            outlet.odd[path] = serves(b"<html><body>Hi</body></html>")
        config = _config(desk)
        added = desk.run("feeds", "add", "--config", config, f"{outlet.url}/")
        assert added.exit_code == 2
        assert "neither a feed" in added.output
        found = desk.run("feeds", "find", "--config", config, f"{outlet.url}/")
        assert found.exit_code == 1
        assert "Neither a feed" in found.output


def test_a_removed_feed_says_goodbye_to_its_hub(desk: CommandLine) -> None:
    """`feeds show` tells how a subscription stands, without its secrets; removal ends it."""
    config = _config(desk)
    desk.run(
        "feeds", "add", "--config", config, "--kind", "feed", "--id", "g", "https://g.example/"
    )
    where = f"sqlite:///{desk.folder / 'polled' / 'onrecord.db'}"
    with closing(open_archive(where, raw_dir=None)) as record, record.unit() as unit:
        unit.subscriptions.put(
            Subscription(
                key="the-key",
                feed_id="g",
                hub_url="https://hub.example/",
                topic_url="https://g.example/",
                secret="the-secret",
                due_at=datetime(2030, 1, 1, tzinfo=UTC),
            )
        )
    shown = desk.run("feeds", "show", "--config", config, "g")
    assert "https://hub.example/" in shown.output
    assert "the-key" not in shown.output
    assert "the-secret" not in shown.output
    assert desk.run("feeds", "remove", "--config", config, "g").exit_code == 0
    with closing(open_archive(where, raw_dir=None)) as record, record.unit() as unit:
        (left,) = unit.subscriptions.due(datetime.now(UTC), 10)
    assert left.state is SubscriptionState.LEAVING
