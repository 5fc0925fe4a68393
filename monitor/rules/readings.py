"""What one revision says of one claim: from scores and sources to evidence and a reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import (
    Attribution,
    Evidence,
    Novelty,
    Passage,
    Reading,
    ReadingKind,
    Scores,
    Source,
    SourceKind,
    Stance,
)
from monitor.rules.attribution import attribute, source_key
from monitor.rules.frames import frame
from monitor.rules.matching import Match
from monitor.rules.names import NAME, bare
from monitor.rules.offices import country_of, holder_of, same_office
from monitor.rules.text import Document

#: A passage takes a side from this probability on, in [0, 1].
#: Source: development run of tests.gates with the lexical model, 2026-11; flat from 0.45 to 0.6.
SIDE_FLOOR = 0.5

#: A passage talks about the claim from this probability of not being unrelated on, in [0, 1].
MENTION_FLOOR = 0.5

#: A claim of what one person told another is of an act, which others tell of.
_TOLD_SOMEBODY = re.compile(r"\b(?:told|asked|promised|warned|advised) (?:the |an? )?[A-Z]")

#: A government's own ministry speaks for the country.
_MINISTRY = re.compile(r"(.+)'s (?:foreign ministry|government|cabinet|ministry)$")
_RECALLED = re.compile(
    r"\bhad (?:\w+ )?(?:said|told|declared|denied|insisted|put|claimed|reported|stated|rejected"
    r"|maintained)\b"
    r"|\b(?:earlier|previously|once|until|last (?:week|month|year)|a (?:day|week|month) (?:earlier"
    r"|ago)|formerly|at first)\b",
    re.IGNORECASE,
)


#: Characters behind a recalled report in which its correction begins.
_NEXT = 120
#: By which an outlet recalls its own report, by which it admits a mistake, and by which the same
#: sentence sets it right.
_OWN_REPORT = re.compile(
    r"\b[Ww]e (?:\w+ ){0,3}(?:reported|said|wrote|stated|published|gave)\b"
    r"|\b(?:article|report|story|version|edition|headline|bulletin|column)\b[^.]{0,90}?"
    r"\b(?:said|wrote|reported|stated|gave|put)\b"
)
_MISTAKE = re.compile(
    r"\b(?:correct(?:ion|ed|s)?|clarif(?:ication|ied|y)|wrong|mistaken?|error|inaccurate|misstated"
    r"|regret)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:in fact|actually|correct|instead|rather|should|wrong(?:ly)?|mistaken(?:ly)?|incorrectly"
    r"|erroneously|not|never|no)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


def read(
    match: Match,
    scores: Sequence[Scores],
    *,
    document: Document,
    outlet: str,
    article_id: str,
    revision: int,
    at: datetime,
    model: str,
    ledger: Sequence[Evidence],
    reprint: bool,
) -> Reading:
    """Read one revision against one claim.

    Args:
        match: The claim and its passages.
        scores: One for each passage, in order.
        document: The revision's words.
        outlet: Who published it.
        article_id: Of the article.
        revision: Its number.
        at: When it was seen.
        model: Name of the model that gave the scores.
        ledger: Evidence on the claim that stands on record.
        reprint: Whether the article is a copy; then everything in it is an echo.
    """
    known = [e for e in ledger if (e.article_id, e.revision) != (article_id, revision)]
    evidence = [
        Evidence(
            claim_id=match.claim.id,
            article_id=article_id,
            revision=revision,
            passage=passage,
            stance=stance,
            score=score,
            attribution=_spoken(
                match.claim,
                stance,
                _known_as(_attributed(document, passage, outlet), known, match.claim),
            ),
            novelty=Novelty.ECHO,
            model=model,
            at=at,
            outlet=outlet,
        )
        for passage, weighed in zip(match.passages, scores, strict=True)
        for stance, score in _stances(weighed)
    ]
    heard = [_set_right(_heard(e, match.claim), document) for e in evidence]
    standing = _present_words(_body_first(heard))
    told = tuple(replace(e, novelty=novelty(e, known, reprint=reprint)) for e in standing)
    kind = _kind(told)
    return Reading(
        claim_id=match.claim.id,
        article_id=article_id,
        revision=revision,
        kind=kind,
        score=_score(kind, told, scores),
        novelty=_newest(kind, told, reprint=reprint),
        evidence=told,
    )


def surest(wordings: Sequence[Scores]) -> Scores:
    """Choose among the scores of a claim's wordings: its own, unless only an alias finds support.

    Whoever says what an alias says has said the claim; but an alias may be narrower, and whoever
    denies it has not denied the claim.

    Args:
        wordings: Of one passage, the claim's text first.
    """
    own, *aliases = wordings
    best = max(aliases, key=lambda scores: scores.supports, default=own)
    return best if best.supports >= SIDE_FLOOR > _strength(own) else own


def _strength(scores: Scores) -> float:
    return max(scores.supports, scores.contradicts)


def _stances(scores: Scores) -> Iterator[tuple[Stance, float]]:
    """Give the stance a passage's scores stand for, none when it is unrelated."""
    side = Stance.SUPPORTS if scores.supports >= scores.contradicts else Stance.CONTRADICTS
    if _strength(scores) >= SIDE_FLOOR:
        yield side, _strength(scores)
    elif 1 - scores.unrelated >= MENTION_FLOOR:
        yield Stance.NEUTRAL, scores.mentions


