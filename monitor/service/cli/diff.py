"""`onrecord diff`: the change between two revisions, for the terminal, a page or a program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.model.article import Revision
from monitor.model.change import Change
from monitor.model.errors import NotFound, SeedError
from monitor.rules.identity import content_hash
from monitor.rules.revising import change_between
from monitor.service.changes import change_as_html, change_as_json, print_change
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
)
from monitor.service.texts import text_from_file


@click.command()
@config_options
@click.option("--from", "from_number", type=click.IntRange(1), help="Older revision's number.")
@click.option("--to", "to_number", type=click.IntRange(1), help="Newer revision's number.")
@format_option("terminal", "html", "json")
@click.argument("what", nargs=-1, required=True, metavar="ARTICLE|FILE FILE")
def diff(
    config_file: Path | None,
    data_dir: Path | None,
    from_number: int | None,
    to_number: int | None,
    style: str,
    what: tuple[str, ...],
) -> None:
    """Show what changed: between an ARTICLE's last two revisions, or from one FILE to another."""
    match what:
        case (article_id,):
            config = configured(config_file, data_dir)
            with opened(config) as record, record.unit() as unit:
                old, new = _pick(unit.revisions.all(article_id), article_id, from_number, to_number)
        case (older, newer):
            old, new = _from_file(older, 1), _from_file(newer, 2)
        case _:
            raise click.UsageError("Give one article id, or two files.")
    _answer(old, new, change_between(old, new), style)


def _answer(old: Revision, new: Revision, change: Change, style: str) -> None:
    if style == "json":
        print_json(change_as_json(change))
    elif style == "html":
        click.echo(change_as_html(old, new, change))
    else:
        print_change(out, old, new, change)


def _pick(
    revisions: Sequence[Revision], article_id: str, from_number: int | None, to_number: int | None
) -> tuple[Revision, Revision]:
    """Pick two revisions by number; the last two where no numbers are given."""
    if not revisions:
        raise NotFound("article", article_id)
    by_number = {revision.number: revision for revision in revisions}
    newer = to_number or revisions[-1].number
    older = from_number or newer - 1
    for number in (older, newer):
        if number not in by_number:
            raise NotFound("revision", f"{article_id}#{number}")
    return by_number[older], by_number[newer]


def _from_file(name: str, number: int) -> Revision:
    try:
        text = text_from_file(name, Path(name).read_bytes())
    except OSError as error:
        raise SeedError(f"it cannot be read: {error.strerror}", path=name) from error
    return Revision(
        article_id="file",
        number=number,
        headline=text.headline,
        text=text.text,
        seen_at=datetime.now(UTC),
        content_hash=content_hash(text.headline, text.text),
        extractor="file",
    )
