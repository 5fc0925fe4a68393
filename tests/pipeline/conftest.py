"""A river: four real stages on a real database, with a scripted world on either bank."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.model.alert import Alert, AlertReason, Recipient
from monitor.model.article import Article, Provisional, Revision
from monitor.model.change import Change
from monitor.model.feed import Visit
from monitor.pipeline.assess import Assessing
from monitor.pipeline.bring import Bringing
from monitor.pipeline.deliver import Delivering
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.poll import Polling
from monitor.pipeline.visit import Visiting
from monitor.rules.identity import article_id
from monitor.rules.pacing import Pacing
from monitor.rules.revisiting import VisitPacing
from monitor.service.wiring import WIDTHS
from monitor.service.worker import Worker, settle
from storage import SqlArchive, open_archive
from tests.builders import a_claim, a_feed, an_item, minutes
from tests.contracts.databases import archive
from tests.fakes import (
    FakeClock,
    PlainExtractor,
    PlainParser,
    RecordingChannel,
    ScriptedFetcher,
    WordModel,
)

__all__ = ["archive", "keeping", "river"]

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

AT_ONCE = timedelta()
#: Longer than what waits for a second fetch waits.
A_WHILE = minutes(2)

#: A report long enough to be compared: the claim's words, and what else there is to say.
STORY = f"""{SUPPORT}

Ferries carried commuters across the estuary while engineers inspected the eastern pier.

Lorries were sent around by the coastal road, which adds about forty minutes to the trip.

Shops on the northern bank said that they had lost a third of their usual custom.

A second inspection is planned for the weekend, when the river is at its lowest level."""


@dataclass(slots=True)
class River:
    """The stages, and the world they run in."""

    archive: SqlArchive
    clock: FakeClock
    web: ScriptedFetcher
    channel: RecordingChannel
    workers: list[Worker[Any]]

    def runs(self, after: timedelta = AT_ONCE) -> None:
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

    def reasons(self) -> list[AlertReason]:
        """Tell why alerts were raised, oldest first."""
        return [alert.reason for alert in self.alerts()]

    def sees(
        self, text: str, *, headline: str = HEADLINE, url: str = PAGE, after: timedelta = A_WHILE
    ) -> Visit:
        """Serve a text, let time pass, visit the page whenever it was due; give the visit."""
        self.web.serves(url, headline, text)
        return self.visits(url, after=after)

    def visits(self, url: str = PAGE, *, after: timedelta = A_WHILE) -> Visit:
        """Let time pass and visit a page, due or not."""
        self.clock.passes(after)
        due = replace(self._visit(url), due_at=self.clock.now())
        with self.archive.unit() as unit:
            unit.visits.put(due)
        self.runs()
        return self._visit(url)

    def article(self, url: str = PAGE) -> Article:
        """Give the article at an address."""
        with self.archive.unit() as unit:
            found = unit.articles.find(article_id(url))
        assert found is not None
        return found

    def revisions(self, url: str = PAGE) -> list[Revision]:
        """List the revisions of the article at an address."""
        article = self.article(url)
        with self.archive.unit() as unit:
            return list(unit.revisions.all(article.id))

    def change(self, number: int, url: str = PAGE) -> Change:
        """Give the change that led to a revision."""
        article = self.article(url)
        with self.archive.unit() as unit:
            change = unit.revisions.change(article.id, number)
        assert change is not None
        return change

    def restarts(self) -> None:
        """Let a new process take over: nothing is left but what was committed."""
        self.workers = _workers(self.archive, self.clock, self.web, self.channel)

    def upgrades(self, extractor: PlainExtractor) -> None:
        """Let another release read pages from now on."""
        stage = self.workers[1].stage
        assert isinstance(stage, Visiting)
        self.workers[1].stage = replace(stage, extractor=extractor)

    def held(self, url: str = PAGE) -> Provisional | None:
        """Find the sighting that waits for a second fetch."""
        article = self.article(url)
        with self.archive.unit() as unit:
            return unit.provisionals.find(article.id)

    def _visit(self, url: str) -> Visit:
        with self.archive.unit() as unit:
            visit = unit.visits.find(url)
        assert visit is not None
        return visit


@pytest.fixture
def river(archive: SqlArchive) -> River:
    """A river with one feed and one claim."""
    return _flowing(archive)


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[River]:
    """A river that keeps raw pages."""
    opened = open_archive(f"sqlite:///{tmp_path / 'keeping.db'}", raw_dir=tmp_path / "raw")
    yield _flowing(opened)
    opened.close()


def _flowing(archive: SqlArchive) -> River:
    clock = FakeClock()
    web, channel = ScriptedFetcher(clock), RecordingChannel(clock)
    with archive.unit() as unit:
        unit.feeds.put(a_feed(url=FEED))
        unit.claims.put(
            a_claim(
                id="bridge-closed",
                text="The Transport Ministry closed the Harbour Bridge after cracks were found.",
                watch=("Transport Ministry",),
            )
        )
    workers = _workers(archive, clock, web, channel)
    return River(archive=archive, clock=clock, web=web, channel=channel, workers=workers)


def _workers(
    archive: SqlArchive, clock: FakeClock, web: ScriptedFetcher, channel: RecordingChannel
) -> list[Worker[Any]]:
    recipient = Recipient(channel="desk", address="editor")
    outbox = Outbox(lambda _alert, _silences, _now: (recipient,))
    pacing, visits = Pacing(), VisitPacing()
    stages = (
        Polling(
            archive=archive,
            bringing=Bringing(fetcher=web, parser=PlainParser(), clock=clock, pacing=pacing),
            clock=clock, dice=lambda: 0.0, pacing=pacing, outbox=outbox,
        ),
        Visiting(
            archive=archive, fetcher=web, extractor=PlainExtractor(), clock=clock,
            dice=lambda: 0.0, pacing=visits, outbox=outbox,
        ),
        Assessing(
            archive=archive, model=WordModel(), clock=clock, dice=lambda: 0.0,
            pacing=visits, outbox=outbox,
        ),
        Delivering(archive=archive, channels={"desk": channel}, clock=clock, dice=lambda: 0.0),
    )  # fmt: skip
    return [Worker(stage, width=min(4, WIDTHS[stage.name])) for stage in stages]
