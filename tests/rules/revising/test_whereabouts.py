"""Tests of where an article's page stands."""

from __future__ import annotations

import pytest

from monitor.model.alert import AlertReason
from monitor.model.article import Article, ArticleState, Extract
from monitor.model.feed import VisitOutcome
from monitor.rules.identity import article_id
from monitor.rules.whereabouts import (
    leads_elsewhere,
    moved,
    shut,
    since,
    stands,
    whereabouts_alert,
)
from tests.builders import NOON, a_revision, an_article, an_extract, minutes

URL, NEW = "https://daily.example/dam", "https://daily.example/2025/dam"
TEXT = "The dam is safe, the ministry said on Friday. Engineers had looked at it for two days."
OTHER = "Rain fell on the hills all night and the river rose by a hand before it fell again."


def dam(state: ArticleState = ArticleState.LIVE) -> Article:
    """Build the dam's article, whose id is that of its address."""
    return an_article(id=article_id(URL), url=URL, state=state)


def page(url: str = URL, text: str = TEXT, headline: str = "Dam is safe") -> Extract:
    """Build what is found in a page."""
    return an_extract(url=url, text=text, headline=headline)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(VisitOutcome.GONE, ArticleState.GONE), (VisitOutcome.PAYWALLED, ArticleState.PAYWALLED)],
)
def test_two_visits_shut_a_page(outcome: VisitOutcome, state: ArticleState) -> None:
    """One visit that finds it shut is an accident, two in a row are a state."""
    assert shut(dam(), outcome, VisitOutcome.UNCHANGED) == dam()
    assert shut(dam(), outcome, outcome).state is state


def test_failures_say_nothing_of_the_page() -> None:
    """A page that cannot be fetched stands where it stood."""
    for outcome in (VisitOutcome.FAILED, VisitOutcome.BLOCKED):
        assert shut(dam(), outcome, outcome) == dam()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ArticleState.LIVE, ArticleState.LIVE),
        (ArticleState.GONE, ArticleState.RESTORED),
        (ArticleState.PAYWALLED, ArticleState.LIVE),
        (ArticleState.MOVED, ArticleState.MOVED),
        (ArticleState.RESTORED, ArticleState.RESTORED),
    ],
)
def test_a_page_that_is_read_stands(before: ArticleState, after: ArticleState) -> None:
    """What was gone is restored, what was sold is live; all else stays."""
    assert stands(dam(before), page()).state is after
    assert stands(dam(before), None).state is after


def test_a_move_keeps_every_address() -> None:
    """An article that moves twice is still found at all three addresses."""
    twice = moved(stands(dam(), page(NEW)), f"{NEW}-again")
    assert (twice.id, twice.url, twice.state) == (dam().id, f"{NEW}-again", ArticleState.MOVED)
    assert {URL, NEW, twice.url} == set(twice.aliases)


def test_an_address_that_leads_to_another_text_leads_elsewhere() -> None:
    """Another text at another address is no edit; at the article's own addresses it may be one."""
    latest = a_revision(text=TEXT)
    assert leads_elsewhere(dam(), latest, page("https://daily.example/", OTHER, "The Daily"))
    assert not leads_elsewhere(dam(), latest, page(NEW))
    assert not leads_elsewhere(dam(), latest, page(URL, OTHER))
    assert not leads_elsewhere(dam(), latest, page(f"{URL}/amp", OTHER))


def test_what_the_desk_hears() -> None:
    """Going and coming back is told, moving and paying is not."""
    states = {state: dam(state) for state in ArticleState}
    live, gone = states[ArticleState.LIVE], states[ArticleState.GONE]
    assert whereabouts_alert(live, gone) is AlertReason.TAKEDOWN
    assert whereabouts_alert(gone, states[ArticleState.RESTORED]) is AlertReason.RESTORATION
    for state in (ArticleState.MOVED, ArticleState.PAYWALLED, ArticleState.LIVE):
        assert whereabouts_alert(live, states[state]) is None


def test_a_state_has_its_beginning() -> None:
    """When an article came into its state, and when it was last gone, is noted."""
    gone = since(dam(), dam(ArticleState.GONE), NOON)
    assert (gone.state_since, gone.gone_at) == (NOON, NOON)
    assert since(gone, gone, NOON + minutes(9)) == gone
    back = since(gone, stands(gone, page()), NOON + minutes(9))
    assert (back.state_since, back.gone_at) == (NOON + minutes(9), NOON)
