"""Words for feeds, what they list, and what a fetch brings back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a host gave us for the next conditional GET (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


class FeedHealth(StrEnum):
    """How a feed has been doing."""

    OK = "ok"
    FAILING = "failing"
    #: Failing or silent beyond its threshold, and the desk has been told.
    DOWN = "down"
    #: Something else seems to stand at its address; its items are not taken in.
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed itself says of how often it wants to be polled."""

    #: Between two polls, None when it does not say (`ttl`, `sy:updatePeriod`).
    ttl: timedelta | None = None
    #: Hours of the day (UTC, 0 to 23) at which nothing is published.
    skip_hours: frozenset[int] = frozenset()
    #: Days of the week (UTC, Monday is 0) on which nothing is published.
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What a feed looked like when it was last taken in."""

    title: str
    language: str | None
    #: Hosts that its items led to, in alphabetical order.
    hosts: tuple[str, ...] = ()


class Break(StrEnum):
    """In what a feed differs from its portrait."""

    TITLE = "title"
    LANGUAGE = "language"
    #: Its items lead to none of the hosts that they led to before.
    HOSTS = "hosts"
    #: Not one of its items was known.
    ITEMS = "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """Since when a feed is held to be another one, and by what."""

    since: datetime
    breaks: tuple[Break, ...]
    #: What the document there calls itself.
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where permanent redirects lead, and for how long they have done so."""

    url: str
    since: datetime
    #: Polls in a row that were sent there.
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """Where a feed was polled before it moved."""

    url: str
    left_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """When a feed is polled next, and how its last polls went."""

    next_poll_at: datetime
    #: Present distance between two polls.
    interval: timedelta
    validators: Validators = Validators()
    #: Hash of the last body parsed; an equal body is not parsed again.
    body_hash: str | None = None
    #: Polls failed in a row.
    failures: int = 0
    failing_since: datetime | None = None
    last_ok_at: datetime | None = None
    #: When the feed last listed an item we had not seen.
    last_item_at: datetime | None = None
    health: FeedHealth = FeedHealth.OK
    last_error: str | None = None
    #: Usual time from one new item to the next, None until there were any.
    gap: timedelta | None = None
    #: What the feed said when it was last read.
    hints: Hints = Hints()
    #: Polls answered by 304 since the last answer in full.
    unmodified: int = 0
    #: When the last answer in full came.
    full_at: datetime | None = None
    #: The host claimed 304 while there was news: no validators are sent to it any more.
    validators_lie: bool = False
    portrait: Portrait | None = None
    suspicion: Suspicion | None = None
    #: A permanent redirect that has not held for long enough to be followed for good.
    move: Move | None = None
    #: What a person should know of the last poll that was read, beyond its health.
    note: str | None = None


class FeedKind(StrEnum):
    """How a feed's document is to be read."""

    #: RSS, Atom, JSON Feed or a sitemap, told apart by what the document is.
    FEED = "feed"
    #: An HTML page; the links to articles on it are its items.
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A document that is polled for articles of one outlet."""

    id: str
    url: str
    outlet: str
    paused: bool = False
    #: Said rather than guessed: a feed that turns into a page has broken.
    kind: FeedKind = FeedKind.FEED
    poll: PollState
    #: Where it was polled before it moved, latest first.
    former: tuple[FormerAddress, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedHost:
    """A host that asked to be left alone until an instant."""

    #: Name and port, as in `example.org:443`.
    host: str
    until: datetime
    #: How it said so: 429 or 503.
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed."""

    #: The feed's own identity for the item; its link when it gives none.
    guid: str
    url: str
    headline: str
    #: Text the feed itself carries, tags removed; may be a teaser or empty.
    text: str = ""
    byline: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A feed as parsed."""

    title: str
    #: As the publisher writes it ("en-GB"); None when it does not say.
    language: str | None
    items: Sequence[FeedItem]
    #: How often the publisher asks to be polled at most (`ttl`, `sy:updatePeriod`), None when it
    #: does not say.
    update_every: timedelta | None = None
    #: Hours of the day, UTC, in which the publisher asks not to be polled, in [0, 23].
    skip_hours: frozenset[int] = frozenset()
    #: Days of the week, UTC, in which it asks the same; Monday is 0.
    skip_days: frozenset[int] = frozenset()
    #: Where news of this feed is pushed from (WebSub), None when it names no hub.
    hub_url: str | None = None
    #: The feed's own name for itself, which is what a hub knows it by.
    self_url: str | None = None
    #: Documents that this one lists in place of items (a sitemap index), newest first.
    parts: Sequence[str] = ()
    #: Put together from several documents: the validators and the bytes of the first one say
    #: nothing about the others.
    composite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes fetched from one URL, decompressed, with the headers that came along."""

    url: str
    #: Where redirects ended.
    final_url: str
    status: int
    #: Names in lower case.
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes
    fetched_at: datetime
    validators: Validators = Validators()
    #: As the host wrote it, as in `HTTP/1.1 200 OK`; empty where that is not known.
    status_line: str = ""
    #: Of the request that brought the bytes (the last one, after redirects), as sent.
    request_headers: Mapping[str, str] = field(default_factory=dict)
    #: Where permanent redirects (301, 308) alone led, None without any.
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The host says that nothing changed since the validators were given (304)."""

    url: str
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Where permanent redirects (301, 308) alone led, None without any.
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The host says that there is no such page (404 or 410)."""

    url: str
    status: int
    fetched_at: datetime


Fetched = Page | NotModified | Gone


class VisitOutcome(StrEnum):
    """How the last visit to an article's page ended."""

    REVISED = "revised"
    UNCHANGED = "unchanged"
    #: A block page, consent wall or challenge stood where the article should be.
    BLOCKED = "blocked"
    PAYWALLED = "paywalled"
    GONE = "gone"
    FAILED = "failed"
    #: What was found waits for a second fetch.
    HELD = "held"
    #: The address leads to an article that another visit reads.
    FOLDED = "folded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A planned fetch of one article's page; it stays after the fetch, for the next one."""

    #: The address the feed gave; its key.
    url: str
    feed_id: str
    outlet: str
    #: The feed's entry as last seen.
    item: FeedItem
    found_at: datetime
    due_at: datetime
    article_id: str | None = None
    validators: Validators = Validators()
    #: Visits failed in a row.
    failures: int = 0
    last_visit_at: datetime | None = None
    last_change_at: datetime | None = None
    outcome: VisitOutcome | None = None
    #: Why the outcome was what it was, for a person.
    note: str | None = None
    #: When the article's text last stood there.
    present_at: datetime | None = None
    #: Revisions that visits found after the first.
    changes: int = 0
    #: When the article last touched a claim, or a claim the article.
    touched_at: datetime | None = None
    #: Whether the feed's hint at an edit pulled this visit in.
    hinted: bool = False
    #: Such hints in a row that no edit followed.
    empty_hints: int = 0
    #: Answers in a row that nothing changed (304).
    unmodified: int = 0
    #: Whether the host said that nothing changed when it had; it is asked for the page instead.
    distrusted: bool = False
