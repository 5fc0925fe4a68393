"""Copies are asked for beside the river, and can neither delay nor raise an alert."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from monitor.model.article import WebCopy
from monitor.model.errors import FetchError, FetchForbidden, FetchRefused, MonitorError
from monitor.model.job import JobKind
from monitor.pipeline.copying import Copying
from monitor.pipeline.visit import Visiting
from monitor.service.worker import Worker, settle
from tests.pipeline.conftest import DENIAL, HEADLINE, PAGE, SUPPORT, River

COPY = "https://arch.example/web/1"


@dataclass
class ScriptedArchive:
    """A `WebArchive` that answers as told, each answer once, the last one for ever."""

    answers: list[str | MonitorError] = field(default_factory=lambda: [COPY])
    asked: list[str] = field(default_factory=list)

    async def copy(self, url: str) -> str:
        """Answer."""
        self.asked.append(url)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, MonitorError):
            raise answer
        return answer


class HangingArchive:
    """A `WebArchive` that takes every request and answers none."""

    async def copy(self, url: str) -> str:
        """Wait longer than anybody has."""
        await asyncio.sleep(3600)
        return url


@pytest.fixture
def copying(river: River) -> Callable[[ScriptedArchive | HangingArchive], Worker]:  # type: ignore[type-arg]  # jobs
    """Let a river ask a web archive for copies."""

    def add(web_archive: ScriptedArchive | HangingArchive) -> Worker:  # type: ignore[type-arg]  # jobs
        for worker in river.workers:
            if isinstance(worker.stage, Visiting):
                worker.stage = replace(worker.stage, copying=True)
        stage = Copying(
            archive=river.archive, web_archive=web_archive, clock=river.clock, dice=lambda: 0.5
        )
        return Worker(stage, width=1)

    return add


def copies(river: River) -> list[WebCopy]:
    """List what was asked for the one article."""
    with river.archive.unit() as unit:
        (article,) = unit.articles.latest(9)
        return list(unit.web_copies.all(article.id))


def test_each_revision_is_copied_once(river: River, copying: Callable[..., Worker]) -> None:  # type: ignore[type-arg]  # jobs
    """A revision's page is asked for once; where the copy is stands with the revision."""
    web = ScriptedArchive()
    river.workers.append(copying(web))
    river.lists((PAGE, SUPPORT))
    river.runs()
    assert web.asked == [PAGE]
    assert [(copy.revision, copy.url, copy.note) for copy in copies(river)] == [(1, COPY, None)]
    river.web.serves(PAGE, HEADLINE, DENIAL)
    river.runs(after=timedelta(hours=2))
    assert [copy.revision for copy in copies(river)] == [1, 2]
    river.runs(after=timedelta(hours=2))
    assert len(web.asked) == 2


def test_a_failed_copy_is_tried_again_later(river: River, copying: Callable[..., Worker]) -> None:  # type: ignore[type-arg]  # jobs
    """A busy archive is asked again, no sooner than it said, and the reason stands meanwhile."""
    busy = FetchRefused(url=PAGE, status=429, retry_after=timedelta(minutes=20))
    web = ScriptedArchive([busy, COPY])
    river.workers.append(copying(web))
    river.lists((PAGE, SUPPORT))
    river.runs()
    assert [(copy.url, copy.note) for copy in copies(river)] == [
        (None, "The host answered with status 429.")
    ]
    river.runs(after=timedelta(minutes=15))
    assert len(web.asked) == 1
    river.runs(after=timedelta(minutes=15))
    assert [copy.url for copy in copies(river)] == [COPY]


@pytest.mark.parametrize(
    ("error", "least", "most"),
    [(FetchForbidden(url=PAGE), 1, 1), (FetchError("down", url=PAGE), 5, 30)],
)
def test_a_copy_is_given_up_in_silence(
    river: River,
    copying: Callable[..., Worker],  # type: ignore[type-arg]  # jobs
    error: MonitorError,
    least: int,
    most: int,
) -> None:
    """After a refusal for good, or often enough, it is asked no more; nobody is alerted."""
    web = ScriptedArchive([error])
    copies_alone = copying(web)
    river.lists((PAGE, SUPPORT))
    river.runs()
    told = river.alerts()
    for _ in range(40):
        river.clock.passes(timedelta(hours=12))
        asyncio.run(settle([copies_alone]))
    assert least <= len(web.asked) <= most
    assert [copy.note for copy in copies(river)] == [str(error)]
    assert river.alerts() == told
    with river.archive.unit() as unit:
        assert unit.jobs.buried() == []


def test_a_hanging_archive_delays_no_alert(river: River, copying: Callable[..., Worker]) -> None:  # type: ignore[type-arg]  # jobs
    """While the archive hangs, what stands in the next revisions is told as ever."""
    hung = copying(HangingArchive())
    river.lists((PAGE, SUPPORT))

    async def both() -> float:
        await settle(river.workers)
        assert await hung.tick() == 1
        await asyncio.sleep(0.05)
        river.web.serves(PAGE, HEADLINE, DENIAL)
        river.clock.passes(timedelta(hours=2))
        start = time.monotonic()
        await settle(river.workers)
        took = time.monotonic() - start
        assert await hung.tick() == 0
        await hung.cancel()
        return took

    assert asyncio.run(both()) < 5
    assert len(river.channel.sent) >= 2
    with river.archive.unit() as unit:
        later = river.clock.now() + timedelta(hours=1)
        assert len(unit.jobs.lease(JobKind.COPY, later, later, 9)) == 2


def test_nobody_is_asked_unless_told(river: River) -> None:
    """Without a web archive in the configuration no copy is ever due."""
    river.lists((PAGE, SUPPORT))
    river.runs()
    with river.archive.unit() as unit:
        later = river.clock.now() + timedelta(days=9)
        assert unit.jobs.lease(JobKind.COPY, later, later, 9) == []
