"""Every socket of the system: what the river needs, and what the hands plug into.

Words go in and words come out. A hand raises only the errors that its port
names. Network ports are coroutines, all others plain calls (ADR 0006).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, runtime_checkable

from monitor.model.alert import Alert, Attempt, Delivery, Notification, Receipt, Silence
from monitor.model.article import Article, Extract, Provisional, Revision, WebCopy
from monitor.model.change import Change
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Pair, Reading, Scores, Standing
from monitor.model.feed import (
    ClosedHost,
    Feed,
    FeedDocument,
    FeedKind,
    Fetched,
    Page,
    Validators,
    Visit,
)
from monitor.model.job import Job, JobKind
from monitor.model.push import HubQuestion, HubRequest, Push, PushOutcome, Subscription


class Clock(Protocol):
    """The time, as an argument."""

    def now(self) -> datetime:
        """Tell the present instant, aware, UTC."""
        ...


class Fetcher(Protocol):
    """Brings pages from the network, politely and within limits."""

    async def fetch(self, url: str, validators: Validators = ...) -> Fetched:
        """Fetch one URL, conditionally where validators are given.

        Raises:
            FetchError: Nothing usable came back; see its subclasses.
        """
        ...


class WebArchive(Protocol):
    """Asks a public web archive to keep a copy of a page."""

    async def copy(self, url: str) -> str:
        """Have a page copied; give the address of the copy.

        Raises:
            FetchError: There is no copy; trying again may help where it is retryable.
        """
        ...


class FeedParser(Protocol):
    """Reads feed documents."""

    async def parse(self, page: Page, kind: FeedKind = ...) -> FeedDocument:
        """Parse a fetched feed.

        Raises:
            ParseError: The document is not a feed, or could not be read in time.
        """
        ...


class Hub(Protocol):
    """Speaks to the hubs that push news (WebSub)."""

    async def ask(self, request: HubRequest) -> None:
        """Ask a hub to begin, renew or end a subscription; it asks back at the callback.

        Raises:
            FetchError: The hub did not take the request; see its subclasses.
        """
        ...


class Callbacks(Protocol):
    """Hears the hubs."""

    async def answer(self, key: str, question: HubQuestion) -> str | None:
        """Give back the challenge of a hub that asks what we want; None to say no."""
        ...

    async def take(self, key: str, push: Push) -> PushOutcome:
        """Take a push into the river, if it is signed with the subscription's secret."""
        ...


class Extractor(Protocol):
    """Finds the article in a page."""

    async def extract(self, page: Page) -> Extract:
        """Extract headline, text and data.

        Raises:
            PageBlocked: A block page, consent wall, challenge or paywall stub stands there.
            ExtractError: There is no article in the page, or it could not be read in time.
        """
        ...


class StanceModel(Protocol):
    """Weighs what a passage does to a claim."""

    @property
    def name(self) -> str:
        """Name and version; stands in every piece of evidence it weighed."""
        ...

    def weigh(self, pairs: Sequence[Pair]) -> Sequence[Scores]:
        """Weigh each pair; same length and order, deterministic, batch-invariant.

        Raises:
            StanceError: The model could not be loaded or run.
        """
        ...


@runtime_checkable
class ReportModel(Protocol):
    """A stance model that also weighs a whole report, by its own voice."""

    def weigh_report(self, claim: str, headline: str, text: str) -> Scores:
        """Weigh where a report stands to a claim, whoever else it quotes (FNC-1's question).

        Raises:
            StanceError: The model could not be loaded or run.
        """
        ...


class Channel(Protocol):
    """A way out to people or programs."""

    @property
    def name(self) -> str:
        """Name that routes and deliveries know the channel by."""
        ...

    async def send(self, notification: Notification) -> Receipt:
        """Hand one notification over.

        Raises:
            ChannelUnavailable: Not now; trying again can help.
            ChannelRejected: Never; trying again cannot help.
        """
        ...


class JobQueue(Protocol):
    """Work with keys, due times and leases."""

    def put(self, kind: JobKind, key: str, due_at: datetime) -> None:
        """Add a job; one that is there already, in whatever state, stays as it is."""
        ...

    def lease(self, kind: JobKind, now: datetime, until: datetime, limit: int) -> Sequence[Job]:
        """Take due jobs that nobody holds, oldest due first."""
        ...

    def done(self, kind: JobKind, key: str) -> None:
        """Close a job for good."""
        ...

    def retry(self, kind: JobKind, key: str, due_at: datetime, error: str) -> None:
        """Give a job back after a failed attempt (or a buried one by hand), due later."""
        ...

    def bury(self, kind: JobKind, key: str, error: str) -> None:
        """Give a job up; it stays to be seen and retried by hand."""
        ...


