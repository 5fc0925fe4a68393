"""Side by side with `reader` on farms of one layout, one after the other, on one machine."""

from __future__ import annotations

import asyncio
import json
import math
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import farm_live, farm_reader
from tests.benchmarks.farm import OPEN, Farm, HostLog

#: Items published so shortly before the end, in seconds, are asked of nobody.
LAST = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one of the two did."""

    name: str
    polls: int
    seconds: float
    logs: dict[int, HostLog]
    published: int
    missed: int
    first_round: float

    def line(self) -> str:
        """Lay it out as a line of the table."""
        requests = sum(log.requests for log in self.logs.values())
        body = sum(log.body_bytes for log in self.logs.values())
        closest = min((log.closest for log in self.logs.values()), default=math.nan)
        intrusions = sum(log.intrusions for log in self.logs.values())
        return (
            f"{self.name:9} {self.polls:7,} {self.polls / self.seconds:8.1f} "
            f"{self.first_round:13.0f} {requests:9,} {body / 2**20:10.1f} {closest:10.3f} "
            f"{intrusions:13,} {self.missed:6,} of {self.published:,}"
        )


HEAD = (
    "             polls  polls/s  first round s  requests  bodies MiB  closest s  "
    "while closed  items missed"
)


def duel(feeds: int, hosts: int, seconds: float, python: Path) -> list[Side]:
    """Run this service, then `reader`, for so many seconds each."""
    return [_ours(feeds, hosts, seconds), _theirs(feeds, hosts, seconds, python)]


def _ours(feeds: int, hosts: int, seconds: float) -> Side:
    with tempfile.TemporaryDirectory() as folder:
        with farm_live.served(feeds, hosts, seconds) as serving:
            found = asyncio.run(farm_live.run(serving, Path(folder)))
        return Side(
            name="onrecord",
            polls=found.polls,
            seconds=seconds,
            logs=serving.logs.get("onrecord", {}),
            published=len(_wanted(serving.farm)),
            missed=len(_wanted(serving.farm) - found.guids),
            first_round=found.first_round,
        )


def _theirs(feeds: int, hosts: int, seconds: float, python: Path) -> Side:
    with tempfile.TemporaryDirectory() as folder:
        with farm_live.served(feeds, hosts, seconds) as serving:
            told = Path(folder) / "told.json"
            urls = [serving.url(feed) for feed in serving.farm.feeds]
            database = str(Path(folder) / "reader.db")
            told.write_text(
                json.dumps({"urls": urls, "seconds": seconds, "database": database}),
                encoding="utf-8",
            )
            done = subprocess.run(
                [python, farm_reader.__file__, told], stdout=subprocess.PIPE, check=True
            )
        counts = json.loads(done.stdout)
        logs = {
            host: log
            for client, hosts_seen in serving.logs.items()
            if client != "onrecord"
            for host, log in hosts_seen.items()
        }
        return Side(
            name="reader",
            polls=counts["updates"],
            seconds=seconds,
            logs=logs,
            published=len(_wanted(serving.farm)),
            missed=len(_wanted(serving.farm) - {*counts["guids"]}),
            first_round=counts["first_round_s"],
        )


def _wanted(farm: Farm) -> set[str]:
    """List the items that whoever polls should have by the end."""
    until = farm.length - LAST
    return {
        f"item-{feed.number}-{k}"
        for feed in farm.feeds
        if feed.kind in OPEN
        for k in range(feed.newest(0.0) + 1, feed.newest(until) + 1)
    }
