"""A farm of made-up hosts and feeds that publish on a schedule: what each answers, at any time.

Everything is a function of the feed's number and the time, so that a process that asks and
one that serves agree on what was published when, and nothing is kept but what was asked.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from enum import StrEnum
from functools import lru_cache
from typing import Final

#: Items a feed lists.
LISTED: Final = 20

#: Number of the item published at the start; those before it are the feed's back list.
_FIRST: Final = 1000

#: Seconds of a busy host's cycle, and of the part of it in which it refuses.
BUSY_CYCLE, BUSY_PART = 1200, 300


class Kind(StrEnum):
    """How a host behaves."""

    PLAIN = "plain"
    #: Hardly publishes; answers 304.
    QUIET = "quiet"
    #: Gives no validators and the whole feed each time.
    BARE = "bare"
    #: An item every half minute or so.
    FAST = "fast"
    #: Takes seconds to answer.
    SLOW = "slow"
    #: Answers 429 with Retry-After for a quarter of the time.
    BUSY = "busy"
    #: Answers 503 without Retry-After for a quarter of the time.
    FAILING = "failing"
    #: Breaks its XML off in the middle of the last item.
    TORN = "torn"
    #: Serves a page where the feed should be.
    NO_FEED = "no feed"
    #: Redirects by 301 to another path.
    MOVING = "moving"
    #: Redirects by 302 to another path.
    STRAYING = "straying"
    GONE = "gone"
    #: Redirects in a circle.
    CIRCLING = "circling"
    #: Claims 304 though it publishes.
    LYING = "lying"
    #: Becomes another feed in the middle of the run.
    HIJACKED = "hijacked"


#: Of a hundred hosts, so many of each kind.
_SHARES: Final = {
    Kind.PLAIN: 38,
    Kind.QUIET: 18,
    Kind.BARE: 8,
    Kind.FAST: 2,
    Kind.SLOW: 6,
    Kind.BUSY: 5,
    Kind.FAILING: 5,
    Kind.TORN: 3,
    Kind.NO_FEED: 2,
    Kind.MOVING: 4,
    Kind.STRAYING: 2,
    Kind.GONE: 3,
    Kind.CIRCLING: 2,
    Kind.LYING: 1,
    Kind.HIJACKED: 1,
}
_ROLL: Final = tuple(kind for kind, share in _SHARES.items() for _ in range(share))

#: Kinds that list what they publish to whoever asks.
OPEN: Final = frozenset(
    {
        *(Kind.PLAIN, Kind.QUIET, Kind.BARE, Kind.FAST, Kind.SLOW),
        *(Kind.BUSY, Kind.FAILING, Kind.TORN, Kind.MOVING, Kind.STRAYING),
    }
)

_WORDS: Final = ("harbour", "bridge", "council", "budget", "minister", "strike", "verdict", "storm")
_PROSE: Final = (
    "The council met on Monday to hear about the library roof. Several residents spoke, and the "
    "architect showed drawings. Work would begin in spring, she said, if the weather held. "
)


@dataclass(frozen=True, slots=True)
class FarmFeed:
    """One feed of the farm."""

    number: int
    host: int
    kind: Kind
    #: Mean seconds from one item to the next.
    gap: float

    @property
    def path(self) -> str:
        """Path that the feed was subscribed to by."""
        return f"/feed/{self.number}.xml"

    def published(self, k: int) -> float:
        """Tell when item `k` is published, in seconds from the start; negative before it."""
        return (k - _FIRST + 0.8 * _noise(self.number, k)) * self.gap

    def newest(self, at: float) -> int:
        """Tell the number of the newest item at an instant."""
        k = math.floor(at / self.gap) + _FIRST
        while self.published(k) > at:
            k -= 1
        return k


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answers, after a delay in seconds."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    feed: FarmFeed | None = None
    #: Newest item listed.
    newest: int = 0
    delay: float = 0.0
    hijacked: bool = False


@dataclass(slots=True)
class HostLog:
    """What one host saw of one client."""

    requests: int = 0
    last_at: float = -math.inf
    #: Shortest time between two requests.
    closest: float = math.inf
    #: Starts of the last ten requests, and the shortest time in which eleven came.
    recent: list[float] = field(default_factory=list)
    tightest: float = math.inf
    #: Until when the client was asked to stay away, and how often it came before.
    closed_until: float = -math.inf
    intrusions: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    body_bytes: int = 0

    def note(self, at: float, lag: float) -> None:
        """Note a request, by a farm that may notice things so much too late."""
        self.requests += 1
        self.closest = min(self.closest, at - self.last_at + lag)
        self.last_at = at
        self.recent.append(at)
        if len(self.recent) > _WINDOW:
            self.tightest = min(self.tightest, at - self.recent.pop(0) + lag)
        self.intrusions += at < self.closed_until - 1


_WINDOW: Final = 10


class Farm:
    """So many feeds on so many hosts, from an instant on."""

    def __init__(self, feeds: int, hosts: int, *, start: float, length: float) -> None:
        """Lay out a farm.

        Args:
            feeds: In all, dealt out to the hosts in turn.
            hosts: In all.
            start: Unix time of its beginning.
            length: Seconds it runs; half-way the hijacked feeds are taken over.
        """
        self.start, self.length = start, length
        # The step is prime to 100, so that a small farm has hosts of many kinds too.
        kinds = [_ROLL[host * 37 % len(_ROLL)] for host in range(hosts)]
        self.feeds = [
            FarmFeed(n, n % hosts, kinds[n % hosts], _gap(kinds[n % hosts], n))
            for n in range(feeds)
        ]
        #: Seconds by which a busy farm may lately have noticed requests too late.
        self.lag = 0.0
        #: By client and host.
        self.logs: dict[str, dict[int, HostLog]] = {}

    def answer(self, client: str, host: int, path: str, etag: str | None, now: float) -> Answer:
        """Answer a request at a Unix time, and note it."""
        at = now - self.start
        log = self.logs.setdefault(client, {}).setdefault(host, HostLog())
        log.note(at, self.lag)
        answer = self._answer(path, etag, at)
        log.statuses[answer.status] += 1
        if wait := answer.headers.get("Retry-After"):
            log.closed_until = max(log.closed_until, at + float(wait))
        return answer

    def open_from(self, feed: FarmFeed, at: float) -> float:
        """Tell from when on something published at an instant could be seen."""
        if feed.kind in {Kind.BUSY, Kind.FAILING} and _refuses(feed, at):
            shifted = at + _shift(feed)
            return (shifted // BUSY_CYCLE + 1) * BUSY_CYCLE - _shift(feed)
        return at

    def is_hijacked(self, feed: FarmFeed, at: float) -> bool:
        """Tell whether another feed stands in this one's place."""
        return feed.kind is Kind.HIJACKED and at > self.length / 2

    def _answer(self, path: str, etag: str | None, at: float) -> Answer:
        if not path.startswith(("/feed/", "/new/")):
            return Answer(404)
        feed = self.feeds[int(path.rpartition("/")[2].removesuffix(".xml"))]
        old = path.startswith("/feed/")
        match feed.kind:
            case Kind.CIRCLING | Kind.MOVING | Kind.STRAYING if old or feed.kind is Kind.CIRCLING:
                status = 301 if feed.kind is Kind.MOVING else 302
                other = "/new/" if old else "/feed/"
                return Answer(status, {"Location": f"{other}{feed.number}.xml"})
            case Kind.GONE:
                return Answer(410)
            case Kind.BUSY if _refuses(feed, at):
                left = self.open_from(feed, at) - at
                return Answer(429, {"Retry-After": str(math.ceil(left))})
            case Kind.FAILING if _refuses(feed, at):
                return Answer(503)
            case _:
                return self._serve(feed, etag, at)

    def _serve(self, feed: FarmFeed, etag: str | None, at: float) -> Answer:
        newest, hijacked = feed.newest(at), self.is_hijacked(feed, at)
        delay = 2.0 + feed.number % 3 if feed.kind is Kind.SLOW else 0.0
        tag = f'"{newest}{"h" * hijacked}"'
        lies = feed.kind is Kind.LYING and etag is not None
        if feed.kind is not Kind.BARE and (etag == tag or lies):
            return Answer(304, {"ETag": etag or tag}, delay=delay)
        headers = {"Content-Type": "application/rss+xml"}
        if feed.kind is not Kind.BARE:
            headers["ETag"] = tag
        return Answer(200, headers, feed, newest, delay, hijacked)


