"""Fifteen claims of the tests' own, told in other words: passives, idioms, dates, answers."""

# A table reads better by the line.
# ruff: noqa: E501
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.model.claim import Claim
from monitor.model.evidence import Pair
from monitor.rules.frames import frame
from monitor.rules.matching import ClaimIndex
from monitor.rules.readings import read
from monitor.rules.text import document
from monitor.stance.lexical import LexicalModel

CLAIMS = {
    "mine": "Fourteen miners died in the Kessel colliery explosion.",
    "bank": "The Central Bank of Norvania raised interest rates to 7 percent.",
    "ceo": "Nova Airlines chief executive Peter Strand has resigned.",
    "deal": "Helios Energy has agreed to acquire Brightfield Solar for $2.1 billion.",
    "recall": "Tarn Motors knew about the faulty airbags before the recall.",
    "poison": "The river Alder was poisoned by a chemical leak from the Voss plant.",
    "visit": "Prime Minister Elena Kovac met rebel leaders in Doha.",
    "aid": "The United Kingdom will cut foreign aid to 0.3 percent of national income by 2027.",
    "vote": "Parliament rejected the bill to legalise euthanasia.",
    "spy": "Ruritania spied on German lawmakers.",
    "quote": "Mayor Linda Osei called the protesters terrorists.",
    "notold": "Residents of Harlow Court were not told about the cladding.",
    "strike": "Nurses at St Brigid Hospital will strike on 3 May.",
    "court": "A court convicted banker Hugo Lenz of fraud.",
    "arrest": "Police arrested journalist Maya Torres in Lagos.",
}


def kind(claim: str, text: str) -> str:
    """Give the reading of a report as a word."""
    cut, model = document("News in brief", text), LexicalModel()
    for match in ClaimIndex([Claim(id=claim, text=CLAIMS[claim])]).match(cut):
        scores = model.weigh([Pair(claim=match.claim.text, passage=p) for p in match.passages])
        found = read(
            match, scores, document=cut, outlet="The Ledger", article_id="a1", revision=1,
            at=datetime(2027, 5, 3, 12, tzinfo=UTC), model=model.name, ledger=(), reprint=False,
        )  # fmt: skip
        return found.kind.value
    return "none"


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("mine", "Nine miners were killed in the explosion at the Kessel colliery.", "contradicts"),
        ("mine", "The death toll from the Kessel colliery explosion stands at fourteen, the ministry said.", "supports"),
        ("mine", "No one died in the Kessel colliery explosion, the owner said.", "contradicts"),
        ("bank", "The Central Bank of Norvania left interest rates unchanged at 6 percent.", "contradicts"),
        ("bank", "The Central Bank of Norvania is expected to raise interest rates to 7 percent.", "mentions"),
        ("ceo", "Peter Strand is stepping down as chief executive of Nova Airlines.", "supports"),
        ("ceo", "Peter Strand denied that he had quit Nova Airlines.", "contradicts"),
        ("ceo", "Peter Strand, chief executive of Nova Airlines, is under pressure to resign.", "mentions"),
        ("deal", "Helios Energy is buying Brightfield Solar in a $2.1bn deal.", "supports"),
        ("deal", "Helios Energy walked away from its planned purchase of Brightfield Solar.", "contradicts"),
        ("deal", "Helios Energy is in talks to buy Brightfield Solar for $2.1 billion.", "mentions"),
        ("deal", "Helios Energy agreed to pay $1.8 billion for Brightfield Solar.", "contradicts"),
        ("recall", "Internal emails show Tarn Motors was aware of the faulty airbags months before the recall.", "supports"),
        ("recall", "Tarn Motors had no knowledge of the faulty airbags before the recall, its lawyer said.", "contradicts"),
        ("poison", "A chemical leak at the Voss plant contaminated the river Alder, the agency found.", "supports"),
        ("visit", "Kovac held talks with rebel leaders in Doha last week, two diplomats said.", "supports"),
        ("visit", "The prime minister's office denied that Elena Kovac met rebel leaders in Doha.", "contradicts"),
        ("visit", "Elena Kovac refused to meet rebel leaders in Doha.", "contradicts"),
        ("aid", "Britain is to reduce overseas aid to 0.3% of national income by 2027, the Treasury said.", "supports"),
        ("aid", "Britain will keep foreign aid at 0.5 percent of national income, the Treasury said.", "contradicts"),
        ("vote", "MPs voted down the euthanasia bill on Friday.", "supports"),
        ("vote", "Parliament passed the bill to legalise euthanasia.", "contradicts"),
        ("vote", "Parliament will vote on the euthanasia bill next week.", "mentions"),
        ("spy", "German lawmakers were spied on by Ruritania, the security service said.", "supports"),
        ("spy", "Ruritania said it had never spied on German lawmakers.", "contradicts"),
        ("quote", '"They are terrorists," Mayor Linda Osei said of the protesters.', "supports"),
        ("quote", "Linda Osei said she had not called the protesters terrorists.", "contradicts"),
        ("notold", "Residents of Harlow Court said nobody had told them about the cladding.", "supports"),
        ("strike", "Nurses at St Brigid Hospital called off the strike planned for 3 May.", "contradicts"),
        ("strike", "Nurses at St Brigid Hospital will strike on 10 May.", "contradicts"),
        ("court", "Hugo Lenz was found guilty of fraud on Thursday.", "supports"),
        ("court", "Hugo Lenz was cleared of fraud on Thursday.", "contradicts"),
        ("court", "Hugo Lenz, a banker, denies fraud. The court will hear him next week.", "mentions"),
        ("arrest", "Maya Torres, a journalist, was detained by police in Lagos, her editor said.", "supports"),
        ("arrest", "Police in Lagos released Maya Torres, who was arrested on Monday.", "supports"),
        ("spy", 'The Daily Post reported that Ruritania spied on German lawmakers. The ambassador rejected the report. "It is pure invention," he said.', "disputed"),
        ("ceo", "Nova Airlines chief executive Peter Strand has quit, a person close to the board said. The airline declined to comment.", "supports"),
        ("court", "A court in Bern convicted trader Paul Meier of fraud.", "mentions"),
    ],
)  # fmt: skip
def test_other_words_are_read_alike(claim: str, text: str, expected: str) -> None:
    """Passives, idioms, dates, answers and expectations are read as a careful reader does."""
    assert kind(claim, text) == expected


@pytest.mark.parametrize(
    "claim", ["The House voted.", "The Office of the House.", "To The House", "A"]
)
def test_every_part_of_a_claim_can_be_found(claim: str) -> None:
    """No slot is without a term, however bare the names of a claim are."""
    assert all(slot.terms for slot in frame(claim).slots)
