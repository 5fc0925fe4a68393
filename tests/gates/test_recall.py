"""How surely texts reach their claims, pinned with the digest of the data."""

from __future__ import annotations

import pytest

from monitor.model.claim import Claim
from monitor.rules.matching import ClaimIndex
from monitor.rules.text import document
from tests.gates.readings import BLIND, DEVELOPMENT
from tests.gates.recall import (
    KNOWN_LIE,
    Recall,
    Retrieval,
    digest,
    holds,
    known_lie,
    reach,
    report,
    retrieve,
)

#: Data that the floors were reached on.
DATA = "d8445ade03183763"
#: Claims and tweets of the sample that the floor is pinned on: all of them take half a minute.
CLAIMS, TWEETS = 2_000, 100


@pytest.mark.skipif(not KNOWN_LIE.is_dir(), reason="the known lies are not here")
def test_tweets_reach_their_claims_as_surely_as_before() -> None:
    """A sample of tweets about the first 2,000 claims finds them among those."""
    assert digest(KNOWN_LIE) == DATA
    data = known_lie()
    kept = data.claims[:CLAIMS]
    ids = {c.id for c in kept}
    queries = tuple(q for q in data.queries if q[1] <= ids)
    found = retrieve(Retrieval(data.name, kept, queries), TWEETS)
    assert found.hit >= 0.85
    assert found.matched <= 16


@pytest.mark.skipif(
    not all(s.reports.is_file() for s in DEVELOPMENT), reason="the acceptance reports are not here"
)
def test_acceptance_reports_reach_their_claims_as_surely_as_before() -> None:
    """Expected readings are of matched claims, and their evidence is among the passages."""
    found = reach("acceptance", DEVELOPMENT)
    assert found.hit >= 0.99
    assert found.evidence is not None
    assert found.evidence >= 0.98


def test_blind_reports_reach_their_claims_as_surely_as_before() -> None:
    """The same holds for reports that nobody tuned the rules on at first."""
    found = reach("blind", BLIND)
    assert found.hit >= 0.95
    assert found.evidence is not None
    assert found.evidence >= 0.91


def test_evidence_is_held_by_a_passage_with_most_of_its_words() -> None:
    """A passage holds a sentence, a part of it, or most of its words, and no other."""
    claim = Claim(id="c", text="Ana Ruiz ordered the dam closed")
    text = "Ana Ruiz ordered the dam closed on Monday."
    match = ClaimIndex([claim]).match(document("", text))[0]
    assert holds(match, "ordered the dam closed")
    assert holds(match, "Ana Ruiz ordered the old dam closed on Monday.")
    assert not holds(match, "The town was dry for a week")


def test_a_text_that_reaches_nothing_counts_as_asked() -> None:
    """Recall is over all texts, and the line shows it."""
    claims = (Claim(id="a", text="Ana Ruiz ordered the dam closed"),)
    queries = (
        ("Ana Ruiz has ordered the dam closed", frozenset({"a"})),
        ("Rain fell", frozenset({"a"})),
    )
    found = retrieve(Retrieval("made up", claims, queries))
    assert (found.asked, found.hit, found.matched) == (2, 0.5, 0.5)
    assert "0.500" in report(found)
    assert isinstance(found, Recall)
