"""What a report says of a claim, on stories of the tests' own."""

# A table reads better by the line.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.claim import Claim
from monitor.model.evidence import (
    Evidence,
    Novelty,
    Pair,
    Reading,
    ReadingKind,
    Scores,
    SourceKind,
    Stance,
)
from monitor.rules.matching import ClaimIndex
from monitor.rules.readings import read
from monitor.rules.text import document
from monitor.stance.lexical import LexicalModel

NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)

CLAIMS = {
    claim.id: claim
    for claim in (
        Claim(id="urged", text="Chancellor Anna Vogel urged Pavel Novak to delay the dam vote."),
        Claim(id="talks", text="Harlow Motors is in talks to sell its Leeds plant to Kesko."),
        Claim(
            id="resigned", text="Finance Minister Tomas Reyes has resigned.", watch=("Tomas Reyes",)
        ),
        Claim(id="dead", text="The Karsa mine collapse killed 31 workers."),
        Claim(id="approved", text="The Food Agency has approved the sale of Nexavir."),
        Claim(id="fine", text="Orbis was fined $120 million by the Data Commission."),
        Claim(id="recall", text="Harlow Motors will recall 40,000 vans over faulty brakes."),
        Claim(id="silent", text="The Energy Ministry has not commented on the leak at Dorva."),
        Claim(id="cause", text="A faulty transformer caused the fire at the Orly data centre."),
        Claim(id="quote", text='Minister Hana Sato called the strikers "parasites".'),
        Claim(id="decide", text="The city council has decided to demolish the Astor theatre."),
        Claim(id="neg", text="Inspectors did not visit the factory before the explosion."),
        Claim(id="union", text="The Dockers Federation opposes the port sale."),
        Claim(
            id="vaccine",
            text="The Health Ministry ordered hospitals to stop using the Corvax vaccine.",
        ),
        Claim(id="merge", text="Banco Sol plans to buy Credia for 2.4 billion euros."),
        Claim(
            id="hack",
            text="Russian hackers stole the personal data of 3 million Norwegian patients.",
        ),
        Claim(id="visit", text="President Lula will visit Kyiv in June."),
        Claim(id="bribe", text="Senator Paul Drew accepted bribes from Talon Energy."),
        Claim(id="safe", text="The water in Eastfield is safe to drink."),
        Claim(id="layoff", text="Nordair will cut 900 jobs."),
        Claim(id="apolog", text="King Felix has apologised for the massacre at Oran."),
        Claim(id="notpay", text="Talon Energy did not pay tax in 2024."),
        Claim(
            id="knew",
            text="The mayor of Brixham, Joan Till, knew about the asbestos at Hill School.",
        ),
        Claim(id="tariff", text="Canada threatened to impose tariffs on American dairy products."),
    )
}


def reading(
    claim: str, text: str, headline: str = "News in brief", ledger: Sequence[Evidence] = (), *,
    outlet: str = "The Ledger", reprint: bool = False, article: str = "a1",
) -> Reading | None:  # fmt: skip
    """Read one report against one claim; None when the claim is not touched."""
    cut, model = document(headline, text), LexicalModel()
    for match in ClaimIndex([CLAIMS[claim]]).match(cut):
        scores = model.weigh([Pair(claim=match.claim.text, passage=p) for p in match.passages])
        return read(
            match, scores, document=cut, outlet=outlet, article_id=article, revision=1,
            at=NOON + timedelta(hours=len(ledger)), model=model.name, ledger=ledger, reprint=reprint,
        )  # fmt: skip
    return None


