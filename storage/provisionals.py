"""The sightings that wait for a second fetch, with their pages."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, delete, select

from monitor.model.article import Provisional
from monitor.model.feed import Page
from storage.exchange import read_page
from storage.shelf import Shelf
from storage.tables import ProvisionalRow
from storage.warc import record_page


class SqlProvisionals:
    """The sightings that wait for a second fetch, one an article.

    Their pages stand in the row and not among the raw pages: most sightings that look like
    noise are noise, and go without leaving a file behind. They stand there as WARC records,
    so that the page of a confirmed one is kept as whole as any other, and holds no more.
    """

    def __init__(self, connection: Connection, *, keep_pages: bool) -> None:
        self._connection = connection
        self._keep_pages = keep_pages
        self._shelf = Shelf(connection, ProvisionalRow, Provisional)

    def put(self, provisional: Provisional, page: Page | None) -> None:
        """Hold a sighting with the page it was extracted from, instead of the one held before."""
        kept = _recorded(page, provisional) if page is not None and self._keep_pages else None
        self._shelf.put(provisional, page=kept)

    def find(self, article_id: str) -> Provisional | None:
        """Find the sighting held for an article."""
        return self._shelf.find(ProvisionalRow.article_id == article_id)

    def page(self, article_id: str) -> Page | None:
        """Give the page of the sighting held for an article, None when none was kept.

        Raises:
            StorageError: It is damaged.
        """
        held = select(ProvisionalRow.page).where(ProvisionalRow.article_id == article_id)
        kept = self._connection.execute(held).scalar_one_or_none()
        return None if kept is None else read_page(kept)

    def remove(self, article_id: str) -> None:
        """Let go of the sighting held for an article; none held is fine."""
        held = ProvisionalRow.article_id == article_id
        self._connection.execute(delete(ProvisionalRow).where(held))


def _recorded(page: Page, provisional: Provisional) -> bytes:
    key = sha256(page.body).hexdigest()
    return record_page(page, key=key, of=provisional.article_id, first=None)
