"""Claims, outlets and feeds load as written, and mistakes are named with their line."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.claim import Claim, ClaimState
from monitor.model.errors import SeedError
from monitor.model.feed import FeedKind
from seeds.loader import (
    FeedSeed,
    Format,
    OutletKind,
    derive_feed_id,
    dump_claims,
    dump_feeds,
    load_claims,
    load_feeds,
    load_outlets,
    seed_path,
)
from seeds.opml import parse_opml

_CLAIM = '[[claim]]\nid = "a"\ntext = "The dam is safe."\n'

_words = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: " ".join(text.split()))
_some_words = _words.filter(bool)
_claims = st.lists(
    st.builds(
        Claim,
        id=st.from_regex(r"[a-z][a-z0-9._-]{0,20}", fullmatch=True),
        text=_some_words,
        watch=st.lists(_some_words, max_size=3).map(tuple),
        origin=st.none() | _some_words,
        first_reported=st.none() | st.dates(),
        topic=st.none() | _some_words,
        notes=st.none() | _some_words,
        aliases=st.lists(_some_words, max_size=2).map(tuple),
        state=st.sampled_from(ClaimState),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda claim: claim.id,
)


def _written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_shipped_claims_are_the_fourteen_of_the_story() -> None:
    """A new desk tracks fourteen claims, of which the advice on the call is the first."""
    claims = load_claims(seed_path("claims.toml"))

    assert len(claims) == 14
    assert claims[0].id == "urged-restraint"
    assert claims[0].watch == ("White House", "Donald Trump", "Minoru Kihara", "Sanae Takaichi")
    assert claims[0].first_reported == date(2025, 11, 27)
    assert {claim.state for claim in claims} == {ClaimState.TRACKED}


def test_the_shipped_claims_are_those_that_the_acceptance_reports_name() -> None:
    """Ids and sentences of the shipped claims are the project's own interface."""
    path = Path(__file__).parents[3] / "shared" / "acceptance" / "claims.toml"
    if not path.is_file():
        pytest.skip("the acceptance claims are not here")

    ours = {claim.id: claim.text for claim in load_claims(seed_path("claims.toml"))}

    assert ours == {claim.id: claim.text for claim in load_claims(path)}


def test_the_shipped_outlets_carry_their_short_forms() -> None:
    """The Journal is known by every name that other newsrooms give it."""
    outlets = {outlet.name: outlet for outlet in load_outlets(seed_path("outlets.toml"))}

    assert {"the Journal", "WSJ"} <= set(outlets["The Wall Street Journal"].aliases)
    assert outlets["Kyodo News"].kind is OutletKind.AGENCY


def test_the_shipped_feeds_are_https_and_named() -> None:
    """Every shipped feed has an id, an outlet and a safe address."""
    feeds = load_feeds(seed_path("feeds.toml"))

    assert len(feeds) >= 12
    assert all(feed.url.startswith("https://") and feed.outlet for feed in feeds)


