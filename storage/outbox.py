"""What is told, and to whom: alerts, deliveries and every attempt at one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, true, update

from monitor.model.alert import Alert, Attempt, Delivery
from monitor.model.errors import Conflict
from storage.shelf import Shelf
from storage.tables import AcknowledgementRow, AlertRow, AttemptRow, DeliveryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """A note that somebody has taken an alert up."""

    alert_id: str
    author: str
    at: datetime


class SqlAlerts:
    """The alerts raised."""

    def __init__(self, connection: Connection) -> None:
        self._alerts = Shelf(connection, AlertRow, Alert)
        self._acknowledgements = Shelf(connection, AcknowledgementRow, Acknowledgement)

    def add(self, alert: Alert) -> bool:
        """Append an alert; tell whether it is a new one."""
        return self._alerts.add(alert)

    def get(self, alert_id: str) -> Alert:
        """Get one alert."""
        return self._alerts.get(alert_id, AlertRow.id == alert_id)

    def latest(self, limit: int, claim_id: str | None = None) -> Sequence[Alert]:
        """List alerts, newest first."""
        where = true() if claim_id is None else AlertRow.claim_id == claim_id
        order = (AlertRow.at.desc(), AlertRow.position.desc())
        return self._alerts.list(where, order=order, limit=limit)

    def told_with(self, alert_id: str) -> Sequence[Alert]:
        """List the alerts that the alert's notification tells too."""
        order = (AlertRow.at, AlertRow.position)
        return self._alerts.list(AlertRow.told_with == alert_id, order=order)

    def acknowledge(self, alert_id: str, author: str, at: datetime) -> None:
        """Note that somebody has taken the alert up; the first time by each author stands."""
        self.get(alert_id)
        self._acknowledgements.add(Acknowledgement(alert_id=alert_id, author=author, at=at))

    def acknowledgements(self, alert_id: str) -> Sequence[Acknowledgement]:
        """List who has taken the alert up, first to last."""
        order = (AcknowledgementRow.at, AcknowledgementRow.author)
        return self._acknowledgements.list(AcknowledgementRow.alert_id == alert_id, order=order)


class SqlDeliveries:
    """The outbox: what is on its way to whom, and every attempt."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._deliveries = Shelf(connection, DeliveryRow, Delivery)
        self._attempts = Shelf(connection, AttemptRow, Attempt)

    def add(self, delivery: Delivery) -> bool:
        """Append a delivery; tell whether it is a new one."""
        return self._deliveries.add(delivery)

    def get(self, delivery_id: str) -> Delivery:
        """Get one delivery."""
        return self._deliveries.get(delivery_id, DeliveryRow.id == delivery_id)

    def record(self, attempt: Attempt) -> None:
        """Append an attempt and set the delivery's state to the attempt's.

        Raises:
            NotFound: There is no such delivery.
            Conflict: Another attempt stands under this number.
        """
        self.get(attempt.delivery_id)
        if self._attempts.add(attempt):
            chosen = update(DeliveryRow).where(DeliveryRow.id == attempt.delivery_id)
            self._connection.execute(chosen.values(state=attempt.state))
        elif attempt not in self.attempts(attempt.delivery_id):
            raise Conflict("attempt", f"{attempt.delivery_id}#{attempt.number}")

    def attempts(self, delivery_id: str) -> Sequence[Attempt]:
        """List the attempts at a delivery, first to last."""
        where = AttemptRow.delivery_id == delivery_id
        return self._attempts.list(where, order=(AttemptRow.number,))

    def latest(self, limit: int, alert_id: str | None = None) -> Sequence[Delivery]:
        """List deliveries, newest first."""
        where = true() if alert_id is None else DeliveryRow.alert_id == alert_id
        order = (DeliveryRow.created_at.desc(), DeliveryRow.position.desc())
        return self._deliveries.list(where, order=order, limit=limit)
