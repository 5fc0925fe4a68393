"""The shipped weights as a start for more training: integers read back as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import onnx
import torch
from onnx import GraphProto, numpy_helper
from torch import Tensor

from monitor.stance.training.network import StanceNetwork

#: Part of the name of an exported multiplication that ends its layer's name.
_LAYER_ENDS = ("/MatMul", "/Gemm_MatMul")
#: Embeddings that were trained, and so come from the file; word vectors never moved.
_TABLES = ("position_embeddings", "token_type_embeddings")


def restore(network: StanceNetwork, file: Path) -> None:
    """Give a network the weights of an exported file, as exactly as eight bits tell them.

    Word vectors were frozen in training, so they stay those of the packaged encoder.
    """
    graph = onnx.load(str(file)).graph
    arrays = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in graph.initializer}
    found = dict(_weights(graph, arrays)) | dict(_plain(arrays)) | dict(_tables(arrays))
    state = network.state_dict()
    missing = [n for n in state if n not in found and "word_embeddings" not in n]
    assert not missing, f"The exported file lacks {missing}."
    network.load_state_dict(state | found)


def _weights(graph: GraphProto, arrays: Mapping[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    """Read the quantised matrices back, each named by the layer that multiplies by it."""
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        name = next(node.name.split(end)[0] for end in _LAYER_ENDS if end in node.name)
        layer = name.removeprefix("/_network/").replace("/", ".")
        yield f"{layer}.weight", _numbers(arrays, node.input[1].removesuffix("_quantized")).T


def _tables(arrays: Mapping[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    for table in _TABLES:
        name = f"encoder.embeddings.{table}.weight"
        yield name, _numbers(arrays, f"_network.{name}")


def _plain(arrays: Mapping[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    """Read what was never quantised: biases and norms."""
    for name, values in arrays.items():
        if name.startswith("_network.") and name.endswith((".bias", "LayerNorm.weight")):
            yield name.removeprefix("_network."), values


def _numbers(arrays: Mapping[str, Tensor], name: str) -> Tensor:
    whole = arrays[f"{name}_quantized"].float()
    return (whole - arrays[f"{name}_zero_point"].float()) * arrays[f"{name}_scale"]
