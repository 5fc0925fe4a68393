"""Tests of whether what stands at a feed's address is still that feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.model.feed import Break, FeedDocument, FeedHealth, Suspicion
from monitor.rules.suspecting import breaks, portrait, trusted
from tests.builders import NOON, a_poll, an_item, minutes

HOME = ("https://www.daily.example/1", "https://m.daily.example/2")
AWAY = ("https://casino.example/win", "https://casino.example/more")


def a_document(
    title: str = "The Daily: World", language: str | None = "en", urls: Sequence[str] = HOME
) -> FeedDocument:
    """Build a feed whose items lead to these addresses."""
    items = tuple(an_item(guid=url, url=url) for url in urls)
    return FeedDocument(title=title, language=language, items=items)


BEFORE = portrait(a_document())


@pytest.mark.parametrize(
    ("now", "known", "expected"),
    [
        (a_document(), 2, ()),
        (a_document(), 0, ()),  # back after weeks: every item is new, all else is as it was
        (a_document("Best casinos", "en", AWAY), 0, (Break.TITLE, Break.HOSTS, Break.ITEMS)),
        (a_document("Best casinos", "id", HOME), 0, (Break.TITLE, Break.LANGUAGE, Break.ITEMS)),
        (a_document("Best casinos", "id", AWAY), 1, ()),  # one known item: it is the same feed
        (a_document("The Daily: News", "en", AWAY), 0, ()),  # a relaunch on another domain
        (a_document("Nachrichten", None, HOME), 0, ()),  # renamed, nothing else
        (a_document("Best casinos", "en-GB", ()), 0, ()),  # nothing listed, nothing to judge by
    ],
)
def test_a_stranger_breaks_with_three_things_at_once(
    now: FeedDocument, known: int, expected: tuple[Break, ...]
) -> None:
    """Title, language, hosts and known items: three broken at once are another feed."""
    assert breaks(BEFORE, now, known) == expected


def test_a_first_reading_is_believed() -> None:
    """A feed that was never taken in has nothing to differ from."""
    assert breaks(None, a_document("Best casinos", "id", AWAY), 0) == ()


def test_subdomains_are_one_outlet() -> None:
    """Hosts are compared without `www.` and `m.`, addresses as they are."""
    assert BEFORE.hosts == ("daily.example",)
    assert portrait(a_document(urls=["http://127.0.3.4/1"])).hosts == ("127.0.3.4",)


def test_trust_begins_anew() -> None:
    """A feed that an operator trusts is read in full and measured anew."""
    suspicion = Suspicion(since=NOON, breaks=(Break.TITLE,), title="New Daily")
    suspected = replace(
        a_poll(), suspicion=suspicion, health=FeedHealth.SUSPECTED, portrait=BEFORE, body_hash="x"
    )
    state = trusted(suspected, NOON + minutes(5))
    assert (state.suspicion, state.portrait, state.body_hash) == (None, None, None)
    assert (state.health, state.next_poll_at) == (FeedHealth.OK, NOON + minutes(5))
