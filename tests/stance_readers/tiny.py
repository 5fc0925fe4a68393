"""Writes a cross-encoder directory of a few hundred bytes: one row of logits a word, summed.

The protobuf is written by hand, field by field, for the tests do without the onnx package.
Source: field numbers of onnx.proto, IR version 8.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

_INT64, _INT32, _FLOAT = 7, 6, 1
#: AttributeProto.type of a list of integers, and of one.
_INTS, _INT = 7, 2

#: Logits of the labels contradiction, entailment, neutral (the order of many published models).
ORDER = ("contradiction", "entailment", "neutral")
WORDS = {
    "[UNK]": (0, 0, 0),
    "[CLS]": (0, 0, 1),
    "[SEP]": (0, 0, 0),
    "denied": (4, 0, 0),
    "said": (0, 4, 0),
    "declined": (0, 0, 4),
}


def write_directory(
    folder: Path,
    *,
    labels: Sequence[str] | None = ORDER,
    inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids"),
    narrow: bool = False,
    table: Sequence[Sequence[float]] = tuple(WORDS.values()),
) -> Path:
    """Write model, tokenizer and (with labels) configuration into a new folder."""
    folder.mkdir()
    (folder / "model.onnx").write_bytes(_model(inputs, _INT32 if narrow else _INT64, table))
    _tokenizer().save(str(folder / "tokenizer.json"))
    if labels is not None:
        named = {str(number): label for number, label in enumerate(labels)}
        (folder / "config.json").write_text(json.dumps({"id2label": named}))
    return folder


def _tokenizer() -> Tokenizer:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(word, vocabulary[word]) for word in ("[CLS]", "[SEP]")],
    )
    return tokenizer


def _model(inputs: Sequence[str], kind: int, logits: Sequence[Sequence[float]]) -> bytes:
    rows = np.array(logits, dtype=np.float32)
    table = b"".join(_number(1, size) for size in rows.shape)
    table += _number(2, _FLOAT) + _bytes(8, b"table") + _bytes(9, rows.tobytes())
    graph = _bytes(1, _node("Gather", ["table", "input_ids"], "rows"))
    graph += _bytes(1, _node("ReduceSum", ["rows"], "logits", _sum_over_words()))
    graph += _bytes(2, b"tiny") + _bytes(5, table)
    graph += b"".join(_bytes(11, _value(name, kind, 1, "length")) for name in inputs)
    graph += _bytes(12, _value("logits", _FLOAT, 1, rows.shape[1]))
    opset = _bytes(1, b"") + _number(2, 11)
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, opset)


def _sum_over_words() -> bytes:
    axes = _bytes(1, b"axes") + _number(8, 1) + _number(20, _INTS)
    keep = _bytes(1, b"keepdims") + _number(3, 0) + _number(20, _INT)
    return _bytes(5, axes) + _bytes(5, keep)


def _node(kind: str, inputs: Sequence[str], output: str, attributes: bytes = b"") -> bytes:
    named = b"".join(_bytes(1, name.encode()) for name in inputs)
    return named + _bytes(2, output.encode()) + _bytes(4, kind.encode()) + attributes


def _value(name: str, kind: int, *dims: int | str) -> bytes:
    shape = b"".join(
        _bytes(1, _number(1, dim) if isinstance(dim, int) else _bytes(2, dim.encode()))
        for dim in dims
    )
    tensor = _number(1, kind) + _bytes(2, shape)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(high) if high else bytes([low])
