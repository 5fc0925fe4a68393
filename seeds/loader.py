"""Claims, outlets and feeds, from files to values and back; every mistake named with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from monitor.model.claim import Claim, ClaimState
from monitor.model.errors import SeedError
from monitor.model.feed import FeedKind
from seeds.opml import dump_opml, parse_opml
from seeds.records import Record, read_bytes, read_records

_CLAIM_KEYS = (
    "id",
    "text",
    "watch",
    "origin",
    "first_reported",
    "topic",
    "notes",
    "aliases",
    "state",
)
_FEED_KEYS = ("id", "url", "outlet", "paused", "kind")
_OUTLET_KEYS = ("name", "kind", "country", "home", "aliases")

#: An id stands in addresses, commands and keys, so it is one plain word.
_ID = re.compile(r"[\w.:-]{1,120}")
_COUNTRY = re.compile(r"[A-Z]{2}")

Kind = TypeVar("Kind", bound=StrEnum)


class Format(StrEnum):
    """How a list is written."""

    TOML = "toml"
    JSON = "json"
    #: Feeds only; what other feed readers do not know stands in attributes of our own.
    OPML = "opml"


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    WEBSITE = "website"
    GOVERNMENT = "government"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher, and what other newsrooms call it."""

    name: str
    kind: OutletKind
    #: ISO 3166-1 alpha-2.
    country: str | None = None
    home: str | None = None
    #: Short forms and credit lines that mean this outlet.
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSeed:
    """A feed as a list names it, before it is ever polled."""

    id: str
    url: str
    outlet: str
    paused: bool = False
    kind: FeedKind = FeedKind.FEED


class ListedFeed(Protocol):
    """What a list says of a feed; a `Feed` on record has it too."""

    @property
    def id(self) -> str: ...  # noqa: D102 (as in FeedSeed)
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def outlet(self) -> str: ...  # noqa: D102
    @property
    def paused(self) -> bool: ...  # noqa: D102
    @property
    def kind(self) -> FeedKind: ...  # noqa: D102


def seed_path(name: str) -> Path:
    """Find a file or folder that is shipped with the package.

    Raises:
        SeedError: Nothing of that name is shipped.
    """
    path = Path(str(files("seeds").joinpath(name)))
    if not path.exists():
        raise SeedError("No such seed is shipped.", path=name)
    return path


def load_claims(path: Path) -> tuple[Claim, ...]:
    """Load claims from TOML (`[[claim]]`) or JSON (a list of objects), in their order.

    Raises:
        SeedError: Something in the file cannot be used; it says what and where.
    """
    records = read_records(path, "claim")
    claims = tuple(_claim(record) for record in records)
    _expect_unique(records, "id")
    return claims


def dump_claims(claims: Iterable[Claim], to: Format = Format.TOML) -> str:
    """Write claims so that `load_claims` reads the same ones back.

    Raises:
        ValueError: OPML is for feeds only.
    """
    return _dump("claim", [_claim_values(claim) for claim in claims], to)


def load_outlets(path: Path) -> tuple[Outlet, ...]:
    """Load outlets from TOML (`[[outlet]]`) or JSON.

    Raises:
        SeedError: Something in the file cannot be used; it says what and where.
    """
    records = read_records(path, "outlet")
    outlets = tuple(_outlet(record) for record in records)
    _expect_unique(records, "name")
    return outlets


def load_feeds(path: Path) -> tuple[FeedSeed, ...]:
    """Load feeds from TOML (`[[feed]]`), JSON, or OPML by its ending (.opml, .xml).

    An OPML list may name one feed in several folders; it counts once.

    Raises:
        SeedError: Something in the file cannot be used; it says what and where.
    """
    if path.suffix.lower() in {".opml", ".xml"}:
        first: dict[str, FeedSeed] = {}
        for feed in map(_feed, parse_opml(read_bytes(path), str(path))):
            first.setdefault(feed.url, feed)
        return tuple(first.values())
    records = read_records(path, "feed")
    feeds = tuple(_feed(record) for record in records)
    _expect_unique(records, "url")
    _expect_unique(records, "id")
    return feeds


def dump_feeds(feeds: Iterable[ListedFeed], to: Format = Format.TOML) -> str:
    """Write feeds as a list that `load_feeds`, or with OPML any feed reader, can read."""
    if to is Format.OPML:
        return dump_opml(_feed_values(feed) for feed in feeds)
    return _dump("feed", [_feed_values(feed) for feed in feeds], to)


