"""The seal of a revision: a hash that covers it, and the seal of the revision before.

Who holds one seal can tell later whether any word, time or hash of that revision or of
an earlier one has been altered since. The bytes that are hashed are plain text, so that
`sha256sum` verifies a chain and nobody has to trust this program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from hashlib import sha256

from monitor.model.article import Revision

#: Recipe and its version; first word of what is hashed. A new recipe takes a new one.
RECIPE = "onrecord-seal/1"

#: Stands where the first revision of an article has no seal before it.
_NONE_BEFORE = "-"


def sealed_bytes(revision: Revision, before: str | None) -> bytes:
    """Write what the seal of a revision is the SHA-256 of.

    Two lines: the recipe with the seal before, and the revision as JSON, keys in order,
    nothing but ASCII. What is only derived from the text (its signature) is left out.

    Args:
        revision: What is sealed.
        before: Seal of the revision before it, None for the first.
    """
    parts = {
        "article": revision.article_id,
        "number": revision.number,
        "headline": revision.headline,
        "text": revision.text,
        "byline": revision.byline,
        "language": revision.language,
        "origin": revision.origin,
        "seen_at": revision.seen_at.astimezone(UTC).isoformat(),
        "content_hash": revision.content_hash,
        "extractor": revision.extractor,
        "raw_sha256": revision.raw_hash,
    }
    told = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"{RECIPE} {before or _NONE_BEFORE}\n{told}\n".encode()


def seal(revision: Revision, before: str | None) -> str:
    """Seal a revision onto the one before."""
    return sha256(sealed_bytes(revision, before)).hexdigest()


def seals(revisions: Iterable[Revision]) -> Iterator[str]:
    """Derive the seals of all revisions of an article, given from the first one on."""
    before: str | None = None
    for revision in revisions:
        before = seal(revision, before)
        yield before
