"""Words for the claims a desk is tracking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClaimState(StrEnum):
    """Whether reports are read against the claim."""

    TRACKED = "tracked"
    PAUSED = "paused"
    CLOSED = "closed"


#: An alias of fewer words is a name for what the claim speaks of, and says nothing by itself.
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable sentence that a desk is tracking."""

    id: str
    text: str
    #: Watched speakers: people and institutions whose word changes the story.
    watch: tuple[str, ...] = ()
    #: Who first reported it.
    origin: str | None = None
    first_reported: date | None = None
    topic: str | None = None
    notes: str | None = None
    #: Other wordings of the claim, or other names for what it speaks of.
    aliases: tuple[str, ...] = ()
    state: ClaimState = ClaimState.TRACKED

    @property
    def wordings(self) -> tuple[str, ...]:
        """The claim's text and those of its aliases that say as much: sentences, not names."""
        said = (alias for alias in self.aliases if len(alias.split()) >= _FEWEST_WORDS)
        return (self.text, *said)
