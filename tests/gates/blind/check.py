"""Checks the blind set against its own rules and counts it: `python -m tests.gates.blind.check`."""

from __future__ import annotations

import itertools
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).parent
STORIES = ("followups", "rail", "dam")
READINGS = {"supports", "contradicts", "disputed", "mentions", "none"}
STANCES = {"supports", "contradicts", "mentions"}
SOURCE_KINDS = {"named", "anonymous", "institution", "outlet"}
CHANGE_KINDS = {
    "headline",
    "copyedit",
    "update",
    "number",
    "quote",
    "attribution",
    "softened",
    "hardened",
    "correction",
    "retraction",
    "boilerplate",
}
#: The stances that each reading cannot do without.
NEEDED = {
    "supports": {"supports"},
    "contradicts": {"contradicts"},
    "disputed": {"supports", "contradicts"},
    "mentions": set[str](),
    "none": set[str](),
}
#: Sources and stances that the five starting reports of the telephone call put on record.
STARTING = (
    ("urged-restraint", "supports", ("Wall Street Journal", "Reuters", "Kyodo News")),
    ("urged-restraint", "contradicts", ("Minoru Kihara", "Japan")),
    ("no-retraction-pressure", "supports", ("Wall Street Journal", "Kyodo News")),
    ("survival-threatening", "supports", ("Sanae Takaichi",)),
    ("takaichi-retracted", "contradicts", ("Sanae Takaichi",)),
    ("china-demands-retraction", "supports", ("China", "Guo Jiakun")),
    ("xi-postwar-order", "supports", ("China",)),
    ("call-anytime", "supports", ("Sanae Takaichi", "Minoru Kihara")),
    ("white-house-silent", "supports", ("White House",)),
    ("seafood-ban", "supports", ("China",)),
    ("taiwan-40bn", "supports", ("Lai Ching-te",)),
    ("taiwan-5pct", "supports", ("Taiwan",)),
    ("crime-against-chinese", "supports", ("Chinese embassy in Tokyo",)),
    (
        "crime-against-chinese",
        "contradicts",
        ("Japan's Foreign Ministry", "National Police Agency"),
    ),
    ("policy-changed", "contradicts", ("Japan",)),
    ("tokyo-contacted-wsj", "supports", ("Minoru Kihara", "Japan")),
)

Row: TypeAlias = dict[str, Any]
Ledger: TypeAlias = set[tuple[str, str, str]]


def main() -> int:
    """Print every problem and the counts; return the number of problems."""
    found = list(problems())
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    for story in STORIES:
        sys.stdout.write(f"{story}: {tally(rows(story))}\n")
    sys.stdout.write(f"revisions: {kinds(rows('revisions'))}\n")
    return len(found)


def problems() -> Iterator[str]:
    """Yield one sentence for each rule that a line of the set breaks."""
    everything: set[str] = set()
    for story in STORIES:
        known = claim_ids(story)
        everything |= known
        yield from check_order(rows(story))
        yield from check_novelty(rows(story), starting() if story == "followups" else set())
        for report in rows(story):
            yield from (f"{report['id']}: {problem}" for problem in check_report(report, known))
    for article in rows("revisions"):
        yield from (f"{article['id']}: {problem}" for problem in check_article(article, everything))


