"""Words to JSON values and back, by the type hints of their fields.

`decode(type(word), encode(word)) == word` holds for every word that is stored.
A field that a document does not have takes its default, so a word may gain a
field without a migration; what a document has beyond the word is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Word = TypeVar("Word")

#: The smallest distance of two instants; durations are counted in it, so that none is rounded.
TICK = timedelta(microseconds=1)


def hints(kind: type) -> Mapping[str, Any]:
    """Tell the type of each field of a word, in the order of its fields."""
    return _hints(kind)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    known = get_type_hints(kind)
    return MappingProxyType({field.name: known[field.name] for field in fields(kind)})


def encode(value: object) -> Any:  # noqa: ANN401 (JSON has no one type)
    """Turn a word, or a part of one, into what JSON can hold.

    Raises:
        TypeError: The value is of a type that no word is made of.
    """
    if is_dataclass(value):
        return {name: encode(getattr(value, name)) for name in hints(type(value))}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    return _encode_plain(value)


def decode(kind: type[Word], data: Any) -> Word:  # noqa: ANN401 (JSON has no one type)
    """Build a word, or a part of one, from what `encode` made of it.

    Args:
        kind: What it was; a class, an optional, a tuple or a frozenset of one.
        data: As JSON gave it back.

    Raises:
        TypeError: The kind is of no sort that words are made of.
    """
    return cast("Word", _decoder(cast("Any", kind))(data))


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 (hints are values without one type)
    """Make the reader of a kind, once: a ledger is thousands of the same words."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (some,) = (_decoder(part) for part in inner if part is not NoneType)
        return lambda data: None if data is None else some(data)
    if origin in (tuple, frozenset):
        one = _decoder(inner[0])
        return lambda data: origin(map(one, data))
    if is_dataclass(kind):
        return _word_decoder(cast("type", kind))
    return _plain_decoder(kind)


def _encode_plain(value: object) -> Any:  # noqa: ANN401 (JSON has no one type)
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case timedelta():
            return value // TICK
        case _:
            raise TypeError(f"No word is made of {type(value).__name__}.")


def _word_decoder(kind: type[Any]) -> Callable[[Any], Any]:
    parts = {name: _decoder(known) for name, known in hints(kind).items()}
    return lambda data: kind(
        **{name: part(data[name]) for name, part in parts.items() if name in data}
    )


def _plain_decoder(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, date):
        return kind.fromisoformat
    if issubclass(kind, timedelta):
        return lambda data: data * TICK
    if issubclass(kind, (Enum, str, float, int)):
        return kind
    raise TypeError(f"No word is made of {kind.__name__}.")
