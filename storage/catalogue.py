"""What is on record and replaced as it changes: feeds, hosts, visits, articles, claims, mutes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, true

from monitor.model.alert import Silence
from monitor.model.article import Article
from monitor.model.claim import Claim
from monitor.model.feed import ClosedHost, Feed, Visit
from monitor.rules.identity import article_id
from storage.columns import digest
from storage.shelf import Shelf
from storage.tables import (
    AddressRow,
    ArticleRow,
    ClaimRow,
    ClosedHostRow,
    FeedRow,
    SilenceRow,
    VisitRow,
)

#: Keys in one question, each of two parameters; SQLite takes 32,766 of them, older builds 999.
_BATCH = 400


class SqlFeeds:
    """The feeds on record."""

    def __init__(self, connection: Connection) -> None:
        self._shelf = Shelf(connection, FeedRow, Feed)

    def put(self, feed: Feed) -> None:
        """Add the feed, or replace the one of the same id."""
        self._shelf.put(feed, next_poll_at=feed.poll.next_poll_at)

    def get(self, feed_id: str) -> Feed:
        """Get one feed."""
        return self._shelf.get(feed_id, FeedRow.id == feed_id)

    def all(self) -> Sequence[Feed]:
        """List all feeds by id."""
        # Sorted here, because the two databases collate differently.
        return sorted(self._shelf.list(order=()), key=lambda feed: feed.id)

    def due(self, now: datetime, limit: int) -> Sequence[Feed]:
        """List feeds not paused whose next poll is due, longest due first."""
        return self._shelf.list(
            ~FeedRow.paused,
            FeedRow.next_poll_at <= now,
            order=(FeedRow.next_poll_at, FeedRow.id),
            limit=limit,
        )

    def remove(self, feed_id: str) -> None:
        """Forget the feed and its visits; articles stay."""
        self._shelf.remove(feed_id, FeedRow.id == feed_id)


class SqlHosts:
    """The hosts that asked to be left alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shelf = Shelf(connection, ClosedHostRow, ClosedHost)

    def close(self, host: ClosedHost) -> None:
        """Keep a host closed until its instant, in place of what was said of it before."""
        self._shelf.put(host)

    def closed(self, now: datetime) -> Sequence[ClosedHost]:
        """List hosts that are closed still, by name; forget the others."""
        self._connection.execute(delete(ClosedHostRow).where(ClosedHostRow.until <= now))
        return sorted(self._shelf.list(order=()), key=lambda closed: closed.host)


class SqlVisits:
    """The article pages to be fetched, and when."""

    def __init__(self, connection: Connection) -> None:
        self._shelf = Shelf(connection, VisitRow, Visit)

    def put(self, visit: Visit) -> None:
        """Add the visit, or replace the one of the same URL."""
        self._shelf.put(
            visit,
            url_hash=digest(visit.url),
            guid_hash=digest(visit.item.guid),
            place=article_id(visit.url),
        )

    def find(self, url: str) -> Visit | None:
        """Find the visit planned for a URL, or else the first one for another spelling of it."""
        order = (VisitRow.due_at, VisitRow.url_hash)
        return self._shelf.find(VisitRow.url_hash == digest(url)) or next(
            iter(self._shelf.list(VisitRow.place == article_id(url), order=order, limit=1)), None
        )

    def known(
        self, feed_id: str, guids: Collection[str], urls: Collection[str] = ()
    ) -> Sequence[Visit]:
        """List the visits that came from these items of a feed, or from any to these addresses.

        Another spelling of an address is that address; of two, the one due first comes first.
        """
        by_guid = [visit for batch in _batches(guids) for visit in self._known(feed_id, batch)]
        seen = {visit.url for visit in by_guid}
        by_url = [visit for batch in _batches(urls) for visit in self._leading_to(batch)]
        return by_guid + [visit for visit in by_url if visit.url not in seen]

    def due(self, now: datetime, limit: int) -> Sequence[Visit]:
        """List visits that are due, longest due first."""
        order = (VisitRow.due_at, VisitRow.url_hash)
        return self._shelf.list(VisitRow.due_at <= now, order=order, limit=limit)

    def all(self, feed_id: str | None = None) -> Sequence[Visit]:
        """List visits, of one feed or of all, by URL."""
        where = true() if feed_id is None else VisitRow.feed_id == feed_id
        return sorted(self._shelf.list(where, order=()), key=lambda visit: visit.url)

    def _known(self, feed_id: str, guids: Sequence[str]) -> Sequence[Visit]:
        return self._shelf.list(
            VisitRow.feed_id == feed_id,
            VisitRow.guid_hash.in_([digest(guid) for guid in guids]),
            order=(VisitRow.guid_hash, VisitRow.url_hash),
        )

    def _leading_to(self, urls: Sequence[str]) -> Sequence[Visit]:
        # Visits of the first release have no place until they are made again.
        hashes, places = [digest(url) for url in urls], [article_id(url) for url in urls]
        return self._shelf.list(
            or_(VisitRow.url_hash.in_(hashes), VisitRow.place.in_(places)),
            order=(VisitRow.due_at, VisitRow.url_hash),
        )


