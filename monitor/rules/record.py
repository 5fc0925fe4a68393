"""The record as it is shown: who said what first, in order of weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.model.alert import Statement
from monitor.model.change import Field
from monitor.model.evidence import Evidence, Novelty, SourceKind, Stance

#: Weight of a source's word when statements are put in order.
WEIGHT = {
    SourceKind.NAMED: 0,
    SourceKind.INSTITUTION: 1,
    SourceKind.OUTLET: 2,
    SourceKind.ANONYMOUS: 3,
}


def on_record(ledger: Sequence[Evidence]) -> list[Evidence]:
    """Pick the first word of each source on each side, weightiest source first.

    Of one sighting the body's words go before the headline's.
    """
    first: dict[tuple[str, Stance], Evidence] = {}
    for item in sorted(ledger, key=lambda e: (e.at, e.passage.field is Field.HEADLINE)):
        if item.stance is not Stance.NEUTRAL:
            first.setdefault((item.attribution.source.key, item.stance), item)
    return sorted(first.values(), key=lambda e: (WEIGHT[e.attribution.source.kind], e.at))


def weighty(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Order evidence by the weight of its source, surest first."""
    return sorted(evidence, key=lambda e: (WEIGHT[e.attribution.source.kind], -e.score))


def echoes(ledger: Sequence[Evidence], told: Sequence[Evidence]) -> int:
    """Count the articles that had echoed the told stance before."""
    stances = {item.stance for item in told}
    return len({e.article_id for e in ledger if e.novelty is Novelty.ECHO and e.stance in stances})


def statement(item: Evidence, url: str) -> Statement:
    """Show a piece of evidence as who said it, in which words, where and when."""
    return Statement(
        source=item.attribution.source.name,
        source_kind=item.attribution.source.kind,
        stance=item.stance,
        text=item.passage.text,
        cue=item.attribution.cue,
        novelty=item.novelty,
        outlet=item.outlet,
        article_id=item.article_id,
        revision=item.revision,
        headline=item.passage.headline,
        url=url,
        at=item.at,
    )
