"""The hours and days at which an RSS feed says that nothing is published."""

from __future__ import annotations

import re

#: The channel's own elements stand before its items, or are not looked for.
_HEAD_BYTES = 64 * 1024
_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.DOTALL | re.IGNORECASE)
_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.DOTALL | re.IGNORECASE)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)
_ALL_HOURS = 24
_WEEK = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")


def skipped(body: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Read `skipHours` (0 to 23, GMT; 24 is 0) and `skipDays` (Monday is 0).

    A feed that skips every hour or every day says nothing.

    Source: RSS 2.0, "Optional channel elements", and its pages on skipHours and skipDays.
    """
    head = body[:_HEAD_BYTES]
    hours, days = _HOURS.search(head), _DAYS.search(head)
    skip_hours = {int(hour) % 24 for hour in _HOUR.findall(hours[1])} if hours else set()
    named = [day.lower() for day in _DAY.findall(days[1])] if days else []
    skip_days = {_WEEK.index(day) for day in named if day in _WEEK}
    return (
        frozenset(skip_hours if len(skip_hours) < _ALL_HOURS else ()),
        frozenset(skip_days if len(skip_days) < len(_WEEK) else ()),
    )
