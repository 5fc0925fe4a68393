"""Scores readings, alerts, sources and novelty on the acceptance reports."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Reading, Stance
from monitor.pipeline.assess import weigh_all
from monitor.ports import StanceModel
from monitor.rules.matching import ClaimIndex
from monitor.rules.readings import read
from monitor.rules.text import document

SHARED = Path(__file__).parents[2] / ".." / "shared"
ACCEPTANCE = SHARED / "acceptance"
SEEDS = SHARED / "seeds"
_BLIND = Path(__file__).parent / "blind"
_SEALED = Path(__file__).parent / "sealed"
_VAULT = Path(__file__).parent / "vault"
_FRESH = Path(__file__).parent / "fresh"
_LATE = Path(__file__).parent / "late"
KINDS = ("supports", "contradicts", "disputed", "mentions", "none")
SIDES = {"supports", "contradicts", "disputed"}
_NEW = {"new", "walk_back"}


@dataclass(slots=True)
class Tally:
    """Counts over the reports of one or more files."""

    #: (expected, given) readings.
    readings: Counter[tuple[str, str]] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    sources: Counter[bool] = field(default_factory=Counter)
    novelties: Counter[bool] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def f1(self, kind: str) -> float:
        """F1 of one kind of reading."""
        right = self.readings[kind, kind]
        given = sum(n for (_, g), n in self.readings.items() if g == kind)
        due = sum(n for (e, _), n in self.readings.items() if e == kind)
        return 2 * right / (given + due) if given + due else 1.0

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the kinds of reading."""
        return sum(map(self.f1, KINDS)) / len(KINDS)

    @property
    def precision(self) -> float:
        """Share of the alerts raised that are right."""
        return self.alerts["right"] / max(1, self.alerts["raised"])

    @property
    def recall(self) -> float:
        """Share of the alerts due that were raised."""
        return self.alerts["met"] / max(1, self.alerts["due"])

    def share(self, counts: Counter[bool]) -> float:
        """Share of right answers among counted ones."""
        return counts[True] / max(1, counts.total())


def claims(path: Path) -> list[Claim]:
    """Load a claim file of the acceptance folder."""
    listed = tomllib.loads(path.read_text())["claim"]
    return [Claim(id=c["id"], text=c["text"], watch=tuple(c.get("watch", ()))) for c in listed]


class Reader:
    """Reads reports in order, as one archive with a ledger."""

    def __init__(self, claims: Sequence[Claim], model: StanceModel) -> None:
        self._index = ClaimIndex(claims)
        self._model = model
        self._ledger: dict[str, list[Evidence]] = defaultdict(list)

    def read(self, report: Mapping[str, Any]) -> dict[str, Reading]:
        """Read one report against every claim and put its evidence in the ledger."""
        cut = document(report["headline"], report["text"])
        readings = {}
        for match, scores in weigh_all(self._model, self._index.match(cut)):
            reading = read(
                match,
                scores,
                document=cut,
                outlet=report["outlet"],
                article_id=report["id"],
                revision=1,
                at=datetime.fromisoformat(report["published"]),
                model=self._model.name,
                ledger=self._ledger[match.claim.id],
                reprint=report.get("copy_of") is not None,
            )
            readings[match.claim.id] = reading
            self._ledger[match.claim.id] += reading.evidence
        return readings


def seeds() -> Iterator[dict[str, Any]]:
    """Load the five starting reports, in order of publication."""
    listed = tomllib.loads((SEEDS / "manifest.toml").read_text())["report"]
    for report in sorted(listed, key=lambda r: r["published"]):
        at = datetime.combine(report["published"], time(), UTC).isoformat()
        text = (SEEDS / report["file"]).read_text()
        yield {**report, "id": report["file"], "text": text, "published": at}


