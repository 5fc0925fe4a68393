"""Words for news that hubs push to us (WebSub, https://www.w3.org/TR/websub/)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class SubscriptionState(StrEnum):
    """How far a subscription has come."""

    #: To be asked for, or asked for and not yet confirmed.
    WANTED = "wanted"
    #: Confirmed by the hub; the lease runs.
    VERIFIED = "verified"
    #: Refused by the hub; asked for again much later.
    REFUSED = "refused"
    #: No longer wanted; the hub is to be told.
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A hub's promise to push what is new in one feed."""

    #: The unguessable end of the callback's address.
    key: str = field(repr=False)
    feed_id: str
    hub_url: str
    #: What the hub knows the feed by.
    topic_url: str
    #: What the hub signs with; shown nowhere.
    secret: str = field(repr=False)
    state: SubscriptionState = SubscriptionState.WANTED
    #: When the hub is asked next: to begin, to renew, to end.
    due_at: datetime
    #: Until when the hub pushes, None before it has confirmed.
    lease_until: datetime | None = None
    #: Requests failed or unanswered in a row.
    failures: int = 0
    last_push_at: datetime | None = None
    #: Whether pushes have come and no poll has found what they missed.
    relied_on: bool = False
    last_error: str | None = None


class HubMode(StrEnum):
    """What is asked of a hub, and what it asks us to confirm. Source: WebSub, 5.1 and 5.3."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRequest:
    """What is asked of a hub."""

    hub_url: str
    mode: HubMode
    topic_url: str
    callback_url: str = field(repr=False)
    secret: str = field(repr=False)
    lease: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class HubQuestion:
    """What a hub asks back before it acts, or its word that it will not."""

    mode: HubMode
    topic_url: str
    #: To be said back, so that the hub knows we asked.
    challenge: str = ""
    lease: timedelta | None = None
    #: Why it refuses, where it does.
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What a hub brought to a callback."""

    body: bytes
    content_type: str
    #: The header `X-Hub-Signature`, "" without one.
    signature: str


class PushOutcome(StrEnum):
    """What became of a push."""

    TAKEN = "taken"
    #: Unsigned, wrongly signed, or of a feed that is paused; the hub is not told which.
    IGNORED = "ignored"
    #: Authentic and unreadable; the feed is polled instead.
    POLLED = "polled"
    #: There is no such callback, or no such feed any more.
    UNKNOWN = "unknown"
