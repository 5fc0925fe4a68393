"""The looks at the archive: where each is asked for, and how its view is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.desk.ledger import on_side, voices, watched
from monitor.desk.marks import mark
from monitor.desk.showing import without_login, without_secret
from monitor.desk.views import (
    AlertView,
    ArticleLine,
    ClaimLine,
    Front,
    LedgerView,
    Moment,
    RevisionLine,
    RevisionView,
    Sent,
)
from monitor.model.alert import Alert, Delivery
from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Reading, ReadingKind, Stance
from monitor.model.feed import Feed
from monitor.ports import Unit
from monitor.rules.laying import weave

#: Longest lists: what a person reads in one go, newest first.
ALERTS_BESIDE = 12
ALERTS_SHOWN = 100
ARTICLES_SHOWN = 100
READINGS_SHOWN = 40


#: The variable parts of the address that was asked for, by name.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing to look at: where it is asked for, what it shows, how."""

    #: Addresses of the page.
    paths: tuple[str, ...]
    #: Address of the same as JSON.
    api: str
    template: str
    view: Callable[[Unit, Words], object]


def front(unit: Unit, _words: Words) -> Front:
    """Look at all claims."""
    return Front(
        claims=tuple(_line(unit, claim) for claim in unit.claims.all()),
        alerts=unit.alerts.latest(ALERTS_BESIDE),
    )


def ledger(unit: Unit, words: Words) -> LedgerView:
    """Look at one claim.

    Raises:
        NotFound: There is no such claim.
    """
    claim = unit.claims.get(words["claim_id"])
    evidence = unit.ledger.evidence(claim.id)
    of = voices(claim, evidence)
    last = {(item.article_id, item.revision): item for item in evidence}
    newest = sorted(last.values(), key=lambda item: item.at, reverse=True)[:READINGS_SHOWN]
    return LedgerView(
        claim=claim,
        standing=unit.ledger.standing(claim.id),
        supporting=on_side(of, Stance.SUPPORTS),
        contradicting=on_side(of, Stance.CONTRADICTS),
        neutral=on_side(of, Stance.NEUTRAL),
        watched=watched(claim, of),
        moments=tuple(_moment(unit, item) for item in newest),
        revisions=len(last),
        alerts=unit.alerts.latest(ALERTS_SHOWN, claim.id),
    )


def alerts(unit: Unit, _words: Words) -> Mapping[str, Sequence[Alert]]:
    """Look at the latest alerts."""
    return {"alerts": unit.alerts.latest(ALERTS_SHOWN)}


def alert(unit: Unit, words: Words) -> AlertView:
    """Look at one alert.

    Raises:
        NotFound: There is no such alert.
    """
    found = unit.alerts.get(words["alert_id"])
    deliveries = unit.deliveries.latest(ALERTS_SHOWN, found.id)
    return AlertView(
        alert=found,
        told_with=unit.alerts.told_with(found.id),
        deliveries=tuple(
            Sent(delivery=_discreet(each), attempts=unit.deliveries.attempts(each.id))
            for each in deliveries
        ),
    )


def articles(unit: Unit, _words: Words) -> Mapping[str, Sequence[ArticleLine]]:
    """Look at the articles last seen."""
    lines = []
    for article in unit.articles.latest(ARTICLES_SHOWN):
        revisions = unit.revisions.all(article.id)
        headline = revisions[-1].headline if revisions else article.url
        lines.append(ArticleLine(article=article, headline=headline, revisions=len(revisions)))
    return {"articles": lines}


