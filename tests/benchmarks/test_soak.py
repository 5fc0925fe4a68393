"""The soak in small: an hour of a farm by a virtual clock, and seconds of one over real sockets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.model.alert import AlertReason
from tests.benchmarks import farm_live, farm_week
from tests.benchmarks.farm import Kind, host_name


def test_a_day_on_a_small_farm() -> None:
    """Every kind of host is treated as promised for a day, and the strange ones are noticed."""
    found = farm_week.simulate(100, 100, timedelta(hours=25), part=1, parts=2)
    assert found.broken_promises() == []
    assert found.kinds[Kind.HIJACKED].suspected == 1
    assert found.kinds[Kind.GONE].down == 2
    told = [alert.reason for alert in found.alerts]
    assert told.count(AlertReason.FEED_SUSPECTED) == 1
    assert told.count(AlertReason.FEED_GONE) == 2


@pytest.mark.allow_hosts(["127.0.0.1", *(host_name(host) for host in range(20))])
def test_seconds_over_real_sockets() -> None:
    """The real fetcher, parser, database and loop poll a served farm, each host at its pace."""
    found = farm_live.soak(100, 20, 8.0)
    assert found.broken_promises() == []
    assert found.polls >= 100
    assert {log.requests > 0 for log in found.logs.values()} == {True}
