"""Who is told of an alert."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from alerts.routing import Route, everything_to, recipients
from monitor.model.alert import AlertKind, Recipient, Severity, Silence
from tests.hands.alerts.examples import AT, CONTRADICTS, SOURCE_DOWN, WATCHED_SPEAKER

DESK = Recipient(channel="email", address="desk@news.example")
PAGER = Recipient(channel="webhook", address="pager")


def a_silence(
    *,
    claim_id: str | None = None,
    kind: AlertKind | None = None,
    starts_at: datetime = AT,
    ends_at: datetime = AT + timedelta(hours=1),
) -> Silence:
    """Build a mute of everything for an hour from AT."""
    return Silence(
        id="s1",
        claim_id=claim_id,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        author="editor",
        comment="Known.",
    )


def test_without_conditions_everything_goes_to_every_receiver() -> None:
    """The default route takes every alert to every receiver."""
    assert recipients(SOURCE_DOWN, everything_to([DESK, PAGER]), (), AT) == (DESK, PAGER)


def test_a_recipient_on_two_routes_is_told_once() -> None:
    """Recipients are listed once, in the order of the routes."""
    routes = (Route(receivers=(PAGER, DESK)), Route(receivers=(DESK,)))
    assert recipients(CONTRADICTS, routes, (), AT) == (PAGER, DESK)


@pytest.mark.parametrize(
    ("route", "taken"),
    [
        (Route(receivers=(DESK,), kinds=frozenset({AlertKind.CONTRADICTS})), True),
        (Route(receivers=(DESK,), kinds=frozenset({AlertKind.SUPPORTS})), False),
        (Route(receivers=(DESK,), claims=frozenset({"urged-restraint"})), True),
        (Route(receivers=(DESK,), claims=frozenset({"other"})), False),
        (Route(receivers=(DESK,), topics=frozenset({"The call"})), True),
        (Route(receivers=(DESK,), topics=frozenset({"Budget"})), False),
        # Either a claim or a topic is enough.
        (
            Route(receivers=(DESK,), claims=frozenset({"other"}), topics=frozenset({"The call"})),
            True,
        ),
        (Route(receivers=(DESK,), min_severity=Severity.HIGH), True),
    ],
)
def test_a_route_takes_what_meets_all_its_conditions(route: Route, *, taken: bool) -> None:
    """Kinds, claims or topics, and severity must all agree."""
    told = recipients(CONTRADICTS, (route,), (), AT, topic="The call")
    assert told == ((DESK,) if taken else ())


def test_a_low_alert_does_not_pass_a_route_for_high_ones() -> None:
    """Severities are ordered low, normal, high."""
    for floor, told in ((Severity.LOW, (DESK,)), (Severity.NORMAL, ()), (Severity.HIGH, ())):
        route = Route(receivers=(DESK,), min_severity=floor)
        assert recipients(WATCHED_SPEAKER, (route,), (), AT) == told


def test_an_alert_on_no_claim_passes_only_a_route_that_names_none() -> None:
    """A feed that is down is not told on a route for certain claims or topics."""
    for route in (
        Route(receivers=(DESK,), claims=frozenset({"urged-restraint"})),
        Route(receivers=(DESK,), topics=frozenset({"The call"})),
    ):
        assert recipients(SOURCE_DOWN, (route,), (), AT) == ()


@pytest.mark.parametrize(
    ("silence", "muted"),
    [
        (a_silence(), True),
        (a_silence(claim_id="urged-restraint"), True),
        (a_silence(claim_id="other"), False),
        (a_silence(kind=AlertKind.CONTRADICTS), True),
        (a_silence(kind=AlertKind.REVISED), False),
        # Both must match.
        (a_silence(claim_id="urged-restraint", kind=AlertKind.REVISED), False),
        # The end is outside.
        (a_silence(starts_at=AT - timedelta(hours=1), ends_at=AT), False),
        (a_silence(starts_at=AT + timedelta(seconds=1)), False),
    ],
)
def test_a_silence_mutes_by_claim_and_kind_while_it_holds(silence: Silence, *, muted: bool) -> None:
    """A silenced alert goes to nobody; one that does not match changes nothing."""
    told = recipients(CONTRADICTS, everything_to([DESK]), [silence], AT)
    assert told == (() if muted else (DESK,))
