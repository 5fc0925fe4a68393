"""Calibration: what the exported network's logits mean, fitted on rows held out for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from monitor.stance.model import WAYS, Calibration, EmbeddedModel, pool
from monitor.stance.training.evaluate import STANCES, macro_f1
from monitor.stance.training.news_sets import TARGETS, News, read_news
from monitor.stance.training.rows import calibrates, split
from monitor.stance.training.sentence_sets import sentence_rows

#: Temperatures tried.
TEMPERATURES = tuple(round(0.5 + 0.05 * step, 2) for step in range(60))
#: How much of the shift from the trained to the natural mix of stances is tried.
SHIFTS = tuple(round(0.05 * step, 2) for step in range(27))
#: Natural and trained shares of the four stances in FNC-1's training part.
#: Source: counts in news_sets.FNC_TAKEN and in the set itself.
NATURAL = (3_086, 650, 6_993, 23_892)
TRAINED = (2_000, 1_950, 2_000, 1_300)


def calibrate(folder: Path, name: str, data: Path, seed: int) -> Calibration:
    """Fit temperatures and the report head's bias, and write them beside the weights."""
    neutral = Calibration(
        name=name, temperature=1.0, report_temperature=1.0, report_bias=(0.0,) * WAYS
    )
    _write(folder, neutral)
    model = EmbeddedModel(folder)
    temperature = passage_temperature(model, data, seed)
    pooled, truth = pooled_reports(model, read_news(data).calibration)
    bias = best_bias(pooled, truth)
    fitted = Calibration(
        name=name,
        temperature=temperature,
        report_temperature=coldest(pooled + np.array(bias), np.eye(WAYS)[truth]),
        report_bias=bias,
    )
    _write(folder, fitted)
    return fitted


def passage_temperature(model: EmbeddedModel, data: Path, seed: int) -> float:
    """Fit the passage head's temperature on held-out sentence pairs."""
    _, held = split(sentence_rows(data, seed))
    rows = [r for r in held if calibrates(r)]
    logits = np.stack(model.logits([r.pairs[0] for r in rows]))[:, :WAYS]
    return coldest(logits, np.array([r.target for r in rows]))


def pooled_reports(model: EmbeddedModel, news: News) -> tuple[np.ndarray, list[int]]:
    """Weigh the calibration reports; pooled log-probabilities and true stances."""
    pooled = [
        pool(np.stack(model.logits(news.pairs(report, 4)))[:, WAYS:]) for report in news.reports
    ]
    return np.stack(pooled), [TARGETS[r.stance].index(1.0) for r in news.reports]


def best_bias(pooled: np.ndarray, truth: Sequence[int]) -> tuple[float, ...]:
    """Fit how far to shift from the trained mix of stances to the natural one, by macro-F1."""
    shift = np.log(np.array(NATURAL) / sum(NATURAL)) - np.log(np.array(TRAINED) / sum(TRAINED))
    names = [STANCES[t] for t in truth]

    def score(share: float) -> float:
        said = (pooled + share * shift).argmax(axis=1)
        return macro_f1(names, [STANCES[s] for s in said])

    best = max(SHIFTS, key=lambda share: (round(score(share), 4), -share))
    return tuple(round(float(b), 4) for b in best * shift)


def coldest(logits: np.ndarray, targets: np.ndarray) -> float:
    """Fit the temperature under which the targets are likeliest."""

    def surprise(temperature: float) -> float:
        scaled = logits / temperature
        top = scaled.max(axis=1, keepdims=True)
        normal = np.log(np.exp(scaled - top).sum(axis=1, keepdims=True)) + top
        return float(-(targets * (scaled - normal)).sum())

    return min(TEMPERATURES, key=surprise)


def _write(folder: Path, calibration: Calibration) -> None:
    text = json.dumps(asdict(calibration), indent=2)
    (folder / "calibration.json").write_text(text + "\n", encoding="utf-8")
