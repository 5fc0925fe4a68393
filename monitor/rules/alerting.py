"""Which changes of the record are worth telling, why, and which are told together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import assert_never

from monitor.model.alert import Alert, AlertKind, AlertReason, Severity, Statement
from monitor.model.article import Article, Revision
from monitor.model.change import Change, ChangeKind, Field
from monitor.model.claim import Claim
from monitor.model.evidence import (
    Evidence,
    Novelty,
    Reading,
    ReadingKind,
    Stance,
    Standing,
    StandingKind,
)
from monitor.model.feed import Feed
from monitor.rules.editing import TELLING_EDITS, edit_of, edit_summary
from monitor.rules.record import WEIGHT, echoes, on_record, statement, weighty
from monitor.rules.standing import is_watched

#: Statements shown as "what stood before", at most; more is a page, not a mail.
SHOWN_BEFORE = 6

#: How an instant is told within a sentence.
_MINUTE = "%Y-%m-%d %H:%M UTC"

_SEVERITY_RANK = {Severity.LOW: 0, Severity.NORMAL: 1, Severity.HIGH: 2}

#: Which alert leads when several tell of one claim in one revision: later is stronger.
_LEAD_ORDER = (
    AlertKind.WATCHED_SPEAKER,
    AlertKind.STANDING_CHANGED,
    AlertKind.REVISED,
    AlertKind.SUPPORTS,
    AlertKind.CONTRADICTS,
    AlertKind.CORRECTED,
    AlertKind.RESTORED,
    AlertKind.RETRACTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One revision as it is judged, with the article and the edit that led to it."""

    article: Article
    revision: Revision
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a revision did to one claim: its reading, and what stood before and after."""

    claim: Claim
    reading: Reading
    #: What the revision before was read to say, None for a first revision.
    previous: Reading | None
    #: All evidence on the claim from before this revision, oldest first.
    ledger: Sequence[Evidence]
    standing_before: Standing
    standing_after: Standing


def alerts_for(
    sighting: Sighting, judgements: Sequence[Judgement], urls: Mapping[str, str]
) -> tuple[Alert, ...]:
    """Say what is worth telling of one revision.

    Everything that concerns one claim is folded under one leading alert, so that a
    denial that is also a watched speaker's first word and changes the standing wakes
    the desk once (ADR 0007).

    Args:
        sighting: The revision just read.
        judgements: What it did to each claim it bears on, now or before the edit.
        urls: Addresses of the articles that the ledgers speak of, by article id.
    """
    if sighting.change and ChangeKind.FLAPPING in sighting.change.kinds:
        return tuple(_flapping_alerts(sighting, sighting.change, judgements))
    alerts: list[Alert] = []
    for judgement in judgements:
        teller = _Teller(sighting, judgement, urls)
        alerts += _fold([*teller.sides(), *teller.watched(), *teller.standing(), *teller.revised()])
    return _with_edit(alerts, _edit_alerts(sighting, judgements))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns one judgement into alerts."""

    sighting: Sighting
    judgement: Judgement
    urls: Mapping[str, str]

    def sides(self) -> Iterable[Alert]:
        """Tell of each source that takes a side for the first time, or changes it."""
        for evidence in _by_speaker(self.judgement.reading.evidence):
            lead = evidence[0]
            if lead.novelty is Novelty.ECHO or lead.stance is Stance.NEUTRAL:
                continue
            back = lead.novelty is Novelty.WALK_BACK
            yield self._alert(
                AlertKind(lead.stance.value),
                AlertReason.WALK_BACK if back else AlertReason.NEW_SOURCE,
                self._severity(lead),
                _side_summary(lead),
                evidence,
            )

    def watched(self) -> Iterable[Alert]:
        """Tell of the first word of each watched speaker, a refusal to comment included."""
        heard = {item.attribution.source.key for item in self.judgement.ledger}
        spoken = _by_speaker(self.judgement.reading.evidence)
        # A side that a speaker takes goes before a question that he leaves open.
        for evidence in sorted(spoken, key=lambda words: words[0].stance is Stance.NEUTRAL):
            lead = evidence[0]
            source = lead.attribution.source
            if source.key in heard or not is_watched(self.judgement.claim, source):
                continue
            heard.add(source.key)
            silent = lead.stance is Stance.NEUTRAL
            yield self._alert(
                AlertKind.WATCHED_SPEAKER,
                AlertReason.NO_COMMENT if silent else AlertReason.FIRST_WORD,
                Severity.LOW if silent else Severity.HIGH,
                f"{source.name} took no side"
                if silent
                else f"First word of {source.name} on the claim",
                evidence,
            )

    def standing(self) -> Iterable[Alert]:
        """Tell when the claim stands otherwise than it did."""
        before, after = self.judgement.standing_before, self.judgement.standing_after
        fresh = [e for e in self.judgement.reading.evidence if e.novelty is not Novelty.ECHO]
        if before.kind is after.kind or not fresh:
            return
        yield self._alert(
            AlertKind.STANDING_CHANGED,
            _standing_reason(after.kind, fresh),
            Severity.HIGH,
            f"The claim was {before.kind}, it is now {after.kind}",
            weighty(fresh),
        )

    def revised(self) -> Iterable[Alert]:
        """Tell when an edit brought, took or turned evidence, or changed its words."""
        change, previous = self.sighting.change, self.judgement.previous
        if change is None or ChangeKind.TECHNICAL in change.kinds:
            return
        before = previous.evidence if previous else ()
        after = self.judgement.reading.evidence
        edit = edit_of(before, after, change)
        if edit is None:
            return
        reverted = ChangeKind.REVERT in change.kinds
        alert = self._alert(
            AlertKind.REVISED,
            AlertReason.REVERTED if reverted else edit.reason,
            Severity.HIGH if edit.reason is AlertReason.EVIDENCE_TURNED else Severity.NORMAL,
            edit_summary(
                edit,
                self.sighting.article.outlet,
                previous=previous.kind if previous else ReadingKind.NONE,
                present=self.judgement.reading.kind,
                reverted=reverted,
            ),
            edit.shown,
        )
        stood = self._statements(edit.stood)
        yield replace(
            alert,
            before=stood or alert.before,
            hunks=change.hunks,
            notice=change.notice,
            source=None,
        )

    def _severity(self, lead: Evidence) -> Severity:
        changes = self.judgement.standing_before.kind is not self.judgement.standing_after.kind
        if changes or is_watched(self.judgement.claim, lead.attribution.source):
            return Severity.HIGH
        return Severity.NORMAL

    def _alert(
        self,
        kind: AlertKind,
        reason: AlertReason,
        severity: Severity,
        summary: str,
        evidence: Sequence[Evidence],
    ) -> Alert:
        claim, sighting = self.judgement.claim, self.sighting
        source = evidence[0].attribution.source if evidence else None
        return Alert(
            id=alert_id(claim.id, kind, source.key if source else "", _place(sighting)),
            kind=kind,
            reason=reason,
            severity=severity,
            at=sighting.revision.seen_at,
            summary=summary,
            claim_id=claim.id,
            claim_text=claim.text,
            topic=claim.topic,
            source=source.name if source else None,
            article_id=sighting.article.id,
            revision=sighting.revision.number,
            outlet=sighting.article.outlet,
            headline=sighting.revision.headline,
            url=sighting.article.url,
            statements=self._statements(evidence),
            before=self._statements(on_record(self.judgement.ledger)[:SHOWN_BEFORE]),
            standing_before=self.judgement.standing_before,
            standing_after=self.judgement.standing_after,
            echoes=echoes(self.judgement.ledger, evidence),
        )

    def _statements(self, evidence: Sequence[Evidence]) -> tuple[Statement, ...]:
        urls = {**self.urls, self.sighting.article.id: self.sighting.article.url}
        return tuple(statement(item, urls.get(item.article_id, "")) for item in evidence)


