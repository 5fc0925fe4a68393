"""The tables, as private typed rows; their constraints carry the invariants.

A column that bears the name of a word's field holds that field; `document` holds
the fields that have no column. Columns that no word has (hashes of long keys,
due times from within) are derived from the word when it is written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from monitor.model.alert import DeliveryState
from monitor.model.job import JobKind, JobState
from storage.columns import Document, Instant, Position, Str, choice


class Row(DeclarativeBase):
    """A row of any table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Str,
        datetime: Instant,
        dict[str, Any]: Document,
    }
    #: The columns by which a second write of the same thing is known.
    KEY: ClassVar[tuple[str, ...]]


class FeedRow(Row):
    """A feed."""

    __tablename__ = "feeds"
    KEY = ("id",)

    id: Mapped[str] = mapped_column(primary_key=True)
    paused: Mapped[bool]
    #: From its poll state.
    next_poll_at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class SubscriptionRow(Row):
    """A subscription to a hub; it outlives its feed, until the hub has been told."""

    __tablename__ = "subscriptions"
    KEY = ("key",)

    key: Mapped[str] = mapped_column(primary_key=True)
    feed_id: Mapped[str] = mapped_column(index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class ClosedHostRow(Row):
    """A host that asked to be left alone."""

    __tablename__ = "closed_hosts"
    KEY = ("host",)

    host: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[int]


class VisitRow(Row):
    """A planned visit; it goes with its feed."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "feed_id", "guid_hash"),)
    KEY = ("url_hash",)

    url_hash: Mapped[str] = mapped_column(primary_key=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey("feeds.id", ondelete="CASCADE"))
    #: Of the item's guid.
    guid_hash: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
    #: Of the URL's canonical form, None in rows of the first schema until they are put again.
    place: Mapped[str | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class ArticleRow(Row):
    """An article; its id is made from its address."""

    __tablename__ = "articles"
    __table_args__ = (Index(None, "outlet", "last_seen_at"),)
    KEY = ("id",)

    id: Mapped[str] = mapped_column(primary_key=True)
    outlet: Mapped[str]
    first_seen_at: Mapped[datetime]
    #: When its last revision was seen.
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class AddressRow(Row):
    """Another address that leads to an article; the first article to claim it keeps it."""

    __tablename__ = "addresses"
    KEY = ("place",)

    #: The id that an article found there would have.
    place: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)


class ProvisionalRow(Row):
    """A sighting that waits for a second fetch, with its page."""

    __tablename__ = "provisionals"
    KEY = ("article_id",)

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    #: As WARC records, gzipped.
    page: Mapped[bytes | None]
    document: Mapped[dict[str, Any]]


class RevisionRow(Row):
    """A revision; it stands on the one before it, so that there are no gaps."""

    __tablename__ = "revisions"
    __table_args__ = (
        CheckConstraint("number >= 1", name="counted"),
        CheckConstraint(
            "(number = 1 AND previous IS NULL) OR (number > 1 AND previous = number - 1)",
            name="gapless",
        ),
        ForeignKeyConstraint(
            ["article_id", "previous"], ["revisions.article_id", "revisions.number"]
        ),
    )
    KEY = ("article_id", "number")

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[int | None]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    content_hash: Mapped[str]
    raw_hash: Mapped[str | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class ChangeRow(Row):
    """The change that led to a revision."""

    __tablename__ = "changes"
    __table_args__ = (
        CheckConstraint("to_number = from_number + 1", name="consecutive"),
        ForeignKeyConstraint(
            ["article_id", "from_number"], ["revisions.article_id", "revisions.number"]
        ),
        ForeignKeyConstraint(
            ["article_id", "to_number"], ["revisions.article_id", "revisions.number"]
        ),
    )
    KEY = ("article_id", "to_number")

    article_id: Mapped[str] = mapped_column(primary_key=True)
    to_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    from_number: Mapped[int]
    document: Mapped[dict[str, Any]]


class SealRow(Row):
    """The seal that a revision was given when it was written; see monitor/rules/sealing.py."""

    __tablename__ = "seals"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "number"], ["revisions.article_id", "revisions.number"]
        ),
    )
    KEY = ("article_id", "number")

    article_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[str]


class WebCopyRow(Row):
    """What became of asking a web archive for a copy of a revision."""

    __tablename__ = "web_copies"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "revision"], ["revisions.article_id", "revisions.number"]
        ),
    )
    KEY = ("article_id", "revision")

    article_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]]


class BandRow(Row):
    """A band of the signature of an article's first revision."""

    __tablename__ = "bands"
    KEY = ("hash", "article_id")

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)


