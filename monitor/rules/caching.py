"""What a host's word on caching is worth: how long it counts, and when it is checked (RFC 9111)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model.feed import PollState, Validators
from monitor.rules.pacing import Pacing

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


def validators_for(state: PollState) -> Validators:
    """Give the validators to ask a feed by.

    None where the host's 304 was once a lie, and none of a feed that is not itself: only
    its items can tell whether it is again.
    """
    distrusted = state.validators_lie or state.suspicion is not None
    return Validators() if distrusted else state.validators


def wants_full(state: PollState, now: datetime, pacing: Pacing) -> bool:
    """Tell whether a 304 is to be checked by asking for the feed in full."""
    if state.unmodified + 1 >= pacing.max_unmodified:
        return True
    return state.full_at is not None and now - state.full_at >= pacing.max_unmodified_for


def _instant(value: str | None) -> datetime | None:
    """Read an HTTP date; None where there is none, or where it has no zone to count in."""
    try:
        instant = parsedate_to_datetime(value or "")
    except (ValueError, IndexError):
        return None
    return instant if instant.tzinfo else None