def _batches(keys: Collection[str]) -> list[list[str]]:
    """Cut keys into questions that a database takes."""
    told = sorted(set(keys))
    return [told[start : start + _BATCH] for start in range(0, len(told), _BATCH)]


class SqlArticles:
    """The articles on record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shelf = Shelf(connection, ArticleRow, Article)

    def put(self, article: Article) -> None:
        """Add the article, or replace the one of the same id."""
        first_sighting = article.first_seen_at
        self._shelf.put(article, keeping=("last_seen_at",), last_seen_at=first_sighting)
        for alias in article.aliases:
            self._add_address(article_id(alias), article.id)

    def get(self, article_id: str) -> Article:
        """Get one article."""
        return self._shelf.get(article_id, ArticleRow.id == article_id)

    def find(self, article_id: str) -> Article | None:
        """Find the article of an id, or else the one that an address of that id leads to."""
        leads_to = select(AddressRow.article_id).where(AddressRow.place == article_id)
        return self._shelf.find(ArticleRow.id == article_id) or self._shelf.find(
            ArticleRow.id == leads_to.scalar_subquery()
        )

    def latest(self, limit: int, outlet: str | None = None) -> Sequence[Article]:
        """List articles, last seen first: by their last revision."""
        where = true() if outlet is None else ArticleRow.outlet == outlet
        order = (ArticleRow.last_seen_at.desc(), ArticleRow.id)
        return self._shelf.list(where, order=order, limit=limit)

    def _add_address(self, place: str, article_id: str) -> None:
        known = select(AddressRow.place).where(AddressRow.place == place)
        if self._connection.execute(known).first() is None:
            row = {"place": place, "article_id": article_id}
            self._connection.execute(insert(AddressRow), [row])


class SqlClaims:
    """The claims on record."""

    def __init__(self, connection: Connection) -> None:
        self._shelf = Shelf(connection, ClaimRow, Claim)

    def put(self, claim: Claim) -> None:
        """Add the claim, or replace the one of the same id in its place."""
        self._shelf.put(claim)

    def get(self, claim_id: str) -> Claim:
        """Get one claim."""
        return self._shelf.get(claim_id, ClaimRow.id == claim_id)

    def all(self) -> Sequence[Claim]:
        """List all claims in the order they were added."""
        return self._shelf.list(order=(ClaimRow.position,))

    def remove(self, claim_id: str) -> None:
        """Forget the claim; its evidence and alerts stay."""
        self._shelf.remove(claim_id, ClaimRow.id == claim_id)


class SqlSilences:
    """The mutes in force."""

    def __init__(self, connection: Connection) -> None:
        self._shelf = Shelf(connection, SilenceRow, Silence)

    def put(self, silence: Silence) -> None:
        """Add the silence, or replace the one of the same id."""
        self._shelf.put(silence)

    def active(self, now: datetime) -> Sequence[Silence]:
        """List silences that hold at an instant: from their start to just before their end."""
        return self._shelf.list(
            SilenceRow.starts_at <= now,
            SilenceRow.ends_at > now,
            order=(SilenceRow.starts_at, SilenceRow.id),
        )

    def remove(self, silence_id: str) -> None:
        """End a silence."""
        self._shelf.remove(silence_id, SilenceRow.id == silence_id)
