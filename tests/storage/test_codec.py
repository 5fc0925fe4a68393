"""Words survive the way into JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.alert import Alert, Attempt, Delivery, Silence
from monitor.model.article import Article, Revision
from monitor.model.change import Change
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Reading, Standing
from monitor.model.feed import Feed, Visit
from monitor.model.job import Job
from storage.codec import decode, encode, hints
from tests.builders import NOON, a_claim, a_revision

STORED = (
    Alert,
    Article,
    Attempt,
    Change,
    Claim,
    Delivery,
    Evidence,
    Feed,
    Job,
    Reading,
    Revision,
    Silence,
    Standing,
    Visit,
)

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(str, st.text(st.characters(), max_size=9))
st.register_type_strategy(timedelta, st.timedeltas())


@given(st.sampled_from(STORED).flatmap(st.from_type))
def test_round_trip(word: Any) -> None:  # noqa: ANN401 (any word there is)
    """Every word that is stored comes back from JSON as it was."""
    assert decode(type(word), json.loads(json.dumps(encode(word)))) == word


def test_field_gained() -> None:
    """A document from before a field was gained gives the field its default."""
    document = encode(a_claim(topic="dam"))
    del document["topic"], document["aliases"]
    assert decode(Claim, document) == a_claim()


def test_field_lost() -> None:
    """A document from before a field was lost gives the word without it."""
    assert decode(Claim, {**encode(a_claim()), "colour": "red"}) == a_claim()


def test_sets_have_an_order() -> None:
    """A set is written in one order only, so that equal words make equal documents."""
    assert encode(frozenset({"b", "a", "c"})) == ["a", "b", "c"]


def test_order_of_fields() -> None:
    """A word's fields are told in the order in which it names them."""
    assert next(iter(hints(Revision))) == "article_id"
    assert encode(a_revision(seen_at=NOON))["seen_at"] == "2025-11-28T12:00:00+00:00"


@pytest.mark.parametrize("stranger", [b"bytes", [1], object()])
def test_stranger(stranger: object) -> None:
    """What no word is made of is refused on the way in."""
    with pytest.raises(TypeError, match="No word is made of"):
        encode(stranger)


def test_strange_kind() -> None:
    """What no word is made of is refused on the way out."""
    with pytest.raises(TypeError, match="No word is made of bytes"):
        decode(bytes, "x")
