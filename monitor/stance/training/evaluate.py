"""Figures on what was held out: this model and the rule-based one, by the serving code."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from monitor.model.evidence import Pair, Scores
from monitor.ports import StanceModel
from monitor.rules.text import document
from monitor.stance.lexical import LexicalModel
from monitor.stance.model import EmbeddedModel
from monitor.stance.reports import report_pairs
from monitor.stance.training.news_sets import News, read_news
from monitor.stance.training.rows import CONTRADICTS, SUPPORTS, Row, calibrates, split
from monitor.stance.training.sentence_sets import sentence_rows

#: Sentence sets whose held-out rows are measured two ways, supports or contradicts.
TWO_WAY = ("fever", "fool_me_twice", "new_protocols/contrast", "cad_nli", "mnli_dev_matched")
#: FNC-1's stances in the order of the scores.
STANCES = ("agree", "disagree", "discuss", "unrelated")
#: Emergent's names for the first three.
HEADLINE_STANCES = {"for": "agree", "against": "disagree", "observing": "discuss"}

#: Share of unrelated rows in FNC-1. Source: 36,545 of the 49,972 rows of its training part.
UNRELATED_SHARE = 0.731
#: Claim, headline and text to one of the stances.
ReportReader = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number."""

    measured: str
    rows: int
    embedded: float
    lexical: float


def figures(data: Path, seed: int, most: int, weights: Path) -> Iterator[Figure]:
    """Measure every held-out set; `most` reports of FNC-1, drawn evenly, 0 for all."""
    embedded, lexical = EmbeddedModel(weights), LexicalModel()
    news = read_news(data).test
    yield from report_figures(news, most, reader(embedded), lexical_reader(lexical))
    yield from headline_figures(news, reader(embedded), lexical_reader(lexical))
    _, held = split(sentence_rows(data, seed))
    tested = [r for r in held if not calibrates(r)]
    for origin in TWO_WAY:
        rows = [r for r in tested if r.origin == origin and r.target in (SUPPORTS, CONTRADICTS)]
        shares = [two_way(model, rows) for model in (embedded, lexical)]
        yield Figure(
            measured=f"{origin}, supports or contradicts, accuracy",
            rows=len(rows),
            embedded=shares[0],
            lexical=shares[1],
        )


def report_figures(news: News, most: int, *readers: ReportReader) -> Iterator[Figure]:
    """Measure FNC-1: the competition's weighted score, macro-F1, F1 of each stance."""
    reports = list(news.reports)
    if most:
        reports = random.Random("fnc").sample(reports, min(most, len(reports)))  # noqa: S311 (a sample)
    truth = [r.stance for r in reports]
    said = [[read(r.claim, "", news.bodies[r.body]) for r in reports] for read in readers]
    yield _figure("FNC-1, weighted score", truth, said, weighted)
    yield _figure("FNC-1, macro-F1", truth, said, macro_f1)
    wide_truth, *wide = (at_natural_mix(truth, column) for column in (truth, *said))
    yield _figure("FNC-1 at its natural mix, weighted score", wide_truth, wide, weighted)
    yield _figure("FNC-1 at its natural mix, macro-F1", wide_truth, wide, macro_f1)
    for stance in STANCES:
        yield _figure(f"FNC-1, F1 of {stance}", truth, said, partial(f1, label=stance))


def at_natural_mix(truth: Sequence[str], answers: Sequence[str]) -> list[str]:
    """Count the answers to unrelated rows so often that these have the share they have in FNC-1.

    The split by story leaves few of them, for most join two sides.
    """
    unrelated = truth.count("unrelated")
    wanted = (len(truth) - unrelated) * UNRELATED_SHARE / (1 - UNRELATED_SHARE)
    times = max(1, round(wanted / max(1, unrelated)))
    return [
        answer
        for true, answer in zip(truth, answers, strict=True)
        for _ in range(times if true == "unrelated" else 1)
    ]


def headline_figures(news: News, *readers: ReportReader) -> Iterator[Figure]:
    """Measure Emergent: accuracy over for, against, observing, by the headline alone."""
    truth = [HEADLINE_STANCES[h.stance] for h in news.headlines]
    said = [[read(h.claim, h.headline, "") for h in news.headlines] for read in readers]
    # Every headline is about its claim: "unrelated" can only be a discussion.
    said = [["discuss" if s == "unrelated" else s for s in column] for column in said]
    yield _figure("Emergent by headline, accuracy", truth, said, accuracy)
    yield _figure("Emergent by headline, macro-F1", truth, said, macro_f1)


def _figure(
    measured: str,
    truth: Sequence[str],
    said: Sequence[Sequence[str]],
    measure: Callable[[Sequence[str], Sequence[str]], float],
) -> Figure:
    embedded, lexical = (measure(truth, column) for column in said)
    return Figure(measured=measured, rows=len(truth), embedded=embedded, lexical=lexical)


def reader(model: EmbeddedModel) -> ReportReader:
    """Read a report by the trained report head."""
    return lambda *report: stance_of(model.weigh_report(*report))


def lexical_reader(model: StanceModel) -> ReportReader:
    """Read a report by the strongest of its passages' sides, as a model without a head does."""

    def read(claim: str, headline: str, text: str) -> str:
        weighed = model.weigh(report_pairs(claim, document(headline, text)))
        return stance_of(min(weighed, key=lambda s: (s.unrelated, s.mentions)))

    return read


def stance_of(scores: Scores) -> str:
    """Name a report's stance as FNC-1 does."""
    shares = (scores.supports, scores.contradicts, scores.mentions, scores.unrelated)
    return STANCES[shares.index(max(shares))]


def two_way(model: StanceModel, rows: Sequence[Row]) -> float:
    """Measure how often the right side of the two outweighs the other; a tie counts half."""
    pairs: list[Pair] = [r.pairs[0] for r in rows]
    right = 0.0
    for row, scores in zip(rows, model.weigh(pairs), strict=True):
        lead = scores.supports - scores.contradicts
        right += 0.5 if lead == 0 else float((lead > 0) is (row.target == SUPPORTS))
    return right / max(1, len(rows))


def accuracy(truth: Sequence[str], said: Sequence[str]) -> float:
    """Share of equal answers."""
    return sum(t == s for t, s in zip(truth, said, strict=True)) / max(1, len(truth))


def f1(truth: Sequence[str], said: Sequence[str], label: str) -> float:
    """F1 of one label."""
    counts = Counter(zip(truth, said, strict=True))
    hit = counts[label, label]
    missed = sum(n for (t, s), n in counts.items() if (t == label) != (s == label))
    return 2 * hit / max(1, 2 * hit + missed)


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """Mean F1 over the labels that occur in the truth."""
    labels = sorted(set(truth))
    return sum(f1(truth, said, label) for label in labels) / max(1, len(labels))


def weighted(truth: Sequence[str], said: Sequence[str]) -> float:
    """Score as the Fake News Challenge does: a quarter for relatedness, the rest for the stance."""
    score = best = 0.0
    for t, s in zip(truth, said, strict=True):
        related = t != "unrelated"
        best += 1.0 if related else 0.25
        score += 0.25 * (related is (s != "unrelated")) + 0.75 * (related and t == s)
    return score / max(1.0, best)
