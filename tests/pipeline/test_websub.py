"""Subscriptions to hubs, against a hub on loopback and through the desk's own door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest

from monitor.desk.app import Desk
from monitor.desk.door import CALLBACKS
from monitor.model.feed import Break, FeedDocument, FeedKind, Page, Portrait, Suspicion
from monitor.model.push import Subscription, SubscriptionState
from monitor.pipeline.hubs import Hubs
from monitor.pipeline.push import Pushing
from monitor.pipeline.subscribe import Subscribing
from monitor.service.worker import Worker, settle
from monitor.sources.feeds import parse_feed
from monitor.sources.guard import Guard
from monitor.sources.hubs import HttpHub
from storage import SqlArchive
from tests.builders import NOON, a_feed, minutes
from tests.fakes import FakeClock
from tests.hub import CHALLENGE, FakeHub, signed

TOPIC = "https://daily.example/feed.xml"


class InPlaceParser:
    """Parses where it is called."""

    async def parse(self, page: Page, kind: FeedKind = FeedKind.FEED) -> FeedDocument:
        """Parse as the pool does."""
        return parse_feed(page, kind)


@dataclass
class Scene:
    """A desk with a feed, and a hub that can reach it."""

    archive: SqlArchive
    clock: FakeClock
    hub: FakeHub
    worker: Worker[Subscription]
    hubs: Hubs

    def polls(self, *, hub: bool = True, new_items: int = 0) -> timedelta:
        """Poll the feed, which names the hub or does not; tell how long until the next poll."""
        document = FeedDocument(
            title="Daily",
            language=None,
            items=(),
            hub_url=f"{self.hub.url}/hub" if hub else None,
            self_url=TOPIC,
        )
        now = self.clock.now()
        with self.archive.unit() as unit:
            feed = unit.feeds.get("daily")
            feed = replace(feed, poll=replace(feed.poll, next_poll_at=now + minutes(1)))
            feed = self.hubs.after_poll(unit, feed, document, new_items, now)
            unit.feeds.put(feed)
        return feed.poll.next_poll_at - now

    async def runs(self, after: timedelta = timedelta()) -> None:
        """Let time pass, then let the hub be asked whatever is due."""
        self.clock.passes(after)
        await settle([self.worker])
        await self.hub.has_asked()

    def subscription(self) -> Subscription:
        """Get the one subscription there is."""
        (only,) = self.subscriptions()
        return only

    def subscriptions(self) -> list[Subscription]:
        """List the feed's subscriptions."""
        with self.archive.unit() as unit:
            return list(unit.subscriptions.of_feed("daily"))

    def callback(self) -> str:
        """Tell where the hub was asked to push to."""
        return self.hub.requests[-1]["hub.callback"]

    def planned(self) -> list[str]:
        """List the headlines whose pages are to be visited."""
        with self.archive.unit() as unit:
            return [visit.item.headline for visit in unit.visits.all()]


@asynccontextmanager
async def a_scene(archive: SqlArchive) -> AsyncIterator[Scene]:
    """Open desk and hub."""
    clock = FakeClock()
    desk = Desk(archive, clock, token="a-long-random-word")
    port = await desk.open("127.0.0.1", 0)
    desk.hear_hubs(Pushing(archive=archive, parser=InPlaceParser(), clock=clock))
    post = HttpHub(user_agent="onrecord", guard=Guard(allow_loopback=True))
    stage = Subscribing(
        archive=archive,
        hub=post,
        clock=clock,
        callbacks_url=f"http://127.0.0.1:{port}{CALLBACKS}",
    )
    words = (f"{'w' * 40}{number}" for number in count())
    with archive.unit() as unit:
        unit.feeds.put(a_feed(id="daily", url=TOPIC))
    async with FakeHub() as hub:
        try:
            yield Scene(
                archive=archive,
                clock=clock,
                hub=hub,
                worker=Worker(stage, width=4),
                hubs=Hubs(mint=lambda: next(words), plain=True),
            )
        finally:
            await post.close()
            await desk.close()


def play(archive: SqlArchive, story: Callable[[Scene], Awaitable[None]]) -> None:
    """Play a story in a scene of its own."""

    async def playing() -> None:
        async with a_scene(archive) as scene:
            await story(scene)

    asyncio.run(playing())


def news(*headlines: str) -> bytes:
    """Write a feed with these items."""
    items = "".join(
        f"<item><title>{line}</title><link>https://daily.example/{number}</link></item>"
        for number, line in enumerate(headlines)
    )
    channel = f"<channel><title>Daily</title>{items}</channel>"
    return f'<rss version="2.0">{channel}</rss>'.encode()


async def subscribed(scene: Scene) -> None:
    """Come as far as a running lease."""
    scene.polls()
    await scene.runs()
    assert scene.subscription().state is SubscriptionState.VERIFIED


