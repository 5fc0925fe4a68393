"""Every released schema leads to the one of this release, and keeps its data."""

from __future__ import annotations

import json

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from monitor.model.errors import SchemaMismatch, StorageError
from monitor.model.job import JobKind
from monitor.rules.sealing import seals
from storage import SqlArchive, open_archive, schema
from storage.archive import _engine, _parsed
from storage.codec import encode
from storage.columns import digest
from storage.tables import Row
from tests.builders import NOON, a_feed, a_visit, minutes
from tests.contracts import postgres
from tests.contracts.databases import empty_postgres_archive


def run(url: str, statement: str) -> None:
    """Run one statement on a database."""
    engine = _engine(_parsed(url))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def document(word: object, *columns: str) -> str:
    """Write a word as its row holds it, less what stands in columns."""
    return json.dumps({k: v for k, v in encode(word).items() if k not in columns})


def test_agree_with_the_tables(archive: SqlArchive) -> None:
    """The migrations lead to just the tables that the code knows."""
    with archive._engine.begin() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Row.metadata) == []


def test_checks_agree(pytestconfig: pytest.Config) -> None:
    """The migrations make every check that the code knows; PostgreSQL lists them by name."""
    listed = text("SELECT conname FROM pg_constraint WHERE contype = 'c'")
    migrated = empty_postgres_archive(pytestconfig)._engine
    created = _engine(_parsed(postgres.server(pytestconfig).new_database()))
    Row.metadata.create_all(created)
    with migrated.begin() as here, created.begin() as there:
        names = set(here.scalars(listed))
        assert names == set(there.scalars(listed))
    assert "ck_revisions_gapless" in names
    created.dispose()


def test_one_line() -> None:
    """The history of the schema has one beginning, one end and no branch."""
    assert len(schema._SCRIPTS.get_bases()) == len(schema._SCRIPTS.get_heads()) == 1
    assert all(not step.is_branch_point for step in schema._SCRIPTS.walk_revisions())


def test_opening_again(database_url: str) -> None:
    """A database that is up to date keeps its data when it is opened again."""
    for _ in range(2):
        opened = open_archive(database_url, raw_dir=None)
        with opened.unit() as unit:
            unit.feeds.put(a_feed(id=str(len(unit.feeds.all()))))
        opened.close()
    opened = open_archive(database_url, raw_dir=None)
    with opened.unit() as unit:
        assert [feed.id for feed in unit.feeds.all()] == ["0", "1"]
    assert opened.check().schema == schema.head()
    opened.close()


def at_schema(url: str, wanted: str) -> Engine:
    """Bring an empty database to an older schema, as an older release would have."""
    engine = _engine(_parsed(url))
    with engine.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, wanted)
    return engine


def test_seals_what_older_releases_wrote(database_url: str) -> None:
    """From 0001: jobs and revisions stay, and each revision is sealed as this release would."""
    document = '{"headline":"Caf\u00e9 \\\\u0000","text":"The dam.","extractor":"a/1"}'
    engine = at_schema(database_url, "0001")
    with engine.begin() as connection:
        at = {
            "at": "2025-11-28 12:00:00.000250+00:00"
            if engine.name != "sqlite"
            else "2025-11-28 12:00:00.000250"
        }
        connection.execute(
            text("INSERT INTO articles VALUES ('a', 'Daily', :at, :at, :document)"),
            {**at, "document": json.dumps({"url": "https://a.example/", "feed_id": "f"})},
        )
        for number in (1, 2):
            connection.execute(
                text("INSERT INTO revisions VALUES ('a', :n, :p, :at, '1ab', NULL, :document)"),
                {**at, "n": number, "p": number - 1 or None, "document": document},
            )
        connection.execute(
            text("INSERT INTO jobs VALUES ('assess', 'a#1', :at, 2, 'due', :at, 'late')"), at
        )
    engine.dispose()
    opened = open_archive(database_url, raw_dir=None)
    with opened.unit() as unit:
        revisions = unit.revisions.all("a")
        assert revisions[0].seen_at.microsecond == 250
        assert list(unit.revisions.seals("a").values()) == list(seals(revisions))
        (job,) = unit.jobs.lease(JobKind.ASSESS, NOON + minutes(1), NOON + minutes(2), 9)
        assert (job.attempts, job.last_error) == (2, "late")
        unit.jobs.put(JobKind.COPY, "a#1", NOON)
    for kind, state, leased in (
        ("other", "due", None),
        ("copy", "gone", None),
        ("copy", "done", "2026-01-01 00:00:00"),
    ):
        asked = text("UPDATE jobs SET kind = :kind, state = :state, leased_until = :leased")
        with pytest.raises(StorageError), opened._engine.begin() as connection:
            connection.execute(asked, {"kind": kind, "state": state, "leased": leased})
    opened.close()


def test_newer_schema(database_url: str) -> None:
    """A database of a newer release is left alone, and both schemas are named."""
    open_archive(database_url, raw_dir=None).close()
    run(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaMismatch) as caught:
        open_archive(database_url, raw_dir=None)
    assert (caught.value.have, caught.value.want) == ("9999", schema.head())
    assert not caught.value.retryable


def test_strange_database(database_url: str) -> None:
    """A database where another program has tables of these names is left alone."""
    run(database_url, "CREATE TABLE articles (id INTEGER)")
    with pytest.raises(SchemaMismatch):
        open_archive(database_url, raw_dir=None)


def test_the_first_schema_is_brought_up_with_its_visits(database_url: str) -> None:
    """A database of the first release keeps its visits, and finds them by address as before."""
    engine = _engine(_parsed(database_url))
    config = schema._config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO feeds (id, paused, next_poll_at, document)"
                " VALUES ('daily', false, '2025-11-28 12:00:00', :document)"
            ),
            {"document": document(a_feed(), "id", "paused")},
        )
        connection.execute(
            text(
                "INSERT INTO visits (url_hash, feed_id, guid_hash, due_at, document)"
                " VALUES (:hash, 'daily', 'x', '2025-11-28 12:00:00', :document)"
            ),
            {
                "hash": digest(a_visit().url),
                "document": document(a_visit(), "feed_id", "due_at"),
            },
        )
    engine.dispose()
    opened = open_archive(database_url, raw_dir=None)
    with opened.unit() as unit:
        visit = unit.visits.find(a_visit().url)
        assert visit is not None
        assert unit.visits.find(f"{a_visit().url}/amp") is None
        unit.visits.put(visit)
        assert unit.visits.find(f"{a_visit().url}/amp") == visit
    opened.close()
