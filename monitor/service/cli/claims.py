"""`onrecord claims`: what the desk is tracking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from rich.table import Table

from monitor.model.claim import Claim, ClaimState
from monitor.model.errors import Conflict
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
)
from monitor.service.clock import SystemClock
from monitor.service.ledgers import claim_as_json, print_claim
from monitor.service.markup import plain
from monitor.service.setup import put_claims
from seeds.loader import Format, dump_claims, load_claims


@click.group()
def claims() -> None:
    """List, add, import, export, pause, close claims."""


@claims.command("list")
@config_options
@format_option("text", "json")
def list_claims(config_file: Path | None, data_dir: Path | None, style: str) -> None:
    """List the claims with where they stand."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        tracked = [(claim, unit.ledger.standing(claim.id)) for claim in unit.claims.all()]
    if style == "json":
        print_json(
            [{"id": c.id, "text": c.text, "state": c.state, "standing": s.kind} for c, s in tracked]
        )
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("id", "standing", "state", "claim"):
        table.add_column(name, no_wrap=name == "id")
    for claim, standing in tracked:
        table.add_row(claim.id, standing.kind, claim.state, plain(claim.text))
    out.print(table)


@claims.command()
@config_options
@format_option("text", "json")
@click.argument("claim_id")
def show(config_file: Path | None, data_dir: Path | None, style: str, claim_id: str) -> None:
    """Show the ledger of one claim: who said it, who denied it, in which words."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        claim = unit.claims.get(claim_id)
        if style == "json":
            print_json(claim_as_json(unit, claim))
        else:
            print_claim(out, unit, claim)


@claims.command()
@config_options
@click.option("--watch", multiple=True, help="A speaker whose word changes the story; repeatable.")
@click.option("--origin", help="Who first reported it.")
@click.option("--topic", help="Topic, for routes.")
@click.argument("claim_id")
@click.argument("text")
def add(
    config_file: Path | None,
    data_dir: Path | None,
    watch: tuple[str, ...],
    origin: str | None,
    topic: str | None,
    claim_id: str,
    text: str,
) -> None:
    """Track a claim: one checkable sentence."""
    claim = Claim(id=claim_id, text=text, watch=watch, origin=origin, topic=topic)
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        if any(known.id == claim_id for known in unit.claims.all()):
            raise Conflict("claim", claim_id)
        put_claims(unit, [claim], SystemClock().now())
    out.print(f"Tracking {plain(claim_id)}.")


@claims.command("import")
@config_options
@click.argument("file", type=click.Path(path_type=Path))
def import_claims(config_file: Path | None, data_dir: Path | None, file: Path) -> None:
    """Add or update the claims of a TOML or JSON file."""
    loaded = load_claims(file)
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        put_claims(unit, loaded, SystemClock().now())
    out.print(f"{len(loaded)} claims are on record.")


@claims.command()
@config_options
@format_option("toml", "json")
def export(config_file: Path | None, data_dir: Path | None, style: str) -> None:
    """Print the claims as a file that can be imported."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        click.echo(dump_claims(unit.claims.all(), Format(style)), nl=False)


def _state_command(name: str, state: ClaimState, text: str) -> None:
    @claims.command(name, help=text)
    @config_options
    @click.argument("claim_id")
    def set_state(config_file: Path | None, data_dir: Path | None, claim_id: str) -> None:
        with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
            unit.claims.put(replace(unit.claims.get(claim_id), state=state))
        out.print(f"{plain(claim_id)} is {state}.")


_state_command("pause", ClaimState.PAUSED, "Stop reading reports against a claim, for now.")
_state_command("resume", ClaimState.TRACKED, "Track a paused or closed claim again.")
_state_command("close", ClaimState.CLOSED, "Stop reading reports against a claim that is settled.")


@claims.command()
@config_options
@click.argument("claim_id")
def remove(config_file: Path | None, data_dir: Path | None, claim_id: str) -> None:
    """Forget a claim; its evidence and alerts stay on record."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        unit.claims.remove(claim_id)
    out.print(f"{plain(claim_id)} is forgotten; a claim file may bring it back.")
