"""Fits the mixture of rules and model on the stories held out, as matching serves them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from monitor.model.change import Field
from monitor.model.evidence import Pair, Scores
from monitor.ports import StanceModel
from monitor.rules.readings import SIDE_FLOOR
from monitor.stance.combined import CombinedModel, is_near
from monitor.stance.lexical import LexicalModel
from monitor.stance.mixture import Mixture
from monitor.stance.shares import softmax
from monitor.stance.training.desk_stories import Report, reading_of
from monitor.stance.training.evaluate import macro_f1
from monitor.stance.training.rows import CONTRADICTS, MENTIONS, SUPPORTS, UNRELATED, Target, bucket
from monitor.stance.training.told_reports import ToldReport
from monitor.stance.traits import traits

#: Weight decay of the mixture per row, steps of descent and their length.
#: Source: story-wise folds over the stories held out, 2026-11-25, see docs/adr/0013.
DECAY, STEPS, RATE = 0.005, 400, 0.5
#: Story-wise folds that a mixture is measured by, so that no story speaks for itself.
FOLDS = 5
#: The stories it is fitted on: those whose reports are as thin with sides as a desk's day.
FITTED_FILES = "[k-n]"
#: Added to the fitted biases of support and contradiction: below 0 a side needs to be surer.
#: Source: 2026-11-25, ten pairs tried on two sets of tests.gates (docs/adr/0014), and again (0015).
SIDE_BIASES = (-0.3, 0.0)

_WAYS: Sequence[Target] = (SUPPORTS, CONTRADICTS, MENTIONS, UNRELATED)


#: A report that knows what its passages and the whole are due to be read as.
Answered = Report | ToldReport


@dataclass(frozen=True, kw_only=True)
class Served:
    """A passage that matching serves, with its answer."""

    story: str
    report: int
    claim: str
    pair: Pair
    target: Target


def fitted(name: str, trained: StanceModel, reports: Sequence[Answered]) -> tuple[Mixture, str]:
    """Fit a mixture with its thresholds, and tell how well it reads stories it is not fitted on."""
    kept = near(trained, served(reports))
    rows, laid, due = [r for r, _ in kept], lay_out(trained, kept), answers(reports)
    given = readings(folded(laid, rows) + np.array([*SIDE_BIASES, 0.0, 0.0]), rows)
    score = macro_f1([*due.values()], [given.get(key, "none") for key in due])
    told = (
        f"{len(reports)} reports, {len(rows)} passages near;"
        f" macro-F1 of {len(due)} readings by folds {score:.3f}"
    )
    return biased(fit(name, laid, rows), SIDE_BIASES), told


def served(reports: Iterable[Answered]) -> list[Served]:
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
    return {key: reading_of(body[key], top[key]) for key in {*body, *top}}


def answers(reports: Iterable[Answered]) -> dict[tuple[int, str], str]:
    """Tell what each report is due to be read as against each claim."""
    return {
        (n, claim): way for n, report in enumerate(reports) for claim, way in report.due().items()
    }


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
