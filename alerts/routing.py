"""Decides which recipients an alert is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.model.alert import Alert, AlertKind, Recipient, Severity, Silence

_RANK = {Severity.LOW: 0, Severity.NORMAL: 1, Severity.HIGH: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Which alerts go to which receivers; an empty condition lets everything through."""

    receivers: tuple[Recipient, ...]
    kinds: frozenset[AlertKind] = frozenset()
    #: Claim ids.
    claims: frozenset[str] = frozenset()
    #: Topics of claims.
    topics: frozenset[str] = frozenset()
    min_severity: Severity = Severity.LOW

    def takes(self, alert: Alert, topic: str | None = None) -> bool:
        """Tell whether the alert goes this way.

        A route for certain claims or topics takes alerts on either; alerts on no claim
        (a feed that is down) pass only a route that names none.
        """
        about = not (self.claims or self.topics) or (
            alert.claim_id in self.claims or topic in self.topics
        )
        return (
            about
            and (not self.kinds or alert.kind in self.kinds)
            and _RANK[alert.severity] >= _RANK[self.min_severity]
        )


def everything_to(receivers: Collection[Recipient]) -> tuple[Route, ...]:
    """Route every alert to every receiver, as is done where no route is configured."""
    return (Route(receivers=tuple(receivers)),)


def recipients(
    alert: Alert,
    routes: Iterable[Route],
    silences: Iterable[Silence],
    now: datetime,
    *,
    topic: str | None = None,
) -> tuple[Recipient, ...]:
    """List who is told of an alert: each once, in the routes' order; nobody when it is silenced.

    Args:
        alert: What happened.
        routes: All of them are asked, not only the first that takes the alert.
        silences: Those out of force are passed over.
        now: The instant at which silences must hold.
        topic: Topic of the alert's claim, None when it has none.
    """
    if any(_mutes(silence, alert, now) for silence in silences):
        return ()
    taken = (route.receivers for route in routes if route.takes(alert, topic))
    return tuple(dict.fromkeys(recipient for receivers in taken for recipient in receivers))


def _mutes(silence: Silence, alert: Alert, now: datetime) -> bool:
    return (
        silence.starts_at <= now < silence.ends_at
        and silence.claim_id in {None, alert.claim_id}
        and silence.kind in {None, alert.kind}
    )
