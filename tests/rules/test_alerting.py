"""Which changes of the record are told, why, and together with what."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.model.alert import Alert, AlertKind, AlertReason, Severity
from monitor.model.change import ChangeKind
from monitor.model.evidence import (
    Evidence,
    Novelty,
    Reading,
    SourceKind,
    Stance,
    StandingKind,
)
from monitor.rules.alerting import (
    Judgement,
    Sighting,
    alert_id,
    alerts_for,
    feed_alert_for,
    restoration_alert,
    takedown_alert,
)
from monitor.rules.record import on_record
from tests.builders import (
    NOON,
    a_change,
    a_claim,
    a_feed,
    a_passage,
    a_reading,
    a_revision,
    a_source,
    a_standing,
    an_article,
    an_evidence,
    minutes,
)

MINISTRY = a_source()
MAYOR = a_source(key="ada brink", name="Ada Brink", kind=SourceKind.NAMED)
PAPER = a_source(key="the daily", name="The Daily", kind=SourceKind.OUTLET)


def judged(
    *evidence: Evidence,
    previous: Reading | None = None,
    ledger: Sequence[Evidence] = (),
    watch: tuple[str, ...] = (),
    before: StandingKind = StandingKind.UNCHALLENGED,
    after: StandingKind = StandingKind.UNCHALLENGED,
) -> Judgement:
    """Build a judgement of the dam's claim."""
    return Judgement(
        claim=a_claim(watch=watch),
        reading=a_reading(evidence=evidence),
        previous=previous,
        ledger=ledger,
        standing_before=a_standing(kind=before),
        standing_after=a_standing(kind=after),
    )


def told(judgement: Judgement, sighting: Sighting | None = None) -> tuple[Alert, ...]:
    """Say what is told of a judgement."""
    first = Sighting(article=an_article(), revision=a_revision())
    return alerts_for(sighting or first, [judgement], {})


def edited(*kinds: ChangeKind, notice: str | None = None, material: bool = True) -> Sighting:
    """Build the sighting of an edit."""
    change = a_change(kinds=kinds, notice=notice, material=material)
    return Sighting(article=an_article(), revision=a_revision(number=2), change=change)


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.CONTRADICTS])
def test_new_source_is_told(stance: Stance) -> None:
    """A source that takes a side for the first time is one alert with its words."""
    (alert,) = told(judged(an_evidence(stance=stance, source=MAYOR)))
    assert (alert.kind.value, alert.reason) == (stance.value, AlertReason.NEW_SOURCE)
    assert (alert.source, alert.statements[0].text) == ("Ada Brink", a_passage().text)


def test_echo_is_not_told() -> None:
    """A source that says again what it said before raises nothing."""
    assert told(judged(an_evidence(novelty=Novelty.ECHO))) == ()


def test_walk_back_is_told_as_one() -> None:
    """A source that reverses itself is told as a walk-back, with its old word before."""
    old = an_evidence(source=MAYOR)
    new = an_evidence(source=MAYOR, stance=Stance.CONTRADICTS, novelty=Novelty.WALK_BACK)
    (alert,) = told(judged(new, ledger=[old]))
    assert alert.reason is AlertReason.WALK_BACK
    assert [s.stance for s in alert.before] == [Stance.SUPPORTS]


def test_several_passages_of_one_source_are_one_alert() -> None:
    """However often a source says it in one report, it is told once, surest words first."""
    weak = an_evidence(score=0.6, passage=a_passage(text="It is safe.", start=50))
    (alert,) = told(judged(weak, an_evidence(score=0.9)))
    assert [s.text for s in alert.statements] == [a_passage().text, "It is safe."]


def test_watched_speaker_who_declines_is_low() -> None:
    """A refusal to comment by a watched speaker is told once, low."""
    silent = an_evidence(source=MAYOR, stance=Stance.NEUTRAL)
    (alert,) = told(judged(silent, watch=("Ada Brink",)))
    assert (alert.kind, alert.reason, alert.severity) == (
        AlertKind.WATCHED_SPEAKER,
        AlertReason.NO_COMMENT,
        Severity.LOW,
    )
    assert told(judged(silent, watch=("Ada Brink",), ledger=[silent])) == ()


