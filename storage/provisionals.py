"""The sightings that wait for a second fetch, with their bytes."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, delete, select

from monitor.model.article import Provisional
from storage.shelf import Shelf
from storage.tables import ProvisionalRow


class SqlProvisionals:
    """The sightings that wait for a second fetch, one an article.

    Their bytes stand in the row and not among the raw pages: most sightings that look like
    noise are noise, and go without leaving a file behind.
    """

    def __init__(self, connection: Connection, *, keep_raw: bool) -> None:
        self._connection = connection
        self._keep_raw = keep_raw
        self._shelf = Shelf(connection, ProvisionalRow, Provisional)

    def put(self, provisional: Provisional, raw: bytes | None) -> None:
        """Hold a sighting with the bytes it was extracted from, instead of the one held before."""
        kept = zlib.compress(raw) if raw is not None and self._keep_raw else None
        self._shelf.put(provisional, raw=kept)

    def find(self, article_id: str) -> Provisional | None:
        """Find the sighting held for an article."""
        return self._shelf.find(ProvisionalRow.article_id == article_id)

    def raw(self, article_id: str) -> bytes | None:
        """Give the bytes of the sighting held for an article, None when none were kept."""
        held = select(ProvisionalRow.raw).where(ProvisionalRow.article_id == article_id)
        raw = self._connection.execute(held).scalar_one_or_none()
        return None if raw is None else zlib.decompress(raw)

    def remove(self, article_id: str) -> None:
        """Let go of the sighting held for an article; none held is fine."""
        held = ProvisionalRow.article_id == article_id
        self._connection.execute(delete(ProvisionalRow).where(held))
