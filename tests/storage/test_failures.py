"""Whatever goes wrong with a database says what to do."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.model.errors import ConfigError, StorageError
from monitor.model.job import JobKind
from storage import SqlArchive, SqlUnit, open_archive
from tests.builders import NOON, a_feed
from tests.contracts.databases import empty_postgres_archive


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no lock."""
    monkeypatch.setattr("storage.archive.BUSY_SECONDS", 0.05)


def opened_at(path: Path) -> SqlArchive:
    """Open an archive in a file."""
    return open_archive(f"sqlite:///{path}", raw_dir=None)


def execute(unit: SqlUnit, statement: str) -> SqlUnit:
    """Run a statement within a unit, beside its repositories."""
    unit.feeds._shelf._connection.execute(text(statement))
    return unit


def test_missing_directory(tmp_path: Path) -> None:
    """A directory that is not there yet is made."""
    opened_at(tmp_path / "new" / "er" / "a.db").close()
    assert (tmp_path / "new" / "er" / "a.db").exists()


def test_directory_cannot_be_made(tmp_path: Path) -> None:
    """A directory that cannot be made is told."""
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be made"):
        opened_at(tmp_path / "file" / "a" / "a.db")


def test_cannot_be_opened(tmp_path: Path) -> None:
    """A path that is no file is told, chained from the driver's error."""
    with pytest.raises(StorageError, match="cannot be opened") as caught:
        opened_at(tmp_path)
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)


def test_not_a_database(tmp_path: Path) -> None:
    """A file that is no database is told, and trying again is no use."""
    (tmp_path / "a.db").write_text("Dear diary, " * 1000)
    with pytest.raises(StorageError, match="not a database") as caught:
        opened_at(tmp_path / "a.db")
    assert not caught.value.retryable


def test_locked(tmp_path: Path) -> None:
    """A locked database is told, and trying again can help."""
    opened = opened_at(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"a\.db: it is locked") as caught, opened.unit():
            pytest.fail("the unit was opened")
    assert caught.value.retryable
    with opened.unit() as unit:
        assert unit.feeds.all() == []
    opened.close()


def test_unit_within_a_unit(tmp_path: Path) -> None:
    """A unit opened within another of its thread is told, not hung; the outer one stands."""
    opened = opened_at(tmp_path / "a.db")
    with opened.unit() as outer:
        outer.feeds.put(a_feed())
        with pytest.raises(StorageError, match="another unit of this process"), opened.unit():
            pytest.fail("the unit was opened")
    with opened.unit() as unit:
        assert unit.feeds.all() == [a_feed()]
    opened.close()


def test_read_only(tmp_path: Path) -> None:
    """A database that may only be read is told."""
    opened = opened_at(tmp_path / "a.db")
    with pytest.raises(StorageError, match="read-only"), opened.unit() as unit:
        # A file mode would not stop root, whom tests may run as.
        execute(unit, "PRAGMA query_only=ON").feeds.put(a_feed())
    opened.close()


def test_disk_full(tmp_path: Path) -> None:
    """A full disk is told, and what was committed before stays."""
    opened = opened_at(tmp_path / "a.db")
    with opened.unit() as unit:
        unit.feeds.put(a_feed())
    with pytest.raises(StorageError, match="disk is full"), opened.unit() as unit:
        execute(unit, "PRAGMA max_page_count=1").feeds.put(a_feed(url="x" * 1_000_000))
    with opened.unit() as unit:
        assert [feed.id for feed in unit.feeds.all()] == ["daily"]
    opened.close()


def test_damage_is_found(tmp_path: Path) -> None:
    """The check finds a row that refers to nothing, and is quiet about a sound database."""
    opened = opened_at(tmp_path / "a.db")
    assert opened.check().problems == ()
    with closing(sqlite3.connect(tmp_path / "a.db")) as other:
        other.execute("INSERT INTO acknowledgements VALUES ('none', 'x', '2025-11-28 12:00:00')")
        other.commit()
    assert opened.check().problems == ("acknowledgements: row 1 refers to nothing",)
    opened.close()


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "mysql://desk:secret@host/db"])
def test_no_such_kind(url: str) -> None:
    """A URL that names no database that can keep an archive is told without its password."""
    with pytest.raises(ConfigError, match="sqlite:///FILE") as caught:
        open_archive(url, raw_dir=None)
    assert "secret" not in str(caught.value)


def test_postgres_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL without its driver is told, with the name of the extra."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ConfigError, match=r"onrecord\[postgres\]"):
        open_archive("postgresql://desk@host/news", raw_dir=None)


def test_naive_instant(archive: SqlArchive) -> None:
    """An instant without a zone is a broken promise, not a failure of the database."""
    with pytest.raises(ValueError, match="no time zone"), archive.unit() as unit:
        unit.jobs.put(JobKind.ASSESS, "x", NOON.replace(tzinfo=None))


def test_no_server(tmp_path: Path) -> None:
    """A server that does not answer is told without the password, and may come back."""
    with pytest.raises(StorageError, match="check that the server runs") as caught:
        open_archive(f"postgresql://desk:secret@/news?host={tmp_path}", raw_dir=None)
    assert "secret" not in str(caught.value)
    assert caught.value.retryable


def test_server_restarts(pytestconfig: pytest.Config) -> None:
    """A connection that the server closed is told once; the next unit has a new one."""
    opened = empty_postgres_archive(pytestconfig)
    with pytest.raises(StorageError) as caught, opened.unit() as unit:
        unit.feeds._shelf._connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert caught.value.retryable
    with opened.unit() as unit:
        assert unit.feeds.all() == []


def test_statement_is_wrong(pytestconfig: pytest.Config) -> None:
    """A statement that the server finds wrong is told in its words, and is no use again."""
    opened = empty_postgres_archive(pytestconfig)
    with (
        pytest.raises(StorageError, match='"none" does not exist') as caught,
        opened.unit() as unit,
    ):
        execute(unit, "SELECT * FROM none")
    assert not caught.value.retryable
