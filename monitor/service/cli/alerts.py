"""`onrecord alerts`: what was told, to whom, and what is muted."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import click

from alerts.payload import alert_as_json
from monitor.model.alert import (
    Alert,
    AlertKind,
    AlertReason,
    Delivery,
    DeliveryState,
    Notification,
    Severity,
    Silence,
)
from monitor.model.errors import ConfigError
from monitor.model.job import JobKind
from monitor.ports import Unit
from monitor.service.cli.shared import (
    config_options,
    configured,
    format_option,
    opened,
    out,
    print_json,
)
from monitor.service.clock import SystemClock
from monitor.service.config import Config
from monitor.service.markup import plain
from monitor.service.wiring import build_channel, close_channel, house_style, recipients_of

#: Deliveries looked through for those given up, newest first.
LOOKED_THROUGH = 10_000


@click.group()
def alerts() -> None:
    """List, acknowledge, silence, retry, test alerts."""


@alerts.command("list")
@config_options
@click.option("--claim", "claim_id", help="Only alerts on this claim.")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True)
@format_option("text", "json")
def list_alerts(
    config_file: Path | None, data_dir: Path | None, claim_id: str | None, limit: int, style: str
) -> None:
    """List alerts, newest first."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        listed = unit.alerts.latest(limit, claim_id)
    if style == "json":
        print_json([alert_as_json(alert) for alert in listed])
        return
    for alert in listed:
        about = " · ".join(part for part in (alert.claim_id, alert.outlet, alert.id) if part)
        out.print(
            f"[dim]{alert.at:%d %b %H:%M}[/]  [bold]{alert.kind}[/]  {plain(alert.summary)}"
            f"\n              [dim]{plain(about)}[/]"
        )


@alerts.command()
@config_options
@click.argument("alert_id")
def show(config_file: Path | None, data_dir: Path | None, alert_id: str) -> None:
    """Show one alert, and how its deliveries went."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        alert = unit.alerts.get(alert_id)
        told = unit.deliveries.latest(LOOKED_THROUGH, alert.told_with or alert.id)
        deliveries = [
            {
                "id": d.id,
                "channel": d.recipient.channel,
                "to": d.recipient.address,
                "state": d.state,
                "attempts": [
                    {"at": a.at.isoformat(), "state": a.state, "detail": a.detail}
                    for a in unit.deliveries.attempts(d.id)
                ],
            }
            for d in told
        ]
    print_json({**alert_as_json(alert), "deliveries": deliveries})


@alerts.command()
@config_options
@click.option("--by", "author", required=True, help="Who takes it up.")
@click.argument("alert_id")
def ack(config_file: Path | None, data_dir: Path | None, author: str, alert_id: str) -> None:
    """Note that somebody has taken an alert up."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        unit.alerts.acknowledge(alert_id, author, SystemClock().now())
    out.print(f"{plain(author)} has it.")


@alerts.command()
@config_options
@click.option("--claim", "claim_id", help="Mute alerts on this claim only.")
@click.option("--kind", type=click.Choice(list(AlertKind)), help="Mute alerts of this kind only.")
@click.option("--hours", type=click.FloatRange(min=0, min_open=True), required=True)
@click.option("--by", "author", required=True, help="Who mutes.")
@click.option("--comment", required=True, help="Why.")
def silence(
    config_file: Path | None,
    data_dir: Path | None,
    claim_id: str | None,
    kind: AlertKind | None,
    hours: float,
    author: str,
    comment: str,
) -> None:
    """Mute alerts for some hours; they stay on record and are not sent later."""
    now = SystemClock().now()
    muted = Silence(
        id=uuid4().hex[:8],
        claim_id=claim_id,
        kind=AlertKind(kind) if kind else None,
        starts_at=now,
        ends_at=now + timedelta(hours=hours),
        author=author,
        comment=comment,
    )
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        if claim_id:
            unit.claims.get(claim_id)
        unit.silences.put(muted)
    out.print(f"Muted until {muted.ends_at:%d %b %H:%M} UTC; silence {muted.id}.")


@alerts.command()
@config_options
@click.argument("silence_id", required=False)
def unsilence(config_file: Path | None, data_dir: Path | None, silence_id: str | None) -> None:
    """End a silence; without an id, list those in force."""
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        if silence_id:
            unit.silences.remove(silence_id)
            out.print("Ended.")
            return
        for held in unit.silences.active(SystemClock().now()):
            what = held.claim_id or held.kind or "everything"
            until = f"{held.ends_at:%d %b %H:%M} UTC"
            out.print(
                f"{held.id}  {what}  until {until}  {plain(held.author)}: {plain(held.comment)}"
            )


@alerts.command()
@config_options
@click.argument("delivery_id", nargs=-1)
def retry(config_file: Path | None, data_dir: Path | None, delivery_id: tuple[str, ...]) -> None:
    """Try deliveries again that were given up: those named, or all."""
    now = SystemClock().now()
    with opened(configured(config_file, data_dir)) as record, record.unit() as unit:
        given_up = [unit.deliveries.get(name) for name in delivery_id] or _buried(unit)
        for delivery in given_up:
            unit.jobs.retry(JobKind.DELIVER, delivery.id, now, "retried by hand")
    out.print(f"{len(given_up)} deliveries are due again.")


@alerts.command()
@config_options
@click.argument("channel")
def test(config_file: Path | None, data_dir: Path | None, channel: str) -> None:
    """Send a test notification over a configured channel, now."""
    asyncio.run(_send_test(configured(config_file, data_dir), channel))
    out.print(f"{plain(channel)} took it.")


async def _send_test(config: Config, name: str) -> None:
    wanted = next((c for c in config.channel if c.name == name), None)
    if wanted is None:
        known = ", ".join(c.name for c in config.channel)
        raise ConfigError(f"no channel is called {name!r}; there are {known}", key="channel")
    clock = SystemClock()
    channel = build_channel(wanted, clock, out, house_style(config))
    try:
        for recipient in recipients_of(wanted):
            alert = _test_alert(clock.now())
            message = Notification(id=f"msg_{uuid4().hex}", alert=alert, recipient=recipient)
            await channel.send(message)
    finally:
        await close_channel(channel)


def _test_alert(now: datetime) -> Alert:
    return Alert(
        id="al_test",
        kind=AlertKind.SOURCE_BACK,
        reason=AlertReason.FEED_RECOVERED,
        severity=Severity.LOW,
        at=now,
        summary="This is a test: alerts reach you on this channel",
    )


def _buried(unit: Unit) -> list[Delivery]:
    latest = unit.deliveries.latest(LOOKED_THROUGH)
    return [delivery for delivery in latest if delivery.state is DeliveryState.BURIED]
