"""Makes text from outside safe to print on one line of a mail header, a page or a terminal."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: Characters that steer instead of being read: C0 and C1 controls (escape sequences start with
#: one), lone surrogates, line and paragraph separators.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")

#: Marks that reorder the text around them (UAX 9); letters of any script keep their own order.
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Fold text into one line without control characters.

    >>> one_line("Seen" + chr(27) + "[31m by us")
    'Seen [31m by us'
    """
    return " ".join(_CONTROLS.sub(" ", _BIDI_CONTROLS.sub("", text)).split())


def cut(text: str, limit: int) -> str:
    """Cut text to at most `limit` characters, at a word's end where one is near.

    >>> cut("the quick brown fox", 16)
    'the quick brown…'
    """
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(maxsplit=1)[0] if " " in head[limit * 3 // 4 :] else head
    return f"{at_word.rstrip()}…"


def web_link(url: str | None) -> str | None:
    """Give the address back if a person may safely click on it, else None."""
    try:
        parts = urlsplit(one_line(url or ""))
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.netloc else None
