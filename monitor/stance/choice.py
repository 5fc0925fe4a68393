"""Finds stance models that other packages bring, by entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from monitor.model.errors import ConfigError
from monitor.ports import StanceModel

#: Entry point group; each entry names a callable that makes a stance model.
GROUP = "onrecord.stance_models"

#: Makes a stance model of its own table of the configuration.
MakeModel = Callable[[Mapping[str, Any]], StanceModel]


def load_maker(kind: str, installed: Iterable[EntryPoint] | None = None) -> MakeModel:
    """Load the maker of a kind of stance model.

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
            f"no installed package brings a stance model {kind!r} (found: {known}); "
            f"install one with an entry point in {GROUP!r}",
            key="stance.plugin.kind",
        )
    try:
        make = entry.load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"{entry.value} cannot be loaded: {error}", key=kind) from error
    if not callable(make):
        raise ConfigError(f"{entry.value} is not a callable that makes a model", key=kind)
    return cast("MakeModel", make)
