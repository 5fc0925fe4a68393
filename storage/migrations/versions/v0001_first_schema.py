"""The first schema.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: A number that counts up with every row; SQLite knows it only by the name INTEGER.
POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _create_alerts()
    _create_articles()
    _create_claims()
    _create_feeds()
    _create_jobs()
    _create_silences()
    _create_standings()
    _create_acknowledgements()
    _create_bands()
    _create_deliveries()
    _create_revisions()
    _create_visits()
    _create_attempts()
    _create_changes()
    _create_readings()
    _create_evidence()


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("position", POSITION, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("told_with", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_alerts")),
        sa.UniqueConstraint("id", name=op.f("uq_alerts_id")),
    )
    op.create_index(op.f("ix_alerts_at"), "alerts", ["at"])
    op.create_index(op.f("ix_alerts_claim_id_at"), "alerts", ["claim_id", "at"])
    op.create_index(op.f("ix_alerts_told_with"), "alerts", ["told_with"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index(op.f("ix_articles_last_seen_at"), "articles", ["last_seen_at"])
    op.create_index(op.f("ix_articles_outlet_last_seen_at"), "articles", ["outlet", "last_seen_at"])


def _create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("position", POSITION, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_claims")),
        sa.UniqueConstraint("id", name=op.f("uq_claims_id")),
    )


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
    )
    op.create_index(op.f("ix_feeds_next_poll_at"), "feeds", ["next_poll_at"])


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column(
            "kind",
            sa.Enum(
                "assess",
                "deliver",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "done",
                "buried",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("state = 'due' OR leased_until IS NULL", name=op.f("ck_jobs_held")),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_kind_state_due_at"), "jobs", ["kind", "state", "due_at"])


def _create_silences() -> None:
    op.create_table(
        "silences",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silences")),
    )
    op.create_index(op.f("ix_silences_ends_at"), "silences", ["ends_at"])


def _create_standings() -> None:
    op.create_table(
        "standings",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_standings")),
    )


def _create_acknowledgements() -> None:
    op.create_table(
        "acknowledgements",
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alerts.id"], name=op.f("fk_acknowledgements_alert_id")
        ),
        sa.PrimaryKeyConstraint("alert_id", "author", name=op.f("pk_acknowledgements")),
    )


def _create_bands() -> None:
    op.create_table(
        "bands",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_bands_article_id")),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_bands")),
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("position", POSITION, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "sent",
                "buried",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_deliveries_alert_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("id", name=op.f("uq_deliveries_id")),
    )
    op.create_index(op.f("ix_deliveries_alert_id"), "deliveries", ["alert_id"])
    op.create_index(op.f("ix_deliveries_created_at"), "deliveries", ["created_at"])


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("raw_hash", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(number = 1 AND previous IS NULL) OR (number > 1 AND previous = number - 1)",
            name=op.f("ck_revisions_gapless"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revisions_counted")),
        sa.ForeignKeyConstraint(
            ["article_id", "previous"],
            ["revisions.article_id", "revisions.number"],
            name=op.f("fk_revisions_article_id_previous"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_revisions_article_id")
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_raw_hash"), "revisions", ["raw_hash"])
    op.create_index(op.f("ix_revisions_seen_at"), "revisions", ["seen_at"])


def _create_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("url_hash", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("guid_hash", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_visits_feed_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("url_hash", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_due_at"), "visits", ["due_at"])
    op.create_index(op.f("ix_visits_feed_id_guid_hash"), "visits", ["feed_id", "guid_hash"])


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "sent",
                "buried",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_attempts_counted")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_attempts_delivery_id")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_attempts")),
    )


def _create_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("to_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("to_number = from_number + 1", name=op.f("ck_changes_consecutive")),
        sa.ForeignKeyConstraint(
            ["article_id", "from_number"],
            ["revisions.article_id", "revisions.number"],
            name=op.f("fk_changes_article_id_from_number"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "to_number"],
            ["revisions.article_id", "revisions.number"],
            name=op.f("fk_changes_article_id_to_number"),
        ),
        sa.PrimaryKeyConstraint("article_id", "to_number", name=op.f("pk_changes")),
    )


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision"],
            ["revisions.article_id", "revisions.number"],
            name=op.f("fk_readings_article_id_revision"),
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", "claim_id", name=op.f("pk_readings")),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("position", POSITION, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision", "claim_id"],
            ["readings.article_id", "readings.revision", "readings.claim_id"],
            name=op.f("fk_evidence_article_id_revision_claim_id"),
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_evidence")),
        sa.UniqueConstraint("key", name=op.f("uq_evidence_key")),
    )
    op.create_index(op.f("ix_evidence_article_id_revision"), "evidence", ["article_id", "revision"])
    op.create_index(op.f("ix_evidence_claim_id_at"), "evidence", ["claim_id", "at"])
