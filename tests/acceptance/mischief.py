"""What no good site serves: endless bodies, bombs, loops, traps and garbage."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

#: Answers a request as it pleases.
Answer = Callable[[BaseHTTPRequestHandler], None]

_MEGABYTE = b"x" * 1_000_000


def serves(body: bytes, content_type: str = "text/html", *, encoding: str = "") -> Answer:
    """Serve bytes, whatever they are."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", content_type)
        request.send_header("Content-Length", str(len(body)))
        if encoding:
            request.send_header("Content-Encoding", encoding)
        request.end_headers()
        _write(request, body)

    return answer


def redirects(target: str) -> Answer:
    """Send everybody elsewhere."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", target)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def pours(megabytes: int) -> Answer:
    """Pour out a body of no declared length, for as long as anybody listens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(megabytes):
            if not _write(request, _MEGABYTE):
                return

    return answer


def gzip_bomb(megabytes: int) -> Answer:
    """Serve a few kilobytes that unpack to megabytes."""
    return serves(gzip.compress(_MEGABYTE * megabytes), "application/rss+xml", encoding="gzip")


def entity_bomb() -> Answer:
    """Serve a feed whose title is a billion laughs."""
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [{laughs}]><rss version="2.0"><channel>'
        "<title>&l9;</title></channel></rss>"
    )
    return serves(feed.encode(), "application/rss+xml")


def page_of_paragraphs(count: int) -> Answer:
    """Serve a page that is nothing but short paragraphs, which extractors are slow to read."""
    lines = (f"<p>Line {n} of the minutes of the town council.</p>" for n in range(count))
    return serves(f"<html><body><article>{''.join(lines)}</article></body></html>".encode())


def _write(request: BaseHTTPRequestHandler, body: bytes) -> bool:
    """Write as far as the other side takes it; tell whether it took all."""
    try:
        request.wfile.write(body)
    except ConnectionError:
        request.close_connection = True
        return False
    return True
