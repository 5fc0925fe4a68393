"""What the four stages of the river have in common: due items, taken one by one.

    poll     due feeds      -> visits, poll state
    visit    due visits     -> revision, change, assess job
    assess   assess jobs    -> readings, standings, alerts, deliver jobs
    deliver  deliver jobs   -> attempts, receipts

Each stage loads, thinks and commits; stages are joined by committed rows only and
never call each other. An item is whatever the stage's `due` lists; `one` sees it
through and says how it ended; `fail` records an error that nobody expected, so that
a broken item waits instead of spinning.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Stage(Protocol[T]):
    """A stage of the river."""

    @property
    def name(self) -> str:
        """Name in logs and tallies."""
        ...

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[T]:
        """List (and where the stage leases, take) items that are due and not under way.

        Args:
            limit: Of them, at most.
            under_way: Keys of the items that this process works on already.
        """
        ...

    def key(self, item: T) -> str:
        """Tell what identifies an item among those under way."""
        ...

    async def one(self, item: T) -> str:
        """See one item through; give its outcome in a word, for the tally."""
        ...

    async def fail(self, item: T, error: str) -> None:
        """Set an item aside after an unexpected error."""
        ...
