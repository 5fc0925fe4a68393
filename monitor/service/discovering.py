"""A look around a site with the house's own fetcher and parsers."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.service.clock import SystemClock
from monitor.service.config import Config, seconds
from monitor.service.wiring import build_fetcher
from monitor.sources.feeds import PooledFeedParser
from monitor.sources.feeds.discovery import Candidate, Discovery
from monitor.sources.feeds.following import FollowingParser
from monitor.sources.guard import Guard
from monitor.sources.workers import Workers


async def discovered(config: Config, url: str) -> Sequence[Candidate]:
    """Find what a site offers to be polled, best first.

    Raises:
        FetchError: The address cannot be read.
    """
    guard = Guard(allow_loopback=config.fetch.allow_loopback)
    workers = Workers(count=1, limit=seconds(config.fetch.extract_timeout_s))
    try:
        async with build_fetcher(config.fetch, SystemClock(), guard) as fetcher:
            parser = FollowingParser(PooledFeedParser(workers), fetcher)
            return await Discovery(fetcher, parser).look(url)
    finally:
        workers.close()