def takedown_alert(
    article: Article, revision: Revision, *, present_at: datetime | None, absent_at: datetime
) -> Alert:
    """Tell that an article which bears on a claim is no longer there.

    The wording is "present then, absent now": we saw both, not what happened between.
    """
    present = (present_at or revision.seen_at).strftime(_MINUTE)
    return _page_alert(
        article,
        revision,
        absent_at,
        AlertKind.RETRACTED,
        AlertReason.TAKEDOWN,
        f"{article.outlet} no longer serves the article: "
        f"present at {present}, absent at {absent_at.strftime(_MINUTE)}",
    )


def restoration_alert(article: Article, revision: Revision, *, present_at: datetime) -> Alert:
    """Tell that an article which was gone is there again."""
    absent = article.gone_at.strftime(_MINUTE) if article.gone_at else "a visit before"
    return _page_alert(
        article,
        revision,
        present_at,
        AlertKind.RESTORED,
        AlertReason.RESTORATION,
        f"{article.outlet} serves the article again: "
        f"absent at {absent}, present at {present_at.strftime(_MINUTE)}",
    )


def _page_alert(  # noqa: PLR0917 (kind, reason and words of one alert)
    article: Article,
    revision: Revision,
    at: datetime,
    kind: AlertKind,
    reason: AlertReason,
    summary: str,
) -> Alert:
    return Alert(
        id=alert_id(None, kind, "", f"{article.id}@{at.isoformat()}"),
        kind=kind,
        reason=reason,
        severity=Severity.HIGH,
        at=at,
        summary=summary,
        article_id=article.id,
        revision=revision.number,
        outlet=article.outlet,
        headline=revision.headline,
        url=article.url,
    )


