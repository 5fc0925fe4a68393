"""English is told from other languages, with the benefit of the doubt for short texts."""

# A table reads better by the line.
# ruff: noqa: E501
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.rules.language import is_english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said on Monday that the dam was safe and that it had been checked by two engineers from the capital.", True),
        ("Le ministre a déclaré lundi que le barrage était sûr et qu'il avait été contrôlé par deux ingénieurs de la capitale hier soir.", False),
        ("Der Minister sagte am Montag, der Damm sei sicher und von zwei Ingenieuren aus der Hauptstadt am Abend davor geprüft worden.", False),
        ("部長は月曜日にダムは安全であり首都から来た二人の技術者によって検査されたと述べた。", False),
        ("Министр заявил в понедельник, что плотина безопасна и что её проверили два инженера из столицы.", False),
        ("Dam shut", True),
        ("", True),
    ],
)  # fmt: skip
def test_english_is_told_by_its_function_words(text: str, expected: bool) -> None:
    """A paragraph in another language is not English; a few words are."""
    assert is_english(text) is expected


@given(st.text(max_size=500))
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever the characters, there is an answer."""
    assert is_english(text) in {True, False}
