"""The only place where plugs meet sockets: builds the house that a configuration describes."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from rich.console import Console

from alerts.email import EmailChannel, EmailSettings, Security
from alerts.plugins import load_channel
from alerts.routing import Route, everything_to, recipients
from alerts.terminal import TerminalChannel
from alerts.webhook import Endpoint, WebhookChannel, WebhookSettings
from alerts.wording import HouseStyle
from monitor.desk.door import CALLBACKS
from monitor.model.alert import Alert, Recipient, Silence
from monitor.model.errors import ConfigError
from monitor.pipeline.assess import Assessing
from monitor.pipeline.bring import Bringing
from monitor.pipeline.copying import Copying
from monitor.pipeline.deliver import Delivering
from monitor.pipeline.hubs import Hubs
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.poll import Polling
from monitor.pipeline.push import Pushing
from monitor.pipeline.stage import Stage
from monitor.pipeline.subscribe import Subscribing
from monitor.pipeline.visit import Visiting
from monitor.ports import Callbacks, Channel, Clock, HostBook, StanceModel
from monitor.rules.pacing import Pacing
from monitor.rules.revisiting import VisitPacing
from monitor.service.clock import SystemClock
from monitor.service.config import (
    ChannelConfig,
    Config,
    EmailConfig,
    FetchConfig,
    PluginConfig,
    PollingConfig,
    RemoteConfig,
    RouteConfig,
    TerminalConfig,
    WebhookConfig,
    seconds,
)
from monitor.service.hosts import ArchivedHostBook
from monitor.service.worker import Worker
from monitor.sources.extractor import PooledExtractor
from monitor.sources.feeds import PooledFeedParser
from monitor.sources.feeds.following import FollowingParser
from monitor.sources.guard import Guard
from monitor.sources.http import FetchSettings, HttpFetcher
from monitor.sources.hubs import HttpHub
from monitor.sources.manners import Manners, MannersSettings
from monitor.sources.web_archive import SavePage
from monitor.sources.workers import Workers
from monitor.stance.choice import load_maker
from monitor.stance.combined import CombinedModel
from monitor.stance.directory import DirectoryModel
from monitor.stance.lexical import LexicalModel
from monitor.stance.model import WEIGHTS, EmbeddedModel
from monitor.stance.remote import RemoteModel, RemoteSettings
from monitor.stance.remote_book import AnswerBook
from storage.archive import SqlArchive

#: Items of each stage under way at once. Polls and visits wait for the network, and most of all for
#: their host's turn: ten feeds of one host hold ten places. A host is spared by its manners,
#: not by this. Revisions are read one after another, so that each
#: sees what the one before put on the ledger.
#: Copies are asked for one at a time, at the web archive's own pace.
WIDTHS = {"poll": 400, "subscribe": 8, "visit": 32, "assess": 1, "deliver": 8, "copy": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A whole service, built and not yet running."""

    config: Config
    clock: Clock
    archive: SqlArchive
    model: StanceModel
    channels: Mapping[str, Channel]
    #: The one of the river first.
    fetchers: Sequence[HttpFetcher]
    processes: Workers
    #: In the order in which the river flows.
    workers: Sequence[Worker[Any]]
    #: Asks hubs, and hears them; None where hubs could not reach us.
    hub: HttpHub | None = None
    callbacks: Callbacks | None = None

    async def close(self) -> None:
        """Let go of connections and processes; the database belongs to who opened it."""
        for fetcher in self.fetchers:
            await fetcher.close()
        if self.hub is not None:
            await self.hub.close()
        for channel in self.channels.values():
            await close_channel(channel)
        if isinstance(self.model, RemoteModel):
            self.model.close()
        self.processes.close()


