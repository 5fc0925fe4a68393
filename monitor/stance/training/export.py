"""From the trained network to the files that ship: ONNX in 8-bit integers, and its tokenizer."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from monitor.stance.training.network import StanceNetwork, encoder_path


class _Single(nn.Module):
    """The network for one pair at a time: no padding, so no mask."""

    def __init__(self, network: StanceNetwork) -> None:
        super().__init__()
        self._network = network

    def forward(self, input_ids: Tensor, token_type_ids: Tensor) -> Tensor:
        """Weigh one unpadded pair."""
        logits: Tensor = self._network(input_ids, token_type_ids, None)
        return logits


def load_network(checkpoint: Path) -> StanceNetwork:
    """Load a trained network, ready to be measured or exported."""
    network = StanceNetwork(attention="eager")
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.eval()


def export(network: StanceNetwork, folder: Path, scratch: Path) -> Path:
    """Write the quantised network and the tokenizer into a folder.

    Weights are quantised per channel to seven bits of range, so that processors without VNNI
    saturate nowhere and every machine gives the same scores.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    full, fused = scratch / "full.onnx", scratch / "fused.onnx"
    sample = torch.tensor([[101, 2023, 102, 2008, 102]])
    torch.onnx.export(
        _Single(network),
        (sample, torch.zeros_like(sample)),
        str(full),
        input_names=["input_ids", "token_type_ids"],
        output_names=["logits"],
        dynamic_axes={"input_ids": {1: "length"}, "token_type_ids": {1: "length"}},
        opset_version=17,
        dynamo=False,
    )
    config = network.encoder.config
    optimized = optimize_model(
        str(full),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=FusionOptions("bert"),
    )
    optimized.save_model_to_file(str(fused))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    quantize_dynamic(
        str(fused),
        str(path),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},  # fused nodes do not tell theirs
    )
    shutil.copy2(encoder_path() / "tokenizer.json", folder / "tokenizer.json")
    return path
