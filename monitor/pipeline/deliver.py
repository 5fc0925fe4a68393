"""The fourth stage: deliveries that are due go out, and every attempt is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.alert import Attempt, Delivery, DeliveryState, Notification, Receipt
from monitor.model.errors import ChannelRejected, ChannelUnavailable
from monitor.model.job import Job, JobKind
from monitor.pipeline.attempt import Failure, attempt
from monitor.ports import Archive, Channel, Clock
from monitor.rules.pacing import next_attempt_at

#: How long a worker may hold a delivery; longer than any channel's time-out.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Hands notifications over; at least once, with an id that receivers know repeats by."""

    archive: Archive
    channels: Mapping[str, Channel]
    clock: Clock
    dice: Callable[[], float]
    name: str = "deliver"

    async def due(self, limit: int, under_way: Collection[str]) -> Sequence[Job]:
        """Lease deliveries due now."""
        listed = await asyncio.to_thread(self._lease, limit)
        # A lease may run out while we still hold the job; it is ours, not due again.
        return [item for item in listed if item.key not in under_way]

    def key(self, item: Job) -> str:
        """Tell deliveries apart by id."""
        return item.key

    async def one(self, item: Job) -> str:
        """Send one notification and record how it went."""
        notification = await asyncio.to_thread(self._load, item)
        receipt = await attempt(item.key, self._send(notification))
        return await asyncio.to_thread(self._record, item, receipt)

    async def fail(self, item: Job, error: str) -> None:
        """Count an unexpected error as a failed attempt that may be tried again."""
        channel = ChannelUnavailable(error, channel="?", recipient="?")
        await asyncio.to_thread(self._record, item, Failure(item.key, channel))

    def _lease(self, limit: int) -> Sequence[Job]:
        now = self.clock.now()
        with self.archive.unit() as unit:
            return unit.jobs.lease(JobKind.DELIVER, now, now + LEASE, limit)

    def _load(self, job: Job) -> Notification:
        with self.archive.unit() as unit:
            delivery = unit.deliveries.get(job.key)
            return Notification(
                id=delivery.id,
                alert=unit.alerts.get(delivery.alert_id),
                folded=tuple(unit.alerts.told_with(delivery.alert_id)),
                recipient=delivery.recipient,
            )

    async def _send(self, notification: Notification) -> Receipt:
        recipient = notification.recipient
        channel = self.channels.get(recipient.channel)
        if channel is None:
            raise ChannelUnavailable(
                f"No channel is called {recipient.channel!r}; name it in the configuration.",
                channel=recipient.channel,
                recipient=recipient.address,
            )
        return await channel.send(notification)

    def _record(self, job: Job, outcome: Receipt | Failure) -> str:
        now = self.clock.now()
        with self.archive.unit() as unit:
            delivery = unit.deliveries.get(job.key)
            number = len(unit.deliveries.attempts(job.key)) + 1
            again_at = self._again_at(job, outcome, now)
            unit.deliveries.record(_attempt(delivery, number, now, outcome, again_at))
            if isinstance(outcome, Receipt):
                unit.jobs.done(JobKind.DELIVER, job.key)
                return "sent"
            if again_at is not None:
                unit.jobs.retry(JobKind.DELIVER, job.key, again_at, outcome.reason)
                return "put off"
            unit.jobs.bury(JobKind.DELIVER, job.key, outcome.reason)
            return "buried"

    def _again_at(self, job: Job, outcome: Receipt | Failure, now: datetime) -> datetime | None:
        """Say when to try again; None after success, refusal or the last attempt."""
        if isinstance(outcome, Receipt) or isinstance(outcome.error, ChannelRejected):
            return None
        asked = getattr(outcome.error, "retry_after", None)
        return next_attempt_at(job.attempts + 1, now=now, retry_after=asked, jitter=self.dice())


def _attempt(
    delivery: Delivery,
    number: int,
    now: datetime,
    outcome: Receipt | Failure,
    again_at: datetime | None,
) -> Attempt:
    if isinstance(outcome, Receipt):
        state, detail = DeliveryState.SENT, outcome.detail
    elif again_at is not None:
        state, detail = DeliveryState.DUE, f"{outcome.reason} Next attempt {again_at:%H:%M:%S} UTC"
    else:
        state, detail = DeliveryState.BURIED, outcome.reason
    return Attempt(delivery_id=delivery.id, number=number, at=now, state=state, detail=detail)
