"""Reads texts against claims without a database: one at a time, or in order as one archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.article import Article, Revision
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Reading, ReadingKind
from monitor.pipeline.assess import claim_index, weigh_all
from monitor.ports import StanceModel
from monitor.rules.identity import content_hash
from monitor.rules.language import is_english
from monitor.rules.readings import read
from monitor.rules.syndication import bands, reprint_of, signature
from monitor.rules.text import document


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report to be read, as a person or program hands it in."""

    id: str
    headline: str
    text: str
    outlet: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a text says: its readings, or why it was not read."""

    text: Text
    readings: tuple[Reading, ...] = ()
    skipped: str | None = None
    #: Id of the text it is a copy of, or the outlet that it credits.
    reprint_of: str | None = None


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads one text after another; with a memory, each against those before."""

    claims: Sequence[Claim]
    model: StanceModel
    #: Whether texts are one archive, in order.
    remembers: bool = False
    _ledger: dict[str, list[Evidence]] = field(default_factory=dict)
    _seen: list[tuple[Revision, Article]] = field(default_factory=list)
    _bands: dict[int, list[int]] = field(default_factory=dict)

    def read(self, text: Text) -> Told:
        """Read one text against all claims; claims it does not speak of are left out."""
        if not is_english(text.text):
            return Told(text=text, skipped="not English")
        article = self._article(text) if self.remembers else None
        reprint = article.reprint_of if article else None
        doc = document(text.headline, text.text)
        readings = []
        for match, scores in weigh_all(self.model, claim_index(tuple(self.claims)).match(doc)):
            reading = read(
                match,
                scores,
                document=doc,
                outlet=text.outlet,
                article_id=text.id,
                revision=1,
                at=text.published,
                model=self.model.name,
                ledger=self._ledger.get(match.claim.id, ()),
                reprint=reprint is not None and reprint.article_id is not None,
            )
            if reading.kind is not ReadingKind.NONE:
                readings.append(reading)
        if self.remembers:
            for reading in readings:
                self._ledger.setdefault(reading.claim_id, []).extend(reading.evidence)
        copied = (reprint.article_id or reprint.outlet) if reprint else None
        return Told(text=text, readings=tuple(readings), reprint_of=copied)

    def _article(self, text: Text) -> Article:
        """Make the text an article, tell whether it is a copy, and remember it."""
        sketch = signature(text.text)
        revision = Revision(
            article_id=text.id,
            number=1,
            headline=text.headline,
            text=text.text,
            seen_at=text.published,
            content_hash=content_hash(text.headline, text.text),
            extractor="given",
            signature=sketch,
        )
        keys = bands(sketch) if sketch else ()
        near = sorted({n for key in keys for n in self._bands.get(key, ())})
        article = Article(
            id=text.id,
            url=text.id,
            outlet=text.outlet,
            feed_id="given",
            first_seen_at=text.published,
            published_at=text.published,
            reprint_of=reprint_of(
                text.headline, text.text, None, text.outlet, sketch, [self._seen[n] for n in near]
            ),
        )
        for key in keys:
            self._bands.setdefault(key, []).append(len(self._seen))
        self._seen.append((revision, article))
        return article


def told_as_json(told: Told) -> dict[str, object]:
    """Give what a text says in the form that `read --jsonl` prints (stable interface)."""
    line: dict[str, object] = {
        "id": told.text.id,
        "readings": [_reading_as_json(reading) for reading in told.readings],
    }
    if told.skipped:
        line["skipped"] = told.skipped
    if told.reprint_of:
        line["reprint_of"] = told.reprint_of
    return line


def _reading_as_json(reading: Reading) -> Mapping[str, object]:
    return {
        "claim": reading.claim_id,
        "reading": reading.kind,
        "score": round(reading.score, 4),
        "novelty": reading.novelty,
        "evidence": [_evidence_as_json(item) for item in reading.evidence],
    }


def _evidence_as_json(item: Evidence) -> Mapping[str, object]:
    attribution = item.attribution
    return {
        "text": item.passage.text,
        "field": item.passage.field,
        "start": item.passage.start,
        "end": item.passage.end,
        "stance": item.stance,
        "score": round(item.score, 4),
        "source": attribution.source.name,
        "source_kind": attribution.source.kind,
        "source_also": [source.name for source in attribution.via],
        "cue": attribution.cue,
        "quoted": attribution.quoted,
        "novelty": item.novelty,
    }
