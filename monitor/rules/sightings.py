"""What is on record of a page, what is seen in it, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model.article import Article, Extract, Provisional, Revision, SightingVerdict
from monitor.model.change import Change
from monitor.rules.identity import content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is on record of an article when its page is seen again."""

    article: Article
    #: Oldest first, at least one.
    revisions: Sequence[Revision]
    held: Provisional | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a visit found in the page."""

    extract: Extract
    raw_hash: str | None
    seen_at: datetime
    #: Whether the body is that of another article of the outlet.
    another_body: bool = False
    #: The last revision's page as the present extractor reads it, where another one read it.
    rederived: Extract | None = None

    @property
    def content_hash(self) -> str:
        """Hash of the words found."""
        return content_hash(self.extract.headline, self.extract.text)


@dataclass(frozen=True, slots=True)
class Step:
    """A revision to be written, and the change that led to it."""

    revision: Revision
    #: None for the first.
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a sighting turned out to be, and what follows from it."""

    verdict: SightingVerdict
    article: Article
    steps: tuple[Step, ...] = ()
    #: What waits for a second fetch from now on.
    held: Provisional | None = None
    #: Whether that fetch comes within minutes. A page that brings another text each time waits.
    soon: bool = False
