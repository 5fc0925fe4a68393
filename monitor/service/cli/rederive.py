"""`onrecord articles rederive`: kept pages read anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import click

from monitor.pipeline.rereading import Rereading
from monitor.service.cli.shared import ALL, config_options, configured, opened, out
from monitor.service.clock import SystemClock
from monitor.service.config import seconds
from monitor.sources.extractor import EXTRACTOR, PooledExtractor
from monitor.sources.workers import Workers
from storage.archive import SqlArchive


@click.command()
@config_options
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True)
def rederive(config_file: Path | None, data_dir: Path | None, limit: int) -> None:
    """Read the last kept pages anew with this release's extractor.

    What it reads differently becomes a technical change, which never alerts. Articles that it
    has read are passed over, so the command can be stopped and run again.
    """
    config = configured(config_file, data_dir)
    with opened(config) as record:
        tally = asyncio.run(_rederive(record, seconds(config.fetch.extract_timeout_s), limit))
    out.print(
        f"{tally['technical']} articles read differently, {tally['same']} the same, "
        f"{tally['left']} left as they are."
    )


async def _rederive(record: SqlArchive, time_limit: timedelta, limit: int) -> Counter[str]:
    processes = Workers(count=2, limit=time_limit)
    rereading = Rereading(archive=record, extractor=PooledExtractor(processes), clock=SystemClock())
    with record.unit() as unit:
        ids = [article.id for article in unit.articles.latest(ALL)]
    tally: Counter[str] = Counter()
    try:
        for article_id in ids:
            tally[await rereading.one(article_id, EXTRACTOR)] += 1
            if tally["technical"] + tally["same"] >= limit:
                break
    finally:
        processes.close()
    return tally
