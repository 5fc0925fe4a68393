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
        ("They met over something Ruiz had said in Lima.", "They met over something Ruiz had said"),
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


PERSON, BODY, NOBODY = SourceKind.NAMED, SourceKind.INSTITUTION, SourceKind.ANONYMOUS


@pytest.mark.parametrize(
    ("text", "part", "due"),
    [
        # A name set off by commas in front of the cue, after or before who it is.
        (
            "The dam held, its keeper, Ida Berg, said on Monday.",
            "The dam held",
            ("Ida Berg", PERSON),
        ),
        ("The dam held, Ida Berg, the keeper, said.", "The dam held", ("Ida Berg", PERSON)),
        # Behind an inverted cue, with a noun nobody listed.
        ("It fell, said the lockkeeper, Ida Berg.", "It fell", ("Ida Berg", PERSON)),
        # To whom it is told may be a long phrase.
        (
            "The dam held, Ida Berg told a delegation of Dutch engineers in Lima.",
            "The dam held",
            ("Ida Berg", PERSON),
        ),
        # Somebody under a noun that no list has is not whoever comes later in the phrase.
        (
            "A passenger on the minister's boat said that it fell.",
            "it fell",
            ("passenger", NOBODY),
        ),
        ("A lawmaker of Peru's ruling party said that it fell.", "it fell", ("x", NOBODY)),
        # `It` in the sentence that names whom it means; a firm by its common noun.
        (
            "Orla Power will pay, it announced on Tuesday.",
            "Orla Power will pay",
            ("Orla Power", BODY),
        ),
        ("Orla Power ran the dam. The company said that it held.", "it held", ("Orla Power", BODY)),
        # A person of some place is no institution; a country's one ministry is told by the country.
        ("Ida Berg of Tarn University said that it fell.", "it fell", ("Ida Berg", PERSON)),
        ("Peru's Dam Safety Agency said that it fell.", "it fell", ("Dam Safety Agency", BODY)),
        ("Peru's customs administration said so.", "so", ("Peru's customs administration", BODY)),
        # Named only when quoted, a sentence after the office: but not where another one is told of.
        (
            "It fell, the keeper's lawyer said. “It was open,” said Eva Tanaka.",
            "It fell",
            ("Eva Tanaka", PERSON),
        ),
        (
            "It fell, the keeper's lawyer said. Eva Tanaka, a diver, said that it held.",
            "It fell",
            ("x", NOBODY),
        ),
        # Of two strangers the other one speaks, not the person spoken of behind the cue.
        (
            "One wept. The other, a Dutch envoy, said Ms. Ruiz had left.",
            "had left",
            ("x", NOBODY),
        ),
        # Who speaks in the middle of a quotation is no part of what is quoted.
        (
            "One wept. The mayor, the envoy said, “sat and wept”.",
            "The mayor, the envoy said, “sat and wept”",
            ("x", NOBODY),
        ),
        # Ways of telling without a verb of saying.
        (
            "Ruiz broke a week of silence and called it open.",
            "called it open",
            ("Ana Ruiz", PERSON),
        ),
        ("Orla Power sided with Lund over it.", "over it", ("Orla Power", BODY)),
        ("Lund sees it differently: it held.", "it held", ("Bo Lund", PERSON)),
        ("Ruiz's office sent a short reply: “It held.”", "It held.", ("Ana Ruiz", PERSON)),
        # Behind `said that` no speaker stands.
        ("Peru's envoy, Ida Berg, said that the Vesk dam fell.", "fell", ("Ida Berg", PERSON)),
        # Notes of a debate: who speaks to whom.
        ("Lund again, to a member of the centre: it held.", "it held", ("Bo Lund", PERSON)),
    ],
)
def test_a_source_is_named_as_the_article_names_it(
    text: str, part: str, due: tuple[str, SourceKind]
) -> None:
    """Names beside their roles, bodies by their nouns, and strangers as strangers."""
    name, kind = source(text, part)
    assert kind is due[1]
    assert due[1] is NOBODY or name == due[0]


TRANSCRIPT = (
    "NEWSREADER: Did the dam fall?\n\nMS. RUIZ: It did not fall. It was opened.\n\n"
    "NEWSREADER: Thank you.\n\nMR LUND (tape): It held. He said it would.\n\n"
    "FINDING: False. It held well."
)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("It did not fall.", "Ana Ruiz"),
        ("It was opened.", "Ana Ruiz"),
        ("He said it would.", "Bo Lund"),
        ("Did the dam fall?", "Daily"),
    ],
)
def test_who_has_the_floor_in_a_transcript_speaks(part: str, name: str) -> None:
    """A label's speaker has all of the paragraph, and whoever presents speaks for the outlet."""
    assert source(TRANSCRIPT, part)[0] == name


def test_a_label_may_be_a_common_noun() -> None:
    """`Ministry: ...` over a report is the ministry that the report names."""
    told = "The Ministry of Water said that it held."
    cut = document("Ministry: the dam held", told)
    given = attribute(cut, 0, 10, 22, outlet="Daily").source
    assert given.name == "Ministry of Water"