def test_named_speaker_leads_an_institution() -> None:
    """Of two denials in one report the one by a person with a name is the headline."""
    spoken = [an_evidence(source=source, stance=Stance.CONTRADICTS) for source in (MINISTRY, MAYOR)]
    (lead,) = [a for a in told(judged(*spoken)) if a.told_with is None]
    assert lead.source == "Ada Brink"


def test_watched_speaker_who_takes_a_side_is_not_told_as_silent() -> None:
    """A speaker who denies and leaves another question open has spoken."""
    silent = an_evidence(source=MAYOR, stance=Stance.NEUTRAL)
    denial = an_evidence(source=MAYOR, stance=Stance.CONTRADICTS)
    alerts = told(judged(silent, denial, watch=("Ada Brink",)))
    first = [a.reason for a in alerts if a.kind is AlertKind.WATCHED_SPEAKER]
    assert first == [AlertReason.FIRST_WORD]


def test_what_concerns_one_claim_is_told_together() -> None:
    """A denial that is a watched speaker's first word and changes the standing leads the others."""
    denial = an_evidence(source=MAYOR, stance=Stance.CONTRADICTS)
    alerts = told(judged(denial, watch=("Ada Brink",), after=StandingKind.DENIED))
    lead = next(a for a in alerts if a.told_with is None)
    assert (lead.kind, lead.severity) == (AlertKind.CONTRADICTS, Severity.HIGH)
    assert {a.kind for a in alerts if a.told_with == lead.id} == {
        AlertKind.WATCHED_SPEAKER,
        AlertKind.STANDING_CHANGED,
    }


@pytest.mark.parametrize(
    ("after", "stance", "reason"),
    [
        (StandingKind.DENIED, Stance.CONTRADICTS, AlertReason.FIRST_DENIAL),
        (StandingKind.DISPUTED, Stance.CONTRADICTS, AlertReason.FIRST_DENIAL),
        (StandingKind.DISPUTED, Stance.SUPPORTS, AlertReason.ACCOUNTS_DIFFER),
        (StandingKind.CONFIRMED, Stance.SUPPORTS, AlertReason.FIRST_CONFIRMATION),
        (StandingKind.RETRACTED, Stance.CONTRADICTS, AlertReason.RETRACTION),
    ],
)
def test_standing_that_changes_says_why(
    after: StandingKind, stance: Stance, reason: AlertReason
) -> None:
    """A changed standing carries the reason an editor would give."""
    alerts = told(judged(an_evidence(stance=stance), after=after))
    assert reason in {a.reason for a in alerts if a.kind is AlertKind.STANDING_CHANGED}


def test_edit_that_turns_evidence_is_told() -> None:
    """A source whose word an edit turns is told as turned, with the edit."""
    previous = a_reading(evidence=(an_evidence(source=MAYOR),))
    now = an_evidence(source=MAYOR, stance=Stance.CONTRADICTS, novelty=Novelty.ECHO, revision=2)
    (alert,) = told(judged(now, previous=previous), edited(ChangeKind.UPDATE))
    assert (alert.kind, alert.reason) == (AlertKind.REVISED, AlertReason.EVIDENCE_TURNED)
    assert alert.hunks


def test_edit_that_takes_evidence_away_is_told() -> None:
    """Evidence that is absent after an edit is told, with the words that stood there."""
    previous = a_reading(evidence=(an_evidence(source=MAYOR),))
    gone = judged(previous=previous)
    (alert,) = told(gone, edited(ChangeKind.UPDATE))
    assert alert.reason is AlertReason.EVIDENCE_REMOVED
    assert alert.statements[0].source == "Ada Brink"


