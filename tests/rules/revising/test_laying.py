"""Tests of how a change is laid over the texts it is between."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import Field
from monitor.rules.diffing import diff
from monitor.rules.laying import PILCROW, Fate, Paragraph, Row, rows, sections, weave

WENT, CAME = {Fate.GONE, Fate.MOVED_AWAY}, {Fate.CAME, Fate.MOVED_HERE}

TEXTS = st.one_of(
    st.text(alphabet="ab .\n", max_size=60),
    st.lists(
        st.sampled_from(["The cat sat.", "A dog ran. ", "\n\n", "\n", " \r\n", "x", "12 "]),
        max_size=16,
    ).map("".join),
)


def lay(old: str, new: str) -> list[Row]:
    """Lay what changed between two texts out in rows."""
    return rows(weave(old, diff(old, new), Field.TEXT))


def words(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    """Read paragraphs without their marks."""
    return ["".join(run.text for run in paragraph) for paragraph in paragraphs]


def pairs(old: str, new: str) -> list[tuple[list[str], list[str]]]:
    """Read what stands beside what."""
    return [(words(row.before), words(row.after)) for row in lay(old, new)]


def joined(parts: list[str]) -> str:
    """Leave blanks out, which rows hold none of at the ends of lines."""
    return "".join("".join(parts).split())


@given(TEXTS, TEXTS)
def test_a_woven_change_holds_both_texts(old: str, new: str) -> None:
    """Without what came it is the old text, without what went the new one."""
    runs = weave(old, diff(old, new), Field.TEXT)
    assert "".join(run.text for run in runs if run.fate not in CAME) == old
    assert "".join(run.text for run in runs if run.fate not in WENT) == new


@given(TEXTS, TEXTS)
def test_rows_hold_both_texts(old: str, new: str) -> None:
    """Every word of either text stands in its column once, in order, and in the merged text."""
    listed = lay(old, new)
    assert joined([word for row in listed for word in words(row.before)]) == joined([old])
    assert joined([word for row in listed for word in words(row.after)]) == joined([new])
    merged = [run for row in listed for part in row.merged for run in part]
    texts = [run for run in merged if run.text != PILCROW]
    assert joined([run.text for run in texts if run.fate not in CAME]) == joined([old])
    assert joined([run.text for run in texts if run.fate not in WENT]) == joined([new])


@given(TEXTS, TEXTS)
def test_sections_are_the_rows(old: str, new: str) -> None:
    """Folding loses no row and hides none that changed."""
    listed = lay(old, new)
    grouped = sections(listed)
    assert [row for section in grouped for row in section.rows] == listed
    assert not any(row.changed for section in grouped if section.folded for row in section.rows)


def test_a_new_paragraph_has_a_row_to_itself() -> None:
    """What was put in between stands beside nothing, and its neighbours beside themselves."""
    old, new = "One.\n\nTwo.", "One.\n\nNew.\n\nTwo."
    assert pairs(old, new) == [(["One."], ["One."]), ([], ["New."]), (["Two."], ["Two."])]
    assert pairs(new, old) == [(["One."], ["One."]), (["New."], []), (["Two."], ["Two."])]


def test_a_paragraph_that_was_split_stands_beside_its_parts() -> None:
    """A line's end that came is shown in the merged text, and parts one column only."""
    (row,) = lay("He came. He saw.", "He came.\n\nHe saw.")
    assert (words(row.before), words(row.after)) == (["He came. He saw."], ["He came.", "He saw."])
    assert words(row.merged) == [f"He came. {PILCROW}", "He saw."]


def test_a_move_stands_beside_nothing_else() -> None:
    """A paragraph that only moved is not shown as if it had become its neighbour."""
    old = "First of all.\n\nSecond came rain.\n\nThird came snow."
    new = "Third came snow.\n\nFirst of all.\n\nSecond came rain.\n\nQuite another end of it."
    assert (["Third came snow."], []) in pairs(old, new)
    assert ([], ["Third came snow."]) in pairs(old, new)
    assert ([], ["Quite another end of it."]) in pairs(old, new)


def test_what_is_far_from_a_change_is_folded() -> None:
    """One paragraph on either side of a change stays open; of the rest, two or more are folded."""
    old = "\n\n".join(f"Paragraph number {n}." for n in "abcdefgh")
    grouped = sections(lay(old, old.replace("number d", "number D")))
    assert [(section.folded, len(section.rows)) for section in grouped] == [
        (True, 2),
        (False, 3),
        (True, 3),
    ]
