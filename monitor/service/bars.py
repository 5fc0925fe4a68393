"""Progress bars for long work; on terminals only, gone when the work is done."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from seeds.archives import Report


class ReplayBar:
    """Shows how far a replay has come, in reports and in the archive's time."""

    def __init__(self, console: Console) -> None:
        """Draw on a console."""
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("replaying", total=None)

    def __enter__(self) -> Self:
        """Start to draw."""
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self._progress.stop()

    def show(self, done: int, total: int, report: Report) -> None:
        """Show that a report is through."""
        self._progress.update(
            self._task,
            completed=done,
            total=total,
            description=f"replaying {report.published:%d %b %Y %H:%M}",
        )
