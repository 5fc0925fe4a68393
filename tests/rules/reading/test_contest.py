"""Which of several claims a passage is about."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import Passage, Scores
from monitor.rules.contest import settled
from monitor.rules.matching import Match

AGAINST = Scores(supports=0.1, contradicts=0.8, mentions=0.05, unrelated=0.05)
ASIDE = Scores(supports=0.1, contradicts=0.2, mentions=0.6, unrelated=0.1)
SOLD = "Ada Lund sold the ferry to a bank."
BANNED = "Ada Lund banned imports of salted herring."


def sides(text: str, scores: Sequence[Scores], *context: str) -> list[Scores]:
    """Settle one passage between the two claims, one of the scores for each."""
    passage = Passage(text=text, field=Field.TEXT, start=0, end=len(text), context=context)
    weighed = [
        (Match(claim=Claim(id=claim, text=claim), passages=(passage,)), [found])
        for claim, found in zip((SOLD, BANNED), scores, strict=True)
    ]
    return [found[0] for _, found in settled(weighed)]


def test_a_denial_is_of_the_claim_whose_matter_it_holds() -> None:
    """What shares only its people with the passage loses the side."""
    sold, banned = sides("Lund denied that she had sold the ferry.", [AGAINST, AGAINST])
    assert sold == AGAINST
    assert max(banned.supports, banned.contradicts) < 1 / 2


def test_a_bare_denial_takes_its_matter_from_the_sentence_before() -> None:
    """The words that are denied stand in front of it."""
    before = "The Courier wrote that Ada Lund had sold the ferry to a bank."
    sold, banned = sides("She did nothing of the kind.", [AGAINST, AGAINST], before)
    assert sold == AGAINST
    assert max(banned.supports, banned.contradicts) < 1 / 2


def test_where_no_claim_s_matter_stands_all_keep_their_sides() -> None:
    """A paraphrase shares no words with any claim: nothing is settled by words."""
    assert sides("Lund flatly denied it.", [AGAINST, AGAINST]) == [AGAINST, AGAINST]


def test_what_takes_no_side_is_left_as_it_is() -> None:
    """Nothing is contested, so nothing changes."""
    assert sides("Lund denied that she had sold the ferry.", [ASIDE, ASIDE]) == [ASIDE, ASIDE]
