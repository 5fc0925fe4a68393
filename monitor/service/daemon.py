"""The daemon: starts the house, keeps it running until told to stop, loses nothing either way."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from rich.console import Console

from monitor.desk.app import Desk
from monitor.ports import Clock
from monitor.service.clock import SystemClock
from monitor.service.config import Config
from monitor.service.first_start import first_start
from monitor.service.logs import log
from monitor.service.recovery import take_back
from monitor.service.schedule import Metronome
from monitor.service.setup import beginnings, put_on_record
from monitor.service.wiring import House, build_house
from storage.archive import SqlArchive, open_archive

#: How long work under way may take to end after SIGTERM; what does not end is done again.
GRACE = timedelta(seconds=20)

#: Between two lines that say how the service is doing.
PULSE = timedelta(minutes=10)

_log = log("daemon")


async def run_daemon(config: Config, console: Console) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        MonitorError: The house could not be built: configuration, seeds or database.
    """
    clock = SystemClock()
    wanted = beginnings(config, clock.now())
    with contextlib.closing(open_archive(config.database_url, raw_dir=config.raw_dir)) as record:
        async with _desk(config, record, clock) as desk:
            await first_start(config, wanted, record, console)
            put_on_record(record, wanted, clock.now())
            if config.database_url.startswith("sqlite"):
                take_back(record, clock.now())
            house = build_house(config, clock=clock, console=console, archive=record, copying=True)
            if house.callbacks is not None:
                desk.hear_hubs(house.callbacks)
            await _keep_running(house)


async def _keep_running(house: House) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)

    async def pulse() -> None:
        _log.info("at work", **{w.stage.name: dict(w.tally) for w in house.workers})

    metronome = Metronome(house.workers, {PULSE: pulse})
    metronome.start()
    _log.info("running", database=_without_secret(house), model=house.model.name)
    try:
        await stop.wait()
    finally:
        metronome.stop()
        _log.info("stopping", grace_s=GRACE.total_seconds())
        await _wind_down(house)
        _log.info("stopped")


async def _wind_down(house: House) -> None:
    """Let work under way end; past the grace it is dropped, and due again at the next start."""
    drained = asyncio.gather(*(worker.drain() for worker in house.workers))
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(drained, GRACE.total_seconds())
    await asyncio.gather(*(worker.cancel() for worker in house.workers))
    await house.close()


@asynccontextmanager
async def _desk(config: Config, record: SqlArchive, clock: Clock) -> AsyncIterator[Desk]:
    """Keep the desk open: from before the first start, so that a port in use is told at once."""
    server = config.server
    token = server.token.get_secret_value() if server.token else None
    desk = Desk(record, clock, token=token)
    port = await desk.open(server.host, server.port)
    _log.info("the desk is open", url=f"http://{server.host}:{port}/")
    try:
        yield desk
    finally:
        await desk.close()


def _without_secret(house: House) -> str:
    """Name the database without the password that its address may hold."""
    url = house.config.database_url
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
