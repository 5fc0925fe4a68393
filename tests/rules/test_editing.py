"""Tests of what an edit did to the evidence in an article."""

from __future__ import annotations

import pytest

from monitor.model.alert import AlertReason
from monitor.model.change import ChangeKind
from monitor.model.evidence import ReadingKind, Stance
from monitor.rules.editing import edit_of, edit_summary
from tests.builders import a_change, a_passage, a_source, an_evidence

MINISTRY, MAYOR = a_source(), a_source(key="ada brink", name="Ada Brink")
SAFE = an_evidence(source=MINISTRY)
UNSAFE = an_evidence(source=MINISTRY, stance=Stance.CONTRADICTS)
MAYORS = an_evidence(source=MAYOR, passage=a_passage(text="It is safe, Ada Brink said.", start=90))


@pytest.mark.parametrize(
    ("before", "after", "reason", "shown", "stood"),
    [
        ((SAFE,), (UNSAFE,), AlertReason.EVIDENCE_TURNED, [UNSAFE], [SAFE]),
        ((SAFE, MAYORS), (UNSAFE, MAYORS), AlertReason.EVIDENCE_TURNED, [UNSAFE], [SAFE]),
        ((SAFE, MAYORS), (SAFE,), AlertReason.EVIDENCE_REMOVED, [MAYORS], [MAYORS]),
        ((SAFE,), (SAFE, MAYORS), AlertReason.EVIDENCE_ADDED, [MAYORS], [SAFE]),
        ((), (MAYORS,), AlertReason.EVIDENCE_ADDED, [MAYORS], []),
    ],
)
def test_an_edit_shows_the_accounts_it_touched(
    before: tuple[object, ...],
    after: tuple[object, ...],
    reason: AlertReason,
    shown: list[object],
    stood: list[object],
) -> None:
    """What came, went or turned is shown, and what the same sources were quoted with before."""
    edit = edit_of(before, after, a_change())  # type: ignore[arg-type]  # rows of a table
    assert edit is not None
    assert (edit.reason, list(edit.shown), list(edit.stood)) == (reason, shown, stood)


def test_other_words_of_the_same_account_are_told_when_they_tell() -> None:
    """A number changed within a passage is shown as it was and as it is; elsewhere it is not."""
    change = a_change(kinds=[ChangeKind.NUMBER])
    edit = edit_of((SAFE, MAYORS), (SAFE, MAYORS), change)
    assert edit is not None
    assert (edit.reason, list(edit.shown)) == (AlertReason.WORDS_CHANGED, [SAFE])
    assert edit_of((MAYORS,), (MAYORS,), change) is None
    assert edit_of((SAFE,), (SAFE,), a_change(kinds=[ChangeKind.UPDATE])) is None


def test_the_summary_tells_how_the_article_read_before_and_reads_now() -> None:
    """The reading before and after is said where it changed, and an edit taken back as that."""
    edit = edit_of((SAFE,), (UNSAFE,), a_change())
    assert edit is not None
    before, now = ReadingKind.SUPPORTS, ReadingKind.CONTRADICTS
    told = edit_summary(edit, "The Daily", previous=before, present=now)
    assert told.endswith("read as supports before, contradicts now")
    same = edit_summary(edit, "The Daily", previous=now, present=now)
    assert "before" not in same
    back = edit_summary(edit, "The Daily", previous=before, present=now, reverted=True)
    assert "took its edit back" in back
