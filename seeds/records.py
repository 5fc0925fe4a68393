"""Seed files as records that know where they stand, so that a mistake is named with its line.

TOML and JSON are read by the standard library, which tells no line numbers of
what it has parsed. For TOML the lines are found again by looking for the table
headers and keys; where that fails, the error names the record instead.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from monitor.model.errors import SeedError

#: Where a record itself begins, among the lines of its keys.
_START = ""

_KEY = re.compile(r"""^\s*["']?([^\s"'=\[\]#]+)["']?\s*=""")
_TOML_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One table of a seed file, and where it stands."""

    path: str
    #: What the record describes: "claim", "feed".
    kind: str
    #: Place among the records of the file, from 1.
    number: int
    values: Mapping[str, object]
    #: Line of each key, and of the record itself; empty when unknown.
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def line(self) -> int | None:
        """Line on which the record begins, None when unknown."""
        return self.lines.get(_START)

    def wrong(self, message: str, key: str = _START) -> SeedError:
        """Make the error that says what is wrong, and where."""
        line = self.lines.get(key, self.line)
        which = "" if line else f"{self.kind} {self.number}: "
        return SeedError(f"{which}{message}", path=self.path, line=line)

    def expect_keys(self, known: Sequence[str]) -> None:
        """Check that no key is misspelt.

        Raises:
            SeedError: A key is not among those known.
        """
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}."
                raise self.wrong(f"Unknown key {key!r}: {hint}", key)

    def text(self, key: str) -> str:
        """Get a text that must be there, white space folded."""
        value = self.text_or_none(key)
        if value is None:
            raise self.wrong(f"{key!r} is missing or empty: a {self.kind} needs one.", key)
        return value

    def text_or_none(self, key: str) -> str | None:
        """Get a text, white space folded; None when it is missing or empty."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._not(key, "a text in quotation marks")
        return " ".join(value.split()) or None

    def texts(self, key: str) -> tuple[str, ...]:
        """Get a list of texts, empty when it is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self._not(key, 'a list of texts, such as ["White House"]')
        return tuple(folded for part in value if (folded := " ".join(part.split())))

    def flag(self, key: str) -> bool:
        """Get a yes or no, no when it is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self._not(key, "true or false")
        return value

    def day(self, key: str) -> date | None:
        """Get a day, None when it is missing."""
        value = self.values.get(key)
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError as error:
            raise self._not(key, "a day, such as 2025-11-27") from error
        if isinstance(day, datetime) or not (day is None or isinstance(day, date)):
            raise self._not(key, "a day, such as 2025-11-27")
        return day

    def instant(self, key: str) -> datetime:
        """Get an instant that must be there, as UTC; a day alone means its first moment."""
        wanted = "a day or an instant with its offset, such as 2025-11-27T09:00:00Z"
        value = self.values.get(key)
        try:
            moment = _moment(value) if isinstance(value, str) else value
            match moment:
                case datetime(tzinfo=None):
                    raise self._not(key, wanted)
                case datetime():
                    return moment.astimezone(UTC)
                case date():
                    return datetime.combine(moment, time(), UTC)
                case _:
                    raise self._not(key, wanted)
        except (ValueError, OverflowError) as error:
            raise self._not(key, wanted) from error

    def _not(self, key: str, wanted: str) -> SeedError:
        if self.values.get(key) is None:
            return self.wrong(f"{key!r} is missing: a {self.kind} needs {wanted}.", key)
        return self.wrong(f"{key!r} must be {wanted}.", key)


def read_bytes(path: Path) -> bytes:
    """Read a seed file.

    Raises:
        SeedError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        raise SeedError(message, path=str(path)) from error


def read_text(path: Path) -> str:
    """Read a seed file as UTF-8, with or without a byte order mark.

    Raises:
        SeedError: It cannot be read, or is in another encoding.
    """
    body = read_bytes(path)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(
            "The file is not UTF-8: save it in that encoding.",
            path=str(path),
            line=body.count(b"\n", 0, error.start) + 1,
        ) from error


def read_records(path: Path, kind: str) -> tuple[Record, ...]:
    """Read the records of a TOML or JSON file: `[[kind]]` tables, or a list of objects.

    Raises:
        SeedError: The file cannot be read, is neither, or holds no such record.
    """
    text = read_text(path)
    read = _json_records if path.suffix.lower() == ".json" else _toml_records
    records = read(text, str(path), kind)
    if not records:
        raise SeedError(f"There is no {kind} in the file: write one or more.", path=str(path))
    return records


def parse_json(text: str, path: str, line: int = 1) -> object:
    """Parse JSON that begins on a given line of a file.

    Raises:
        SeedError: It is not JSON.
    """
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise SeedError(
            f"This is not JSON: {error.msg}.", path=path, line=line + error.lineno - 1
        ) from error
    except (ValueError, RecursionError) as error:
        raise SeedError(f"This JSON cannot be read: {error}.", path=path, line=line) from error
    return value


def _moment(text: str) -> date:
    """Parse ISO 8601: a day without time stays a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def _json_records(text: str, path: str, kind: str) -> tuple[Record, ...]:
    values = parse_json(text, path) if text.strip() else []
    if isinstance(values, dict):
        values = values.get(f"{kind}s", values.get(kind))
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SeedError(f'Expected a list of objects, or {{"{kind}s": [...]}}.', path=path, line=1)
    return tuple(
        Record(path=path, kind=kind, number=number, values=value)
        for number, value in enumerate(values, start=1)
    )


def _toml_records(text: str, path: str, kind: str) -> tuple[Record, ...]:
    document = _parse_toml(text, path)
    values = document.pop(kind, [])
    lines = _table_lines(text, kind)
    if document:
        stray = next(iter(document))
        raise SeedError(f"Unknown key {stray!r}: each {kind} is a [[{kind}]] table.", path=path)
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SeedError(f"Write [[{kind}]], in double brackets, for each {kind}.", path=path)
    if len(lines) != len(values):
        lines = [{}] * len(values)
    return tuple(
        Record(path=path, kind=kind, number=number, values=value, lines=where)
        for number, (value, where) in enumerate(zip(values, lines, strict=True), start=1)
    )


def _parse_toml(text: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        # Without a line the parser means the end of the file.
        line = int(found[1]) if found else max(len(text.splitlines()), 1)
        raise SeedError(f"This is not TOML: {error}.", path=path, line=line) from error
    except RecursionError as error:
        raise SeedError("This TOML is nested too deeply.", path=path) from error


def _table_lines(text: str, kind: str) -> list[dict[str, int]]:
    """Find on which lines the tables of a kind and their keys stand."""
    wanted = re.compile(rf"^\s*\[\[\s*{re.escape(kind)}\s*\]\]")
    tables: list[dict[str, int]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if wanted.match(line):
            tables.append({_START: number})
        elif tables and (key := _KEY.match(line)):
            tables[-1].setdefault(key[1], number)
    return tables
