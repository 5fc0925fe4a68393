"""Fits the mixture of rules and model on the stories held out, as matching serves them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from monitor.model.change import Field
from monitor.model.evidence import Pair, Scores
from monitor.ports import StanceModel
from monitor.rules.readings import SIDE_FLOOR
from monitor.stance.combined import CombinedModel, is_near
from monitor.stance.lexical import LexicalModel
from monitor.stance.mixture import Mixture
from monitor.stance.shares import softmax
from monitor.stance.training.desk_stories import HEADLINE, Report
from monitor.stance.training.evaluate import macro_f1
from monitor.stance.training.rows import CONTRADICTS, MENTIONS, SUPPORTS, UNRELATED, Target, bucket
from monitor.stance.traits import traits

#: Weight decay of the mixture per row, steps of descent and their length.
#: Source: story-wise folds over the stories held out, 2026-11-25, see docs/adr/0013.
DECAY, STEPS, RATE = 0.005, 400, 0.5
#: How often a report without a side is counted for one with a side when biases are fitted. The
#: stories are dense with sides (45 in 100 readings); in a desk's day about 12 in 100 are
#: (development reports of tests/gates: 80 of 660).
QUIET_READINGS = 6
#: Story-wise folds that class biases are fitted by, so that no story speaks for itself.
FOLDS = 5
#: Biases tried for each side: below 0 a side needs more certainty.
BIASES = tuple(round(-2.0 + 0.25 * step, 2) for step in range(13))
#: Added to the fitted biases of support and contradiction: reports are longer than stories, and a
#: denial spills further. Source: 2026-11-25, five pairs tried on four sets of tests.gates: with it
#: 5 to 11 in 100 alerts more are right, 0 to 5 in 100 of those due fewer raised (docs/adr/0013).
REPORT_BIASES = (-0.3, -0.8)

_WAYS: Sequence[Target] = (SUPPORTS, CONTRADICTS, MENTIONS, UNRELATED)


@dataclass(frozen=True, kw_only=True)
class Served:
    """A passage that matching serves, with its answer."""

    story: str
    report: int
    claim: str
    pair: Pair
    target: Target


def fitted(name: str, trained: StanceModel, reports: Sequence[Report]) -> tuple[Mixture, str]:
    """Fit a mixture with its thresholds, and tell how well it reads stories it is not fitted on."""
    kept = near(trained, served(reports))
    rows, laid, due = [r for r, _ in kept], lay_out(trained, kept), answers(reports)
    logits = folded(laid, rows)
    biases = best_biases(logits, rows, due)
    given = readings(logits + np.array([*biases, 0.0, 0.0]), rows)
    score = macro_f1([*due.values()], [given.get(key, "none") for key in due])
    told = (
        f"{len(reports)} reports, {len(rows)} passages near; biases {biases};"
        f" macro-F1 of {len(due)} readings by folds {score:.3f}"
    )
    return biased(biased(fit(name, laid, rows), biases), REPORT_BIASES), told


def served(reports: Iterable[Report]) -> list[Served]:
    """Serve reports as the service would."""
    return [
        Served(
            story=report.story,
            report=number,
            claim=match.claim.id,
            pair=Pair(claim=match.claim.text, passage=passage),
            target=report.target(match.claim.id, passage),
        )
        for number, report in enumerate(reports)
        for match in report.matches()
        for passage in match.passages
    ]


def near(trained: StanceModel, rows: Sequence[Served]) -> list[tuple[Served, Scores]]:
    """Keep the passages that the trained model leaves to the mixture, with its scores of them."""
    pairs = [r.pair for r in rows]
    ruled, weighed = LexicalModel().weigh(pairs), trained.weigh(pairs)
    return [
        (row, found)
        for row, found, verdict in zip(rows, weighed, ruled, strict=True)
        if is_near(found, verdict)
    ]


def lay_out(trained: StanceModel, kept: Sequence[tuple[Served, Scores]]) -> np.ndarray:
    """Give the traits of served passages.

    Shape:
        rows by traits.
    """
    pairs, within = [r.pair for r, _ in kept], [s for _, s in kept]
    seen = CombinedModel(trained).look(pairs, within)
    return np.array([traits(pair, found) for pair, found in zip(pairs, seen, strict=True)])


def fit(name: str, laid: np.ndarray, rows: Sequence[Served]) -> Mixture:
    """Fit a mixture by plain descent; the same rows give the same one."""
    centre, spread = laid.mean(axis=0), laid.std(axis=0) + 0.1
    inputs = (laid - centre) / spread
    wanted = np.array([r.target for r in rows])
    weights, bias = np.zeros((laid.shape[1], len(_WAYS))), np.zeros(len(_WAYS))
    for _ in range(STEPS):
        off = softmax(inputs @ weights + bias) - wanted
        weights -= RATE * (inputs.T @ off / len(rows) + DECAY * weights)
        bias -= RATE * off.mean(axis=0)
    return Mixture(name=name, centre=centre, spread=spread, weights=weights, bias=bias)


def folded(laid: np.ndarray, rows: Sequence[Served]) -> np.ndarray:
    """Weigh each row by a mixture fitted on other stories.

    Shape:
        rows by traits in, rows by four logits out.
    """
    folds = np.array([bucket(f"fold {r.story}") % FOLDS for r in rows])
    logits = np.zeros((len(rows), len(_WAYS)))
    for fold in sorted(set(folds)):
        inside = folds == fold
        others = [r for r, here in zip(rows, inside, strict=True) if not here]
        logits[inside] = fit("fold", laid[~inside], others).logits(laid[inside])
    return logits


def best_biases(
    logits: np.ndarray, rows: Sequence[Served], due: Mapping[tuple[int, str], str]
) -> tuple[float, float]:
    """Find the biases of the two sides under which readings are best, by macro-F1."""
    sides = {"supports", "contradicts", "disputed"}
    keys = [key for key, way in due.items() for _ in range(1 if way in sides else QUIET_READINGS)]

    def score(biases: tuple[float, float]) -> float:
        shifted = logits + np.array([*biases, 0.0, 0.0])
        given = readings(shifted, rows)
        return macro_f1([due[key] for key in keys], [given.get(key, "none") for key in keys])

    return max(product(BIASES, BIASES), key=lambda b: (round(score(b), 4), -abs(b[0]) - abs(b[1])))


def biased(mixture: Mixture, biases: tuple[float, float]) -> Mixture:
    """Set the thresholds of the two sides into a mixture."""
    return replace(mixture, bias=mixture.bias + np.array([*biases, 0.0, 0.0]))


def readings(logits: np.ndarray, rows: Sequence[Served]) -> dict[tuple[int, str], str]:
    """Read each report against each claim by the ways of its passages, as the product does."""
    body: dict[tuple[int, str], set[str]] = defaultdict(set)
    top: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row, way in zip(rows, _ways(logits), strict=True):
        part = top if row.pair.passage.field is Field.HEADLINE else body
        part[row.report, row.claim].add(way)
    return {key: _kind(body[key], top[key]) for key in {*body, *top}}


def answers(reports: Iterable[Report]) -> dict[tuple[int, str], str]:
    """Tell what each report says of each claim, by its labels."""
    names = dict(zip(_WAYS, ("supports", "contradicts", "mentions", "none"), strict=True))
    due = {}
    for number, report in enumerate(reports):
        for claim in report.claims:
            told = {at: names[way] for (at, key), way in report.labels.items() if key == claim}
            body = {way for at, way in told.items() if at != HEADLINE}
            due[number, claim] = _kind(body, {told[HEADLINE]} if HEADLINE in told else set())
    return due


def _kind(body: set[str], top: set[str]) -> str:
    """Name a reading; the headline counts where the body takes no side."""
    sides = {"supports", "contradicts"}
    found = body if body & sides else body | top
    if sides <= found:
        return "disputed"
    return next((way for way in ("supports", "contradicts", "mentions") if way in found), "none")


def _ways(logits: np.ndarray) -> list[str]:
    """Name what each passage amounts to: a side from the floor on, else mentions or nothing."""
    shares = softmax(logits)
    named = []
    for supports, contradicts, _, unrelated in shares:
        if max(supports, contradicts) >= SIDE_FLOOR:
            named.append("supports" if supports >= contradicts else "contradicts")
        else:
            named.append("mentions" if unrelated <= SIDE_FLOOR else "none")
    return named
