"""A river: four real stages on a real database, with a scripted world on either bank."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from monitor.model.alert import Alert, Recipient
from monitor.pipeline.assess import Assessing
from monitor.pipeline.bring import Bringing
from monitor.pipeline.deliver import Delivering
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.poll import Polling
from monitor.pipeline.visit import Visiting
from monitor.rules.pacing import Pacing
from monitor.service.worker import Worker, settle
from storage import SqlArchive
from tests.builders import a_claim, a_feed, an_item
from tests.contracts.databases import archive
from tests.fakes import (
    FakeClock,
    PlainExtractor,
    PlainParser,
    RecordingChannel,
    ScriptedFetcher,
    WordModel,
)

__all__ = ["archive", "river"]

FEED = "https://daily.example/feed.xml"
PAGE = "https://daily.example/bridge"
HEADLINE = "Harbour Bridge closed, ministry says"
#: What the claim of these tests says, as a ministry would.
SUPPORT = (
    "The Transport Ministry said on Monday that it closed the Harbour Bridge "
    "after cracks were found."
)
DENIAL = (
    "The Transport Ministry denied on Monday that it closed the Harbour Bridge "
    "after cracks were found."
)
SILENCE = (
    "The Transport Ministry declined to say whether it closed the Harbour Bridge "
    "after cracks were found."
)


@dataclass(slots=True)
class River:
    """The stages, and the world they run in."""

    archive: SqlArchive
    clock: FakeClock
    web: ScriptedFetcher
    channel: RecordingChannel
    workers: list[Worker]  # type: ignore[type-arg]  # of four kinds of item

    def runs(self, after: timedelta = timedelta()) -> None:
        """Let time pass, then let everything flow that is due."""
        self.clock.passes(after)
        asyncio.run(settle(self.workers))

    def lists(self, *texts: tuple[str, str]) -> None:
        """List and serve articles: (address, text) each."""
        self.web.serves_feed(
            FEED, *(an_item(guid=url, url=url, headline=HEADLINE) for url, _ in texts)
        )
        for url, text in texts:
            self.web.serves(url, HEADLINE, text)

    def alerts(self) -> list[Alert]:
        """Tell the alerts on record, oldest first."""
        with self.archive.unit() as unit:
            return list(unit.alerts.latest(100))[::-1]


@pytest.fixture
def river(archive: SqlArchive) -> River:
    """A river with one feed and one claim."""
    clock = FakeClock()
    web, channel = ScriptedFetcher(clock), RecordingChannel(clock)
    recipient = Recipient(channel="desk", address="editor")
    outbox = Outbox(lambda _alert, _silences, _now: (recipient,))
    pacing = Pacing()
    stages = (
        Polling(
            archive=archive,
            bringing=Bringing(fetcher=web, parser=PlainParser(), clock=clock, pacing=pacing),
            clock=clock, dice=lambda: 0.0, pacing=pacing, outbox=outbox,
        ),
        Visiting(
            archive=archive, fetcher=web, extractor=PlainExtractor(), clock=clock,
            dice=lambda: 0.0, pacing=pacing, outbox=outbox,
        ),
        Assessing(archive=archive, model=WordModel(), clock=clock, dice=lambda: 0.0, outbox=outbox),
        Delivering(archive=archive, channels={"desk": channel}, clock=clock, dice=lambda: 0.0),
    )  # fmt: skip
    with archive.unit() as unit:
        unit.feeds.put(a_feed(url=FEED))
        unit.claims.put(
            a_claim(
                id="bridge-closed",
                text="The Transport Ministry closed the Harbour Bridge after cracks were found.",
                watch=("Transport Ministry",),
            )
        )
    workers = [Worker(stage, width=4) for stage in stages]
    return River(archive=archive, clock=clock, web=web, channel=channel, workers=workers)
