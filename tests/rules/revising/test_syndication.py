"""Tests of whether one outlet's article is another's, printed again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.article import Article, Revision, Syndication, SyndicationReason
from monitor.rules.syndication import bands, reprint_of, signature
from tests.builders import a_revision, an_article

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("l", "n", "ra", "to")]


def prose(seed: int, sentences: int = 30) -> str:
    """Make up an article; the same seed gives the same one."""
    dice = random.Random(seed)  # noqa: S311 (made-up words, no secret)
    lines = (" ".join(dice.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences))
    return "\n\n".join(lines)


def held(text: str, outlet: str, reprint: Syndication | None = None) -> tuple[Revision, Article]:
    """Put an article on record, with an id after its outlet."""
    article = an_article(id=outlet.lower(), outlet=outlet, reprint_of=reprint)
    return a_revision(article_id=article.id, text=text, signature=signature(text)), article


def source(
    text: str,
    *candidates: tuple[Revision, Article],
    outlet: str = "Harbour Post",
    byline: str | None = None,
) -> Syndication | None:
    """Ask what the Harbour Post printed this from."""
    return reprint_of("A headline", text, byline, outlet, signature(text), candidates)


STORY = prose(1)


@given(st.text(max_size=200))
def test_equal_texts_have_equal_signatures(text: str) -> None:
    """A signature depends on the words alone, not on case or punctuation."""
    assert signature(text) == signature(text)
    assert signature(f"{STORY} {text}") == signature(f"\n{STORY.replace('.', '!')}  {text}")


def test_short_texts_have_no_signature() -> None:
    """A phrase is too little to tell a reprint by."""
    assert signature("") == signature("The ferry stayed in the harbour.") == ()
    assert bands(()) == ()


def test_bands_are_shared_by_similar_texts_only() -> None:
    """A cut reprint shares a band, another story none; each key fits a database's integer."""
    keys = set(bands(signature(STORY)))
    cut = "\n\n".join(STORY.split("\n\n")[:12])
    assert keys & set(bands(signature(cut)))
    assert not any(keys & set(bands(signature(prose(seed)))) for seed in range(2, 40))
    assert all(-(2**63) <= key < 2**63 for key in keys)


@pytest.mark.parametrize(
    ("change", "reprint"),
    [
        (lambda lines: lines, True),
        (lambda lines: lines[:10], True),
        (lambda lines: [*lines, *prose(7, 25).split("\n\n")], True),
        (lambda lines: lines[::-1], True),
        (lambda lines: [line.replace("a", "e", 1) for line in lines], True),
        (lambda lines: [*lines[:6], *prose(7, 30).split("\n\n")], False),
        (lambda lines: prose(8).split("\n\n"), False),
    ],
    ids=["whole", "cut", "padded", "turned round", "touched up", "quoted from", "another"],
)
def test_same_words_at_another_outlet(change: object, reprint: bool) -> None:
    """Cuts, local paragraphs and small edits do not hide a reprint; a borrowed part makes none."""
    assert callable(change)
    text = "\n\n".join(change(STORY.split("\n\n")))
    found = source(text, held(STORY, "Wire Times"))
    expected = Syndication(
        reason=SyndicationReason.SAME_TEXT, outlet="Wire Times", article_id="wire times"
    )
    assert found == (expected if reprint else None)


def test_a_short_cut_of_a_long_story_is_found() -> None:
    """Anchors find what is too small a share of the whole for the bands; others share none."""
    long = prose(3, 400)
    keys = set(bands(signature(long)))
    for start in range(0, 380, 40):
        cut = "\n\n".join(long.split("\n\n")[start : start + 20])
        assert keys & set(bands(signature(cut)))
        assert source(cut, held(long, "Wire Times")) is not None
    assert not keys & set(bands(signature(prose(4, 400))))


def test_a_form_filled_in_anew_is_no_reprint() -> None:
    """Results in the same words with other figures are two texts; one changed figure is none."""
    form = "\n\n".join(
        f"{line} They counted {number} boats in the harbour."
        for number, line in enumerate(prose(5, 8).split("\n\n"), start=100)
    )
    other = form.replace(" 10", " 20")
    assert source(form, held(other, "Wire Times")) is None
    assert source(form.replace("103", "203"), held(form, "Wire Times")) is not None


def test_one_statement_in_two_stories_is_no_reprint() -> None:
    """What both quote is the speaker's; what stands around it counts."""
    statement = f'"{" ".join(prose(6, 12).split())}" the mayor said.'
    ours, theirs = (f"{prose(seed, 4)}\n\n{statement}" for seed in (9, 10))
    assert source(ours, held(theirs, "Wire Times")) is None
    assert source(theirs, held(theirs, "Wire Times")) is not None


