"""How long a host says that what it served stays fresh (RFC 9111)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """Tell how much longer a response is fresh, None where the host does not say.

    `max-age` less `Age` counts before `Expires` (RFC 9111, 4.2.1); `no-cache` and
    `no-store` mean that the host minds no early return.

    Args:
        headers: Names in lower case.
    """
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return None
    if told := _MAX_AGE.search(control):
        age = headers.get("age", "0").strip()
        spent = int(age[:9]) if age.isdecimal() else 0
        return timedelta(seconds=max(0, int(told[1]) - spent))
    expires, date = _instant(headers.get("expires")), _instant(headers.get("date"))
    if expires is None or date is None:
        return None
    return max(timedelta(0), expires - date)


def _instant(value: str | None) -> datetime | None:
    """Read an HTTP date; None where there is none, or where it has no zone to count in."""
    try:
        instant = parsedate_to_datetime(value or "")
    except (ValueError, IndexError):
        return None
    return instant if instant.tzinfo else None
