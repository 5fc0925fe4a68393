"""Plugs for the river's sockets that a test can script: clock, network, pages, model, channel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.model.alert import Notification, Receipt
from monitor.model.article import Extract
from monitor.model.errors import ChannelError, ExtractError, MonitorError, PageBlocked, ParseError
from monitor.model.evidence import Pair, Scores
from monitor.model.feed import (
    FeedDocument,
    FeedItem,
    FeedKind,
    Fetched,
    Gone,
    NotModified,
    Page,
    Validators,
)
from tests.builders import NOON


class FakeClock:
    """A clock that a test sets on."""

    def __init__(self, at: datetime = NOON) -> None:
        """Start at noon."""
        self._at = at

    def now(self) -> datetime:
        """Tell the instant it stands at."""
        return self._at

    def passes(self, duration: timedelta) -> None:
        """Let time pass."""
        self._at += duration


class ScriptedFetcher:
    """A network that serves what a test says."""

    def __init__(self, clock: FakeClock) -> None:
        """Start with nothing served: every address is gone."""
        self._clock = clock
        self._bodies: dict[str, bytes] = {}
        self._errors: dict[str, MonitorError] = {}
        self._redirects: dict[str, str] = {}
        self._stuck: set[str] = set()
        self._frozen: set[str] = set()
        self._moved: dict[str, str] = {}
        #: Addresses asked for, in order, with the validators given.
        self.asked: list[tuple[str, Validators]] = []

    def serves_feed(
        self, url: str, *items: FeedItem, title: str = "Feed", language: str = "en"
    ) -> None:
        """Serve a feed of these items."""
        listed = [
            {
                "guid": i.guid,
                "url": i.url,
                "headline": i.headline,
                "text": i.text,
                "updated_at": i.updated_at and i.updated_at.isoformat(),
            }
            for i in items
        ]
        self._serves(url, {"title": title, "language": language, "items": listed})

    def serves(self, url: str, headline: str, text: str, *, canonical: str | None = None) -> None:
        """Serve an article, which may name an address of its own."""
        self._serves(url, {"headline": headline, "text": text, "canonical": canonical})

    def leads(self, url: str, to: str) -> None:
        """Redirect from one address to another."""
        self._redirects[url] = to

    def says_unchanged(self, url: str) -> None:
        """Answer 304 to whoever sends validators, and give the same ones for ever."""
        self._stuck.add(url)

    def serves_paywall(self, url: str) -> None:
        """Serve the opening of an article that is sold."""
        self._serves(url, {"wall": True, "paywall": True})

    def serves_wall(self, url: str) -> None:
        """Serve something that is no article."""
        self._serves(url, {"wall": True})

    def freezes(self, url: str) -> None:
        """Answer every conditional request by 304 from now on, whatever is served."""
        self._frozen.add(url)

    def moves(self, url: str, to: str) -> None:
        """Redirect permanently to what is served at another address."""
        self._moved[url] = to

    def fails(self, url: str, error: MonitorError) -> None:
        """Fail with an error from now on."""
        self._errors[url] = error

    def removes(self, url: str) -> None:
        """Serve nothing there any more."""
        self._errors.pop(url, None)
        self._bodies.pop(url, None)

    async def fetch(self, url: str, validators: Validators = Validators()) -> Fetched:  # noqa: B008 (a frozen value)
        """Fetch as scripted; the entity tag is the body's own."""
        self.asked.append((url, validators))
        if url in self._errors:
            raise self._errors[url]
        moved_to = self._moved.get(url)
        final_url = self._redirects.get(url, moved_to or url)
        body = self._bodies.get(final_url)
        now = self._clock.now()
        if body is None:
            return Gone(url=url, status=404, fetched_at=now)
        etag = "stuck" if url in self._stuck else str(hash(body))
        if validators.etag == etag or (validators.etag and url in self._frozen):
            return NotModified(url=url, fetched_at=now, moved_to=moved_to)
        return Page(
            url=url,
            final_url=final_url,
            status=200,
            headers={"content-type": "application/json", "date": now.isoformat()},
            body=body,
            fetched_at=now,
            validators=Validators(etag=etag),
            status_line="HTTP/1.1 200 OK",
            request_headers={"Host": "daily.example"},
            moved_to=moved_to,
        )

    def _serves(self, url: str, value: object) -> None:
        self._errors.pop(url, None)
        self._bodies[url] = json.dumps(value).encode()


class PlainParser:
    """Parses the feeds that the scripted network serves."""

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """Parse, or find that it is no feed."""
        value = json.loads(page.body)
        if "items" not in value:
            raise ParseError("it is an article", url=page.url)
        items = tuple(
            FeedItem(**{**item, "updated_at": _instant(item["updated_at"])})
            for item in value["items"]
        )
        return FeedDocument(title=value["title"], language=value["language"], items=items)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class PlainExtractor:
    """Extracts the articles that the scripted network serves."""

    def __init__(self, name: str = "plain/1", *, leaves_out: str = "") -> None:
        """Be of a version, which may leave a line out that another one takes for text."""
        self._name, self._leaves_out = name, leaves_out

    async def extract(self, page: Page) -> Extract:
        """Extract, or find a wall, or nothing."""
        value = json.loads(page.body)
        if "wall" in value:
            paid = bool(value.get("paywall"))
            raise PageBlocked("a challenge stands there", url=page.url, paywalled=paid)
        if "text" not in value:
            raise ExtractError(url=page.url)
        lines = value["text"].split("\n\n")
        return Extract(
            url=value["canonical"] or page.final_url,
            headline=value["headline"],
            text="\n\n".join(line for line in lines if line.strip() != self._leaves_out),
            extractor=self._name,
        )


class WordModel:
    """Reads by one word: `denied` contradicts, `declined` takes no side, all else supports."""

    name = "word-1"

    def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
        """Weigh each pair by the words of its passage."""
        return [self._weigh(pair.passage.text.lower()) for pair in pairs]

    def _weigh(self, words: str) -> Scores:
        if "denied" in words:
            return Scores(supports=0.02, contradicts=0.94, mentions=0.02, unrelated=0.02)
        if "declined" in words:
            return Scores(supports=0.02, contradicts=0.02, mentions=0.94, unrelated=0.02)
        return Scores(supports=0.94, contradicts=0.02, mentions=0.02, unrelated=0.02)


class RecordingChannel:
    """A channel that keeps what it is given, or fails as it is told."""

    def __init__(self, clock: FakeClock, name: str = "desk") -> None:
        """Start with nothing sent."""
        self._clock, self.name = clock, name
        self.sent: list[Notification] = []
        #: Errors to answer the next sendings with.
        self.errors: list[ChannelError] = []

    async def send(self, notification: Notification) -> Receipt:
        """Keep a notification."""
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(notification)
        return Receipt(at=self._clock.now(), detail="kept")