def kind(claim: str, text: str, headline: str = "News in brief") -> str:
    """Give the reading of a report as a word."""
    found = reading(claim, text, headline)
    return found.kind.value if found else "none"


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("urged", "Chancellor Anna Vogel asked Pavel Novak to put off the vote on the dam, two aides said.", "supports"),
        ("urged", "Anna Vogel advised Pavel Novak to postpone the dam vote, according to the Daily Post.", "supports"),
        ("urged", "The Daily Post reported that Anna Vogel urged Pavel Novak to delay the dam vote. Her spokesman, Jan Brandt, said there was no such request.", "disputed"),
        ("urged", "The government denied that Anna Vogel had urged Pavel Novak to delay the dam vote.", "contradicts"),
        ("urged", "Did Anna Vogel urge Pavel Novak to delay the dam vote?", "mentions"),
        ("urged", "Anna Vogel declined to say whether she had urged Pavel Novak to delay the dam vote.", "mentions"),
        ("urged", "If Anna Vogel urged Pavel Novak to delay the dam vote, voters should know.", "mentions"),
        ("resigned", "Finance Minister Tomas Reyes has stepped down, his office said on Monday.", "supports"),
        ("resigned", "Tomas Reyes resigned on Monday, the finance ministry announced.", "supports"),
        ("resigned", "Tomas Reyes said on Monday he would not resign.", "contradicts"),
        ("resigned", "Tomas Reyes has not resigned, his spokeswoman said.", "contradicts"),
        ("resigned", "Opposition leaders called on Tomas Reyes to resign.", "mentions"),
        ("resigned", "Tomas Reyes refused to say whether he had resigned.", "mentions"),
        ("dead", "The collapse at the Karsa mine killed 31 workers, officials said.", "supports"),
        ("dead", "The collapse at the Karsa mine killed 19 workers, the mining inspectorate said.", "contradicts"),
        ("approved", "The Food Agency on Friday cleared Nexavir for sale.", "supports"),
        ("approved", "The Food Agency has not approved Nexavir for sale, its director said.", "contradicts"),
        ("approved", "The Food Agency rejected the sale of Nexavir.", "contradicts"),
        ("fine", "The Data Commission fined Orbis 120m dollars on Tuesday.", "supports"),
        ("fine", "The Data Commission fined Orbis 80 million dollars, not the 120 million reported.", "contradicts"),
        ("recall", "Harlow Motors said it would recall 40,000 vans because of faulty brakes.", "supports"),
        ("silent", "The Energy Ministry declined to comment on the leak at Dorva.", "supports"),
        ("silent", "The Energy Ministry said on Monday that the leak at Dorva had been sealed.", "contradicts"),
        ("union", "The Dockers Federation said it was opposed to the sale of the port.", "supports"),
        ("union", "The Dockers Federation now supports the sale of the port.", "contradicts"),
        ("vaccine","Hospitals were told by the Health Ministry to stop using the Corvax vaccine, three doctors said.","supports"),
        ("vaccine","The Health Ministry has instructed hospitals to halt use of Corvax, the vaccine made by Belmed.","supports"),
        ("vaccine",'The Health Ministry denied it had ordered hospitals to stop using Corvax. "We gave no such order," a spokesman said.',"contradicts"),
        ("vaccine","The Health Ministry has not decided whether hospitals should stop using the Corvax vaccine.","mentions"),
        ("merge","Banco Sol is to acquire Credia for €2.4bn, it said on Tuesday.","supports"),
        ("merge","Banco Sol said it has no plans to buy Credia.","contradicts"),
        ("merge","Banco Sol plans to buy Credia for 1.9 billion euros, El Dia reported.","contradicts"),
        ("hack","The health data of three million patients in Norway were stolen by Russian hackers, Oslo said.","supports"),
        ("hack","Norway's police said Russian hackers were not behind the theft of patients' personal data.","contradicts"),
        ("visit","Lula will travel to Kyiv in June, his foreign minister confirmed.","supports"),
        ("visit","Lula has cancelled his visit to Kyiv, planned for June.","contradicts"),
        ("bribe","Prosecutors said Senator Paul Drew took bribes from Talon Energy.","supports"),
        ("bribe",'Paul Drew said he had never taken a cent from Talon Energy. "I accepted no bribes," he said.',"contradicts"),
        ("bribe",'Paul Drew is accused of accepting bribes from Talon Energy. His lawyer called the charge "a fairy tale" and said it was untrue.',"disputed"),
        ("safe","The water in Eastfield is not safe to drink, the regulator warned.","contradicts"),
        ("safe","Tests show the water in Eastfield is unsafe, the regulator said.","contradicts"),
        ("safe","Eastfield's water is safe to drink, the utility's chief insisted.","supports"),
        ("layoff","Nordair said on Monday it would shed 900 posts.","supports"),
        ("layoff","Nordair will cut 400 jobs, not 900, its chief executive said.","contradicts"),
        ("layoff","Nordair declined to comment on reports that it will cut 900 jobs.","mentions"),
        ("apolog","King Felix apologised on Sunday for the massacre at Oran.","supports"),
        ("apolog","King Felix stopped short of an apology for the massacre at Oran.","contradicts"),
        ("notpay","Talon Energy paid no tax in 2024, accounts show.","supports"),
        ("notpay","Talon Energy said it paid 14 million pounds of tax in 2024.","contradicts"),
        ("knew","Joan Till, the mayor of Brixham, was told about the asbestos at Hill School in March and knew of it, emails show.","supports"),
        ("knew","Mayor Joan Till said she did not know about the asbestos at Hill School.","contradicts"),
        ("tariff","Ottawa has threatened tariffs on US dairy products.","supports"),
        ("tariff","Canada said it would not impose tariffs on American dairy products.","contradicts"),
        ("cause","The fire at the Orly data centre was started by a faulty transformer, investigators said.","supports"),
        ("cause","Investigators have ruled out a transformer as the cause of the fire at the Orly data centre.","contradicts"),
        ("cause","The operator said the blaze at its Orly data centre was not due to a faulty transformer.","contradicts"),
        ("quote",'Hana Sato described the strikers as "parasites" at a party dinner, a recording shows.',"supports"),
        ("quote",'"I never called anyone a parasite," said Hana Sato, the minister. She was answering the strikers.',"contradicts"),
        ("decide","Councillors voted to tear down the Astor theatre on Tuesday night.","supports"),
        ("decide","The council voted to keep the Astor theatre standing.","contradicts"),
        ("neg","No inspector had set foot in the factory in the year before the explosion, records show.","supports"),
        ("neg","Inspectors visited the factory twice before the explosion, the labour ministry said.","contradicts"),
        ("union", "Rain is expected across the north on Tuesday.", "none"),
    ],
)  # fmt: skip
def test_one_report_takes_one_side(claim: str, text: str, expected: str) -> None:
    """A report's plain words are read as a careful reader reads them."""
    assert kind(claim, text) == expected


