"""Who a speaker is that an article names by office alone, by what is on record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.model.evidence import Source, SourceKind
from monitor.rules.names import COUNTRIES, SEATS

#: Offices that one person holds at a time, at home: by two words and more, or by these alone.
_HELD_BY_ONE = re.compile(
    r"(?:president|premier|chancellor|governor|mayor)"
    r"|(?:\w+ )+(?:minister|secretary|president|chancellor|ambassador|chairman|chairwoman|governor"
    r"|mayor|leader)"
)
#: In front of an office that is not held, or not by one.
_NOT_HELD = re.compile(r"(?:former|ex|deputy|vice|acting|junior|own|senior|another|other)\b")
_COUNTRY = re.compile(
    rf"({'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})\b(?:'s|\.)? "
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that one person holds, of a country where that is told."""

    role: str
    country: str | None


@lru_cache(maxsize=4096)
def office_of(source: Source) -> Office | None:
    """Tell the office that a source speaks in, if one person holds it.

    `Japanese prime minister` and `Prime Minister Ana Ruiz` speak in one; a spokesman, an official
    and a former president in none. Kept, as ledgers are long and their sources few.
    """
    told = source.name if source.kind is SourceKind.ANONYMOUS else source.office or ""
    country = _COUNTRY.match(told)
    role = told[country.end() if country else 0 :].lower()
    if not _HELD_BY_ONE.fullmatch(role) or _NOT_HELD.match(role):
        return None
    return Office(role, COUNTRIES[country[1]] if country else None)


def same_office(one: Source, other: Source) -> bool:
    """Tell whether two sources, of which one is known by office alone, speak in the same office.

    `The president` is whoever is on record so; `Poland's president` is Poland's.
    """
    by_office = [s for s in (one, other) if s.kind is SourceKind.ANONYMOUS]
    if not by_office:
        return False
    a, b = office_of(one), office_of(other)
    if a is None or b is None or a.role != b.role:
        return False
    placeless = all(office_of(source) == Office(a.role, None) for source in by_office)
    return a.country == b.country or placeless


def country_of(source: Source) -> str | None:
    """Tell which country a source speaks for, where its name, its seat or its office tells."""
    own = COUNTRIES.get(source.name) or SEATS.get(source.name)
    owner = _COUNTRY.match(f"{source.office or source.name} ")
    return own or (COUNTRIES[owner[1]] if owner else None)


def holder_of(source: Source, on_record: Sequence[Source]) -> Source | None:
    """Find the one person on record who holds the office that a source is named by."""
    holders = {
        known.key: known
        for known in on_record
        if known.kind is SourceKind.NAMED and same_office(source, known)
    }
    return next(iter(holders.values())) if len(holders) == 1 else None