def _flapping_alerts(
    sighting: Sighting, change: Change, judgements: Sequence[Judgement]
) -> Iterable[Alert]:
    """Tell once that an article which bears on claims is served in two texts that differ in them.

    What its other text says is evidence, and no news: nobody has changed his account.
    """
    edits = [edit_of(_before(j), j.reading.evidence, change) for j in judgements]
    if not judgements or not (change.material or any(edits)):
        return
    article, revision = sighting.article, sighting.revision
    yield replace(
        _page_alert(
            article,
            revision,
            revision.seen_at,
            AlertKind.REVISED,
            AlertReason.FLAPPING,
            f"{article.outlet} serves two texts of its report in turn",
        ),
        id=alert_id(None, AlertKind.REVISED, "", f"{article.id}@flapping"),
        severity=Severity.NORMAL,
        hunks=change.hunks,
    )


def _before(judgement: Judgement) -> Sequence[Evidence]:
    return judgement.previous.evidence if judgement.previous else ()


def feed_alert_for(feed: Feed, reason: AlertReason, at: datetime) -> Alert:
    """Tell that a feed is down, is not itself, or is back."""
    back = reason is AlertReason.FEED_RECOVERED
    kind = AlertKind.SOURCE_BACK if back else AlertKind.SOURCE_DOWN
    return Alert(
        id=alert_id(None, kind, feed.id, at.isoformat()),
        kind=kind,
        reason=reason,
        severity=Severity.LOW if back else Severity.NORMAL,
        at=at,
        summary=_feed_summary(feed, reason, at),
        outlet=feed.outlet,
        url=feed.url,
        feed_id=feed.id,
    )


def _feed_summary(feed: Feed, reason: AlertReason, at: datetime) -> str:
    suspicion = feed.poll.suspicion
    if reason is AlertReason.FEED_RECOVERED:
        return f"The feed of {feed.outlet} is back"
    if reason is AlertReason.FEED_SUSPECTED and suspicion is not None:
        broken = ", ".join(suspicion.breaks)
        return (
            f"Another feed seems to stand in place of that of {feed.outlet}: it calls itself "
            f"{suspicion.title or 'nothing'!r} and differs in {broken}. Its items are not taken "
            f"in; if it is right, say `onrecord feeds trust {feed.id}`"
        )
    since = feed.poll.failing_since or feed.poll.last_item_at or at
    error = f": {feed.poll.last_error}" if feed.poll.last_error else ""
    return f"The feed of {feed.outlet} has brought nothing since {since:%Y-%m-%d %H:%M} UTC{error}"


def alert_id(claim_id: str | None, kind: AlertKind, source_key: str, place: str) -> str:
    """Derive an alert's id from what makes it one: claim, kind, source, revision."""
    key = "\x1f".join((claim_id or "", kind, source_key, place))
    return "al_" + blake2b(key.encode(), digest_size=9).hexdigest()


