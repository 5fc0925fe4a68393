"""The contracts of Revisions and Ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model.change import ChangeKind, HunkKind
from monitor.model.errors import Conflict, NotFound, StorageError
from monitor.model.evidence import Novelty, ReadingKind, Standing, StandingKind
from monitor.ports import Archive, Unit
from monitor.rules.syndication import bands
from tests.builders import (
    NOON,
    a_change,
    a_claim,
    a_hunk,
    a_passage,
    a_reading,
    a_revision,
    a_source,
    a_standing,
    an_article,
    an_attribution,
    an_evidence,
    minutes,
)

SECOND = a_revision(number=2, text="The dam is not safe.", seen_at=NOON + minutes(20))


def with_revisions(unit: Unit) -> Unit:
    """Put an article with two revisions on record."""
    unit.articles.put(an_article())
    unit.revisions.add(a_revision(), None, None)
    unit.revisions.add(SECOND, a_change(), None)
    return unit


class TestRevisions:
    """The contract of Revisions."""

    def test_gives_back(self, archive: Archive) -> None:
        """Revisions and the change between them come back as they were added."""
        change = a_change(
            kinds=(ChangeKind.NUMBER, ChangeKind.QUOTE),
            notice="An earlier version was wrong.",
            hunks=(a_hunk(), a_hunk(kind=HunkKind.ADDED, before="")),
        )
        first = a_revision(signature=(1, 2**32 - 1, 0) * 42, language=None, byline=None)
        with archive.unit() as unit:
            unit.articles.put(an_article())
            unit.revisions.add(first, None, None)
            unit.revisions.add(SECOND, change, None)
        with archive.unit() as unit:
            assert unit.revisions.all("dam") == [first, SECOND]
            assert unit.revisions.get("dam", 2) == SECOND
            assert unit.revisions.change("dam", 2) == change
            assert unit.revisions.change("dam", 1) is None

    def test_unknown(self, archive: Archive) -> None:
        """A revision that is not on record cannot be had."""
        with archive.unit() as unit:
            assert unit.revisions.all("none") == []
            with pytest.raises(NotFound, match="no revision 'none#1'"):
                unit.revisions.get("none", 1)

    def test_twice_is_once(self, archive: Archive) -> None:
        """A revision that is added again, seen later, changes nothing."""
        with archive.unit() as unit:
            with_revisions(unit)
            unit.revisions.add(replace(SECOND, seen_at=NOON + minutes(99)), a_change(), None)
            assert unit.revisions.all("dam") == [a_revision(), SECOND]
            assert unit.revisions.change("dam", 2) == a_change()

    def test_never_overwritten(self, archive: Archive) -> None:
        """Another text under the same number is a conflict."""
        with archive.unit() as unit:
            with_revisions(unit)
            with pytest.raises(Conflict, match="dam#2"):
                unit.revisions.add(replace(SECOND, content_hash="1other"), None, None)
            assert unit.revisions.get("dam", 2) == SECOND

    def test_no_gaps(self, archive: Archive) -> None:
        """A revision whose predecessor is not on record is refused."""
        with archive.unit() as unit:
            with_revisions(unit)
        with pytest.raises(StorageError), archive.unit() as unit:
            unit.revisions.add(a_revision(number=4), None, None)

    def test_hostile_text(self, archive: Archive) -> None:
        """Text keeps every character, those that databases refuse too."""
        hostile = a_revision(headline="\x00 \\u0000 \\", text="\ud800 \udc00 日本")
        with archive.unit() as unit:
            unit.articles.put(an_article())
            unit.revisions.add(replace(hostile, content_hash="1x"), None, None)
            found = unit.revisions.get("dam", 1)
            assert (found.headline, found.text) == (hostile.headline, hostile.text)

    def test_similar(self, archive: Archive) -> None:
        """First revisions are similar when they share a band, oldest first, since an instant."""
        base = tuple(range(128))
        near = (*base[:64], *range(1000, 1064))
        far = tuple(range(5000, 5128))
        assert set(bands(base)) & set(bands(near))
        with archive.unit() as unit:
            for age, (key, signature) in enumerate((("near", near), ("same", base), ("far", far))):
                seen = NOON - minutes(age)
                unit.articles.put(an_article(id=key, url=key))
                first = a_revision(article_id=key, signature=signature, seen_at=seen)
                unit.revisions.add(first, None, None)
                later = replace(first, number=2, signature=base, content_hash="1later")
                unit.revisions.add(later, None, None)
            similar = unit.revisions.similar(base, NOON - minutes(60))
            assert [(each.article_id, each.number) for each in similar] == [
                ("same", 1),
                ("near", 1),
            ]
            assert [each.article_id for each in unit.revisions.similar(base, NOON)] == ["near"]
            assert unit.revisions.similar((), NOON - minutes(60)) == []


class TestLedger:
    """The contract of Ledger."""

    def test_gives_back(self, archive: Archive) -> None:
        """A reading comes back with its evidence, every field and in its order."""
        rich = an_evidence(
            passage=a_passage(start=7, context=("Before.", "It said so.")),
            attribution=an_attribution(quoted=True, via=(a_source(key="wire"),)),
            novelty=Novelty.WALK_BACK,
            score=0.1 + 0.2,
        )
        reading = a_reading(evidence=(rich, an_evidence()))
        with archive.unit() as unit:
            with_revisions(unit).ledger.add(reading)
        with archive.unit() as unit:
            assert unit.ledger.readings("dam", 1) == [reading]
            assert unit.ledger.evidence("dam-safe") == [rich, an_evidence()]

    def test_twice_is_once(self, archive: Archive) -> None:
        """A reading that is added again changes nothing."""
        with archive.unit() as unit:
            with_revisions(unit).ledger.add(a_reading())
            unit.ledger.add(a_reading())
            assert unit.ledger.readings("dam", 1) == [a_reading()]
            assert unit.ledger.evidence("dam-safe") == [an_evidence()]

    def test_other_model(self, archive: Archive) -> None:
        """What another model weighs is other evidence, appended."""
        other = an_evidence(model="test/2")
        with archive.unit() as unit:
            with_revisions(unit).ledger.add(a_reading())
            unit.ledger.add(a_reading(evidence=(other,)))
            assert unit.ledger.evidence("dam-safe") == [an_evidence(), other]

    def test_by_claim(self, archive: Archive) -> None:
        """Readings of one revision are listed by claim, each with its own evidence."""
        nothing = a_reading(
            claim_id="a", kind=ReadingKind.MENTIONS, novelty=None, score=0, evidence=()
        )
        with archive.unit() as unit:
            with_revisions(unit).ledger.add(a_reading(claim_id="b"))
            unit.ledger.add(nothing)
            unit.ledger.add(a_reading(claim_id="b", revision=2))
            assert unit.ledger.readings("dam", 1) == [nothing, a_reading(claim_id="b")]

    def test_oldest_first(self, archive: Archive) -> None:
        """Evidence is listed by the time its revision was seen, then as it was added."""
        late, early = an_evidence(revision=2, at=NOON + minutes(9)), an_evidence()
        with archive.unit() as unit:
            with_revisions(unit).ledger.add(a_reading(revision=2, evidence=(late,)))
            unit.ledger.add(a_reading(evidence=(early,)))
            assert unit.ledger.evidence("dam-safe") == [early, late]

    def test_outlives_its_claim(self, archive: Archive) -> None:
        """Evidence stays when its claim is forgotten."""
        with archive.unit() as unit:
            unit.claims.put(a_claim())
            with_revisions(unit).ledger.add(a_reading())
            unit.claims.remove("dam-safe")
            assert unit.ledger.evidence("dam-safe") == [an_evidence()]

    def test_standing(self, archive: Archive) -> None:
        """A claim stands unchallenged until another standing is recorded; the last one holds."""
        with archive.unit() as unit:
            nobody = Standing(claim_id="dam-safe", kind=StandingKind.UNCHALLENGED)
            assert unit.ledger.standing("dam-safe") == nobody
            unit.ledger.put_standing(a_standing(kind=StandingKind.DISPUTED))
            unit.ledger.put_standing(a_standing())
            assert unit.ledger.standing("dam-safe") == a_standing()
