"""Who tells a given part: the words for its source and its cue."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.rules.telling import found
from monitor.rules.text import document


def told(text: str, part: str) -> tuple[str, str] | None:
    """Find the source and the cue of a part of a text, as words."""
    cut = document("", text)
    start = text.index(part)
    index = next(i for i, s in enumerate(cut.sentences) if s.start <= start < s.end)
    end = min(start + len(part), cut.sentences[index].end)
    where = found(cut, index, start, end)
    return (text[slice(*where.source)], text[slice(*where.cue)]) if where else None


@pytest.mark.parametrize(
    ("text", "part", "source", "cue"),
    [
        # In front, behind, between.
        ("Ana Ruiz said the dam was safe.", "the dam was safe", "Ana Ruiz", "said"),
        ("The dam was safe, Ana Ruiz said.", "The dam was safe", "Ana Ruiz", "said"),
        ("The dam was safe, said Ana Ruiz.", "The dam was safe", "Ana Ruiz", "said"),
        ("“The dam,” she said, “was safe.”", "was safe", "she", "said"),
        # Whole verb groups.
        ("Ruiz has not yet said whether it fell.", "whether it fell", "Ruiz", "has not yet said"),
        # Whose word it is stands outside of the clause.
        ("Ruiz spoke for an hour, adding that it fell.", "that it fell", "Ruiz", "adding"),
        ("Lund blamed rain, but Ruiz argued that it fell.", "that it fell", "Ruiz", "argued"),
        ("Lund said that she denied the report.", "the report", "she", "denied"),
        # Asides do not part a subject from its verb.
        ("Ruiz (Lima) told reporters it fell.", "it fell", "Ruiz", "told"),
        ("Ruiz, a clerk of Lima, said it fell.", "it fell", "Ruiz, a clerk of Lima", "said"),
        # Anonymous sources and institutions without a name.
        ("The women say it fell.", "it fell", "The women", "say"),
        ("It fell, according to two officials.", "It fell", "two officials", "according to"),
        ("The plan was rejected flatly by two clerks.", "The plan", "two clerks", "was rejected"),
        # Nouns with an owner.
        ("Critics attacked her claim that it fell.", "that it fell", "her", "claim"),
        # Labels and announcements.
        ("RUIZ: It fell on Monday.", "It fell on Monday", "RUIZ", ":"),
        ("Lund then continued:\n\n“It fell. We ran.”", "It fell.", "Lund", "then continued"),
        # Quotations that run on, forwards and backwards.
        ("“It fell. We ran. We hid,” Lund said.", "It fell.", "Lund", "said"),
        ("Lund said: “It fell. We ran.”", "We ran.", "Lund", "said"),
        ("“It fell,” Lund said.\n\n“We ran.”", "We ran.", "Lund", "said"),
    ],
)  # fmt: skip
def test_the_words_next_to_a_part_tell_whose_it_is(
    text: str, part: str, source: str, cue: str
) -> None:
    """A source and its cue are found in front of a part, behind it and where its quotation ends."""
    assert told(text, part) == (source, cue)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The bridge is expected to open in May.", "to open in May"),
        ("Asked whether it fell, Ruiz left.", "whether it fell"),
        ("It seems that it fell.", "that it fell"),
        ("It fell.", "It fell"),
    ],
)
def test_nobody_stands_for_what_is_said_by_nobody(text: str, part: str) -> None:
    """Passives, questions put by nobody and plain statements have no source."""
    assert told(text, part) is None


def test_without_a_cue_only_what_is_known_to_be_told_has_a_source() -> None:
    """What may be nobody's word needs a cue; what is somebody's is given to the subject."""
    text = "Ruiz zigzags over a dam of clay."
    cut, part = document("", text), (text.index("a dam"), len(text) - 1)
    assert found(cut, 0, *part, loose=False) is None
    where = found(cut, 0, *part)
    assert where is not None
    assert text[slice(*where.source)] == "Ruiz"
    assert not where.told


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    text=st.text(alphabet="Ruiz said, “that she” had: not\n.—()'s according to", max_size=120),
    share=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_whatever_is_found_stands_in_its_sentence(text: str, share: tuple[float, float]) -> None:
    """Any part of any text gets an answer inside a sentence of it, or none."""
    cut = document("", text)
    for index, sentence in enumerate(cut.sentences):
        size = sentence.end - sentence.start
        start, end = sorted(sentence.start + int(size * at) for at in share)
        if where := found(cut, index, start, end):
            there = cut.sentences[where.sentence]
            for left, right in (where.source, where.cue):
                assert there.start <= left < right <= there.end
