"""Builders of words for tests: sane defaults, keyword-only, one field named where it matters."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

from monitor.model.alert import (
    Alert,
    AlertKind,
    AlertReason,
    Attempt,
    Delivery,
    DeliveryState,
    Recipient,
    Severity,
    Silence,
    Statement,
)
from monitor.model.article import (
    Article,
    ArticleState,
    Doubt,
    Extract,
    Provisional,
    Revision,
    Syndication,
    TextOrigin,
)
from monitor.model.change import Change, ChangeKind, Field, Hunk, HunkKind
from monitor.model.claim import Claim, ClaimState
from monitor.model.evidence import (
    Attribution,
    Evidence,
    Novelty,
    Passage,
    Reading,
    ReadingKind,
    Source,
    SourceKind,
    Stance,
    Standing,
    StandingKind,
)
from monitor.model.feed import Feed, FeedItem, Page, PollState, Validators, Visit, VisitOutcome

#: When tests take place.
NOON = datetime(2025, 11, 28, 12, tzinfo=UTC)

#: What a host that validates nothing gives.
NO_VALIDATORS = Validators()


def minutes(count: float) -> timedelta:
    """Say a duration in minutes."""
    return timedelta(minutes=count)


def a_poll(
    *,
    next_poll_at: datetime = NOON,
    interval: timedelta = timedelta(minutes=5),
    validators: Validators = NO_VALIDATORS,
    failures: int = 0,
) -> PollState:
    """Build the state of a feed that is due at noon."""
    return PollState(
        next_poll_at=next_poll_at, interval=interval, validators=validators, failures=failures
    )


def a_feed(
    *,
    id: str = "daily",  # noqa: A002 (the word's own field)
    url: str = "https://daily.example/feed.xml",
    outlet: str = "The Daily",
    paused: bool = False,
    poll: PollState | None = None,
) -> Feed:
    """Build a feed that is due at noon."""
    return Feed(id=id, url=url, outlet=outlet, paused=paused, poll=poll or a_poll())


def an_item(
    *,
    guid: str = "daily-1",
    url: str = "https://daily.example/dam",
    headline: str = "Dam is safe, ministry says",
    text: str = "",
    published_at: datetime | None = NOON,
    updated_at: datetime | None = None,
) -> FeedItem:
    """Build an entry of a feed."""
    return FeedItem(
        guid=guid,
        url=url,
        headline=headline,
        text=text,
        published_at=published_at,
        updated_at=updated_at,
    )


def a_visit(
    *,
    url: str = "https://daily.example/dam",
    feed_id: str = "daily",
    outlet: str = "The Daily",
    item: FeedItem | None = None,
    found_at: datetime = NOON,
    due_at: datetime = NOON,
    article_id: str | None = None,
    validators: Validators = NO_VALIDATORS,
    failures: int = 0,
    last_visit_at: datetime | None = None,
    last_change_at: datetime | None = None,
    outcome: VisitOutcome | None = None,
    note: str | None = None,
    changes: int = 0,
    touched_at: datetime | None = None,
    hinted: bool = False,
    empty_hints: int = 0,
    unmodified: int = 0,
    distrusted: bool = False,
) -> Visit:
    """Build a visit that is due at noon and has never been made."""
    return Visit(
        url=url,
        feed_id=feed_id,
        outlet=outlet,
        item=item or an_item(url=url),
        found_at=found_at,
        due_at=due_at,
        article_id=article_id,
        validators=validators,
        failures=failures,
        last_visit_at=last_visit_at,
        last_change_at=last_change_at,
        outcome=outcome,
        note=note,
        changes=changes,
        touched_at=touched_at,
        hinted=hinted,
        empty_hints=empty_hints,
        unmodified=unmodified,
        distrusted=distrusted,
    )


#: What the host of the builders' page answers with.
HTML = {"content-type": "text/html"}


def a_page(
    *,
    url: str = "https://daily.example/dam",
    final_url: str | None = None,
    body: bytes = b"<p>The dam is safe.</p>",
    headers: Mapping[str, str] = HTML,
    status_line: str = "HTTP/1.1 200 OK",
    request_headers: Mapping[str, str] = {"Host": "daily.example"},
    fetched_at: datetime = NOON,
) -> Page:
    """Build a page that was fetched at noon."""
    return Page(
        url=url,
        final_url=final_url or url,
        status=200,
        headers=headers,
        body=body,
        fetched_at=fetched_at,
        status_line=status_line,
        request_headers=request_headers,
    )


def an_article(
    *,
    id: str = "dam",  # noqa: A002 (the word's own field)
    url: str = "https://daily.example/dam",
    outlet: str = "The Daily",
    feed_id: str = "daily",
    first_seen_at: datetime = NOON,
    published_at: datetime | None = NOON,
    state: ArticleState = ArticleState.LIVE,
    gone_at: datetime | None = None,
    reprint_of: Syndication | None = None,
    aliases: tuple[str, ...] = (),
) -> Article:
    """Build a live article."""
    return Article(
        id=id,
        url=url,
        outlet=outlet,
        feed_id=feed_id,
        first_seen_at=first_seen_at,
        published_at=published_at,
        state=state,
        gone_at=gone_at,
        reprint_of=reprint_of,
        aliases=aliases,
    )


def an_extract(
    *,
    url: str = "https://daily.example/dam",
    headline: str = "Dam is safe, ministry says",
    text: str = "The dam is safe, the ministry said on Friday.",
    published_at: datetime | None = None,
    origin: TextOrigin = TextOrigin.PAGE,
    extractor: str = "test/1",
) -> Extract:
    """Build what an extractor finds in the dam's page."""
    return Extract(
        url=url,
        headline=headline,
        text=text,
        published_at=published_at,
        origin=origin,
        extractor=extractor,
    )


