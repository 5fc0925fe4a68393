"""Tests of when an article has a new revision, and what changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.article import Extract, TextOrigin
from monitor.model.change import ChangeKind, Field
from monitor.rules.diffing import apply
from monitor.rules.revising import change_between, revise
from tests.builders import NOON, a_revision, minutes


def an_extract(headline: str = "Dam is safe", text: str = "The dam is safe.") -> Extract:
    """Make what an extractor would find."""
    return Extract(
        url="https://daily.example/dam", headline=headline, text=text, extractor="test/1"
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_article_is_not_revised_by_its_own_words(headline: str, text: str) -> None:
    """What was just read is no new revision when it is read again."""
    extract = an_extract(headline, text)
    first = revise(None, extract, article_id="dam", raw_hash="a", seen_at=NOON)
    assert first is not None
    assert first.number == 1
    again = revise(first, extract, article_id="dam", raw_hash="b", seen_at=NOON + minutes(1))
    assert again is None


def test_revisions_are_numbered_without_gaps() -> None:
    """Other words are the next revision, with all that the page told."""
    first = revise(None, an_extract(), article_id="dam", raw_hash=None, seen_at=NOON)
    other = an_extract(text="The dam is not safe.")
    second = revise(first, other, article_id="dam", raw_hash="b", seen_at=NOON + minutes(5))
    assert second is not None
    assert (second.number, second.text, second.raw_hash) == (2, "The dam is not safe.", "b")
    assert second.seen_at == NOON + minutes(5)


def test_a_change_carries_its_hunks_and_kinds() -> None:
    """The change applies to both fields and says what it did."""
    old = a_revision(headline="Dam holds 3 tons", text="It holds 3 tons.")
    new = a_revision(number=2, headline="Dam holds 5 tons", text="It holds 5 tons.")
    change = change_between(old, new)
    in_text = [hunk for hunk in change.hunks if hunk.field is Field.TEXT]
    assert apply(in_text, old.text) == new.text
    assert change.kinds == {ChangeKind.HEADLINE, ChangeKind.NUMBER}
    assert change.material
    assert (change.from_number, change.to_number) == (1, 2)


def test_reading_the_page_otherwise_is_technical() -> None:
    """Another extractor or origin explains any difference; it is never material."""
    old = a_revision(text="It holds 3 tons.")
    for new in (
        a_revision(number=2, text="It holds 5 tons.", extractor="test/2"),
        a_revision(number=2, text="It holds 5 tons.", origin=TextOrigin.FEED),
    ):
        change = change_between(old, new)
        assert change.kinds == {ChangeKind.TECHNICAL}
        assert not change.material
        assert change.hunks
