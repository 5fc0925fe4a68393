"""Hosts that asked to be left alone are kept across restarts.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of closed hosts."""
    op.create_table(
        "closed_hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_closed_hosts")),
    )
    op.create_index(op.f("ix_closed_hosts_until"), "closed_hosts", ["until"])
