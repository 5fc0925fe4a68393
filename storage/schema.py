"""The schema of a database: which one it has, and the way up to the one of this release."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from monitor.model.errors import SchemaMismatch
from storage.tables import Row

#: Any number that no other program takes as the name of its advisory lock.
_MIGRATION_LOCK = 0x6F6E7265


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


_SCRIPTS = ScriptDirectory.from_config(_config())


def head() -> str:
    """Name the schema that this release needs."""
    newest = _SCRIPTS.get_current_head()
    assert newest is not None, "there are no migrations"
    return newest


def current(connection: Connection) -> str | None:
    """Name the schema that a database has, None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine) -> None:
    """Bring an empty or older database up to the schema of this release.

    It happens in one transaction that other processes wait for: a crash within it
    changes nothing, and workers that start together migrate once.

    Raises:
        SchemaMismatch: A newer release, or another program, wrote the database.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        have = current(connection)
        if have == head():
            return
        if not _is_known(connection, have):
            raise SchemaMismatch(have=have, want=head())
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _is_known(connection: Connection, have: str | None) -> bool:
    if have is None:
        return not set(inspect(connection).get_table_names()) & Row.metadata.tables.keys()
    return have in {script.revision for script in _SCRIPTS.walk_revisions()}
