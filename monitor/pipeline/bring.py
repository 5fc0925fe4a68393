"""What one poll brings from the network, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import assert_never

from monitor.model.errors import FetchError
from monitor.model.feed import (
    Feed,
    FeedDocument,
    Fetched,
    Gone,
    Hints,
    NotModified,
    Page,
    Validators,
)
from monitor.pipeline.attempt import Failure, attempt
from monitor.ports import Clock, FeedParser, Fetcher
from monitor.rules.caching import max_age, validators_for, wants_full
from monitor.rules.pacing import Pacing
from monitor.rules.polling import Failed, FeedGone, Listed, PollResult, Same
from monitor.rules.rhythm import spacing


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a poll brought: its result, and the feed where it could be read."""

    result: PollResult
    document: FeedDocument | None = None
    validators: Validators | None = None
    body_hash: str | None = None
    #: Whether the host answered at the feed's address or where it redirects.
    answered: bool = False
    #: Where permanent redirects alone led, None without any.
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """Fetches a feed, and parses it only where neither validators nor bytes say it is the same."""

    fetcher: Fetcher
    parser: FeedParser
    clock: Clock
    pacing: Pacing

    async def bring(self, feed: Feed) -> Brought:
        """Fetch one feed; a 304 is checked now and then by asking again in full."""
        fetched = await self._fetch(feed, validators_for(feed.poll))
        checked = isinstance(fetched, NotModified) and wants_full(
            feed.poll, self.clock.now(), self.pacing
        )
        if checked:
            fetched = await self._fetch(feed, Validators())
        match fetched:
            case Failure(error=error):
                after = error.retry_after if isinstance(error, FetchError) else None
                return Brought(result=Failed(reason=str(error), retry_after=after))
            case NotModified():
                return Brought(
                    result=Same(max_age=max_age(fetched.headers), unmodified=True),
                    answered=True,
                    moved_to=fetched.moved_to,
                )
            case Gone():
                return Brought(result=FeedGone(status=fetched.status))
            case Page():
                return await self._read(feed, fetched, after_304=checked)
            case _:
                assert_never(fetched)

    async def _fetch(self, feed: Feed, validators: Validators) -> Fetched | Failure:
        return await attempt(feed.url, self.fetcher.fetch(feed.url, validators))

    async def _read(self, feed: Feed, page: Page, *, after_304: bool) -> Brought:
        """Parse a fetched feed, unless its bytes are those of the last poll."""
        body_hash = sha256(page.body).hexdigest()
        fresh_for = max_age(page.headers)
        if body_hash == feed.poll.body_hash:
            return Brought(
                result=Same(max_age=fresh_for),
                validators=page.validators,
                answered=True,
                moved_to=page.moved_to,
            )
        document = await attempt(feed.url, self.parser.parse(page, feed.kind))
        if isinstance(document, Failure):
            return Brought(result=Failed(reason=str(document.error)))
        return Brought(
            result=Listed(
                new_items=0,
                spacing=spacing((i.published_at for i in document.items), page.fetched_at),
                hints=Hints(
                    ttl=document.update_every,
                    skip_hours=document.skip_hours,
                    skip_days=document.skip_days,
                ),
                max_age=fresh_for,
                after_304=after_304,
            ),
            document=document,
            validators=Validators() if document.composite else page.validators,
            body_hash=None if document.composite else body_hash,
            answered=True,
            moved_to=page.moved_to,
        )
