"""The desk's words: times, counts, names, addresses, and how evidence is told by source."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest

from monitor.desk.ledger import voices
from monitor.desk.showing import as_json, shown, web_link, without_login, without_secret
from monitor.desk.wording import ago, decided_by, long_time, quotations, span
from monitor.model.evidence import Novelty, SourceKind, Stance, StandingKind
from tests.builders import (
    NOON,
    a_claim,
    a_passage,
    a_source,
    a_standing,
    an_evidence,
    minutes,
)


def test_times_are_told_in_utc() -> None:
    """An instant of any zone is shown in UTC, and says so."""
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    assert long_time(tokyo) == "Fri 28 Nov 2025, 12:00 UTC"


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=90), "2 h"),  # 1.5 h, rounded up
        (timedelta(days=-3), "3 d"),
    ],
)
def test_durations_are_told_in_their_largest_unit(duration: timedelta, said: str) -> None:
    """A duration is one number and one unit."""
    assert span(duration) == said


def test_the_past_and_the_future_are_told_apart() -> None:
    """What is behind is so long ago, what is ahead in so long."""
    assert ago(NOON - minutes(3), NOON) == "3 min ago"
    assert ago(NOON + minutes(3), NOON) == "in 3 min"


@pytest.mark.parametrize(
    ("kind", "names", "said"),
    [
        (StandingKind.UNCHALLENGED, "", "nobody has taken a side yet"),
        (StandingKind.UNCHALLENGED, "A", "on the word of A"),
        (StandingKind.DENIED, "AB", "by A and B"),
        (StandingKind.DISPUTED, "A", "by A"),
        (StandingKind.DISPUTED, "ABC", "between A, B and C"),
        (StandingKind.CONFIRMED, "ABCDEF", "by A, B, C, D and 2 others"),
    ],
)
def test_a_standing_names_who_decided_it(kind: StandingKind, names: str, said: str) -> None:
    """The weightiest sources are named, the rest counted."""
    by = tuple(a_source(key=name, name=name) for name in names)
    assert decided_by(a_standing(kind=kind, by=by)) == said


def test_quotations_are_told_from_the_words_around_them() -> None:
    """What stands in quotation marks is set apart; joined, the parts are the passage."""
    parts = list(quotations('He said "no" twice, “no”.'))
    assert [part for quoted, part in parts if quoted] == ['"no"', "“no”"]
    assert "".join(part for _, part in parts) == 'He said "no" twice, “no”.'


def test_addresses_keep_their_secrets() -> None:
    """Logins never show; of a webhook's address only the host does, of a mail's all."""
    assert without_login("https://a:b@feeds.example/x?y=1") == "https://feeds.example/x?y=1"
    assert without_secret("https://a:b@hooks.example/T0/key") == "https://hooks.example/…"
    assert without_secret("https://hooks.example?key=1") == "https://hooks.example/…"
    assert without_secret("desk@example.org") == "desk@example.org"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "//x.example", "http://[", "/x"])
def test_only_web_addresses_become_links(url: str | None) -> None:
    """Anything but an http address with a host is no link."""
    assert web_link(url) is None


def test_steering_characters_are_shown_or_dropped() -> None:
    """Controls become one replacement character each; marks that reorder text are dropped."""
    assert shown("a\x1b[31m\ud800\u202eb\nc\td") == "a\ufffd[31m\ufffdb\nc\td"


def test_json_is_ascii_whatever_an_article_holds() -> None:
    """Lone surrogates, bidi marks and separators are escaped in JSON."""
    text = as_json({"text": "\ud800\u2028é"})
    assert text.isascii()
    assert json.loads(text) == {"text": "\ud800\u2028é"}
    with pytest.raises(TypeError, match="no form in JSON"):
        as_json(object())


def test_an_echo_is_counted_once_however_often_it_is_read() -> None:
    """The same words of one article, read again after an edit, are one echo, not two."""
    first = an_evidence()
    echoes = [
        an_evidence(article_id="copy", revision=number, novelty=Novelty.ECHO, at=NOON + minutes(5))
        for number in (1, 2)
    ]
    again = an_evidence(revision=2, novelty=Novelty.ECHO, at=NOON + minutes(9))
    (voice,) = voices(a_claim(), [first, *echoes, again])
    assert voice.turns == (first,)
    assert voice.echoes == (echoes[0],)


def test_silence_after_a_word_is_no_change_of_side() -> None:
    """A source that took a side and later says nothing stands where it stood."""
    no_comment = an_evidence(
        stance=Stance.NEUTRAL, passage=a_passage(text="No comment."), at=NOON + minutes(5)
    )
    (voice,) = voices(a_claim(), [an_evidence(), no_comment])
    assert voice.stance is Stance.SUPPORTS
    assert not voice.walked_back


def test_sources_on_the_record_come_before_anonymous_ones() -> None:
    """Watched speakers come first, then named ones, institutions, outlets, anonymous ones."""
    kinds = (SourceKind.ANONYMOUS, SourceKind.OUTLET, SourceKind.INSTITUTION, SourceKind.NAMED)
    spoken = [
        an_evidence(source=a_source(key=kind.value, name=kind.value, kind=kind)) for kind in kinds
    ]
    mayor = an_evidence(source=a_source(key="mayor", name="Mayor"))
    found = voices(a_claim(watch=("Mayor",)), [*spoken, mayor])
    assert [voice.source.name for voice in found] == [
        "Mayor",
        "named",
        "institution",
        "outlet",
        "anonymous",
    ]
