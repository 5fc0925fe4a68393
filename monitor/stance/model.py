"""The embedded stance model: this project's own weights, run by onnxruntime on the CPU."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime as ort
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)

from monitor.model.change import Field
from monitor.model.errors import StanceError
from monitor.model.evidence import Pair, Scores
from monitor.rules.text import Document, document
from monitor.stance.encoding import Encoder, Tokens, clean
from monitor.stance.reports import report_pairs
from monitor.stance.shares import as_scores, softmax

#: Where the weights that ship stand: `model.onnx`, `tokenizer.json`, `calibration.json`.
WEIGHTS = Path(__file__).parent / "weights"
#: Pairs weighed at once, each on a thread of its own. Two cores are what a small machine has.
THREADS = 2
#: The passage head's logits come first, then the report head's.
WAYS = 4
#: A text of up to so many sentences is a note. Source: 2026-11-25, FEVER's held-out pairs as texts:
#: 0.69 right by the report head alone, 0.83 by both; Emergent headlines have no stop and keep it.
NOTE_SENTENCES = 2
#: What onnxruntime raises over a file that is missing, cut short or of another kind.
ORT_ERRORS = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, RuntimeException)

_UNRELATED = Scores(supports=0.0, contradicts=0.0, mentions=0.0, unrelated=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What turns logits into probabilities that mean what they say; fitted on held-out rows."""

    name: str
    #: Divides the passage head's logits.
    temperature: float
    #: Added to a report's pooled log-probabilities: the natural mix of stances is not the trained.
    report_bias: tuple[float, ...]
    #: Divides a report's log-probabilities, bias and all.
    report_temperature: float


class EmbeddedModel:
    """The trained model; satisfies the StanceModel port.

    Nothing is loaded before the first pair is weighed. Each pair runs by itself and unpadded, so
    no pair can change another's score (quantisation scales would leak between rows of a batch).
    Takes about 60 MB once loaded.
    """

    def __init__(self, folder: Path = WEIGHTS, threads: int = THREADS) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._calibration.name

    def weigh(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Weigh each pair; same length and order, whatever else is asked with it.

        A pair without a word in its claim or its passage is unrelated.

        Raises:
            StanceError: The weights could not be loaded or run.
        """
        worded = [at for at, pair in enumerate(pairs) if _has_words(pair)]
        weighed = self.logits([pairs[at] for at in worded])
        scores = [_UNRELATED] * len(pairs)
        for at, logits in zip(worded, weighed, strict=True):
            scores[at] = as_scores(softmax(logits[:WAYS] / self._calibration.temperature))
        return scores

    def weigh_report(self, claim: str, headline: str, text: str) -> Scores:
        """Weigh where a report stands by its own voice, over its lede and nearest sentences.

        This is the question of FNC-1 (agree, disagree, discuss, unrelated); what each
        passage says, whoever says it, is `weigh`. A note of a sentence or two is as much a
        passage as a report, and both are asked.

        Raises:
            StanceError: The weights could not be loaded or run.
        """
        report = document(headline, text)
        pairs = [p for p in report_pairs(claim, report) if _has_words(p)]
        if not pairs:
            return _UNRELATED
        logits, told = np.stack(self.logits(pairs)), self._calibration
        shares = softmax((pool(logits[:, WAYS:]) + told.report_bias) / told.report_temperature)
        if _is_note(report):
            shares = (shares + softmax(pool(logits[:, :WAYS]) / told.temperature)) / 2
        return as_scores(shares)

    def logits(self, pairs: Sequence[Pair]) -> list[np.ndarray]:
        """Run the network: eight logits a pair, the passage head's four, then the report head's."""
        if not pairs:
            return []
        with self._lock:
            encoder, session = self._encoder, self._session
        rows = encoder.encode(pairs)
        # The longest first, so that no thread is left with a long row at the end.
        order = sorted(range(len(rows)), key=lambda at: -len(rows[at].ids))
        with ThreadPoolExecutor(self._threads) as pool_of_threads:
            weighed = list(pool_of_threads.map(lambda at: _weigh(session, rows[at]), order))
        logits = dict(zip(order, weighed, strict=True))
        return [logits[at] for at in range(len(rows))]

    @cached_property
    def _calibration(self) -> Calibration:
        path = self._folder / "calibration.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return Calibration(
                name=found["name"],
                temperature=found["temperature"],
                report_temperature=found["report_temperature"],
                report_bias=tuple(found["report_bias"]),
            )
        except (OSError, ValueError, KeyError) as error:
            raise StanceError(model=str(self._folder)) from error

    @cached_property
    def _encoder(self) -> Encoder:
        path = self._folder / "tokenizer.json"
        try:
            # The tokenizer raises a bare Exception over a broken file: look before it does.
            json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StanceError(model=str(self._folder)) from error
        return Encoder(path)

    @cached_property
    def _session(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return ort.InferenceSession(
                str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except ORT_ERRORS as error:
            raise StanceError(model=str(self._folder)) from error


def pool(logits: np.ndarray) -> np.ndarray:
    """Pool a report's passages into its log-probabilities, as in training.

    A side or a mention stands by its strongest passage (a soft maximum), `unrelated` by the
    passage that is least so (a soft minimum).
    """
    each = logits - _log_sum_exp(logits, axis=1)[:, None]
    count = math.log(len(each))
    sides = _log_sum_exp(each[:, :3], axis=0) - count
    stranger = -(_log_sum_exp(-each[:, 3:], axis=0) - count)
    pooled = np.concatenate([sides, stranger])
    result: np.ndarray = pooled - _log_sum_exp(pooled[None], axis=1)
    return result


def _log_sum_exp(values: np.ndarray, axis: int) -> np.ndarray:
    top = values.max(axis=axis, keepdims=True)
    summed: np.ndarray = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return summed


def _has_words(pair: Pair) -> bool:
    return bool(clean(pair.claim).strip()) and bool(clean(pair.passage.text).strip())


def _weigh(session: ort.InferenceSession, row: Tokens) -> np.ndarray:
    feed = {
        "input_ids": np.array([row.ids], dtype=np.int64),
        "token_type_ids": np.array([row.types], dtype=np.int64),
    }
    logits: np.ndarray = session.run(None, feed)[0][0].astype(np.float64)
    return logits


def _is_note(report: Document) -> bool:
    """Tell a text of a sentence or two from a report, and from a headline, which has no stop."""
    prose = [s for s in report.sentences if s.field is Field.TEXT]
    return 0 < len(prose) <= NOTE_SENTENCES and prose[-1].text.rstrip("\"'\u201d\u2019)").endswith(
        (".", "!", "?")
    )
