"""The hub that a feed announces, in its links or in the headers that came with it."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.model.feed import FeedDocument, Page
from monitor.sources.feeds.items import address

#: One link of a `Link` header, with its parameters. Source: RFC 8288, 3.
_LINK = re.compile(
    r"<([^<>]{1,4096})>"
    r"((?:\s*;\s*[\w-]{1,50}\s*=\s*(?:\"[^\"]{0,500}\"|[^\s;,\"]{0,500})){0,20})"
)
_RELATION = re.compile(r"\brel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
#: A longer header is not looked at.
_LONGEST_HEADER = 16_384


def with_hub(document: FeedDocument, page: Page) -> FeedDocument:
    """Let the headers say which hub a feed has and what it is called, where they do.

    They go before the document's own links. Source: WebSub, 4.
    """
    header = page.headers.get("link", "")[:_LONGEST_HEADER]
    if not header and not document.hub_url:
        return document
    relations = _relations(header)
    hub = relations.get("hub") or document.hub_url
    own = relations.get("self") or document.self_url
    base = page.final_url
    return replace(
        document,
        hub_url=address(hub, base) if hub else None,
        self_url=address(own, base) if own else None,
    )


def _relations(header: str) -> dict[str, str]:
    """Index the first link of each relation that a `Link` header names."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        relation = _RELATION.search(parameters)
        words = (relation[1] or relation[2] or "").lower().split() if relation else []
        for word in words:
            found.setdefault(word, target.strip())
    return found
