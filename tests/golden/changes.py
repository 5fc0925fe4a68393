"""The made-up change that the golden page shows."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from monitor.model.article import Revision
from monitor.rules.identity import content_hash
from monitor.rules.revising import change_between
from monitor.service.changes import Comparison
from tests.builders import an_article

FOLDER = Path(__file__).parent / "diff"

_FIRST = datetime(2026, 11, 18, 8, 41, 12, tzinfo=UTC)
_SECOND = datetime(2026, 11, 18, 13, 5, 47, tzinfo=UTC)


def bridge() -> Comparison:
    """Give the two revisions of the bridge story, and the change between them."""
    old, new = _revision(3, "before.txt", _FIRST), _revision(4, "after.txt", _SECOND)
    article = an_article(
        id=old.article_id,
        url="https://gazette.example/2026/11/18/harbour-bridge",
        outlet="Harbour Gazette",
        first_seen_at=_FIRST,
        published_at=datetime(2026, 11, 18, 6, 30, tzinfo=UTC),
    )
    return Comparison(old=old, new=new, change=change_between(old, new), article=article)


def _revision(number: int, name: str, seen_at: datetime) -> Revision:
    headline, text = (FOLDER / name).read_text(encoding="utf-8").strip().split("\n\n", 1)
    return Revision(
        article_id="harbour-bridge",
        number=number,
        headline=headline,
        text=text,
        language="en",
        seen_at=seen_at,
        content_hash=content_hash(headline, text),
        extractor="trafilatura/2.0.0",
        raw_hash=sha256(text.encode()).hexdigest(),
    )
