"""`onrecord articles`: what is kept of each article."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from monitor.model.article import Article, Revision
from monitor.pipeline.rereading import Rereading
from monitor.ports import Unit
from monitor.rules.lettering import visible
from monitor.rules.revisiting import watched_until
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
)
from monitor.service.clock import SystemClock
from monitor.service.config import Config, seconds
from monitor.service.markup import plain
from monitor.service.wiring import visit_pacing
from monitor.sources.extractor import EXTRACTOR, PooledExtractor
from monitor.sources.workers import Workers
from storage.archive import SqlArchive


@click.group()
def articles() -> None:
    """List and show articles and their revisions."""


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
@click.argument("article_id")
def show(
    config_file: Path | None, data_dir: Path | None, number: int | None, style: str, article_id: str
) -> None:
    """Show an article's text as it stood at one revision."""
    config = configured(config_file, data_dir)
    with opened(config) as record, record.unit() as unit:
        article = unit.articles.get(article_id)
        revisions = unit.revisions.all(article_id)
        shown = unit.revisions.get(article_id, number) if number else revisions[-1]
        visits = list(_visit_lines(unit, article, config))
    if style == "json":
        print_json({**_article_as_json(article, revisions), "text": shown.text})
        return
    out.print(Text(visible(shown.headline), style="bold"))
    out.print(
        f"[dim]{plain(article.outlet)}, revision {shown.number} of {len(revisions)}, "
        f"seen {shown.seen_at:%d %b %Y %H:%M} UTC\n{plain(article.url)}[/]"
    )
    for line in visits:
        out.print(f"[dim]{plain(line)}[/]")
    out.print()
    out.print(Text(visible(shown.text)))


@articles.command()
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
        ids = [article.id for article in unit.articles.latest(sys.maxsize)]
    tally: Counter[str] = Counter()
    try:
        for article_id in ids:
            tally[await rereading.one(article_id, EXTRACTOR)] += 1
            if tally["technical"] + tally["same"] >= limit:
                break
    finally:
        processes.close()
    return tally


@articles.command()
@config_options
@click.argument("article_id")
def export(config_file: Path | None, data_dir: Path | None, article_id: str) -> None:
    """Print an article with all its revisions as one JSON object."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        article = unit.articles.get(article_id)
        revisions = unit.revisions.all(article_id)
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
        }
        for r in revisions
    ]
    print_json({**_article_as_json(article, revisions), "texts": texts})


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
