"""XML entities, which can grow without bound or read local files: kept out before any parser."""

from __future__ import annotations

import re

from monitor.model.errors import ParseError
from monitor.model.feed import Page

#: An entity whose value is plain and no longer than this cannot grow into a bomb.
_HARMLESS_ENTITY = 64
_ENTITY = re.compile(rb"<!ENTITY\s+([^>]*)", re.IGNORECASE)
_PLAIN_ENTITY = re.compile(rb"""[\w.-]+\s+(?:"([^"&%<]*|&#\w+;)"|'([^'&%<]*|&#\w+;)')\s*$""")
_ROOT = re.compile(rb"<[a-zA-Z_]")


def refuse_entities(page: Page) -> None:
    """Refuse a DTD that declares entities, unless they are plain short words.

    expat, lxml and feedparser have defences of their own; this one does not depend on
    their versions.

    Raises:
        ParseError: The document declares others.
    """
    # Zero bytes go, so that a declaration in UTF-16 shows as well.
    squeezed = page.body.replace(b"\0", b"") if b"\0" in page.body[:4096] else page.body
    root = _ROOT.search(squeezed)
    for found in _ENTITY.finditer(squeezed, 0, root.start() if root else len(squeezed)):
        plain = _PLAIN_ENTITY.match(found[1])
        if not plain or len(found[1]) > _HARMLESS_ENTITY:
            raise ParseError(
                "The document declares XML entities, which can be made to grow without bound "
                "or to read local files; a feed needs none, so it is not parsed.",
                url=page.final_url,
            )
