"""What the tests of channels share: a still clock, a mail server, a webhook receiver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mailhost import MailHost

GOLDEN = Path(__file__).parents[2] / "golden" / "alerts"


@dataclass
class StillClock:
    """A clock that shows what it is set to."""

    at: datetime = datetime(2025, 11, 27, 8, tzinfo=UTC)

    def now(self) -> datetime:
        """Tell the instant the clock is set to."""
        return self.at


@pytest.fixture
def clock() -> StillClock:
    """Give a clock that stands still."""
    return StillClock()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a comparison with an expected file; `--golden=update` writes the file instead."""

    def compare(name: str, actual: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden") == "update":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert actual == path.read_text(encoding="utf-8")

    return compare


@dataclass
class MailSink:
    """A mail server's memory, and the answers it gives."""

    #: Answers by SMTP verb; a verb without one succeeds.
    answers: dict[str, str] = field(default_factory=dict)
    #: How long DATA takes, in seconds.
    delay: float = 0
    envelopes: list[Envelope] = field(default_factory=list)
    port: int = 0

    @property
    def mails(self) -> list[EmailMessage]:
        """Parse the mails that came in."""
        contents = (envelope.content or b"" for envelope in self.envelopes)
        return [
            message_from_bytes(content, policy=policy.default)
            for content in contents
            if isinstance(content, bytes)
        ]

    async def handle_MAIL(  # noqa: N802, D102 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802, D102 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(  # noqa: N802, D102 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.delay)
        if "DATA" not in self.answers:
            self.envelopes.append(envelope)
        return self.answers.get("DATA", "250 OK: queued as 42")


@pytest.fixture
def smtp() -> Iterator[MailSink]:
    """Run a mail server on loopback."""
    sink = MailSink()
    controller = MailHost(sink)
    controller.start()
    sink.port = controller.port
    yield sink
    controller.stop()


@dataclass
class Received:
    """One request that a receiver got."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """A webhook receiver that answers from a script; after its end, with 204."""

    script: list[web.Response] = field(default_factory=list)
    #: How long it thinks before each answer, in seconds.
    delay: float = 0
    received: list[Received] = field(default_factory=list)
    url: str = ""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Receiver]:
        """Serve on loopback."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.received.append(Received(headers, await request.read()))
        await asyncio.sleep(self.delay)
        return self.script.pop(0) if self.script else web.Response(status=204)
