"""The words of others within our own markup for the terminal."""

from __future__ import annotations

from rich.markup import escape

from monitor.rules.lettering import visible


def plain(text: str) -> str:
    """Take from a text what would style a line of ours, or steer the terminal."""
    return escape(visible(text))
