"""Fetching over a real loopback server."""

from __future__ import annotations

import asyncio
import gzip
import re
import tracemalloc
import zlib
from datetime import timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from monitor.model.errors import (
    FetchError,
    FetchForbidden,
    FetchRefused,
    FetchTimeout,
    PageTooLarge,
)
from monitor.model.feed import Fetched, Gone, NotModified, Page, Validators
from monitor.sources.http import LONGEST_RETRY_AFTER, FetchSettings
from monitor.sources.manners import MannersSettings
from tests.hands.sources.conftest import NOON, FakeClock, Site, a_fetcher

AT_ONCE = MannersSettings(interval=timedelta())
SMALL = FetchSettings(wire_bytes=64 * 1024, body_bytes=256 * 1024)


def fetch(
    url: str, validators: Validators | None = None, settings: FetchSettings = SMALL
) -> Fetched:
    """Fetch one URL with a fetcher of its own."""

    async def once() -> Fetched:
        async with a_fetcher(FakeClock(), manners=AT_ONCE, settings=settings) as fetcher:
            return await fetcher.fetch(url, validators)

    return asyncio.run(once())


def body_of(url: str) -> bytes:
    """Fetch a page and take its body."""
    page = fetch(url)
    assert isinstance(page, Page)
    return page.body


def test_a_page_comes_with_lower_cased_headers_and_validators(site: Site) -> None:
    """A page carries its body, its headers in lower case, and what the next GET needs."""
    url = site.serves("/a", "hello", headers={"ETag": '"1"', "Last-Modified": "yesterday"})
    page = fetch(url + "#part")
    assert isinstance(page, Page)
    assert (page.body, page.final_url, page.fetched_at) == (b"hello", url, NOON)
    assert page.headers["etag"] == '"1"'
    assert page.validators == Validators(etag='"1"', last_modified="yesterday")


def test_a_page_tells_how_it_was_asked_for_and_answered(site: Site) -> None:
    """A page carries the status line as received and the headers of the request as sent."""
    site.serves("/b", "hello")
    page = fetch(site.redirects("/a", "/b"), Validators(etag='"1"'))
    assert isinstance(page, Page)
    assert page.status_line == "HTTP/1.1 200 OK"
    assert page.request_headers == dict(site.requests[-1].headers)
    assert page.request_headers["If-None-Match"] == '"1"'


def test_validators_make_the_get_conditional(site: Site) -> None:
    """Validators are sent, and 304 comes back as NotModified."""
    url = site.serves("/a", status=304)
    fetched = fetch(url, Validators(etag='"1"', last_modified="then"))
    assert isinstance(fetched, NotModified)
    sent = site.requests[-1].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"1"', "then")
    assert sent["User-Agent"].startswith("onrecord/")


def test_a_304_that_was_not_asked_for_is_refused(site: Site) -> None:
    """A host that answers 304 to an unconditional GET gave us nothing."""
    with pytest.raises(FetchRefused, match="304"):
        fetch(site.serves("/a", status=304))


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_page_is_gone(site: Site, status: int) -> None:
    """404 and 410 are an answer, not an error."""
    gone = fetch(site.serves("/a", status=status))
    assert isinstance(gone, Gone)
    assert gone.status == status


@pytest.mark.parametrize(
    ("status", "retryable"), [(401, False), (403, False), (451, False), (500, True), (503, True)]
)
def test_an_error_status_is_refused(site: Site, status: int, retryable: bool) -> None:
    """Server errors may be tried again, client errors may not."""
    with pytest.raises(FetchRefused) as caught:
        fetch(site.serves("/a", status=status))
    assert (caught.value.status, caught.value.retryable) == (status, retryable)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (format_datetime(NOON + timedelta(minutes=5), usegmt=True), timedelta(minutes=5)),
        (format_datetime(NOON - timedelta(minutes=5), usegmt=True), timedelta()),
        ("9" * 5000, LONGEST_RETRY_AFTER),
        ("soon", None),
    ],
)
def test_retry_after_is_read_in_both_forms(site: Site, said: str, wait: timedelta | None) -> None:
    """Seconds and dates are understood, nonsense is as good as nothing."""
    with pytest.raises(FetchRefused) as caught:
        fetch(site.serves("/a", status=503, headers={"Retry-After": said}))
    assert (caught.value.retryable, caught.value.retry_after) == (True, wait)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hello " * 20_000, mtime=0)),
        (
            "x-gzip",
            gzip.compress(b"hello " * 10_000, mtime=0) + gzip.compress(b"hello " * 10_000, mtime=0),
        ),
        ("deflate", zlib.compress(b"hello " * 20_000)),
        ("deflate", zlib.compress(b"hello " * 20_000)[2:-4]),
        ("gzip", gzip.compress(b"hello " * 20_000, mtime=0) + b"\0\0\0"),
        ("identity", b"hello " * 20_000),
    ],
    ids=["gzip", "two gzip members", "zlib", "raw deflate", "padded gzip", "identity"],
)
def test_compressed_bodies_are_decompressed(site: Site, encoding: str, packed: bytes) -> None:
    """Every way of compressing that hosts use is undone."""
    url = site.serves("/a", packed, headers={"Content-Encoding": encoding})
    page = fetch(url, settings=FetchSettings())
    assert isinstance(page, Page)
    assert page.body == b"hello " * 20_000


