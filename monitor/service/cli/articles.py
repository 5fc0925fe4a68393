"""`onrecord articles`: what is kept of each article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from monitor.model.article import Article, Revision
from monitor.model.errors import StorageError
from monitor.ports import Unit
from monitor.rules.lettering import visible
from monitor.rules.revisiting import watched_until
from monitor.service.bundle import Exhibit, bundled, gather
from monitor.service.cli.rederive import rederive
from monitor.service.cli.shared import (
    ALL,
    article_on_record,
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
    print_json_line,
)
from monitor.service.config import Config
from monitor.service.markup import plain
from monitor.service.proof import Finding, verify_bundle, verify_record
from monitor.service.wiring import visit_pacing
from storage.archive import SqlArchive, SqlUnit


@click.group()
def articles() -> None:
    """List and show articles and their revisions."""


articles.add_command(rederive)


@articles.command("list")
@config_options
@click.option("--outlet", help="Only articles of this outlet.")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True)
@format_option("text", "json")
def list_articles(
    config_file: Path | None, data_dir: Path | None, outlet: str | None, limit: int, style: str
) -> None:
    """List articles, last seen first."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        listed = [(a, unit.revisions.all(a.id)) for a in unit.articles.latest(limit, outlet)]
    if style == "json":
        print_json([_article_as_json(article, revisions) for article, revisions in listed])
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("id", "seen", "outlet", "headline", "revisions"):
        table.add_column(name, no_wrap=name in ("id", "seen"))
    for article, revisions in listed:
        table.add_row(
            article.id,
            f"{revisions[-1].seen_at:%d %b %H:%M}" if revisions else "",
            plain(article.outlet),
            plain(revisions[-1].headline) if revisions else "",
            str(len(revisions)),
        )
    out.print(table)


@articles.command()
@config_options
@click.option("--revision", "number", type=click.IntRange(1), help="Which.  [default: the last]")
@format_option("text", "json")
@click.argument("article")
def show(
    config_file: Path | None, data_dir: Path | None, number: int | None, style: str, article: str
) -> None:
    """Show the text of an ARTICLE (its id or address) as it stood at one revision."""
    config = configured(config_file, data_dir)
    with opened(config) as record, record.unit() as unit:
        found = article_on_record(unit, article)
        revisions = unit.revisions.all(found.id)
        shown = unit.revisions.get(found.id, number) if number else revisions[-1]
        visits = list(_visit_lines(unit, found, config))
    if style == "json":
        print_json({**_article_as_json(found, revisions), "text": shown.text})
        return
    out.print(Text(visible(shown.headline), style="bold"))
    out.print(
        f"[dim]{plain(found.outlet)}, revision {shown.number} of {len(revisions)}, "
        f"seen {shown.seen_at:%d %b %Y %H:%M} UTC\n{plain(found.url)}[/]"
    )
    for line in visits:
        out.print(f"[dim]{plain(line)}[/]")
    out.print()
    out.print(Text(visible(shown.text)))


@articles.command()
@config_options
@click.option("--revision", "number", type=click.IntRange(1), help="Which.  [default: the last]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of the bundle; - is standard output.  [default: ARTICLE-REVISION.zip]",
)
@format_option("zip", "json", "jsonl")
@click.argument("article", required=False)
def export(
    config_file: Path | None,
    data_dir: Path | None,
    number: int | None,
    output: Path | None,
    style: str,
    article: str | None,
) -> None:
    """Export an ARTICLE (its id or address): the evidence of one revision, or all as JSON.

    `zip` is a bundle of text, page, hashes, times and change that stands by itself; `json`
    is the article with all its revisions; `jsonl` is that for every article, one a line.
    """
    with opened(configured(config_file, data_dir)) as record:
        if style == "jsonl" and article is None:
            _print_all(record)
            return
        if article is None:
            raise click.UsageError("Name an article; only jsonl exports them all.")
        with record.unit() as unit:
            found = article_on_record(unit, article)
            whole = _whole(unit, found)
        if style == "zip":
            _write_bundle(gather(record, found, number), output)
        elif style == "jsonl":
            print_json_line(whole)
        else:
            print_json(whole)


