"""A change between two revisions as a page and as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from monitor import __version__
from monitor.desk.showing import shown, web_link
from monitor.desk.wording import long_time
from monitor.model.article import Article, Revision
from monitor.model.change import Change, ChangeKind, Field
from monitor.rules.laying import Run, Section, rows, sections, weave

#: What each kind is called before a person, the gravest first.
KIND_WORDS = {
    ChangeKind.RETRACTION: "retraction",
    ChangeKind.CORRECTION: "correction",
    ChangeKind.QUOTE: "quotation",
    ChangeKind.NUMBER: "number",
    ChangeKind.ATTRIBUTION: "attribution",
    ChangeKind.SOFTENED: "softened",
    ChangeKind.HARDENED: "hardened",
    ChangeKind.HEADLINE: "headline",
    ChangeKind.UPDATE: "update",
    ChangeKind.COPYEDIT: "copy edit",
    ChangeKind.BOILERPLATE: "boilerplate",
    ChangeKind.TECHNICAL: "read otherwise by us",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two revisions, or two files, and the change between them."""

    old: Revision
    new: Revision
    change: Change
    #: None where files are compared.
    article: Article | None = None
    #: Names of the files; None for revisions, which have numbers.
    files: tuple[str, str] | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        return self.files or (f"Revision {self.old.number}", f"Revision {self.new.number}")

    @property
    def kinds(self) -> list[str]:
        """What the edit did, in words, the gravest first."""
        return [words for kind, words in KIND_WORDS.items() if kind in self.change.kinds]

    @property
    def same(self) -> bool:
        """Whether the two texts are the same, letter by letter."""
        return not self.change.hunks

    def headline(self) -> list[Run]:
        """Lay the change over the headline."""
        return weave(self.old.headline, self.change.hunks, Field.HEADLINE)

    def sections(self) -> list[Section]:
        """Lay the change over the text, paragraph by paragraph."""
        return sections(rows(weave(self.old.text, self.change.hunks, Field.TEXT)))


def change_as_json(change: Change) -> dict[str, object]:
    """Give a change in the form that `diff --format json` prints (stable interface)."""
    return {
        "kinds": sorted(change.kinds),
        "material": change.material,
        "notice": change.notice,
        "hunks": [
            {
                "field": hunk.field,
                "kind": hunk.kind,
                "start": hunk.start,
                "end": hunk.end,
                "before": hunk.before,
                "after": hunk.after,
            }
            for hunk in change.hunks
        ],
    }


def change_as_html(told: Comparison) -> str:
    """Give a change as one self-contained page without scripts.

    Everything from outside is made harmless first and escaped second, as on the desk.
    """
    page = _pages.get_template("change.html.jinja").render(
        told=told,
        headline=told.headline(),
        sections=told.sections(),
        version=__version__,
    )
    return f"{page.strip()}\n"


def _environment() -> Environment:
    environment = Environment(
        # The desk shows changes in the same way.
        loader=ChoiceLoader([PackageLoader("monitor.service"), PackageLoader("monitor.desk")]),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"web_link": web_link, "long_time": long_time}
    return environment


_pages = _environment()
