"""What the commands share: options, the open record, and how answers are printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from typing_extensions import override

from monitor.model.article import Article
from monitor.ports import Unit
from monitor.rules.identity import article_id
from monitor.service.config import Config, load_config
from monitor.service.logs import set_up_logs
from storage.archive import SqlArchive, open_archive

Command = TypeVar("Command", bound=Callable[..., Any])

#: More articles than any record holds.
ALL = 10**9

#: Answers for a person go here; colours only where a terminal shows them.
out = Console(highlight=False)


class SteadyConsole(Console):
    """A console that a daemon outlives: a reader that goes away is an error, not the end."""

    @override
    def on_broken_pipe(self) -> None:
        """Raise instead of ending the process, as rich would."""
        raise BrokenPipeError("Nobody reads the terminal any more.")


def config_options(command: Command) -> Command:
    """Give a command the options that say which house it works on."""
    command = click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False),
        help="Directory of the database and the raw pages.",
    )(command)
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        envvar="ONRECORD_CONFIG",
        help="Configuration file (TOML).",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Give a command the choice of how it answers; the first format is the usual one."""

    def add(command: Command) -> Command:
        return click.option(
            "--format",
            "style",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="How to answer.",
        )(command)

    return add


def configured(config_file: Path | None, data_dir: Path | None, **told: object) -> Config:
    """Read the configuration and set logging up by it."""
    config = load_config(config_file, data_dir=data_dir, **told)
    set_up_logs(config.log.level, config.log.format)
    return config


@contextmanager
def opened(config: Config) -> Iterator[SqlArchive]:
    """Open the record for the length of a command."""
    with closing(open_archive(config.database_url, raw_dir=config.raw_dir)) as record:
        yield record


def article_on_record(unit: Unit, wanted: str) -> Article:
    """Find an article by its id or by its address, the one a feed gave too.

    Raises:
        NotFound: None is on record under it.
    """
    if "://" not in wanted:
        return unit.articles.get(wanted)
    visit = unit.visits.find(wanted)
    found = visit.article_id if visit else None
    return unit.articles.get(found or article_id(wanted))


def print_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_json_line(value: object) -> None:
    """Print one JSON document on one line."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))
