"""How waits grow and spread."""

from __future__ import annotations

from datetime import timedelta


def doubled(wait: timedelta, times: int, ceiling: timedelta) -> timedelta:
    """Double a wait so many times, up to a ceiling."""
    return min(wait * (1 << min(max(times, 0), 16)), ceiling)


def spread(wait: timedelta, share: float, jitter: float) -> timedelta:
    """Lengthen a wait by up to a share, so that what began together does not return together."""
    return wait * (1 + share * jitter)