def a_provisional(
    *,
    article_id: str = "dam",
    extract: Extract | None = None,
    content_hash: str = "1a",
    doubt: Doubt = Doubt.SMALL,
    seen_at: datetime = NOON,
    raw_hash: str | None = None,
) -> Provisional:
    """Build a small edit that was seen once."""
    return Provisional(
        article_id=article_id,
        extract=extract or an_extract(),
        content_hash=content_hash,
        doubt=doubt,
        seen_at=seen_at,
        raw_hash=raw_hash,
    )


def a_revision(
    *,
    article_id: str = "dam",
    number: int = 1,
    headline: str = "Dam is safe, ministry says",
    text: str = "The dam is safe, the ministry said on Friday.",
    byline: str | None = "By A. Reporter",
    language: str | None = "en",
    origin: TextOrigin = TextOrigin.PAGE,
    seen_at: datetime = NOON,
    content_hash: str | None = None,
    extractor: str = "test/1",
    raw_hash: str | None = None,
    signature: tuple[int, ...] = (),
) -> Revision:
    """Build a first revision; its hash follows its words."""
    words = hashlib.sha256(f"{headline}\n{text}".encode(errors="surrogatepass")).hexdigest()
    return Revision(
        article_id=article_id,
        number=number,
        headline=headline,
        text=text,
        byline=byline,
        language=language,
        origin=origin,
        seen_at=seen_at,
        content_hash=content_hash or f"1{words}",
        extractor=extractor,
        raw_hash=raw_hash,
        signature=signature,
    )


def a_hunk(
    *,
    field: Field = Field.TEXT,
    kind: HunkKind = HunkKind.REPLACED,
    start: int = 11,
    end: int = 15,
    before: str = "safe",
    after: str = "not safe",
) -> Hunk:
    """Build an edit that turns the dam's safety."""
    return Hunk(field=field, kind=kind, start=start, end=end, before=before, after=after)


def a_change(
    *,
    article_id: str = "dam",
    from_number: int = 1,
    to_number: int = 2,
    kinds: Collection[ChangeKind] = (ChangeKind.UPDATE,),
    material: bool = True,
    notice: str | None = None,
    hunks: tuple[Hunk, ...] | None = None,
) -> Change:
    """Build a material update from the first revision to the second."""
    return Change(
        article_id=article_id,
        from_number=from_number,
        to_number=to_number,
        kinds=frozenset(kinds),
        material=material,
        notice=notice,
        hunks=(a_hunk(),) if hunks is None else hunks,
    )


