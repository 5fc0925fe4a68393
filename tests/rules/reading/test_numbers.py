"""Numbers are compared as values with units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.rules.numbers import dates, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$40 billion", [(40e9, "usd")]),
        ("40bn dollars", [(40e9, "usd")]),
        ("US$40 billion", [(40e9, "usd")]),
        ("NT$1.25 trillion", [(1.25e12, "twd")]),
        ("£3m", [(3e6, "gbp")]),
        ("5%", [(5, "percent")]),
        ("5 per cent", [(5, "percent")]),
        ("five percent", [(5, "percent")]),
        ("by 2030", [(2030, "year")]),
        ("2,400 jobs", [(2400, "")]),
        ("twenty-four hundred people", [(2400, "")]),
        ("on Nov. 7 at 11:42", []),
        ("three years", [(3, "time")]),
        ("40 billion zlotys", [(40e9, "pln")]),
        ("a twentieth of national income", [(5, "percent")]),
        ("on 14 March 2031", [(2031, "year")]),
    ],
)
def test_a_number_is_its_value_and_unit(text: str, expected: list[tuple[float, str]]) -> None:
    """Ways of writing one amount are one value."""
    assert [(q.value, q.unit) for q in quantities(text)] == expected


def test_rounded_amounts_agree_and_percentages_are_exact() -> None:
    """$39.8 billion is about $40 billion; 5.1% is not 5%."""
    forty, near, far = (
        next(quantities(t)) for t in ("$40 billion", "$39.8 billion", "$32 billion")
    )
    assert forty.agrees(near)
    assert not forty.agrees(far)
    assert not next(quantities("5%")).agrees(next(quantities("5.1%")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 14 March", [("mar", 14)]),
        ("on March 14th", [("mar", 14)]),
        ("on Friday, the fourteenth.", [(None, 14)]),
        ("in March 2031", []),
    ],
)
def test_days_are_found_however_they_are_written(
    text: str, expected: list[tuple[str | None, int]]
) -> None:
    """A day is a month, if it is named, and a number."""
    assert [(d.month, d.day) for d in dates(text)] == expected


def test_a_day_without_a_month_may_be_the_same() -> None:
    """The fourteenth can be 14 March; the fifteenth cannot, nor 14 April."""
    day, same, other, month = (
        next(dates(t)) for t in ("14 March", "the fourteenth,", "15 March", "14 April")
    )
    assert day.agrees(same)
    assert not day.agrees(other)
    assert not day.agrees(month)


@given(st.text(alphabet="0123456789.,$%€ bnmillio-tweyfv", max_size=200))
def test_any_text_has_quantities_that_stand_in_it(text: str) -> None:
    """Whatever digits stand in a text, nothing breaks and offsets hold."""
    for found in quantities(text):
        assert 0 <= found.start < found.end <= len(text)
