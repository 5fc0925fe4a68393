"""Where hubs reach us: the only addresses of the desk that are open to strangers.

An address ends in a key that nobody can guess; what arrives there is believed only when
it is signed. Whoever has no key learns nothing, not even whether there are subscriptions.
"""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from aiohttp import web

from monitor.desk.door import CALLBACKS
from monitor.model.push import HubMode, HubQuestion, Push, PushOutcome
from monitor.ports import Callbacks

#: Bytes of a push; hubs send a feed's new items, not its history.
MOST_BYTES = 5 * 1024 * 1024
#: A hub's challenge is a random word.
_LONGEST_CHALLENGE = 1_000
_LONGEST_LEASE_DIGITS = 9


class Listening:
    """Routes for hubs; they answer 503 until there is somebody to hear them."""

    def __init__(self) -> None:
        self.callbacks: Callbacks | None = None

    def add_to(self, app: web.Application) -> None:
        """Open the addresses."""
        app.router.add_get(CALLBACKS + "{key}", self._verify)
        app.router.add_post(CALLBACKS + "{key}", self._take)

    async def _verify(self, request: web.Request) -> web.Response:
        question = _question(request)
        if question is None:
            raise web.HTTPNotFound
        answer = await self._heard().answer(request.match_info["key"], question)
        if answer is None:
            raise web.HTTPNotFound
        return web.Response(text=answer, content_type="text/plain")

    async def _take(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, request.content_length or 0)
        push = Push(
            body=await request.read(),
            content_type=request.headers.get("Content-Type", ""),
            signature=request.headers.get("X-Hub-Signature", ""),
        )
        outcome = await self._heard().take(request.match_info["key"], push)
        match outcome:
            case PushOutcome.TAKEN | PushOutcome.POLLED | PushOutcome.IGNORED:
                # Also for what is ignored, as the standard has it: a forger learns nothing.
                return web.Response(status=202)
            case PushOutcome.UNKNOWN:
                raise web.HTTPGone
            case _:
                assert_never(outcome)

    def _heard(self) -> Callbacks:
        if self.callbacks is None:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"})
        return self.callbacks


def _question(request: web.Request) -> HubQuestion | None:
    """Read what a hub asks; None for what no hub would ask."""
    query = request.query
    challenge, lease = query.get("hub.challenge", ""), query.get("hub.lease_seconds", "")
    try:
        mode = HubMode(query.get("hub.mode", ""))
    except ValueError:
        return None
    if mode is not HubMode.DENIED and not 0 < len(challenge) <= _LONGEST_CHALLENGE:
        return None
    sound = lease.isascii() and lease.isdigit() and len(lease) <= _LONGEST_LEASE_DIGITS
    return HubQuestion(
        mode=mode,
        topic_url=query.get("hub.topic", ""),
        challenge=challenge,
        lease=timedelta(seconds=int(lease)) if sound else None,
        reason=query.get("hub.reason", "")[:200],
    )
