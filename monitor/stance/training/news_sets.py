"""Readers of FNC-1 and Emergent: news claims against reports and headlines, split by story.

The two share claims. Headlines, bodies and claims that a related row joins form one story;
a story is wholly trained on or wholly held out.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from monitor.model.evidence import Pair
from monitor.rules.text import Document, document, terms
from monitor.stance.reports import report_pairs
from monitor.stance.training.rows import (
    CONTRADICTS,
    MENTIONS,
    SUPPORTS,
    UNRELATED,
    Head,
    Row,
    Target,
    normal,
    row,
)

#: Share of stories held out, in percent.
HELD_OUT_STORIES_PERCENT = 18
#: FNC-1 rows taken of each label, and how often each is seen; the labels are 73% unrelated.
FNC_TAKEN = {
    "agree": (2_000, 1),
    "disagree": (900, 3),
    "discuss": (2_000, 1),
    "unrelated": (1_300, 1),
}
#: Passages a report is trained with, as many as it is served with.
TRAINED_PASSAGES = 4

TARGETS: dict[str, Target] = {
    "agree": SUPPORTS,
    "disagree": CONTRADICTS,
    "discuss": MENTIONS,
    "unrelated": UNRELATED,
    "for": SUPPORTS,
    "against": CONTRADICTS,
    "observing": MENTIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One row of FNC-1: a headline as the claim, a body, a stance."""

    claim: str
    body: str
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One row of Emergent: a claim, an article's headline, a stance."""

    claim: str
    headline: str
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class News:
    """Both sets, one side of the split."""

    reports: tuple[Report, ...]
    headlines: tuple[Headline, ...]
    bodies: dict[str, str]

    @cache  # noqa: B019 (one object lives as long as the run)
    def document(self, body: str) -> Document:
        """Cut a body into sentences, once."""
        return document("", self.bodies[body])

    def pairs(self, report: Report, most: int) -> tuple[Pair, ...]:
        """Choose the passages of a report."""
        return report_pairs(report.claim, self.document(report.body), most)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """The news by what it is for; no story is in two of them."""

    training: News
    #: For temperatures and biases.
    calibration: News
    #: For figures.
    test: News


def read_news(data: Path) -> Split:
    """Read both sets and part them by story.

    Unrelated rows join two stories; one that joins two sides is left out.
    """
    reports, headlines, bodies = _fnc(data), _emergent(data), _bodies(data)
    stories = _stories(reports, headlines)
    sides = _sides(stories.values())

    def side(number: int) -> News:
        return News(
            reports=tuple(
                r
                for r in reports
                if sides[stories[_headline(r.claim)]] == sides[stories[r.body]] == number
            ),
            headlines=tuple(h for h in headlines if sides[stories[_claim(h.claim)]] == number),
            bodies=bodies,
        )

    return Split(training=side(0), calibration=side(1), test=side(2))


def news_rows(news: News, seed: int) -> list[Row]:
    """Make the training rows of one side: reports by passages, headlines for both heads."""
    dice = random.Random(f"news-{seed}")  # noqa: S311 (a sample, not a secret)
    rows: list[Row] = []
    for stance, (most, times) in FNC_TAKEN.items():
        found = [r for r in news.reports if r.stance == stance]
        taken = dice.sample(found, min(most, len(found)))
        for report in taken:
            rows += [_report_row(news, report)] * times
            rows += _stray(news, report, dice)
    for h in news.headlines:
        lesson = row(h.claim, h.headline, TARGETS[h.stance], origin="emergent")
        rows.append(replace(lesson, head=Head.REPORT, weight=2.0))
        if h.stance != "observing":
            rows.append(lesson)
    return rows


def _report_row(news: News, report: Report) -> Row:
    return Row(
        pairs=news.pairs(report, TRAINED_PASSAGES),
        target=TARGETS[report.stance],
        head=Head.REPORT,
        weight=1.5,
        origin="fnc1",
    )


def _stray(news: News, report: Report, dice: random.Random) -> list[Row]:
    """Find a sentence of the report that shares nothing with the claim: unrelated as a passage."""
    if dice.random() > 0.3:  # noqa: PLR2004 (a share of the rows is enough)
        return []
    sentences = news.document(report.body).sentences
    anchors = terms(report.claim)
    far = [i for i, s in enumerate(sentences) if len(s.text) > 40 and not anchors & s.terms]  # noqa: PLR2004 (characters)
    if report.stance == "unrelated":
        return [
            row(report.claim, p.passage.text, UNRELATED, origin="fnc1", context=p.passage.context)
            for p in news.pairs(report, 2)
        ]
    if not far:
        return []
    at = dice.choice(far)
    before = [sentences[at - 1].text] if at else []
    return [row(report.claim, sentences[at].text, UNRELATED, origin="fnc1", context=before)]


def _fnc(data: Path) -> list[Report]:
    return [
        Report(claim=r["Headline"], body=r["Body ID"], stance=r["Stance"])
        for r in _table(data / "fnc1/train_stances.csv")
    ]


def _bodies(data: Path) -> dict[str, str]:
    return {r["Body ID"]: r["articleBody"] for r in _table(data / "fnc1/train_bodies.csv")}


def _emergent(data: Path) -> list[Headline]:
    return [
        Headline(
            claim=r["claimHeadline"],
            headline=r["articleHeadline"],
            stance=r["articleHeadlineStance"],
        )
        for r in _table(data / "emergent/emergent_train.csv")
    ]


def _table(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _stories(reports: Sequence[Report], headlines: Sequence[Headline]) -> dict[str, str]:
    """Join whatever a related row joins; each headline, body and claim to its story's name."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for r in reports:
        a, b = root(_headline(r.claim)), root(r.body)
        if r.stance != "unrelated":
            parent[max(a, b)] = min(a, b)
    for h in headlines:
        a, b = root(_claim(h.claim)), root(_headline(h.headline))
        parent[max(a, b)] = min(a, b)
    return {key: root(key) for key in parent}


def _sides(stories: Iterable[str]) -> dict[str, int]:
    """Deal stories to training (0), calibration (1, a third of the held out) and test (2)."""
    names = sorted(set(stories))
    dice = random.Random("held-out stories")  # noqa: S311 (a split, not a secret)
    held = dice.sample(names, len(names) * HELD_OUT_STORIES_PERCENT // 100)
    cut = len(held) // 3
    return dict.fromkeys(names, 0) | dict.fromkeys(held[:cut], 1) | dict.fromkeys(held[cut:], 2)


def _headline(text: str) -> str:
    return f"headline {normal(text)}"


def _claim(text: str) -> str:
    return f"claim {normal(text)}"