def host_name(host: int) -> str:
    """Give a host's address: one of its own on loopback."""
    return f"127.0.{1 + host // 250}.{1 + host % 250}"


def host_number(name: str) -> int:
    """Tell which host an address is."""
    _, _, high, low = name.split(".")
    return (int(high) - 1) * 250 + int(low) - 1


@lru_cache(maxsize=4096)
def render(feed: FarmFeed, newest: int, base: str, start: float, *, hijacked: bool) -> bytes:
    """Write a feed as its host serves it."""
    if feed.kind is Kind.NO_FEED:
        return b"<!doctype html><html><head><title>Welcome</title></head><body>Hello.</body></html>"
    title = "Best casinos tonight" if hijacked else f"Farm Courier {feed.number}"
    items = "".join(
        _item(feed, k, base, start, hijacked=hijacked) for k in range(newest, newest - LISTED, -1)
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>{base}</link><language>{'id' if hijacked else 'en'}</language>{items}"
    )
    # The torn feed ends within its last, oldest item.
    end = "" if feed.kind is Kind.TORN else "</channel></rss>"
    return (body[:-120] if feed.kind is Kind.TORN else body + end).encode()


def _item(feed: FarmFeed, k: int, base: str, start: float, *, hijacked: bool) -> str:
    word = _WORDS[k % len(_WORDS)]
    home = "http://casino.example" if hijacked else base
    name = f"{'win' if hijacked else 'item'}-{feed.number}-{k}"
    return (
        f"<item><title>{word.title()} report {k}</title><link>{home}/{name}</link>"
        f"<guid isPermaLink='false'>{name}</guid>"
        f"<pubDate>{formatdate(start + feed.published(k), usegmt=True)}</pubDate>"
        f"<description>{_PROSE}{word}</description></item>"
    )


def _gap(kind: Kind, number: int) -> float:
    """Deal out rates: from an item an hour to one in three days, evenly by their logarithm."""
    if kind is Kind.FAST:
        return 30.0 + 30.0 * _noise(number, 0)
    if kind is Kind.QUIET:
        return 86400.0 * (5 + 25 * _noise(number, 0))
    return float(3600.0 * 72.0 ** _noise(number, 0))


def _refuses(feed: FarmFeed, at: float) -> bool:
    return (at + _shift(feed)) % BUSY_CYCLE >= BUSY_CYCLE - BUSY_PART


def _shift(feed: FarmFeed) -> float:
    """Let hosts refuse at different times."""
    return feed.host * 61.0 % BUSY_CYCLE


def _noise(one: int, other: int) -> float:
    """Give a number in [0, 1) that depends on two others and looks like chance."""
    mixed = (one * 0x9E3779B1 + other * 0x85EBCA77 + 0x165667B1) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = mixed * 0x2C1B3C6D & 0xFFFFFFFF
    mixed ^= mixed >> 13
    return mixed / 0x100000000
