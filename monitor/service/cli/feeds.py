"""`onrecord feeds`: what is polled, and how it has been doing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from monitor.model.errors import Conflict, NotFound
from monitor.model.feed import Feed, FeedHealth
from monitor.rules.moving import moved
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
from monitor.service.markup import plain
from monitor.service.setup import new_feed, put_feeds, seeded_feed
from seeds.loader import Format, derive_feed_id, dump_feeds, load_feeds


@click.group()
def feeds() -> None:
    """List, add, import, export, pause feeds."""


@feeds.command("list")
@config_options
@format_option("text", "json")
def list_feeds(config_file: Path | None, data_dir: Path | None, style: str) -> None:
    """List the feeds with their health."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        listed = unit.feeds.all()
    if style == "json":
        print_json(
            [
                {
                    "id": f.id,
                    "url": f.url,
                    "outlet": f.outlet,
                    "paused": f.paused,
                    "health": f.poll.health,
                    "failures": f.poll.failures,
                    "last_ok_at": f.poll.last_ok_at and f.poll.last_ok_at.isoformat(),
                    "next_poll_at": f.poll.next_poll_at.isoformat(),
                    "last_error": f.poll.last_error,
                    "interval_s": f.poll.interval.total_seconds(),
                    "note": f.poll.note,
                    "suspicion": f.poll.suspicion and list(f.poll.suspicion.breaks),
                    "former_urls": [former.url for former in f.former],
                }
                for f in listed
            ]
        )
        return
    for feed in listed:
        _print_feed(feed)


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
@click.argument("url")
def add(
    config_file: Path | None,
    data_dir: Path | None,
    outlet: str | None,
    feed_id: str | None,
    url: str,
) -> None:
    """Poll a feed from now on."""
    feed_id = feed_id or derive_feed_id(url)
    host = url.partition("://")[2].partition("/")[0]
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        if any(known.id == feed_id for known in unit.feeds.all()):
            raise Conflict("feed", feed_id)
        unit.feeds.put(new_feed(feed_id, url, outlet or host, SystemClock().now()))
    out.print(f"Polling {plain(feed_id)}.")


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
    out.print(f"{plain(feed_id)} is forgotten; a feed file may bring it back.")


def _time(at: datetime | None) -> str:
    return f"{at:%d %b %H:%M}" if at else "never"
