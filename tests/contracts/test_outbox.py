"""The contracts of Alerts and Deliveries."""

from __future__ import annotations

import pytest

from monitor.model.alert import AlertKind, DeliveryState
from monitor.model.errors import Conflict, NotFound, StorageError
from monitor.ports import Archive
from storage import SqlArchive
from storage.outbox import Acknowledgement
from tests.builders import (
    NOON,
    a_delivery,
    a_hunk,
    a_recipient,
    a_standing,
    a_statement,
    an_alert,
    an_attempt,
    minutes,
)


class TestAlerts:
    """The contract of Alerts."""

    def test_gives_back(self, archive: Archive) -> None:
        """An alert comes back with all that it tells."""
        alert = an_alert(
            statements=(a_statement(), a_statement(text="\x00日本")),
            before=(a_statement(cue=None),),
            standing_before=a_standing(by=(), since=None),
            standing_after=a_standing(),
            hunks=(a_hunk(),),
            notice="Corrected.",
            echoes=39,
        )
        with archive.unit() as unit:
            assert unit.alerts.add(alert)
        with archive.unit() as unit:
            assert unit.alerts.get("alert-1") == alert

    def test_twice_is_once(self, archive: Archive) -> None:
        """An alert that is raised again is not new, and the first one stands."""
        with archive.unit() as unit:
            assert unit.alerts.add(an_alert())
            assert not unit.alerts.add(an_alert(summary="Again."))
            assert unit.alerts.latest(9) == [an_alert()]

    def test_unknown(self, archive: Archive) -> None:
        """An alert that is not on record cannot be had or acknowledged."""
        with archive.unit() as unit:
            with pytest.raises(NotFound, match="no alert 'x'"):
                unit.alerts.get("x")
            with pytest.raises(NotFound):
                unit.alerts.acknowledge("x", "editor", NOON)

    def test_latest(self, archive: Archive) -> None:
        """Alerts are listed newest first, of all claims or of one, at most so many."""
        with archive.unit() as unit:
            for key, claim, offset in (("a", "c", 0), ("b", "d", 5), ("c", "c", 1), ("d", "c", 1)):
                unit.alerts.add(an_alert(id=key, claim_id=claim, at=NOON + minutes(offset)))
            down = an_alert(id="e", claim_id=None, kind=AlertKind.SOURCE_DOWN, at=NOON - minutes(1))
            unit.alerts.add(down)
            assert [alert.id for alert in unit.alerts.latest(9)] == ["b", "d", "c", "a", "e"]
            assert [alert.id for alert in unit.alerts.latest(2)] == ["b", "d"]
            assert [alert.id for alert in unit.alerts.latest(9, "c")] == ["d", "c", "a"]

    def test_told_with(self, archive: Archive) -> None:
        """The alerts that go out with another one are found by it."""
        with archive.unit() as unit:
            for key, other in (("main", None), ("first", "main"), ("second", "main"), ("x", "y")):
                unit.alerts.add(an_alert(id=key, told_with=other))
            assert [alert.id for alert in unit.alerts.told_with("main")] == ["first", "second"]
            assert unit.alerts.told_with("first") == []

    def test_acknowledge(self, archive: SqlArchive) -> None:
        """Whoever takes an alert up is noted, each with the first time."""
        with archive.unit() as unit:
            unit.alerts.add(an_alert())
            for author, offset in (("b", 0), ("a", 1), ("b", 2)):
                unit.alerts.acknowledge("alert-1", author, NOON + minutes(offset))
            assert unit.alerts.acknowledgements("alert-1") == [
                Acknowledgement(alert_id="alert-1", author="b", at=NOON),
                Acknowledgement(alert_id="alert-1", author="a", at=NOON + minutes(1)),
            ]


class TestDeliveries:
    """The contract of Deliveries."""

    def test_gives_back(self, archive: Archive) -> None:
        """A delivery comes back as it was added, once."""
        with archive.unit() as unit:
            unit.alerts.add(an_alert())
            assert unit.deliveries.add(a_delivery())
            assert not unit.deliveries.add(a_delivery())
            assert unit.deliveries.get("delivery-1") == a_delivery()
            with pytest.raises(NotFound, match="no delivery 'x'"):
                unit.deliveries.get("x")

    def test_needs_its_alert(self, archive: Archive) -> None:
        """A delivery of an alert that is not on record is refused for good."""
        with pytest.raises(StorageError) as caught, archive.unit() as unit:
            unit.deliveries.add(a_delivery())
        assert not caught.value.retryable

    def test_attempts(self, archive: Archive) -> None:
        """Attempts are kept in order, and the delivery is as the last one left it."""
        failed = an_attempt(state=DeliveryState.DUE, detail="451 later")
        sent = an_attempt(number=2, at=NOON + minutes(1))
        with archive.unit() as unit:
            unit.alerts.add(an_alert())
            unit.deliveries.add(a_delivery())
            for attempt in (failed, sent, sent, failed):
                unit.deliveries.record(attempt)
            assert unit.deliveries.attempts("delivery-1") == [failed, sent]
            assert unit.deliveries.get("delivery-1").state is DeliveryState.SENT

    def test_attempt_conflicts(self, archive: Archive) -> None:
        """Another attempt under the same number is a conflict, one at nothing is not found."""
        with archive.unit() as unit:
            unit.alerts.add(an_alert())
            unit.deliveries.add(a_delivery())
            unit.deliveries.record(an_attempt())
            with pytest.raises(Conflict, match="delivery-1#1"):
                unit.deliveries.record(an_attempt(state=DeliveryState.DUE))
            with pytest.raises(NotFound):
                unit.deliveries.record(an_attempt(delivery_id="x"))
            assert unit.deliveries.get("delivery-1").state is DeliveryState.SENT

    def test_latest(self, archive: Archive) -> None:
        """Deliveries are listed newest first, of all alerts or of one."""
        with archive.unit() as unit:
            for number, alert_id in enumerate(("a", "b", "a")):
                unit.alerts.add(an_alert(id=alert_id))
                delivery = a_delivery(
                    id=str(number),
                    alert_id=alert_id,
                    recipient=a_recipient(channel="webhook"),
                    created_at=NOON + minutes(number // 2),
                )
                unit.deliveries.add(delivery)
            assert [each.id for each in unit.deliveries.latest(9)] == ["2", "1", "0"]
            assert [each.id for each in unit.deliveries.latest(1)] == ["2"]
            assert [each.id for each in unit.deliveries.latest(9, "a")] == ["2", "0"]