def test_the_present_word_of_a_source_decides_over_its_recalled_word() -> None:
    """A minister who had denied it and now admits it supports it."""
    found = kind(
        "resigned",
        "Tomas Reyes said on Tuesday that he had resigned as finance minister. "
        "He had denied on Monday that he had resigned.",
    )
    assert found == "supports"


def test_what_an_outlet_takes_back_of_its_own_takes_no_side() -> None:
    """A correction recalls the mistake it corrects; the old words stand for nothing any more."""
    wrong = "We reported on Monday that the Karsa mine collapse killed 31 workers."
    right = "The correct number is 13."
    assert kind("dead", f"{wrong} {right}") != "supports"
    assert kind("dead", f"{wrong} Another fell ill.") == "supports"
    corrected = kind("dead", f"{wrong} Another fell ill.", headline="Correction: the Karsa mine")
    assert corrected == "mentions"


def test_an_outlet_goes_by_the_end_of_its_name() -> None:
    """What the Northern Ledger lets the Ledger say is its own voice."""
    found = reading(
        "dead", "The Ledger said that the collapse at Karsa killed 31 workers.",
        outlet="The Northern Ledger",
    )  # fmt: skip
    assert found
    assert found.evidence[0].attribution.source.kind is SourceKind.OUTLET
    assert found.evidence[0].attribution.source.name == "The Northern Ledger"


def test_two_sources_on_two_sides_are_a_dispute() -> None:
    """An account and its denial by somebody else are both carried."""
    found = reading(
        "talks",
        "Harlow Motors is in talks to sell its Leeds plant to Kesko, two people briefed on them said.\n\n"
        "Kesko said the report was false.",
    )
    assert found is not None
    assert found.kind is ReadingKind.DISPUTED
    sides = {e.stance: e.attribution.source.name for e in found.evidence}
    assert sides[Stance.CONTRADICTS] == "Kesko"


def test_a_headline_that_says_more_than_the_body_does_not_count() -> None:
    """A headline's confirmation without one in the body is a mention."""
    found = kind(
        "resigned",
        "Tomas Reyes would not say on Monday whether he had resigned as finance minister.",
        headline="Tomas Reyes has resigned",
    )
    assert found == "mentions"


def test_a_source_is_new_once() -> None:
    """The first word of a source is new, the same again an echo, the opposite a walk-back."""
    first = reading("resigned", "Tomas Reyes said he had not resigned.")
    assert first is not None
    assert first.novelty is Novelty.NEW
    again = reading(
        "resigned", "Tomas Reyes said he had not resigned.", ledger=first.evidence, article="a2"
    )
    assert again is not None
    assert again.novelty is Novelty.ECHO
    turned = reading(
        "resigned", "Tomas Reyes said he had resigned.", ledger=first.evidence, article="a3"
    )
    assert turned is not None
    assert turned.novelty is Novelty.WALK_BACK


