"""`onrecord doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

import click

from monitor.model.change import Field
from monitor.model.claim import ClaimState
from monitor.model.errors import MonitorError
from monitor.model.evidence import Pair, Passage
from monitor.model.feed import FeedHealth
from monitor.service.cli.shared import config_options, format_option, out, print_json
from monitor.service.clock import SystemClock
from monitor.service.config import ChannelConfig, Config, load_config
from monitor.service.markup import plain
from monitor.service.wiring import build_channel, build_model, house_style
from storage.archive import SqlArchive, open_archive

#: Free space below which a desk should make room; raw pages grow by some 100 MB a month.
LOW_DISK_BYTES = 1_000_000_000

#: A machine whose clock stands before this release was built has a wrong clock.
BUILT = datetime(2026, 11, 1, tzinfo=UTC)


class Finding(StrEnum):
    """How a check ended."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, how it was found, and what to do."""

    what: str
    finding: Finding
    detail: str


_MARKS = {
    Finding.GOOD: "[green]✓[/]",
    Finding.WARNING: "[yellow]![/]",
    Finding.BAD: "[red]✗[/]",
}


@click.command()
@config_options
@format_option("text", "json")
def doctor(config_file: Path | None, data_dir: Path | None, style: str) -> None:
    """Check configuration, database, model, feeds, channels, disk and clock; say what to do."""
    checks = list(_examine(config_file, data_dir))
    if style == "json":
        print_json([{"what": c.what, "finding": c.finding, "detail": c.detail} for c in checks])
    else:
        for check in checks:
            out.print(f"{_MARKS[check.finding]} [bold]{check.what:14}[/] {plain(check.detail)}")
    if any(check.finding is Finding.BAD for check in checks):
        raise SystemExit(1)


def _examine(config_file: Path | None, data_dir: Path | None) -> Iterator[Check]:
    try:
        config = load_config(config_file, data_dir=data_dir)
    except MonitorError as error:
        yield Check("configuration", Finding.BAD, str(error))
        return
    name = str(config_file) if config_file else "no file, the defaults"
    yield Check("configuration", Finding.GOOD, name)
    yield _clock()
    yield _disk(config)
    yield _tried("model", lambda: _model(config))
    for channel in config.channel:
        yield _tried(f"channel {channel.name}", partial(_channel, config, channel))
    yield from _record(config)


def _tried(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what, Finding.GOOD, look())
    except MonitorError as error:
        return Check(what, Finding.BAD, str(error))


def _clock() -> Check:
    now = SystemClock().now()
    if now < BUILT:
        return Check("clock", Finding.BAD, f"It stands at {now:%Y-%m-%d}: set it, or use NTP.")
    return Check("clock", Finding.GOOD, f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _disk(config: Config) -> Check:
    folder = config.data_dir.expanduser()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free in {config.data_dir}"
    if free < LOW_DISK_BYTES:
        return Check(
            "disk", Finding.WARNING, f"{detail}: make room, or set database.keep_raw = false"
        )
    return Check("disk", Finding.GOOD, detail)


def _channel(config: Config, channel: ChannelConfig) -> str:
    build_channel(channel, SystemClock(), out, house_style(config))
    return f"{channel.type}; try it: onrecord alerts test {channel.name}"


def _model(config: Config) -> str:
    model = build_model(config)
    words = "The minister denied that the ministry had closed the bridge."
    passage = Passage(text=words, field=Field.TEXT, start=0, end=len(words))
    model.weigh([Pair(claim="The ministry closed the bridge.", passage=passage)])
    return f"{model.name} answers"


def _record(config: Config) -> Iterator[Check]:
    try:
        record = open_archive(config.database_url, raw_dir=config.raw_dir)
    except MonitorError as error:
        yield Check("database", Finding.BAD, str(error))
        return
    try:
        yield _database(record)
        yield from _on_record(record)
    finally:
        record.close()


def _database(record: SqlArchive) -> Check:
    found = record.check()
    if found.problems:
        return Check("database", Finding.BAD, "; ".join(found.problems) + ": restore a backup")
    return Check("database", Finding.GOOD, f"sound, schema {found.schema}")


def _on_record(record: SqlArchive) -> Iterator[Check]:
    with record.unit() as unit:
        tracked = [c for c in unit.claims.all() if c.state is ClaimState.TRACKED]
        feeds = [feed for feed in unit.feeds.all() if not feed.paused]
    yield Check(
        "claims",
        Finding.GOOD if tracked else Finding.WARNING,
        f"{len(tracked)} tracked" if tracked else "none tracked: onrecord claims import FILE",
    )
    bad = [feed for feed in feeds if feed.poll.health is not FeedHealth.OK]
    names = ", ".join(feed.id for feed in bad)
    yield Check(
        "feeds",
        Finding.WARNING if bad or not feeds else Finding.GOOD,
        f"{len(feeds)} polled" + (f"; not well (onrecord feeds list): {names}" if bad else "")
        if feeds
        else "none: onrecord feeds add URL",
    )
    yield _late(record)
    yield _given_up(record)


def _late(record: SqlArchive) -> Check:
    """Say whether work waits that a running daemon would have done."""
    now = SystemClock().now()
    with record.unit() as unit:
        late = unit.visits.due(now - timedelta(minutes=10), 1)
    if late:
        return Check("backlog", Finding.WARNING, "visits wait since 10 minutes: is the daemon up?")
    return Check("backlog", Finding.GOOD, "nothing waits")


def _given_up(record: SqlArchive) -> Check:
    buried = record.check().buried
    if buried:
        first = buried[0]
        return Check(
            "given up",
            Finding.WARNING,
            f"{len(buried)} jobs, first {first.kind} {first.key}: {first.last_error}; "
            "mend the cause, then onrecord alerts retry",
        )
    return Check("given up", Finding.GOOD, "nothing")
