"""Empty databases and archives of every kind, as fixtures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import SqlArchive, open_archive
from storage.tables import Row
from tests.contracts import postgres

_SQLITE = pytest.StashKey[Path]()
_POSTGRES = pytest.StashKey[SqlArchive]()

KINDS = ("sqlite", "postgres")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database."""
    if request.param == "postgres":
        return postgres.server(request.config).new_database()
    return f"sqlite:///{tmp_path / 'archive.db'}"


@pytest.fixture(params=KINDS)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    """Give an archive with nothing on record, of each kind."""
    if request.param == "postgres":
        yield empty_postgres_archive(request.config)
    else:
        shutil.copy(_migrated_file(request), tmp_path / "archive.db")
        opened = open_archive(f"sqlite:///{tmp_path / 'archive.db'}", raw_dir=None)
        yield opened
        opened.close()


def empty_postgres_archive(config: pytest.Config) -> SqlArchive:
    """Give the run's one archive on PostgreSQL, emptied."""
    if _POSTGRES not in config.stash:
        opened = open_archive(postgres.server(config).new_database(), raw_dir=None)
        config.stash[_POSTGRES] = opened
        config.add_cleanup(opened.close)
    tables = ", ".join(Row.metadata.tables)
    with config.stash[_POSTGRES]._engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables}"))
    return config.stash[_POSTGRES]


def _migrated_file(request: pytest.FixtureRequest) -> Path:
    """Give a file that has the schema already; a copy is quicker than a migration."""
    if _SQLITE not in request.config.stash:
        factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
        path = factory.mktemp("schema") / "archive.db"
        open_archive(f"sqlite:///{path}", raw_dir=None).close()
        request.config.stash[_SQLITE] = path
    return request.config.stash[_SQLITE]
