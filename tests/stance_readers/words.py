"""Builders of pairs, and the words by which the scripted readers of these tests judge."""

from __future__ import annotations

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage, Scores

CLAIM = "The port authority closed the northern terminal in June."
SAID = "The port authority closed the northern terminal in June, a spokesman said."
DENIED = "The port authority denied that it had closed the northern terminal in June."
DECLINED = (
    "Asked whether it had closed the northern terminal in June, the port authority declined to "
    "comment."
)
OTHER = "The choir rehearsed a new mass on Thursday evening."
PASSAGES = (SAID, DENIED, DECLINED, OTHER)


def a_pair(text: str = SAID, *context: str, claim: str = CLAIM, headline: str = "") -> Pair:
    """Build a pair of a claim and a passage after the sentences of its context."""
    passage = Passage(
        text=text, field=Field.TEXT, start=0, end=len(text), headline=headline, context=context
    )
    return Pair(claim=claim, passage=passage)


def way(text: str) -> str:
    """Say what a passage does by its one telling word."""
    telling = {"said": "supports", "denied": "contradicts", "declined": "mentions"}
    return next((found for word, found in telling.items() if word in text), "unrelated")


def best(scores: Scores) -> str:
    """Name the likeliest way."""
    ways = ("supports", "contradicts", "mentions", "unrelated")
    return max(ways, key=lambda one: float(getattr(scores, one)))
