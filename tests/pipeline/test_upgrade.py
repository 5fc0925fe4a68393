"""An extractor upgrade changes what we read, never what an outlet printed."""

from __future__ import annotations

from monitor.model.alert import AlertReason
from monitor.model.change import ChangeKind
from tests.fakes import PlainExtractor
from tests.pipeline.conftest import DENIAL, PAGE, STORY, SUPPORT, River

FURNITURE = (
    "Read more: Transport Ministry closed Harbour Bridge after cracks were found, sources say"
)
PRINTED = f"{STORY}\n\n{FURNITURE}"
TURNED = PRINTED.replace(SUPPORT, DENIAL)
BETTER = PlainExtractor("plain/2", leaves_out=FURNITURE)


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
