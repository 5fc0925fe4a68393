"""Whether what stands at a feed's address is still that feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from monitor.model.feed import (
    Break,
    FeedDocument,
    FeedHealth,
    PollState,
    Portrait,
    Validators,
)

#: Breaks at once that make a feed another one. A relaunch breaks one or two (a new name, a
#: new domain); a domain that changed hands breaks all that can be compared.
_ENOUGH = 3

#: Letters of "the", "of", "and": they are in every title.
_SHORT_WORD = 3

#: Hosts remembered of a feed; one that lists half the web is not told apart by its hosts.
_HOSTS_KEPT = 20


def portrait(document: FeedDocument) -> Portrait:
    """Say what a feed looks like."""
    hosts = {host for item in document.items if (host := _host(item.url))}
    return Portrait(
        title=document.title, language=document.language, hosts=tuple(sorted(hosts)[:_HOSTS_KEPT])
    )


def breaks(before: Portrait | None, document: FeedDocument, known_items: int) -> tuple[Break, ...]:
    """Say in what a feed differs, when it is by so much that another one must stand there.

    What cannot be compared (no language given, an empty listing) never counts as a break.

    Args:
        before: What the feed looked like, None when it was never taken in.
        document: What stands there now.
        known_items: How many of its items are on record.
    """
    if before is None or known_items or not document.items:
        return ()
    now = portrait(document)
    found = {
        Break.TITLE: _titles_differ(before.title, now.title),
        Break.LANGUAGE: _differ(before.language, now.language),
        Break.HOSTS: bool(before.hosts and now.hosts) and not {*before.hosts} & {*now.hosts},
        Break.ITEMS: True,
    }
    broken = tuple(kind for kind, differs in found.items() if differs)
    return broken if len(broken) >= _ENOUGH else ()


def trusted(state: PollState, now: datetime) -> PollState:
    """Take what stands at a feed's address for the feed from now on, as an operator says."""
    return replace(
        state,
        next_poll_at=now,
        validators=Validators(),
        body_hash=None,
        validators_lie=False,
        portrait=None,
        suspicion=None,
        health=FeedHealth.OK,
        # As at a first poll: what is listed was not missed, and its pace is its own.
        last_ok_at=None,
        gap=None,
    )


def _titles_differ(one: str, other: str) -> bool:
    """Tell whether two titles have no word in common; an untitled feed has lost its own."""
    return bool(one) and one != other and not _words(one) & _words(other)


def _words(title: str) -> set[str]:
    return {word for word in title.casefold().split() if len(word) > _SHORT_WORD}


def _differ(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    return one.casefold()[:2] != other.casefold()[:2]


def _host(url: str) -> str:
    """Give the last two labels of an address's host: `www.` and `m.` are one outlet."""
    name = urlsplit(url).hostname or ""
    if name.rpartition(".")[2].isdigit():
        return name
    return ".".join(name.rsplit(".", 2)[-2:])