def test_a_feed_with_a_hub_is_subscribed_to(archive: SqlArchive) -> None:
    """The hub is asked once, asks back, and the lease it gives is on record."""

    async def story(scene: Scene) -> None:
        scene.polls()
        scene.polls()
        await scene.runs()
        (request,) = scene.hub.requests
        assert request["hub.mode"] == "subscribe"
        assert request["hub.topic"] == TOPIC
        assert scene.hub.answers == [(200, CHALLENGE)]
        subscription = scene.subscription()
        assert subscription.state is SubscriptionState.VERIFIED
        assert subscription.lease_until == scene.clock.now() + timedelta(days=1)
        assert request["hub.callback"].endswith(subscription.key)
        assert request["hub.secret"] == subscription.secret != subscription.key

    play(archive, story)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
def test_a_signed_push_is_planned_at_once(archive: SqlArchive, algorithm: str) -> None:
    """What the hub pushes is planned as a poll's items are, before the hub is answered."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        assert await scene.hub.publish(news("Dam is safe"), algorithm) == [202]
        assert scene.planned() == ["Dam is safe"]
        assert scene.subscription().last_push_at == scene.clock.now()

    play(archive, story)


@pytest.mark.parametrize(
    "signature", [None, "", "sha256=00", "md5=00", "sha256", signed("guess", news("Forged"))]
)
def test_an_unsigned_or_wrongly_signed_push_is_ignored(
    archive: SqlArchive, signature: str | None
) -> None:
    """A forger is answered as a hub is, and nothing comes of it."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        assert await scene.hub.push(scene.callback(), news("Forged"), signature) == 202
        assert scene.planned() == []
        assert not scene.subscription().relied_on

    play(archive, story)


def test_a_signature_of_other_content_is_wrong(archive: SqlArchive) -> None:
    """A signature overheard does not carry another body."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        secret = scene.subscription().secret
        overheard = signed(secret, news("True"))
        assert await scene.hub.push(scene.callback(), news("Forged"), overheard) == 202
        assert scene.planned() == []

    play(archive, story)


def test_polls_wait_while_pushes_come_and_return_when_one_is_missed(archive: SqlArchive) -> None:
    """The first push slows polling down; an item that only a poll found speeds it up again."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        assert scene.polls() == minutes(1)  # nothing was pushed yet: no promise is believed
        await scene.hub.publish(news("Dam is safe"))
        assert scene.polls() == minutes(15)
        assert scene.polls(new_items=1) == minutes(1)
        assert scene.polls() == minutes(1)
        await scene.hub.publish(news("Dam is not safe"))
        assert scene.polls() == minutes(15)

    play(archive, story)


def test_a_lease_is_renewed_before_it_ends(archive: SqlArchive) -> None:
    """With a fifth of the lease left the hub is asked again, at the same address."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        first = scene.callback()
        await scene.runs(timedelta(hours=19))
        assert len(scene.hub.requests) == 1
        await scene.runs(timedelta(hours=1))
        assert len(scene.hub.requests) == 2
        assert scene.callback() == first
        assert scene.subscription().lease_until == scene.clock.now() + timedelta(days=1)

    play(archive, story)


def test_a_hub_that_is_down_is_asked_again_later_and_later(archive: SqlArchive) -> None:
    """A refused request is repeated after one minute, then two; polling goes on as ever."""

    async def story(scene: Scene) -> None:
        scene.hub.status = 503
        scene.polls()
        await scene.runs()
        assert "503" in (scene.subscription().last_error or "")
        for wait, requests in ((0.5, 1), (0.6, 2), (1, 2), (1.1, 3)):
            await scene.runs(minutes(wait))
            assert len(scene.hub.requests) == requests
        assert scene.polls() == minutes(1)
        scene.hub.status = 202
        await scene.runs(minutes(5))
        assert scene.subscription().state is SubscriptionState.VERIFIED
        assert scene.subscription().failures == 0

    play(archive, story)


def test_a_lease_that_ran_out_is_not_relied_on(archive: SqlArchive) -> None:
    """When a hub dies, polls are back at their own pace with the end of its lease at the latest."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        await scene.hub.publish(news("Dam is safe"))
        scene.hub.status = 500
        await scene.runs(timedelta(hours=25))
        assert scene.polls() == minutes(1)

    play(archive, story)


def test_a_hub_that_never_asks_back_is_asked_again(archive: SqlArchive) -> None:
    """A request that was taken and forgotten is repeated after ten minutes."""

    async def story(scene: Scene) -> None:
        scene.hub.silent = True
        scene.polls()
        await scene.runs()
        await scene.runs(minutes(9))
        assert len(scene.hub.requests) == 1
        await scene.runs(minutes(2))
        assert len(scene.hub.requests) == 2
        assert scene.subscription().state is SubscriptionState.WANTED

    play(archive, story)


