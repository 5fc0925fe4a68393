"""Scores how surely a text reaches its claim: `python -m tests.gates.recall [--most N]`.

The first stage of a reading is recall: what `ClaimIndex.match` does not reach, no model weighs.

- Retrieval sets: a tweet about a claim that fact-checkers had checked, against all claims of the
  set at once (`known_lie`, `checkthat2022_2a`). `hit` is the share of tweets whose claim is among
  those matched; `matched` is how many claims a tweet reaches, which is what the weighing costs.
- Reports (acceptance and blind): `hit` is the share of expected readings other than `none` whose
  claim was matched; `evidence` the share of the expected pieces of evidence that a passage offered
  for their claim holds, or holds more than half the words of.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.model.claim import Claim
from monitor.rules.matching import ClaimIndex, Match
from monitor.rules.text import document
from tests.gates.readings import BLIND, DEVELOPMENT, Story, claims, reports

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
KNOWN_LIE = DATA / "known_lie"
CHECKTHAT = DATA / "checkthat2022_2a"


@dataclass(frozen=True, slots=True)
class Retrieval:
    """A set of claims, and of texts each of which is about one of them."""

    name: str
    claims: tuple[Claim, ...]
    #: Text and the ids of its claims.
    queries: tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What was reached of a set."""

    name: str
    #: Texts, or expected readings.
    asked: int
    #: Share of them that reached their claim, in [0, 1].
    hit: float
    #: Claims matched by one text, on average.
    matched: float
    #: Share of expected evidence among the passages, in [0, 1]; None where none is expected.
    evidence: float | None = None


def known_lie() -> Retrieval:
    """Load 1,000 tweets against 10,396 claims of Snopes."""
    facts = dict.fromkeys(row["fact"] for row in _rows(KNOWN_LIE / "snopes_verified-claims.tsv"))
    pairs = list(_rows(KNOWN_LIE / "tweet-veclaim-pairs.tsv"))
    ids = {fact: f"c{number}" for number, fact in enumerate(facts)}
    return Retrieval(
        "known_lie",
        tuple(Claim(id=i, text=fact) for fact, i in ids.items()),
        tuple((row["claim"], frozenset({ids[row["fact"]]})) for row in pairs if row["fact"] in ids),
    )


def checkthat() -> Retrieval:
    """Load about 1,200 tweets against 14,231 claims of Snopes, train and dev together."""
    lines = (CHECKTHAT / "vclaims.jsonl").read_text().splitlines()
    listed = (json.loads(line) for line in lines)
    due: dict[str, set[str]] = {}
    for part in ("Train", "Dev"):
        for line in (CHECKTHAT / f"CT2022-Task2A-EN-{part}_QRELs.tsv").read_text().splitlines():
            query, _, claim, _ = line.split("\t")
            due.setdefault(query, set()).add(claim)
    texts = (CHECKTHAT / "CT2022-Task2A-EN-Train-Dev_Queries.tsv").read_text().splitlines()
    queries = (line.split("\t", 1) for line in texts)
    return Retrieval(
        "checkthat2022_2a",
        tuple(Claim(id=c["vclaim_id"], text=c["vclaim"]) for c in listed),
        tuple((text, frozenset(due[key])) for key, text in queries if key in due),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def retrieve(data: Retrieval, most: int = 0) -> Recall:
    """Match texts, every so many of them where `most` is given, against all claims at once."""
    index = ClaimIndex(data.claims)
    queries = data.queries[:: max(1, len(data.queries) // most)] if most else data.queries
    matched = [{m.claim.id for m in index.match(document(text, ""))} for text, _ in queries]
    hits = sum(not due.isdisjoint(got) for (_, due), got in zip(queries, matched, strict=True))
    return Recall(
        name=f"{data.name}, {len(data.claims)} claims",
        asked=len(queries),
        hit=hits / max(1, len(queries)),
        matched=sum(map(len, matched)) / max(1, len(queries)),
    )


def reach(name: str, stories: Sequence[Story]) -> Recall:
    """Match the reports of stories against their claims."""
    due = hits = offered = pieces = matched = read = 0
    for story in stories:
        index = ClaimIndex(claims(story.claims))
        for report in reports(story.reports):
            cut = document(report["headline"], report["text"])
            matches = {m.claim.id: m for m in index.match(cut)}
            expected = {k: v for k, v in report["expect"].items() if v["reading"] != "none"}
            evidence = [(k, e["text"]) for k, v in expected.items() for e in v.get("evidence", ())]
            read, matched = read + 1, matched + len(matches)
            due, hits = due + len(expected), hits + len(expected.keys() & matches.keys())
            pieces += len(evidence)
            offered += sum(k in matches and holds(matches[k], text) for k, text in evidence)
    return Recall(
        name=name,
        asked=due,
        hit=hits / max(1, due),
        matched=matched / max(1, read),
        evidence=offered / max(1, pieces),
    )


def holds(match: Match, text: str) -> bool:
    """Tell whether a passage holds a piece of evidence, or more than half the words of it."""
    words = set(text.split())
    return any(
        text in p.text or p.text in text or len(words & set(p.text.split())) * 2 > len(words)
        for p in match.passages
    )


def digest(*folders: Path) -> str:
    """Digest the data that the figures belong to."""
    files = sorted(path for folder in folders for path in folder.iterdir() if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def figures(most: int = 0) -> Iterator[Recall]:
    """Measure every set that is there."""
    for folder, load in ((KNOWN_LIE, known_lie), (CHECKTHAT, checkthat)):
        if folder.is_dir():
            yield retrieve(load(), most)
    for name, stories in (("acceptance", DEVELOPMENT), ("blind", BLIND)):
        if all(story.reports.is_file() for story in stories):
            yield reach(name, stories)


def report(recall: Recall) -> str:
    """Render one set's figures as a line."""
    evidence = "" if recall.evidence is None else f" {recall.evidence:9.3f}"
    return f"{recall.name:30} {recall.asked:6} {recall.hit:6.3f} {recall.matched:8.1f}{evidence}\n"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Score the recall of matching.")
    parser.add_argument("--most", type=int, default=0, help="about so many tweets, 0 for all")
    chosen = parser.parse_args()
    sys.stdout.write(f"{'set':30} {'asked':>6} {'hit':>6} {'matched':>8} {'evidence':>9}\n")
    for recall in figures(chosen.most):
        sys.stdout.write(report(recall))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