def test_a_spokesman_repeats_whom_he_speaks_for() -> None:
    """What a ministry has said is no news from its spokesman, in either order."""
    told = (
        "Peru's energy ministry denied that Talon Energy paid no tax in 2024.",
        "Peru's energy ministry renewed its call. Spokesman Luis Gil denied that Talon Energy paid no tax in 2024.",
    )
    for earlier, later in (told, told[::-1]):
        first = reading("notpay", earlier)
        assert first is not None
        assert first.novelty is Novelty.NEW
        again = reading("notpay", later, ledger=first.evidence, article="a2")
        assert again is not None
        assert again.novelty is Novelty.ECHO


def test_a_speaker_known_by_office_is_the_one_on_record() -> None:
    """`The finance secretary` is whom an earlier article named so; another country's is not."""
    said = "that the Karsa mine collapse killed 31 workers."
    named = reading("dead", f"Japan's finance secretary, Ada Lund, said {said}", article="a1")
    assert named
    for who, novelty in (
        ("The finance secretary", Novelty.ECHO),
        ("Kenya's finance secretary", Novelty.NEW),
        ("A former finance secretary", Novelty.NEW),
    ):
        again = reading("dead", f"{who} said {said}", ledger=named.evidence, article="a2")
        assert again
        assert again.novelty is novelty, who
    office = reading("dead", f"The finance secretary said {said}", article="a1")
    assert office
    again = reading(
        "dead", f"Finance Secretary Ada Lund said {said}", ledger=office.evidence, article="a2"
    )
    assert again
    assert again.novelty is Novelty.ECHO


def test_a_silence_is_the_silent_party_s() -> None:
    """An outlet that reports a silence speaks of the party, which is the source."""
    found = reading(
        "silent", "Questions to the Energy Ministry about the leak at Dorva went unanswered."
    )
    assert found is not None
    assert found.kind is ReadingKind.SUPPORTS
    assert found.evidence[0].attribution.source.name == "Energy Ministry"


def test_nobody_of_another_country_breaks_a_governments_silence() -> None:
    """What Japan's premier tells of a call is no word of the house that has not spoken of it."""
    claim = "The White House has not commented on the call with Tokyo."
    cut = document("News in brief", "Japan's premier, Ana Mori, said the call was warm. Rain fell.")
    (match,) = ClaimIndex([Claim(id="silent", text=claim)]).match(cut)
    broken = Scores(supports=0.0, contradicts=0.9, mentions=0.1, unrelated=0.0)
    found = read(
        match, [broken for _ in match.passages], document=cut, outlet="The Ledger",
        article_id="a1", revision=1, at=NOON, model="m", ledger=(), reprint=False,
    )  # fmt: skip
    told = [e for e in found.evidence if e.attribution.source.name == "Ana Mori"]
    assert told
    assert all(e.stance is Stance.NEUTRAL for e in told)


def test_a_reprint_is_an_echo() -> None:
    """Nothing in a copy is new, whoever speaks in it."""
    found = reading("resigned", "Tomas Reyes said he had not resigned.", reprint=True)
    assert found is not None
    assert {e.novelty for e in found.evidence} == {Novelty.ECHO}


def test_the_outlets_own_voice_adds_nothing_to_what_is_on_record() -> None:
    """A statement in the report's own voice is an echo once anybody has made it."""
    first = reading("resigned", "Tomas Reyes said he had resigned.")
    assert first is not None
    own = reading(
        "resigned", "Tomas Reyes resigned last week.", ledger=first.evidence, article="a2"
    )
    assert own is not None
    assert own.evidence[0].attribution.source.kind is SourceKind.OUTLET
    assert own.novelty is Novelty.ECHO


def test_reading_the_same_revision_again_gives_the_same_reading() -> None:
    """A revision's own evidence on record is not held against it."""
    first = reading("resigned", "Tomas Reyes said he had resigned.")
    assert first is not None
    again = reading("resigned", "Tomas Reyes said he had resigned.", ledger=first.evidence)
    assert again is not None
    assert again.novelty is Novelty.NEW


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "\x00\x07\x1b[31m", "?" * 5_000, "“" * 300, "Ünïcode 北京 Москва " * 50, "a" * 50_000,
     "Tomas Reyes " * 3_000, "resigned. " * 3_000, "A. B. C. D. " * 500],
)  # fmt: skip
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Hostile and empty texts have a reading, if only none."""
    for claim in CLAIMS:
        found = reading(claim, text, headline=text[:200])
        assert found is None or found.kind in ReadingKind
