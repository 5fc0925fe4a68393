"""Alerts on a terminal."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from typing_extensions import override

from alerts.terminal import COLOURS, WIDEST, TerminalChannel
from alerts.wording import KINDS
from monitor.model.alert import Alert, AlertKind
from monitor.model.errors import ChannelUnavailable
from tests.hands.alerts.conftest import StillClock
from tests.hands.alerts.examples import (
    CONTRADICTS,
    EVERY_KIND,
    KIHARA_STATEMENT,
    REVISED,
    STANDING_CHANGED,
    a_notification,
)


def shown(alert: Alert, *, width: int = 80, colour: bool = False) -> str:
    """Show an alert on a terminal of so many columns."""
    sink = io.StringIO()
    console = Console(
        file=sink,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )
    channel = TerminalChannel(console, StillClock())
    receipt = asyncio.run(channel.send(a_notification(alert, folded=(STANDING_CHANGED,))))
    assert (channel.name, receipt.detail) == ("terminal", "printed")
    return sink.getvalue()


def test_a_block_says_what_an_editor_needs() -> None:
    """Kind, claim, who, words, why, standing, what stood before and the link are all there."""
    block = shown(CONTRADICTS, width=WIDEST)
    for expected in (
        "● CONTRADICTS",
        "27 Nov 2025, 07:40 UTC",
        "Donald Trump advised Sanae Takaichi",
        "Minoru Kihara, on the record, “told reporters”, contradicts",
        "“there is no such fact”",
        "This source takes a side on the claim for the first time.",
        "unchallenged, on the word of people familiar with the matter → denied by Minoru Kihara",
        "Two Japanese government sources, not named, “said”, supports",
        "https://kyodo.example/news/kihara-no-such-fact",
        "https://wsj.example/articles/trump-takaichi-call",
        "3 echoes",
        "standing changed: The claim was unchallenged, it is now denied",
    ):
        assert expected in block


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("alert", EVERY_KIND, ids=lambda alert: str(alert.kind))
def test_every_kind_fits_every_width(alert: Alert, width: int) -> None:
    """The kind stands there as a word, and no line is wider than the terminal."""
    lines = shown(alert, width=width).splitlines()
    assert any(KINDS[alert.kind].upper() in line for line in lines)
    assert max(map(cell_len, lines)) <= min(width, WIDEST)


def test_without_colour_nothing_is_lost_and_no_escape_is_written() -> None:
    """A log file or a terminal without colour reads the same words, edits marked by signs."""
    plain = shown(REVISED, width=WIDEST)
    assert "\x1b" not in plain
    assert "Kihara [-confirmed-] {+denied+}" in plain
    assert "\x1b[" in shown(REVISED, colour=True)


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J\x1b]0;owned\x07 words",
        "\x9b31m words",
        "words\rCONFIRMED",
        "words\x08\x08\x08\x00",
        "\u202esdrow",
        "[bold red]words[/] [link=https://evil.example]here[/link]",
        "words\n● SUPPORTS",
    ],
)
@pytest.mark.parametrize("colour", [True, False])
def test_article_text_cannot_steer_the_terminal(hostile: str, *, colour: bool) -> None:
    """Escape sequences, control characters and markup of others are shown or dropped."""
    statement = replace(
        KIHARA_STATEMENT,
        source=hostile,
        text=hostile,
        cue=hostile,
        outlet=hostile,
        headline=hostile,
        url=hostile,
    )
    alert = replace(
        REVISED,
        summary=hostile,
        claim_text=hostile,
        statements=(statement,),
        before=(statement,) * 6,
        notice=hostile,
        hunks=tuple(replace(hunk, before=hostile, after=hostile) for hunk in REVISED.hunks) * 2,
    )
    calm = shown(alert, colour=colour, width=WIDEST)
    steering = {char for char in calm if ord(char) < 32 or 0x7F <= ord(char) < 0xA0}
    assert steering <= ({"\n", "\x1b"} if colour else {"\n"})
    assert "\x1b]" not in calm
    assert "\x1b[2J" not in calm
    assert "\u202e" not in calm
    assert [line[:2] for line in calm.splitlines()].count("● ") == (not colour)
    if "[bold red]" in hostile:
        assert "[bold red]" in calm


def test_every_kind_has_a_colour() -> None:
    """No kind is left without one."""
    assert set(COLOURS) == set(AlertKind)


def test_a_terminal_that_is_gone_is_unavailable() -> None:
    """A closed terminal does not bring the daemon down."""

    class Closed(io.StringIO):
        @override
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    channel = TerminalChannel(Console(file=Closed()), StillClock())
    with pytest.raises(ChannelUnavailable, match="Input/output error"):
        asyncio.run(channel.send(a_notification()))
