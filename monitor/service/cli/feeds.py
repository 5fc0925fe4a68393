"""`onrecord feeds`: what is polled, and how it has been doing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from monitor.model.errors import Conflict, FetchError, NotFound, SeedError
from monitor.model.feed import Feed, FeedHealth, FeedKind
from monitor.rules.moving import moved
from monitor.rules.subscribing import ended
from monitor.rules.suspecting import trusted
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
)
from monitor.service.clock import SystemClock
from monitor.service.config import Config
from monitor.service.discovering import discovered
from monitor.service.markup import plain
from monitor.service.setup import new_feed, put_feeds, seeded_feed
from monitor.sources.feeds.discovery import Candidate
from seeds.loader import Format, derive_feed_id, dump_feeds, load_feeds


@click.group()
def feeds() -> None:
    """List, find, add, import, export, pause feeds."""


@feeds.command("list")
@config_options
@format_option("text", "json")
def list_feeds(config_file: Path | None, data_dir: Path | None, style: str) -> None:
    """List the feeds with their health."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        listed = unit.feeds.all()
    if style == "json":
        print_json([_state(feed) for feed in listed])
        return
    for feed in listed:
        _print_feed(feed)


@feeds.command()
@config_options
@click.argument("feed_id")
def show(config_file: Path | None, data_dir: Path | None, feed_id: str) -> None:
    """Show one feed with its subscriptions to hubs, as JSON."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        feed, pushed = unit.feeds.get(feed_id), unit.subscriptions.of_feed(feed_id)
    # Neither key nor secret: they open a way in.
    print_json(
        {
            **_state(feed),
            "subscriptions": [
                {
                    "hub": s.hub_url,
                    "topic": s.topic_url,
                    "state": s.state,
                    "due_at": s.due_at.isoformat(),
                    "lease_until": s.lease_until and s.lease_until.isoformat(),
                    "last_push_at": s.last_push_at and s.last_push_at.isoformat(),
                    "relied_on": s.relied_on,
                    "last_error": s.last_error,
                }
                for s in pushed
            ],
        }
    )


def _state(feed: Feed) -> dict[str, object]:
    poll = feed.poll
    return {
        "id": feed.id,
        "url": feed.url,
        "outlet": feed.outlet,
        "kind": feed.kind,
        "paused": feed.paused,
        "health": poll.health,
        "failures": poll.failures,
        "last_ok_at": poll.last_ok_at and poll.last_ok_at.isoformat(),
        "next_poll_at": poll.next_poll_at.isoformat(),
        "last_error": poll.last_error,
        "interval_s": poll.interval.total_seconds(),
        "note": poll.note,
        "suspicion": poll.suspicion and list(poll.suspicion.breaks),
        "former_urls": [former.url for former in feed.former],
    }


def _print_feed(feed: Feed) -> None:
    poll = feed.poll
    health = "paused" if feed.paused else str(poll.health)
    colour = "green" if health == FeedHealth.OK else "yellow"
    out.print(
        f"[bold]{plain(feed.id)}[/]  {plain(feed.outlet)}  [{colour}]{health}[/]  "
        f"[dim]last read {_time(poll.last_ok_at)}, next poll {_time(poll.next_poll_at)}[/]"
    )
    for remark in _remarks(feed):
        out.print(f"    [dim]{plain(remark)}[/]")


def _remarks(feed: Feed) -> Iterator[str]:
    """List what a person should know of a feed beyond its health."""
    poll = feed.poll
    if poll.last_error:
        yield poll.last_error
    if poll.suspicion:
        broken = ", ".join(poll.suspicion.breaks)
        yield (
            f"Since {_time(poll.suspicion.since)} another feed seems to stand there: it calls "
            f"itself {poll.suspicion.title!r} and differs in {broken}. If it is right: "
            f"onrecord feeds trust {feed.id}"
        )
    if poll.note:
        yield poll.note
    if poll.validators_lie:
        yield "Its host said 304 while there was news; it is read in full each time."
    if poll.move:
        yield f"It redirects to {poll.move.url} since {_time(poll.move.since)}, for good, it says."
    for former in feed.former:
        yield (
            f"It moved from {former.url} on {_time(former.left_at)}; to take that back: "
            f"onrecord feeds move-back {feed.id}"
        )


@feeds.command()
@config_options
@click.option("--outlet", help="Who publishes it.  [default: its host]")
@click.option("--id", "feed_id", help="Short name.  [default: made from the address]")
@click.option(
    "--kind",
    type=click.Choice([str(kind) for kind in FeedKind]),
    help="Poll the very address given: as a feed, or as a page whose links are the items.",
)
@click.argument("url")
def add(
    config_file: Path | None,
    data_dir: Path | None,
    outlet: str | None,
    feed_id: str | None,
    kind: str | None,
    url: str,
) -> None:
    """Poll a feed from now on; of a site, the best of the feeds that it offers."""
    config = configured(config_file, data_dir)
    if kind is None:
        url, found = _chosen(config, url)
    else:
        found = FeedKind(kind)
    feed_id = feed_id or derive_feed_id(url)
    host = url.partition("://")[2].partition("/")[0]
    with opened(config) as record, record.unit() as unit:
        if any(known.id == feed_id for known in unit.feeds.all()):
            raise Conflict("feed", feed_id)
        unit.feeds.put(new_feed(feed_id, url, outlet or host, SystemClock().now(), kind=found))
    out.print(f"Polling {plain(feed_id)}.")


@feeds.command()
@config_options
@format_option("text", "json")
@click.argument("url")
def find(config_file: Path | None, data_dir: Path | None, style: str, url: str) -> None:
    """List what a site offers to be polled: feeds, sitemaps, its page; the best first."""
    config = configured(config_file, data_dir)
    with Console(stderr=True).status("looking around ..."):
        found = asyncio.run(discovered(config, url))
    if style == "json":
        print_json([_told(candidate) for candidate in found])
    else:
        _print_found(found)
    if not found:
        raise SystemExit(1)


def _chosen(config: Config, url: str) -> tuple[str, FeedKind]:
    """Look at an address and choose what to poll; ask where there is a choice and a person.

    An address that cannot be read just now is taken at its word: polls will tell.
    """
    try:
        with Console(stderr=True).status("looking around ..."):
            found = asyncio.run(discovered(config, url))
    except FetchError as error:
        out.print(f"It could not be read just now: {plain(str(error))}")
        return url, FeedKind.FEED
    if not found:
        raise SeedError("neither a feed, nor a sitemap, nor links to articles", path=url)
    if len(found) == 1:
        return found[0].url, found[0].kind
    _print_found(found)
    number = 1
    if sys.stdin.isatty():
        number = click.prompt("Which one", type=click.IntRange(1, len(found)), default=1)
    chosen = found[number - 1]
    out.print(f"Taking number {number}, {plain(chosen.url)}")
    return chosen.url, chosen.kind


def _print_found(found: Sequence[Candidate]) -> None:
    for number, one in enumerate(found, start=1):
        sort = one.sort.name.lower().replace("_", " ")
        latest = f", latest {_time(one.latest)}" if one.latest else ""
        out.print(
            f"{number:2}  [bold]{plain(one.url)}[/]  {plain(one.title)}\n"
            f"    [dim]{sort}, {one.items} items{latest}; {one.found}[/]"
        )
    if not found:
        out.print("Neither a feed, nor a sitemap, nor links to articles are found there.")


def _told(one: Candidate) -> dict[str, object]:
    return {
        "url": one.url,
        "sort": one.sort.name.lower(),
        "kind": one.kind,
        "title": one.title,
        "items": one.items,
        "latest": one.latest and one.latest.isoformat(),
        "found": one.found,
    }


@feeds.command("import")
@config_options
@click.argument("file", type=click.Path(path_type=Path))
def import_feeds(config_file: Path | None, data_dir: Path | None, file: Path) -> None:
    """Add or update the feeds of a TOML, JSON or OPML file."""
    now = SystemClock().now()
    loaded = [seeded_feed(seed, now) for seed in load_feeds(file)]
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        put_feeds(unit, loaded)
    out.print(f"{len(loaded)} feeds are on record.")


@feeds.command()
@config_options
@format_option("toml", "json", "opml")
def export(config_file: Path | None, data_dir: Path | None, style: str) -> None:
    """Print the feeds as a file that can be imported, here or in a feed reader."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        click.echo(dump_feeds(unit.feeds.all(), Format(style)), nl=False)


