"""When an article has a new revision, and what changed from the one before."""

from __future__ import annotations

from datetime import datetime

from monitor.model.article import Extract, Revision
from monitor.model.change import Change, ChangeKind, Field
from monitor.rules.changes import classify
from monitor.rules.diffing import diff
from monitor.rules.identity import content_hash
from monitor.rules.syndication import signature


def revise(
    latest: Revision | None,
    extract: Extract,
    *,
    article_id: str,
    raw_hash: str | None,
    seen_at: datetime,
) -> Revision | None:
    """Make the next revision of an article, None when a reader would find nothing new.

    Args:
        latest: The last revision on record, None for an article not seen before.
        extract: What stands in the page now.
        article_id: Whose revision it is.
        raw_hash: SHA-256 of the page's bytes, None when the words came from a feed.
        seen_at: When the page was fetched.
    """
    words = content_hash(extract.headline, extract.text)
    if latest is not None and latest.content_hash == words:
        return None
    return Revision(
        article_id=article_id,
        number=latest.number + 1 if latest else 1,
        headline=extract.headline,
        text=extract.text,
        byline=extract.byline,
        language=extract.language,
        origin=extract.origin,
        seen_at=seen_at,
        content_hash=words,
        extractor=extract.extractor,
        raw_hash=raw_hash,
        signature=signature(extract.text),
    )


def change_between(old: Revision, new: Revision) -> Change:
    """Tell what an edit did, and whether a reader of the older revision should know.

    Where we read the page in another way (from the feed instead of the page,
    with another extractor), the outlet may have changed nothing: such a change
    is technical and never material.
    """
    hunks = diff(old.headline, new.headline, Field.HEADLINE) + diff(old.text, new.text)
    if _read_otherwise(old, new):
        kinds, material, notice = frozenset({ChangeKind.TECHNICAL}), False, None
    else:
        kinds, material, notice = classify((old.headline, old.text), (new.headline, new.text))
    return Change(
        article_id=new.article_id,
        from_number=old.number,
        to_number=new.number,
        kinds=kinds,
        material=material,
        notice=notice,
        hunks=hunks,
    )


def is_rederived(old: Revision, new: Revision) -> bool:
    """Tell whether two revisions are two readings of the same bytes."""
    return old.raw_hash is not None and old.raw_hash == new.raw_hash and _read_otherwise(old, new)


def _read_otherwise(old: Revision, new: Revision) -> bool:
    return old.origin is not new.origin or old.extractor != new.extractor