def test_a_refusal_is_kept_and_tried_again_much_later(archive: SqlArchive) -> None:
    """A hub that says no is left alone for a week, and its reason is on record."""

    async def story(scene: Scene) -> None:
        scene.hub.denies = True
        scene.polls()
        await scene.runs()
        assert scene.subscription().state is SubscriptionState.REFUSED
        assert "not a customer" in (scene.subscription().last_error or "")
        await scene.runs(timedelta(days=6))
        assert len(scene.hub.requests) == 1
        scene.hub.denies = False
        await scene.runs(timedelta(days=2))
        assert scene.subscription().state is SubscriptionState.VERIFIED

    play(archive, story)


def test_only_what_we_want_is_confirmed(archive: SqlArchive) -> None:
    """Another topic, another address, an end nobody asked for: each is a 404."""

    async def story(scene: Scene) -> None:
        scene.hub.other_topic = "https://other.example/feed"
        scene.polls()
        await scene.runs()
        assert scene.hub.answers == [(404, scene.hub.answers[0][1])]
        scene.hub.other_topic = None
        await scene.runs(minutes(11))
        here = scene.callback()
        asked = {"topic": TOPIC, "challenge": "x", "lease_seconds": "10"}
        for callback, query in (
            (here, {"mode": "unsubscribe", **asked}),
            (here, {"mode": "subscribe", **asked, "topic": "https://other.example/"}),
            (here, {"mode": "subscribe", "topic": TOPIC}),
            (here, {"mode": "steal", **asked}),
            (f"{here[:-1]}x", {"mode": "subscribe", **asked}),
            (f"{here[:-10]}", {"mode": "subscribe", **asked}),
        ):
            status, _ = await scene.hub.ask(callback, **query)
            assert status == 404
        assert scene.subscription().state is SubscriptionState.VERIFIED

    play(archive, story)


def test_a_removed_feed_is_unsubscribed(archive: SqlArchive) -> None:
    """When its feed is gone, a push is answered 410 and the renewal becomes a goodbye."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        with scene.archive.unit() as unit:
            unit.feeds.remove("daily")
        assert await scene.hub.publish(news("Dam is safe")) == [410]
        await scene.runs(timedelta(hours=23))
        assert [request["hub.mode"] for request in scene.hub.requests] == [
            "subscribe",
            "unsubscribe",
        ]
        assert scene.subscriptions() == []
        assert scene.hub.subscribers == {}

    play(archive, story)


def test_a_feed_that_names_its_hub_no_more_is_unsubscribed(archive: SqlArchive) -> None:
    """A hub that the feed has left is told so; one that is dead is let go after three tries."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        scene.hub.status = 500
        scene.polls(hub=False)
        for _ in range(6):
            await scene.runs(timedelta(hours=1))
        assert scene.subscriptions() == []
        assert len(scene.hub.requests) == 1 + 4

    play(archive, story)


def test_a_push_that_cannot_be_read_brings_the_poll_forward(archive: SqlArchive) -> None:
    """Signed nonsense, and a push without content, make the feed due at once."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        for body in (b"", b"<html>an error page</html>"):
            scene.polls()
            assert await scene.hub.publish(body) == [202]
            with scene.archive.unit() as unit:
                assert unit.feeds.get("daily").poll.next_poll_at == scene.clock.now()

    play(archive, story)


@pytest.mark.parametrize("suspected", [False, True])
def test_a_push_of_another_feed_is_not_taken_in(archive: SqlArchive, *, suspected: bool) -> None:
    """A hub pushes what stands at the address, whoever owns it now; a poll shall judge."""
    before = Portrait(title="Harbour Gazette", language="en", hosts=("gazette.example",))
    doubt = Suspicion(since=NOON, breaks=(Break.TITLE, Break.HOSTS, Break.ITEMS), title="Daily")

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        with scene.archive.unit() as unit:
            feed = unit.feeds.get("daily")
            poll = replace(
                feed.poll,
                portrait=None if suspected else before,
                suspicion=doubt if suspected else None,
            )
            unit.feeds.put(replace(feed, poll=poll))
        assert await scene.hub.publish(news("Best casinos")) == [202]
        assert scene.planned() == []
        with scene.archive.unit() as unit:
            assert unit.feeds.get("daily").poll.next_poll_at == scene.clock.now()

    play(archive, story)


def test_a_paused_feed_takes_no_push(archive: SqlArchive) -> None:
    """A feed that an editor paused is not filled through the back door."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        with scene.archive.unit() as unit:
            unit.feeds.put(replace(unit.feeds.get("daily"), paused=True))
        assert await scene.hub.publish(news("Dam is safe")) == [202]
        assert scene.planned() == []

    play(archive, story)


def test_secrets_show_in_no_representation(archive: SqlArchive) -> None:
    """Neither secret nor callback key stands where a log or a traceback would print it."""

    async def story(scene: Scene) -> None:
        await subscribed(scene)
        subscription = scene.subscription()
        shown = f"{subscription!r} {scene.worker.stage.key(subscription)}"
        assert subscription.secret not in shown
        assert subscription.key not in shown

    play(archive, story)
