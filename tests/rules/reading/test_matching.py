"""Which claims an article reaches, and through which of its sentences."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.claim import Claim
from monitor.rules.matching import MOST_CLAIMS, MOST_PASSAGES, ClaimIndex
from monitor.rules.text import document

SOLD = Claim(id="sold", text="Mayor Ada Lund sold the Tarn ferry to a bank.")
SILENT = Claim(id="silent", text="Ada Lund has not commented on the notary's letter.")
STRANGER = Claim(id="stranger", text="Kenya banned imports of Norwegian steel.")


def reached(text: str, *claims: Claim) -> dict[str, list[str]]:
    """Give the passages of each claim that a text reaches."""
    matches = ClaimIndex(claims).match(document("News in brief", text))
    return {m.claim.id: [p.text for p in m.passages] for m in matches}


def test_an_article_of_a_story_reaches_the_story_s_other_claims() -> None:
    """Once one claim is near, others of the same people are read, though in other words."""
    text = "Ada Lund sold the Tarn ferry to a bank. She has kept quiet about it since."
    found = reached(text, SOLD, SILENT, STRANGER)
    assert set(found) == {"sold", "silent"}


def test_a_name_alone_reaches_nothing() -> None:
    """An article that shares only a person with the claims is of another story."""
    assert reached("Ada Lund opened a school in the village.", SOLD, SILENT) == {}


def test_the_sentence_that_leans_on_a_passage_is_offered_too() -> None:
    """A bare denial shares no word with its claim; it stands right behind what it denies."""
    text = "The Courier says that Ada Lund sold the Tarn ferry. She did nothing of the kind."
    assert "She did nothing of the kind." in reached(text, SOLD)["sold"]


def test_an_alias_reaches_its_claim() -> None:
    """A claim is found by another wording, and by another name for what it speaks of."""
    text = "The old paddle steamer changed hands on Friday. Nobody gave a price."
    renamed = replace(SOLD, aliases=("The paddle steamer changed hands.",))
    named = replace(SOLD, aliases=("paddle steamer",))
    assert reached(text, SOLD) == {}
    for claim in (renamed, named):
        assert "The old paddle steamer changed hands on Friday." in reached(text, claim)["sold"]


def test_a_denial_may_stand_two_sentences_behind() -> None:
    """A sentence between that leans on nothing does not hide the one behind it."""
    text = "The Courier says that Ada Lund sold the Tarn ferry. Rain fell. Not so, says Bo Berg."
    assert "Not so, says Bo Berg." in reached(text, SOLD)["sold"]


def test_hostile_numbers_of_claims_and_sentences_are_bounded() -> None:
    """However many claims an article touches and however long it is, the model's work ends."""
    claims = [
        Claim(id=f"c{n}", text=f"Ada Lund sold the Tarn ferry to bank {n}.")
        for n in range(MOST_CLAIMS + 40)
    ]
    found = reached("Ada Lund sold the Tarn ferry to a bank. " * 200, *claims)
    assert len(found) <= MOST_CLAIMS
    assert max(map(len, found.values())) <= 2 * (MOST_PASSAGES + 4)