def _attributed(document: Document, passage: Passage, outlet: str) -> Attribution:
    index = next(
        i
        for i, s in enumerate(document.sentences)
        if s.field is passage.field and s.start <= passage.start < s.end
    )
    return attribute(document, index, passage.start, passage.end, outlet=outlet)


def _known_as(attribution: Attribution, ledger: Sequence[Evidence], claim: Claim) -> Attribution:
    """Give a source the name it has on record: `Kihara` is `Minoru Kihara` once that is known.

    So is `the chief cabinet secretary`.
    """
    source = attribution.source
    on_record = [e.attribution.source for e in ledger]
    if source.kind is SourceKind.ANONYMOUS:
        holder = holder_of(source, on_record)
        return replace(attribution, source=holder) if holder else attribution
    if " " in source.key:
        return attribution
    watched = [
        Source(key=source_key(name), name=name, kind=SourceKind.NAMED)
        for name in (*claim.watch, *map(bare, NAME.findall(claim.text)))
    ]
    for other in on_record + watched:
        if other.kind is SourceKind.NAMED and other.key.endswith(f" {source.key}"):
            return replace(attribution, source=other)
    return attribution


def _spoken(claim: Claim, stance: Stance, attribution: Attribution) -> Attribution:
    """Give what the claimant says, or is silent about, to the claimant, and all else to others.

    `Her remark that ...` is hers; an outlet's word that the ministry is silent is the ministry's
    silence; but that he told her something is said by whoever tells of it.
    """
    laid, source = frame(claim.text), attribution.source
    opening = NAME.match(claim.text)
    name = bare(opening.group()) if opening else ""
    if not name:
        return attribution
    person = bool(laid.actors) and laid.actors[0].kind == "person"
    own_voice = source.kind is SourceKind.OUTLET and attribution.cue is None
    told = laid.reported and person and stance is Stance.SUPPORTS
    if (laid.silence and own_voice) or (told and source.kind is not SourceKind.NAMED):
        kind = SourceKind.NAMED if person else SourceKind.INSTITUTION
        own = Source(key=source_key(name), name=name, kind=kind)
        return replace(attribution, source=own, via=(source, *attribution.via))
    private = _TOLD_SOMEBODY.search(claim.text)
    if private and source.key == source_key(name) and attribution.via:
        return replace(attribution, source=attribution.via[0], via=attribution.via[1:])
    return attribution


def _heard(item: Evidence, claim: Claim) -> Evidence:
    """Let nobody of another country speak for a silent government: such words take no side."""
    opening = NAME.match(claim.text)
    if item.stance is Stance.NEUTRAL or not opening or not frame(claim.text).silence:
        return item
    party = bare(opening.group())
    silent = Source(key=source_key(party), name=party, kind=SourceKind.INSTITUTION)
    theirs, ours = country_of(item.attribution.source), country_of(silent)
    return replace(item, stance=Stance.NEUTRAL) if theirs and ours and theirs != ours else item