def _pause_command(name: str, text: str, *, paused: bool) -> None:
    @feeds.command(name, help=text)
    @config_options
    @click.argument("feed_id")
    def set_paused(config_file: Path | None, data_dir: Path | None, feed_id: str) -> None:
        with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
            unit.feeds.put(replace(unit.feeds.get(feed_id), paused=paused))
        out.print(f"{plain(feed_id)} is {'paused' if paused else 'polled again'}.")


_pause_command("pause", "Stop polling a feed, for now.", paused=True)
_pause_command("resume", "Poll a paused feed again.", paused=False)


@feeds.command()
@config_options
@click.argument("feed_id")
def trust(config_file: Path | None, data_dir: Path | None, feed_id: str) -> None:
    """Say that what stands at a suspected feed's address is right."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        feed = unit.feeds.get(feed_id)
        unit.feeds.put(replace(feed, poll=trusted(feed.poll, SystemClock().now())))
    out.print(f"{plain(feed_id)} is taken as it stands now, from its next poll on.")


@feeds.command("move-back")
@config_options
@click.argument("feed_id")
def move_back(config_file: Path | None, data_dir: Path | None, feed_id: str) -> None:
    """Poll a feed that moved at its former address again."""
    now = SystemClock().now()
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        feed = unit.feeds.get(feed_id)
        if not feed.former:
            raise NotFound("former address of feed", feed_id)
        feed = moved(feed, feed.former[0].url, now)
        unit.feeds.put(replace(feed, poll=replace(feed.poll, next_poll_at=now)))
    out.print(f"{plain(feed_id)} is polled at {plain(feed.url)} again.")


@feeds.command()
@config_options
@click.argument("feed_id")
def remove(config_file: Path | None, data_dir: Path | None, feed_id: str) -> None:
    """Forget a feed; its articles stay on record."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        unit.feeds.get(feed_id)
        unit.feeds.remove(feed_id)
        for subscription in unit.subscriptions.of_feed(feed_id):
            unit.subscriptions.put(ended(subscription, SystemClock().now()))
    out.print(f"{plain(feed_id)} is forgotten; a feed file may bring it back.")


def _time(at: datetime | None) -> str:
    return f"{at:%d %b %H:%M}" if at else "never"
