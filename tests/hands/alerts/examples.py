"""One alert of each kind, from the story that Onrecord ships with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.model.alert import (
    Alert,
    AlertKind,
    AlertReason,
    Notification,
    Recipient,
    Severity,
    Statement,
)
from monitor.model.change import Field, Hunk, HunkKind
from monitor.model.evidence import Novelty, Source, SourceKind, Stance, Standing, StandingKind

AT = datetime(2025, 11, 27, 7, 40, tzinfo=UTC)
CLAIM = "urged-restraint"
CLAIM_TEXT = (
    "Donald Trump advised Sanae Takaichi not to provoke China over Taiwan "
    "during their November 2025 phone call."
)
KIHARA = Source(key="minoru kihara", name="Minoru Kihara", kind=SourceKind.NAMED)
JOURNAL = Source(
    key="people familiar with the matter",
    name="people familiar with the matter",
    kind=SourceKind.ANONYMOUS,
)

JOURNAL_STATEMENT = Statement(
    source="people familiar with the matter",
    source_kind=SourceKind.ANONYMOUS,
    stance=Stance.SUPPORTS,
    text=(
        "On the call the president counselled her not to provoke Beijing over "
        "the island's sovereignty, people familiar with the matter said."
    ),
    cue="said",
    novelty=Novelty.NEW,
    outlet="The Wall Street Journal",
    article_id="wsj-call",
    revision=1,
    headline="Trump Counselled Takaichi on Taiwan After Xi Call",
    url="https://wsj.example/articles/trump-takaichi-call",
    at=AT - timedelta(hours=7),
)

REUTERS_STATEMENT = Statement(
    source="two Japanese government sources",
    source_kind=SourceKind.ANONYMOUS,
    stance=Stance.SUPPORTS,
    text="The president wanted no further escalation, two Japanese government sources said.",
    cue="said",
    novelty=Novelty.NEW,
    outlet="Reuters",
    article_id="reuters-call",
    revision=2,
    headline="Trump asked Japan's leader to keep row with China from growing, sources say",
    url="https://reuters.example/world/japan/call",
    at=AT - timedelta(hours=5),
)

KIHARA_STATEMENT = Statement(
    source="Minoru Kihara",
    source_kind=SourceKind.NAMED,
    stance=Stance.CONTRADICTS,
    text="Asked about the report, Kihara told reporters in Tokyo that “there is no such fact”.",
    cue="told reporters",
    novelty=Novelty.NEW,
    outlet="Kyodo News",
    article_id="kyodo-kihara",
    revision=1,
    headline="Japan denies Trump advised Takaichi over Taiwan",
    url="https://kyodo.example/news/kihara-no-such-fact",
    at=AT,
)

UNCHALLENGED = Standing(
    claim_id=CLAIM, kind=StandingKind.UNCHALLENGED, by=(JOURNAL,), since=AT - timedelta(hours=7)
)
DENIED = Standing(claim_id=CLAIM, kind=StandingKind.DENIED, by=(KIHARA,), since=AT)

STANDING_CHANGED = Alert(
    id="al_2",
    kind=AlertKind.STANDING_CHANGED,
    reason=AlertReason.FIRST_DENIAL,
    severity=Severity.HIGH,
    at=AT,
    summary="The claim was unchallenged, it is now denied",
    claim_id=CLAIM,
    claim_text=CLAIM_TEXT,
    source="Minoru Kihara",
    article_id="kyodo-kihara",
    revision=1,
    outlet="Kyodo News",
    headline="Japan denies Trump advised Takaichi over Taiwan",
    url="https://kyodo.example/news/kihara-no-such-fact",
    statements=(KIHARA_STATEMENT,),
    before=(JOURNAL_STATEMENT, REUTERS_STATEMENT),
    standing_before=UNCHALLENGED,
    standing_after=DENIED,
)

CONTRADICTS = Alert(
    id="al_1",
    kind=AlertKind.CONTRADICTS,
    reason=AlertReason.NEW_SOURCE,
    severity=Severity.HIGH,
    at=AT,
    summary="Minoru Kihara contradicts the claim",
    claim_id=CLAIM,
    claim_text=CLAIM_TEXT,
    source="Minoru Kihara",
    article_id="kyodo-kihara",
    revision=1,
    outlet="Kyodo News",
    headline="Japan denies Trump advised Takaichi over Taiwan",
    url="https://kyodo.example/news/kihara-no-such-fact",
    statements=(KIHARA_STATEMENT,),
    before=(JOURNAL_STATEMENT, REUTERS_STATEMENT),
    standing_before=UNCHALLENGED,
    standing_after=DENIED,
    echoes=3,
)

SUPPORTS = Alert(
    id="al_3",
    kind=AlertKind.SUPPORTS,
    reason=AlertReason.NEW_SOURCE,
    severity=Severity.NORMAL,
    at=AT - timedelta(hours=5),
    summary="Two Japanese government sources support the claim",
    claim_id=CLAIM,
    claim_text=CLAIM_TEXT,
    source="two Japanese government sources",
    article_id="reuters-call",
    revision=2,
    outlet="Reuters",
    headline=REUTERS_STATEMENT.headline,
    url=REUTERS_STATEMENT.url,
    statements=(REUTERS_STATEMENT,),
    before=(JOURNAL_STATEMENT,),
    standing_before=UNCHALLENGED,
    standing_after=UNCHALLENGED,
    echoes=1,
)

WATCHED_SPEAKER = Alert(
    id="al_4",
    kind=AlertKind.WATCHED_SPEAKER,
    reason=AlertReason.NO_COMMENT,
    severity=Severity.LOW,
    at=AT + timedelta(hours=3),
    summary="White House would not take a side",
    claim_id=CLAIM,
    claim_text=CLAIM_TEXT,
    source="White House",
    article_id="reuters-call",
    revision=3,
    outlet="Reuters",
    headline=REUTERS_STATEMENT.headline,
    url=REUTERS_STATEMENT.url,
    statements=(
        Statement(
            source="White House",
            source_kind=SourceKind.INSTITUTION,
            stance=Stance.NEUTRAL,
            text="The White House declined to comment on what was said.",
            cue="declined to comment",
            novelty=Novelty.NEW,
            outlet="Reuters",
            article_id="reuters-call",
            revision=3,
            headline=REUTERS_STATEMENT.headline,
            url=REUTERS_STATEMENT.url,
            at=AT + timedelta(hours=3),
        ),
    ),
    before=(KIHARA_STATEMENT, JOURNAL_STATEMENT, REUTERS_STATEMENT),
    standing_before=DENIED,
    standing_after=DENIED,
)

REVISED = Alert(
    id="al_5",
    kind=AlertKind.REVISED,
    reason=AlertReason.EVIDENCE_TURNED,
    severity=Severity.HIGH,
    at=AT + timedelta(hours=1),
    summary="Kyodo News edited its report: what it says of the claim turned",
    claim_id=CLAIM,
    claim_text=CLAIM_TEXT,
    article_id="kyodo-kihara",
    revision=2,
    outlet="Kyodo News",
    headline="Japan disputes report that Trump advised Takaichi over Taiwan",
    url="https://kyodo.example/news/kihara-no-such-fact",
    statements=(KIHARA_STATEMENT,),
    standing_before=UNCHALLENGED,
    standing_after=DENIED,
    hunks=(
        Hunk(
            field=Field.HEADLINE,
            kind=HunkKind.REPLACED,
            start=0,
            end=47,
            before="Japan denies Trump advised Takaichi over Taiwan",
            after="Japan disputes report that Trump advised Takaichi over Taiwan",
        ),
        Hunk(
            field=Field.TEXT,
            kind=HunkKind.REPLACED,
            start=0,
            end=80,
            before="Kihara confirmed that Trump spoke of Taiwan on the call of Nov. 24.",
            after="Kihara denied that Trump spoke of Taiwan on the call of Nov. 25.",
        ),
        Hunk(
            field=Field.TEXT,
            kind=HunkKind.ADDED,
            start=90,
            end=90,
            before="",
            after="Tokyo has taken the matter up with the newspaper.",
        ),
        Hunk(
            field=Field.TEXT,
            kind=HunkKind.MOVED,
            start=120,
            end=170,
            before="The White House had not answered by evening.",
            after="The White House had not answered by evening.",
        ),
    ),
)

CORRECTED = Alert(
    id="al_6",
    kind=AlertKind.CORRECTED,
    reason=AlertReason.CORRECTION,
    severity=Severity.HIGH,
    at=AT + timedelta(hours=9),
    summary="Reuters printed a correction",
    article_id="reuters-call",
    revision=4,
    outlet="Reuters",
    headline=REUTERS_STATEMENT.headline,
    url=REUTERS_STATEMENT.url,
    hunks=(
        Hunk(
            field=Field.TEXT,
            kind=HunkKind.REPLACED,
            start=10,
            end=40,
            before="The two spoke for 45 minutes on Monday.",
            after="The two spoke for 25 minutes on Tuesday.",
        ),
    ),
    notice="Corrects length and day of the call in the third paragraph.",
)

RETRACTED = Alert(
    id="al_7",
    kind=AlertKind.RETRACTED,
    reason=AlertReason.TAKEDOWN,
    severity=Severity.HIGH,
    at=AT + timedelta(hours=12),
    summary="Kyodo News no longer serves the article",
    article_id="kyodo-kihara",
    revision=2,
    outlet="Kyodo News",
    headline="Japan disputes report that Trump advised Takaichi over Taiwan",
    url="https://kyodo.example/news/kihara-no-such-fact",
)

RESTORED = Alert(
    id="al_10",
    kind=AlertKind.RESTORED,
    reason=AlertReason.RESTORATION,
    severity=Severity.HIGH,
    at=AT + timedelta(hours=13),
    summary=(
        "Kyodo News serves the article again: "
        "absent at 2025-11-28 00:40 UTC, present at 2025-11-28 01:40 UTC"
    ),
    article_id="kyodo-kihara",
    revision=2,
    outlet="Kyodo News",
    headline="Japan disputes report that Trump advised Takaichi over Taiwan",
    url="https://kyodo.example/news/kihara-no-such-fact",
)

SOURCE_DOWN = Alert(
    id="al_8",
    kind=AlertKind.SOURCE_DOWN,
    reason=AlertReason.FEED_FAILING,
    severity=Severity.NORMAL,
    at=AT + timedelta(hours=14),
    summary=(
        "The feed of Kyodo News has brought nothing since 2025-11-27 15:40 UTC: "
        "The host answered with status 503."
    ),
    outlet="Kyodo News",
    url="https://kyodo.example/rss/news.xml",
    feed_id="kyodo",
)

SOURCE_BACK = Alert(
    id="al_9",
    kind=AlertKind.SOURCE_BACK,
    reason=AlertReason.FEED_RECOVERED,
    severity=Severity.LOW,
    at=AT + timedelta(hours=15),
    summary="The feed of Kyodo News is back",
    outlet="Kyodo News",
    url="https://kyodo.example/rss/news.xml",
    feed_id="kyodo",
)

EVERY_KIND = (
    SUPPORTS,
    CONTRADICTS,
    WATCHED_SPEAKER,
    STANDING_CHANGED,
    REVISED,
    CORRECTED,
    RETRACTED,
    RESTORED,
    SOURCE_DOWN,
    SOURCE_BACK,
)


def a_notification(
    alert: Alert = CONTRADICTS,
    *,
    folded: tuple[Alert, ...] = (),
    id: str = "msg_0123456789abcdef",  # noqa: A002 (the word's own field)
    channel: str = "email",
    to: str = "desk@news.example",
) -> Notification:
    """Build a notification of an alert for the desk."""
    return Notification(
        id=id, alert=alert, folded=folded, recipient=Recipient(channel=channel, address=to)
    )
