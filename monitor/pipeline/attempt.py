"""The one place where an expected error becomes a value that flows beside the others."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from monitor.model.errors import MonitorError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """What was tried, and the error that it ended in."""

    item: str
    error: MonitorError

    @property
    def reason(self) -> str:
        """Tell the reason, as a person would want to read it."""
        return str(self.error)


async def attempt(item: str, work: Awaitable[T]) -> T | Failure:
    """Await some work; give its result, or the Failure it ended in."""
    try:
        return await work
    except MonitorError as error:
        return Failure(item, error)
