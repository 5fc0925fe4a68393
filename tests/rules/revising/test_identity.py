"""Tests of what makes two sightings the same article."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.rules.identity import alike, article_id, canonical_url, content_hash, item_changed
from tests.builders import NOON, an_item

SPELLINGS = [
    ("HTTPS://News.Example.com:443/a", "https://news.example.com/a"),
    ("http://news.example.com:80", "http://news.example.com/"),
    ("http://news.example.com:8080/a/", "http://news.example.com:8080/a"),
    ("http://[::1]:80/a#top", "http://[::1]/a"),
    ("http://127.0.0.1:8000/a/index.html", "http://127.0.0.1:8000/a"),
    ("https://user:secret@news.example.com/a", "https://news.example.com/a"),
    ("https://news.example.com/a?utm_source=x&id=3&fbclid=9", "https://news.example.com/a?id=3"),
    ("https://news.example.com/index.php?id=3", "https://news.example.com/index.php?id=3"),
    ("https://news.example.com/a?amp=1&page=2", "https://news.example.com/a?page=2"),
    ("https://m.example.com/a", "https://www.example.com/a"),
    ("https://m.com/a", "https://m.com/a"),
    ("https://amp.example.com/a.amp.html", "https://www.example.com/a.html"),
    ("https://news.example.com/2025/champ/amp/", "https://news.example.com/2025/champ"),
    ("https://www.google.com/amp/s/news.example.com/a", "https://news.example.com/a"),
    (
        "https://news-example-com.cdn.ampproject.org/c/s/news.example.com/a",
        "https://news.example.com/a",
    ),
    ("mailto:desk@example.com", "mailto:desk@example.com"),
    ("http://[broken", "http://[broken"),
    (" /relative ", "/relative"),
]
URLS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "http://",
                "https://",
                "www.google.com/amp/s/",
                "m.",
                "amp.",
                "www.",
                "a.example",
                "/amp",
                ".amp.html",
                "/index.html",
                "?",
                "&",
                "utm_x=1",
                "id=2",
                "/",
                "#",
                ":80",
                ":",
            ]
        ),
        max_size=12,
    ).map("".join),
)


@pytest.mark.parametrize(("url", "canonical"), SPELLINGS)
def test_spellings(url: str, canonical: str) -> None:
    """Spellings of one address fold into one; other addresses stay."""
    assert canonical_url(url) == canonical


@given(URLS)
def test_canonical_url_is_idempotent(url: str) -> None:
    """Folding what is folded changes nothing."""
    assert canonical_url(canonical_url(url)) == canonical_url(url)


SLUGS = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
#: Ways in which one address is spelled: wrappers of host and path, ends of the address.
HOSTS = st.sampled_from(["", "www.", "m.", "mobile.", "amp."])
ENDS = st.sampled_from(["", "/", "/amp", "/amp/", "#top", "/index.html"])
QUERIES = st.lists(
    st.sampled_from(
        ["utm_source=feed", "utm_medium=rss", "fbclid=Iw7", "amp=1", "outputType=amp", "ref=home"]
    ),
    unique=True,
    max_size=3,
)


def spelled(host: str, path: str, end: str, query: list[str], fixed: str = "") -> str:
    """Spell an address out."""
    pairs = "&".join([*query, *([fixed] if fixed else [])])
    tail, _, anchor = end.partition("#")
    return (
        f"https://{host}daily.example/{path}{tail}"
        f"{'?' + pairs if pairs else ''}{'#' + anchor if anchor else ''}"
    )


@given(SLUGS, HOSTS, ENDS, QUERIES)
def test_variants_fold(slug: str, host: str, end: str, query: list[str]) -> None:
    """AMP and telephone pages, tracking parameters and anchors are the article itself."""
    plain = f"https://www.daily.example/news/{slug}"
    assert article_id(spelled(host, f"news/{slug}", end, query)) == article_id(plain)


@given(SLUGS, SLUGS, HOSTS, ENDS, QUERIES)
def test_two_articles_never_fold(
    one: str, other: str, host: str, end: str, query: list[str]
) -> None:
    """Another slug, or another id in the query, is another article in whatever spelling."""
    same = one == other
    for first, second in (
        (spelled("", f"news/{one}", "", []), spelled(host, f"news/{other}", end, query)),
        (
            spelled("", "story", "", [], f"id={one}"),
            spelled(host, "story", "", query, f"id={other}"),
        ),
    ):
        assert (article_id(first) == article_id(second)) == same


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_symmetric_and_whole_for_the_same(one: str, other: str) -> None:
    """A text is all like itself, and like another one as that is like it."""
    assert alike(one, one) == 1
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


def test_article_id_ignores_scheme_and_www() -> None:
    """One story over http, https and `www.` is one article; another page is another."""
    ids = {
        article_id(url)
        for url in ("http://example.com/a", "https://www.example.com/a/", "https://m.example.com/a")
    }
    assert len(ids) == 1
    assert article_id("https://example.com/b") not in ids


@given(st.lists(st.text(alphabet="ab\u00e9", min_size=1, max_size=4), max_size=8), st.data())
def test_content_hash_ignores_white_space(words: list[str], data: st.DataObject) -> None:
    """Only the words count, not the blanks between them."""
    gaps = st.text(alphabet=" \n\t\u00a0", min_size=1, max_size=3)
    spaced = "".join(word + data.draw(gaps) for word in words)
    assert content_hash("Head", spaced) == content_hash(" Head ", " ".join(words))


def test_content_hash_tells_recipe_and_fields_apart() -> None:
    """The first character names the recipe, and a word's field counts."""
    assert content_hash("a", "b").startswith("1")
    assert content_hash("a b", "c") != content_hash("a", "b c")
    assert content_hash("cafe\u0301", "") == content_hash("caf\u00e9", "")


def test_item_changes_that_hint_at_an_edit() -> None:
    """Headline, text or a later date hint at an edit; blanks and a lost date do not."""
    old = an_item(headline="Dam is safe", text="All well.", updated_at=NOON)
    later = NOON + timedelta(minutes=1)
    assert not item_changed(old, an_item(headline="Dam  is safe ", text="All well."))
    assert item_changed(old, an_item(headline="Dam is not safe", text="All well."))
    assert item_changed(old, an_item(headline="Dam is safe", text="Not well."))
    assert item_changed(old, an_item(headline="Dam is safe", text="All well.", updated_at=later))
    assert item_changed(an_item(), an_item(updated_at=NOON))
    assert not item_changed(an_item(updated_at=later), an_item(updated_at=NOON))