class Feeds(Protocol):
    """The feeds on record."""

    def put(self, feed: Feed) -> None:
        """Add the feed, or replace the one of the same id."""
        ...

    def get(self, feed_id: str) -> Feed:
        """Get one feed.

        Raises:
            NotFound: There is none of that id.
        """
        ...

    def all(self) -> Sequence[Feed]:
        """List all feeds by id."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Feed]:
        """List feeds not paused whose next poll is due, longest due first."""
        ...

    def remove(self, feed_id: str) -> None:
        """Forget the feed and its visits; articles stay."""
        ...


class Subscriptions(Protocol):
    """The subscriptions to hubs on record."""

    def put(self, subscription: Subscription) -> None:
        """Add the subscription, or replace the one of the same key."""
        ...

    def find(self, key: str) -> Subscription | None:
        """Find the subscription whose callback's address ends so."""
        ...

    def of_feed(self, feed_id: str) -> Sequence[Subscription]:
        """List a feed's subscriptions, also those that are being ended."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """List subscriptions whose hub is to be asked, longest due first."""
        ...

    def remove(self, key: str) -> None:
        """Forget the subscription."""
        ...


class Hosts(Protocol):
    """The hosts that asked to be left alone."""

    def close(self, host: ClosedHost) -> None:
        """Keep a host closed until its instant, in place of what was said of it before."""
        ...

    def closed(self, now: datetime) -> Sequence[ClosedHost]:
        """List hosts that are closed still, by name; forget the others."""
        ...


class HostBook(Protocol):
    """What manners remember of hosts from one start of the service to the next."""

    def closed(self) -> Sequence[ClosedHost]:
        """List the hosts that are closed now."""
        ...

    async def close(self, host: ClosedHost) -> None:
        """Keep a host closed until its instant.

        Raises:
            StorageError: It could not be kept.
        """
        ...


class Visits(Protocol):
    """The article pages to be fetched, and when."""

    def put(self, visit: Visit) -> None:
        """Add the visit, or replace the one of the same URL."""
        ...

    def find(self, url: str) -> Visit | None:
        """Find the visit planned for a URL, or else for another spelling of it."""
        ...

    def known(
        self, feed_id: str, guids: Collection[str], urls: Collection[str] = ()
    ) -> Sequence[Visit]:
        """List the visits that came from these items of a feed, or from any to these addresses.

        Another spelling of an address is that address; of two, the one due first comes first.
        """
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Visit]:
        """List visits that are due, longest due first."""
        ...

    def all(self, feed_id: str | None = None) -> Sequence[Visit]:
        """List visits, of one feed or of all, by URL."""
        ...


class Articles(Protocol):
    """The articles on record."""

    def put(self, article: Article) -> None:
        """Add the article, or replace the one of the same id."""
        ...

    def get(self, article_id: str) -> Article:
        """Get one article.

        Raises:
            NotFound: There is none of that id.
        """
        ...

    def find(self, article_id: str) -> Article | None:
        """Find the article of an id, or else the one that an address of that id leads to."""
        ...

    def latest(self, limit: int, outlet: str | None = None) -> Sequence[Article]:
        """List articles, last seen first."""
        ...


class Revisions(Protocol):
    """The revisions of articles, and the changes between them."""

    def add(self, revision: Revision, change: Change | None, raw: Page | None) -> None:
        """Append a revision; the same one again is a no-op.

        Args:
            revision: Its number is one above the last.
            change: From the revision before, None for the first.
            raw: The page it was extracted from; its bytes are kept by their hash.

        Raises:
            Conflict: Another text stands under this number.
        """
        ...

    def get(self, article_id: str, number: int) -> Revision:
        """Get one revision.

        Raises:
            NotFound: There is no such revision.
        """
        ...

    def all(self, article_id: str) -> Sequence[Revision]:
        """List an article's revisions, oldest first."""
        ...

    def change(self, article_id: str, to_number: int) -> Change | None:
        """Find the change that led to a revision; None for the first."""
        ...

    def similar(self, signature: Sequence[int], since: datetime) -> Sequence[Revision]:
        """List first revisions seen since then that share a band of the signature, oldest first."""
        ...


class WebCopies(Protocol):
    """What became of asking a web archive for copies."""

    def put(self, copy: WebCopy) -> None:
        """Note how the last attempt for a revision went."""
        ...

    def all(self, article_id: str) -> Sequence[WebCopy]:
        """List what was asked for an article, by revision."""
        ...


class Provisionals(Protocol):
    """The sightings that wait for a second fetch, one an article."""

    def put(self, provisional: Provisional, page: Page | None) -> None:
        """Hold a sighting with the page it was extracted from, instead of the one held before."""
        ...

    def find(self, article_id: str) -> Provisional | None:
        """Find the sighting held for an article."""
        ...

    def page(self, article_id: str) -> Page | None:
        """Give the page of the sighting held for an article, None when none was kept."""
        ...

    def remove(self, article_id: str) -> None:
        """Let go of the sighting held for an article; none held is fine."""
        ...


