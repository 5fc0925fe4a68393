"""The memory of the house: one database, and the raw pages beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from monitor.model.article import Revision
from monitor.model.errors import ConfigError, NotFound, StorageError
from monitor.model.feed import Page
from monitor.model.job import Job
from storage import schema
from storage.catalogue import (
    SqlArticles,
    SqlClaims,
    SqlFeeds,
    SqlHosts,
    SqlSilences,
    SqlVisits,
)
from storage.exchange import read_page
from storage.failures import translate_errors
from storage.history import SqlLedger, SqlRevisions, SqlWebCopies, sighting
from storage.jobs import SqlJobs
from storage.outbox import SqlAlerts, SqlDeliveries
from storage.provisionals import SqlProvisionals
from storage.raw import RawStore
from storage.subscriptions import SqlSubscriptions

#: Seconds a unit waits for another one to end before SQLite says that it is locked.
#: A unit takes milliseconds; only a stuck process holds the database that long.
BUSY_SECONDS = 15

#: Seconds a server may take to answer; without a limit a dead host holds a thread for minutes.
CONNECT_SECONDS = 10

#: SQLite's settings for every connection. A commit in WAL with `synchronous=FULL` is on the
#: disk when it returns; NORMAL would lose the last ones with the power, and an alert is
#: never lost. Source: https://www.sqlite.org/pragma.html#pragma_synchronous
_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """How the database was found."""

    #: The schema that it has.
    schema: str
    #: What its own check found wrong, for a person; empty when it is sound.
    problems: tuple[str, ...]
    #: Jobs given up, which can be retried by hand.
    buried: tuple[Job, ...]


class SqlUnit:
    """Everything on record, within one transaction."""

    def __init__(self, connection: Connection, raw: RawStore | None) -> None:
        self.feeds = SqlFeeds(connection)
        self.subscriptions = SqlSubscriptions(connection)
        self.hosts = SqlHosts(connection)
        self.visits = SqlVisits(connection)
        self.articles = SqlArticles(connection)
        self.revisions = SqlRevisions(connection, raw)
        self.provisionals = SqlProvisionals(connection, keep_pages=raw is not None)
        self.web_copies = SqlWebCopies(connection)
        self.claims = SqlClaims(connection)
        self.ledger = SqlLedger(connection)
        self.alerts = SqlAlerts(connection)
        self.deliveries = SqlDeliveries(connection)
        self.silences = SqlSilences(connection)
        self.jobs = SqlJobs(connection)


class SqlArchive:
    """An archive in a SQL database; its units may be open in several threads at once."""

    def __init__(self, engine: Engine, raw: RawStore | None) -> None:
        self._engine = engine
        self._raw = raw
        self._turns = Lock() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def unit(self) -> Iterator[SqlUnit]:
        """Open one transaction: committed when the block ends, undone when it raises.

        On SQLite units follow one another, those that only read too: a thread that
        opens one within another waits for itself.

        Raises:
            StorageError: The database could not be read or written.
        """
        with self._turn(), self._engine.begin() as connection:
            yield SqlUnit(connection, self._raw)

    @property
    def keeps_pages(self) -> bool:
        """Whether the pages that revisions were read from are kept at all."""
        return self._raw is not None

    def raw(self, raw_hash: str) -> bytes:
        """Read the bytes that a revision was extracted from, by their SHA-256.

        Raises:
            NotFound: They were not kept.
            StorageError: They are damaged, or could not be read.
        """
        if self._raw is None:
            raise NotFound("raw page", raw_hash)
        return self._raw.get(raw_hash)

    def warc(self, revision: Revision) -> bytes:
        """Read the exchange that brought a revision's page, with the page, as a WARC file.

        Raises:
            NotFound: It was not kept.
            StorageError: It is damaged, or could not be read.
        """
        if self._raw is None or revision.raw_hash is None:
            raise NotFound("raw page", sighting(revision))
        return self._raw.warc(revision.raw_hash, of=sighting(revision))

    def page(self, revision: Revision) -> Page:
        """Read the page that a revision was extracted from, with the exchange that brought it.

        What a record never holds (cookies, tokens) is missing.

        Raises:
            NotFound: It was not kept.
            StorageError: It is damaged, or could not be read.
        """
        return read_page(self.warc(revision))

    def check(self) -> Checkup:
        """Look the database over, quickly.

        Raises:
            StorageError: The database could not be read.
        """
        with self._turn(), self._engine.begin() as connection:
            return Checkup(
                schema=schema.current(connection) or "none",
                problems=tuple(_problems(connection)),
                buried=tuple(SqlJobs(connection).buried()),
            )

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the units of other threads.

        SQLite would wait too, but by asking again and again, which starves some for seconds.
        """
        if self._turns is None:
            yield
            return
        if not self._turns.acquire(timeout=BUSY_SECONDS):
            raise StorageError("The database is held by another unit of this process; try again.")
        try:
            yield
        finally:
            self._turns.release()


def open_archive(url: str, *, raw_dir: Path | None) -> SqlArchive:
    """Open the archive at a database URL; an empty or older one is brought up to date.

    Args:
        url: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.
        raw_dir: Where raw pages are kept; None keeps none.

    Raises:
        ConfigError: The URL names no database that can be used.
        SchemaMismatch: A newer release, or another program, wrote the database.
        StorageError: The database could not be opened.
    """
    engine = _engine(_parsed(url))
    try:
        schema.migrate(engine)
    except StorageError:
        engine.dispose()
        raise
    return SqlArchive(engine, None if raw_dir is None else RawStore(directory=raw_dir))


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError("This is no database URL; say sqlite:///FILE.") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case _:
            raise ConfigError(
                f"{parsed.render_as_string()} is no database that can keep an archive; "
                "say sqlite:///FILE or postgresql://USER@HOST/NAME."
            )


def _engine(url: URL) -> Engine:
    # Threads take as many connections as they are; none waits for the pool.
    if url.get_backend_name() == "sqlite":
        _make_directory(Path(url.database or ""))
        engine = create_engine(url, max_overflow=-1, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediately)
    else:
        engine = _postgres_engine(url)
    translate_errors(engine)
    return engine


def _postgres_engine(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            max_overflow=-1,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
    except ImportError as error:
        raise ConfigError("PostgreSQL needs an extra: install onrecord[postgres].") from error


def _make_directory(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The directory {path.parent} cannot be made ({error.strerror}); "
            "check the path and its permissions."
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (the driver's own)
    # The driver shall begin no transaction by itself; `_begin_immediately` does.
    connection.isolation_level = None
    with closing(connection.cursor()) as cursor:
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")


def _begin_immediately(connection: Connection) -> None:
    """Take the write lock at once: two units that both read, then write, would dead-lock."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _problems(connection: Connection) -> Sequence[str]:
    if connection.dialect.name != "sqlite":
        return ()
    damage = connection.execute(text("PRAGMA quick_check(10)")).scalars()
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    problems = [str(line) for line in damage if line != "ok"]
    return problems + [f"{table}: row {row} refers to nothing" for table, row, *_ in orphans]
