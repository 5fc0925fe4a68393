"""Where an article's page stands: gone, led elsewhere, moved, back, behind a paywall, folded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError
from time import sleep

import pytest

from monitor.model.alert import AlertKind, AlertReason
from monitor.model.article import ArticleState
from monitor.model.feed import Validators, VisitOutcome
from monitor.pipeline.finding import Found
from monitor.pipeline.keeping import Thought, think
from monitor.pipeline.memory import Memory
from tests.builders import a_visit, an_item, minutes
from tests.pipeline.conftest import DENIAL, FEED, HEADLINE, PAGE, STORY, SUPPORT, River

NEW = "https://daily.example/2025/harbour-bridge"
FRONT = "https://daily.example/"
FRONT_PAGE = "\n\n".join(
    f"Story {n} of the day: something else entirely happened to somebody in town {n}."
    for n in range(12)
)
TURNED = STORY.replace(SUPPORT, DENIAL)


def begin(river: River, url: str = PAGE) -> None:
    """Let an article be found and read."""
    river.lists((url, STORY))
    river.runs()


def test_a_takedown_says_when_the_page_was_there_and_when_not(river: River) -> None:
    """Gone at two visits within minutes is a takedown: present at one time, absent at another."""
    begin(river)
    there = river.clock.now()
    river.web.removes(PAGE)
    first = river.visits()
    assert first.due_at - river.clock.now() == minutes(5)
    assert AlertReason.TAKEDOWN not in river.reasons()
    river.runs(after=minutes(6))
    told = river.alerts()[-1]
    assert (told.kind, told.reason) == (AlertKind.RETRACTED, AlertReason.TAKEDOWN)
    assert f"present at {there:%Y-%m-%d %H:%M} UTC" in told.summary
    assert f"absent at {river.clock.now():%Y-%m-%d %H:%M} UTC" in told.summary
    assert river.article().state_since == river.clock.now()


def test_a_page_missing_once_is_no_takedown(river: River) -> None:
    """A host that says 404 for a moment has taken nothing down."""
    begin(river)
    river.web.removes(PAGE)
    river.visits()
    river.sees(STORY)
    assert river.article().state is ArticleState.LIVE
    assert len(river.channel.sent) == 1


def test_a_restoration_is_told(river: River) -> None:
    """A page that stands again after its takedown is told, and so is what it says now."""
    begin(river)
    river.web.removes(PAGE)
    river.visits()
    river.visits()
    visit = river.sees(TURNED)
    assert river.article().state is ArticleState.RESTORED
    assert visit.outcome is VisitOutcome.REVISED
    told = {alert.kind: alert for alert in river.alerts()}
    assert "absent at" in told[AlertKind.RESTORED].summary
    assert AlertKind.REVISED in told


def test_a_page_led_to_the_front_page_is_gone(river: River) -> None:
    """An address that leads to the front page is a takedown, and the front page no revision."""
    begin(river)
    river.web.serves(FRONT, "The Daily", FRONT_PAGE)
    river.web.leads(PAGE, FRONT)
    river.visits()
    river.visits()
    assert river.article().state is ArticleState.GONE
    assert AlertReason.TAKEDOWN in river.reasons()
    assert len(river.revisions()) == 1


def test_an_article_that_moves_stays_one(river: River) -> None:
    """A redirect to the same text is followed: new address, old revisions, no alert."""
    begin(river)
    river.web.serves(NEW, HEADLINE, f"{STORY} ")
    river.web.leads(PAGE, NEW)
    river.visits()
    article = river.article()
    assert (article.state, article.url) == (ArticleState.MOVED, NEW)
    assert river.article(NEW) == article
    river.web.serves(NEW, HEADLINE, TURNED)
    river.visits()
    assert [r.number for r in river.revisions(NEW)] == [1, 2]
    assert river.alerts()[-1].url == NEW


def test_a_canonical_link_elsewhere_to_another_text_folds_nothing(river: River) -> None:
    """Two pages that name one address, by a template's mistake, stay two articles."""
    begin(river)
    river.web.serves(PAGE, HEADLINE, STORY, canonical=NEW)
    river.visits()
    river.web.serves_feed(
        FEED,
        an_item(guid=PAGE, url=PAGE, headline=HEADLINE),
        an_item(guid=NEW, url=NEW, headline="Rain is on its way"),
    )
    river.web.serves(NEW, "Rain is on its way", FRONT_PAGE)
    river.runs(after=minutes(2))
    assert river.article(NEW).id != river.article(PAGE).id
    assert [r.text for r in river.revisions(PAGE)] == [STORY]


def test_a_paywall_is_a_state_and_no_alert(river: River) -> None:
    """An article that is sold from now on is noted so, and is live when it can be read again."""
    begin(river)
    river.web.serves_paywall(PAGE)
    river.visits()
    assert river.article().state is ArticleState.LIVE
    river.visits()
    assert river.article().state is ArticleState.PAYWALLED
    river.sees(STORY)
    assert river.article().state is ArticleState.LIVE
    assert len(river.channel.sent) == 1