def test_an_outlet_does_not_reprint_itself() -> None:
    """The same text at the same outlet is its own, also after others printed it from there."""
    ours = Syndication(reason=SyndicationReason.CREDIT_LINE, outlet="The Harbour Post")
    assert source(STORY, held(STORY, "Harbour Post")) is None
    assert source(STORY, held(STORY, "Wire Times", ours)) is None


def test_reprints_make_one_cluster() -> None:
    """Whichever print it is most like, a reprint belongs to the article printed first."""
    first = held(STORY, "Wire Times")
    copy = Syndication(
        reason=SyndicationReason.SAME_TEXT, outlet="Wire Times", article_id="wire times"
    )
    second = held(STORY.replace("a", "o", 5), "Coast Echo", copy)
    third = source(STORY.replace("a", "o", 5), first, second)
    assert third == copy


CREDITS = [
    ("PORT ELLIS, Nov 27 (Reuters) - {}", "Reuters"),
    ("(AP) \u2014 {}", "AP"),
    ("TOKYO (Kyodo) - {}", "Kyodo News"),
    ("Authored by Jo Li via The Epoch Times (emphasis ours),\n\n{}", "The Epoch Times"),
    ("{}\n\nThis story first appeared in the Coast Echo.", "Coast Echo"),
    ("{}\n\nRepublished with permission from Coast Echo", "Coast Echo"),
    ("{}\n\nSource: ANI", "ANI"),
    ("{}\n\n\u2014 AP", "AP"),
    ("{}\n\n\u00a9 2025 Kyodo News", "Kyodo News"),
    ("(Agencies) {}", "Agencies"),
    ("{}\n\nThis is published from a syndicated feed.", "Agencies"),
    ("{}\n\nReuters contributed to this report.", None),
    ("{}\n\nWith inputs from ANI", None),
    ("The mayor told Reuters that it rained. {}", None),
    ("PORT ELLIS - {}", None),
    ("Prime Minister (PM) Jo Li spoke. {}", None),
    ("{}\n\nSource: Harbour ministry", None),
]


@pytest.mark.parametrize(("printed", "outlet"), CREDITS)
def test_credit_lines(printed: str, outlet: str | None) -> None:
    """A line that names the maker makes a reprint; a word of thanks or a source does not."""
    found = source(printed.format(STORY))
    assert (found and found.outlet) == outlet
    assert found is None or found.reason is SyndicationReason.CREDIT_LINE


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("Reuters", "Reuters"),
        ("By Jo Li, Associated Press", "AP"),
        ("Jo Li | AFP", "AFP"),
        ("By Jo Li", None),
        ("Harbour Post staff and agencies", None),
    ],
)
def test_bylines(byline: str, outlet: str | None) -> None:
    """A byline that ends in an agency's name is the agency's."""
    found = source(STORY, byline=byline)
    assert (found and found.outlet) == outlet


def test_an_agency_signs_its_own_copy() -> None:
    """Reuters' credit line at Reuters makes no reprint."""
    assert source(f"LONDON (Reuters) - {STORY}", outlet="Reuters") is None
    assert source(f"{STORY}\n\nSource: AP", outlet="Associated Press") is None


def test_a_credited_rewrite_names_the_article_it_rewrote() -> None:
    """Where the credit names nobody, the article that shares a good part of the words is named."""
    part = "\n\n".join([*STORY.split("\n\n")[:6], prose(9, 18)])
    candidate = held(STORY, "Wire Times")
    assert source(part, candidate) is None
    found = source(f"(Agencies) {part}", candidate)
    assert found is not None
    assert (found.outlet, found.article_id) == ("Wire Times", "wire times")


def test_short_credited_texts_are_reprints_too() -> None:
    """A credit line counts where there is too little text to compare."""
    found = source("PORT ELLIS (AP) - It rained.", held(STORY, "Wire Times"))
    assert found == Syndication(reason=SyndicationReason.CREDIT_LINE, outlet="AP")


def test_headline_repeated_in_the_text_does_not_hide_the_credit() -> None:
    """Lines that only repeat the headline do not count as the article's beginning."""
    text = (
        "A headline\n\n" * 6
        + "By Jo via the Coast Echo\n\nAuthored by Jo via Coast Echo\n\n"
        + STORY
    )
    found = source(text)
    assert found is not None
    assert found.outlet == "Coast Echo"
