"""Where a claim stands, given all evidence on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Source, SourceKind, Stance, Standing, StandingKind
from monitor.rules.attribution import source_key

_WEIGHT = {
    SourceKind.NAMED: 1,
    SourceKind.INSTITUTION: 2,
    SourceKind.OUTLET: 3,
    SourceKind.ANONYMOUS: 4,
}
_ON_RECORD = frozenset({SourceKind.NAMED, SourceKind.INSTITUTION})


def judge(claim: Claim, evidence: Sequence[Evidence]) -> Standing:
    """Say where a claim stands on all evidence, by each source's last word.

    One source on each side is a dispute, however many there are on either. The order of the
    evidence and repeats of it do not matter.

    Raises:
        ValueError: There is evidence on another claim.
    """
    if any(item.claim_id != claim.id for item in evidence):
        raise ValueError(f"Evidence on another claim than {claim.id!r}.")
    last = _last_words(evidence)
    backers = [e for e in last if e.stance is Stance.SUPPORTS]
    deniers = [e for e in last if e.stance is Stance.CONTRADICTS]
    kind = _kind(claim, evidence, backers, deniers)
    deciders = _deciders(claim, kind, backers, deniers)
    since = min((e.at for e in deciders), default=None)
    if kind is StandingKind.DISPUTED:
        since = max(_first(backers), _first(deniers))
    by = tuple(dict.fromkeys(e.attribution.source for e in deciders))
    return Standing(claim_id=claim.id, kind=kind, by=by, since=since)


def _first(evidence: Iterable[Evidence]) -> datetime:
    return min(e.at for e in evidence)


def _last_words(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Keep of each source the last side it took, dated when it first took it for good."""
    ordered = sorted(
        (e for e in evidence if e.stance is not Stance.NEUTRAL),
        key=lambda e: (e.at, e.article_id, e.revision, e.passage.field, e.passage.start, e.stance),
    )
    last: dict[str, Evidence] = {}
    for item in ordered:
        key = item.attribution.source.key
        if key not in last or last[key].stance is not item.stance:
            last[key] = item
    return list(last.values())


def _kind(
    claim: Claim, evidence: Sequence[Evidence], backers: list[Evidence], deniers: list[Evidence]
) -> StandingKind:
    if _origin_withdrew(claim, evidence, deniers):
        return StandingKind.RETRACTED
    if backers and deniers:
        return StandingKind.DISPUTED
    if any(e.attribution.source.kind in _ON_RECORD for e in deniers):
        return StandingKind.DENIED
    if any(_confirms(claim, e) for e in backers):
        return StandingKind.CONFIRMED
    return StandingKind.UNCHALLENGED


def is_watched(claim: Claim, source: Source) -> bool:
    """Tell whether a source is among the claim's watched speakers."""
    watched = {source_key(name) for name in claim.watch}
    return source.key in watched or any(
        source.kind is SourceKind.NAMED and name.split()[-1] == source.key.split()[-1]
        for name in watched
        if name and source.key
    )


def _confirms(claim: Claim, item: Evidence) -> bool:
    """Only a watched speaker's word, given on the record, confirms a claim."""
    source = item.attribution.source
    return source.kind in _ON_RECORD and is_watched(claim, source)


def _origin_withdrew(
    claim: Claim, evidence: Sequence[Evidence], deniers: Sequence[Evidence]
) -> bool:
    """Tell whether who reported the claim first has backed it, and denies it without backing it.

    A report that carries the origin's account and finds a denial in it as well has misread one.
    """
    if claim.origin is None:
        return False
    origin = source_key(claim.origin)
    backed = {
        (e.article_id, e.revision)
        for e in evidence
        if e.stance is Stance.SUPPORTS and e.attribution.source.key == origin
    }
    return bool(backed) and any(
        e.attribution.source.key == origin and (e.article_id, e.revision) not in backed
        for e in deniers
    )


def _deciders(
    claim: Claim, kind: StandingKind, backers: list[Evidence], deniers: list[Evidence]
) -> list[Evidence]:
    """Order the evidence a standing rests on, weightiest source first."""
    pools = {
        StandingKind.RETRACTED: deniers,
        StandingKind.DENIED: deniers,
        StandingKind.CONFIRMED: [e for e in backers if _confirms(claim, e)],
        StandingKind.DISPUTED: deniers + backers,
        StandingKind.UNCHALLENGED: backers,
    }
    return sorted(
        pools[kind],
        key=lambda e: (
            0 if is_watched(claim, e.attribution.source) else _WEIGHT[e.attribution.source.kind],
            e.at,
            e.attribution.source.key,
        ),
    )