def revision(unit: Unit, words: Words) -> RevisionView:
    """Look at one revision of an article, the latest where none is named.

    Raises:
        NotFound: There is no such article or revision.
    """
    article = unit.articles.get(words["article_id"])
    revisions = unit.revisions.all(article.id)
    number = int(words.get("number") or (revisions[-1].number if revisions else 1))
    this = unit.revisions.get(article.id, number)
    change = unit.revisions.change(article.id, number)
    before = unit.revisions.get(article.id, change.from_number) if change else None
    readings = unit.ledger.readings(article.id, number)
    evidence = _in_order(readings)
    hunks = change.hunks if change else ()
    return RevisionView(
        article=article,
        revision=this,
        change=change,
        revisions=tuple(
            RevisionLine(revision=each, change=unit.revisions.change(article.id, each.number))
            for each in reversed(revisions)
        ),
        evidence=evidence,
        mentions=tuple(r.claim_id for r in readings if r.kind is ReadingKind.MENTIONS),
        claims=_claim_texts(unit, readings),
        headline=mark(this.headline, Field.HEADLINE, evidence),
        text=mark(this.text, Field.TEXT, evidence),
        headline_edit=weave(before.headline, hunks, Field.HEADLINE) if before else (),
        text_edit=weave(before.text, hunks, Field.TEXT) if before else (),
        before=before,
        web_copy=next((c for c in unit.web_copies.all(article.id) if c.revision == number), None),
    )


def feeds(unit: Unit, _words: Words) -> Mapping[str, Sequence[Feed]]:
    """Look at the health of every feed."""
    return {"feeds": [replace(feed, url=without_login(feed.url)) for feed in unit.feeds.all()]}


_ARTICLE = "/articles/{article_id}"

LOOKS = (
    Look(paths=("/",), api="/api/claims", template="front.html.jinja", view=front),
    Look(
        paths=("/claims/{claim_id}",),
        api="/api/claims/{claim_id}",
        template="ledger.html.jinja",
        view=ledger,
    ),
    Look(paths=("/alerts",), api="/api/alerts", template="alerts.html.jinja", view=alerts),
    Look(
        paths=("/alerts/{alert_id}",),
        api="/api/alerts/{alert_id}",
        template="alert.html.jinja",
        view=alert,
    ),
    Look(paths=("/articles",), api="/api/articles", template="articles.html.jinja", view=articles),
    Look(paths=(_ARTICLE,), api=f"/api{_ARTICLE}", template="article.html.jinja", view=revision),
    Look(
        # Mails and webhooks link to the second.
        paths=(_ARTICLE + r"/{number:\d{1,9}}", _ARTICLE + r"/revisions/{number:\d{1,9}}"),
        api=f"/api{_ARTICLE}" + r"/{number:\d{1,9}}",
        template="revision.html.jinja",
        view=revision,
    ),
    Look(paths=("/feeds",), api="/api/feeds", template="feeds.html.jinja", view=feeds),
)


def _line(unit: Unit, claim: Claim) -> ClaimLine:
    of = voices(claim, unit.ledger.evidence(claim.id))
    supporting, contradicting = on_side(of, Stance.SUPPORTS), on_side(of, Stance.CONTRADICTS)
    return ClaimLine(
        claim=claim,
        standing=unit.ledger.standing(claim.id),
        supporting=len(supporting),
        contradicting=len(contradicting),
        moved_at=max((voice.moved_at for voice in supporting + contradicting), default=None),
    )


def _moment(unit: Unit, item: Evidence) -> Moment:
    readings = unit.ledger.readings(item.article_id, item.revision)
    return Moment(
        at=item.at,
        outlet=item.outlet,
        headline=item.passage.headline,
        reading=next(each for each in readings if each.claim_id == item.claim_id),
    )


def _in_order(readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    """List what takes a side as a reader meets it: the headline's first, then down the text."""
    found = [e for reading in readings for e in reading.evidence if e.stance is not Stance.NEUTRAL]
    return tuple(
        sorted(found, key=lambda e: (e.passage.field is Field.TEXT, e.passage.start, e.claim_id))
    )


def _claim_texts(unit: Unit, readings: Sequence[Reading]) -> Mapping[str, str]:
    wanted = {reading.claim_id for reading in readings}
    return {claim.id: claim.text for claim in unit.claims.all() if claim.id in wanted}


def _discreet(delivery: Delivery) -> Delivery:
    """Leave out of the recipient's address what would let others write to it."""
    recipient = delivery.recipient
    return replace(
        delivery, recipient=replace(recipient, address=without_secret(recipient.address))
    )