def derive_feed_id(url: str) -> str:
    """Make an id of an address, the same one every time: `japantimes.co.jp-feed`."""
    address = urlsplit(url)
    host = (address.hostname or "").removeprefix("www.")
    words = re.findall(r"\w+", f"{address.path} {address.query}")
    return "-".join([host.replace(":", "."), *words])[:120]


def _claim(record: Record) -> Claim:
    record.expect_keys(_CLAIM_KEYS)
    return Claim(
        id=_id(record),
        text=record.text("text"),
        watch=record.texts("watch"),
        origin=record.text_or_none("origin"),
        first_reported=record.day("first_reported"),
        topic=record.text_or_none("topic"),
        notes=record.text_or_none("notes"),
        aliases=record.texts("aliases"),
        state=_one_of(ClaimState, record, "state", ClaimState.TRACKED),
    )


def _outlet(record: Record) -> Outlet:
    record.expect_keys(_OUTLET_KEYS)
    country = record.text_or_none("country")
    if country and not _COUNTRY.fullmatch(country):
        raise record.wrong("'country' must be two capital letters, such as JP.", "country")
    return Outlet(
        name=record.text("name"),
        kind=_one_of(OutletKind, record, "kind", OutletKind.WEBSITE),
        country=country,
        home=_address(record, "home") if "home" in record.values else None,
        aliases=record.texts("aliases"),
    )


def _feed(record: Record) -> FeedSeed:
    record.expect_keys(_FEED_KEYS)
    url = _address(record, "url")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return FeedSeed(
        id=_id(record) if "id" in record.values else derive_feed_id(url),
        url=url,
        outlet=record.text_or_none("outlet") or host,
        paused=record.flag("paused"),
        kind=_one_of(FeedKind, record, "kind", FeedKind.FEED),
    )


def _id(record: Record) -> str:
    value = record.text("id")
    if not _ID.fullmatch(value):
        message = f"'id' must be one word of letters, digits and . _ : -, not {value!r}."
        raise record.wrong(message, "id")
    return value


def _address(record: Record, key: str) -> str:
    """Get the address of a public document, whatever it may point to; fetching is guarded."""
    value = record.text(key)
    try:
        address = urlsplit(value)
        usable = address.scheme in {"http", "https"} and address.hostname and " " not in value
    except ValueError:
        usable = None
    if not usable:
        raise record.wrong(f"{key!r} must be an http or https address, not {value!r}.", key)
    return value


def _one_of(kind: type[Kind], record: Record, key: str, default: Kind) -> Kind:
    value = record.text_or_none(key)
    try:
        return kind(value) if value else default
    except ValueError as error:
        raise record.wrong(f"{key!r} must be one of {', '.join(kind)}.", key) from error


def _expect_unique(records: Iterable[Record], key: str) -> None:
    first: dict[str, Record] = {}
    for record in records:
        value = record.text_or_none(key)
        if value is None:
            continue
        other = first.setdefault(value, record)
        if other is not record:
            where = f"on line {other.line}" if other.line else f"in {other.kind} {other.number}"
            raise record.wrong(f"{key!r} {value!r} stands {where} already: rename one.", key)


def _claim_values(claim: Claim) -> dict[str, object]:
    state = None if claim.state is ClaimState.TRACKED else claim.state.value
    return {
        "id": claim.id,
        "text": claim.text,
        "watch": list(claim.watch),
        "origin": claim.origin,
        "first_reported": claim.first_reported,
        "topic": claim.topic,
        "notes": claim.notes,
        "aliases": list(claim.aliases),
        "state": state,
    }


def _feed_values(feed: ListedFeed) -> dict[str, object]:
    values = {"id": feed.id, "url": feed.url, "outlet": feed.outlet, "paused": feed.paused}
    return values if feed.kind is FeedKind.FEED else {**values, "kind": str(feed.kind)}


def _dump(kind: str, records: list[dict[str, object]], to: Format) -> str:
    """Write records, leaving out what is empty."""
    full = [{key: value for key, value in record.items() if value} for record in records]
    match to:
        case Format.TOML:
            return "\n".join(_toml_table(kind, values) for values in full)
        case Format.JSON:
            return json.dumps(full, ensure_ascii=False, indent=2, default=str) + "\n"
        case Format.OPML:
            raise ValueError("OPML is for feeds only.")


def _toml_table(kind: str, values: Mapping[str, object]) -> str:
    lines = [f"{key} = {_toml_value(value)}" for key, value in values.items()]
    return "\n".join([f"[[{kind}]]", *lines, ""])


def _toml_value(value: object) -> str:
    """Write a value; JSON and TOML strings differ in one character only, DEL."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
