"""Feeds parsed in a second of CPU time: strict parser before feedparser, feedparser alone.

Run it with `python -m tests.benchmarks.parsing [FOLDER]`: both parse every file of the folder
(real feeds by default) in one run, and are held against each other field by field.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from monitor.model.errors import ParseError
from monitor.model.feed import FeedDocument, FeedItem, Page
from monitor.sources.feeds.items import newest, told_apart
from monitor.sources.feeds.parsing import MOST_ITEMS, parse_feed
from monitor.sources.feeds.strict import parse_strictly
from monitor.sources.feeds.tolerant import parse_tolerantly

REAL_FEEDS = Path(__file__).parents[2] / ".." / "shared" / "data" / "feeds-real"
#: Later than every date in the feeds, so that none counts as one of the future.
READ_AT = datetime(2100, 1, 1, tzinfo=UTC)
#: Fields of an item that make its identity, and those that are read.
FIELDS = ("guid", "url", "headline", "published_at", "updated_at", "text", "byline")


@dataclass(slots=True)
class Comparison:
    """How the two parsers got on with the same feeds."""

    feeds: int = 0
    #: Feeds that the strict parser left to feedparser.
    left: list[str] = field(default_factory=list)
    items: int = 0
    #: Items that one found and the other did not.
    lost: list[str] = field(default_factory=list)
    #: Items whose field is the same, by field.
    same: Counter[str] = field(default_factory=Counter)
    #: Where it is not: feed, field, strict, tolerant.
    differing: list[tuple[str, str, object, object]] = field(default_factory=list)


def pages(folder: Path) -> list[Page]:
    """Read the XML feeds of a folder of folders."""
    files = sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".txt")
    bodies = ((file, file.read_bytes()) for file in files)
    return [_page(str(file.relative_to(folder)), body) for file, body in bodies if _is_xml(body)]


def compare(feeds: Sequence[Page]) -> Comparison:
    """Parse every feed both ways and hold the items against each other."""
    found = Comparison()
    for page in feeds:
        try:
            judged = parse_tolerantly(page)
        except ParseError:
            continue
        found.feeds += 1
        found.items += len(judged.items)
        document = parse_strictly(page)
        if document is None:
            found.left.append(page.url)
            document = judged
        _hold(found, page.url, document, judged)
    return found


def _hold(found: Comparison, url: str, document: FeedDocument, judged: FeedDocument) -> None:
    ours, theirs = _by_guid(document), _by_guid(judged)
    found.lost.extend(f"{url} {guid}" for guid in ours.keys() ^ theirs.keys())
    for guid in ours.keys() & theirs.keys():
        for name in FIELDS:
            mine, other = getattr(ours[guid], name), getattr(theirs[guid], name)
            if mine == other:
                found.same[name] += 1
            else:
                found.differing.append((url, name, mine, other))
    for name in ("title", "language", "update_every", "hub_url", "self_url"):
        mine, other = getattr(document, name), getattr(judged, name)
        if mine != other:
            found.differing.append((url, f"feed.{name}", mine, other))


def _by_guid(document: FeedDocument) -> dict[str, FeedItem]:
    return {item.guid: item for item in told_apart(newest(document.items, MOST_ITEMS))}


def _page(name: str, body: bytes) -> Page:
    url = f"https://daily.example/{name}"
    return Page(url=url, final_url=url, status=200, body=body, fetched_at=READ_AT)


def _is_xml(body: bytes) -> bool:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in {b"{", b"["}


def _timed(parse: Callable[[Page], object], feeds: Sequence[Page]) -> Iterator[float]:
    for page in feeds:
        start = time.process_time()
        try:
            parse(page)
        except ParseError:
            continue
        yield time.process_time() - start


def main() -> None:
    """Print the comparison of a folder's feeds."""
    feeds = pages(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL_FEEDS)
    size = sum(len(page.body) for page in feeds) / 1e6
    print(f"{len(feeds)} feeds, {size:.1f} MB; seconds of CPU time")  # noqa: T201 (a command's answer)
    rates = {}
    for name, parse in (("strict first", parse_feed), ("feedparser", parse_tolerantly)):
        times = sorted(_timed(parse, feeds))
        rates[name] = len(times) / sum(times)
        print(  # noqa: T201
            f"{name:13} {rates[name]:7.1f} feeds/s, median {times[len(times) // 2] * 1e3:.1f} ms, "
            f"p95 {times[int(len(times) * 0.95)] * 1e3:.1f} ms, slowest {times[-1] * 1e3:.0f} ms"
        )
    print(f"ratio         {rates['strict first'] / rates['feedparser']:7.1f}")  # noqa: T201
    found = compare(feeds)
    print(  # noqa: T201
        f"{found.feeds} feeds with {found.items} items: {len(found.left)} left to feedparser, "
        f"{len(found.lost)} items lost or added"
    )
    shared = max(found.same.values(), default=0)
    for name in FIELDS:
        print(f"  {name:13} {found.same[name] / max(shared, 1):.4f}")  # noqa: T201
    if "-v" in sys.argv:
        for line in (*found.left, *found.lost, *found.differing):
            print("  ", line)  # noqa: T201


if __name__ == "__main__":
    main()
