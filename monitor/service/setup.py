"""What a desk starts with: claims and feeds from files, or from the seeds, put on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.model.claim import Claim
from monitor.model.feed import Feed, FeedKind, PollState
from monitor.model.job import JobKind
from monitor.pipeline.task import Task
from monitor.ports import Archive, Unit
from monitor.service.config import Config
from seeds.loader import FeedSeed, derive_feed_id, load_claims, load_feeds, seed_path

#: How far back a new claim is looked for in what was printed before it was tracked.
LOOK_BACK = timedelta(days=30)

#: Articles looked through for it, last seen first.
MOST_LOOKED_AT = 5000

#: Between two polls before anything is known of a feed.
FIRST_INTERVAL = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """What the configuration, or failing that the seeds, want on record."""

    claims: Sequence[Claim]
    feeds: Sequence[Feed]
    #: Whether the claims are the seeded ones.
    seeded: bool


def beginnings(config: Config, now: datetime) -> Beginnings:
    """Read the files that the configuration names; the seeds where it names none.

    Raises:
        SeedError: A file cannot be used.
    """
    claims = [c for path in config.claims or (seed_path("claims.toml"),) for c in load_claims(path)]
    own = config.feeds or config.feed
    files: Iterable[Path] = config.feeds if own else (seed_path("feeds.toml"),)
    feeds = [seeded_feed(seed, now) for path in files for seed in load_feeds(path)]
    feeds += [
        new_feed(f.id or derive_feed_id(f.url), f.url, f.outlet, now, kind=f.kind)
        for f in config.feed
    ]
    return Beginnings(claims=claims, feeds=feeds, seeded=not config.claims)


def new_feed(
    feed_id: str, url: str, outlet: str, now: datetime, *, kind: FeedKind = FeedKind.FEED
) -> Feed:
    """Make a feed that has never been polled and is due at once."""
    state = PollState(next_poll_at=now, interval=FIRST_INTERVAL)
    return Feed(id=feed_id, url=url, outlet=outlet, kind=kind, poll=state)


def seeded_feed(seed: FeedSeed, now: datetime) -> Feed:
    """Make a feed from a line of a feed file."""
    feed = new_feed(seed.id, seed.url, seed.outlet, now, kind=seed.kind)
    return replace(feed, paused=seed.paused)


def put_on_record(archive: Archive, wanted: Beginnings, now: datetime) -> bool:
    """Put claims and feeds on record; tell whether the record was empty.

    What is on record already keeps its state (paused, closed, poll times), and what no
    file names any more stays: it may have been added by hand.
    """
    with archive.unit() as unit:
        empty = not unit.claims.all() and not unit.feeds.all()
        put_claims(unit, wanted.claims, now)
        put_feeds(unit, wanted.feeds)
    return empty


def put_claims(unit: Unit, claims: Iterable[Claim], now: datetime) -> None:
    """Add claims, or update those on record; a state set by hand stays.

    What was printed of a new claim before it was tracked is read as well, into its ledger
    and without alerts, as far back as `LOOK_BACK`.
    """
    known = {claim.id: claim for claim in unit.claims.all()}
    new = []
    for claim in claims:
        old = known.get(claim.id)
        unit.claims.put(replace(claim, state=old.state) if old else claim)
        if old is None:
            new.append(claim.id)
    if new:
        _look_back(unit, new, since=now - LOOK_BACK)


def _look_back(unit: Unit, claim_ids: Sequence[str], since: datetime) -> None:
    for article in unit.articles.latest(MOST_LOOKED_AT):
        for revision in unit.revisions.all(article.id)[-1:]:
            if revision.seen_at < since:
                continue
            for claim_id in claim_ids:
                task = Task(article.id, revision.number, claim_id)
                unit.jobs.put(JobKind.ASSESS, task.key, revision.seen_at)


def _addresses(feed: Feed) -> set[str]:
    return {feed.url, *(former.url for former in feed.former)}


def put_feeds(unit: Unit, feeds: Iterable[Feed]) -> None:
    """Add feeds, or update address and outlet of those on record.

    A feed that has moved stays where it went, though its file names the old address still.
    """
    known = {feed.id: feed for feed in unit.feeds.all()}
    for feed in feeds:
        old = known.get(feed.id)
        if old is None:
            unit.feeds.put(feed)
        elif feed.kind != old.kind or feed.url not in _addresses(old):
            unit.feeds.put(replace(feed, paused=old.paused))
        else:
            unit.feeds.put(replace(old, outlet=feed.outlet))
