"""A WebSub hub and the site it speaks for, on loopback."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

CHALLENGE = "what-nobody-else-knows"


def signed(secret: str, body: bytes, algorithm: str = "sha256") -> str:
    """Sign a body as a hub does."""
    return f"{algorithm}={hmac.new(secret.encode(), body, algorithm).hexdigest()}"


@dataclass
class FakeHub:
    """A hub that behaves, or misbehaves as it is told; use it as an async context."""

    lease_seconds: int = 86_400
    #: Status to answer requests with; 202 takes them.
    status: int = 202
    #: Whether it says no instead of asking back.
    denies: bool = False
    #: Whether it asks back at all.
    silent: bool = False
    #: Topic to ask back about instead of the one asked for.
    other_topic: str | None = None
    requests: list[dict[str, str]] = field(default_factory=list)
    #: Secrets of those subscribed, by callback.
    subscribers: dict[str, str] = field(default_factory=dict)
    #: What callbacks answered to its questions.
    answers: list[tuple[int, str]] = field(default_factory=list)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    url: str = ""
    _asking: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hub", self._take)
        app.router.add_get("/{path:.*}", self._page)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.has_asked()
        await self._client.close()
        await self._runner.cleanup()

    async def has_asked(self) -> None:
        """Wait until every question is answered."""
        while self._asking:
            await asyncio.gather(*self._asking)

    async def ask(self, callback: str, **query: str) -> tuple[int, str]:
        """Ask a callback whatever."""
        named = {f"hub.{name}": value for name, value in query.items()}
        async with self._client.get(callback, params=named) as answer:
            return answer.status, await answer.text()

    async def push(self, callback: str, body: bytes, signature: str | None) -> int:
        """Push a body to a callback; tell the answer's status."""
        headers = {"Content-Type": "application/atom+xml"}
        if signature is not None:
            headers["X-Hub-Signature"] = signature
        async with self._client.post(callback, data=body, headers=headers) as answer:
            return answer.status

    async def publish(self, body: bytes, algorithm: str = "sha256") -> list[int]:
        """Push a body to everybody subscribed, signed."""
        return [
            await self.push(callback, body, signed(secret, body, algorithm))
            for callback, secret in self.subscribers.items()
        ]

    async def _take(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.requests.append(form)
        if self.status == 202 and not self.silent:
            task = asyncio.create_task(self._ask_back(form))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        return web.Response(status=self.status)

    async def _ask_back(self, form: dict[str, str]) -> None:
        callback, mode = form["hub.callback"], form["hub.mode"]
        query = {"mode": mode, "topic": self.other_topic or form["hub.topic"]}
        if self.denies:
            query |= {"mode": "denied", "reason": "not a customer"}
        else:
            query |= {"challenge": CHALLENGE, "lease_seconds": str(self.lease_seconds)}
        status, text = await self.ask(callback, **query)
        self.answers.append((status, text))
        if (status, text) == (200, CHALLENGE):
            if mode == "subscribe":
                self.subscribers[callback] = form["hub.secret"]
            else:
                self.subscribers.pop(callback, None)

    async def _page(self, request: web.Request) -> web.Response:
        if request.path not in self.pages:
            return web.Response(status=404)
        text, kind = self.pages[request.path]
        return web.Response(text=text, content_type=kind)
