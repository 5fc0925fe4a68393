"""`onrecord feeds`: what is polled, and how it has been doing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from monitor.model.errors import Conflict
from monitor.model.feed import Feed, FeedHealth
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
    if poll.last_error:
        out.print(f"    [dim]{plain(poll.last_error)}[/]")


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
def remove(config_file: Path | None, data_dir: Path | None, feed_id: str) -> None:
    """Forget a feed; its articles stay on record."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        unit.feeds.get(feed_id)
        unit.feeds.remove(feed_id)
    out.print(f"{plain(feed_id)} is forgotten; a feed file may bring it back.")


def _time(at: datetime | None) -> str:
    return f"{at:%d %b %H:%M}" if at else "never"