def build_house(
    config: Config,
    *,
    clock: Clock,
    console: Console,
    archive: SqlArchive,
    guard: Guard | None = None,
    quiet_channels: bool = False,
    copying: bool = False,
) -> House:
    """Build the house that a configuration describes.

    Args:
        config: What to build.
        clock: The machine's, or an archive's own.
        console: Where the terminal channel writes.
        archive: The database, open.
        guard: Instead of the configured one, where replay serves all hosts itself.
        quiet_channels: Keep only terminals: a story replayed for show mails nobody.
        copying: Ask the configured web archive for copies; a round that ends waits for none.

    Raises:
        ConfigError: A channel cannot be built as configured.
    """
    channels = _channels(config, clock, console, quiet=quiet_channels)
    processes = Workers(count=2, limit=seconds(config.fetch.extract_timeout_s))
    guard = guard or Guard(allow_loopback=config.fetch.allow_loopback)
    book = ArchivedHostBook(archive=archive, clock=clock)
    fetcher = build_fetcher(config.fetch, clock, guard, book)
    model = build_model(config)
    copier = _copier(config, clock) if copying else None
    hub, subscribing = _hubs(config, archive, clock, guard)
    shared = _Shared(
        archive=archive,
        clock=clock,
        fetcher=fetcher,
        parser=FollowingParser(PooledFeedParser(processes), fetcher),
        extractor=PooledExtractor(processes),
        outbox=Outbox(_router(config, channels)),
    )
    stages: list[Stage[Any]] = [
        _polling(config, shared, hubs=hub is not None),
        *subscribing,
        _visiting(
            config, shared, copying=config.web_archive.url is not None and not quiet_channels
        ),
        _assessing(config, shared, model),
        Delivering(archive=archive, channels=channels, clock=clock, dice=random.random),
    ]
    if copier:
        stages.append(Copying(archive=archive, web_archive=copier, clock=clock, dice=random.random))
    return House(
        config=config,
        clock=clock,
        archive=archive,
        model=model,
        channels=channels,
        fetchers=[fetcher, *([copier.fetcher] if copier else [])],
        processes=processes,
        workers=[Worker(stage, width=WIDTHS[stage.name]) for stage in stages],
        hub=hub,
        callbacks=Pushing(archive=archive, parser=shared.parser, clock=clock) if hub else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What the stages between network and ledger share."""

    archive: SqlArchive
    clock: Clock
    fetcher: HttpFetcher
    parser: FollowingParser
    extractor: PooledExtractor
    outbox: Outbox


def _polling(config: Config, shared: _Shared, *, hubs: bool) -> Polling:
    pacing = _pacing(config.polling)
    return Polling(
        archive=shared.archive,
        bringing=Bringing(
            fetcher=shared.fetcher, parser=shared.parser, clock=shared.clock, pacing=pacing
        ),
        clock=shared.clock,
        dice=random.random,
        pacing=pacing,
        outbox=shared.outbox,
        hubs=Hubs(mint=_word, plain=config.fetch.allow_loopback) if hubs else None,
    )


def _visiting(config: Config, shared: _Shared, *, copying: bool) -> Visiting:
    return Visiting(
        archive=shared.archive,
        fetcher=shared.fetcher,
        extractor=shared.extractor,
        clock=shared.clock,
        dice=random.random,
        pacing=visit_pacing(config.polling),
        outbox=shared.outbox,
        copying=copying,
    )


def _assessing(config: Config, shared: _Shared, model: StanceModel) -> Assessing:
    return Assessing(
        archive=shared.archive,
        model=model,
        clock=shared.clock,
        dice=random.random,
        pacing=visit_pacing(config.polling),
        outbox=shared.outbox,
    )


def _copier(config: Config, clock: Clock) -> SavePage | None:
    """Build the way to the web archive: nothing in it is shared with the river."""
    told = config.web_archive
    if told.url is None:
        return None
    settings = FetchSettings(total=seconds(told.timeout_s), read=seconds(told.timeout_s))
    if config.fetch.user_agent:
        settings = replace(settings, user_agent=config.fetch.user_agent)
    # Robots rules are for those who wander; this is a service that is asked to do its work.
    manners = MannersSettings(interval=seconds(told.interval_s), obey_robots=False)
    fetcher = HttpFetcher(
        clock,
        settings=settings,
        guard=Guard(allow_loopback=told.allow_loopback),
        manners=Manners(clock, settings=manners),
    )
    return SavePage(fetcher=fetcher, template=told.url)


def _hubs(
    config: Config, archive: SqlArchive, clock: Clock, guard: Guard
) -> tuple[HttpHub | None, tuple[Subscribing, ...]]:
    """Build what speaks to hubs, where they can reach us."""
    public = config.server.public_url
    if public is None:
        return None, ()
    hub = HttpHub(user_agent=config.fetch.user_agent or FetchSettings().user_agent, guard=guard)
    callbacks = f"{public.rstrip('/')}{CALLBACKS}"
    stage = Subscribing(archive=archive, hub=hub, clock=clock, callbacks_url=callbacks)
    return hub, (stage,)


def _word() -> str:
    """Make a word of 256 random bits: the end of a callback's address, or a secret."""
    return secrets.token_urlsafe(32)


def build_model(config: Config) -> StanceModel:
    """Build the stance model that the configuration names.

    Raises:
        ConfigError: It cannot be built so.
    """
    stance = config.stance
    match stance.model:
        case "auto":
            return own_model()
        case "lexical":
            return LexicalModel()
        case "embedded":
            return _embedded()
        case "remote":
            assert stance.remote, "the configuration sees to it"
            return _remote(stance.remote)
        case "directory":
            assert stance.directory, "the configuration sees to it"
            return DirectoryModel(stance.directory.path, stance.directory.labels)
        case "plugin":
            assert stance.plugin, "the configuration sees to it"
            return load_maker(stance.plugin.kind)(stance.plugin.settings)
        case _:
            assert_never(stance.model)


def own_model() -> StanceModel:
    """Build the best reader that needs nothing but this installation."""
    return CombinedModel(EmbeddedModel()) if _has_weights() else LexicalModel()


def _has_weights() -> bool:
    return (WEIGHTS / "model.onnx").is_file()


def _embedded() -> EmbeddedModel:
    if not _has_weights():
        raise ConfigError("this installation has no weights; use auto", key="stance.model")
    return EmbeddedModel()


def _remote(remote: RemoteConfig) -> RemoteModel:
    settings = RemoteSettings(
        base_url=remote.base_url,
        model=remote.model,
        api_key=remote.api_key.get_secret_value() if remote.api_key else None,
        timeout=seconds(remote.timeout_s),
        attempts=remote.attempts,
        batch=remote.batch,
        parallel=remote.parallel,
        daily_usd=remote.daily_usd,
        usd_per_million_in=remote.usd_per_million_in,
        usd_per_million_out=remote.usd_per_million_out,
        parameters=remote.parameters,
    )
    # The machine's clock, also where an archive is replayed: money has the machine's days.
    return RemoteModel(
        settings,
        fallback=own_model(),
        book=AnswerBook(remote.cache),
        clock=SystemClock(),
    )


def recipients_of(channel: ChannelConfig) -> tuple[Recipient, ...]:
    """List the addresses behind a channel."""
    match channel:
        case EmailConfig(to=to) | PluginConfig(to=to):
            return tuple(Recipient(channel=channel.name, address=address) for address in to)
        case WebhookConfig():
            # By its name: a URL may hold a token, and an address stands in logs.
            return (Recipient(channel=channel.name, address=channel.name),)
        case TerminalConfig():
            return (Recipient(channel=channel.name, address="terminal"),)
        case _:
            assert_never(channel)


async def close_channel(channel: Channel) -> None:
    """Let go of the connections that a channel may keep."""
    if isinstance(channel, WebhookChannel):
        await channel.close()


def _channels(config: Config, clock: Clock, console: Console, *, quiet: bool) -> dict[str, Channel]:
    wanted = [c for c in config.channel if not quiet or isinstance(c, TerminalConfig)]
    style = house_style(config)
    return {channel.name: build_channel(channel, clock, console, style) for channel in wanted}


def house_style(config: Config) -> HouseStyle:
    """Say how alerts are worded here: the zone of their times, and where they link."""
    return HouseStyle(zone=ZoneInfo(config.timezone), desk_url=config.server.public_url)


def build_channel(
    channel: ChannelConfig, clock: Clock, console: Console, style: HouseStyle
) -> Channel:
    """Build the channel that a `[[channel]]` describes.

    Raises:
        ConfigError: It cannot be built so.
    """
    match channel:
        case TerminalConfig():
            return TerminalChannel(console, clock, name=channel.name, style=style)
        case EmailConfig():
            return EmailChannel(_email_settings(channel), clock, name=channel.name, style=style)
        case WebhookConfig():
            return WebhookChannel(
                _webhook_settings(channel),
                clock,
                name=channel.name,
                allow_loopback=channel.allow_loopback,
            )
        case PluginConfig():
            return load_channel(channel.kind)(channel.name, channel.settings, clock)
        case _:
            assert_never(channel)


def _email_settings(channel: EmailConfig) -> EmailSettings:
    return EmailSettings(
        host=channel.host,
        port=channel.port,
        security=Security(channel.security),
        username=channel.username,
        password=channel.password.get_secret_value() if channel.password else None,
        sender=channel.sender,
        timeout=seconds(channel.timeout_s),
    )


def _webhook_settings(channel: WebhookConfig) -> WebhookSettings:
    secrets = tuple(secret.get_secret_value() for secret in channel.secrets)
    endpoint = Endpoint(name=channel.name, url=channel.url, secrets=secrets)
    return WebhookSettings(endpoints=(endpoint,), timeout=seconds(channel.timeout_s))


class _Router:
    """Says who is told of an alert, by the configured routes."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes

    def __call__(
        self, alert: Alert, silences: Sequence[Silence], now: datetime
    ) -> Sequence[Recipient]:
        return recipients(alert, self._routes, silences, now, topic=alert.topic)


def _router(config: Config, channels: Mapping[str, Channel]) -> _Router:
    by_name = {c.name: recipients_of(c) for c in config.channel if c.name in channels}
    if not config.route:
        return _Router(everything_to([r for group in by_name.values() for r in group]))
    return _Router([_route(route, by_name) for route in config.route])


def _route(route: RouteConfig, by_name: Mapping[str, tuple[Recipient, ...]]) -> Route:
    return Route(
        receivers=tuple(r for name in route.to for r in by_name.get(name, ())),
        kinds=frozenset(route.kinds),
        claims=frozenset(route.claims),
        topics=frozenset(route.topics),
        min_severity=route.min_severity,
    )


def build_fetcher(
    config: FetchConfig, clock: Clock, guard: Guard, book: HostBook | None = None
) -> HttpFetcher:
    """Build the fetcher with the configured limits and manners.

    Args:
        config: The limits and manners.
        clock: The time.
        guard: What may be fetched.
        book: Where closed hosts are kept across restarts; None keeps none.
    """
    settings = FetchSettings(
        total=seconds(config.timeout_s),
        wire_bytes=config.max_bytes,
        body_bytes=config.max_bytes,
    )
    if config.user_agent:
        settings = replace(settings, user_agent=config.user_agent)
    manners = MannersSettings(
        interval=seconds(config.host_interval_s), obey_robots=config.obey_robots
    )
    return HttpFetcher(
        clock, settings=settings, guard=guard, manners=Manners(clock, settings=manners, book=book)
    )


def _pacing(config: PollingConfig) -> Pacing:
    return Pacing(
        min_interval=seconds(config.min_interval_s),
        max_interval=max(seconds(config.max_interval_s), seconds(config.min_interval_s)),
        down_after=timedelta(minutes=config.down_after_min),
        silent_after=timedelta(days=config.silent_after_days),
        max_asked=seconds(config.max_asked_s),
        move_after=timedelta(days=config.move_after_days),
    )


def visit_pacing(config: PollingConfig) -> VisitPacing:
    """Say how often pages are visited, as configured."""
    pacing = VisitPacing(confirm_after=seconds(config.confirm_after_s))
    if config.visit_ages_s:
        pacing = replace(pacing, visit_ages=tuple(seconds(s) for s in config.visit_ages_s))
    return pacing
