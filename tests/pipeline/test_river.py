"""What flows from a feed to a receiver, and what does not."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from monitor.model.alert import AlertKind, AlertReason, DeliveryState
from monitor.model.article import ArticleState, Extract, TextOrigin
from monitor.model.claim import ClaimState
from monitor.model.errors import (
    ChannelRejected,
    ChannelUnavailable,
    FetchRefused,
    StanceError,
)
from monitor.model.evidence import Pair, Scores
from monitor.model.feed import FeedHealth, Page, VisitOutcome
from monitor.model.job import JobKind
from monitor.pipeline.assess import Assessing
from monitor.pipeline.visit import Visiting
from monitor.rules.identity import article_id
from monitor.service.setup import put_claims
from tests.builders import a_claim, an_item, minutes
from tests.pipeline.conftest import (
    DENIAL,
    FEED,
    HEADLINE,
    PAGE,
    SILENCE,
    STORY,
    SUPPORT,
    River,
)


def test_report_becomes_one_notification(river: River) -> None:
    """A first report is told once, with its words, and everything it means is told with it."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    (told,) = river.channel.sent
    assert told.alert.kind is AlertKind.SUPPORTS
    assert told.alert.statements[0].text == SUPPORT
    assert {a.kind for a in told.folded} >= {AlertKind.WATCHED_SPEAKER}


def test_nothing_is_told_twice_when_nothing_changes(river: River) -> None:
    """Polls and visits that bring nothing new raise nothing and keep no revision."""
    river.lists((PAGE, SUPPORT))
    for _ in range(5):
        river.runs(after=minutes(40))
    with river.archive.unit() as unit:
        assert len(unit.revisions.all(article_id(PAGE))) == 1
    assert len(river.channel.sent) == 1


def test_validators_are_sent_back(river: River) -> None:
    """The second fetch of a feed and of a page is conditional."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.runs(after=minutes(3))
    second = dict(river.web.asked)
    assert second[FEED].etag
    assert second[PAGE].etag


def test_silent_edit_is_told_with_what_it_turned(river: River) -> None:
    """An edit that turns a source's word is told as a walk-back and a revision, in one go."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.web.serves(PAGE, HEADLINE, DENIAL)
    river.runs(after=minutes(3))
    told = river.channel.sent[-1]
    kinds = {told.alert.kind, *(a.kind for a in told.folded)}
    assert {AlertKind.CONTRADICTS, AlertKind.REVISED} <= kinds
    assert told.alert.reason is AlertReason.WALK_BACK
    assert [s.text for s in told.alert.before] == [SUPPORT]


def test_refusal_to_comment_is_a_low_alert(river: River) -> None:
    """A watched speaker who declines is told as taking no side."""
    river.lists((PAGE, SILENCE))
    river.runs()
    (told,) = river.channel.sent
    assert told.alert.reason is AlertReason.NO_COMMENT


def test_reprint_is_no_alert(river: River) -> None:
    """The same text under another address and headline is an article of its own, and not told."""
    again = PAGE + "-again"
    river.lists((PAGE, STORY))
    river.runs()
    river.lists((PAGE, STORY), (again, STORY))
    river.web.serves(again, "Bridge remains shut", STORY)
    river.runs(after=minutes(2))
    with river.archive.unit() as unit:
        first, second = (unit.articles.get(article_id(u)) for u in (PAGE, again))
    assert (first.reprint_of, len(river.channel.sent)) == (None, 1)
    assert second.id != first.id


