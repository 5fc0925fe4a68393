"""The world around a newsroom on loopback: an outlet's site, a mail server, a webhook receiver."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks import Webhook
from typing_extensions import override

from tests.mailhost import MailHost

SECRET = "whsec_" + "b25yZWNvcmQtYWNjZXB0YW5jZS1zZWNyZXQtMDE="


class _Server(ThreadingHTTPServer):
    """Serves on a free loopback port, in a thread of its own."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    @override
    def __enter__(self) -> Self:
        self._thread.start()
        return self

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


@dataclass(slots=True)
class Story:
    """An article on the site."""

    slug: str
    headline: str
    text: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Outlet(_Server):
    """An outlet's site: one feed, and a page for each story."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        #: What is answered by hand, by path.
        self.odd: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        #: How many requests came.
        self.asked = 0
        outlet = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """Serve the feed or a page, or 304 to who has it."""
                outlet.asked += 1
                if self.path in outlet.odd:
                    outlet.odd[self.path](self)
                    return
                body = outlet.body(self.path)
                etag = f'"{sha256(body or b"").hexdigest()[:12]}"'
                if body is None:
                    self.send_error(404)
                elif self.headers.get("If-None-Match") == etag:
                    self.send_response(304)
                    self.end_headers()
                else:
                    self.send_response(200)
                    self.send_header("ETag", etag)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        super().__init__(Handler)

    def prints(self, slug: str, headline: str, text: str) -> None:
        """Publish a story, or another text in its place."""
        known = self.stories.get(slug)
        story = Story(slug, headline, text)
        if known:
            story.at = known.at
        self.stories[slug] = story

    def body(self, path: str) -> bytes | None:
        """Give what stands at a path."""
        if path == "/feed.xml":
            return self._feed().encode()
        story = self.stories.get(path.removeprefix("/").removesuffix(".html"))
        return _page(story).encode() if story else None

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(s.headline)}</title><link>{self.url}/{s.slug}.html</link>"
            f"<guid>{s.slug}</guid><pubDate>{format_datetime(s.at)}</pubDate></item>"
            for s in reversed(list(self.stories.values()))
        )
        return f'<rss version="2.0"><channel><title>Outlet</title>{items}</channel></rss>'


def _page(story: Story) -> str:
    paragraphs = "".join(f"<p>{escape(p)}</p>\n" for p in story.text.split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{escape(story.headline)}</title></head><body>"
        f"<nav><a href=/>Home</a> <a href=/asia>Asia</a></nav><article><h1>{escape(story.headline)}"
        f"</h1>\n{paragraphs}</article><footer>All rights reserved.</footer></body></html>"
    )


class Receiver(_Server):
    """A webhook endpoint that checks signatures and honours `webhook-id`."""

    def __init__(self) -> None:
        #: Bodies by webhook-id, each once, in order of arrival.
        self.taken: dict[str, dict[str, Any]] = {}
        #: How often each id came.
        self.times: dict[str, int] = {}
        #: Ids that came again with another body.
        self.altered: set[str] = set()
        #: Statuses to answer with before taking anything.
        self.answers: list[int] = []
        #: Seconds between taking a webhook and saying so.
        self.slowness = 0.0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Take a webhook, once for each id."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(body, dict(self.headers.items()))
                time.sleep(receiver.slowness)
                with suppress(ConnectionError):
                    self.send_response(status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        super().__init__(Handler)

    def take(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Verify a webhook and keep it; give the status to answer with."""
        lowered = {name.lower(): value for name, value in headers.items()}
        verified = Webhook(SECRET).verify(body, lowered)
        if self.answers:
            return self.answers.pop(0)
        key = lowered["webhook-id"]
        self.times[key] = self.times.get(key, 0) + 1
        if self.taken.setdefault(key, verified) != verified:
            self.altered.add(key)
        return 204


class PostOffice:
    """A mail server that keeps what it is given, each Message-ID once."""

    def __init__(self) -> None:
        self.letters: dict[str, EmailMessage] = {}
        #: Seconds between taking a letter and saying so.
        self.slowness = 0.0
        # Picked before it opens, for tests that send while it is shut.
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._host = MailHost(self, port=self.port)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """Keep a letter."""
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.setdefault(str(letter["Message-ID"]), letter)
        await asyncio.sleep(self.slowness)
        return "250 taken"

    def __enter__(self) -> Self:
        self._host.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._host.stop()