def test_amp_and_telephone_addresses_are_one_article(river: River) -> None:
    """Spellings of one address are one visit, whatever guid the feed gives them."""
    plain = "https://www.daily.example/bridge"
    begin(river, plain)
    for number, url in enumerate(
        (
            f"{plain}?utm_source=feed",
            f"{plain}/amp",
            f"{plain}?outputType=amp",
            "https://m.daily.example/bridge",
        )
    ):
        river.web.serves(url, HEADLINE, STORY)
        river.web.serves_feed(FEED, an_item(guid=f"other-{number}", url=url, headline=HEADLINE))
        river.runs(after=minutes(2))
    with river.archive.unit() as unit:
        assert [visit.url for visit in unit.visits.all()] == [plain]
        assert len(unit.articles.latest(9)) == 1


def test_a_new_link_of_the_same_entry_takes_over(river: River) -> None:
    """The same guid with a new link and the same text is one article, read there from now on."""
    begin(river)
    river.web.serves(NEW, HEADLINE, STORY)
    river.web.serves_feed(FEED, an_item(guid=PAGE, url=NEW, headline=HEADLINE))
    river.web.removes(PAGE)
    river.runs(after=minutes(2))
    article = river.article()
    assert (article.url, article.page_url) == (NEW, NEW)
    assert river.visits(PAGE).outcome is VisitOutcome.FOLDED
    river.visits(PAGE)
    assert AlertReason.TAKEDOWN not in river.reasons()
    river.sees(TURNED, url=NEW)
    assert [r.number for r in river.revisions()] == [1, 2]


def test_an_address_that_goes_undoes_nothing_of_one_that_comes(
    river: River, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two addresses visited at once, each is decided on what the other one left."""
    begin(river)
    river.web.serves(NEW, HEADLINE, STORY)
    river.web.serves_feed(FEED, an_item(guid=PAGE, url=NEW, headline=HEADLINE))
    river.web.removes(PAGE)
    both_thought = Barrier(2)

    def think_side_by_side(memory: Memory, found: Found, now: datetime) -> Thought:
        thought = think(memory, found, now)
        with suppress(BrokenBarrierError):  # nobody else thinks meanwhile, as it should be
            both_thought.wait(timeout=0.2)
            if memory.visit.url == PAGE:
                sleep(0.1)  # the lost address is written last
        return thought

    monkeypatch.setattr("monitor.pipeline.visit.think", think_side_by_side)
    river.runs(after=minutes(2))
    assert river.article().page_url == NEW


def test_the_same_words_at_another_address_are_one_article(river: River) -> None:
    """Headline and text printed twice by one outlet on one day are one article."""
    begin(river)
    river.lists((PAGE, STORY), (NEW, STORY))
    river.runs(after=minutes(2))
    assert river.article(NEW).id == river.article(PAGE).id
    assert len(river.revisions(NEW)) == 1
    assert river.visits(NEW).outcome is VisitOutcome.FOLDED


def test_another_address_reads_on_where_the_first_is_lost(river: River) -> None:
    """An article whose own page is gone is read where it still stands."""
    begin(river)
    river.lists((PAGE, STORY), (NEW, STORY))
    river.runs(after=minutes(2))
    river.web.removes(PAGE)
    river.visits(PAGE)
    assert river.visits(NEW).outcome is VisitOutcome.UNCHANGED
    assert river.article().page_url == NEW
    assert river.visits(PAGE).outcome is VisitOutcome.FOLDED
    assert AlertReason.TAKEDOWN not in river.reasons()


def test_an_article_of_an_earlier_release_is_not_read_twice(river: River) -> None:
    """Where it is not on record which visit reads an article, the one at its address does."""
    begin(river)
    amp = f"{PAGE}/amp"
    article = river.article()
    with river.archive.unit() as unit:
        unit.articles.put(replace(article, page_url=None))
        unit.visits.put(a_visit(url=amp, due_at=river.clock.now()))
    river.web.serves(amp, HEADLINE, TURNED)
    river.runs()
    assert [r.text for r in river.revisions()] == [STORY]


def test_an_entry_that_shares_a_guid_is_an_article_of_its_own(river: River) -> None:
    """A feed that gives every entry one guid has each entry read."""
    rain = "https://daily.example/rain"
    river.web.serves_feed(
        FEED,
        an_item(guid="1", url=PAGE, headline=HEADLINE),
        an_item(guid="1", url=rain, headline="Rain is on its way"),
    )
    river.web.serves(PAGE, HEADLINE, STORY)
    river.web.serves(rain, "Rain is on its way", FRONT_PAGE)
    river.runs()
    assert river.article(PAGE).id != river.article(rain).id


def test_a_host_that_lies_is_not_believed_again(river: River) -> None:
    """A host that says 304 of a page that changed is found out, and asked for the page itself."""
    begin(river)
    river.web.says_unchanged(PAGE)
    river.visits()
    river.web.serves(PAGE, HEADLINE, TURNED)
    for _ in range(12):
        river.visits(after=timedelta(hours=3))
    assert river.revisions()[-1].text == TURNED
    assert river.visits().distrusted
    assert river.web.asked[-1] == (PAGE, Validators())


def test_a_claim_that_an_article_touches_brings_its_visit_forward(river: River) -> None:
    """An article that bears on a claim is looked at again within half an hour."""
    other = "https://daily.example/rain"
    river.lists((PAGE, STORY), (other, FRONT_PAGE))
    river.web.serves(other, "Rain is on its way", FRONT_PAGE)
    river.runs()
    river.clock.passes(timedelta(days=3))
    for url in (PAGE, other):
        river.visits(url)
    edited = STORY.replace("on Monday", "on Tuesday")
    visit = river.sees(edited)
    assert visit.touched_at == river.clock.now()
    assert river.visits(other).touched_at is None
