"""A stance model out of any ONNX cross-encoder directory: `model.onnx`, `tokenizer.json`, labels.

Cross-encoders for inference (NLI) are the usual ones: the premise is the passage after the
sentences it leans on, the hypothesis is the claim.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from monitor.model.errors import ConfigError, StanceError
from monitor.model.evidence import Pair, Scores
from monitor.rules.text import words
from monitor.stance.encoding import CONTEXT_SENTENCES, clean
from monitor.stance.model import ORT_ERRORS, THREADS
from monitor.stance.shares import softmax

#: How the labels of most inference models are called.
NLI_LABELS = {"entailment": "supports", "contradiction": "contradicts", "neutral": "mentions"}

#: Tokens of a pair, at most; what is over is cut from the far end of the context.
MAX_TOKENS = 256

#: Letters of a word that counts for overlap; shorter ones are mostly grammar. Figures count.
CONTENT_LETTERS = 4

_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_WIDTHS = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_NOTHING = Scores(supports=0.0, contradicts=0.0, mentions=0.0, unrelated=0.0)
_WAYS = frozenset(asdict(_NOTHING))


class _Loaded(NamedTuple):
    """What a directory holds, ready to run."""

    #: Of each logit, in order, which way it counts.
    ways: Sequence[str]
    tokenizer: Tokenizer
    session: ort.InferenceSession


class DirectoryModel:
    """A third party's cross-encoder; satisfies the StanceModel port.

    A softmax of the model's logits is dealt out by the label map. Most such models know no
    `unrelated`: their neutral share is then parted by how many of the claim's words the passage
    and its context have, the covered part to `mentions`, the rest to `unrelated`.

    Each pair runs by itself and unpadded, so that no pair can change another's score.
    """

    def __init__(
        self,
        folder: Path,
        labels: Mapping[str, str] | None = None,
        *,
        name: str | None = None,
        threads: int = THREADS,
    ) -> None:
        """Read the label map; nothing is loaded before the first pair is weighed.

        Args:
            folder: Holds `model.onnx`, `tokenizer.json` and mostly `config.json` with `id2label`.
            labels: Of each label what it says of the claim (`supports`, `contradicts`, `mentions`
                or `unrelated`). Without a `config.json` they stand in the order of the logits.
            name: Stands in evidence; None: the folder's.
            threads: Pairs weighed at once.

        Raises:
            ConfigError: A stance cannot come of these labels.
        """
        self._labels = {label.lower(): way for label, way in (labels or NLI_LABELS).items()}
        _check(self._labels)
        self._folder, self._threads = folder, threads
        self._name = name or f"directory:{folder.name}"
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Name of the directory's model."""
        return self._name

    def weigh(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Weigh each pair; same length and order, whatever else is asked with it.

        A pair without a word in its claim or its passage is unrelated.

        Raises:
            StanceError: The directory could not be loaded or run.
        """
        if not pairs:
            return []
        with self._lock:
            loaded = self._loaded
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(lambda pair: self._weigh(loaded, pair), pairs))

    def _weigh(self, loaded: _Loaded, pair: Pair) -> Scores:
        claim, text = clean(pair.claim), clean(pair.passage.text)
        if not claim.strip() or not text.strip():
            return replace(_NOTHING, unrelated=1.0)
        premise = " ".join([*_context(pair), text])
        shares = softmax(self._run(loaded, premise, claim)).tolist()
        return _deal(loaded.ways, shares, _overlap(claim, premise))

    def _run(self, loaded: _Loaded, premise: str, hypothesis: str) -> np.ndarray:
        row = loaded.tokenizer.encode(premise, hypothesis)
        given = {
            "input_ids": row.ids,
            "attention_mask": row.attention_mask,
            "token_type_ids": row.type_ids,
        }
        feed = {
            put.name: np.array([given[put.name]], dtype=_WIDTHS[put.type])
            for put in loaded.session.get_inputs()
        }
        try:
            logits: np.ndarray = loaded.session.run(None, feed)[0]
        except ORT_ERRORS as error:
            raise self._error("its model.onnx cannot be run on a pair of texts") from error
        if logits.shape != (1, len(loaded.ways)):
            raise self._error(
                f"its model.onnx gives {logits.shape} and not {len(loaded.ways)} logits a pair; "
                "name every label, in order"
            )
        if not np.isfinite(logits).all():
            raise self._error("its model.onnx gives logits that are no numbers")
        row_of_logits: np.ndarray = logits[0].astype(np.float64)
        return row_of_logits

    @cached_property
    def _loaded(self) -> _Loaded:
        return _Loaded(self._ways(), self._tokenizer(), self._session())

    def _ways(self) -> list[str]:
        """Say of each logit, in order, which way it counts."""
        named = self._json("config.json").get("id2label") if self._has_config() else None
        if not named:
            return list(self._labels.values())
        try:
            labels = [named[key].lower() for key in sorted(named, key=int)]
        except (TypeError, ValueError, AttributeError) as error:
            raise self._error("its config.json has no id2label that can be read") from error
        if unknown := [label for label in labels if label not in self._labels]:
            raise self._error(f"its label {unknown[0]!r} is not mapped; name it in labels")
        return [self._labels[label] for label in labels]

    def _has_config(self) -> bool:
        return (self._folder / "config.json").is_file()

    def _tokenizer(self) -> Tokenizer:
        # The tokenizer raises a bare Exception over a broken file: look before it does.
        model = self._json("tokenizer.json").get("model")
        if not isinstance(model, dict) or not model.get("vocab"):
            raise self._error("its tokenizer.json is none of the tokenizers library")
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS, direction="left")
        return tokenizer

    def _session(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = ort.InferenceSession(
                str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except ORT_ERRORS as error:
            raise self._error("its model.onnx cannot be loaded") from error
        for put in session.get_inputs():
            if put.name not in _INPUTS or put.type not in _WIDTHS:
                raise self._error(f"its model.onnx wants {put.name!r}, which is no text's")
        return session

    def _json(self, file: str) -> dict[str, Any]:
        try:
            found = json.loads((self._folder / file).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._error(f"its {file} cannot be read") from error
        if not isinstance(found, dict):
            raise self._error(f"its {file} is no JSON object")
        return found

    def _error(self, what: str) -> StanceError:
        return StanceError(f"{self._folder} cannot be used: {what}.", model=self._name)


def _check(labels: Mapping[str, str]) -> None:
    for label, way in labels.items():
        if way not in _WAYS:
            known = ", ".join(sorted(_WAYS))
            raise ConfigError(f"{way!r} is none of {known}", key=f"stance.directory.labels.{label}")
    if not {"mentions", "unrelated"} & set(labels.values()):
        raise ConfigError(
            "map a label to mentions or unrelated: most passages take no side",
            key="stance.directory.labels",
        )


def _context(pair: Pair) -> list[str]:
    """Give the sentences that the passage leans on, or the headline that stands in for them."""
    context = pair.passage.context[-CONTEXT_SENTENCES:] or (pair.passage.headline,)
    return [clean(s) for s in context if s.strip() and s != pair.passage.text]


def _overlap(claim: str, premise: str) -> float:
    """Tell the share of the claim's words that the premise has, in [0, 1]."""
    asked, there = _content(claim), _content(premise)
    return len(asked & there) / len(asked) if asked else 0.0


def _content(text: str) -> set[str]:
    return {
        word.stem
        for word in words(text)
        if len(word.lower) >= CONTENT_LETTERS or word.lower[:1].isdigit()
    }


def _deal(ways: Sequence[str], shares: Sequence[float], overlap: float) -> Scores:
    """Deal the labels' shares out to the four ways."""
    dealt = asdict(_NOTHING)
    for way, share in zip(ways, shares, strict=True):
        dealt[way] += share
    if "unrelated" not in ways:
        neutral = dealt["mentions"]
        dealt["mentions"], dealt["unrelated"] = neutral * overlap, neutral * (1 - overlap)
    return Scores(**dealt)