class Claims(Protocol):
    """The claims on record."""

    def put(self, claim: Claim) -> None:
        """Add the claim, or replace the one of the same id."""
        ...

    def get(self, claim_id: str) -> Claim:
        """Get one claim.

        Raises:
            NotFound: There is none of that id.
        """
        ...

    def all(self) -> Sequence[Claim]:
        """List all claims in the order they were added."""
        ...

    def remove(self, claim_id: str) -> None:
        """Forget the claim; its evidence and alerts stay.

        Raises:
            NotFound: There is none of that id.
        """
        ...


class Ledger(Protocol):
    """Append-only history of readings and evidence; from it follows every standing."""

    def add(self, reading: Reading) -> None:
        """Append a reading and its evidence; the same one again is a no-op."""
        ...

    def evidence(self, claim_id: str) -> Sequence[Evidence]:
        """List all evidence on a claim, oldest first."""
        ...

    def readings(self, article_id: str, revision: int) -> Sequence[Reading]:
        """List what one revision was read to say, by claim id."""
        ...

    def standing(self, claim_id: str) -> Standing:
        """Tell where a claim stands; unchallenged by nobody when nothing is on record."""
        ...

    def put_standing(self, standing: Standing) -> None:
        """Record where a claim stands now."""
        ...


class Alerts(Protocol):
    """The alerts raised."""

    def add(self, alert: Alert) -> bool:
        """Append an alert; tell whether it is a new one."""
        ...

    def get(self, alert_id: str) -> Alert:
        """Get one alert.

        Raises:
            NotFound: There is none of that id.
        """
        ...

    def latest(self, limit: int, claim_id: str | None = None) -> Sequence[Alert]:
        """List alerts, newest first."""
        ...

    def told_with(self, alert_id: str) -> Sequence[Alert]:
        """List the alerts that the alert's notification tells too."""
        ...

    def acknowledge(self, alert_id: str, author: str, at: datetime) -> None:
        """Note that somebody has taken the alert up.

        Raises:
            NotFound: There is none of that id.
        """
        ...


class Deliveries(Protocol):
    """The outbox: what is on its way to whom, and every attempt."""

    def add(self, delivery: Delivery) -> bool:
        """Append a delivery; tell whether it is a new one."""
        ...

    def get(self, delivery_id: str) -> Delivery:
        """Get one delivery.

        Raises:
            NotFound: There is none of that id.
        """
        ...

    def record(self, attempt: Attempt) -> None:
        """Append an attempt and set the delivery's state to the attempt's."""
        ...

    def attempts(self, delivery_id: str) -> Sequence[Attempt]:
        """List the attempts at a delivery, first to last."""
        ...

    def latest(self, limit: int, alert_id: str | None = None) -> Sequence[Delivery]:
        """List deliveries, newest first."""
        ...


class Silences(Protocol):
    """The mutes in force."""

    def put(self, silence: Silence) -> None:
        """Add the silence, or replace the one of the same id."""
        ...

    def active(self, now: datetime) -> Sequence[Silence]:
        """List silences that hold at an instant."""
        ...

    def remove(self, silence_id: str) -> None:
        """End a silence.

        Raises:
            NotFound: There is none of that id.
        """
        ...


class Unit(Protocol):
    """Everything on record, within one transaction."""

    @property
    def feeds(self) -> Feeds: ...  # noqa: D102 (the type says it)
    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102
    @property
    def hosts(self) -> Hosts: ...  # noqa: D102
    @property
    def visits(self) -> Visits: ...  # noqa: D102
    @property
    def articles(self) -> Articles: ...  # noqa: D102
    @property
    def revisions(self) -> Revisions: ...  # noqa: D102
    @property
    def provisionals(self) -> Provisionals: ...  # noqa: D102
    @property
    def web_copies(self) -> WebCopies: ...  # noqa: D102
    @property
    def claims(self) -> Claims: ...  # noqa: D102
    @property
    def ledger(self) -> Ledger: ...  # noqa: D102
    @property
    def alerts(self) -> Alerts: ...  # noqa: D102
    @property
    def deliveries(self) -> Deliveries: ...  # noqa: D102
    @property
    def silences(self) -> Silences: ...  # noqa: D102
    @property
    def jobs(self) -> JobQueue: ...  # noqa: D102


class Archive(Protocol):
    """The memory of the house."""

    def unit(self) -> AbstractContextManager[Unit]:
        """Open one transaction: committed when the block ends, undone when it raises.

        Raises:
            StorageError: The database could not be read or written.
        """
        ...

    def page(self, revision: Revision) -> Page:
        """Read the page that a revision was extracted from, with the exchange that brought it.

        What a record never holds (cookies, tokens) is missing.

        Raises:
            NotFound: It was not kept.
            StorageError: It is damaged, or could not be read.
        """
        ...
