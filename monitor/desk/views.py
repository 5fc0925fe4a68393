"""What each page shows, as values that templates and JSON are written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.desk.ledger import Voice, Watched
from monitor.desk.marks import Marked
from monitor.model.alert import Alert, Attempt, Delivery
from monitor.model.article import Article, Revision, WebCopy
from monitor.model.change import Change
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Reading, Standing
from monitor.rules.laying import Run, Section, rows, sections


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim among others."""

    claim: Claim
    standing: Standing
    #: How many sources stand on each side.
    supporting: int
    contradicting: int
    #: When a source last took a new side.
    moved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """All claims, and the latest alerts."""

    claims: tuple[ClaimLine, ...]
    alerts: Sequence[Alert]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What one revision was read to say of a claim."""

    at: datetime
    outlet: str
    headline: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """All that is on record on one claim."""

    claim: Claim
    standing: Standing
    supporting: tuple[Voice, ...]
    contradicting: tuple[Voice, ...]
    neutral: tuple[Voice, ...]
    watched: tuple[Watched, ...]
    #: Newest first.
    moments: tuple[Moment, ...]
    #: How many revisions bear on the claim in all.
    revisions: int
    alerts: Sequence[Alert]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article among others, as it reads now."""

    article: Article
    headline: str
    revisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """A revision among an article's others, and the change that led to it."""

    revision: Revision
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One revision of an article, with what rests on it and what the edit did."""

    article: Article
    revision: Revision
    change: Change | None
    #: Newest first.
    revisions: tuple[RevisionLine, ...]
    #: What takes a side, as a reader meets it.
    evidence: tuple[Evidence, ...]
    #: Ids of the claims that it talks about without a side.
    mentions: tuple[str, ...]
    #: Texts of all these claims, by id.
    claims: Mapping[str, str]
    headline: Sequence[Marked]
    text: Sequence[Marked]
    #: The edit laid over the revision before; empty for the first.
    headline_edit: Sequence[Run]
    text_edit: Sequence[Run]
    #: The revision before, None for the first.
    before: Revision | None
    #: What became of asking a web archive for a copy, None where none was asked.
    web_copy: WebCopy | None

    @property
    def sections(self) -> list[Section]:
        """The edit, paragraph by paragraph."""
        return sections(rows(self.text_edit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A delivery and every attempt at it."""

    delivery: Delivery
    attempts: Sequence[Attempt]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """One alert, what was told with it, and whether it reached anybody."""

    alert: Alert
    told_with: Sequence[Alert]
    deliveries: tuple[Sent, ...]
