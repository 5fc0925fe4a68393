"""To whom a part of an article is given by name, where a sentence has no cue of its own."""

from __future__ import annotations

import pytest

from monitor.model.evidence import SourceKind
from monitor.rules.attribution import attribute
from monitor.rules.names import bare
from monitor.rules.text import document

_RUIZ = "Mayor Ana Ruiz spoke on Monday. Minister Bo Lund listened.\n\n"


def source(text: str, part: str) -> tuple[str, SourceKind]:
    """Attribute a part of a text."""
    cut = document("A dam", _RUIZ + text)
    start = (_RUIZ + text).index(part)
    index = next(
        i for i, s in enumerate(cut.sentences) if s.paragraph >= 0 and s.start <= start < s.end
    )
    given = attribute(cut, index, start, start + len(part), outlet="Daily").source
    return given.name, given.kind


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        # The cue stands where a long quotation ends, or where it began.
        ("“It fell. We ran. We hid. We wept,” Ruiz said.", "It fell.", "Ana Ruiz"),
        ("Lund said: “It fell. We ran. We hid. We wept.”", "We wept.", "Bo Lund"),
        # A pronoun points to who was told of before its sentence, not at the article's end.
        ("Ruiz left. “It fell,” she boasted. Lund said it held.", "It fell,", "Ana Ruiz"),
        # A verb of telling beside the part, though rare.
        ("Ruiz contended that the dam was safe.", "the dam was safe", "Ana Ruiz"),
        # A title and a name behind their cue.
        ("“It fell,” wrote the judge, Eva Tanaka.", "It fell,", "Eva Tanaka"),
    ],
)
def test_a_part_is_given_to_who_tells_it(text: str, part: str, name: str) -> None:
    """The words beside a part, or at the ends of its quotation, tell whose it is."""
    assert source(text, part) == (name, SourceKind.NAMED)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The dam fell on Monday.", "The dam fell on Monday"),
        ("Ruiz hopes that the dam will hold.", "the dam will hold"),
    ],
)
def test_what_nobody_tells_is_the_outlets_own(text: str, part: str) -> None:
    """Hopes and plain statements are not told by anybody."""
    assert source(text, part) == ("Daily", SourceKind.OUTLET)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Energy Minister Sofia Renner", "Sofia Renner"),
        ("Water Ministry", "Water Ministry"),
        ("Energy Secretary", "Energy Secretary"),
    ],
)
def test_a_field_of_work_belongs_to_the_title(raw: str, name: str) -> None:
    """Any word in front of `Minister` is part of the title, if a name follows."""
    assert bare(raw) == name
