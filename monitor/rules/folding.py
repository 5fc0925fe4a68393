"""Which article a page belongs to that was found at an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.article import Article, Extract, Revision
from monitor.model.feed import FeedItem, Visit
from monitor.rules.identity import article_id, content_hash, fold_space
from monitor.rules.whereabouts import is_same_article

#: The same words under another address are one article when they were printed so close together.
#: Source: judgement; columns and service texts return word for word after a week.
CLOSE = timedelta(days=2)

#: Addresses that one guid may bring for one headline; more are spellings that never end.
_MOST_LINKS = 3


class Fold(StrEnum):
    """Why a page belongs to an article that is on record."""

    #: It names, or is, an address of that article.
    ADDRESS = "address"
    #: The feed gave the same entry another link, and the text is the article's.
    GUID = "guid"
    #: Headline and text are the same, printed at the same time by the same outlet.
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that a page may belong to."""

    article: Article
    #: Oldest first.
    revisions: Sequence[Revision]
    #: Whether a visit of the same feed and guid led to it.
    same_guid: bool = False


def fold(
    extract: Extract, visit: Visit, candidates: Sequence[Candidate], now: datetime
) -> tuple[Fold, Article] | None:
    """Say which of the articles a page belongs to; None when it is an article of its own.

    An address that has an article of its own is never folded into another one, and a text
    unlike the article's never into it: an id is given up by no one.
    """
    places = {article_id(extract.url), article_id(visit.url)}
    for one in candidates:
        if one.article.id == article_id(extract.url):
            return Fold.ADDRESS, one.article
    for one in candidates:
        if one.article.outlet != visit.outlet or not one.revisions:
            continue
        known = places & {article_id(url) for url in (one.article.url, *one.article.aliases)}
        same = is_same_article(one.revisions, extract)
        if known and same:
            return Fold.ADDRESS, one.article
        if one.same_guid and same:
            return Fold.GUID, one.article
        if _same_words(one, extract, visit, now):
            return Fold.WORDS, one.article
    return None


def visit_for(item: FeedItem, by_guid: Sequence[Visit], by_link: Visit | None) -> Visit | None:
    """Choose the visit that reads a feed's item; None when the item needs one of its own.

    A link says more than a guid: feeds change guids, give one to several items, and keep it
    for an article that moves. A link that differs in its query only, or differs ever again,
    is the same one with a session in it.
    """
    if by_link is not None:
        return by_link
    told = [visit for visit in by_guid if _same_headline(visit.item, item)]
    page = item.url.partition("?")[0]
    same_page = [visit for visit in told if visit.url.partition("?")[0] == page]
    if same_page:
        return same_page[0]
    return told[-1] if len(told) >= _MOST_LINKS else None


def _same_headline(one: FeedItem, other: FeedItem) -> bool:
    return fold_space(one.headline) == fold_space(other.headline)


def _same_words(one: Candidate, extract: Extract, visit: Visit, now: datetime) -> bool:
    words = content_hash(extract.headline, extract.text)
    if words not in {revision.content_hash for revision in one.revisions}:
        return False
    ours = extract.published_at or visit.item.published_at
    theirs = one.article.published_at
    if ours and theirs:
        return abs(ours - theirs) <= CLOSE
    return now - one.article.first_seen_at <= CLOSE