def a_claim(
    *,
    id: str = "dam-safe",  # noqa: A002 (the word's own field)
    text: str = "The dam is safe.",
    watch: tuple[str, ...] = (),
    origin: str | None = None,
    first_reported: date | None = None,
    topic: str | None = None,
    notes: str | None = None,
    aliases: tuple[str, ...] = (),
    state: ClaimState = ClaimState.TRACKED,
) -> Claim:
    """Build a tracked claim."""
    return Claim(
        id=id,
        text=text,
        watch=watch,
        origin=origin,
        first_reported=first_reported,
        topic=topic,
        notes=notes,
        aliases=aliases,
        state=state,
    )


def a_source(
    *,
    key: str = "ministry of works",
    name: str = "Ministry of Works",
    kind: SourceKind = SourceKind.INSTITUTION,
) -> Source:
    """Build an institution that speaks."""
    return Source(key=key, name=name, kind=kind)


def a_passage(
    *,
    text: str = "The dam is safe, the ministry said on Friday.",
    field: Field = Field.TEXT,
    start: int = 0,
    headline: str = "Dam is safe, ministry says",
    context: tuple[str, ...] = (),
) -> Passage:
    """Build a passage that ends where its text ends."""
    return Passage(
        text=text,
        field=field,
        start=start,
        end=start + len(text),
        headline=headline,
        context=context,
    )


def an_attribution(
    *,
    source: Source | None = None,
    cue: str | None = "said",
    quoted: bool = False,
    via: tuple[Source, ...] = (),
) -> Attribution:
    """Build an attribution to the ministry."""
    return Attribution(source=source or a_source(), cue=cue, quoted=quoted, via=via)


def an_evidence(
    *,
    claim_id: str = "dam-safe",
    article_id: str = "dam",
    revision: int = 1,
    passage: Passage | None = None,
    stance: Stance = Stance.SUPPORTS,
    score: float = 0.9,
    attribution: Attribution | None = None,
    source: Source | None = None,
    novelty: Novelty = Novelty.NEW,
    model: str = "test/1",
    at: datetime = NOON,
    outlet: str = "The Daily",
) -> Evidence:
    """Build new evidence that the ministry supports the claim."""
    return Evidence(
        claim_id=claim_id,
        article_id=article_id,
        revision=revision,
        passage=passage or a_passage(),
        stance=stance,
        score=score,
        attribution=attribution or an_attribution(source=source),
        novelty=novelty,
        model=model,
        at=at,
        outlet=outlet,
    )


def a_reading(
    *,
    claim_id: str = "dam-safe",
    article_id: str = "dam",
    revision: int = 1,
    kind: ReadingKind = ReadingKind.SUPPORTS,
    score: float = 0.9,
    novelty: Novelty | None = Novelty.NEW,
    evidence: tuple[Evidence, ...] | None = None,
) -> Reading:
    """Build a reading that rests on one piece of evidence, unless other is given."""
    own = an_evidence(claim_id=claim_id, article_id=article_id, revision=revision)
    return Reading(
        claim_id=claim_id,
        article_id=article_id,
        revision=revision,
        kind=kind,
        score=score,
        novelty=novelty,
        evidence=(own,) if evidence is None else evidence,
    )


def a_standing(
    *,
    claim_id: str = "dam-safe",
    kind: StandingKind = StandingKind.DENIED,
    by: tuple[Source, ...] | None = None,
    since: datetime | None = NOON,
) -> Standing:
    """Build the standing of a claim that the ministry denies."""
    return Standing(
        claim_id=claim_id, kind=kind, by=(a_source(),) if by is None else by, since=since
    )


