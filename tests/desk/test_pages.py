"""The desk's pages show what is on record, and never let it out of its text."""

from __future__ import annotations

import re

import pytest

from monitor.model.article import WebCopy
from monitor.model.change import Field, HunkKind
from monitor.model.evidence import Novelty
from storage.archive import SqlArchive
from tests.builders import (
    NOON,
    a_change,
    a_claim,
    a_feed,
    a_hunk,
    a_passage,
    a_reading,
    a_revision,
    a_source,
    an_alert,
    an_article,
    an_evidence,
)
from tests.desk.conftest import ENGINEER, ask

PAGES = (
    "/",
    "/claims/dam-safe",
    "/alerts",
    "/alerts/alert-1",
    "/articles",
    "/articles/dam",
    "/articles/dam/1",
    "/articles/dam/2",
    "/feeds",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(record: SqlArchive, path: str) -> None:
    """Every page answers with a document that has a language, a title, a main part and one h1."""
    answer = ask(record, path)
    assert answer.status == 200
    assert '<html lang="en">' in answer.text
    assert '<main id="main"' in answer.text
    assert answer.text.count("<h1") == 1
    assert "· Onrecord</title>" in answer.text


@pytest.mark.parametrize("path", ["/", "/alerts", "/articles", "/feeds"])
def test_an_empty_record_says_so(empty: SqlArchive, path: str) -> None:
    """Where nothing is on record yet, the page says so instead of standing blank."""
    assert 'class="empty"' in ask(empty, path).text


def test_the_front_page_tells_where_a_claim_stands(record: SqlArchive) -> None:
    """A claim is listed with its standing, who put it there, and the sources on each side."""
    text = ask(record, "/").text
    assert '<span class="pill denied">denied</span> <span>by Ministry of Works</span>' in text
    assert "1 source for" in text
    assert "1 against" in text
    assert "last moved" in text
    assert "Ministry of Works contradicts: The dam is safe." in text


def test_a_ledger_sets_a_walk_back_beside_the_earlier_word(record: SqlArchive) -> None:
    """A source that turned stands with its last word, its earlier one below, both verbatim."""
    text = ask(record, "/claims/dam-safe").text
    denies = text.index("Who denies it")
    assert "Has gone back on an earlier account." in text[denies:]
    last = text.index("The dam is not safe, the ministry said on Friday.", denies)
    assert text.index("The dam is safe, the ministry said on Friday.", denies) > last
    assert 'href="/articles/dam/2"' in text


def test_a_ledger_counts_all_echoes_and_lists_some(record: SqlArchive) -> None:
    """A wire story that everybody prints does not drown the ledger; its echoes are counted."""
    echoes = tuple(
        an_evidence(
            article_id="copy",
            passage=a_passage(text=f"The dam is safe, {number}.", start=number),
            source=ENGINEER,
            novelty=Novelty.ECHO,
        )
        for number in range(40)
    )
    with record.unit() as unit:
        unit.articles.put(an_article(id="copy", url="https://copy.example/dam"))
        unit.revisions.add(a_revision(article_id="copy"), None, None)
        unit.ledger.add(a_reading(article_id="copy", evidence=echoes))
    text = ask(record, "/claims/dam-safe").text
    assert "<summary>40 echoes</summary>" in text
    assert "and 15 more." in text


def test_a_ledger_names_watched_speakers_who_are_silent(record: SqlArchive) -> None:
    """A watched speaker who has not spoken is shown as such: silence is news too."""
    text = ask(record, "/claims/dam-safe").text
    assert '<dt>Mayor</dt><dd><span class="word">has not spoken</span></dd>' in text


def test_an_article_marks_the_words_that_evidence_rests_on(record: SqlArchive) -> None:
    """The latest revision is shown with its evidence marked, and a number that leads to it."""
    text = ask(record, "/articles/dam").text
    assert (
        '<mark class="contradicts">The dam is not safe, the ministry said on Friday.</mark>' in text
    )
    assert 'href="#e1"' in text
    assert 'id="e1"' in text


def seen(page: str) -> str:
    """Leave out of a page the words that are for the ear only."""
    return re.sub('<span class="unseen">[^<]*</span>', "", page)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://arch.example/web/1", 'href="https://arch.example/web/1"'),
        ("javascript:alert(1)", "A copy in a web archive, asked for"),
        (None, "there is none yet"),
    ],
)
def test_a_revision_shows_where_its_copy_is(record: SqlArchive, url: str | None, told: str) -> None:
    """The copy in a web archive is linked where there is one, as far as it can be a link."""
    with record.unit() as unit:
        copy = WebCopy(article_id="dam", revision=2, asked_at=NOON, url=url)
        unit.web_copies.put(copy)
    page = ask(record, "/articles/dam/2").text
    assert told in page
    assert "javascript:" not in page
    assert "web archive" not in ask(record, "/articles/dam/1").text


def test_a_revision_shows_its_edit_and_notice(record: SqlArchive) -> None:
    """A revision is laid over the one before it: what went, what came, what the outlet said."""
    text = seen(ask(record, "/articles/dam/2").text)
    assert "The dam is <del>safe</del>&#8239;<ins>not safe</ins>, the ministry said" in text
    assert '<div class="before" data-name="Revision 1">' in text
    assert "This report has been corrected." in text


