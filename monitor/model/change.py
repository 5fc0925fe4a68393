"""Words for the difference between two revisions of an article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What an edit did; several may hold for one change."""

    HEADLINE = "headline"
    COPYEDIT = "copyedit"
    UPDATE = "update"
    NUMBER = "number"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    SOFTENED = "softened"
    HARDENED = "hardened"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    BOILERPLATE = "boilerplate"
    #: The text differs because we read it differently (another extractor or origin).
    TECHNICAL = "technical"
    #: The words of an earlier revision stand again.
    REVERT = "revert"
    #: The page serves this text and the one before in turn.
    FLAPPING = "flapping"


class Field(StrEnum):
    """Which part of a revision an offset counts in."""

    HEADLINE = "headline"
    TEXT = "text"


class HunkKind(StrEnum):
    """What one contiguous edit did."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    #: The words stand elsewhere in the other revision, unchanged.
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """One contiguous edit: the old text's [start:end] became `after`.

    Applying all hunks of a change to the old text, from the last to the first,
    gives the new text exactly.
    """

    field: Field
    kind: HunkKind
    #: Character offsets into the old text.
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The difference of two consecutive revisions, classified."""

    article_id: str
    from_number: int
    to_number: int
    kinds: frozenset[ChangeKind]
    #: Whether a reader who relied on the older revision should know of it.
    material: bool
    #: Text of the correction, clarification or editor's note that appeared, if any.
    notice: str | None
    hunks: tuple[Hunk, ...]
