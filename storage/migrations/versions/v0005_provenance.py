"""Revisions are sealed, and web archives can be asked for copies.

Revisions of earlier releases are sealed now: from here on an alteration of them shows,
an earlier one does not.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KIND = "kind IN ('assess', 'deliver', 'copy')"
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")

_revisions = sa.table(
    "revisions",
    sa.column("article_id", sa.Text()),
    sa.column("number", sa.Integer()),
    sa.column("seen_at", sa.DateTime(timezone=True)),
    sa.column("content_hash", sa.Text()),
    sa.column("raw_hash", sa.Text()),
    sa.column("document", sa.Text()),
)


def upgrade() -> None:
    """Add the seals and the copies; a job may be one for a copy."""
    seals = _create_seals()
    _create_web_copies()
    if op.get_bind().dialect.name == "sqlite":
        _remake_jobs()
    else:
        op.drop_constraint(op.f("ck_jobs_kind"), "jobs", type_="check")
        op.create_check_constraint(op.f("ck_jobs_kind"), "jobs", _KIND)
    _seal_all(seals)


def _create_seals() -> sa.Table:
    return op.create_table(
        "seals",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "number"],
            ["revisions.article_id", "revisions.number"],
            name=op.f("fk_seals_article_id"),
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_seals")),
    )


def _create_web_copies() -> None:
    op.create_table(
        "web_copies",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision"],
            ["revisions.article_id", "revisions.number"],
            name=op.f("fk_web_copies_article_id"),
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", name=op.f("pk_web_copies")),
    )


def _remake_jobs() -> None:
    """Copy the table, since SQLite alters no check."""
    jobs = sa.Table(
        "jobs",
        sa.MetaData(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint(_KIND, name=op.f("ck_jobs_kind")),
        sa.CheckConstraint("state IN ('due', 'done', 'buried')", name=op.f("ck_jobs_state")),
        sa.CheckConstraint("state = 'due' OR leased_until IS NULL", name=op.f("ck_jobs_held")),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_jobs")),
        sa.Index(op.f("ix_jobs_kind_state_due_at"), "kind", "state", "due_at"),
    )
    with op.batch_alter_table("jobs", copy_from=jobs, recreate="always"):
        pass


def _seal_all(seals: sa.Table) -> None:
    """Seal every revision onto the one before it, by the recipe of version 1."""
    connection = op.get_bind()
    kept = sa.select(_revisions).order_by(_revisions.c.article_id, _revisions.c.number)
    article_id, before = "", None
    for row in connection.execute(kept).mappings().all():
        before = _seal(row, before if row["article_id"] == article_id else None)
        article_id = row["article_id"]
        key = {"article_id": article_id, "number": row["number"]}
        connection.execute(seals.insert().values(**key, seal=before))


def _seal(row: sa.RowMapping, before: str | None) -> str:
    document = json.loads(row["document"])
    seen_at: datetime = row["seen_at"]
    seen_at = seen_at.astimezone(UTC) if seen_at.tzinfo else seen_at.replace(tzinfo=UTC)
    parts = {
        "article": _unescaped(row["article_id"]),
        "number": row["number"],
        **{name: document.get(name) for name in ("headline", "text", "byline", "language")},
        "origin": document.get("origin", "page"),
        "seen_at": seen_at.isoformat(),
        "content_hash": _unescaped(row["content_hash"]),
        "extractor": document["extractor"],
        "raw_sha256": _unescaped(row["raw_hash"]),
    }
    told = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(f"onrecord-seal/1 {before or '-'}\n{told}\n".encode()).hexdigest()


def _unescaped(value: str | None) -> str | None:
    """Read a text column as this release wrote it: NUL and half surrogates are escaped."""
    return None if value is None else _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
