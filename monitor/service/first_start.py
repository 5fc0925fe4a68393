"""The first start: an empty record is given the seed archive's story to look at."""

from __future__ import annotations

from rich.console import Console

from monitor.model.evidence import StandingKind
from monitor.service.bars import ReplayBar
from monitor.service.config import Config
from monitor.service.logs import log
from monitor.service.replay import clear_up, replay
from monitor.service.setup import Beginnings
from seeds.archives import load_archive
from seeds.loader import seed_path
from storage.archive import SqlArchive

_log = log("first start")


async def first_start(
    config: Config, wanted: Beginnings, record: SqlArchive, console: Console
) -> None:
    """Replay the seed archive into an empty record that tracks the seeded claims.

    Terminals are told of its alerts; nobody is mailed a story of last year. A replay that was
    killed is run again: what it left is the same, and is not told twice.
    """
    with record.unit() as unit:
        interrupted = clear_up(unit)
        untold = interrupted or not unit.articles.latest(1)
        empty = untold and not unit.feeds.all()
    if not (empty and wanted.seeded and config.replay_seeds):
        return
    archive = load_archive(seed_path("archive"))
    _log.info("the record is empty: replaying the seed archive", reports=len(archive.reports))
    with ReplayBar(console) as bar:
        await replay(
            archive, wanted.claims, config=config, record=record, console=console, progress=bar.show
        )
    with record.unit() as unit:
        standings = [unit.ledger.standing(claim.id) for claim in wanted.claims]
    disputed = sum(s.kind is StandingKind.DISPUTED for s in standings)
    _log.info("the ledger is set up", claims=len(standings), disputed=disputed)
