"""Tests of what an edit is said to have done, and of the notices printed with it."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import ChangeKind
from monitor.rules.changes import classify
from monitor.rules.corrections import NoticeKind, find_notice, new_notice
from tests.rules.revising.score import EXAMPLES, digest, score

EDITS = tomllib.loads(Path(__file__).with_name("edits.toml").read_text(encoding="utf-8"))["edit"]
OPENING = "The harbour council met on Tuesday. It spoke for three hours about the pier.\n\n"

#: The figures below were reached on this file; another file needs figures of its own.
EXAMPLES_DIGEST = "4b44d8e2915a2745"
MICRO_F1_FLOOR = 1.0

#: Seconds that the classification of 400 kB may take on a busy machine.
SLOWEST = 5.0

NOTICES = [
    ("Correction: The price is 31 million.", NoticeKind.CORRECTION),
    ("CORRECTION (Nov. 27, 2025): The pier is in Port Ellis.", NoticeKind.CORRECTION),
    ("\u2022 This article was amended on 3 March 2025.", NoticeKind.CORRECTION),
    ("An earlier version of this article gave a wrong figure.", NoticeKind.CORRECTION),
    ("(This Nov. 27 story has been corrected to say 31 in paragraph 3)", NoticeKind.CORRECTION),
    ("Because of an editing error, the name was wrong.", NoticeKind.CORRECTION),
    ("A correction was made on Nov. 27: the date was wrong.", NoticeKind.CORRECTION),
    ("Clarification: The council has not voted.", NoticeKind.CLARIFICATION),
    ("Editors\u2019 note: The headline went too far.", NoticeKind.EDITORS_NOTE),
    ("Editor's note: This story has been withdrawn.", NoticeKind.RETRACTION),
    ("Retraction: We apologise.", NoticeKind.RETRACTION),
    ("The Daily no longer stands by this report.", NoticeKind.RETRACTION),
    ("Amended 3 May: The length of the ban was wrong.", NoticeKind.CORRECTION),
    ("(Corrects first paragraph to show rate was 2.2%, not 2.1%)", NoticeKind.CORRECTION),
    ("CORRECTS name of ship in paragraph 2 to Orsa Sun.", NoticeKind.CORRECTION),
    ("[Corrects name of city to Superior]", NoticeKind.CORRECTION),
    ("We originally reversed the order. This has been corrected.", NoticeKind.CORRECTION),
    ("We apologise for the error.", NoticeKind.CORRECTION),
    ("Due to a mix-up, a photograph was wrong.", NoticeKind.CORRECTION),
    ("In an earlier version we said that he was a minister.", NoticeKind.CORRECTION),
    ("This story has been updated to correct the number of hikers.", NoticeKind.CORRECTION),
    ("For the record: The vote was 8 to 5.", NoticeKind.CORRECTION),
    ("KILL: Editors, please kill the story slugged PIER.", NoticeKind.RETRACTION),
    ("This story has been removed on legal advice.", NoticeKind.RETRACTION),
    ("This article has been updated to include a statement.", NoticeKind.UPDATE),
    ("UPDATE 2: Adds comment from the governor", NoticeKind.UPDATE),
    ("UPDATE: This story has been updated with a comment.", NoticeKind.UPDATE),
    ("Updated 10:02 | 214 shares", None),
    ("Editor's note: Jane Doe is a columnist for the Daily.", None),
    ("Correction officers said on Tuesday that the jail was full.", None),
    ("The report was withdrawn by the ministry.", None),
    ("An earlier version of the bill was corrected.", None),
    ("We will fight them in court, the union wrote.", None),
    ("Amended rules take effect in May.", None),
    ("Killing the bill would cost votes.", None),
    ("Ministers apologised for the error on Monday.", None),
    ("Editor's note: This article contains descriptions of violence.", None),
    ('"We have retracted this report," the professor said.', None),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit['kinds']}: {edit['new'][:40]}")
def test_edits(edit: dict[str, Any]) -> None:
    """Each edit is called what a standards editor calls it."""
    old_headline, new_headline = edit.get("headlines", ["The vote", "The vote"])
    verdict = classify((old_headline, OPENING + edit["old"]), (new_headline, OPENING + edit["new"]))
    assert {kind.value for kind in verdict.kinds} == set(edit["kinds"])
    assert verdict.material == edit["material"]


@given(st.text(alphabet="aB1. \n\"'", max_size=60), st.text(alphabet="aB1. \n\"'", max_size=60))
def test_any_text_can_be_classified(old: str, new: str) -> None:
    """No text breaks the classification, and equal texts have no kinds."""
    classify(("Head", old), ("Head", new))
    assert classify(("Head", old), ("Head", old)) == (frozenset(), False, None)


@pytest.mark.parametrize("junk", ['"', "1", "'a ", "we ", " | ", "by A ", "(a; ", "one "])
def test_hostile_text_costs_little(junk: str) -> None:
    """A page of one mark over and over is classified in a moment."""
    text = junk * (200_000 // len(junk))
    start = time.perf_counter()
    classify(("Head", text), ("Head", f"b\n{text} c"))
    assert time.perf_counter() - start < SLOWEST


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the labelled revisions are not here")
def test_labelled_revisions() -> None:
    """The figures reached on the labelled revisions are kept."""
    assert digest(EXAMPLES) == EXAMPLES_DIGEST, "other data: measure again, then pin both"
    reached = score(EXAMPLES)
    assert reached.micro_f1 >= MICRO_F1_FLOOR, reached.misses
    assert reached.material == reached.notice == reached.steps, reached.misses


def test_a_page_that_only_says_it_is_gone_is_a_retraction() -> None:
    """Where the story vanished, what stands in its place is the notice, however it begins."""
    gone = "The Daily has retracted its report of May 5. The letters were forged."
    found = classify(("Letters show bribes", OPENING + OPENING), ("A retraction", gone))
    assert found == (frozenset({ChangeKind.HEADLINE, ChangeKind.RETRACTION}), True, gone)
    cited = f"{OPENING}{gone}"
    assert ChangeKind.RETRACTION not in classify(("A", OPENING), ("A", cited)).kinds


def test_notices_that_go_or_move() -> None:
    """A notice taken out in silence is told; one that moved is style."""
    notice = "Correction: The pier is in Port Ellis."
    with_notice = f"{OPENING}{notice}"
    gone = classify(("A", with_notice), ("A", OPENING))
    assert gone == (frozenset({ChangeKind.UPDATE}), True, None)
    moved = classify(("A", with_notice), ("A", f"{notice}\n\n{OPENING}"))
    assert moved == (frozenset({ChangeKind.COPYEDIT}), False, None)


@pytest.mark.parametrize(("line", "kind"), NOTICES)
def test_notices(line: str, kind: NoticeKind | None) -> None:
    """Notices are told by how they begin, and found with their exact place."""
    text = f"It rained.\n\n  {line}\n\nThe ferry stayed."
    notice = find_notice(text)
    assert (notice and notice.kind) == kind
    assert notice is None or text[notice.start : notice.end] == notice.text == line


def test_the_gravest_notice_counts() -> None:
    """A retraction is told before a correction, wherever it stands."""
    notice = find_notice("Correction: A name.\n\nRetraction: All of it.")
    assert notice is not None
    assert notice.text == "Retraction: All of it."


def test_only_new_notices_are_new() -> None:
    """A notice that stood there before is not told again, a second one is."""
    old = "It rained.\n\nCorrection: It was Monday."
    assert new_notice(old, old.replace("rained", "snowed")) is None
    second = new_notice(old, f"{old}\n\nCorrection: It was Tuesday.")
    assert second is not None
    assert second.text == "Correction: It was Tuesday."
