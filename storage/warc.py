"""Pages as WARC records, and back (WARC 1.1, ISO 28500:2017).

    response   status line, headers and body, the body as decompressed; a repeat of bytes
               that are kept already is a `revisit`, with headers of its own and no body
    request    what we asked, beside it
    metadata   the address asked for, where redirects led elsewhere

What could open a door is never written: of our own headers only those that say what was
asked and by whom, of the host's none that names a cookie, token or session. Of addresses,
names and passwords are left out. Two exports of the same page are the same bytes.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.model.feed import Page

#: Characters of an address that a header line can hold as they are.
_URL_SAFE = "%/:?#[]@!$&'()*+,;=~"

#: The same of a header's value: all that ASCII prints.
_VALUE_SAFE = "".join(map(chr, range(0x20, 0x7F)))

#: Our own headers that are kept; all others might say more than a stranger should know.
_ASKED = frozenset(
    {
        *("host", "user-agent", "from", "accept", "accept-encoding", "accept-language"),
        *("if-none-match", "if-modified-since", "connection", "range", "cache-control"),
    }
)

#: Headers of a host that are left out, by any part of their names.
_WITHHELD = re.compile(r"cookie|token|auth|secret|session|csrf|xsrf|api-?key|credential|passw")

#: Headers that describe the body on the wire; ours is decompressed. Source: the convention
#: of warcio.js, which pywb and its kin read: the original goes by another name.
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})

#: What stands before the name of an original.
ORIGINAL = "x-orig-"

#: Our own length of the body, the one header of a response that the host did not send.
LENGTH = "Content-Length"

#: Field that names the headers left out.
WITHHELD = "X-Onrecord-Withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record that bytes were read back from."""

    kind: str
    url: str
    date: str
    body: bytes


def record_page(page: Page, *, key: str, of: str, first: Kept | None) -> bytes:
    """Write a page's exchange as gzipped records.

    Args:
        page: As fetched.
        key: SHA-256 of its body.
        of: Names the sighting; with the page it makes the records' ids.
        first: The record that holds these bytes already, None when this one shall.
    """
    out = io.BytesIO()
    exchange = _Exchange(page, key=key, of=of, writer=WARCWriter(out, warc_version="1.1"))
    exchange.write_response(first)
    exchange.write_request()
    if _clean(page.url) != _clean(page.final_url):
        exchange.write_metadata()
    return out.getvalue()


def read_kept(content: bytes) -> Kept:
    """Read the first record that holds a body: a response, or what older releases wrote.

    Raises:
        EOFError: There is none.
        ArchiveLoadFailed: The bytes are no WARC, or cut off.
    """
    for kept in _records(content):
        if kept.kind in {"response", "resource"}:
            return kept
    raise EOFError("no record holds a body")


def check_records(content: bytes) -> list[str]:
    """List what is wrong with the digests of a WARC's records; empty when all hold."""
    problems: list[str] = []
    try:
        plain = gzip.decompress(content)  # Tells of an end that is cut off, which readers forgive.
        for record in ArchiveIterator(io.BytesIO(plain), check_digests=True):
            record.content_stream().read()
            problems += record.digest_checker.problems
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error) as error:
        problems.append(str(error))
    return problems


def _records(content: bytes) -> Iterator[Kept]:
    for record in ArchiveIterator(io.BytesIO(content)):
        yield Kept(
            kind=record.rec_type,
            url=record.rec_headers.get_header("WARC-Target-URI") or "",
            date=record.rec_headers.get_header("WARC-Date") or "",
            body=record.raw_stream.read(),
        )


class _Exchange:
    """The records of one page, as they are written."""

    def __init__(self, page: Page, *, key: str, of: str, writer: WARCWriter) -> None:
        self._page = page
        self._key = key
        self._url = _clean(page.final_url)
        self._date = _date(page.fetched_at)
        self._name = f"{of} {self._url} {self._date} {key}"
        self._writer = writer

    def write_response(self, first: Kept | None) -> None:
        """Write what the host answered; only its headers where the body is kept already."""
        page, body = self._page, b"" if first else self._page.body
        status = page.status_line or f"HTTP/1.1 {page.status} {_phrase(page.status)}"
        protocol, _, rest = _printable(status).partition(" ")
        listed = [*_received(page.headers), (LENGTH, str(len(page.body)))]
        headers = StatusAndHeaders(rest, listed, protocol=protocol)
        named = {"WARC-Payload-Digest": f"sha256:{self._key}"}
        if left_out := ", ".join(name for name in page.headers if _WITHHELD.search(name)):
            named[WITHHELD] = _printable(left_out)
        if first:
            named["WARC-Profile"] = WARCWriter.REVISIT_PROFILE_1_1
            named["WARC-Refers-To-Target-URI"] = first.url
            named["WARC-Refers-To-Date"] = first.date
        self._write("revisit" if first else "response", named, body, headers)

    def write_request(self) -> None:
        """Write what we asked, where that is known."""
        asked = [(n, v) for n, v in self._page.request_headers.items() if n.lower() in _ASKED]
        if not asked:
            return
        parts = urlsplit(self._url)
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        listed = [(_printable(name), _printable(value)) for name, value in asked]
        headers = StatusAndHeaders(f"{target} HTTP/1.1", listed, protocol="GET")
        self._write("request", self._beside(), b"", headers)

    def write_metadata(self) -> None:
        """Write where we began."""
        self._write("metadata", self._beside(), f"via: {_clean(self._page.url)}\r\n".encode())

    def _beside(self) -> dict[str, str]:
        return {"WARC-Concurrent-To": self._id("response")}

    def _id(self, kind: str) -> str:
        return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {self._name}')}>"

    def _write(
        self,
        kind: str,
        named: Mapping[str, str],
        body: bytes,
        headers: StatusAndHeaders | None = None,
    ) -> None:
        block = (headers.to_ascii_bytes() if headers else b"") + body
        record = self._writer.create_warc_record(
            self._url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_headers_dict={
                "WARC-Record-ID": self._id("response" if kind == "revisit" else kind),
                "WARC-Date": self._date,
                "WARC-Block-Digest": f"sha256:{sha256(block).hexdigest()}",
                **named,
            },
            http_headers=headers,
        )
        self._writer.write_record(record)


def _received(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """List the host's headers that are kept; those of the wire under the name of an original."""
    for name, value in headers.items():
        if not _WITHHELD.search(name.lower()):
            kept = f"{ORIGINAL}{name}" if name.lower() in OF_THE_WIRE else name
            yield _printable(kept), _printable(value)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def _date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _printable(value: str) -> str:
    """Percent-encode what is not printable ASCII, line breaks above all."""
    return quote(value, safe=_VALUE_SAFE, errors="surrogatepass")


def _clean(url: str) -> str:
    """Take name and password out of an address, and what would end a header line."""
    try:
        parts = urlsplit(url)
        url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:  # An open bracket: no address that anybody could have a password for.
        pass
    return quote(url, safe=_URL_SAFE, errors="replace")
