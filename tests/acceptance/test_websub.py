"""News that a hub pushes is an article on record before any poll is due."""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path

from rich.console import Console

from monitor.desk.app import Desk
from monitor.model.push import SubscriptionState
from monitor.service.clock import SystemClock
from monitor.service.config import Config, FetchConfig, ServerConfig, StanceConfig
from monitor.service.setup import new_feed
from monitor.service.wiring import House, build_house
from monitor.service.worker import settle
from storage.archive import SqlArchive, open_archive
from tests.hub import FakeHub

TEXT = (
    "The Transport Ministry closed the Harbour Bridge on Monday after cracks were found in two of "
    "its piers. Traffic is led over the northern crossing until further notice, a spokesman said."
)


def feed(hub: FakeHub, *stories: str) -> str:
    """Write the site's feed, and a page for each story."""
    entries = ""
    for slug in stories:
        url = f"{hub.url}/news/{slug}"
        page = f"<html><head><title>{slug}</title></head><body><article><h1>{slug}</h1>"
        hub.pages[f"/news/{slug}"] = (f"{page}<p>{TEXT}</p><p>{TEXT}</p></article>", "text/html")
        entries += f"<entry><id>{url}</id><title>{slug}</title><link href='{url}'/></entry>"
    links = f"<link rel='hub' href='{hub.url}/hub'/><link rel='self' href='{hub.url}/feed.xml'/>"
    space = escape("http://www.w3.org/2005/Atom")
    text = f"<feed xmlns='{space}'><title>Daily</title>{links}{entries}</feed>"
    hub.pages["/feed.xml"] = (text, "application/atom+xml")
    return text


async def a_house(record: SqlArchive, desk: Desk) -> House:
    """Build the house that hubs reach at the desk's address."""
    port = await desk.open("127.0.0.1", 0)
    config = Config(
        server=ServerConfig(public_url=f"http://127.0.0.1:{port}/"),
        fetch=FetchConfig(allow_loopback=True, host_interval_s=0),
        stance=StanceConfig(model="lexical"),
        channel=(),
    )
    house = build_house(config, clock=SystemClock(), console=Console(), archive=record)
    assert house.callbacks is not None
    desk.hear_hubs(house.callbacks)
    return house


async def _story(record: SqlArchive) -> list[str]:
    clock = SystemClock()
    desk = Desk(record, clock)
    house = await a_house(record, desk)
    async with FakeHub() as hub:
        feed(hub, "old")
        with record.unit() as unit:
            unit.feeds.put(new_feed("daily", f"{hub.url}/feed.xml", "Daily", clock.now()))
        await settle(house.workers)
        await hub.has_asked()
        with record.unit() as unit:
            (subscription,) = unit.subscriptions.of_feed("daily")
        assert subscription.state is SubscriptionState.VERIFIED
        assert await hub.publish(feed(hub, "new", "old").encode()) == [202]
        await settle(house.workers)
    await house.close()
    await desk.close()
    with record.unit() as unit:
        return sorted(article.url.rpartition("/")[2] for article in unit.articles.latest(10))


def test_pushed_news_is_read_without_a_poll(tmp_path: Path) -> None:
    """One poll finds the hub; what the hub pushes then is fetched and on record at once."""
    record = open_archive(f"sqlite:///{tmp_path / 'onrecord.db'}", raw_dir=None)
    try:
        assert asyncio.run(_story(record)) == ["new", "old"]
    finally:
        record.close()
