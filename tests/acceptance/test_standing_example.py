"""The standing example: the White House comments, and the desk hears it once, whole and in time."""

from __future__ import annotations

import pytest

from tests.acceptance.newsroom import Newsroom

#: What stands on the record before the White House speaks.
BEFORE = (
    "tokyo-denies",
    "Tokyo disputes account of Trump call",
    (
        "The Wall Street Journal reported on Thursday that Donald Trump advised Sanae Takaichi "
        "not to provoke China over Taiwan when they spoke by telephone, citing people familiar "
        "with the call."
    ),
    '"There is no such fact," Chief Cabinet Secretary Minoru Kihara told reporters in Tokyo.',
)

DENIAL = (
    "White House denies Trump told Takaichi to hold back on China",
    (
        "WASHINGTON - The White House on Friday denied that President Donald Trump advised "
        "Prime Minister Sanae Takaichi not to provoke China over Taiwan during their phone "
        "call."
    ),
    '"The president never said that to her," the White House said in a statement.',
)

CONFIRMATION = (
    "White House confirms Trump advice to Takaichi",
    (
        "WASHINGTON - The White House on Friday confirmed that President Donald Trump had "
        "advised Prime Minister Sanae Takaichi not to provoke China over Taiwan during their "
        "phone call."
    ),
    "The statement ran to two lines and took no questions.",
)

SILENCE = (
    "White House silent on Takaichi call",
    (
        "WASHINGTON - The White House on Friday declined to comment on whether President Donald "
        "Trump advised Prime Minister Sanae Takaichi not to provoke China over Taiwan in their "
        "phone call."
    ),
    "A second question went unanswered as well.",
)


def _with_history(newsroom: Newsroom) -> None:
    newsroom.publishes(*BEFORE)
    newsroom.starts()
    newsroom.expects(claim="urged-restraint", kind="contradicts", source="Minoru Kihara")


@pytest.mark.parametrize(
    ("comment", "kind", "words"),
    [
        (DENIAL, "contradicts", "denied that President Donald Trump advised"),
        (CONFIRMATION, "supports", "confirmed that President Donald Trump had advised"),
    ],
)
def test_comment_arrives_once_with_words_speaker_and_what_stood_before(
    newsroom: Newsroom, comment: tuple[str, ...], kind: str, words: str
) -> None:
    """A White House comment arrives by webhook and mail: who, which side, what stood before."""
    _with_history(newsroom)
    newsroom.publishes("white-house", *comment)
    data = newsroom.expects(claim="urged-restraint", kind=kind, source="White House")
    assert words in data["statements"][0]["text"]
    assert {s["source"] for s in data["before"]} >= {"Minoru Kihara", "Wall Street Journal"}
    assert "watched_speaker" in {also["kind"] for also in data["also"]}
    letter = newsroom.expects_letter("White House", words, "Minoru Kihara")
    assert "Wall Street Journal" in letter
    newsroom.expects_nothing_more()
    assert set(newsroom.receiver.times.values()) == {1}
    assert len(newsroom.post.letters) == len(newsroom.receiver.taken)


def test_refusal_to_comment_arrives_as_a_low_word_of_a_watched_speaker(newsroom: Newsroom) -> None:
    """A White House that declines to comment is told once, as taking no side."""
    _with_history(newsroom)
    newsroom.publishes("white-house", *SILENCE)
    data = newsroom.expects(claim="urged-restraint", kind="watched_speaker", source="White House")
    assert data["reason"] == "no_comment"
    assert data["severity"] == "low"
    newsroom.expects_letter("White House", "declined to comment")
    newsroom.expects_nothing_more()


def test_stealth_edit_arrives_and_a_reprint_does_not(newsroom: Newsroom) -> None:
    """A silent edit of a seen article is a `revised` alert; a reprint of it is no alert at all."""
    _with_history(newsroom)
    newsroom.publishes("white-house", *SILENCE)
    newsroom.expects(claim="urged-restraint", kind="watched_speaker")
    newsroom.publishes("reprint", *SILENCE)
    newsroom.expects_nothing_more()
    newsroom.publishes("white-house", *DENIAL)
    data = newsroom.expects(claim="urged-restraint", kind="contradicts", source="White House")
    assert "revised" in {also["kind"] for also in data["also"]}
    newsroom.expects_nothing_more()


def test_edit_that_takes_a_denial_away_is_told(newsroom: Newsroom) -> None:
    """When the denial vanishes from an article without notice, the desk is told what is absent."""
    _with_history(newsroom)
    newsroom.publishes(*BEFORE[:3], "A spokesman for the city's zoo spoke of pandas at length.")
    data = newsroom.expects(claim="urged-restraint", kind="revised")
    assert data["reason"] == "evidence_removed"
    assert any("no such fact" in hunk["before"] for hunk in data["change"]["hunks"])
    newsroom.expects_nothing_more()


def test_stop_and_start_tells_nothing_twice(newsroom: Newsroom) -> None:
    """A daemon stopped by SIGTERM ends well, and tells nothing again when it is started."""
    _with_history(newsroom)
    assert newsroom.stops() == 0
    newsroom.starts()
    newsroom.expects_nothing_more()
    newsroom.publishes("white-house", *DENIAL)
    newsroom.expects(claim="urged-restraint", kind="contradicts", source="White House")


def test_webhook_that_fails_is_tried_again_with_the_same_id(newsroom: Newsroom) -> None:
    """A receiver that answers 500 first gets the alert again, under the same id."""
    newsroom.receiver.answers = [500]
    newsroom.publishes(*BEFORE)
    newsroom.starts()
    newsroom.expects(claim="urged-restraint")
    assert set(newsroom.receiver.times.values()) == {1}