@articles.command()
@config_options
@format_option("text", "json")
@click.argument("what", nargs=-1, metavar="[ARTICLE|FILE.zip]...")
def verify(
    config_file: Path | None, data_dir: Path | None, style: str, what: tuple[str, ...]
) -> None:
    """Verify that words, pages and seals are as they were written, on record or in a bundle.

    Without a name every article on record is verified. Ends with 3 where anything is not.
    """
    found: dict[str, list[Finding]] = {}
    bundles = [name for name in what if name.endswith(".zip")]
    for name in bundles:
        found[name] = list(verify_bundle(Path(name)))
    if len(bundles) < len(what) or not what:
        with opened(configured(config_file, data_dir)) as record:
            for article in _named(record, [name for name in what if name not in bundles]):
                found[article.id] = list(verify_record(record, article))
    faults = [(name, each) for name, some in found.items() for each in some if each.fault]
    if style == "json":
        print_json({name: [asdict(each) for each in some] for name, some in found.items()})
    else:
        for name, each in faults:
            fault = f"{each.of}, {each.what}: {each.fault}"
            out.print(f"[red]{plain(name)}[/] {plain(fault)}")
        looks = sum(map(len, found.values()))
        out.print(f"{len(found)} verified, {looks} looked at, {len(faults)} wrong.")
    if faults:
        raise SystemExit(3)


def _named(record: SqlArchive, names: Sequence[str]) -> Sequence[Article]:
    with record.unit() as unit:
        return [article_on_record(unit, name) for name in names] or unit.articles.latest(ALL)


def _write_bundle(exhibit: Exhibit, output: Path | None) -> None:
    """Write a bundle, and say what its hash is: noted elsewhere, it proves the bundle."""
    content = bundled(exhibit)
    if str(output) == "-":
        click.echo(content, nl=False)
        return
    path = output or Path(f"{exhibit.name}.zip")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{path}: not written ({error.strerror}).") from error
    out.print(f"{plain(str(path))}\nSHA-256 {sha256(content).hexdigest()}", soft_wrap=True)


def _print_all(record: SqlArchive) -> None:
    with record.unit() as unit:
        listed = sorted(unit.articles.latest(ALL), key=lambda article: article.id)
    for article in listed:
        with record.unit() as unit:
            whole = _whole(unit, article)
        print_json_line(whole)


def _whole(unit: SqlUnit, article: Article) -> dict[str, object]:
    """Give an article with all its revisions."""
    revisions = unit.revisions.all(article.id)
    written = unit.revisions.seals(article.id)
    copies = {copy.revision: copy.url for copy in unit.web_copies.all(article.id)}
    texts = [
        {
            "number": r.number,
            "seen_at": r.seen_at.isoformat(),
            "headline": r.headline,
            "text": r.text,
            "byline": r.byline,
            "content_hash": r.content_hash,
            "raw_hash": r.raw_hash,
            "extractor": r.extractor,
            "seal": written.get(r.number),
            "web_copy": copies.get(r.number),
        }
        for r in revisions
    ]
    return {**_article_as_json(article, revisions), "texts": texts}


def _visit_lines(unit: Unit, article: Article, config: Config) -> Iterator[str]:
    """Say how the page stands, and when it is looked at next."""
    since = f" since {article.state_since:%d %b %Y %H:%M} UTC" if article.state_since else ""
    flaps = ", serves two texts in turn" if article.flapping else ""
    yield f"{article.state}{since}{flaps}"
    visit = unit.visits.find(article.page_url or article.url)
    if visit is None or visit.article_id != article.id:
        yield "not visited any more: its feed is no longer on record"
        return
    until = watched_until(visit, visit_pacing(config.polling))
    yield f"next visit {visit.due_at:%d %b %Y %H:%M} UTC"
    yield f"watched until {until:%d %b %Y}, then visited seldom"
    if visit.note:
        yield visit.note


def _article_as_json(article: Article, revisions: Sequence[Revision]) -> dict[str, object]:
    reprint = article.reprint_of
    return {
        "id": article.id,
        "outlet": article.outlet,
        "headline": revisions[-1].headline if revisions else "",
        "url": article.url,
        "published": article.published_at and article.published_at.isoformat(),
        "first_seen": article.first_seen_at.isoformat(),
        "state": article.state,
        "revisions": len(revisions),
        "reprint_of": (reprint.article_id or reprint.outlet) if reprint else None,
    }
