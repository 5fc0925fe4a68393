"""Sightings that wait for a second fetch, and further addresses of articles.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, and to visits the place that spellings of one address share."""
    op.create_table(
        "addresses",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_addresses_article_id")
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_article_id"), "addresses", ["article_id"])
    op.create_table(
        "provisionals",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_provisionals_article_id")
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_provisionals")),
    )
    op.add_column("visits", sa.Column("place", sa.Text(), nullable=True))
    op.create_index(op.f("ix_visits_place"), "visits", ["place"])
