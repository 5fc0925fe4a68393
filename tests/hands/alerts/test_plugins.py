"""Channels that other packages bring."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from rich.console import Console

from alerts.plugins import GROUP, load_channel
from alerts.terminal import TerminalChannel
from monitor.model.errors import ConfigError
from monitor.ports import Channel, Clock
from tests.hands.alerts.conftest import StillClock

NOT_CALLABLE = "a text"


def make_channel(name: str, table: Mapping[str, Any], clock: Clock) -> Channel:
    """Make a channel as a plug-in would."""
    return TerminalChannel(Console(**table), clock, name=name)


def an_entry(name: str, attribute: str) -> EntryPoint:
    """Build an entry point into this module."""
    return EntryPoint(name=name, value=f"{__name__}:{attribute}", group=GROUP)


def test_a_channel_is_made_by_its_entry_point(clock: StillClock) -> None:
    """The callable gets the channel's name, its table and the clock."""
    make = load_channel("screen", [an_entry("screen", "make_channel")])
    assert make("screen on the wall", {"width": 80}, clock).name == "screen on the wall"


def test_a_kind_that_nobody_brings_is_told_with_what_there_is() -> None:
    """The error names what is installed, and what to install."""
    with pytest.raises(ConfigError, match=r"'pigeon' \(found: screen\); install one"):
        load_channel("pigeon", [an_entry("screen", "make_channel")])


@pytest.mark.parametrize(
    ("attribute", "said"), [("missing", "cannot be loaded"), ("NOT_CALLABLE", "not a callable")]
)
def test_a_broken_entry_point_is_a_configuration_error(attribute: str, said: str) -> None:
    """What cannot be loaded or called is told by name."""
    with pytest.raises(ConfigError, match=said):
        load_channel("screen", [an_entry("screen", attribute)])


def test_installed_packages_are_looked_through() -> None:
    """Without a list, all entry points of the group are asked."""
    with pytest.raises(ConfigError, match="No installed package brings a channel 'pigeon'"):
        load_channel("pigeon")
