"""Runs an archive of reports through the whole river, in the archive's own time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rich.console import Console

from monitor.model.article import Article, Revision
from monitor.model.claim import Claim
from monitor.model.errors import ConfigError
from monitor.ports import Unit
from monitor.service.clock import ReplayClock
from monitor.service.config import Config, FetchConfig
from monitor.service.press import Outlet, Press, page_url
from monitor.service.setup import new_feed, put_claims
from monitor.service.wiring import House, build_house
from monitor.service.worker import settle
from monitor.sources.guard import Guard
from seeds.archives import Report, ReportArchive
from storage.archive import SqlArchive

#: Called after each report: how many of how many, and which.
Progress = Callable[[int, int, Report], None]

#: What waits for a second sighting is seen again this long after the story ends.
AFTERMATH = timedelta(minutes=6)

#: What the ids of a press's feeds begin with.
_FEED_PREFIX = "replay-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay left on record, article by article, in order of publication."""

    articles: Sequence[tuple[Report, Article, Sequence[Revision]]]
    #: Reports that did not become an article, and why.
    lost: Sequence[tuple[Report, str]]


async def replay(
    archive: ReportArchive,
    claims: Sequence[Claim],
    *,
    config: Config,
    record: SqlArchive,
    console: Console,
    progress: Progress | None = None,
    quiet_channels: bool = True,
) -> Replayed:
    """Print each report at its time and let the river carry it from feed to alert.

    Args:
        archive: The reports, in order of publication.
        claims: What to read them against.
        config: Its fetching manners are set aside: the only host is this machine.
        record: Where everything is kept; open, and left open.
        console: Where a terminal channel writes.
        progress: Told after each report.
        quiet_channels: Whether only terminals are told.
    """
    press = Press()
    await press.open()
    clock = ReplayClock(archive.reports[0].published)
    house = build_house(
        _at_home(config),
        clock=clock,
        console=console,
        guard=Guard(allow_loopback=True, base=press.resolver()),
        archive=record,
        quiet_channels=quiet_channels,
    )
    try:
        with record.unit() as unit:
            _expect_no_feeds(unit)
            put_claims(unit, claims, clock.now())
        await _print_all(archive, press, house, clock, progress)
    finally:
        await house.close()
        await press.close()
    with record.unit() as unit:
        outcome = _outcome(unit, archive)
        _take_down(unit, press)
    return outcome


def clear_up(unit: Unit) -> bool:
    """Take the feeds of a replay that was killed off the record; tell whether there were any."""
    left = [feed.id for feed in unit.feeds.all() if feed.id.startswith(_FEED_PREFIX)]
    for feed_id in left:
        unit.feeds.remove(feed_id)
    return bool(left)


async def _print_all(
    archive: ReportArchive,
    press: Press,
    house: House,
    clock: ReplayClock,
    progress: Progress | None,
) -> None:
    for number, report in enumerate(archive.reports, start=1):
        clock.advance(report.published)
        await settle(house.workers)  # visits that were due before the next report is out
        outlet = press.print(report)
        _poll_now(house, outlet, clock.now())
        await settle(house.workers)
        if progress:
            progress(number, len(archive.reports), report)
    clock.advance(clock.now() + AFTERMATH)
    await settle(house.workers)


def _poll_now(house: House, outlet: Outlet, now: datetime) -> None:
    """Make the outlet's feed due: the replay polls when something was printed, not by the hour."""
    with house.archive.unit() as unit:
        known = {feed.id: feed for feed in unit.feeds.all()}
        fresh = new_feed(_feed_id(outlet), outlet.feed_url, outlet.name, now)
        feed = known.get(fresh.id, fresh)
        unit.feeds.put(replace(feed, poll=replace(feed.poll, next_poll_at=now)))


def _feed_id(outlet: Outlet) -> str:
    return f"{_FEED_PREFIX}{outlet.host}"


def _expect_no_feeds(unit: Unit) -> None:
    """Keep replays off a desk at work: its feeds would all be asked of the press."""
    if unit.feeds.all():
        raise ConfigError(
            "feeds are on record there; replay an archive into a data directory of its own",
            key="data_dir",
        )


def _take_down(unit: Unit, press: Press) -> None:
    """Take the press's feeds and visits off the record: they exist only while it runs."""
    for outlet in press.outlets.values():
        unit.feeds.remove(_feed_id(outlet))


def _outcome(unit: Unit, archive: ReportArchive) -> Replayed:
    first = {report.id: report for report in reversed(archive.reports)}
    articles, lost = [], []
    for report in sorted(first.values(), key=lambda r: r.published):
        visit = unit.visits.find(page_url(report))
        if visit is None or visit.article_id is None:
            lost.append((report, (visit and visit.note) or "its feed did not list it"))
            continue
        article = unit.articles.get(visit.article_id)
        articles.append((report, article, unit.revisions.all(article.id)))
    return Replayed(articles=articles, lost=lost)


def _at_home(config: Config) -> Config:
    fetch = FetchConfig(
        host_interval_s=0,
        allow_loopback=True,
        timeout_s=config.fetch.timeout_s,
        max_bytes=config.fetch.max_bytes,
        extract_timeout_s=config.fetch.extract_timeout_s,
    )
    return config.model_copy(update={"fetch": fetch})
