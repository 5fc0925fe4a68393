"""Who says it: sources found inside a sentence and across sentences."""

# A table reads better by the line.
# ruff: noqa: E501
from __future__ import annotations

import pytest

from monitor.model.evidence import Attribution
from monitor.rules.attribution import attribute, source_key
from monitor.rules.text import document


def said(text: str, part: str, *, outlet: str = "The Ledger") -> Attribution:
    """Attribute a part of a text."""
    cut = document("", text)
    start = text.index(part)
    index = next(i for i, s in enumerate(cut.sentences) if s.start <= start < s.end)
    return attribute(cut, index, start, start + len(part), outlet=outlet)


@pytest.mark.parametrize(
    ("text", "part", "name", "kind"),
    [
        ("Prime Minister Ana Ruiz said the dam was safe.", "the dam was safe", "Ana Ruiz", "named"),
        ('"The dam is safe," said Ana Ruiz, who leads the country.', "The dam is safe", "Ana Ruiz", "named"),
        ('Ana Ruiz visited the dam. "It is safe," she said.', "It is safe", "Ana Ruiz", "named"),
        ("Minister Ana Ruiz met reporters. Ruiz denied that the dam was cracked.", "the dam was cracked", "Ana Ruiz", "named"),
        ("The dam is safe, according to Ana Ruiz, the minister.", "The dam is safe", "Ana Ruiz", "named"),
        ("The dam is safe, a senior official said on Monday.", "The dam is safe", "senior official", "anonymous"),
        ("Two people familiar with the matter said the dam was cracked.", "the dam was cracked", "Two people", "anonymous"),
        ("The Energy Ministry said on Monday that the dam was safe.", "the dam was safe", "Energy Ministry", "institution"),
        ("Madrid has demanded that the dam be closed.", "the dam be closed", "Spain", "institution"),
        ("Spain's government denied that the dam was cracked.", "the dam was cracked", "Spain", "institution"),
        ("A spokesman for the Energy Ministry said the dam was safe.", "the dam was safe", "Energy Ministry", "institution"),
        ("The Daily Post reported that the dam was cracked.", "the dam was cracked", "Daily Post", "outlet"),
        ("A Daily Post report said the dam was cracked.", "the dam was cracked", "Daily Post", "outlet"),
        ("The dam was built in 1960.", "The dam was built", "The Ledger", "outlet"),
        ('Ana Ruiz spoke on Monday. "The dam is safe. We checked it," she said.', "The dam is safe.", "Ana Ruiz", "named"),
        ("Her spokesman, Luis Gil, says the dam is safe.", "the dam is safe", "Luis Gil", "named"),
        ("Speaking in Lima on Monday, Ana Ruiz insisted the dam was safe.", "the dam was safe", "Ana Ruiz", "named"),
    ],
)  # fmt: skip
def test_the_source_of_a_part_is_found(text: str, part: str, name: str, kind: str) -> None:
    """Cues before, behind and beyond the sentence lead to the speaker."""
    source = said(text, part).source
    assert (source.name, source.kind.value) == (name, kind)


def test_the_cue_and_the_quotation_are_told() -> None:
    """An attribution says by which word, and whether the words are the speaker's own."""
    found = said('"The dam is safe," Ana Ruiz insisted.', '"The dam is safe,"')
    assert (found.cue, found.quoted) == ("insisted", True)


def test_a_nested_attribution_keeps_both_ends() -> None:
    """What an agency reports, citing a source, is the agency's word by way of the source."""
    found = said(
        "Globe News reported the dam was cracked, citing an official.", "the dam was cracked"
    )
    assert found.source.name == "Globe News"
    assert [source.name for source in found.via] == ["official"]


def test_one_speaker_has_one_key() -> None:
    """Articles, capitals and punctuation do not make another source."""
    assert source_key("The Wall Street Journal") == source_key("Wall Street Journal")
