"""The command line: one file a command family, and the group that holds them."""

from __future__ import annotations

from monitor.service.cli.main import main

__all__ = ["main"]
