"""Turns: work on one thing is done one after another, work on different things at once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary


@dataclass(frozen=True, slots=True)
class Turns:
    """Hands out one lock a key, in the order of asking; a key nobody holds takes no room."""

    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def of(self, key: str) -> asyncio.Lock:
        """Give the lock of a key, to be held with `async with`."""
        return self._locks.setdefault(key, asyncio.Lock())
