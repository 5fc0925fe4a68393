"""Columns hold the same on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from storage.columns import Document, Instant, Str, digest

DIALECT = sqlite.dialect()

ANY_TEXT = st.text(st.characters() | st.sampled_from(list("\\u\x000\ud800\udc00")), max_size=30)


@given(ANY_TEXT)
def test_text_round_trip(text: str) -> None:
    """Any text becomes one that databases take, and comes back."""
    stored = Str().process_bind_param(text, DIALECT)
    assert stored is not None
    assert "\x00" not in stored
    stored.encode()
    assert Str().process_result_value(stored, DIALECT) == text


# Two lone surrogates in a row that make a pair are one character to JSON; no page has them so.
@given(ANY_TEXT.map(lambda text: text.replace("\udc00", "")))
def test_document_round_trip(text: str) -> None:
    """Any text in a document becomes one that databases take, and comes back."""
    stored = Document().process_bind_param({"text": text}, DIALECT)
    assert stored is not None
    assert "\x00" not in stored
    stored.encode()
    assert Document().process_result_value(stored, DIALECT) == {"text": text}


def test_instants_are_utc() -> None:
    """An instant of any zone is kept as UTC."""
    tokyo = datetime(2025, 11, 28, 21, tzinfo=timezone(timedelta(hours=9)))
    assert Instant().process_bind_param(tokyo, DIALECT) == datetime(2025, 11, 28, 12, tzinfo=UTC)


def test_naive_instants() -> None:
    """An instant without a zone is refused."""
    with pytest.raises(ValueError, match="no time zone"):
        Instant().process_bind_param(datetime(2025, 11, 28), DIALECT)  # noqa: DTZ001 (the point)


def test_digest_parts() -> None:
    """Parts that only join to the same text have other digests."""
    assert digest("a", "bc") != digest("ab", "c")
    assert digest("\ud800")
