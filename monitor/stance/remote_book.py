"""What a remote model has answered and cost: one SQLite file that several processes may share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from monitor.model.errors import StanceError
from monitor.model.evidence import Scores

#: Answers kept; the oldest go first. At about 130 bytes each this is some 30 MB.
ANSWERS_KEPT = 200_000

#: Seconds to wait for another process that is writing.
_LOCK_WAIT_S = 5

_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS answer (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    supports REAL NOT NULL, contradicts REAL NOT NULL,
    mentions REAL NOT NULL, unrelated REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, usd REAL NOT NULL);
"""


class AnswerBook:
    """Answers by the hash of their question, and the money spent by day (UTC)."""

    def __init__(self, path: Path | None = None, *, kept: int = ANSWERS_KEPT) -> None:
        """Name the file; None keeps the book in memory. Nothing is opened yet."""
        self._path = path
        self._kept = kept

    def find(self, key: bytes) -> Scores | None:
        """Find the answer to a question.

        Raises:
            StanceError: The file cannot be read; so with every method.
        """
        with self._told():
            row = self._base.execute(
                "SELECT supports, contradicts, mentions, unrelated FROM answer WHERE key = ?",
                [key],
            ).fetchone()
        if row is None:
            return None
        supports, contradicts, mentions, unrelated = row
        return Scores(
            supports=supports, contradicts=contradicts, mentions=mentions, unrelated=unrelated
        )

    def keep(self, key: bytes, scores: Scores) -> None:
        """Keep an answer; the first one to a question stays."""
        shares = (scores.supports, scores.contradicts, scores.mentions, scores.unrelated)
        with self._told():
            put = self._base.execute(
                "INSERT OR IGNORE INTO answer"
                " (key, supports, contradicts, mentions, unrelated) VALUES (?, ?, ?, ?, ?)",
                [key, *shares],
            )
            if put.rowcount and put.lastrowid:
                self._base.execute(
                    "DELETE FROM answer WHERE number <= ?", [put.lastrowid - self._kept]
                )

    def reserve(self, day: date, usd: float, cap: float) -> bool:
        """Put money aside if no more than the cap is then spent; tell whether it was."""
        with self._told():
            self._base.execute("INSERT OR IGNORE INTO spent VALUES (?, 0)", [day.isoformat()])
            # One statement, so that two processes cannot both take the last cent.
            put = self._base.execute(
                "UPDATE spent SET usd = usd + ? WHERE day = ? AND usd + ? <= ?",
                [usd, day.isoformat(), usd, cap],
            )
        return put.rowcount == 1

    def give_back(self, day: date, usd: float) -> None:
        """Return what was put aside and not spent."""
        with self._told():
            self._base.execute(
                "UPDATE spent SET usd = usd - ? WHERE day = ?", [usd, day.isoformat()]
            )

    def spent(self, day: date) -> float:
        """Tell what a day has cost, in US dollars, with what is put aside."""
        with self._told():
            row = self._base.execute(
                "SELECT usd FROM spent WHERE day = ?", [day.isoformat()]
            ).fetchone()
        return float(row[0]) if row else 0.0

    def close(self) -> None:
        """Close the file."""
        if "_base" in self.__dict__:
            self._base.close()
            del self._base

    @cached_property
    def _base(self) -> sqlite3.Connection:
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(
            self._path or ":memory:",
            timeout=_LOCK_WAIT_S,
            isolation_level=None,
            check_same_thread=False,  # each weighing comes on a thread of its own, one at a time
        )
        try:
            base.executescript(_SCHEMA)
        except sqlite3.Error:
            base.close()
            raise
        return base

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            message = f"The file of answers {self._path} cannot be used: {error}."
            raise StanceError(message, model="remote") from error