def test_a_gzip_bomb_stops_at_the_limit(site: Site) -> None:
    """50 MB packed into 50 kB is refused and never held."""
    bomb = gzip.compress(bytes(50_000_000))
    url = site.serves("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        with pytest.raises(PageTooLarge) as caught:
            fetch(url)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert caught.value.limit_bytes == SMALL.body_bytes


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"hello" * 999, mtime=0)[:-20], b"\x1f\x8bnot gzip at all"],
    ids=["cut short", "no gzip"],
)
def test_a_broken_compressed_body_is_an_error(site: Site, body: bytes) -> None:
    """A page cut off in the middle is not taken for a page."""
    with pytest.raises(FetchError, match="compressed body"):
        fetch(site.serves("/a", body, headers={"Content-Encoding": "gzip"}))


def test_an_encoding_not_asked_for_is_an_error(site: Site) -> None:
    """Brotli, which we did not ask for, is not taken for text."""
    with pytest.raises(FetchError, match="'br'"):
        fetch(site.serves("/a", b"xx", headers={"Content-Encoding": "br"}))


def test_an_endless_body_stops_at_the_limit(site: Site) -> None:
    """A host that never stops sending is left once the limit is passed."""
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while sent < 2_000_000_000:
            await response.write(bytes(16_384))
            sent += 16_384
        return response

    site.handlers["/endless"] = endless
    with pytest.raises(PageTooLarge):
        fetch(site.url + "/endless")
    assert sent < 50_000_000


def test_a_body_announced_too_large_is_not_read(site: Site) -> None:
    """A Content-Length of 2 GB is enough to refuse."""

    async def huge(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "2000000000"})
        await response.prepare(request)
        return response

    site.handlers["/huge"] = huge
    with pytest.raises(PageTooLarge):
        fetch(site.url + "/huge")


def test_a_slow_body_times_out(site: Site) -> None:
    """A host that stops in the middle of a body is given up."""

    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"one moment")
        await asyncio.sleep(2)
        return response

    site.handlers["/slow"] = slow
    with pytest.raises(FetchTimeout) as caught:
        fetch(site.url + "/slow", settings=FetchSettings(read=timedelta(seconds=0.1)))
    assert caught.value.retryable


def test_a_host_that_does_not_listen_is_an_error() -> None:
    """A refused connection is told in terms of the tree, and may be tried again."""
    with pytest.raises(FetchError) as caught:
        fetch("http://127.0.0.1:9/")
    assert caught.value.retryable


def test_redirects_are_followed_to_their_end(site: Site) -> None:
    """Relative and absolute redirects lead to the page, which knows where it is."""
    end = site.serves("/c", "here")
    site.redirects("/b", end)
    page = fetch(site.redirects("/a", "b"))
    assert isinstance(page, Page)
    assert (page.url, page.final_url, page.body) == (site.url + "/a", end, b"here")


def test_a_redirect_loop_ends(site: Site) -> None:
    """Redirects in a circle are recognised at the first repeat."""
    site.redirects("/b", "/a")
    with pytest.raises(FetchError, match="circle"):
        fetch(site.redirects("/a", "/b"))
    assert site.paths() == ["/a", "/b"]


def test_a_chain_of_redirects_ends_at_the_limit(site: Site) -> None:
    """An endless chain of ever new addresses is cut."""
    for step in range(20):
        site.redirects(f"/{step}", f"/{step + 1}")
    with pytest.raises(FetchError, match="More than 10"):
        fetch(site.url + "/0")


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "http://[::ffff:192.168.1.1]/",
        "http://2130706433/",
        "http://user:hunter2@example.org/",
        "gopher://example.org/",
    ],
)
def test_a_redirect_into_the_house_is_forbidden(site: Site, target: str) -> None:
    """Every hop is checked, not only the first."""
    with pytest.raises(FetchForbidden) as caught:
        fetch(site.redirects("/a", target))
    assert not caught.value.retryable
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://[::1", "ftp://a.example/"])
def test_an_address_that_is_none_is_forbidden(url: str) -> None:
    """An address that cannot be fetched says why."""
    with pytest.raises(FetchForbidden, match=re.compile("not (an address|fetched)")):
        fetch(url)


def test_a_redirect_to_nonsense_is_an_error(site: Site) -> None:
    """A Location that is no address is the host's error."""
    with pytest.raises(FetchError, match="not an address"):
        fetch(site.redirects("/a", "http://[broken"))


def test_headers_of_many_kilobytes_are_taken(site: Site) -> None:
    """A long Content-Security-Policy, as news sites send, does no harm."""
    url = site.serves("/a", "x", headers={"Content-Security-Policy": "s" * 20_000})
    assert body_of(url) == b"x"
