"""How a claim and a passage become tokens: one scheme for training and serving."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from monitor.model.evidence import Pair

#: Tokens kept of each part, at most. Source: 99% of claims and sentences of the training sets fit.
CLAIM_TOKENS = 48
PASSAGE_TOKENS = 88
CONTEXT_TOKENS = 56
#: A headline names who and what the report is of; its first words do.
HEADLINE_TOKENS = 24
#: Characters read of each part; keeps hostile input from the tokenizer. Longer parts are cut.
PART_CHARACTERS = 1_500
#: Parts of a pair: claim, passage, context, headline.
PARTS = 4
#: Sentences of context read, nearest last.
CONTEXT_SENTENCES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One pair as the network sees it."""

    ids: tuple[int, ...]
    #: 1 where the passage stands, 0 elsewhere: the passage is judged, the rest is to understand it.
    types: tuple[int, ...]


class Encoder:
    """Turns pairs into `[CLS] claim [SEP] passage [SEP] context [SEP] headline [SEP]`."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cls = self._special("[CLS]")
        self._sep = self._special("[SEP]")

    def encode(self, pairs: Sequence[Pair]) -> list[Tokens]:
        """Encode each pair; parts are cut to their lengths, the context from its far end."""
        parts = [clean(part) for pair in pairs for part in _parts(pair)]
        encoded = self._tokenizer.encode_batch(parts, add_special_tokens=False)
        ids = [encoding.ids for encoding in encoded]
        return [self._join(*ids[at : at + PARTS]) for at in range(0, len(ids), PARTS)]

    def _special(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        assert found is not None, f"a BERT vocabulary has {token}"
        return found

    def _join(
        self, claim: list[int], passage: list[int], context: list[int], headline: list[int]
    ) -> Tokens:
        head = [self._cls, *claim[:CLAIM_TOKENS], self._sep]
        body = [*passage[:PASSAGE_TOKENS], self._sep]
        around = (context[-CONTEXT_TOKENS:], headline[:HEADLINE_TOKENS])
        tail = [token for part in around if part for token in (*part, self._sep)]
        types = [0] * len(head) + [1] * len(body) + [0] * len(tail)
        return Tokens(ids=(*head, *body, *tail), types=tuple(types))


def clean(text: str) -> str:
    """Cut to length and replace what no newsroom types: control and format characters."""
    cut = text[:PART_CHARACTERS]
    return "".join(" " if unicodedata.category(c) in _UNPRINTED else c for c in cut)


#: Unicode categories: control, format, surrogate, private use, unassigned.
_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _parts(pair: Pair) -> tuple[str, str, str, str]:
    passage = pair.passage
    context = " ".join(passage.context[-CONTEXT_SENTENCES:])[-PART_CHARACTERS:]
    headline = "" if passage.headline == passage.text else passage.headline
    return pair.claim, passage.text, context, headline
