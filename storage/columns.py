"""Column types that hold the same on SQLite and PostgreSQL, whatever a page brings."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

#: Characters that one of the databases refuses in text, and the one that marks their escape.
_UNSTORABLE = re.compile("[\\\\\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_SURROGATE = re.compile("[\ud800-\udfff]")

#: A number that counts up with every row; SQLite knows it only by the name INTEGER.
Position = BigInteger().with_variant(Integer, "sqlite")


def digest(*parts: object) -> str:
    """Make one short key of many parts, or of a long one.

    PostgreSQL indexes no text above 2,700 bytes, and a hostile address may be longer.
    """
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


def choice(kind: type[StrEnum], name: str) -> Enum:
    """Make a column type of an enum: text by value, checked by the database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone.")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)  # SQLite keeps the digits and forgets the zone


class Str(TypeDecorator[str]):
    """Any text at all: NUL and lone surrogates, which databases refuse, are escaped."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub(_escape, value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


class Document(TypeDecorator[dict[str, Any]]):
    """The parts of a word that nobody asks for by value, as JSON text.

    JSON escapes NUL by itself; lone surrogates are escaped as JSON would. The
    database's own JSON type is not used because PostgreSQL's refuses both.
    """

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return _SURROGATE.sub(_escape, text)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(value)
