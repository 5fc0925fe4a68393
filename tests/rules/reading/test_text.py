"""Sentences with exact offsets, and what is no sentence of the report."""

# A table reads better by the line.
# ruff: noqa: E501
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import Field
from monitor.rules.text import document


def sentences(text: str) -> list[str]:
    """Cut a text and give the evidence-worthy sentences."""
    return [s.text for s in document("", text).sentences if not s.furniture]


@given(st.text(max_size=300), st.text(max_size=600))
def test_every_sentence_stands_where_it_says(headline: str, text: str) -> None:
    """Offsets cut exactly the sentence out of its field, in reading order."""
    cut = document(headline, text)
    for sentence in cut.sentences:
        field = headline if sentence.field is Field.HEADLINE else text
        assert field[sentence.start : sentence.end] == sentence.text
    body = [s.start for s in cut.sentences if s.field is Field.TEXT]
    assert body == sorted(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Hill spoke at 5 p.m. in the U.S. Senate. He left.", ["Mr. Hill spoke at 5 p.m. in the U.S. Senate.", "He left."]),
        ('"I never did. Not once," she said.', ['"I never did.', 'Not once," she said.']),
        ('"Is it so?" he asked. It was.', ['"Is it so?" he asked.', "It was."]),
        ("OSLO (Wire) - The bridge is shut.", ["The bridge is shut."]),
        ("11:42 - The bridge is shut.", ["The bridge is shut."]),
        ("The price was $4.5 billion on Nov. 7 this year.", ["The price was $4.5 billion on Nov. 7 this year."]),
        ("One.\nTwo.\n\nThree.", ["One.", "Two.", "Three."]),
        ("A line that was wrapped at a fixed width by the mail program that sent\nit goes on here.",
         ["A line that was wrapped at a fixed width by the mail program that sent\nit goes on here."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Abbreviations, quotations, datelines and stamps are seen for what they are."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "line",
    ["Related: The bridge in pictures", "The bridge on Monday. Jo Lee/Getty Images", "What we know so far",
     "Advertisement", "Source: Wire"],
)  # fmt: skip
def test_furniture_is_no_evidence(line: str) -> None:
    """Links, captions, credits and subheadings are marked."""
    assert sentences(f"The bridge is shut.\n\n{line}\n\nIt will open in May.") == [
        "The bridge is shut.",
        "It will open in May.",
    ]


def test_a_part_in_quotation_marks_is_known_as_such() -> None:
    """Most of a part between quotation marks makes it a quotation."""
    cut = document("", 'She said: "The bridge is shut for good."')
    sentence = cut.sentences[0]
    assert sentence.quoted(10, sentence.end)
    assert not sentence.quoted(0, 9)
