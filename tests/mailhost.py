"""A mail server for tests that takes any free port and leaves no connection behind."""

from __future__ import annotations

import asyncio
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from typing_extensions import override


class MailHost(Controller):
    """aiosmtpd in a thread; stopping it ends the conversations that are still open.

    aiosmtpd itself drops its loop with their transports unclosed, which Python then
    reports, in whatever test happens to run.
    """

    def __init__(self, handler: object, port: int = 0, **options: Any) -> None:  # noqa: ANN401 (aiosmtpd's own)
        """Serve with a handler on loopback; port 0 is whatever is free."""
        self._conversations: list[SMTP] = []
        super().__init__(handler, hostname="127.0.0.1", port=port, **options)

    @override
    def factory(self) -> SMTP:
        """Open a conversation, and remember it."""
        conversation: SMTP = super().factory()  # type: ignore[no-untyped-call]  # aiosmtpd types it not
        self._conversations.append(conversation)
        return conversation

    @override
    def stop(self, no_assert: bool = False) -> None:
        """End the conversations, then the server."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(timeout=5)
        super().stop(no_assert)

    async def _hang_up(self) -> None:
        for conversation in self._conversations:
            if isinstance(conversation.transport, asyncio.WriteTransport):
                conversation.transport.abort()
        await asyncio.sleep(0.01)

    @override
    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd types it not
