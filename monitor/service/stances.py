"""A whole text against one claim, in the four words of FNC-1: for evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from monitor.model.claim import Claim
from monitor.model.evidence import ReadingKind, Scores
from monitor.pipeline.assess import weigh_all
from monitor.ports import ReportModel, StanceModel
from monitor.rules.matching import ClaimIndex
from monitor.rules.readings import read
from monitor.rules.text import document

#: What a reading is called in FNC-1. A text that carries both accounts discusses the claim.
_WORDS = {
    ReadingKind.SUPPORTS: "agree",
    ReadingKind.CONTRADICTS: "disagree",
    ReadingKind.DISPUTED: "discuss",
    ReadingKind.MENTIONS: "discuss",
    ReadingKind.NONE: "unrelated",
}


def stance_as_json(model: StanceModel, claim: str, headline: str, text: str) -> dict[str, object]:
    """Say what a text does to a claim, with a share for each of the four words.

    A model that weighs whole reports is asked for the report's own position; with another,
    the reading of the product decides and the strongest passages give the shares.

    Source: FNC-1 (fakenewschallenge.org), labels of stance detection.
    """
    if isinstance(model, ReportModel):
        shares = _shares([model.weigh_report(claim, headline, text)])
        return {"stance": max(shares, key=lambda word: shares[word]), "scores": shares}
    return _by_reading(model, Claim(id="claim", text=claim), headline, text)


def _by_reading(model: StanceModel, claim: Claim, headline: str, text: str) -> dict[str, object]:
    words = document(headline, text)
    weighed = weigh_all(model, ClaimIndex([claim]).match(words))
    if not weighed:
        return {"stance": "unrelated", "scores": _shares(())}
    match, scores = weighed[0]
    reading = read(
        match,
        scores,
        document=words,
        outlet="",
        article_id="text",
        revision=1,
        at=datetime.now(UTC),
        model=model.name,
        ledger=(),
        reprint=False,
    )
    return {"stance": _WORDS[reading.kind], "scores": _shares(scores)}


def _shares(scores: Sequence[Scores]) -> dict[str, float]:
    best = {
        "agree": max((s.supports for s in scores), default=0.0),
        "disagree": max((s.contradicts for s in scores), default=0.0),
        "discuss": max((s.mentions for s in scores), default=0.0),
        "unrelated": min((s.unrelated for s in scores), default=1.0),
    }
    total = sum(best.values()) or 1.0
    return {word: round(score / total, 4) for word, score in best.items()}
