"""What was written of a page's exchange can be read back and written again."""

from __future__ import annotations

import gzip
import string
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import StorageError
from monitor.model.feed import Page
from storage.exchange import read_page
from storage.raw import RawStore
from storage.warc import OF_THE_WIRE, record_page
from tests.builders import NOON, a_page, minutes

NAMES = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=12)
NAMED = NAMES | st.sampled_from(["set-cookie", "x-session-token", *sorted(OF_THE_WIRE)])
VALUES = st.text(max_size=20).map(str.strip)


def recorded(page: Page) -> bytes:
    """Write a page's records."""
    return record_page(page, key=sha256(page.body).hexdigest(), of="dam#1", first=None)


@given(
    body=st.binary(),
    headers=st.dictionaries(NAMED, VALUES, max_size=6),
    asked=st.dictionaries(st.sampled_from(["Host", "Accept", "Cookie", "From"]), VALUES),
    final_url=st.sampled_from(["https://daily.example/dam", "https://daily.example/2025/\u00fc?q"]),
    reason=st.sampled_from(["OK", "", "All  Right", "\u00fc"]),
)
def test_written_again(
    body: bytes, headers: dict[str, str], asked: dict[str, str], final_url: str, reason: str
) -> None:
    """A page that was read back gives the very records that it was read from."""
    page = a_page(
        body=body,
        final_url=final_url,
        headers=headers,
        request_headers=asked,
        status_line=f"HTTP/1.1 200 {reason}".strip(),
    )
    assert recorded(read_page(recorded(page))) == recorded(page)


def test_reads_the_exchange() -> None:
    """Addresses, status, headers, request, bytes and time are what they were."""
    page = a_page(
        final_url="https://daily.example/2025/dam",
        headers={"content-type": "text/html; charset=koi8-r", "content-encoding": "gzip"},
        status_line="HTTP/1.1 203 Non-Authoritative",
        fetched_at=NOON + minutes(1),
    )
    read = read_page(recorded(page))
    assert (read.url, read.final_url) == (page.url, page.final_url)
    assert (read.status, read.status_line) == (203, page.status_line)
    assert (read.headers, read.request_headers) == (page.headers, page.request_headers)
    assert (read.body, read.fetched_at) == (page.body, page.fetched_at)


def test_reads_a_later_sighting(tmp_path: Path) -> None:
    """Of two sightings of the same bytes, each has an exchange of its own."""
    store = RawStore(directory=tmp_path)
    first, later = a_page(), a_page(headers={"age": "3"}, fetched_at=NOON + minutes(9))
    key = store.put(first, of="dam#1")
    store.put(later, of="dam#3")
    assert read_page(store.warc(key, of="dam#1")).headers == first.headers
    read = read_page(store.warc(key, of="dam#3"))
    assert (read.headers, read.body) == (later.headers, first.body)
    assert read.fetched_at == later.fetched_at


def test_withholds() -> None:
    """A header that could open a door comes back by its name alone."""
    page = a_page(headers={"set-cookie": "sid=s3cret"}, request_headers={"Cookie": "sid=s3cret"})
    read = read_page(recorded(page))
    assert (read.headers, read.request_headers) == ({"set-cookie": ""}, {})


def test_reads_what_older_releases_wrote() -> None:
    """A `resource` record of version 0.1 gives address, time and bytes."""
    header = (
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:sha256:a>\r\n"
        "WARC-Target-URI: https://daily.example/dam\r\nWARC-Date: 2025-11-28T12:00:00Z\r\n"
        "Content-Type: application/octet-stream\r\nContent-Length: 4\r\n\r\n"
    )
    read = read_page(gzip.compress(f"{header}page\r\n\r\n".encode()))
    assert (read.final_url, read.body, read.headers) == ("https://daily.example/dam", b"page", {})
    assert (read.fetched_at, read.status_line) == (NOON, "")


@pytest.mark.parametrize(
    "content", [b"", b"junk", gzip.compress(b"junk", mtime=0), b"\x1f\x8b\x08"]
)
def test_damage(content: bytes) -> None:
    """What is no record of a page is told to be damaged."""
    with pytest.raises(StorageError):
        read_page(content)


@given(st.data())
def test_any_damage_is_told_or_harmless(data: st.DataObject) -> None:
    """A record with bytes changed is read, or is an error of ours, never another one."""
    content = bytearray(gzip.decompress(recorded(a_page())))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_page(gzip.compress(bytes(content)))
    except StorageError:
        return
