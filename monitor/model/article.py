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
    """Whether the article's page still stands."""

    LIVE = "live"
    GONE = "gone"


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
    reprint_of: Syndication | None = None


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
