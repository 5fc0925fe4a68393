"""Kept pages read anew, where another extractor read them before."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from monitor.model.article import Extract, TextOrigin
from monitor.model.errors import StorageError
from monitor.model.feed import Page
from monitor.pipeline.attempt import Failure, attempt
from monitor.pipeline.writing import write_steps
from monitor.ports import Archive, Clock, Extractor
from monitor.rules.confirming import read_anew
from monitor.rules.sightings import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """Brings last revisions up to the present extractor; one commit an article."""

    archive: Archive
    extractor: Extractor
    clock: Clock

    async def one(self, article_id: str, extractor: str) -> str:
        """Read an article's last kept page anew, and put on record what differs.

        Args:
            article_id: Whose page.
            extractor: Name of the extractor that reads; what it read itself is left alone.

        Returns:
            `technical` where its reading differs, `same` where it does not, `left` where there
            is nothing to do or no kept page to do it with.
        """
        extract = await reread(self.archive, self.extractor, article_id, extractor)
        if extract is None:
            return "left"
        return await asyncio.to_thread(self._keep, article_id, extract)

    def _keep(self, article_id: str, extract: Extract) -> str:
        now = self.clock.now()
        with self.archive.unit() as unit:
            article, revisions = unit.articles.get(article_id), unit.revisions.all(article_id)
            record, steps = read_anew(Record(article=article, revisions=revisions), extract, now)
            unit.articles.put(record.article)
            write_steps(unit, steps, {}, now)
            unit.provisionals.remove(article_id)
        return "technical" if steps else "same"


async def reread(
    archive: Archive, extractor: Extractor, article_id: str, name: str
) -> Extract | None:
    """Extract an article's last kept page anew, where an extractor of another name read it.

    None where there is nothing to do, or no way: no bytes were kept, or they hold no
    article for this extractor.
    """
    page = await asyncio.to_thread(_kept_page, archive, article_id, name)
    if page is None:
        return None
    extract = await attempt(page.url, extractor.extract(page))
    return None if isinstance(extract, Failure) else extract


def _kept_page(archive: Archive, article_id: str, name: str) -> Page | None:
    with archive.unit() as unit:
        article, revisions = unit.articles.get(article_id), unit.revisions.all(article_id)
    latest = revisions[-1] if revisions else None
    if latest is None or latest.origin is not TextOrigin.PAGE or latest.raw_hash is None:
        return None
    if name in {latest.extractor, article.read_by}:
        return None
    try:
        return archive.page(latest)
    except StorageError:  # not kept, or damaged: the page is compared as it was read then
        return None
