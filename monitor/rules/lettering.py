"""Takes out of a text the characters that steer a terminal or a page instead of being read."""

from __future__ import annotations

import re

#: C0 and C1 controls but tab and line feed, lone surrogates, line and paragraph separators.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")

#: Marks that reorder the text around them (UAX 9); letters of any script keep their own order.
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Keep what can be read, with its line breaks; an escape sequence becomes harmless letters.

    >>> visible("Seen" + chr(27) + "[31m by us")
    'Seen [31m by us'
    """
    return _CONTROLS.sub(" ", _BIDI_CONTROLS.sub("", text))
