"""Finds channels that other packages bring, by entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from monitor.model.errors import ConfigError
from monitor.ports import Channel, Clock

#: Entry point group; each entry names a callable that makes a channel.
GROUP = "onrecord.channels"

#: Makes a channel of (its name, its own table of the configuration, the clock).
MakeChannel = Callable[[str, Mapping[str, Any], Clock], Channel]


def load_channel(kind: str, installed: Iterable[EntryPoint] | None = None) -> MakeChannel:
    """Load the maker of a kind of channel.

    Args:
        kind: Name of the entry point.
        installed: Where to look; None for all installed packages.

    Raises:
        ConfigError: No installed package brings this kind, or what it brings cannot be loaded.
    """
    found = {entry.name: entry for entry in installed or entry_points(group=GROUP)}
    entry = found.get(kind)
    if entry is None:
        known = ", ".join(sorted(found)) or "none"
        raise ConfigError(
            f"No installed package brings a channel {kind!r} (found: {known}); "
            f"install one with an entry point in {GROUP!r}.",
            key=f"channel {kind!r}",
        )
    try:
        make = entry.load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"{entry.value} cannot be loaded: {error}", key=kind) from error
    if not callable(make):
        raise ConfigError(f"{entry.value} is not a callable that makes a channel.", key=kind)
    return cast("MakeChannel", make)
