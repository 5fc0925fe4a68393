"""Alerts and the deliveries they are due, written in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from monitor.model.alert import Alert, Delivery, Recipient, Silence
from monitor.model.job import JobKind
from monitor.ports import Unit

#: Says who is to be told of an alert: (alert, silences in force, now) -> recipients.
Route = Callable[[Alert, Sequence[Silence], datetime], Sequence[Recipient]]


@dataclass(frozen=True, slots=True)
class Outbox:
    """Posts alerts: rows now, hand-over later and as often as it takes."""

    route: Route

    def post(self, unit: Unit, alerts: Sequence[Alert], now: datetime) -> int:
        """Add alerts, and for each that leads, deliveries to all who want any of its kind.

        Alerts already on record are passed over, so posting twice is posting once.

        Returns:
            How many alerts were new.
        """
        silences = unit.silences.active(now)
        new = [alert for alert in alerts if unit.alerts.add(alert)]
        for lead in (alert for alert in new if alert.told_with is None):
            group = [lead, *(alert for alert in new if alert.told_with == lead.id)]
            for recipient in self._recipients(group, silences, now):
                self._deliver(unit, lead, recipient, now)
        return len(new)

    def _recipients(
        self, group: Sequence[Alert], silences: Sequence[Silence], now: datetime
    ) -> list[Recipient]:
        """Collect who wants the lead or any alert told with it, each once."""
        wanted = (r for alert in group for r in self.route(alert, silences, now))
        return list(dict.fromkeys(wanted))

    def _deliver(self, unit: Unit, alert: Alert, recipient: Recipient, now: datetime) -> None:
        delivery = Delivery(
            id=delivery_id(alert.id, recipient),
            alert_id=alert.id,
            recipient=recipient,
            created_at=now,
        )
        if unit.deliveries.add(delivery):
            unit.jobs.put(JobKind.DELIVER, delivery.id, now)


def delivery_id(alert_id: str, recipient: Recipient) -> str:
    """Derive a delivery's id from alert, channel and address; receivers deduplicate by it."""
    key = f"{alert_id}\x1f{recipient.channel}\x1f{recipient.address}"
    return "msg_" + blake2b(key.encode(), digest_size=12).hexdigest()