def test_wall_is_never_a_revision(river: River) -> None:
    """A page that turns into a challenge leaves the record as it was, and says why."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.web.serves_wall(PAGE)
    river.runs(after=minutes(3))
    with river.archive.unit() as unit:
        visit = unit.visits.find(PAGE)
        assert visit is not None
        assert (visit.outcome, visit.note) == (VisitOutcome.BLOCKED, "a challenge stands there")
        assert len(unit.revisions.all(article_id(PAGE))) == 1


def test_feed_text_stands_in_for_a_page_behind_a_wall(river: River) -> None:
    """Where the page cannot be read the feed's own text is; the page follows without alarm."""
    long_enough = f"{SUPPORT} Engineers have been at work on the eastern pillar since dawn."
    river.web.serves_feed(FEED, an_item(guid="1", url=PAGE, headline=HEADLINE, text=long_enough))
    river.web.serves_wall(PAGE)
    river.runs()
    river.web.serves(PAGE, HEADLINE, SUPPORT)
    river.runs(after=minutes(30))
    with river.archive.unit() as unit:
        origins = [r.origin for r in unit.revisions.all(article_id(PAGE))]
    assert origins == [TextOrigin.FEED, TextOrigin.PAGE]
    assert len(river.channel.sent) == 1


def test_takedown_is_told_once_a_second_visit_confirms_it(river: River) -> None:
    """An article that bears on a claim and is gone twice is told as a takedown, once."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.web.removes(PAGE)
    for _ in range(4):
        river.runs(after=minutes(700))
    reasons = [a.reason for a in river.alerts()]
    assert reasons.count(AlertReason.TAKEDOWN) == 1
    with river.archive.unit() as unit:
        assert unit.articles.get(article_id(PAGE)).state is ArticleState.GONE


def test_failing_feed_is_told_down_once_and_back_once(river: River) -> None:
    """A feed that fails beyond its threshold is told once, and so is its return."""
    river.web.fails(FEED, FetchRefused(url=FEED, status=503))
    for _ in range(6):
        river.runs(after=minutes(35))
    river.lists((PAGE, SUPPORT))
    river.runs(after=minutes(40))
    kinds = [a.kind for a in river.alerts()]
    assert kinds.count(AlertKind.SOURCE_DOWN) == 1
    assert kinds.count(AlertKind.SOURCE_BACK) == 1
    with river.archive.unit() as unit:
        assert unit.feeds.get("daily").poll.health is FeedHealth.OK


def test_feed_removed_while_it_was_polled_leaves_nothing(river: River) -> None:
    """A feed that an editor removes meanwhile is not put back by the poll under way."""
    polling = river.workers[0].stage
    (feed,) = asyncio.run(polling.due(1, ()))
    with river.archive.unit() as unit:
        unit.feeds.remove(feed.id)
    river.lists((PAGE, SUPPORT))
    assert asyncio.run(polling.one(feed)) == "removed"


def test_pause_during_a_poll_stands(river: River) -> None:
    """A feed paused while it was polled stays paused."""
    polling = river.workers[0].stage
    (feed,) = asyncio.run(polling.due(1, ()))
    with river.archive.unit() as unit:
        unit.feeds.put(replace(unit.feeds.get(feed.id), paused=True))
    river.lists((PAGE, SUPPORT))
    asyncio.run(polling.one(feed))
    with river.archive.unit() as unit:
        assert unit.feeds.get(feed.id).paused


def test_channel_that_is_down_for_an_hour_loses_nothing(river: River) -> None:
    """What a channel cannot take is tried again until it can, and each attempt is on record."""
    gone = ChannelUnavailable("no answer", channel="desk", recipient="editor")
    river.channel.errors = [gone] * 4
    river.lists((PAGE, SUPPORT))
    river.runs()
    for wait in (0.2, 6, 35, 130):
        river.runs(after=minutes(wait))
    (told,) = river.channel.sent
    with river.archive.unit() as unit:
        states = [a.state for a in unit.deliveries.attempts(told.id)]
    assert states == [DeliveryState.DUE] * 4 + [DeliveryState.SENT]


def test_refused_delivery_is_buried_and_seen(river: River) -> None:
    """A receiver that says never is not asked again; the delivery stays to be seen."""
    river.channel.errors = [ChannelRejected("no such box", channel="desk", recipient="editor")]
    river.lists((PAGE, SUPPORT))
    river.runs()
    river.runs(after=minutes(600))
    assert river.channel.sent == []
    assert [job.last_error for job in river.archive.check().buried] == ["no such box"]


def test_text_in_another_language_is_not_guessed_at(river: River) -> None:
    """A text that is not English is kept and not read, and the tally says so."""
    german = (
        "Das Verkehrsministerium hat am Montag erklärt, dass es die Hafenbrücke nach dem Fund von "
        "Rissen gesperrt hat, und dass sie nicht vor dem Herbst wieder geöffnet werden soll."
    )
    river.lists((PAGE, german))
    river.runs()
    assert river.channel.sent == []
    assert any("not English" in outcome for outcome in river.workers[2].tally)


def test_paused_claim_is_not_read(river: River) -> None:
    """A claim that is paused raises nothing."""
    with river.archive.unit() as unit:
        claim = unit.claims.get("bridge-closed")
        unit.claims.put(a_claim(id=claim.id, text=claim.text, state=ClaimState.PAUSED))
    river.lists((PAGE, SUPPORT))
    river.runs()
    assert river.alerts() == []


def test_model_that_fails_puts_the_revision_off(river: River) -> None:
    """A stance model that cannot run leaves the revision due, with the reason."""

    class Broken:
        name = "broken"

        def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
            raise StanceError("the weights are damaged", model="broken")

    assessing = river.workers[2]
    healthy = assessing.stage
    assert isinstance(healthy, Assessing)
    assessing.stage = replace(healthy, model=Broken())
    river.lists((PAGE, SUPPORT))
    river.runs()
    assert river.channel.sent == []
    assessing.stage = healthy
    river.runs(after=minutes(1))
    assert len(river.channel.sent) == 1


def test_crash_between_the_commits_repeats_and_loses_nothing(river: River) -> None:
    """Assessing a revision twice, as after a crash, tells it once."""
    river.lists((PAGE, SUPPORT))
    for worker in river.workers[:2]:
        asyncio.run(_drain(worker))
    assessing = river.workers[2].stage
    (job,) = asyncio.run(assessing.due(1, ()))
    assert asyncio.run(assessing.one(job)) == "told"
    assert asyncio.run(assessing.one(job)) == "read"
    river.runs()
    assert len(river.channel.sent) == 1


def test_lost_database_is_not_taken_for_a_bad_page(river: River) -> None:
    """An error that no stage expects sets the item aside and the others go on."""
    visiting = river.workers[1]

    class Torn:
        async def extract(self, page: Page) -> Extract:
            raise ZeroDivisionError

    assert isinstance(visiting.stage, Visiting)
    visiting.stage = replace(visiting.stage, extractor=Torn())
    river.lists((PAGE, SUPPORT))
    river.runs()
    with river.archive.unit() as unit:
        visit = unit.visits.find(PAGE)
    assert visit is not None
    assert visit.outcome is VisitOutcome.FAILED
    assert "ZeroDivisionError" in (visit.note or "")


def test_job_of_a_dead_worker_is_due_again(river: River) -> None:
    """A revision that was leased by a process that died is read after its lease runs out."""
    river.lists((PAGE, SUPPORT))
    for worker in river.workers[:2]:
        asyncio.run(_drain(worker))
    with river.archive.unit() as unit:
        now = river.clock.now()
        assert unit.jobs.lease(JobKind.ASSESS, now, now + minutes(5), 1)
    river.runs(after=minutes(1))
    assert river.channel.sent == []
    river.runs(after=minutes(5))
    assert len(river.channel.sent) == 1


def test_new_claim_finds_what_was_printed_before_without_alerts(river: River) -> None:
    """A claim tracked from today gets its ledger from what was printed before, told to nobody."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    late = a_claim(id="cracks", text="The Harbour Bridge was closed after cracks were found.")
    with river.archive.unit() as unit:
        put_claims(unit, [late], river.clock.now())
    river.runs(after=minutes(1))
    with river.archive.unit() as unit:
        assert SUPPORT in {e.passage.text for e in unit.ledger.evidence("cracks")}
        assert unit.ledger.standing("cracks").by
    assert len(river.channel.sent) == 1


async def _drain(worker: object) -> None:
    await worker.tick()  # type: ignore[attr-defined]  # a Worker of any item
    await worker.drain()  # type: ignore[attr-defined]
