"""What all parsers of feeds share: addresses, plausible dates, and items told apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from monitor.model.feed import FeedItem

#: A publisher's clock may run ahead by a time zone; beyond that the date is wrong.
_LONGEST_AHEAD = timedelta(days=1)
#: Nothing on the web is older; feeds that say so write 0 or 1970 for "unknown".
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
#: A longer address leads to no article. Source: identity's bound on what it folds.
_LONGEST_ADDRESS = 4_096
#: A longer guid is told by its hash; it would be kept with every visit.
_LONGEST_GUID = 1_024
#: Seconds of one `sy:updatePeriod`. Source: RSS 1.0 syndication module.
_PERIODS = {
    "hourly": 3600,
    "daily": 86400,
    "weekly": 604800,
    "monthly": 2592000,
    "yearly": 31536000,
}
#: A longer wish than this is a mistake of the publisher's (a `ttl` in seconds, say).
_LONGEST_WISH = timedelta(days=1)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: RSS says 0 to 23; some write 24 for midnight.
_HOURS = 24
_SKIPPED = re.compile(rb"<(?:hour|day)>\s*(\w{1,9})\s*</(?:hour|day)>", re.IGNORECASE)
#: How long a list of skipped hours and days can be, in bytes.
_SKIP_LIST = 2_000
#: What marks an item as an episode: its substance is heard or seen, not read.
_EPISODIC = ("audio/", "video/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What an item carries besides words."""

    #: Address and MIME type of each enclosure.
    enclosures: Sequence[tuple[str, str]] = ()
    #: Whether the feed gives the item a duration or number as episodes have.
    numbered: bool = False

    def is_episode(self, url: str | None) -> bool:
        """Tell whether an item that leads to `url` is an episode of a podcast.

        An article that can be listened to has a page of its own and no episode's number.
        """
        heard = {link for link, kind in self.enclosures if kind.lower().startswith(_EPISODIC)}
        return bool(heard) and (self.numbered or url is None or url in heard)


def is_absolute(address: str) -> bool:
    """Tell an address that stands by itself."""
    return address.lower().startswith(("http://", "https://"))


def address(link: str, base: str) -> str | None:
    """Resolve a link; None when it leads to no page (mailto, javascript, nonsense)."""
    link = link.strip()
    if not link or len(link) > _LONGEST_ADDRESS:
        return None
    try:
        url = urljoin(base, link)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def plausible(date: datetime, fetched_at: datetime) -> datetime | None:
    """Keep a date that can be true when it is read; None for one that cannot."""
    return date if _FIRST <= date <= fetched_at + _LONGEST_AHEAD else None


def iso_date(value: object, fetched_at: datetime) -> datetime | None:
    """Read an ISO 8601 date; one without a zone counts as UTC, one of nonsense as none."""
    try:
        date = datetime.fromisoformat(value.strip() if isinstance(value, str) else "")
        aware = date if date.tzinfo else date.replace(tzinfo=UTC)
        return plausible(aware.astimezone(UTC), fetched_at)
    except (ValueError, OverflowError):
        return None


def update_every(wishes: Mapping[str, str | None]) -> timedelta | None:
    """Tell how often a feed asks to be polled at most.

    Args:
        wishes: `ttl` in minutes, `sy_updateperiod`, `sy_updatefrequency`, as printed.
    """
    minutes = _number(wishes.get("ttl"))
    period = _PERIODS.get(str(wishes.get("sy_updateperiod") or "").strip().lower(), 0)
    frequency = _number(wishes.get("sy_updatefrequency")) or 1.0
    seconds = max((minutes or 0.0) * 60, period / frequency)
    return min(timedelta(seconds=seconds), _LONGEST_WISH) if seconds > 0 else None


def skips(body: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Find the hours and the days in which a feed asks not to be polled (RSS 2.0).

    Looked for in the bytes, because feedparser keeps only the last of each. A feed that
    skips every hour or every day says nothing.
    """
    hours = [word for word in _listed(body, b"<skipHours") if word.isdigit()]
    days = [word.lower() for word in _listed(body, b"<skipDays")]
    skip_hours = frozenset(int(hour) % _HOURS for hour in hours if int(hour) <= _HOURS)
    skip_days = frozenset(_DAYS.index(day) for day in days if day in _DAYS)
    return (
        skip_hours if len(skip_hours) < _HOURS else frozenset(),
        skip_days if len(skip_days) < len(_DAYS) else frozenset(),
    )


def newest(items: Sequence[FeedItem], limit: int) -> Sequence[FeedItem]:
    """Keep so many items: the latest dated ones, then the first and the last of the others."""
    if len(items) <= limit:
        return items
    dates = [item.updated_at or item.published_at for item in items]
    dated = sorted((date, -place) for place, date in enumerate(dates) if date)
    kept = {-place for _, place in dated[-limit:]}
    undated = [place for place, date in enumerate(dates) if not date]
    room = limit - len(kept)
    kept.update(undated[: (room + 1) // 2], undated[len(undated) - room // 2 :])
    return [item for place, item in enumerate(items) if place in kept]


def told_apart(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Give items a guid each, where a feed gives one to several, and drop exact repeats.

    A shared guid yields to the link, and a shared link to a hash of headline and date.
    """
    unique = list(dict.fromkeys(map(_bounded, items)))
    unique = _renamed(unique, lambda item: item.url)
    unique = _renamed(unique, _fingerprint)
    return tuple({item.guid: item for item in reversed(unique)}.values())[::-1]


def _bounded(item: FeedItem) -> FeedItem:
    return item if len(item.guid) <= _LONGEST_GUID else replace(item, guid=_hashed(item.guid))


def _renamed(items: list[FeedItem], name: Callable[[FeedItem], str]) -> list[FeedItem]:
    shared = Counter(item.guid for item in items)
    return [replace(item, guid=name(item)) if shared[item.guid] > 1 else item for item in items]


def _fingerprint(item: FeedItem) -> str:
    return _hashed(f"{item.headline}\n{item.published_at}")


def _hashed(seed: str) -> str:
    return f"sha256:{hashlib.sha256(seed.encode(errors='surrogatepass')).hexdigest()}"


def _number(value: object) -> float | None:
    text = str(value or "").strip()
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text, re.ASCII) else None


def _listed(body: bytes, tag: bytes) -> list[str]:
    start = body.find(tag)
    found = _SKIPPED.findall(body[start : start + _SKIP_LIST]) if start >= 0 else []
    return [word.decode("ascii", "ignore") for word in found]