def _with_edit(told: Sequence[Alert], edits: Sequence[Alert]) -> tuple[Alert, ...]:
    """Tell of the edit itself under the strongest alert of the revision, or by itself."""
    leads = [alert for alert in told if alert.told_with is None]
    if not leads or not edits:
        return (*told, *_fold(edits))
    lead = max(leads, key=_strength)
    return (*told, *(replace(edit, told_with=lead.id) for edit in edits))


def _edit_alerts(sighting: Sighting, judgements: Sequence[Judgement]) -> list[Alert]:
    """Tell of a correction, a retraction or a telling edit of an article that bears on claims."""
    change = sighting.change
    if change is None or not judgements or ChangeKind.TECHNICAL in change.kinds:
        return []
    outlet = sighting.article.outlet
    found = []
    if ChangeKind.RETRACTION in change.kinds:
        found.append((AlertKind.RETRACTED, AlertReason.RETRACTION, f"{outlet} withdrew its report"))
    elif ChangeKind.CORRECTION in change.kinds:
        found.append(
            (AlertKind.CORRECTED, AlertReason.CORRECTION, f"{outlet} printed a correction")
        )
    elif change.material and change.kinds & TELLING_EDITS:
        found.append(
            (
                AlertKind.REVISED,
                AlertReason.WORDS_CHANGED,
                f"{outlet} edited its report without saying so",
            )
        )
    return [
        Alert(
            id=alert_id(None, kind, "", _place(sighting)),
            kind=kind,
            reason=reason,
            severity=Severity.NORMAL if kind is AlertKind.REVISED else Severity.HIGH,
            at=sighting.revision.seen_at,
            summary=summary,
            article_id=sighting.article.id,
            revision=sighting.revision.number,
            outlet=outlet,
            headline=sighting.revision.headline,
            url=sighting.article.url,
            hunks=change.hunks,
            notice=change.notice,
        )
        for kind, reason, summary in found
    ]


def _fold(alerts: Sequence[Alert]) -> list[Alert]:
    """Put the strongest alert in the lead and let it tell the others."""
    if not alerts:
        return []
    lead = max(alerts, key=_strength)
    return [lead] + [replace(a, told_with=lead.id) for a in alerts if a is not lead]


def _strength(alert: Alert) -> tuple[int, int, int]:
    """Order alerts by kind, then severity, then the weight of who speaks."""
    speaker = WEIGHT[alert.statements[0].source_kind] if alert.statements else len(WEIGHT)
    return _LEAD_ORDER.index(alert.kind), _SEVERITY_RANK[alert.severity], -speaker


def _by_speaker(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Group evidence by source and stance; body before headline, surest first."""
    groups: dict[tuple[str, Stance], list[Evidence]] = {}
    for item in evidence:
        groups.setdefault((item.attribution.source.key, item.stance), []).append(item)
    return [
        sorted(group, key=lambda e: (e.passage.field is Field.HEADLINE, -e.score))
        for group in groups.values()
    ]


def _side_summary(lead: Evidence) -> str:
    name = lead.attribution.source.name
    side = "Supported" if lead.stance is Stance.SUPPORTS else "Contradicted"
    if lead.novelty is Novelty.WALK_BACK:
        return f"{side} now by {name}, who said otherwise before"
    return f"{side} by {name}"


def _standing_reason(kind: StandingKind, fresh: Sequence[Evidence]) -> AlertReason:
    match kind:
        case StandingKind.DENIED:
            return AlertReason.FIRST_DENIAL
        case StandingKind.CONFIRMED:
            return AlertReason.FIRST_CONFIRMATION
        case StandingKind.RETRACTED:
            return AlertReason.RETRACTION
        case StandingKind.DISPUTED if any(e.stance is Stance.CONTRADICTS for e in fresh):
            return AlertReason.FIRST_DENIAL
        case StandingKind.DISPUTED:
            return AlertReason.ACCOUNTS_DIFFER
        case StandingKind.UNCHALLENGED:
            return AlertReason.STANDING_OTHERWISE
        case _:
            assert_never(kind)


def _place(sighting: Sighting) -> str:
    return f"{sighting.article.id}#{sighting.revision.number}"


def bears(reading: Reading | None) -> bool:
    """Tell whether a reading says anything of its claim at all."""
    return reading is not None and reading.kind is not ReadingKind.NONE
