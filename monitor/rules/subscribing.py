"""When a hub is asked, what its answers change, and how far its pushes are relied on."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.feed import Feed, FeedDocument
from monitor.model.push import HubMode, HubQuestion, Subscription, SubscriptionState

#: What is asked for; a hub may give another length (WebSub, 5.1).
ASKED_LEASE = timedelta(days=7)
#: A lease without a length, and the bounds of one with.
_DEFAULT_LEASE = timedelta(days=1)
_SHORTEST_LEASE, _LONGEST_LEASE = timedelta(minutes=5), timedelta(days=30)
#: A lease is renewed when so much of it has passed, so that several tries are left.
_RENEWED_AT = 0.8
#: How long a hub may take to ask back; after that the request counts as lost.
PATIENCE = timedelta(minutes=10)
#: Before the second request; each later one waits twice as long, up to the last.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)
#: A hub that refused is asked again after this.
_AFTER_REFUSAL = timedelta(days=7)
#: Requests to end a subscription before it is left to run out.
_GOODBYES = 3
#: Subscriptions of one feed, those being ended too: a feed that names another hub at each
#: poll gets no more.
_MOST = 4
#: Between two polls of a feed whose pushes are relied on: the safety net under a hub that dies.
NET = timedelta(minutes=15)

#: Hashes that a hub may sign with. Source: WebSub, 8.1.
_HASHES = frozenset({"sha1", "sha256", "sha384", "sha512"})
_SIGNATURE = re.compile(r"(\w{1,10})=([0-9a-fA-F]{1,128})")

#: A key as we make it; nothing else is looked up.
KEY = re.compile(r"[\w-]{32,64}")


def announced(
    known: Sequence[Subscription], feed: Feed, document: FeedDocument, *, plain: bool = False
) -> tuple[Sequence[Subscription], tuple[str, str] | None]:
    """Compare a feed's subscriptions with the hub that its document names.

    Args:
        known: The feed's subscriptions.
        feed: The feed.
        document: As it was read just now.
        plain: Whether hubs without TLS will do, to which the secret travels in the clear.

    Returns:
        Those that are no longer wanted, and the hub and topic to subscribe to, None when
        that is done already or there is no hub.
    """
    topic = document.self_url or feed.url
    standing = [s for s in known if s.state is not SubscriptionState.LEAVING]
    if document.hub_url is None or not _is_safe(document.hub_url, plain=plain):
        return standing, None
    same = [s for s in standing if (s.hub_url, s.topic_url) == (document.hub_url, topic)]
    others = [s for s in standing if s not in same]
    wanted = not same and len(known) < _MOST
    return others, (document.hub_url, topic) if wanted else None


def _is_safe(hub_url: str, *, plain: bool) -> bool:
    """Tell whether a secret may be sent to a hub. Source: WebSub, 5.1, hub.secret."""
    return plain or hub_url.startswith("https://")


def ended(subscription: Subscription, now: datetime) -> Subscription:
    """Want a subscription no more."""
    return replace(
        subscription,
        state=SubscriptionState.LEAVING,
        due_at=now,
        failures=0,
        relied_on=False,
    )


def before_request(subscription: Subscription, now: datetime) -> Subscription | None:
    """Say what stands on record while a hub is asked; None when it is asked no more.

    The request counts as lost until the hub asks back, which it may do before it has
    answered: nothing needs to be written when all goes well.
    """
    tried = subscription.failures
    if subscription.state is SubscriptionState.LEAVING and tried > _GOODBYES:
        return None
    wait = max(PATIENCE, _backoff(tried))
    return replace(subscription, failures=tried + 1, due_at=now + wait, last_error=None)


def after_refusal(
    asked: Subscription, current: Subscription, error: str, now: datetime
) -> Subscription:
    """Say what a request that failed leaves behind.

    Args:
        asked: As it stood while the hub was asked.
        current: As it stands now; the hub may have asked back all the same.
        error: Why the request failed.
        now: When it was over.
    """
    if current != asked:
        return current
    return replace(current, due_at=now + _backoff(current.failures - 1), last_error=error)


def _backoff(failures: int) -> timedelta:
    doublings: int = min(failures, 12)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def confirms(subscription: Subscription, question: HubQuestion) -> bool:
    """Tell whether what a hub asks back is what we want."""
    if question.topic_url != subscription.topic_url:
        return False
    leaving = subscription.state is SubscriptionState.LEAVING
    return leaving is (question.mode is HubMode.UNSUBSCRIBE)


def after_answer(
    subscription: Subscription, question: HubQuestion, now: datetime
) -> Subscription | None:
    """Say what a confirmed question, or a refusal, leaves behind; None for nothing."""
    match question.mode:
        case HubMode.UNSUBSCRIBE:
            return None
        case HubMode.DENIED:
            return replace(
                subscription,
                state=SubscriptionState.REFUSED,
                due_at=now + _AFTER_REFUSAL,
                lease_until=None,
                relied_on=False,
                last_error=f"The hub refused: {question.reason or 'it does not say why'}",
            )
        case HubMode.SUBSCRIBE:
            given = _DEFAULT_LEASE if question.lease is None else question.lease
            lease = min(max(given, _SHORTEST_LEASE), _LONGEST_LEASE)
            return replace(
                subscription,
                state=SubscriptionState.VERIFIED,
                due_at=now + lease * _RENEWED_AT,
                lease_until=now + lease,
                failures=0,
                last_error=None,
            )


def authentic(secret: str, body: bytes, signature: str) -> bool:
    """Tell whether a body was signed with the secret, in time that tells nothing of either."""
    found = _SIGNATURE.fullmatch(signature.strip())
    if not found or found[1].lower() not in _HASHES:
        return False
    wanted = hmac.new(secret.encode(), body, found[1].lower()).hexdigest()
    return hmac.compare_digest(wanted, found[2].lower())


def relied_on(subscription: Subscription, now: datetime) -> bool:
    """Tell whether polls may wait because pushes come."""
    return (
        subscription.relied_on
        and subscription.state is SubscriptionState.VERIFIED
        and subscription.lease_until is not None
        and subscription.lease_until > now
    )