def a_statement(
    *,
    source: str = "Ministry of Works",
    source_kind: SourceKind = SourceKind.INSTITUTION,
    stance: Stance = Stance.SUPPORTS,
    text: str = "The dam is safe, the ministry said on Friday.",
    cue: str | None = "said",
    novelty: Novelty = Novelty.NEW,
    outlet: str = "The Daily",
    article_id: str = "dam",
    revision: int = 1,
    headline: str = "Dam is safe, ministry says",
    url: str = "https://daily.example/dam",
    at: datetime = NOON,
) -> Statement:
    """Build a piece of evidence as shown."""
    return Statement(
        source=source,
        source_kind=source_kind,
        stance=stance,
        text=text,
        cue=cue,
        novelty=novelty,
        outlet=outlet,
        article_id=article_id,
        revision=revision,
        headline=headline,
        url=url,
        at=at,
    )


def an_alert(
    *,
    id: str = "alert-1",  # noqa: A002 (the word's own field)
    kind: AlertKind = AlertKind.SUPPORTS,
    reason: AlertReason = AlertReason.NEW_SOURCE,
    severity: Severity = Severity.NORMAL,
    at: datetime = NOON,
    summary: str = "Ministry of Works supports: The dam is safe.",
    claim_id: str | None = "dam-safe",
    claim_text: str | None = "The dam is safe.",
    source: str | None = "Ministry of Works",
    article_id: str | None = "dam",
    revision: int | None = 1,
    outlet: str | None = "The Daily",
    headline: str | None = "Dam is safe, ministry says",
    url: str | None = "https://daily.example/dam",
    statements: tuple[Statement, ...] | None = None,
    before: tuple[Statement, ...] = (),
    standing_before: Standing | None = None,
    standing_after: Standing | None = None,
    hunks: tuple[Hunk, ...] = (),
    notice: str | None = None,
    feed_id: str | None = None,
    echoes: int = 0,
    told_with: str | None = None,
) -> Alert:
    """Build the alert that a new source supports the claim."""
    return Alert(
        id=id,
        kind=kind,
        reason=reason,
        severity=severity,
        at=at,
        summary=summary,
        claim_id=claim_id,
        claim_text=claim_text,
        source=source,
        article_id=article_id,
        revision=revision,
        outlet=outlet,
        headline=headline,
        url=url,
        statements=(a_statement(),) if statements is None else statements,
        before=before,
        standing_before=standing_before,
        standing_after=standing_after,
        hunks=hunks,
        notice=notice,
        feed_id=feed_id,
        echoes=echoes,
        told_with=told_with,
    )


def a_recipient(*, channel: str = "email", address: str = "desk@example.org") -> Recipient:
    """Build the desk's mail address."""
    return Recipient(channel=channel, address=address)


def a_delivery(
    *,
    id: str = "delivery-1",  # noqa: A002 (the word's own field)
    alert_id: str = "alert-1",
    recipient: Recipient | None = None,
    created_at: datetime = NOON,
    state: DeliveryState = DeliveryState.DUE,
) -> Delivery:
    """Build a delivery that is due."""
    return Delivery(
        id=id,
        alert_id=alert_id,
        recipient=recipient or a_recipient(),
        created_at=created_at,
        state=state,
    )


def an_attempt(
    *,
    delivery_id: str = "delivery-1",
    number: int = 1,
    at: datetime = NOON,
    state: DeliveryState = DeliveryState.SENT,
    detail: str = "250 OK",
) -> Attempt:
    """Build a first attempt that succeeded."""
    return Attempt(delivery_id=delivery_id, number=number, at=at, state=state, detail=detail)


def a_silence(
    *,
    id: str = "silence-1",  # noqa: A002 (the word's own field)
    claim_id: str | None = "dam-safe",
    kind: AlertKind | None = None,
    starts_at: datetime = NOON,
    ends_at: datetime = NOON + timedelta(hours=1),
    author: str = "editor",
    comment: str = "Known.",
) -> Silence:
    """Build a mute of one claim for an hour."""
    return Silence(
        id=id,
        claim_id=claim_id,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        author=author,
        comment=comment,
    )
