"""The book of closed hosts that manners keep, in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model.feed import ClosedHost
from monitor.ports import Archive, Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedHostBook:
    """The `HostBook` in an archive."""

    archive: Archive
    clock: Clock

    def closed(self) -> Sequence[ClosedHost]:
        """List the hosts that are closed now."""
        with self.archive.unit() as unit:
            return unit.hosts.closed(self.clock.now())

    async def close(self, host: ClosedHost) -> None:
        """Keep a host closed until its instant."""
        await asyncio.to_thread(self._close, host)

    def _close(self, host: ClosedHost) -> None:
        with self.archive.unit() as unit:
            unit.hosts.close(host)
