"""What becomes a revision at once, what waits for a second fetch, and what never does."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle, islice

from monitor.model.alert import AlertKind, AlertReason
from monitor.model.article import ArticleState, Doubt
from monitor.model.change import ChangeKind
from monitor.model.errors import FetchTimeout
from monitor.model.feed import Validators, VisitOutcome
from tests.builders import an_item, minutes
from tests.pipeline.conftest import DENIAL, FEED, HEADLINE, PAGE, STORY, SUPPORT, River

TURNED = STORY.replace(SUPPORT, DENIAL)
#: A spelling corrected: nothing that a reader relies on.
SPELT = STORY.replace("Lorries", "Lorrys")
OTHER_HEADLINE = "Commuters face a long detour, ministry says"


def begin(river: River, text: str = STORY) -> None:
    """Let an article be found and read."""
    river.lists((PAGE, text))
    river.runs()
    assert len(river.revisions()) == 1


def test_a_small_edit_waits_for_a_second_fetch(river: River) -> None:
    """A small edit is held, looked at again within minutes, and kept as of its first sighting."""
    begin(river)
    held = river.sees(SPELT)
    seen_at = river.clock.now()
    assert (held.outcome, len(river.revisions())) == (VisitOutcome.HELD, 1)
    assert minutes(1) <= held.due_at - seen_at <= minutes(5)
    assert "small" in (held.note or "")
    river.runs(after=minutes(2))
    assert [r.seen_at for r in river.revisions()][1:] == [seen_at]
    assert len(river.channel.sent) == 1


def test_the_second_fetch_asks_for_the_page_itself(river: River) -> None:
    """No validators are sent where a sighting is to be confirmed."""
    begin(river)
    river.sees(SPELT)
    river.runs(after=minutes(2))
    assert river.web.asked[-1] == (PAGE, Validators())


def test_an_edit_that_turns_a_word_does_not_wait(river: River) -> None:
    """One word that turns an account is told at once."""
    begin(river)
    assert river.sees(TURNED).outcome is VisitOutcome.REVISED
    assert river.channel.sent[-1].alert.reason is AlertReason.WALK_BACK


def test_a_notice_does_not_wait(river: River) -> None:
    """An edit that the outlet itself announces is told at once, however small."""
    begin(river)
    notice = "Correction: An earlier version of this article misstated the length of the detour."
    assert river.sees(f"{STORY}\n\n{notice}").outcome is VisitOutcome.REVISED
    assert AlertKind.CORRECTED in {alert.kind for alert in river.alerts()}


def test_a_headline_on_trial_is_no_edit(river: River) -> None:
    """A headline that is gone at the second fetch leaves nothing behind."""
    begin(river)
    assert river.sees(STORY, headline=OTHER_HEADLINE).outcome is VisitOutcome.HELD
    assert river.sees(STORY).outcome is VisitOutcome.UNCHANGED
    assert river.held() is None
    assert len(river.revisions()) == 1


def test_two_headlines_in_turn_are_kept_once_as_flapping(river: River) -> None:
    """A, B, A, B becomes one revision that says so, however long the page goes on."""
    begin(river)
    for headline in islice(cycle((OTHER_HEADLINE, HEADLINE)), 12):
        river.sees(STORY, headline=headline)
    assert [r.headline for r in river.revisions()] == [HEADLINE, OTHER_HEADLINE]
    assert ChangeKind.FLAPPING in river.change(2).kinds
    assert len(river.channel.sent) == 1


def test_two_accounts_in_turn_are_told_once_as_flapping(river: River) -> None:
    """A page that turns an account and back, on and on, is told once as an edit, once as that."""
    begin(river)
    for text in islice(cycle((TURNED, STORY)), 12):
        river.sees(text)
    assert len(river.revisions()) == 3
    assert ChangeKind.FLAPPING in river.change(3).kinds
    assert river.reasons().count(AlertReason.FLAPPING) == 1
    assert len(river.channel.sent) == 3


def test_an_edit_taken_back_is_told_as_a_revert(river: River) -> None:
    """A, B, A that stands is a revert, confirmed by a second fetch, and told."""
    begin(river)
    river.sees(TURNED)
    assert river.sees(STORY).outcome is VisitOutcome.HELD
    assert river.sees(STORY).outcome is VisitOutcome.REVISED
    assert [r.text for r in river.revisions()] == [STORY, TURNED, STORY]
    assert ChangeKind.REVERT in river.change(3).kinds
    assert AlertReason.REVERTED in river.reasons()


def test_a_page_half_loaded_is_no_edit(river: River) -> None:
    """A text that lost most of its words once is neither kept nor told."""
    begin(river)
    assert river.sees(STORY.split("\n\n")[2]).outcome is VisitOutcome.HELD
    river.sees(STORY)
    assert len(river.revisions()) == 1
    assert len(river.channel.sent) == 1


def test_a_text_that_stays_cut_is_an_edit(river: River) -> None:
    """A text that is as short at the second fetch has lost its evidence, and that is told."""
    begin(river)
    cut = STORY.split("\n\n")[2]
    river.sees(cut, headline=OTHER_HEADLINE)
    river.sees(cut, headline=OTHER_HEADLINE)
    assert river.revisions()[-1].text == cut
    assert AlertReason.EVIDENCE_REMOVED in river.reasons()


def test_the_body_of_another_article_is_no_edit(river: River) -> None:
    """A body that the outlet serves at another address is held until it is seen again."""
    other = "https://daily.example/weather"
    weather = " ".join(f"Day {n} brings rain to the hills and wind to the coast." for n in range(9))
    river.lists((PAGE, STORY), (other, weather))
    river.runs()
    river.sees(weather)
    held = river.held()
    assert held is not None
    assert held.doubt is Doubt.ANOTHER_BODY
    river.sees(STORY)
    assert len(river.revisions()) == 1


def test_a_held_sighting_outlives_a_restart(river: River) -> None:
    """What waits for a second fetch is on record, and confirmed by whichever process is there."""
    begin(river)
    river.sees(SPELT)
    seen_at = river.clock.now()
    river.restarts()
    river.runs(after=minutes(2))
    assert river.revisions()[-1].seen_at == seen_at


def test_a_held_sighting_outlives_a_failure(river: River) -> None:
    """A second fetch that fails leaves the sighting waiting for a third."""
    begin(river)
    river.sees(SPELT)
    river.web.fails(PAGE, FetchTimeout(url=PAGE))
    river.runs(after=minutes(2))
    assert len(river.revisions()) == 1
    river.sees(SPELT, after=minutes(10))
    assert river.revisions()[-1].text == SPELT


def test_the_page_of_a_held_sighting_is_kept(keeping: River) -> None:
    """A confirmed sighting is kept with the page that was first seen and its exchange."""
    begin(keeping)
    keeping.sees(SPELT)
    seen_at = keeping.clock.now()
    keeping.restarts()
    keeping.sees(SPELT)
    page = keeping.archive.page(keeping.revisions()[-1])
    assert b"Lorrys" in page.body
    assert (page.fetched_at, page.headers["date"]) == (seen_at, seen_at.isoformat())
    assert page.status_line == "HTTP/1.1 200 OK"
    assert page.request_headers == {"Host": "daily.example"}


def test_a_page_that_never_stands_still_is_not_chased(river: River) -> None:
    """A page with another trifle at every fetch makes no revisions and no more requests."""
    begin(river)
    waits = []
    for count in range(12, 17):
        visit = river.sees(f"{STORY}\n\n{count} shares", after=timedelta(hours=3))
        waits.append(visit.due_at - river.clock.now())
    assert len(river.revisions()) == 1
    assert all(wait > minutes(5) for wait in waits[1:])


def test_a_small_edit_that_another_one_follows_is_kept(river: River) -> None:
    """A headline seen once is an edit after all when a real edit stands on it."""
    begin(river)
    river.sees(STORY, headline=OTHER_HEADLINE)
    river.sees(TURNED, headline=OTHER_HEADLINE)
    assert [r.headline for r in river.revisions()] == [HEADLINE, OTHER_HEADLINE, OTHER_HEADLINE]
    assert ChangeKind.HEADLINE not in river.change(3).kinds


def test_a_page_that_settles_on_its_first_text_is_a_revert(river: River) -> None:
    """Flapping ends where one text stands for a day; what is on record then is that text."""
    begin(river)
    for headline in (OTHER_HEADLINE, HEADLINE, OTHER_HEADLINE, HEADLINE):
        river.sees(STORY, headline=headline)
    for _ in range(6):
        river.sees(STORY, after=timedelta(hours=6))
    assert [r.headline for r in river.revisions()] == [HEADLINE, OTHER_HEADLINE, HEADLINE]
    assert river.article().flapping is None


def test_an_edit_of_a_flapping_page_is_told_alone(river: River) -> None:
    """An edit is compared with the variant that it was made from."""
    begin(river)
    for headline in (OTHER_HEADLINE, HEADLINE, OTHER_HEADLINE):
        river.sees(STORY, headline=headline)
    river.sees(TURNED)
    latest = river.revisions()[-1]
    assert (latest.headline, latest.text) == (HEADLINE, TURNED)
    assert ChangeKind.HEADLINE not in river.change(latest.number).kinds
    assert river.reasons().count(AlertReason.FLAPPING) <= 1
    assert river.article().state is ArticleState.LIVE


def test_a_wolf_that_the_feed_cries_is_answered_ever_later(river: River) -> None:
    """A feed that says at every poll that an article was updated has it fetched ever less often."""
    begin(river)
    before = len(river.web.asked)
    for _ in range(120):
        river.web.serves_feed(
            FEED,
            an_item(guid=PAGE, url=PAGE, headline=HEADLINE, updated_at=river.clock.now()),
        )
        river.runs(after=minutes(1))
    fetched = [url for url, _ in river.web.asked[before:] if url == PAGE]
    assert 5 <= len(fetched) <= 14
