"""Words for articles, their revisions, and what an extractor finds in a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TextOrigin(StrEnum):
    """Where a revision's text was taken from."""

    PAGE = "page"
    #: The feed's own content, because the page could not be read.
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """An article as an extractor found it in one page."""

    #: Canonical address as the page states it, else where the fetch ended.
    url: str
    headline: str
    #: Paragraphs parted by one empty line.
    text: str
    byline: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    #: ISO 639-1 code detected from the text, None when undecided.
    language: str | None = None
    origin: TextOrigin = TextOrigin.PAGE
    #: Name and version of the extractor.
    extractor: str


class SyndicationReason(StrEnum):
    """Why an article is held to be a reprint."""

    CREDIT_LINE = "credit_line"
    SAME_TEXT = "same_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndication:
    """What a reprint was printed from: an article we hold, or an outlet it credits."""

    reason: SyndicationReason
    outlet: str
    article_id: str | None = None


class ArticleState(StrEnum):
    """Where the article's page stands, as two visits found it."""

    LIVE = "live"
    #: The host says that there is no such page, or leads to another one.
    GONE = "gone"
    #: It stands, at another address than it was found at.
    MOVED = "moved"
    #: It stands again, after it was gone.
    RESTORED = "restored"
    #: Only its opening is shown, to those who do not pay.
    PAYWALLED = "paywalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A text that stood on a page at one sighting and not at the next."""

    content_hash: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Flapping:
    """The texts that a page serves in turn."""

    #: Their content hashes, the one first that was there first.
    hashes: tuple[str, ...]
    #: The one that the last visit met.
    showing: str
    #: Since when no other was met.
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story at one outlet, as we keep it; its words stand in its revisions."""

    id: str
    #: Canonical address.
    url: str
    outlet: str
    feed_id: str
    first_seen_at: datetime
    published_at: datetime | None = None
    state: ArticleState = ArticleState.LIVE
    #: When it came into this state, None for the first.
    state_since: datetime | None = None
    #: When it was last found gone.
    gone_at: datetime | None = None
    reprint_of: Syndication | None = None
    #: Other canonical addresses that lead to it, oldest first.
    aliases: tuple[str, ...] = ()
    #: Key of the visit that reads it; other visits that lead here only look whether they do.
    page_url: str | None = None
    #: Extractor whose reading of the last kept page is the last revision; None: the revision's.
    read_by: str | None = None
    #: Sightings that did not stand, latest last.
    passing: tuple[Variant, ...] = ()
    flapping: Flapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An article's text as it stood at one sighting; never overwritten."""

    article_id: str
    #: From 1, without gaps.
    number: int
    headline: str
    text: str
    byline: str | None = None
    language: str | None = None
    origin: TextOrigin = TextOrigin.PAGE
    seen_at: datetime
    #: Of headline and text, whitespace folded; the first character is the recipe's version.
    content_hash: str
    extractor: str
    #: SHA-256 of the raw bytes it was extracted from, None when it came from a feed.
    raw_hash: str | None = None
    #: MinHash signature of the text, empty when the text is too short to compare.
    signature: tuple[int, ...] = ()


class Doubt(StrEnum):
    """Why a sighting waits for a second fetch before it is taken for an edit."""

    #: It differs in furniture only.
    FURNITURE = "furniture"
    #: It differs in nothing that a reader relies on.
    SMALL = "small"
    #: Only the headline differs: outlets try several on their readers.
    HEADLINE_ONLY = "headline_only"
    #: Most of the text is missing.
    SHRUNK = "shrunk"
    #: The body is that of another article of the outlet.
    ANOTHER_BODY = "another_body"
    #: The text has stood here before: a revert, an old copy, or a page that flaps.
    KNOWN_TEXT = "known_text"


class SightingVerdict(StrEnum):
    """What a sighting of a page turned out to be."""

    FIRST = "first"
    UNCHANGED = "unchanged"
    #: An edit that needs no second look.
    EDITED = "edited"
    #: It waits for a second fetch.
    HELD = "held"
    #: The second fetch found it again: it is an edit.
    CONFIRMED = "confirmed"
    #: The second fetch found an earlier text of the article again: the outlet took its edit back.
    REVERTED = "reverted"
    #: The second fetch found the last revision again: it was no edit.
    PASSED = "passed"
    #: The page serves two texts in turn; told once.
    FLAPPING = "flapping"
    #: One of the texts that the page is known to serve in turn.
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """A sighting that waits for a second fetch; its page is kept with it."""

    article_id: str
    extract: Extract
    content_hash: str
    doubt: Doubt
    seen_at: datetime
    #: SHA-256 of the page's bytes.
    raw_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebCopy:
    """What became of asking a public web archive to copy the page of a revision."""

    article_id: str
    revision: int
    #: When it was last asked.
    asked_at: datetime
    #: Address of the copy, None while there is none.
    url: str | None = None
    #: Why there is none, for a person.
    note: str | None = None