def _set_right(item: Evidence, document: Document) -> Evidence:
    """Let what an outlet only recalls of a mistaken report of its own take no side."""
    text, source = item.passage.text, item.attribution.source
    if item.stance is Stance.NEUTRAL or source.key != source_key(item.outlet):
        return item
    if not _OWN_REPORT.search(text) or _INSTEAD.search(text):
        return item
    behind = document.text[item.passage.end : item.passage.end + _NEXT]
    around = (document.headline, *item.passage.context[-1:], behind)
    return replace(item, stance=Stance.NEUTRAL) if _MISTAKE.search(" ".join(around)) else item


def _body_first(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Drop what only the headline says: where it says more than the body, the body counts."""
    sides = {e.stance for e in evidence if e.passage.field is Field.TEXT}
    return [e for e in evidence if e.passage.field is Field.TEXT or e.stance in sides or not sides]


def _present_words(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Drop the recalled word of a source that now says the opposite."""
    kept = []
    for item in evidence:
        key = item.attribution.source.key
        turned = any(
            e.attribution.source.key == key
            and {e.stance, item.stance} == {Stance.SUPPORTS, Stance.CONTRADICTS}
            and not _RECALLED.search(e.passage.text)
            for e in evidence
        )
        if not (turned and _RECALLED.search(item.passage.text)):
            kept.append(item)
    return kept


def _kind(evidence: Sequence[Evidence]) -> ReadingKind:
    stances = {e.stance for e in evidence}
    if {Stance.SUPPORTS, Stance.CONTRADICTS} <= stances:
        return ReadingKind.DISPUTED
    if Stance.SUPPORTS in stances:
        return ReadingKind.SUPPORTS
    if Stance.CONTRADICTS in stances:
        return ReadingKind.CONTRADICTS
    return ReadingKind.MENTIONS if stances else ReadingKind.NONE


def novelty(item: Evidence, ledger: Sequence[Evidence], *, reprint: bool) -> Novelty:
    """Tell whether a source's stance is new against the ledger.

    The outlet's own voice adds nothing once anyone's same stance is on record.
    """
    same = [e for e in ledger if e.stance is item.stance]
    source = item.attribution.source
    keys = _keys(item.attribution)
    met = any(
        not keys.isdisjoint(_keys(e.attribution)) or same_office(source, e.attribution.source)
        for e in same
    )
    own_voice = source.kind is SourceKind.OUTLET and item.attribution.cue is None
    if reprint or met or (own_voice and same):
        return Novelty.ECHO
    opposite = {Stance.SUPPORTS: Stance.CONTRADICTS, Stance.CONTRADICTS: Stance.SUPPORTS}
    turned = any(
        e.attribution.source.key == source.key and e.stance is opposite.get(item.stance)
        for e in ledger
    )
    return Novelty.WALK_BACK if turned else Novelty.NEW


def _keys(attribution: Attribution) -> frozenset[str]:
    """List the keys a source is on record by: its own, and whom it speaks for."""
    source = attribution.source
    keys = {source.key}
    if source.kind is SourceKind.NAMED:
        keys.update(s.key for s in attribution.via[:1] if s.kind is SourceKind.INSTITUTION)
    return frozenset(keys | {country for key in keys if (country := _country(key))})


@lru_cache(maxsize=4096)
def _country(key: str) -> str | None:
    """Name the country that a ministry speaks for; kept, as ledgers are long and keys few."""
    found = _MINISTRY.match(key)
    return found[1] if found else None


def _newest(kind: ReadingKind, evidence: Sequence[Evidence], *, reprint: bool) -> Novelty | None:
    if kind is ReadingKind.NONE:
        return None
    if reprint:
        return Novelty.ECHO
    sides = [e for e in evidence if e.stance is not Stance.NEUTRAL] or list(evidence)
    found = {e.novelty for e in sides}
    return next(n for n in (Novelty.WALK_BACK, Novelty.NEW, Novelty.ECHO) if n in found)


def _score(kind: ReadingKind, evidence: Sequence[Evidence], scores: Sequence[Scores]) -> float:
    """Give the strongest evidence's score; of a dispute, the weaker side's."""
    if kind is ReadingKind.NONE:
        return min((s.unrelated for s in scores), default=1.0)
    best = {s: max((e.score for e in evidence if e.stance is s), default=0.0) for s in Stance}
    if kind is ReadingKind.DISPUTED:
        return min(best[Stance.SUPPORTS], best[Stance.CONTRADICTS])
    return best[Stance(kind.value)]
