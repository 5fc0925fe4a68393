"""How alerts read: as mail, as a page, as JSON, and what hostile text cannot do to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from alerts import wording
from alerts.clean import cut, one_line, web_link
from alerts.edits import Fate, pieces
from alerts.payload import LIMIT_BYTES, encode, payload
from alerts.rendering import (
    INKS,
    STANCE_INKS,
    SUBJECT_CHARACTERS,
    TEXT_COLUMNS,
    render_html,
    render_subject,
    render_text,
)
from alerts.wording import HouseStyle
from monitor.model.alert import Alert, AlertKind, AlertReason
from monitor.model.change import Field, Hunk, HunkKind
from monitor.model.evidence import Source, SourceKind, Stance, Standing, StandingKind
from tests.hands.alerts.examples import (
    AT,
    CONTRADICTS,
    EVERY_KIND,
    JOURNAL,
    KIHARA,
    KIHARA_STATEMENT,
    REVISED,
    STANDING_CHANGED,
    a_notification,
)

DESK = HouseStyle(desk_url="https://desk.example/")
Golden = Callable[[str, str], None]


def a_hunk(before: str, after: str, kind: HunkKind = HunkKind.REPLACED) -> Hunk:
    """Build an edit of the text."""
    return Hunk(field=Field.TEXT, kind=kind, start=0, end=len(before), before=before, after=after)


@pytest.mark.parametrize("alert", EVERY_KIND, ids=lambda alert: str(alert.kind))
def test_each_kind_reads_as_reviewed(alert: Alert, golden: Golden) -> None:
    """Text, page and JSON of each kind are the ones that were looked at."""
    folded = (STANDING_CHANGED,) if alert is CONTRADICTS else ()
    notification = a_notification(alert, folded=folded)
    subject = render_subject(notification)
    golden(f"{alert.kind}.txt", f"Subject: {subject}\n\n{render_text(notification, DESK)}")
    golden(f"{alert.kind}.html", render_html(notification, DESK))
    body = json.dumps(payload(notification), indent=2, ensure_ascii=False)
    golden(f"{alert.kind}.json", f"{body}\n")


def test_every_word_of_the_model_has_words_for_people() -> None:
    """No enum member is left without its wording or its ink."""
    assert {alert.kind for alert in EVERY_KIND} == set(AlertKind)
    assert set(wording.KINDS) == set(INKS) == set(AlertKind)
    assert set(wording.REASONS) == set(AlertReason)
    assert set(wording.STANCES) == set(STANCE_INKS) == set(Stance)
    assert set(wording.SOURCE_KINDS) == set(SourceKind)
    assert set(wording.STANDINGS) == set(StandingKind)
    assert set(wording.HUNKS) == set(HunkKind)
    assert set(wording.FIELDS) == set(Field)


def test_white_stands_readably_on_every_ink() -> None:
    """Each ink contrasts with white at 4.5:1 or better (WCAG 2.2, 1.4.3)."""

    def luminance(ink: str) -> float:
        channels = [int(ink[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for ink in (*INKS.values(), *STANCE_INKS.values()):
        assert 1.05 / (luminance(ink) + 0.05) >= 4.5, ink


@pytest.mark.parametrize(
    ("kind", "by", "sentence"),
    [
        (StandingKind.UNCHALLENGED, (), "unchallenged"),
        (StandingKind.UNCHALLENGED, (KIHARA,), "unchallenged, on the word of Minoru Kihara"),
        (
            StandingKind.DISPUTED,
            (KIHARA, JOURNAL),
            "disputed between Minoru Kihara, people familiar with the matter",
        ),
        (StandingKind.DISPUTED, (KIHARA,), "disputed by Minoru Kihara"),
        (StandingKind.DENIED, (KIHARA,), "denied by Minoru Kihara"),
        (StandingKind.CONFIRMED, (KIHARA,), "confirmed by Minoru Kihara"),
        (StandingKind.RETRACTED, (KIHARA,), "retracted by Minoru Kihara"),
    ],
)
def test_a_standing_is_told_with_who_put_it_there(
    kind: StandingKind, by: tuple[Source, ...], sentence: str
) -> None:
    """Each standing reads as a phrase that names its sources."""
    assert wording.where_it_stands(Standing(claim_id="c", kind=kind, by=by)) == sentence


def test_times_are_shown_in_the_desks_zone_and_name_it() -> None:
    """A desk in Tokyo reads Tokyo time, marked as such."""
    assert HouseStyle(zone=ZoneInfo("Asia/Tokyo")).time(AT) == "Thu 27 Nov 2025, 16:40 JST"


def test_without_a_desk_address_nothing_links_to_it() -> None:
    """A mail from a desk without pages of its own links to articles only."""
    page = render_html(a_notification())
    assert "revision 1" in page
    assert "/revisions/" not in page


def test_the_text_part_keeps_to_its_columns() -> None:
    """No line but an address is wider than the text part."""
    for alert in EVERY_KIND:
        text = render_text(a_notification(alert, folded=(STANDING_CHANGED,)))
        wide = [line for line in text.splitlines() if len(line) > TEXT_COLUMNS]
        assert [line for line in wide if "https://" not in line] == []


def test_article_text_cannot_script_the_page() -> None:
    """Markup in any text of an article is shown, not obeyed."""
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    statement = replace(KIHARA_STATEMENT, text=nasty, source=nasty, cue=nasty, headline=nasty)
    alert = replace(
        REVISED,
        statements=(statement,),
        before=(statement,),
        summary=nasty,
        notice=nasty,
        hunks=(a_hunk(nasty, nasty + " more"),),
    )
    tags = _tags(render_html(a_notification(alert)))
    assert not {"script", "img"} & set(tags)


def test_only_web_addresses_become_links() -> None:
    """A `javascript:` address of a statement is no link, in the page or the text."""
    statement = replace(KIHARA_STATEMENT, url="javascript:alert(1)")
    notification = a_notification(replace(CONTRADICTS, statements=(statement,), before=()))
    assert "javascript:" not in render_html(notification)
    assert "javascript:" not in render_text(notification)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://news.example/a?b=c", "https://news.example/a?b=c"),
        ("HTTP://news.example/", "http://news.example/"),
        ("data:text/html,hi", None),
        ("//news.example/", None),
        ("https://[broken", None),
        ("https:///path", None),
        ("", None),
        (None, None),
    ],
)
def test_a_web_link_has_a_web_scheme_and_a_host(url: str | None, link: str | None) -> None:
    """Anything else is not offered to be clicked on."""
    assert web_link(url) == link


def test_the_subject_is_one_short_line() -> None:
    """Line breaks are folded and long claims cut at a word."""
    alert = replace(CONTRADICTS, summary="A\r\nBcc: x@example.org", claim_text="word " * 100)
    subject = render_subject(a_notification(alert))
    assert subject.startswith("A Bcc: x@example.org: word word")
    assert subject.endswith("word…")
    assert len(subject) <= SUBJECT_CHARACTERS


@given(st.text(), st.integers(1, 40))
def test_cleaned_text_holds_no_control_characters(text: str, limit: int) -> None:
    """Whatever comes in, one line comes out, and cutting keeps it short and idempotent."""
    line = one_line(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in line)
    assert one_line(line) == line
    assert len(cut(line, limit)) <= limit


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_marks_that_turn_the_reading_order_are_taken_out(mark: str) -> None:
    """A headline cannot make the words around it read backwards."""
    assert one_line(f"a{mark}b") == "ab"


def test_letters_that_read_from_the_right_stay() -> None:
    """Arabic, Hebrew and joined scripts are kept as they are."""
    for text in ("السلام عليكم", "שלום", "क्‍ष", "👩‍👩‍👧"):
        assert one_line(text) == text


def test_an_edit_shows_only_the_words_that_changed() -> None:
    """Words in common are kept; the others went or came."""
    woven = pieces(a_hunk("He denied it on Monday.", "He confirmed it on Monday."))
    assert [(piece.fate, piece.text) for piece in woven] == [
        (Fate.KEPT, "He"),
        (Fate.GONE, "denied"),
        (Fate.CAME, "confirmed"),
        (Fate.KEPT, "it on Monday."),
    ]


def test_a_sentence_written_anew_is_shown_whole() -> None:
    """Two sentences with little in common are not woven into confetti."""
    woven = pieces(a_hunk("Tokyo said no to it.", "Nobody at the ministry would speak on Friday."))
    assert [piece.fate for piece in woven] == [Fate.GONE, Fate.CAME]


@given(st.text(max_size=80), st.text(max_size=80))
def test_an_edit_loses_no_word(before: str, after: str) -> None:
    """What was kept or went is the old text; what was kept or came is the new."""
    woven = pieces(a_hunk(before, after))
    old = " ".join(piece.text for piece in woven if piece.fate is not Fate.CAME)
    new = " ".join(piece.text for piece in woven if piece.fate is not Fate.GONE)
    assert (old, new) == (one_line(before), one_line(after))


@given(st.text(max_size=60))
def test_quotations_part_a_passage_without_losing_a_character(text: str) -> None:
    """The parts put together are the passage."""
    for passage in (text, f"He said “{text}” and «no»."):
        assert "".join(part for _, part in wording.split_quotations(passage)) == passage


def test_a_small_payload_is_whole() -> None:
    """Nothing is trimmed where everything fits."""
    body = payload(a_notification())
    assert body["type"] == "alert.contradicts"
    assert body["version"] == "1"
    assert body["data"]["trimmed"] is False
    assert body["data"]["statements"][0]["quoted"] == ["there is no such fact"]


@given(
    st.text(min_size=1, max_size=8),
    st.integers(1, 4000),
    st.integers(1, 120),
)
def test_a_payload_is_always_under_20_kilobytes(seed: str, times: int, count: int) -> None:
    """However long the texts and lists of an alert are, its payload fits, and says it was cut."""
    long = seed * times
    statement = replace(
        KIHARA_STATEMENT, text=f"“{long}”", source=long, headline=long, url=f"https://x/{long}"
    )
    alert = replace(
        CONTRADICTS,
        summary=long,
        claim_text=long,
        notice=long,
        statements=(statement,) * count,
        before=(statement,) * count,
        hunks=(a_hunk(long, long),) * count,
    )
    notification = a_notification(alert, folded=(alert,) * count)
    body = payload(notification)
    assert len(encode(body)) < LIMIT_BYTES
    whole = len(body["data"]["statements"]) == count and body["data"]["summary"] == long
    assert body["data"]["trimmed"] is not whole


def test_a_link_too_long_to_keep_is_left_out_rather_than_cut() -> None:
    """Half an address leads nowhere."""
    alert = replace(CONTRADICTS, url="https://news.example/" + "a" * 30_000)
    body = payload(a_notification(alert))
    assert body["data"]["article"]["url"] is None
    assert body["data"]["trimmed"] is True


def test_a_long_alert_still_makes_a_mail_that_is_shown_whole() -> None:
    """A page stays below the 102 kB at which large mail hosts clip it."""
    long = "words and words " * 5000
    statement = replace(KIHARA_STATEMENT, text=long, at=AT + timedelta(days=1))
    alert = replace(
        REVISED,
        statements=(statement,) * 4,
        before=(statement,) * 40,
        hunks=(a_hunk(long, long + "."),) * 40,
    )
    page = render_html(a_notification(alert))
    assert len(page.encode()) < 102_000
    assert "and 32 more" in page


def _tags(page: str) -> list[str]:
    tags: list[str] = []

    class Reader(HTMLParser):
        @override
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    Reader().feed(page)
    return tags
