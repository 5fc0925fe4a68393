"""`onrecord run`, the daemon, and `onrecord poll`, one round of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from monitor.service.cli.shared import SteadyConsole, config_options, configured, opened, out
from monitor.service.clock import SystemClock
from monitor.service.config import Config, ServerConfig
from monitor.service.daemon import run_daemon
from monitor.service.setup import beginnings, put_on_record
from monitor.service.wiring import build_house
from monitor.service.worker import settle
from storage.archive import SqlArchive

#: Outcomes of a stage that a person should look into.
FAILED = frozenset({"failed", "feedgone", "strange", "buried", "put off"})


@click.command()
@config_options
@click.option("--host", help="Address of the desk.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port of the desk.  [default: 8000]")
def run(
    config_file: Path | None, data_dir: Path | None, host: str | None, port: int | None
) -> None:
    """Run the daemon: poll feeds, read articles, tell what changes, until stopped."""
    config = configured(config_file, data_dir)
    told = {"host": host, "port": port}
    server = ServerConfig(
        **{**config.server.model_dump(), **{k: v for k, v in told.items() if v is not None}}
    )
    console = SteadyConsole(highlight=False)
    asyncio.run(run_daemon(config.model_copy(update={"server": server}), console))


@click.command()
@config_options
@click.option("--due", "only_due", is_flag=True, help="Only feeds that are due.")
@click.argument("feed", nargs=-1)
def poll(
    config_file: Path | None, data_dir: Path | None, only_due: bool, feed: tuple[str, ...]
) -> None:
    """Poll feeds once (all, or those named), read what they bring, tell, and end."""
    config = configured(config_file, data_dir)
    with opened(config) as record:
        now = SystemClock().now()
        put_on_record(record, beginnings(config, now), now)
        if not only_due:
            _make_due(record, feed)
        with Console(stderr=True).status("polling and reading ..."):
            tallies = asyncio.run(_one_round(config, record))
    for stage, tally in tallies.items():
        counts = ", ".join(f"{count} {outcome}" for outcome, count in tally.most_common())
        out.print(f"[bold]{stage:8}[/] {counts or 'nothing due'}")
    if any(outcome in FAILED for tally in tallies.values() for outcome in tally):
        out.print("Some failed: `onrecord feeds list` and `onrecord doctor` say why.")
        raise SystemExit(3)


def _make_due(record: SqlArchive, wanted: tuple[str, ...]) -> None:
    now = SystemClock().now()
    with record.unit() as unit:
        feeds = [unit.feeds.get(name) for name in wanted] if wanted else unit.feeds.all()
        for feed in feeds:
            unit.feeds.put(replace(feed, poll=replace(feed.poll, next_poll_at=now)))


async def _one_round(config: Config, record: SqlArchive) -> dict[str, Counter[str]]:
    house = build_house(config, clock=SystemClock(), console=out, archive=record)
    try:
        await settle(house.workers)
    finally:
        await house.close()
    return {worker.stage.name: worker.tally for worker in house.workers}
