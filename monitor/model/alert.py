"""Words for what is worth telling, and for telling it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.change import Hunk
from monitor.model.evidence import Novelty, SourceKind, Stance, Standing


class AlertKind(StrEnum):
    """What sort of thing happened."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    WATCHED_SPEAKER = "watched_speaker"
    STANDING_CHANGED = "standing_changed"
    REVISED = "revised"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    RESTORED = "restored"
    SOURCE_DOWN = "source_down"
    SOURCE_BACK = "source_back"


class AlertReason(StrEnum):
    """Why an alert was raised."""

    NEW_SOURCE = "new_source"
    WALK_BACK = "walk_back"
    FIRST_WORD = "first_word"
    NO_COMMENT = "no_comment"
    FIRST_DENIAL = "first_denial"
    FIRST_CONFIRMATION = "first_confirmation"
    ACCOUNTS_DIFFER = "accounts_differ"
    STANDING_OTHERWISE = "standing_otherwise"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_REMOVED = "evidence_removed"
    EVIDENCE_TURNED = "evidence_turned"
    WORDS_CHANGED = "words_changed"
    REVERTED = "reverted"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    TAKEDOWN = "takedown"
    RESTORATION = "restoration"
    FLAPPING = "flapping"
    FEED_FAILING = "feed_failing"
    FEED_SILENT = "feed_silent"
    FEED_GONE = "feed_gone"
    FEED_SUSPECTED = "feed_suspected"
    FEED_RECOVERED = "feed_recovered"


class Severity(StrEnum):
    """How much an alert matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One piece of evidence as shown: who, in which words, where and when."""

    source: str
    source_kind: SourceKind
    stance: Stance
    #: The passage, verbatim.
    text: str
    cue: str | None
    novelty: Novelty
    outlet: str
    article_id: str
    revision: int
    headline: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A thing worth telling, with a reason and a key; a snapshot that needs no look-up."""

    #: Derived from claim, kind, source and revision: raising it twice is raising it once.
    id: str
    kind: AlertKind
    reason: AlertReason
    severity: Severity
    at: datetime
    #: One line that says what happened.
    summary: str
    claim_id: str | None = None
    claim_text: str | None = None
    #: The claim's topic, which routes may name.
    topic: str | None = None
    #: Who spoke, or None where no one did (an edit, a feed).
    source: str | None = None
    article_id: str | None = None
    revision: int | None = None
    outlet: str | None = None
    headline: str | None = None
    url: str | None = None
    #: The passages that raised it, weightiest first.
    statements: tuple[Statement, ...] = ()
    #: What stood on the record before, weightiest first.
    before: tuple[Statement, ...] = ()
    standing_before: Standing | None = None
    standing_after: Standing | None = None
    #: Hunks of the edit that raised it.
    hunks: tuple[Hunk, ...] = ()
    #: Text of a correction notice.
    notice: str | None = None
    feed_id: str | None = None
    #: How many echoes (reprints, repeats) of its statements the ledger held when it was raised.
    echoes: int = 0
    #: The alert whose notification tells this one too; None when it is told by itself.
    told_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An address on a channel."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """An alert, and those told with it, for one recipient."""

    #: The delivery's id; the same at every attempt.
    id: str
    alert: Alert
    folded: tuple[Alert, ...] = ()
    recipient: Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof of hand-over."""

    at: datetime
    #: What the receiver answered, for a person.
    detail: str = ""


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    DUE = "due"
    SENT = "sent"
    BURIED = "buried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert on its way to one recipient."""

    #: Derived from alert, channel and address.
    id: str
    alert_id: str
    recipient: Recipient
    created_at: datetime
    state: DeliveryState = DeliveryState.DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to deliver, and how it ended."""

    delivery_id: str
    #: From 1.
    number: int
    at: datetime
    #: The delivery's state after it: DUE means that another try is planned.
    state: DeliveryState
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A time-bound mute, with who set it and why."""

    id: str
    #: Mutes alerts on this claim; None for any.
    claim_id: str | None
    #: Mutes alerts of this kind; None for any.
    kind: AlertKind | None
    starts_at: datetime
    ends_at: datetime
    author: str
    comment: str
