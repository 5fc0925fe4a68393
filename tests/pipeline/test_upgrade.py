"""An extractor upgrade changes what we read, never what an outlet printed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from typing_extensions import override

from monitor.model.alert import AlertReason
from monitor.model.article import Extract
from monitor.model.change import ChangeKind
from monitor.model.feed import Page
from monitor.model.job import JobKind
from monitor.pipeline.rereading import reread
from monitor.pipeline.task import Task
from monitor.pipeline.visit import Visiting
from monitor.rules.sealing import seals
from tests.builders import minutes
from tests.fakes import PlainExtractor
from tests.pipeline.conftest import DENIAL, PAGE, STORY, SUPPORT, River

FURNITURE = (
    "Read more: Transport Ministry closed Harbour Bridge after cracks were found, sources say"
)
PRINTED = f"{STORY}\n\n{FURNITURE}"
TURNED = PRINTED.replace(SUPPORT, DENIAL)
BETTER = PlainExtractor("plain/2", leaves_out=FURNITURE)


class Remembering(PlainExtractor):
    """An extractor that remembers what it was given."""

    def __init__(self) -> None:
        """Start with nothing given."""
        super().__init__("plain/2")
        self.given: list[Page] = []

    @override
    async def extract(self, page: Page) -> Extract:
        """Extract, and remember."""
        self.given.append(page)
        return await super().extract(page)


def begin(river: River) -> None:
    """Let an article be found and read by the first extractor."""
    river.lists((PAGE, PRINTED))
    river.runs()


def test_an_upgrade_is_a_technical_change_that_nobody_is_told_of(keeping: River) -> None:
    """What another extractor reads in the kept page is a revision of its own, and no alert."""
    begin(keeping)
    before = len(keeping.alerts())
    keeping.upgrades(BETTER)
    keeping.sees(f"{PRINTED} ")
    assert [r.text for r in keeping.revisions()] == [PRINTED, STORY]
    assert keeping.change(2).kinds == {ChangeKind.TECHNICAL}
    assert not keeping.change(2).material
    assert len(keeping.alerts()) == before


def test_a_technical_change_is_sealed_onto_the_revision_before(keeping: River) -> None:
    """Every revision is sealed, also one that our own reading brought."""
    begin(keeping)
    keeping.upgrades(BETTER)
    keeping.sees(TURNED)
    revisions = keeping.revisions()
    with keeping.archive.unit() as unit:
        written = unit.revisions.seals(revisions[0].article_id)
    assert list(written.values()) == list(seals(revisions))
    assert len(written) == 3


def test_a_technical_change_is_not_copied(keeping: River) -> None:
    """A web archive is asked for a page that an outlet changed, not for what we read anew."""
    stage = keeping.workers[1].stage
    assert isinstance(stage, Visiting)
    keeping.workers[1].stage = replace(stage, copying=True)
    begin(keeping)
    keeping.upgrades(BETTER)
    keeping.sees(TURNED)
    now = keeping.clock.now()
    with keeping.archive.unit() as unit:
        jobs = unit.jobs.lease(JobKind.COPY, now, now + minutes(1), 9)
    assert [Task.of(job.key).number for job in jobs] == [1, 3]


def test_a_kept_page_is_read_with_its_headers(keeping: River) -> None:
    """The new extractor is given the kept page as its host served it."""
    begin(keeping)
    extractor = Remembering()
    (article,) = {revision.article_id for revision in keeping.revisions()}
    asyncio.run(reread(keeping.archive, extractor, article, "plain/2"))
    (page,) = extractor.given
    assert (page.url, page.final_url, page.status) == (PAGE, PAGE, 200)
    assert page.headers["content-type"] == "application/json"
    assert page.fetched_at == keeping.revisions()[0].seen_at


def test_an_edit_at_the_same_time_is_told(keeping: River) -> None:
    """The page is compared with the kept one as the new extractor reads it, so its edit shows."""
    begin(keeping)
    keeping.upgrades(BETTER)
    keeping.sees(TURNED)
    first, technical, edited = keeping.revisions()
    assert (first.raw_hash, technical.text) == (technical.raw_hash, STORY)
    assert edited.text == STORY.replace(SUPPORT, DENIAL)
    assert ChangeKind.TECHNICAL not in keeping.change(3).kinds
    assert AlertReason.WALK_BACK in keeping.reasons()


def test_an_upgrade_that_reads_the_same_leaves_no_trace(keeping: River) -> None:
    """A new version that reads the kept page alike makes no revision, now or later."""
    begin(keeping)
    keeping.upgrades(PlainExtractor("plain/2"))
    for _ in range(3):
        keeping.sees(PRINTED)
    assert len(keeping.revisions()) == 1
    keeping.sees(TURNED)
    assert ChangeKind.TECHNICAL not in keeping.change(2).kinds


def test_without_kept_pages_the_difference_is_technical(river: River) -> None:
    """Where no bytes were kept, what another extractor finds cannot be told from an edit."""
    begin(river)
    river.upgrades(BETTER)
    river.sees(f"{PRINTED} ")
    assert river.change(2).kinds == {ChangeKind.TECHNICAL}