def reports(path: Path) -> list[dict[str, Any]]:
    """Load the reports of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Story:
    """A file of reports with the claims they are read against."""

    claims: Path
    reports: Path
    #: Whether the five starting reports are on record before.
    seeded: bool = False


DEVELOPMENT = (
    Story(ACCEPTANCE / "claims.toml", ACCEPTANCE / "followups-dev.jsonl", seeded=True),
    Story(ACCEPTANCE / "other-claims-dev.toml", ACCEPTANCE / "other-dev.jsonl"),
)
BLIND = tuple(
    Story(_BLIND / f"{name}-claims.toml", _BLIND / f"{name}.jsonl", seeded=name == "followups")
    for name in ("followups", "rail", "dam")
)
#: Scored by counts alone before it became a lesson.
SEALED = tuple(
    Story(_SEALED / f"{name}-claims.toml", _SEALED / f"{name}.jsonl", seeded=name == "followups")
    for name in ("followups", "rail", "story-a", "story-b")
)

#: Written when the third weights were trained already; looked at since.
VAULT = tuple(
    Story(_VAULT / f"{name}-claims.toml", _VAULT / f"{name}.jsonl", seeded=name == "followups")
    for name in ("followups", "other")
)
#: Looked at since the fourth weights were scored on it; the fifth are taught with it.
FRESH = tuple(
    Story(_FRESH / f"{name}-claims.toml", _FRESH / f"{name}.jsonl", seeded=name == "followups")
    for name in ("followups", "other")
)
#: Written by somebody who had seen neither the reader nor its stories, and scored by counts alone:
#: look at its mistakes and it is one more development set.
LATE = tuple(
    Story(_LATE / f"{name}-claims.toml", _LATE / f"{name}.jsonl", seeded=name == "followups")
    for name in ("followups", "other")
)
#: All sets by the name of their option.
SETS = {
    "development": DEVELOPMENT,
    "blind": BLIND,
    "sealed": SEALED,
    "vault": VAULT,
    "fresh": FRESH,
    "late": LATE,
}


def evaluate(model: StanceModel, stories: Sequence[Story] = DEVELOPMENT) -> Tally:
    """Score a model on stories, each with a ledger of its own."""
    tally = Tally()
    for story in stories:
        tracked = claims(story.claims)
        reader = Reader(tracked, model)
        for seed in seeds() if story.seeded else ():
            reader.read(seed)
        for report in reports(story.reports):
            readings = reader.read(report)
            for claim in tracked:
                _score(tally, report, claim, readings.get(claim.id))
    return tally


def digest(stories: Sequence[Story] = DEVELOPMENT) -> str:
    """Digest the data that the figures belong to."""
    files = (file.read_bytes() for story in stories for file in (story.claims, story.reports))
    return hashlib.sha256(b"".join(files)).hexdigest()[:16]


def _score(tally: Tally, report: Mapping[str, Any], claim: Claim, reading: Reading | None) -> None:
    due = report["expect"].get(claim.id) or {"reading": "none", "accept": ["mentions"]}
    accepted = {due["reading"], *due.get("accept", ())}
    given = reading.kind.value if reading else "none"
    right = given in accepted
    tally.readings[(given if right else due["reading"]), given] += 1
    where = f"{report['id']} {claim.id}"
    if not right:
        tally.mistakes.append(f"{where}: read {given}, expected {due['reading']}{_shown(reading)}")
    _score_alert(tally, due, given, reading, right=right, where=where)
    if right and reading and given in SIDES:
        _score_sources(tally, due, reading, where)


def _score_alert(
    tally: Tally,
    due: Mapping[str, Any],
    given: str,
    reading: Reading | None,
    *,
    right: bool,
    where: str,
) -> None:
    novel = reading.novelty.value if reading and reading.novelty else ""
    raised = given in SIDES and novel in _NEW
    wanted = due["reading"] in SIDES and due.get("novelty") == "new"
    also = due.get("novelty_accept", ())
    allowed = {due.get("novelty"), *([also] if isinstance(also, str) else also)}
    tally.alerts["raised"] += raised
    tally.alerts["right"] += raised and right and "new" in allowed
    tally.alerts["due"] += wanted
    tally.alerts["met"] += wanted and raised and right
    if right and given in SIDES and due.get("novelty"):
        agreed = ("new" if novel in _NEW else "echo") in allowed
        tally.novelties[agreed] += 1
        if not agreed:
            tally.mistakes.append(
                f"{where}: novelty {novel}, expected {due['novelty']}{_shown(reading)}"
            )


def _score_sources(tally: Tally, due: Mapping[str, Any], reading: Reading, where: str) -> None:
    """Count each expected piece of evidence whose words and side were found by its source."""
    for item in due.get("evidence", ()):
        if item["stance"] == "mentions":
            continue
        met = [
            e
            for e in reading.evidence
            if e.stance is Stance(item["stance"])
            and (
                item["text"] in e.passage.text
                or e.passage.text in item["text"]
                or _overlap(item["text"], e.passage.text)
            )
        ]
        if not met:
            continue
        names = [n for n in (item["source"], *item.get("source_also", ())) if n]
        kinds = [(e.attribution.source.name, e.attribution.source.kind.value) for e in met]
        right = any(_same(given, kind, names, item) for given, kind in kinds)
        tally.sources[right] += 1
        if not right:
            tally.mistakes.append(
                f"{where}: source {kinds}, expected {names} ({item['source_kind']})"
                f" | {item['text'][:80]}"
            )


def _overlap(a: str, b: str) -> bool:
    left, right = set(a.split()), set(b.split())
    return len(left & right) * 2 > min(len(left), len(right)) and len(left & right) > 3


def _same(given: str, kind: str, names: Sequence[str], item: Mapping[str, Any]) -> bool:
    if not names:
        return kind == "outlet"
    if kind == "anonymous" and item["source_kind"] == "anonymous":
        return True
    folded = {_fold(n) for n in names}
    return _fold(given) in folded


def _fold(name: str) -> str:
    return name.lower().replace("\u2019", "'").removeprefix("the ").replace("'s ", " ").strip()


def _shown(reading: Reading | None) -> str:
    if reading is None:
        return " (not matched)"
    return "".join(
        f"\n      {e.stance.value:11} {e.score:.2f} {e.novelty.value:5}"
        f" [{e.attribution.source.name}] {e.passage.text[:110]}"
        for e in reading.evidence
    )