class ClaimRow(Row):
    """A claim, in its place in the order of arrival."""

    __tablename__ = "claims"
    KEY = ("id",)

    position: Mapped[int] = mapped_column(Position, primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    document: Mapped[dict[str, Any]]


class ReadingRow(Row):
    """What one revision says of one claim; the claim may be forgotten, the revision not."""

    __tablename__ = "readings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "revision"], ["revisions.article_id", "revisions.number"]
        ),
    )
    KEY = ("article_id", "revision", "claim_id")

    article_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claim_id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]


class EvidenceRow(Row):
    """A piece of evidence that a reading rests on."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "revision", "claim_id"],
            ["readings.article_id", "readings.revision", "readings.claim_id"],
        ),
        Index(None, "claim_id", "at"),
        Index(None, "article_id", "revision"),
    )
    KEY = ("key",)

    position: Mapped[int] = mapped_column(Position, primary_key=True)
    #: Of claim, article, revision, span, stance, source and model.
    key: Mapped[str] = mapped_column(unique=True)
    claim_id: Mapped[str]
    article_id: Mapped[str]
    revision: Mapped[int]
    at: Mapped[datetime]
    document: Mapped[dict[str, Any]]


class StandingRow(Row):
    """Where a claim stands now."""

    __tablename__ = "standings"
    KEY = ("claim_id",)

    claim_id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]


class AlertRow(Row):
    """An alert, in its place in the order of arrival."""

    __tablename__ = "alerts"
    __table_args__ = (Index(None, "claim_id", "at"),)
    KEY = ("id",)

    position: Mapped[int] = mapped_column(Position, primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    claim_id: Mapped[str | None]
    told_with: Mapped[str | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class AcknowledgementRow(Row):
    """Who has taken an alert up, and when first."""

    __tablename__ = "acknowledgements"
    KEY = ("alert_id", "author")

    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts.id"), primary_key=True)
    author: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class DeliveryRow(Row):
    """A delivery of an alert, in its place in the order of arrival."""

    __tablename__ = "deliveries"
    KEY = ("id",)

    position: Mapped[int] = mapped_column(Position, primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[DeliveryState] = mapped_column(choice(DeliveryState, "state"))
    document: Mapped[dict[str, Any]]


class AttemptRow(Row):
    """An attempt at a delivery."""

    __tablename__ = "attempts"
    __table_args__ = (CheckConstraint("number >= 1", name="counted"),)
    KEY = ("delivery_id", "number")

    delivery_id: Mapped[str] = mapped_column(ForeignKey("deliveries.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    state: Mapped[DeliveryState] = mapped_column(choice(DeliveryState, "state"))
    detail: Mapped[str]


class SilenceRow(Row):
    """A silence."""

    __tablename__ = "silences"
    KEY = ("id",)

    id: Mapped[str] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class JobRow(Row):
    """A job; only one that is due can be held."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state = 'due' OR leased_until IS NULL", name="held"),
        Index(None, "kind", "state", "due_at"),
    )
    KEY = ("kind", "key")

    kind: Mapped[JobKind] = mapped_column(choice(JobKind, "kind"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    state: Mapped[JobState] = mapped_column(choice(JobState, "state"))
    leased_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
