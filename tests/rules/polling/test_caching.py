"""How long a response is fresh, by its headers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.rules.caching import max_age

DATE = "Fri, 28 Nov 2025 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": "max-age=300", "age": "120"}, 180),
        ({"cache-control": "max-age=300", "age": "900"}, 0),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "no-store"}, None),
        ({"expires": "Fri, 28 Nov 2025 12:10:00 GMT", "date": DATE}, 600),
        ({"expires": "Fri, 28 Nov 2025 11:00:00 GMT", "date": DATE}, 0),
        ({"expires": "0", "date": DATE}, None),
        ({"cache-control": "max-age=60", "expires": "Fri, 28 Nov 2025 13:00:00 GMT"}, 60),
    ],
)
def test_freshness_follows_the_headers(headers: Mapping[str, str], seconds: int | None) -> None:
    """`max-age` less `Age` counts before `Expires`; a host that forbids keeping says nothing."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert max_age(headers) == expected


@given(st.dictionaries(st.sampled_from(["cache-control", "age", "expires", "date"]), st.text()))
def test_any_headers_are_read(headers: dict[str, str]) -> None:
    """Whatever a host sends, the answer is a duration that is not negative, or none."""
    fresh = max_age(headers)
    assert fresh is None or fresh >= timedelta(0)
