"""A change between two revisions on the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from monitor.model.change import Field
from monitor.rules.laying import Fate, Paragraph, Row, Run, Section
from monitor.rules.lettering import visible
from monitor.service.changes import Comparison

#: Characters of an unchanged run shown next to a change; a paragraph of news is shorter.
CONTEXT = 240

#: How a run looks in colours, and how it is marked where there are none (as `wdiff` does).
_STYLES = {
    Fate.KEPT: "",
    Fate.GONE: "red strike",
    Fate.CAME: "bold green underline",
    Fate.MOVED_AWAY: "blue strike",
    Fate.MOVED_HERE: "bold blue underline",
}
_MARKS = {
    Fate.KEPT: "{}",
    Fate.GONE: "[-{}-]",
    Fate.CAME: "{{+{}+}}",
    Fate.MOVED_AWAY: "[<{}<]",
    Fate.MOVED_HERE: "{{>{}>}}",
}
_MOVES = {Fate.MOVED_AWAY: "moved from here: ", Fate.MOVED_HERE: "moved to here: "}


def print_change(console: Console, told: Comparison) -> None:
    """Print a change: what sort it is, the notice, the headline, and each edit in its place.

    Unchanged paragraphs are folded with their count. Lines are wrapped to the terminal;
    where the answer goes into a file or another program, marks stand for the colours
    and nothing is wrapped.
    """
    for line in _lines(told, coloured=console.color_system is not None):
        console.print(line, soft_wrap=not console.is_terminal)


def _lines(told: Comparison, *, coloured: bool) -> Iterator[Text]:
    yield from _preface(told)
    if told.same:
        yield Text("\nThe two texts are the same.")
        return
    if any(hunk.field is Field.HEADLINE for hunk in told.change.hunks):
        yield Text()
        yield _set(tuple(told.headline()), coloured=coloured, base="bold")
    if any(hunk.field is Field.TEXT for hunk in told.change.hunks):
        for section in told.sections():
            yield from _section(section, coloured=coloured)


def _preface(told: Comparison) -> Iterator[Text]:
    kinds = ", ".join(told.kinds) or "no change"
    weight = ("material", "bold red") if told.change.material else ("not material", "dim")
    yield Text.assemble((kinds, "bold"), "  ", weight)
    names = " to ".join(told.names)
    if told.article:
        times = f"seen {told.old.seen_at:%d %b %Y %H:%M} and {told.new.seen_at:%d %b %Y %H:%M} UTC"
        yield Text(visible(f"{told.article.outlet}, {names.lower()}, {times}"), style="dim")
        yield Text(visible(told.article.url), style="dim")
    else:
        yield Text(visible(names), style="dim")
    if told.change.notice:
        yield Text(visible(f"The outlet's notice: {told.change.notice}"), style="italic yellow")


def _section(section: Section, *, coloured: bool) -> Iterator[Text]:
    if section.folded:
        number = sum(len(row.merged) for row in section.rows)
        yield Text()
        yield Text(f"\u22ef {number} unchanged paragraph{'s' * (number > 1)}", style="dim")
        return
    for row in section.rows:
        for paragraph in row.merged:
            yield Text()
            yield _set(_clipped(paragraph), coloured=coloured, base=_base(row))


def _base(row: Row) -> str:
    return "" if row.changed else "dim"


def _set(paragraph: Paragraph, *, coloured: bool, base: str) -> Text:
    """Set a paragraph, its blanks outside of what is marked."""
    text = Text(style=base)
    for before, run in zip((None, *paragraph), paragraph, strict=False):
        if coloured and before and before.fate is Fate.GONE and run.fate is Fate.CAME:
            text.append(" ")
        words = visible(run.text)
        core = words.strip() or words
        lead, _, tail = words.partition(core)
        marked = core if coloured else _MARKS[run.fate].format(core)
        move = Text(_MOVES.get(run.fate, ""), style="blue")
        text.append(lead).append(move).append(marked, style=_STYLES[run.fate]).append(tail)
    return text


def _clipped(paragraph: Paragraph) -> Paragraph:
    """Shorten what stayed to a little before and after each edit."""
    clipped = []
    for number, run in enumerate(paragraph):
        first, last = number == 0, number == len(paragraph) - 1
        if run.fate is not Fate.KEPT or len(run.text) <= 2 * CONTEXT:
            clipped.append(run)
            continue
        head = run.text[:CONTEXT] if not first or last else ""
        tail = run.text[-CONTEXT:] if not last else ""
        clipped.append(Run(fate=run.fate, text=f"{head} \u2026 {tail}"))
    return tuple(clipped)
