"""Where Alembic runs a migration: on the connection that `storage.schema` hands over."""

from __future__ import annotations

from alembic import context

from storage.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    # SQLite alters a table by copying it.
    render_as_batch=True,
)
context.run_migrations()
