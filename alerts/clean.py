"""Makes text from outside safe to print on one line of a mail header, a page or a terminal."""

from __future__ import annotations

from urllib.parse import urlsplit

from monitor.rules.lettering import visible


def one_line(text: str) -> str:
    """Fold text into one line without control characters.

    >>> one_line("Seen" + chr(27) + "[31m by us")
    'Seen [31m by us'
    """
    return " ".join(visible(text).split())


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
