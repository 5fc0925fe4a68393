"""Builders of pairs for tests of stance."""

from __future__ import annotations

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage

CLAIM = "The port authority will close the northern terminal in May."


def a_pair(
    claim: str = CLAIM, text: str = "The northern terminal closes in May.", *context: str
) -> Pair:
    """Build a pair of a claim and a passage after the sentences of its context."""
    passage = Passage(text=text, field=Field.TEXT, start=0, end=len(text), context=context)
    return Pair(claim=claim, passage=passage)