def test_changed_words_within_evidence_are_told() -> None:
    """A number changed in a passage that bears on the claim is told though the side is the same."""
    same = an_evidence(novelty=Novelty.ECHO)
    alerts = told(judged(same, previous=a_reading()), edited(ChangeKind.NUMBER))
    assert {a.reason for a in alerts} == {AlertReason.WORDS_CHANGED}
    assert sum(a.told_with is None for a in alerts) == 1


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ((ChangeKind.CORRECTION,), AlertKind.CORRECTED),
        ((ChangeKind.RETRACTION, ChangeKind.CORRECTION), AlertKind.RETRACTED),
    ],
)
def test_notice_is_told_with_its_text(kinds: tuple[ChangeKind, ...], kind: AlertKind) -> None:
    """A correction or retraction of an article that bears on a claim is told in its own words."""
    same = judged(an_evidence(novelty=Novelty.ECHO), previous=a_reading())
    alerts = told(same, edited(*kinds, notice="Correction: it was the other dam."))
    assert (kind, "Correction: it was the other dam.") in {(a.kind, a.notice) for a in alerts}


@pytest.mark.parametrize("kind", [ChangeKind.BOILERPLATE, ChangeKind.COPYEDIT])
def test_edit_of_no_weight_is_not_told(kind: ChangeKind) -> None:
    """Furniture and spelling are kept and not told."""
    same = judged(an_evidence(novelty=Novelty.ECHO), previous=a_reading())
    assert told(same, edited(kind, material=False)) == ()


def test_technical_change_is_never_told() -> None:
    """A text that we read differently is no edit of the outlet's."""
    gone = judged(previous=a_reading())
    assert told(gone, edited(ChangeKind.TECHNICAL)) == ()


def test_edit_of_an_article_that_bears_on_nothing_is_not_told() -> None:
    """An edit matters to a desk only where the article bears on a claim, before or after."""
    assert alerts_for(edited(ChangeKind.CORRECTION, notice="Sorry."), [], {}) == ()


def test_record_shows_each_source_once_by_its_weight_and_body_first() -> None:
    """The record before lists the first body words of each source: persons, bodies, papers."""
    headline = an_evidence(source=PAPER, passage=a_passage(field=a_passage().field, start=9))
    ledger = [
        headline,
        an_evidence(source=MINISTRY),
        an_evidence(source=MAYOR, stance=Stance.CONTRADICTS),
        an_evidence(source=MAYOR, stance=Stance.CONTRADICTS),
        an_evidence(source=MAYOR, stance=Stance.NEUTRAL),
    ]
    names = [item.attribution.source.name for item in on_record(ledger)]
    assert names == ["Ada Brink", "Ministry of Works", "The Daily"]


def test_ids_follow_from_what_an_alert_is() -> None:
    """The same claim, kind, source and revision give the same id, and another gives another."""
    one = alert_id("c", AlertKind.SUPPORTS, "s", "a#1")
    assert one == alert_id("c", AlertKind.SUPPORTS, "s", "a#1")
    assert one != alert_id("c", AlertKind.SUPPORTS, "s", "a#2")


def test_takedown_says_present_then_absent_now() -> None:
    """A takedown is worded as what was seen and no longer is."""
    alert = takedown_alert(an_article(), a_revision(), present_at=NOON, absent_at=NOON + minutes(5))
    assert (alert.kind, alert.reason) == (AlertKind.RETRACTED, AlertReason.TAKEDOWN)
    assert alert.summary == (
        "The Daily no longer serves the article: "
        "present at 2025-11-28 12:00 UTC, absent at 2025-11-28 12:05 UTC"
    )


def test_restoration_says_absent_then_present() -> None:
    """A restoration is worded as what was missed and is there again."""
    article = an_article(gone_at=NOON)
    alert = restoration_alert(article, a_revision(), present_at=NOON + minutes(5))
    assert (alert.kind, alert.reason) == (AlertKind.RESTORED, AlertReason.RESTORATION)
    assert "absent at 2025-11-28 12:00 UTC, present at 2025-11-28 12:05 UTC" in alert.summary


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (AlertReason.FEED_FAILING, AlertKind.SOURCE_DOWN),
        (AlertReason.FEED_SILENT, AlertKind.SOURCE_DOWN),
        (AlertReason.FEED_RECOVERED, AlertKind.SOURCE_BACK),
    ],
)
def test_feed_alert_names_the_outlet(reason: AlertReason, kind: AlertKind) -> None:
    """A feed that is down or back is told by its outlet's name."""
    alert = feed_alert_for(a_feed(), reason, NOON)
    assert alert.kind is kind
    assert "The Daily" in alert.summary
