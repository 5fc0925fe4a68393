"""What is appended and never changed: revisions and changes, readings and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, and_, insert, select, update

from monitor.model.article import Revision, WebCopy
from monitor.model.change import Change
from monitor.model.errors import Conflict
from monitor.model.evidence import Evidence, Reading, Standing, StandingKind
from monitor.model.feed import Page
from monitor.rules.sealing import seal
from monitor.rules.syndication import bands
from storage.columns import digest
from storage.raw import RawStore
from storage.shelf import Shelf
from storage.tables import (
    ArticleRow,
    BandRow,
    ChangeRow,
    EvidenceRow,
    ReadingRow,
    RevisionRow,
    SealRow,
    StandingRow,
    WebCopyRow,
)


class SqlRevisions:
    """The revisions of articles, and the changes between them."""

    def __init__(self, connection: Connection, raw: RawStore | None) -> None:
        self._connection = connection
        self._raw = raw
        self._revisions = Shelf(connection, RevisionRow, Revision)
        self._changes = Shelf(connection, ChangeRow, Change)

    def add(self, revision: Revision, change: Change | None, raw: Page | None) -> None:
        """Append a revision; the same one again is a no-op.

        The raw bytes are on disk before the row that names them is.

        Raises:
            Conflict: Another text stands under this number.
            ValueError: The raw bytes have another hash than the revision names.
        """
        if raw is not None:
            self._keep(raw, revision)
        previous = revision.number - 1 or None
        if not self._revisions.add(revision, previous=previous):
            there = self.get(revision.article_id, revision.number)
            if there.content_hash != revision.content_hash:
                raise Conflict("revision", f"{revision.article_id}#{revision.number}")
            return
        self._seal(revision)
        if change is not None:
            self._changes.add(change)
        self._note_sighting(revision)
        if revision.number == 1:
            self._add_bands(revision)

    def get(self, article_id: str, number: int) -> Revision:
        """Get one revision."""
        return self._revisions.get(
            f"{article_id}#{number}",
            RevisionRow.article_id == article_id,
            RevisionRow.number == number,
        )

    def all(self, article_id: str) -> Sequence[Revision]:
        """List an article's revisions, oldest first."""
        where = RevisionRow.article_id == article_id
        return self._revisions.list(where, order=(RevisionRow.number,))

    def change(self, article_id: str, to_number: int) -> Change | None:
        """Find the change that led to a revision; None for the first."""
        return self._changes.find(
            ChangeRow.article_id == article_id, ChangeRow.to_number == to_number
        )

    def seals(self, article_id: str) -> Mapping[int, str]:
        """List the seals that an article's revisions were given when they were written."""
        asked = select(SealRow.number, SealRow.seal).where(SealRow.article_id == article_id)
        return {row.number: row.seal for row in self._connection.execute(asked)}

    def similar(self, signature: Sequence[int], since: datetime) -> Sequence[Revision]:
        """List first revisions seen since then that share a band of the signature, oldest first."""
        sharing = select(BandRow.article_id).where(BandRow.hash.in_(bands(signature)))
        return self._revisions.list(
            RevisionRow.number == 1,
            RevisionRow.seen_at >= since,
            RevisionRow.article_id.in_(sharing),
            order=(RevisionRow.seen_at, RevisionRow.article_id),
        )

    def _seal(self, revision: Revision) -> None:
        asked = select(SealRow.seal).where(
            SealRow.article_id == revision.article_id, SealRow.number == revision.number - 1
        )
        before = self._connection.execute(asked).scalar_one_or_none()
        key = {"article_id": revision.article_id, "number": revision.number}
        self._connection.execute(insert(SealRow).values(**key, seal=seal(revision, before)))

    def _keep(self, raw: Page, revision: Revision) -> None:
        if self._raw is None:
            return
        key = self._raw.put(raw, of=sighting(revision))
        if key != revision.raw_hash:
            raise ValueError(f"The raw bytes hash to {key}, not to {revision.raw_hash}.")

    def _note_sighting(self, revision: Revision) -> None:
        later = and_(
            ArticleRow.id == revision.article_id, ArticleRow.last_seen_at < revision.seen_at
        )
        noted = update(ArticleRow).where(later).values(last_seen_at=revision.seen_at)
        self._connection.execute(noted)

    def _add_bands(self, revision: Revision) -> None:
        rows = [
            {"article_id": revision.article_id, "hash": key}
            for key in sorted(set(bands(revision.signature)))
        ]
        if rows:
            self._connection.execute(insert(BandRow), rows)


def sighting(revision: Revision) -> str:
    """Name the sighting of a revision among others of the same bytes."""
    return f"{revision.article_id}#{revision.number}"


class SqlWebCopies:
    """What became of asking a web archive for copies."""

    def __init__(self, connection: Connection) -> None:
        self._shelf = Shelf(connection, WebCopyRow, WebCopy)

    def put(self, copy: WebCopy) -> None:
        """Note how the last attempt for a revision went."""
        self._shelf.put(copy)

    def all(self, article_id: str) -> Sequence[WebCopy]:
        """List what was asked for an article, by revision."""
        return self._shelf.list(WebCopyRow.article_id == article_id, order=(WebCopyRow.revision,))


class SqlLedger:
    """Append-only history of readings and evidence; from it follows every standing."""

    def __init__(self, connection: Connection) -> None:
        self._readings = Shelf(connection, ReadingRow, Reading)
        self._evidence = Shelf(connection, EvidenceRow, Evidence)
        self._standings = Shelf(connection, StandingRow, Standing)

    def add(self, reading: Reading) -> None:
        """Append a reading and its evidence; the same one again is a no-op.

        The first reading of a revision for a claim stands; evidence that a later
        one brings (of another model, say) is appended to it.
        """
        self._readings.add(replace(reading, evidence=()))
        for evidence in reading.evidence:
            self._evidence.add(evidence, key=_key(evidence))

    def evidence(self, claim_id: str) -> Sequence[Evidence]:
        """List all evidence on a claim, oldest first."""
        order = (EvidenceRow.at, EvidenceRow.position)
        return self._evidence.list(EvidenceRow.claim_id == claim_id, order=order)

    def readings(self, article_id: str, revision: int) -> Sequence[Reading]:
        """List what one revision was read to say, by claim id."""
        readings = self._readings.list(
            ReadingRow.article_id == article_id, ReadingRow.revision == revision, order=()
        )
        evidence = self._evidence.list(
            EvidenceRow.article_id == article_id,
            EvidenceRow.revision == revision,
            order=(EvidenceRow.position,),
        )
        return [
            replace(
                reading,
                evidence=tuple(each for each in evidence if each.claim_id == reading.claim_id),
            )
            for reading in sorted(readings, key=lambda reading: reading.claim_id)
        ]

    def standing(self, claim_id: str) -> Standing:
        """Tell where a claim stands; unchallenged by nobody when nothing is on record."""
        return self._standings.find(StandingRow.claim_id == claim_id) or Standing(
            claim_id=claim_id, kind=StandingKind.UNCHALLENGED
        )

    def put_standing(self, standing: Standing) -> None:
        """Record where a claim stands now."""
        self._standings.put(standing)


def _key(evidence: Evidence) -> str:
    passage = evidence.passage
    return digest(
        evidence.claim_id,
        evidence.article_id,
        evidence.revision,
        passage.field,
        passage.start,
        passage.end,
        evidence.stance,
        evidence.attribution.source.key,
        evidence.model,
    )
