"""`onrecord diff`: the change between two revisions, for the terminal, a page or a program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.model.article import Article, Revision
from monitor.model.errors import NotFound, SeedError
from monitor.ports import Unit
from monitor.rules.identity import content_hash
from monitor.rules.revising import change_between
from monitor.service.changes import Comparison, change_as_html, change_as_json
from monitor.service.changes_printed import print_change
from monitor.service.cli.shared import (
    article_on_record,
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
        case (wanted,):
            config = configured(config_file, data_dir)
            with opened(config) as record, record.unit() as unit:
                told = compared(unit, article_on_record(unit, wanted), from_number, to_number)
        case (older, newer):
            old, new = _from_file(older, 1), _from_file(newer, 2)
            told = Comparison(
                old=old,
                new=new,
                change=change_between(old, new),
                files=(Path(older).name, Path(newer).name),
            )
        case _:
            raise click.UsageError("Give one article (its id or address), or two files.")
    _answer(told, style)


def _answer(told: Comparison, style: str) -> None:
    if style == "json":
        print_json(change_as_json(told.change))
    elif style == "html":
        click.echo(change_as_html(told), nl=False)
    else:
        print_change(out, told)


def compared(
    unit: Unit, article: Article, from_number: int | None, to_number: int | None
) -> Comparison:
    """Compare two revisions of an article; the last two where no numbers are given.

    Between neighbours it is the change as it was judged when it was seen.

    Raises:
        NotFound: There is no such revision.
    """
    revisions = unit.revisions.all(article.id)
    if not revisions:
        raise NotFound("revision", f"{article.id}#1")
    newer = to_number or revisions[-1].number
    older = from_number or newer - 1
    old, new = _numbered(revisions, article, older), _numbered(revisions, article, newer)
    judged = unit.revisions.change(article.id, newer)
    neighbours = judged is not None and judged.from_number == older
    change = judged if judged and neighbours else change_between(old, new)
    return Comparison(old=old, new=new, change=change, article=article)


def _numbered(revisions: Sequence[Revision], article: Article, number: int) -> Revision:
    for revision in revisions:
        if revision.number == number:
            return revision
    raise NotFound("revision", f"{article.id}#{number}")


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