def rows(name: str) -> list[Row]:
    """Load the lines of one file of the set."""
    text = (HERE / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def claim_ids(story: str) -> set[str]:
    """Load the ids of a story's claims."""
    claims = tomllib.loads((HERE / f"{story}-claims.toml").read_text(encoding="utf-8"))
    return {claim["id"] for claim in claims["claim"]}


def starting() -> Ledger:
    """Spell out what is on record before the first follow-up."""
    return {(claim, stance, source) for claim, stance, names in STARTING for source in names}


def check_order(reports: list[Row]) -> Iterator[str]:
    """Yield what is wrong with ids, dates and copies across a file."""
    seen: set[str] = set()
    for before, report in itertools.pairwise([None, *reports]):
        assert report is not None
        if report["id"] in seen:
            yield f"{report['id']}: the id is taken"
        if report["copy_of"] is not None and report["copy_of"] not in seen:
            yield f"{report['id']}: copies a report that is not earlier"
        if before is not None and moment(report) < moment(before):
            yield f"{report['id']}: is dated before the report above it"
        seen.add(report["id"])


def moment(report: Row) -> datetime:
    """Read when a report was published, offset included."""
    return datetime.fromisoformat(report["published"])


def check_report(report: Row, known: set[str]) -> Iterator[str]:
    """Yield what is wrong with one report taken alone."""
    if report["invented"] is not True:
        yield "is not marked as invented"
    for claim, expected in report["expect"].items():
        if claim not in known:
            yield f"unknown claim {claim}"
        yield from (f"{claim}: {problem}" for problem in check_reading(expected))
        for item in expected["evidence"]:
            if item["text"] not in report["headline"] and item["text"] not in report["text"]:
                yield f"{claim}: not in the report: {item['text']}"


def check_reading(expected: Row) -> Iterator[str]:
    """Yield what is wrong with the labels of one expected reading."""
    reading, evidence = expected["reading"], expected["evidence"]
    stances = {item["stance"] for item in evidence}
    if not {reading, *expected.get("accept", [])} <= READINGS:
        yield "unknown reading"
    if not stances <= STANCES or not {item["source_kind"] for item in evidence} <= SOURCE_KINDS:
        yield "unknown stance or kind of source"
    if not NEEDED[reading] <= stances:
        yield f"{reading} without the evidence for it"
    if stances - {"mentions"} - NEEDED[reading]:
        yield f"{reading} with evidence for another reading"
    if reading == "none" and evidence:
        yield "none with evidence"


def check_novelty(reports: list[Row], ledger: Ledger) -> Iterator[str]:
    """Yield each novelty that does not follow from the order of the reports."""
    for report in reports:
        for claim, expected in report["expect"].items():
            told = {expected["novelty"], *expected.get("novelty_accept", [])}
            due = novelty(report, claim, expected, ledger)
            if not told & due:
                yield f"{report['id']}: {claim}: novelty {told}, by the ledger {due}"
        for claim, expected in report["expect"].items():
            ledger |= {
                (claim, item["stance"], item["source"] or report["outlet"])
                for item in sided(expected["evidence"])
            }


def novelty(report: Row, claim: str, expected: Row, ledger: Ledger) -> set[str | None]:
    """Derive the novelties that the order of reports allows, two where a nested source decides."""
    if report["copy_of"] is not None:
        return {"echo"}
    if not NEEDED[expected["reading"]]:
        return {None}
    items = sided(expected["evidence"])
    strict = all(on_record(report, claim, item, [item["source"]], ledger) for item in items)
    loose = all(
        on_record(report, claim, item, [item["source"], *item.get("source_also", [])], ledger)
        for item in items
    )
    return {"echo" if known else "new" for known in (strict, loose)}


def on_record(
    report: Row, claim: str, item: Row, sources: list[str | None], ledger: Ledger
) -> bool:
    """Tell whether one of these took the stance before, or anyone did where the outlet speaks."""
    if item["source"] in {None, report["outlet"]}:
        return any((claim, item["stance"]) == entry[:2] for entry in ledger)
    return any((claim, item["stance"], source) in ledger for source in sources)


def sided(evidence: Iterable[Row]) -> list[Row]:
    """Leave out the evidence that takes no side."""
    return [item for item in evidence if item["stance"] != "mentions"]


def check_article(article: Row, known: set[str]) -> Iterator[str]:
    """Yield what is wrong with the steps between an article's revisions."""
    revisions, changes = article["revisions"], article["changes"]
    if not 2 <= len(revisions) <= 4 or article["invented"] is not True:
        yield "must have two to four revisions and be marked as invented"
    steps = [(change["from"], change["to"]) for change in changes]
    if steps != list(itertools.pairwise(range(1, len(revisions) + 1))):
        yield "must have one change for each step"
    for change, (older, newer) in zip(changes, itertools.pairwise(revisions), strict=True):
        yield from check_change(change, older, newer, known)
    for before, after in itertools.pairwise(changes):
        for claim in before["claim_effect"].keys() & after["claim_effect"].keys():
            if before["claim_effect"][claim][1] != after["claim_effect"][claim][0]:
                yield f"{claim}: the reading jumps between two steps"


def check_change(change: Row, older: Row, newer: Row, known: set[str]) -> Iterator[str]:
    """Yield what is wrong with the labels of one step."""
    kinds, notice = set(change["kinds"]), change["notice"]
    if not kinds or not kinds <= CHANGE_KINDS:
        yield "unknown kind of change"
    if ("headline" in kinds) != (older["headline"] != newer["headline"]):
        yield "the headline kind does not fit the headlines"
    if notice is not None and (notice not in newer["text"] or notice in older["text"]):
        yield "the notice does not appear in this step"
    if bool(kinds & {"correction", "retraction"}) != (notice is not None):
        yield "a notice and its kind go together"
    if kinds <= {"boilerplate", "copyedit", "headline"} and change["material"]:
        yield "material without a kind that could be"
    if not change["claim_effect"].keys() <= known:
        yield "unknown claim"


def tally(reports: list[Row]) -> dict[str, int]:
    """Count the expected readings of a file, most frequent first."""
    found = Counter(
        expected["reading"] for report in reports for expected in report["expect"].values()
    )
    return {"reports": len(reports), **dict(found.most_common())}


def kinds(articles: list[Row]) -> dict[str, int]:
    """Count the kinds of change in the revisions, most frequent first."""
    steps = [change for article in articles for change in article["changes"]]
    found = Counter(kind for change in steps for kind in change["kinds"])
    return {"articles": len(articles), "steps": len(steps), **dict(found.most_common())}


if __name__ == "__main__":
    sys.exit(min(main(), 1))
