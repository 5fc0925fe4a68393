"""A change between two revisions as people and programs see it: terminal, page, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.text import Text

from monitor.model.article import Revision
from monitor.model.change import Change, Field, HunkKind
from monitor.rules.lettering import visible

#: Unchanged characters shown on either side of an edit in the terminal.
CONTEXT = 80

_STYLES = {"kept": "", "gone": "strike red", "came": "bold green", "moved": "cyan"}
_pages = Environment(
    loader=PackageLoader("monitor.service"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters with one fate: kept, gone, came or moved."""

    fate: str
    text: str


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


def change_as_html(old: Revision, new: Revision, change: Change) -> str:
    """Give a change as one self-contained page, words marked as `ins` and `del`."""
    return _pages.get_template("change.html.jinja").render(
        old=old,
        new=new,
        change=change,
        kinds=sorted(change.kinds),
        headline=list(runs(old, change, Field.HEADLINE)),
        paragraphs=_paragraphs(list(runs(old, change, Field.TEXT))),
    )


def print_change(console: Console, old: Revision, new: Revision, change: Change) -> None:
    """Print a change: what sort it is, the notice, and each edit with a little around it."""
    kinds = ", ".join(sorted(change.kinds)) or "no change"
    weight = "material" if change.material else "not material"
    console.print(f"[bold]{kinds}[/]  [dim]{weight}[/]")
    if change.notice:
        console.print(Text(visible(change.notice), style="italic"))
    for field in Field:
        shown = _clipped(list(runs(old, change, field)))
        if any(run.fate != "kept" for run in shown):
            console.print()
            console.print(Text.assemble(*((visible(r.text), _STYLES[r.fate]) for r in shown)))
    if not change.hunks and old.content_hash == new.content_hash:
        console.print("The two texts are the same.")


def runs(old: Revision, change: Change, field: Field) -> Iterator[Run]:
    """Walk one field from old to new: what stayed, what went, what came, in reading order."""
    text = old.headline if field is Field.HEADLINE else old.text
    at = 0
    for hunk in sorted((h for h in change.hunks if h.field is field), key=lambda h: h.start):
        if hunk.start > at:
            yield Run("kept", text[at : hunk.start])
        moved = hunk.kind is HunkKind.MOVED
        if hunk.before:
            yield Run("gone", hunk.before)
        if hunk.after:
            yield Run("moved" if moved else "came", hunk.after)
        at = hunk.end
    if at < len(text):
        yield Run("kept", text[at:])


def _clipped(listed: list[Run]) -> list[Run]:
    """Shorten what stayed to a little before and after each edit."""
    clipped = []
    for number, run in enumerate(listed):
        first, last = number == 0, number == len(listed) - 1
        room = CONTEXT if first or last else 2 * CONTEXT
        if run.fate != "kept" or len(run.text) <= room:
            clipped.append(run)
            continue
        head = "" if first else run.text[:CONTEXT]
        tail = "" if last else run.text[-CONTEXT:]
        clipped.append(Run("kept", f"{head} … {tail}"))
    return clipped


def _paragraphs(listed: list[Run]) -> list[list[Run]]:
    """Break runs into paragraphs, so that a page can set them as such."""
    paragraphs: list[list[Run]] = [[]]
    for run in listed:
        first, *others = run.text.split("\n\n")
        if first:
            paragraphs[-1].append(Run(run.fate, first))
        paragraphs += [[Run(run.fate, other)] if other else [] for other in others]
    return [paragraph for paragraph in paragraphs if paragraph]
