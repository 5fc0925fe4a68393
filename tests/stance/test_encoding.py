"""How pairs become tokens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stance.encoding import (
    CLAIM_TOKENS,
    CONTEXT_TOKENS,
    HEADLINE_TOKENS,
    PASSAGE_TOKENS,
    Encoder,
    Tokens,
    clean,
)
from monitor.stance.model import WEIGHTS
from tests.stance.words import a_pair

ENCODER = Encoder(WEIGHTS / "tokenizer.json")
CLS, SEP = 101, 102


def one(claim: str, text: str, *context: str) -> Tokens:
    """Encode one pair."""
    return ENCODER.encode([a_pair(claim, text, *context)])[0]


def test_a_pair_is_claim_passage_context() -> None:
    """The claim comes first, then the passage, then the context, each closed by a separator."""
    row = one("a claim", "a passage", "some context")
    assert row.ids[0] == CLS
    assert row.ids.count(SEP) == 3
    assert row.ids[-1] == SEP


def test_the_passage_alone_is_marked() -> None:
    """Types are 1 on the passage and its separator, 0 on claim and context."""
    row = one("a claim", "a passage", "some context")
    first, last = row.types.index(1), len(row.types) - row.types[::-1].index(1)
    assert row.types == (0,) * first + (1,) * (last - first) + (0,) * (len(row.types) - last)
    assert row.ids[last - 1] == SEP


def test_a_bare_passage_has_no_empty_context() -> None:
    """Without context and headline, two separators suffice."""
    assert one("a claim", "a passage").ids.count(SEP) == 2


def test_the_headline_is_read_after_the_context() -> None:
    """A sentence far down is still read as part of the report that the headline names."""
    bare = a_pair("a claim", "a passage", "some context")
    headed = replace(bare, passage=replace(bare.passage, headline="the headline"))
    (row,) = ENCODER.encode([headed])
    assert row.ids[: len(ENCODER.encode([bare])[0].ids)] == ENCODER.encode([bare])[0].ids
    assert row.ids.count(SEP) == 4


def test_the_headline_stands_in_for_a_missing_context() -> None:
    """A first sentence is read with the headline."""
    bare = a_pair("a claim", "a passage")
    headed = replace(bare, passage=replace(bare.passage, headline="some context"))
    assert ENCODER.encode([headed])[0] == one("a claim", "a passage", "some context")


def test_a_headline_is_not_its_own_context() -> None:
    """A headline that is the passage is read once."""
    bare = a_pair("a claim", "a passage")
    headed = replace(bare, passage=replace(bare.passage, headline="a passage"))
    assert ENCODER.encode([headed]) == ENCODER.encode([bare])


def test_long_parts_are_cut_the_context_from_its_far_end() -> None:
    """Nothing exceeds its budget, and the sentence next to the passage survives."""
    far = a_pair("w " * 900, "w " * 900, "far " * 400, "near")
    (row,) = ENCODER.encode([replace(far, passage=replace(far.passage, headline="top " * 900))])
    context = 1 + CLAIM_TOKENS + 1 + PASSAGE_TOKENS + 1 + CONTEXT_TOKENS
    assert len(row.ids) == context + 1 + HEADLINE_TOKENS + 1
    assert row.ids[context - 1] == one("a", "b", "near").ids[-2]


@pytest.mark.parametrize("hostile", ["\x00\x1b[31mred", "a\u200bb\u202e", "\ud800x", "\ue000"])
def test_what_no_newsroom_types_becomes_space(hostile: str) -> None:
    """Control, format, surrogate and private characters do not reach the tokenizer."""
    assert clean(hostile).isprintable()


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_encoded(claim: str, text: str, context: str) -> None:
    """Whatever the text, there is a row of equal parts within the limits."""
    row = one(claim, text, context)
    assert len(row.ids) == len(row.types)
    assert len(row.ids) <= 4 + CLAIM_TOKENS + PASSAGE_TOKENS + CONTEXT_TOKENS
