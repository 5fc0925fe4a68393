"""Clocks: the machine's, and one that an archive's own time is played on."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Tell the present instant."""
        return datetime.now(UTC)


class ReplayClock:
    """A clock that stands still until it is set on."""

    def __init__(self, at: datetime) -> None:
        """Start at an instant."""
        self._at = at

    def now(self) -> datetime:
        """Tell the instant it was last set to."""
        return self._at

    def advance(self, to: datetime) -> None:
        """Set the clock on; it never goes back."""
        self._at = max(self._at, to)
