"""When a feed's permanent redirect is followed for good, and how that is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.model.feed import Feed, FormerAddress, Move, Validators
from monitor.rules.pacing import Pacing

#: Former addresses kept, latest first; a feed that moves more often is led about.
_FORMER_KEPT = 5


def after_redirect(feed: Feed, moved_to: str | None, now: datetime, pacing: Pacing) -> Feed:
    """Say where a feed is polled after a poll that was answered.

    A permanent redirect is often a mistake, a consent wall or the end of a domain. It is
    followed for good only when every poll over days was sent to the same address.

    Args:
        feed: As it stands.
        moved_to: Where permanent redirects alone led, None without any.
        now: When the poll ended.
        pacing: For how long, and how many polls, a redirect must hold.
    """
    known = feed.poll.move
    if moved_to is None or moved_to == feed.url:
        return feed if known is None else _expecting(feed, None)
    if known is None or known.url != moved_to:
        return _expecting(feed, Move(url=moved_to, since=now))
    move = replace(known, count=known.count + 1)
    held = now - move.since >= pacing.move_after and move.count >= pacing.move_polls
    return moved(feed, move.url, now) if held else _expecting(feed, move)


def moved(feed: Feed, url: str, now: datetime) -> Feed:
    """Poll a feed at another address from now on, and remember the one it leaves."""
    left = FormerAddress(url=feed.url, left_at=now)
    others = tuple(former for former in feed.former if former.url not in {feed.url, url})
    poll = replace(feed.poll, move=None, validators=Validators())
    return replace(feed, url=url, poll=poll, former=(left, *others)[:_FORMER_KEPT])


def _expecting(feed: Feed, move: Move | None) -> Feed:
    return replace(feed, poll=replace(feed.poll, move=move))
