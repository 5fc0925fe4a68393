"""Tests of whether what stands in a page is an edit, noise, or to be looked at once more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.article import Doubt, Revision, SightingVerdict
from monitor.model.change import ChangeKind
from monitor.rules.confirming import VARIANT_MEMORY, settle_sighting
from monitor.rules.diffing import apply
from monitor.rules.doubting import doubt_about
from monitor.rules.revising import change_between, revise
from monitor.rules.sightings import Record, Seen
from tests.builders import NOON, an_article, an_extract, minutes

TEXT = (
    "The dam is safe, the ministry said on Friday. Engineers looked at the walls for two days. "
    "They found nothing that worries them, and the valley below was told that it may sleep. "
    "A pump that failed in the spring was put right, and the gates were opened and shut again. "
    "The council meets next week to hear what the work has cost and who is to pay for all of it."
)

LATER = minutes(5)

#: What an edit does, the page after it, and the doubt about it.
EDITS = [
    ("furniture", "Dam is safe", f"{TEXT}\n\n12 shares", Doubt.FURNITURE),
    ("a typo", "Dam is safe", TEXT.replace("valley", "vallye"), Doubt.SMALL),
    ("few words", "Dam is safe", TEXT.replace("put right", "mended"), Doubt.SMALL),
    ("the headline", "All well at the dam", TEXT, Doubt.HEADLINE_ONLY),
    ("half of it", "Dam is safe", TEXT[:90], Doubt.SHRUNK),
    ("a denial", "Dam is safe", TEXT.replace("is safe,", "is not safe,"), None),
    ("a number", "Dam is safe", TEXT.replace("two days", "three days"), None),
    ("an account", "Dam is safe", f"{TEXT} Nobody asked us, the mayor of the valley said.", None),
    ("a notice", "Dam is safe", f"{TEXT}\n\nCorrection: The dam's name was misspelt.", None),
    (
        "a withdrawal",
        "Retracted: Dam is safe",
        "Retraction: This article has been withdrawn.",
        None,
    ),
]


def first() -> Revision:
    """Build the revision that is on record."""
    extract = an_extract(headline="Dam is safe", text=TEXT)
    revision = revise(None, extract, article_id="dam", raw_hash="a", seen_at=NOON)
    assert revision is not None
    return revision


def seen(headline: str, text: str, after: timedelta = LATER) -> Seen:
    """Say what stands in the page some time later."""
    extract = an_extract(headline=headline, text=text)
    return Seen(extract=extract, raw_hash="b", seen_at=NOON + after)


@pytest.mark.parametrize(("headline", "text", "doubt"), [edit[1:] for edit in EDITS])
def test_what_looks_like_noise(headline: str, text: str, doubt: Doubt | None) -> None:
    """Noise is small, furniture, a headline or a loss; an account, a figure or a notice is none."""
    sighting = seen(headline, text)
    record = Record(article=an_article(), revisions=[first()])
    now = revise(first(), sighting.extract, article_id="dam", raw_hash="b", seen_at=NOON)
    assert now is not None
    assert doubt_about(record, first(), sighting, change_between(first(), now)) is doubt


def test_a_passing_text_is_forgotten_after_a_day() -> None:
    """A headline tried yesterday and printed today is an edit of today."""
    record, _ = _after(["Other", "Dam is safe"], apart=minutes(5))
    late = seen("Other", TEXT, VARIANT_MEMORY + minutes(9))
    settlement = settle_sighting(record, late)
    assert settlement.verdict is SightingVerdict.HELD


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Dam is safe", "Other"]),
            st.sampled_from([TEXT, TEXT.replace("is safe,", "is not safe,"), TEXT[:90]]),
            st.timedeltas(minutes(1), timedelta(hours=30)),
        ),
        max_size=14,
    )
)
def test_whatever_a_page_does_the_record_stays_whole(
    sightings: list[tuple[str, str, timedelta]],
) -> None:
    """Revisions are numbered without gaps, in time, and each is its change applied to the last."""
    article, revisions, held, now = an_article(), [first()], None, NOON
    for headline, text, apart in sightings:
        now += apart
        sighting = Seen(extract=an_extract(headline=headline, text=text), raw_hash="b", seen_at=now)
        settlement = settle_sighting(
            Record(article=article, revisions=revisions, held=held), sighting
        )
        for step in settlement.steps:
            last = revisions[-1]
            assert step.revision.number == last.number + 1
            assert step.revision.seen_at >= last.seen_at
            assert step.change is not None
            texts = [h for h in step.change.hunks if h.field == "text"]
            assert apply(texts, last.text) == step.revision.text
            revisions.append(step.revision)
        article, held = settlement.article, settlement.held
        assert held is None or held.content_hash == sighting.content_hash
        assert (settlement.verdict is SightingVerdict.HELD) == (held is not None)


@given(st.lists(st.booleans(), max_size=40))
def test_two_texts_are_never_told_more_than_once_as_flapping(turns: list[bool]) -> None:
    """However a page goes between two texts within a day, it flaps once."""
    record, kinds = _after(["Other" if turn else "Dam is safe" for turn in turns], apart=minutes(5))
    assert sum(ChangeKind.FLAPPING in each for each in kinds) <= 1
    assert len(record.revisions) <= 4


def _after(headlines: list[str], *, apart: timedelta) -> tuple[Record, list[frozenset[ChangeKind]]]:
    """See the page under these headlines; give what is on record, and what changed."""
    record, kinds = Record(article=an_article(), revisions=[first()]), []
    for place, headline in enumerate(headlines, start=1):
        settlement = settle_sighting(record, seen(headline, TEXT, apart * place))
        kinds += [step.change.kinds for step in settlement.steps if step.change]
        record = Record(
            article=settlement.article,
            revisions=[*record.revisions, *(step.revision for step in settlement.steps)],
            held=settlement.held,
        )
    return record, kinds