def test_what_is_not_shipped_is_named() -> None:
    """Asking for a seed that is not shipped is an error that names it."""
    with pytest.raises(SeedError, match=r"nothing\.toml: No such seed"):
        seed_path("nothing.toml")


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", None, r"no claim in the file"),
        ("# only a comment\n", None, r"no claim in the file"),
        ("[[claim]\n", 1, "not TOML"),
        ('[[claim]]\nid = "a', 2, "not TOML"),
        (_CLAIM + 'id = "b"\n', 4, "not TOML"),
        ("claim = 3\n", None, "in double brackets"),
        ('[claim]\nid = "a"\n', None, "in double brackets"),
        ('[[claims]]\nid = "a"\n', None, r"Unknown key 'claims'"),
        ('[[claim]]\nid = "a"\n', 1, r"'text' is missing or empty"),
        ('[[claim]]\nid = "a"\ntext = " "\n', 3, r"'text' is missing or empty"),
        ('[[claim]]\ntext = "b"\n', 1, r"'id' is missing or empty"),
        ('[[claim]]\nid = "a b"\ntext = "c"\n', 2, "one word"),
        (_CLAIM + 'txet = "b"\n', 4, r"Unknown key 'txet': did you mean 'text'\?"),
        (_CLAIM + "zzz = 1\n", 4, r"Unknown key 'zzz': known are id, text"),
        (_CLAIM + 'watch = "White House"\n', 4, "list of texts"),
        (_CLAIM + "watch = [1]\n", 4, "list of texts"),
        (_CLAIM + "origin = 1\n", 4, "a text in quotation marks"),
        (_CLAIM + "first_reported = 2025-13-01\n", 4, "not TOML"),
        (_CLAIM + 'first_reported = "yesterday"\n', 4, "a day, such as"),
        (_CLAIM + "first_reported = 2025-11-27T09:00:00Z\n", 4, "a day, such as"),
        (_CLAIM + 'state = "asleep"\n', 4, "one of tracked, paused, closed"),
        (_CLAIM + "\n" + _CLAIM, 6, r"'id' 'a' stands on line 1 already"),
        (b'[[claim]]\nid = "a"\ntext = "\xe9t\xe9"\n', 3, "not UTF-8"),
        ("x = " + "[" * 5000, None, "."),
    ],
)
def test_a_mistake_in_a_claim_file_is_named_with_its_line(
    tmp_path: Path, content: str | bytes, line: int | None, message: str
) -> None:
    """Whatever is wrong with a claim file, the error says what and where."""
    with pytest.raises(SeedError, match=message) as caught:
        load_claims(_written(tmp_path, "claims.toml", content))

    assert caught.value.path.endswith("claims.toml")
    assert line is None or caught.value.line == line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no claim in the file"),
        ("[]", "no claim in the file"),
        ("{", r":1: This is not JSON"),
        ('[{"id": "a",\n}]', r":2: This is not JSON"),
        ('"claim"', "Expected a list of objects"),
        ('[{"id": "a"}]', r"claim 1: 'text' is missing"),
        ('[{"id": "a", "text": 3}]', r"claim 1: 'text' must be a text"),
        ('[{"id":"a","text":"b"},{"id":"a","text":"c"}]', r"claim 2: 'id' 'a' .* claim 1 already"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_mistake_in_a_json_list_is_named(tmp_path: Path, content: str, message: str) -> None:
    """In JSON the record is named where its line is not known."""
    with pytest.raises(SeedError, match=message):
        load_claims(_written(tmp_path, "claims.json", content))


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A missing file and a folder in its place are clear errors."""
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(SeedError, match="cannot be read"):
            load_claims(path)


def test_a_byte_order_mark_and_folded_lines_are_no_mistake(tmp_path: Path) -> None:
    """Files saved by an office program load, and white space in texts is folded."""
    content = b'\xef\xbb\xbf[[claim]]\r\nid = "a"\r\ntext = """\r\nThe dam\r\n  is safe."""\r\n'

    (claim,) = load_claims(_written(tmp_path, "claims.toml", content))

    assert claim.text == "The dam is safe."


@settings(max_examples=60, deadline=None, derandomize=True)
@given(claims=_claims, to=st.sampled_from([Format.TOML, Format.JSON]))
def test_claims_survive_a_round_trip(
    tmp_path_factory: pytest.TempPathFactory, claims: list[Claim], to: Format
) -> None:
    """What is dumped loads as it was, whatever characters it holds."""
    path = tmp_path_factory.mktemp("claims") / f"claims.{to}"
    path.write_text(dump_claims(claims, to), encoding="utf-8", newline="")

    assert load_claims(path) == tuple(claims)


def test_claims_are_not_written_as_opml() -> None:
    """OPML is a list of feeds and nothing else."""
    with pytest.raises(ValueError, match="feeds only"):
        dump_claims([], Format.OPML)


@pytest.mark.parametrize("to", Format)
def test_feeds_survive_a_round_trip(tmp_path: Path, to: Format) -> None:
    """Feeds load as dumped, with ids, pauses and kinds, in OPML too."""
    url = "https://www.example.org/rss?lang=en&page=1"
    feeds = (
        FeedSeed(id=derive_feed_id(url), url=url, outlet="R & D <Daily>"),
        FeedSeed(
            id="b", url="http://example.net/b.xml", outlet="B", paused=True, kind=FeedKind.PAGE
        ),
    )
    path = _written(tmp_path, f"feeds.{to}", dump_feeds(feeds, to))

    loaded = load_feeds(path)

    assert [(feed.url, feed.outlet) for feed in loaded] == [(f.url, f.outlet) for f in feeds]
    assert loaded[0].id == "example.org-rss-lang-en-page-1"
    assert loaded == feeds


@given(
    st.lists(
        st.builds(
            FeedSeed,
            id=st.from_regex(r"[a-z0-9.-]{1,20}", fullmatch=True),
            url=st.from_regex(r"https://[a-z]{1,9}\.example/[!-~]{0,20}", fullmatch=True),
            outlet=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1),
            paused=st.booleans(),
            kind=st.sampled_from(FeedKind),
        ),
        min_size=1,
        unique_by=lambda feed: feed.url,
    )
)
def test_any_list_survives_opml(feeds: list[FeedSeed]) -> None:
    """Whatever the names and addresses, an OPML list says what was put into it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.opml"
        path.write_text(dump_feeds(feeds, Format.OPML), encoding="utf-8")
        assert list(load_feeds(path)) == feeds


@given(st.text())
def test_what_xml_cannot_hold_is_left_out(name: str) -> None:
    """An outlet's name of any characters can be written, and the list is read back."""
    written = dump_feeds([FeedSeed(id="a", url="https://a.example/", outlet=name)], Format.OPML)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.opml"
        path.write_text(written, encoding="utf-8")
        assert [feed.url for feed in load_feeds(path)] == ["https://a.example/"]


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_no_opml(junk: bytes) -> None:
    """Whatever a list holds, it is feeds or a SeedError."""
    for body in (junk, b"<opml><body>" + junk):
        with suppress(SeedError):
            parse_opml(body, "feeds.opml")


def test_opml_of_other_readers_loads(tmp_path: Path) -> None:
    """Folders are searched, capitals do not matter, and a repeated feed counts once."""
    path = _written(
        tmp_path,
        "feeds.opml",
        """<?xml version="1.0" encoding="ISO-8859-1"?>
        <opml version="1.1"><head/><body><outline text="World">
          <outline text="A" type="rss" xmlurl="https://a.example/rss"/>
          <outline text="B" title="B News" type="rss" xmlUrl="https://b.example/rss"/>
        </outline><outline text="A again" xmlUrl="https://a.example/rss"/></body></opml>""",
    )

    assert [(feed.outlet, feed.url) for feed in load_feeds(path)] == [
        ("A", "https://a.example/rss"),
        ("B News", "https://b.example/rss"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not XML"),
        ("<opml>", r":1: This is not XML"),
        ("<rss/>", "not OPML: it begins with <rss>"),
        ("<opml><body/></opml>", "no feed in the list"),
        ('<opml><outline xmlUrl="file:///etc/passwd"/></opml>', "http or https address"),
        ('<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>', "entities"),
    ],
)
def test_a_bad_opml_list_is_refused(tmp_path: Path, content: str, message: str) -> None:
    """A list that is no OPML, lists nothing or tries XML tricks is an error."""
    with pytest.raises(SeedError, match=message):
        load_feeds(_written(tmp_path, "feeds.opml", content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[feed]]\nurl = "ftp://a.example/"\n', r":2: 'url' must be an http"),
        ('[[feed]]\nurl = "https://[::1"\n', r":2: 'url' must be an http"),
        ('[[feed]]\nurl = "https:///rss"\n', r":2: 'url' must be an http"),
        ('[[feed]]\nurl = "https://a.example/"\npaused = "no"\n', r":3: 'paused' must be true"),
        (
            '[[feed]]\nurl = "https://a.example/"\n[[feed]]\nurl = "https://a.example/"\n',
            r":4: 'url' .* on line 1 already",
        ),
    ],
)
def test_a_mistake_in_a_feed_list_is_named(tmp_path: Path, content: str, message: str) -> None:
    """Addresses, flags and repeats are checked, and the line is told."""
    with pytest.raises(SeedError, match=message):
        load_feeds(_written(tmp_path, "feeds.toml", content))


def test_outlets_are_checked(tmp_path: Path) -> None:
    """An outlet's kind and country are of the known ones."""
    for line, message in (('kind = "blog"', "one of agency"), ('country = "Japan"', "two capital")):
        with pytest.raises(SeedError, match=message):
            load_outlets(_written(tmp_path, "o.toml", f'[[outlet]]\nname = "A"\n{line}\n'))
