"""`onrecord read` and `onrecord stance`: texts against claims, without a database."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from monitor.model.claim import Claim
from monitor.model.errors import SeedError
from monitor.model.evidence import Reading
from monitor.model.feed import Gone, NotModified, Page
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    out,
    print_json,
    print_json_line,
)
from monitor.service.clock import SystemClock
from monitor.service.config import Config
from monitor.service.markup import plain
from monitor.service.reading import Reader, Text, Told, told_as_json
from monitor.service.stances import stance_as_json
from monitor.service.texts import text_from_file, text_from_page
from monitor.service.wiring import build_fetcher, build_model
from monitor.sources.guard import Guard
from seeds.loader import load_claims, seed_path


@click.command()
@config_options
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of claims.  [default: the seeds']",
)
@click.option("--jsonl", is_flag=True, help="Take one JSON object a line, answer one a line.")
@click.option("--ledger", is_flag=True, help="With --jsonl: the lines are one archive, in order.")
@format_option("text", "json")
@click.argument("source", default="-", metavar="FILE|URL|-")
def read(
    config_file: Path | None,
    data_dir: Path | None,
    claims_file: Path | None,
    jsonl: bool,
    ledger: bool,
    style: str,
    source: str,
) -> None:
    """Read one text, HTML page or URL (or many, with --jsonl) against claims."""
    config = configured(config_file, data_dir)
    reader = Reader(
        claims=load_claims(claims_file or seed_path("claims.toml")),
        model=build_model(config),
        remembers=ledger,
    )
    if jsonl:
        for number, line in _lines(source):
            print_json_line(told_as_json(reader.read(_text(line, source, number))))
        return
    told = reader.read(_one_text(config, source))
    if style == "json":
        print_json(told_as_json(told))
    else:
        _print(told, {claim.id: claim for claim in reader.claims})


@click.command()
@config_options
@click.option(
    "--jsonl", is_flag=True, expose_value=False, help="One JSON object a line, both ways."
)
@click.argument("source", default="-", metavar="FILE|-")
def stance(config_file: Path | None, data_dir: Path | None, source: str) -> None:
    """Say what texts do to claims: agree, disagree, discuss or unrelated; for evaluation."""
    model = build_model(configured(config_file, data_dir))
    for number, line in _lines(source):
        claim, text, headline = _pair(line, source, number)
        print_json_line(stance_as_json(model, claim, headline, text))


def _one_text(config: Config, source: str) -> Text:
    if source.startswith(("http://", "https://")):
        return text_from_page(asyncio.run(_fetched(config, source)))
    if source == "-":
        return text_from_file("standard input", sys.stdin.buffer.read())
    path = Path(source)
    try:
        return text_from_file(path.name, path.read_bytes())
    except OSError as error:
        raise SeedError(f"it cannot be read: {error.strerror}", path=source) from error


async def _fetched(config: Config, url: str) -> Page:
    guard = Guard(allow_loopback=config.fetch.allow_loopback)
    async with build_fetcher(config.fetch, SystemClock(), guard) as fetcher:
        fetched = await fetcher.fetch(url)
    if isinstance(fetched, (Gone, NotModified)):
        raise SeedError("there is no page at this address", path=url)
    return fetched


def _lines(source: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Read JSON objects, one a line; empty lines are passed over."""
    with _stream(source) as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, _object(line, source, number)


def _stream(source: str) -> TextIO:
    if source == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")
    try:
        return Path(source).open(encoding="utf-8")
    except OSError as error:
        raise SeedError(f"it cannot be read: {error.strerror}", path=source) from error


def _object(line: str, source: str, number: int) -> dict[str, object]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise SeedError(f"this line is not JSON: {error}", path=source, line=number) from error
    if not isinstance(value, dict):
        raise SeedError("this line is not a JSON object", path=source, line=number)
    return value


def _text(line: dict[str, object], source: str, number: int) -> Text:
    published = str(line.get("published") or "")
    try:
        at = datetime.fromisoformat(published) if published else datetime.now(UTC)
    except ValueError as error:
        message = f"'published' is no ISO 8601 date: {published!r}"
        raise SeedError(message, path=source, line=number) from error
    return Text(
        id=str(line.get("id") or number),
        headline=str(line.get("headline") or ""),
        text=_string(line, "text", source, number),
        outlet=str(line.get("outlet") or "unknown outlet"),
        published=at if at.tzinfo else at.replace(tzinfo=UTC),
    )


def _pair(line: dict[str, object], source: str, number: int) -> tuple[str, str, str]:
    claim, text = (_string(line, key, source, number) for key in ("claim", "text"))
    return claim, text, str(line.get("headline") or "")


def _string(line: dict[str, object], key: str, source: str, number: int) -> str:
    value = line.get(key)
    if not isinstance(value, str):
        raise SeedError(f"{key!r} must be a string", path=source, line=number)
    return value


def _print(told: Told, claims: dict[str, Claim]) -> None:
    if told.skipped:
        out.print(f"Not read: {told.skipped}.")
    elif not told.readings:
        out.print("It says nothing of any claim.")
    for reading in told.readings:
        _print_reading(reading, claims[reading.claim_id])


def _print_reading(reading: Reading, claim: Claim) -> None:
    out.print(f"[bold]{reading.kind.upper()}[/]  {plain(claim.text)}  [dim]{claim.id}[/]")
    for item in reading.evidence:
        source = item.attribution.source
        out.print(
            f"    [bold]{item.stance}[/] {item.score:.2f}  {plain(source.name)}"
            f" [dim]{source.kind}[/]: {plain(' '.join(item.passage.text.split()))}"
        )
    out.print()
