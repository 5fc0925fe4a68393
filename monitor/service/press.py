"""A press for replays: serves an archive's feeds and pages on loopback, under their own names.

Every host of the archive is resolved to one local server, so that feeds, redirects,
validators, robots.txt and canonical addresses are as they would be on the network,
and an article keeps its identity from one replay to the next.
"""

from __future__ import annotations

import html
import re
import socket
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override

from seeds.archives import Report

#: Items a feed lists at most, newest first, as feeds of the trade do.
FEED_LENGTH = 30


@dataclass(slots=True)
class Outlet:
    """An outlet on the press: its feed, and what it has printed so far."""

    name: str
    host: str
    printed: dict[str, Report] = field(default_factory=dict)
    first_printed: dict[str, datetime] = field(default_factory=dict)

    @property
    def feed_url(self) -> str:
        """Address of the outlet's feed."""
        return f"http://{self.host}/onrecord-replay.xml"


class Press:
    """Prints reports one after another, and serves what has been printed."""

    def __init__(self) -> None:
        """Start with nothing printed."""
        self.outlets: dict[str, Outlet] = {}
        self._pages: dict[tuple[str, str], Report] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def open(self) -> None:
        """Start serving on a free loopback port."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop serving."""
        if self._runner:
            await self._runner.cleanup()

    def print(self, report: Report) -> Outlet:
        """Put a report out: on its page, and at the head of its outlet's feed."""
        outlet = self._outlet(report)
        outlet.printed.pop(report.id, None)
        outlet.printed[report.id] = report
        outlet.first_printed.setdefault(report.id, report.published)
        parts = urlsplit(page_url(report))
        self._pages[parts.netloc, _path(parts.path, parts.query)] = report
        return outlet

    def resolver(self) -> AbstractResolver:
        """Give the resolver that finds every host here."""
        return _EveryHostHere(self.port)

    def _outlet(self, report: Report) -> Outlet:
        host = urlsplit(page_url(report)).netloc
        key = f"{report.outlet}@{host}"
        return self.outlets.setdefault(key, Outlet(name=report.outlet, host=host))

    async def _serve(self, request: web.Request) -> web.Response:
        host = request.host
        for outlet in self.outlets.values():
            if outlet.host == host and request.path == urlsplit(outlet.feed_url).path:
                return _answer(request, _feed(outlet).encode(), "application/rss+xml")
        report = self._pages.get((host, _path(request.path, request.query_string)))
        if report is None:
            raise web.HTTPNotFound
        return _answer(request, _page(report), report.content_type or "text/html; charset=utf-8")


class _EveryHostHere(AbstractResolver):
    """Resolves each name to the press, whatever port was asked for."""

    def __init__(self, port: int) -> None:
        self._port = port

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Point at the press."""
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=self._port,
                family=socket.AF_INET,
                proto=0,
                flags=0,
            )
        ]

    @override
    async def close(self) -> None:
        """Hold nothing."""


def page_url(report: Report) -> str:
    """Give the address a report is served at: its own, over http, or one of its outlet's."""
    if report.url:
        parts = urlsplit(report.url)
        if parts.hostname:
            return urlunsplit(("http", parts.hostname, parts.path or "/", parts.query, ""))
    return f"http://{_slug(report.outlet)}.example/{_slug(report.id)}.html"


def _path(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")
    return slug or "report-" + sha256(name.encode()).hexdigest()[:8]


def _answer(request: web.Request, body: bytes, content_type: str) -> web.Response:
    """Answer with an entity tag, and with 304 to who has it already."""
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    return web.Response(body=body, headers={"ETag": etag, "Content-Type": content_type})


def _feed(outlet: Outlet) -> str:
    newest = list(outlet.printed.values())[::-1][:FEED_LENGTH]
    items = "\n".join(_item(report, outlet.first_printed[report.id]) for report in newest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{html.escape(outlet.name)}</title><link>http://{outlet.host}/</link>\n"
        f"<description>Replayed from an archive</description>\n{items}\n</channel></rss>\n"
    )


def _item(report: Report, first_printed: datetime) -> str:
    return (
        f"<item><title>{html.escape(_one_line(report.headline))}</title>"
        f"<link>{html.escape(page_url(report))}</link>"
        f'<guid isPermaLink="false">{html.escape(report.id)}</guid>'
        f"<pubDate>{format_datetime(first_printed)}</pubDate>"
        f"<atom:updated>{report.published.isoformat()}</atom:updated></item>"
    )


def _page(report: Report) -> bytes:
    """Give the page as it was served, or set a bare text as a plain one."""
    if report.html is not None:
        return report.html
    return _set(report).encode()


def _set(report: Report) -> str:
    title = html.escape(_one_line(report.headline))
    paragraphs = (report.text or "").split("\n\n")
    body = "\n".join(
        f"<p>{'<br>'.join(html.escape(line) for line in p.strip().splitlines())}</p>"
        for p in paragraphs
        if p.strip()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<title>{title}</title><meta property="og:title" content="{title}">'
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{report.published.isoformat()}">'
        f'<link rel="canonical" href="{html.escape(report.url or page_url(report))}">'
        f"</head><body><article><h1>{title}</h1>\n{body}\n</article></body></html>"
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
