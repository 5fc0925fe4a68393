"""Shows notifications on a terminal, one quiet block each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from alerts.clean import cut, one_line
from alerts.edits import Fate, pieces
from alerts.wording import (
    KINDS,
    STANCES,
    HouseStyle,
    begun,
    edited,
    how_many_echoes,
    how_said,
    split_quotations,
    where_it_stands,
    why,
)
from monitor.model.alert import Alert, AlertKind, Notification, Receipt, Severity, Statement
from monitor.model.change import Hunk
from monitor.model.errors import ChannelUnavailable
from monitor.model.evidence import Stance
from monitor.ports import Clock

#: A line is read with ease up to this many columns, however wide the terminal is.
WIDEST = 100

#: Longest passage, and most edits and earlier statements, shown.
_SHOWN_CHARACTERS, _SHOWN_HUNKS, _SHOWN_BEFORE = 600, 4, 4

COLOURS: dict[AlertKind, str] = {
    AlertKind.SUPPORTS: "green",
    AlertKind.CONTRADICTS: "red",
    AlertKind.WATCHED_SPEAKER: "blue",
    AlertKind.STANDING_CHANGED: "magenta",
    AlertKind.REVISED: "yellow",
    AlertKind.CORRECTED: "yellow",
    AlertKind.RETRACTED: "red",
    AlertKind.RESTORED: "cyan",
    AlertKind.SOURCE_DOWN: "bright_black",
    AlertKind.SOURCE_BACK: "cyan",
}

_STANCE_COLOURS = {
    Stance.SUPPORTS: "green",
    Stance.CONTRADICTS: "red",
    Stance.NEUTRAL: "bright_black",
}

_FATES = {
    Fate.KEPT: ("{}", ""),
    Fate.GONE: ("[-{}-]", "red strike"),
    Fate.CAME: ("{{+{}+}}", "green underline"),
}


class TerminalChannel:
    """A channel to whoever looks at the terminal."""

    def __init__(
        self,
        console: Console,
        clock: Clock,
        *,
        name: str = "terminal",
        style: HouseStyle | None = None,
    ) -> None:
        self._console, self._clock, self._name = console, clock, name
        self._style = style or HouseStyle()

    @property
    def name(self) -> str:
        """Name that routes and deliveries know the channel by."""
        return self._name

    async def send(self, notification: Notification) -> Receipt:
        """Print one block.

        A pipe whose reader has left is the console's to judge (`Console.on_broken_pipe`).

        Raises:
            ChannelUnavailable: The terminal cannot be written to.
        """
        block = render_block(notification, self._style)
        try:
            self._console.print(block, width=min(self._console.width, WIDEST))
        except OSError as error:
            raise ChannelUnavailable(
                f"The terminal cannot be written to: {error.strerror}.",
                channel=self._name,
                recipient=notification.recipient.address,
            ) from error
        return Receipt(at=self._clock.now(), detail="printed")


def render_block(notification: Notification, style: HouseStyle) -> RenderableType:
    """Draw a notification; every text of others passes through `one_line` and is never markup."""
    alert = notification.alert
    return Group(
        Rule(style="bright_black"),
        _title(alert, style),
        Text(_clean(alert.summary), style="bold"),
        "",
        _facts(alert, notification.folded),
        *(_said(statement, style) for statement in alert.statements),
        *_edit(alert),
        *_before(alert, style),
        *_foot(alert),
        "",
    )


def _title(alert: Alert, style: HouseStyle) -> Text:
    word = KINDS[alert.kind].upper()
    title = Text.assemble((f"● {word}", f"bold {COLOURS[alert.kind]}"))
    if alert.severity is Severity.HIGH:
        title.append("  urgent", style="bold")
    return title.append(f"  {style.time(alert.at)}", style="bright_black")


def _facts(alert: Alert, folded: tuple[Alert, ...]) -> Table:
    """List what is known of the alert as a column of names and a column of words."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bright_black", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("why", Text(why(alert)))
    if alert.claim_text:
        table.add_row("claim", Text(_clean(alert.claim_text)))
    if alert.standing_before and alert.standing_after:
        table.add_row("standing", _standing(alert))
    for other in folded:
        word = (f"{KINDS[other.kind]}: ", COLOURS[other.kind])
        table.add_row("also", Text.assemble(word, _clean(other.summary)))
    return table


def _standing(alert: Alert) -> Text:
    before = alert.standing_before and where_it_stands(alert.standing_before)
    after = alert.standing_after and where_it_stands(alert.standing_after)
    now = Text(_clean(after or ""), style="bold")
    return now if before == after else Text.assemble(_clean(before or ""), " → ", now)


def _said(statement: Statement, style: HouseStyle) -> RenderableType:
    colour = _STANCE_COLOURS[statement.stance]
    who = Text.assemble(
        (begun(_clean(statement.source)), "bold"),
        (f", {_clean(how_said(statement))}, ", "bright_black"),
        (STANCES[statement.stance], colour),
    )
    words = Text()
    for quoted, part in split_quotations(_clean(statement.text)):
        words.append(part, style="bold" if quoted else "")
    return Group("", who, _Barred(words, colour), _place(statement, style))


def _place(statement: Statement, style: HouseStyle) -> Text:
    where = f"{statement.outlet}, revision {statement.revision}, {style.time(statement.at)}"
    return Text(f"{_clean(where)}\n{one_line(statement.url)}", "bright_black", overflow="fold")


def _edit(alert: Alert) -> Iterator[RenderableType]:
    colour = COLOURS[alert.kind]
    if alert.notice:
        yield from ("", Text("the notice", "bright_black"), _Barred(_text(alert.notice), colour))
    for hunk in alert.hunks[:_SHOWN_HUNKS]:
        yield from ("", Text(edited(hunk), style="bright_black"), _Barred(_woven(hunk), colour))
    if len(alert.hunks) > _SHOWN_HUNKS:
        yield Text(f"and {len(alert.hunks) - _SHOWN_HUNKS} more edits", style="bright_black")


def _woven(hunk: Hunk) -> Text:
    marked = ((_FATES[piece.fate], piece.text) for piece in pieces(hunk))
    return Text(" ").join(Text(form.format(text), style=ink) for (form, ink), text in marked)


def _before(alert: Alert, style: HouseStyle) -> Iterator[RenderableType]:
    if not alert.before:
        return
    yield ""
    yield Text("on the record before", style="bright_black")
    for item in alert.before[:_SHOWN_BEFORE]:
        who = Text.assemble(
            (begun(_clean(item.source)), "bold"),
            (f", {_clean(how_said(item))}, ", "bright_black"),
            (STANCES[item.stance], _STANCE_COLOURS[item.stance]),
        )
        yield Padding(Group(who, _place(item, style)), (0, 0, 0, 2))
    if len(alert.before) > _SHOWN_BEFORE:
        yield Text(f"  and {len(alert.before) - _SHOWN_BEFORE} more", style="bright_black")


def _foot(alert: Alert) -> Iterator[RenderableType]:
    if alert.echoes:
        yield from ("", Text(how_many_echoes(alert.echoes), style="bright_black"))
    if alert.url and not alert.statements:
        yield Text(one_line(alert.url), style="bright_black", overflow="fold")


@dataclass(frozen=True, slots=True)
class _Barred:
    """Words set off by a bar at their left, on every line they take."""

    words: Text
    colour: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.words.wrap(console, options.max_width - 2):
            yield Text.assemble(("▎ ", self.colour), line)


def _text(text: str) -> Text:
    return Text(_clean(text))


def _clean(text: str) -> str:
    return cut(one_line(text), _SHOWN_CHARACTERS)