def test_a_moved_sentence_is_no_loss(record: SqlArchive) -> None:
    """Words that stand elsewhere now are marked as moved, not as taken out."""
    hunks = (
        a_hunk(kind=HunkKind.MOVED, start=0, end=2, before="A.", after=""),
        a_hunk(kind=HunkKind.MOVED, start=5, end=5, before="", after=" A."),
        a_hunk(field=Field.HEADLINE, start=0, end=3, before="Old", after="New"),
    )
    with record.unit() as unit:
        unit.articles.put(an_article(id="moved", url="https://daily.example/moved"))
        first = a_revision(article_id="moved", headline="Old head", text="A. B.")
        unit.revisions.add(first, None, None)
        second = a_revision(article_id="moved", number=2, headline="New head", text=" B. A.")
        unit.revisions.add(second, a_change(article_id="moved", hunks=hunks), None)
    text = ask(record, "/articles/moved/2").text
    assert '<del class="moved"><span class="unseen">moved away: </span>A.' in text
    assert '<ins class="moved"><span class="unseen">moved to here: </span>A.' in text
    assert "<del>Old</del>&#8239;<ins>New</ins> head" in seen(text)


def test_mails_find_their_revision(record: SqlArchive) -> None:
    """The address that mails link to shows the same revision."""
    assert "Revision 2" in ask(record, "/articles/dam/revisions/2").text


def test_an_alert_tells_its_deliveries_and_keeps_their_secrets(record: SqlArchive) -> None:
    """A delivery is shown with each attempt; the secret part of a webhook's address is not."""
    text = ask(record, "/alerts/alert-1").text
    assert "https://hooks.example/…" in text
    assert "failed, will be tried again" in text
    assert "503 busy" in text
    assert "T0/secret" not in text


def test_feeds_tell_their_health_and_keep_their_passwords(record: SqlArchive) -> None:
    """A feed is shown with its next poll and failures; the login in its address is not."""
    text = ask(record, "/feeds").text
    assert "in 5 min" in text
    assert "2 failures in a row" in text
    assert "daily.example/feed.xml" in text
    assert "secret" not in text


def test_what_is_not_there_is_said_plainly(record: SqlArchive) -> None:
    """An unknown claim, alert, article, revision or page is a 404 with a sentence."""
    for path in ("/claims/no", "/alerts/no", "/articles/no", "/articles/dam/9", "/no"):
        answer = ask(record, path)
        assert answer.status == 404
        assert "There is no" in answer.text


def test_ids_of_any_form_can_be_opened(empty: SqlArchive) -> None:
    """A claim whose id holds blanks, slashes or marks is linked to, and the link opens it."""
    odd = a_claim(id="a/b c?#é", text="Odd claim.")
    with empty.unit() as unit:
        unit.claims.put(odd)
    link = "/claims/a%2Fb%20c%3F%23%C3%A9"
    assert f'href="{link}"' in ask(empty, "/").text
    assert ask(empty, link).status == 200


PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</blockquote></main><iframe src=//evil.example>",
    "{{ 7*191 }}{% raw %}",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_word_of_an_article_becomes_markup(empty: SqlArchive, payload: str) -> None:
    """Hostile words stand as text on every page, wherever an outlet can put them."""
    fill_with(empty, payload)
    for path in PAGES:
        text = ask(empty, path).text
        for markup in ("<script", "<img", "<iframe", "onerror=alert(1)>", "1337"):
            assert markup not in text


def test_an_address_that_is_no_web_address_is_no_link(empty: SqlArchive) -> None:
    """A javascript address that an outlet gives for its article is shown as words at most."""
    fill_with(empty, "A word", url="javascript:alert(1)")
    for path in PAGES:
        assert 'href="javascript' not in ask(empty, path).text.lower()


def test_characters_that_steer_are_made_harmless(empty: SqlArchive) -> None:
    """Escape sequences, NULs, lone surrogates and bidi overrides never reach the browser."""
    fill_with(empty, "safe\u202eexe.\x1b[31m\x00\u2066\x9d end")
    for path in PAGES:
        text = ask(empty, path).text
        assert not set(text) & set("\u202e\u2066\x1b\x00\x9d")
        assert path in {"/", "/feeds"} or "safeexe." in text


def fill_with(archive: SqlArchive, word: str, url: str = "https://daily.example/dam") -> None:
    """Put one word wherever fetched text can stand."""
    passage = a_passage(text=word, headline=word)
    said = an_evidence(passage=passage, source=a_source(key=word, name=word), outlet=word)
    with archive.unit() as unit:
        unit.feeds.put(a_feed(outlet=word))
        unit.claims.put(a_claim(text=word, notes=word))
        unit.articles.put(an_article(url=url, outlet=word))
        unit.revisions.add(a_revision(headline=word, text=word, byline=word), None, None)
        hunk = a_hunk(start=0, end=len(word), before=word, after=f"{word} {word}")
        edited = a_revision(number=2, headline=word, text=f"{word} {word}")
        unit.revisions.add(edited, a_change(notice=word, hunks=(hunk,)), None)
        unit.ledger.add(a_reading(evidence=(said,)))
        unit.alerts.add(
            an_alert(
                summary=word,
                claim_text=word,
                outlet=word,
                headline=word,
                url=url,
                notice=word,
                hunks=(hunk,),
            )
        )
