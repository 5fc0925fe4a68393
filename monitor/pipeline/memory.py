"""What is on record when a page has been visited: all that deciding about it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.article import Article, Extract, Provisional, Revision, TextOrigin
from monitor.model.feed import Page, Visit, VisitOutcome
from monitor.pipeline.finding import Found
from monitor.ports import Unit
from monitor.rules.folding import CLOSE, Candidate, Fold, fold
from monitor.rules.identity import article_id, content_hash, fold_space
from monitor.rules.syndication import signature

#: How far back another article of the same body is looked for.
_BODY_WINDOW = timedelta(days=14)

#: Failures in a row after which another address of the article is read instead.
_READER_FAILURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is on record of an article that a visit leads to."""

    visit: Visit
    article: Article | None = None
    revisions: Sequence[Revision] = ()
    held: Provisional | None = None
    held_page: Page | None = None
    #: Why the page belongs to an article that it was not known to lead to.
    fold: Fold | None = None
    #: Whether another visit reads the article.
    read_elsewhere: bool = False
    #: Whether another article of the outlet has the body that was found.
    another_body: bool = False

    @property
    def latest(self) -> Revision | None:
        """The last revision on record."""
        return self.revisions[-1] if self.revisions else None


def last_kept(unit: Unit, visit: Visit) -> Revision | None:
    """Get the last revision of the article that a visit led to before."""
    revisions = unit.revisions.all(visit.article_id) if visit.article_id else ()
    return revisions[-1] if revisions else None


def remember(unit: Unit, visit: Visit, found: Found, now: datetime) -> Memory:
    """Load what is on record of the article that a visit leads to."""
    if visit.article_id is not None:
        why, article = None, unit.articles.find(visit.article_id)
    else:
        why, article = _fold(unit, visit, found.extract, now)
    if article is None:
        return Memory(visit=visit)
    revisions = unit.revisions.all(article.id)
    held = unit.provisionals.find(article.id)
    return Memory(
        visit=visit,
        article=article,
        revisions=revisions,
        held=held,
        held_page=unit.provisionals.page(article.id) if held else None,
        fold=why,
        read_elsewhere=why is not Fold.GUID and _read_elsewhere(unit, article, visit, found),
        another_body=_another_body(unit, article, revisions, found.extract, now),
    )


def _fold(
    unit: Unit, visit: Visit, extract: Extract | None, now: datetime
) -> tuple[Fold | None, Article | None]:
    if extract is None:
        return None, None
    folded = fold(extract, visit, _candidates(unit, visit, extract, now), now)
    return folded or (None, None)


def _candidates(unit: Unit, visit: Visit, extract: Extract, now: datetime) -> list[Candidate]:
    """Collect articles by address, by the feed's guid, and by their words."""
    places = (article_id(extract.url), article_id(visit.url))
    found = [article for place in places if (article := unit.articles.find(place))]
    siblings = unit.visits.known(visit.feed_id, [visit.item.guid])
    by_guid = {v.article_id for v in siblings if v.article_id and v.url != visit.url}
    sketch = signature(extract.text)
    alike = unit.revisions.similar(sketch, now - CLOSE) if sketch else ()
    others = map(unit.articles.get, (*by_guid, *(revision.article_id for revision in alike)))
    articles = {article.id: article for article in (*found, *others)}
    return [
        Candidate(
            article=article,
            revisions=unit.revisions.all(article.id),
            same_guid=article.id in by_guid,
        )
        for article in articles.values()
    ]


def _read_elsewhere(unit: Unit, article: Article, visit: Visit, found: Found) -> bool:
    """Tell whether another visit reads the article, and can."""
    reader = unit.visits.find(article.page_url or article.url)
    if reader is None or reader.url == visit.url or reader.article_id != article.id:
        return False
    return not (_is_lost(reader) and found.extract and found.extract.origin is TextOrigin.PAGE)


def _is_lost(reader: Visit) -> bool:
    return reader.outcome is VisitOutcome.GONE or reader.failures >= _READER_FAILURES


def _another_body(
    unit: Unit,
    article: Article,
    revisions: Sequence[Revision],
    extract: Extract | None,
    now: datetime,
) -> bool:
    if extract is None or not revisions:
        return False
    if content_hash(extract.headline, extract.text) == revisions[-1].content_hash:
        return False
    body, sketch = fold_space(extract.text), signature(extract.text)
    alike = unit.revisions.similar(sketch, now - _BODY_WINDOW) if sketch else ()
    others = [r for r in alike if r.article_id != article.id and fold_space(r.text) == body]
    return any(unit.articles.get(r.article_id).outlet == article.outlet for r in others)
