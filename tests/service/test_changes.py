"""A change is shown whole, to eyes and ears, and a hostile article stays words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from lxml import html
from rich.console import Console
from typing_extensions import override

from monitor.rules.revising import change_between
from monitor.service.changes import Comparison, change_as_html
from monitor.service.changes_printed import print_change
from tests.builders import a_revision, an_article
from tests.golden.changes import FOLDER, bridge

#: What an outlet that means harm might print.
HOSTILE = (
    "<script>alert(1)</script></title></style><img src=x onerror=alert(1)> {{ 7*7 }}"
    " \x1b]0;owned\x07 \u202egnp.exe '\"--><svg/onload=alert(1)>"
)

#: What no page of ours loads or runs.
FORBIDDEN = {"script", "img", "svg", "iframe", "object", "embed", "link", "form", "base", "audio"}


def hostile() -> Comparison:
    """Give a change in which every word from outside is hostile."""
    old = a_revision(headline="Old", text=f"Kept.\n\n{HOSTILE}", extractor=HOSTILE)
    new = a_revision(
        number=2,
        headline=HOSTILE,
        text=f"Kept.\n\nCorrection: {HOSTILE}",
        language='en" onload="x',
        extractor=HOSTILE,
    )
    article = an_article(url=f"javascript:alert(1)//{HOSTILE}", outlet=HOSTILE)
    return Comparison(old=old, new=new, change=change_between(old, new), article=article)


class _Tags(HTMLParser):
    """Collects what a browser would see as tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}


def test_the_page_is_as_reviewed(pytestconfig: pytest.Config) -> None:
    """The page of the bridge story is, letter by letter, the one that was looked at."""
    expected, page = FOLDER / "change.html", change_as_html(bridge())
    if pytestconfig.getoption("--golden") == "update":
        expected.write_text(page, encoding="utf-8")
    assert page == expected.read_text(encoding="utf-8")


def test_a_hostile_article_cannot_script_the_page() -> None:
    """Its markup is text, its address no link, its controls gone, and the page allows no script."""
    page = change_as_html(hostile())
    seen = _Tags(page)
    assert not seen.tags & FORBIDDEN
    assert not {name for name in seen.attributes if name.startswith("on")}
    assert seen.links == {"#change"}
    assert "49" not in re.sub(r"[0-9a-f]{64}", "", page.partition("<body>")[2])
    assert not set("\x1b\x07\u202e") & set(page)
    assert "default-src 'none'" in page


def test_the_page_needs_nothing_else() -> None:
    """No script, no picture, no font, no style from elsewhere: the only link is the article's."""
    told = bridge()
    assert told.article
    seen = _Tags(change_as_html(told))
    assert not seen.tags & FORBIDDEN
    assert seen.links == {"#change", told.article.url}
    assert "url(" not in change_as_html(told)


def test_each_edit_is_told_in_words_too() -> None:
    """Who cannot see colours or strokes hears where an edit begins, what it did, where it ends."""
    tree = html.fromstring(change_as_html(bridge()))
    said = {"ins": ("inserted: ", "moved to here: "), "del": ("deleted: ", "moved away: ")}
    marks = [mark for mark in tree.iter("ins", "del") if mark.getparent().get("class") != "key"]
    assert len(marks) > 10
    for mark in marks:
        first, last = mark[0], mark[-1]
        assert first.text in said[mark.tag]
        assert last.text == " (end)"
        assert {first.get("class"), last.get("class")} == {"unseen"}


def test_both_views_have_headings_and_the_language_of_the_article() -> None:
    """A reader by ear finds the views by heading, and hears the words in their own language."""
    tree = html.fromstring(change_as_html(bridge()))
    for view in tree.iter("section"):
        if view.get("class") in {"side", "one"}:
            assert view.get("lang") == "en"
            assert view.find("h2") is not None
    assert [each.get("type") for each in tree.iter("input")] == ["radio", "radio"]
    labelled = {each.get("for") for each in tree.iter("label")}
    assert labelled == {each.get("id") for each in tree.iter("input")}


def _luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme: str) -> None:
    """By day and by night every text stands out from its ground by 4.5 to 1 (WCAG AA)."""
    style = change_as_html(bridge()).partition("* { box-sizing")[0]
    day, _, night = style.partition("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", day if scheme == "light" else night))
    for text in ("ink", "quiet", "link", "came", "gone", "moved", "alarm"):
        assert _contrast(found[text], found["paper"]) >= 4.5, text
    for text in ("came", "gone", "moved"):
        assert _contrast(found[text], found[f"{text}-tint"]) >= 4.5, text


def _printed(told: Comparison, **how: object) -> str:
    console = Console(highlight=False, record=True, **how)  # type: ignore[arg-type]  # as rich takes them
    with console.capture() as caught:
        print_change(console, told)
    return caught.get()


def test_the_terminal_wraps_and_colours() -> None:
    """On a terminal no line is wider than it is, words have colours, nothing else is marked."""
    shown = _printed(bridge(), force_terminal=True, width=60, color_system="standard")
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert max(map(len, plain.splitlines())) <= 60
    assert "\x1b[9;31m38\x1b[0m" in shown
    assert "[-" not in plain
    assert "2 unchanged paragraphs" in plain
    assert "moved to here: Ferries" in plain


def test_a_pipe_gets_marks_instead_of_colours() -> None:
    """Into a file go whole lines without colours, with marks as wdiff sets them."""
    shown = _printed(bridge(), force_terminal=False, width=60)
    assert "\x1b" not in shown
    assert "found [-38-]{+31+} cracks" in shown
    assert any(len(line) > 60 for line in shown.splitlines())


def test_kinds_and_notice_stand_first() -> None:
    """Before the text it is told what sort of change it is, and what the outlet says of it."""
    first, second, third, notice, *_ = _printed(bridge(), force_terminal=False).splitlines()
    assert first.startswith("correction, ")
    assert first.endswith("material")
    assert "Harbour Gazette, revision 3 to revision 4, seen 18 Nov 2026 08:41" in second
    assert third == "https://gazette.example/2026/11/18/harbour-bridge"
    assert notice.startswith("The outlet's notice: Correction:")


def test_equal_texts_are_told_so() -> None:
    """Where nothing changed, that is said, on the terminal and on the page."""
    old = a_revision()
    same = Comparison(old=old, new=old, change=change_between(old, old), files=("a", "b"))
    assert "The two texts are the same." in _printed(same, force_terminal=False)
    assert "The two texts are the same." in change_as_html(same)


def test_a_long_paragraph_is_cut_short_on_the_terminal() -> None:
    """Of a paragraph of a hundred thousand letters only what is near the edit is printed."""
    words = "word " * 20_000
    old, new = (
        a_revision(text=f"{words}old {words}"),
        a_revision(number=2, text=f"{words}new {words}"),
    )
    told = Comparison(old=old, new=new, change=change_between(old, new), files=("a", "b"))
    shown = _printed(told, force_terminal=False)
    assert "[-old-]{+new+}" in shown
    assert len(shown) < 2_000
