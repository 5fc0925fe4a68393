"""A chat completion endpoint on loopback that answers as a test says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from typing_extensions import override

from tests.stance_readers.words import way

#: Given the request's body: status, headers, body.
Reply = Callable[[Mapping[str, Any]], tuple[int, Mapping[str, str], bytes]]


@dataclass
class Endpoint:
    """What came in, and what goes out: scripted replies first, then good ones."""

    script: list[Reply] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0
    #: Ends what hangs.
    over: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        """Give the address up to and with its version."""
        return f"http://127.0.0.1:{self.port}/v1"

    def says(self, *replies: Reply) -> None:
        """Script the next replies."""
        self.script += replies

    def hangs(self, body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        """Answer when the test is over."""
        self.over.wait(10)
        return good(body)

    def reply(self, body: dict[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        """Take the next reply."""
        return (self.script.pop(0) if self.script else good)(body)

    @contextmanager
    def listening(self) -> Iterator[Endpoint]:
        """Listen on a port of loopback."""
        server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            server.shutdown()
            thread.join()
            server.server_close()


def good(body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
    """Answer every question by its telling word, for 100 tokens in and 50 out."""
    questions = json.loads(body["messages"][1]["content"])["questions"]
    answers = [answer(q["number"], **{way(q["passage"]): 0.85}) for q in questions]
    return content(json.dumps({"answers": answers}))(body)


def answer(number: int = 1, **shares: object) -> dict[str, object]:
    """Build one answer."""
    ways = ("supports", "contradicts", "mentions", "unrelated")
    return {"number": number, **dict.fromkeys(ways, 0.05), **shares}


def content(text: str | None, **message: object) -> Reply:
    """Complete the chat with a text, whatever is asked."""
    usage = {"prompt_tokens": 100, "completion_tokens": 50}
    choice = {"message": {"role": "assistant", "content": text, **message}}
    return raw(json.dumps({"choices": [choice], "usage": usage}).encode())


def raw(body: bytes) -> Reply:
    """Answer 200 with these bytes."""
    return lambda _: (200, {}, body)


def status(code: int, body: bytes = b"", **headers: str) -> Reply:
    """Answer with a status; underscores in header names become hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: (code, named, body)


class _Server(ThreadingHTTPServer):
    # A handler whose client has hung up ends with its write; nobody waits for it.
    block_on_close = True
    daemon_threads = False

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up."""


def _handler(endpoint: Endpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            endpoint.paths.append(self.path)
            endpoint.headers.append(dict(self.headers.items()))
            endpoint.bodies.append(body)
            code, headers, told = endpoint.reply(body)
            self.send_response(code)
            for name, value in {**headers, "content-length": str(len(told))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Keep the tests' output clean."""

    return Handler
