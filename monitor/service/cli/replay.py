"""`onrecord replay`: an archive through the whole river, in its own time."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from monitor.rules.lettering import visible
from monitor.service.bars import ReplayBar
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
)
from monitor.service.ledgers import ledger_as_json, print_ledger
from monitor.service.replay import Replayed
from monitor.service.replay import replay as run_replay
from seeds.archives import load_archive
from seeds.loader import load_claims, seed_path


@click.command()
@config_options
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What to read the reports against.  [default: the archive's own claims, else the seeds']",
)
@click.option("--deliver", is_flag=True, help="Deliver to all channels, not to the terminal only.")
@format_option("text", "json")
@click.argument("archive", type=click.Path(path_type=Path), required=False)
def replay(
    config_file: Path | None,
    data_dir: Path | None,
    claims_file: Path | None,
    deliver: bool,
    style: str,
    archive: Path | None,
) -> None:
    """Run ARCHIVE (default: the seed archive) through the whole pipeline, in its own time.

    ARCHIVE is a folder with a manifest.toml, a JSON-lines file of reports, or a WARC.
    Without --data-dir the record is thrown away afterwards.
    """
    reports = load_archive(archive or seed_path("archive"))
    claims = load_claims(claims_file or _claims_beside(archive))
    with _data_dir(data_dir) as directory:
        config = configured(config_file, directory)
        console = out if style == "text" else Console(file=io.StringIO())
        with opened(config) as record, ReplayBar(Console(stderr=True)) as bar:
            outcome = asyncio.run(
                run_replay(
                    reports,
                    claims,
                    config=config,
                    record=record,
                    console=console,
                    progress=bar.show,
                    quiet_channels=not deliver,
                )
            )
        with opened(config) as record, record.unit() as unit:
            if style == "json":
                print_json(ledger_as_json(unit, outcome))
            else:
                print_ledger(out, unit, outcome)
    _end(outcome, reports.skipped)


def _claims_beside(archive: Path | None) -> Path:
    """Find the claims an archive brings along; the seeds' where it brings none."""
    own = archive / "claims.toml" if archive and archive.is_dir() else None
    return own if own and own.is_file() else seed_path("claims.toml")


@contextmanager
def _data_dir(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-replay-") as name:
        yield Path(name)


def _end(outcome: Replayed, skipped: tuple[str, ...]) -> None:
    """Say what did not become an article, and end accordingly."""
    for reason in skipped:
        click.echo(visible(f"passed over: {reason}"), err=True)
    for report, reason in outcome.lost:
        click.echo(visible(f"not read: {report.id}: {reason}"), err=True)
    if outcome.lost:
        raise SystemExit(3)
