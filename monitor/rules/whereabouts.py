"""Where an article's page stands: there, gone, moved, back, or behind a paywall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.model.alert import AlertReason
from monitor.model.article import Article, ArticleState, Extract, Revision
from monitor.model.feed import VisitOutcome
from monitor.rules.identity import alike, article_id, canonical_url

#: Two texts are of one article when they share this much of the shorter one, in [0, 1].
#: Source: judgement; texts on different subjects share under 0.05 of their three-word phrases.
ALIKE = 0.3

_SHUT = {
    VisitOutcome.GONE: ArticleState.GONE,
    VisitOutcome.PAYWALLED: ArticleState.PAYWALLED,
}


def known_places(article: Article) -> frozenset[str]:
    """Collect the ids of all addresses that lead to an article."""
    return frozenset({article.id, article_id(article.url), *map(article_id, article.aliases)})


def leads_elsewhere(article: Article, latest: Revision, extract: Extract) -> bool:
    """Tell whether an address leads to another page now, as the front page of a site.

    An article that was taken down is often led to a page like that instead of answered with 404.
    """
    if article_id(extract.url) in known_places(article):
        return False
    return alike(latest.text, extract.text) < ALIKE and latest.headline != extract.headline


def shut(article: Article, outcome: VisitOutcome, previous: VisitOutcome | None) -> Article:
    """Note that a page is gone or behind a paywall once two visits in a row say so."""
    state = _SHUT.get(outcome)
    if state is None or outcome is not previous or article.state is state:
        return article
    return replace(article, state=state)


def stands(article: Article, extract: Extract | None) -> Article:
    """Note that the page was read, at whichever address, or answered that nothing changed."""
    if extract is not None and article_id(extract.url) not in known_places(article):
        return moved(article, extract.url)
    match article.state:
        case ArticleState.GONE:
            return replace(article, state=ArticleState.RESTORED)
        case ArticleState.PAYWALLED:
            return replace(article, state=ArticleState.LIVE)
        case ArticleState.LIVE | ArticleState.MOVED | ArticleState.RESTORED:
            return article


def moved(article: Article, url: str) -> Article:
    """Follow an article to another address; the ones before still lead to it."""
    address = canonical_url(url)
    aliases = dict.fromkeys((*article.aliases, article.url, address))
    state = ArticleState.RESTORED if article.state is ArticleState.GONE else ArticleState.MOVED
    return replace(article, url=address, aliases=tuple(aliases), state=state)


def whereabouts_alert(before: Article, after: Article) -> AlertReason | None:
    """Say what a desk should hear of a page that was there and is gone, or is back."""
    was_gone, is_gone = (article.state is ArticleState.GONE for article in (before, after))
    if was_gone == is_gone:
        return None
    return AlertReason.TAKEDOWN if is_gone else AlertReason.RESTORATION


def since(before: Article, after: Article, now: datetime) -> Article:
    """Note when an article came into its state."""
    if before.state is after.state:
        return after
    gone_at = now if after.state is ArticleState.GONE else after.gone_at
    return replace(after, state_since=now, gone_at=gone_at)


def is_same_article(latest: Sequence[Revision], extract: Extract) -> bool:
    """Tell whether a page tells what an article last told."""
    return any(alike(revision.text, extract.text) >= ALIKE for revision in latest[-1:])
