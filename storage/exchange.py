"""Pages read back from the WARC records that they were written as."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

from monitor.model.errors import StorageError
from monitor.model.feed import Page
from storage.warc import LENGTH, OF_THE_WIRE, ORIGINAL, WITHHELD

#: What warcio raises at a damaged record, an AttributeError where a field is missing.
_UNREADABLE = (
    *(ArchiveLoadFailed, StatusAndHeadersParserException),
    *(OSError, EOFError, ValueError, AttributeError),
)


def read_page(content: bytes) -> Page:
    """Read a page from the records of its sighting.

    Written anew, the page gives the same records: a header that was withheld is there by its
    name, without its value. Validators are not on record. Of what releases before 0.2 wrote,
    only address, time and bytes are known.

    Args:
        content: The records; where a later sighting stands behind the first, that one is read,
            with the first one's bytes.

    Raises:
        StorageError: They hold no page, or are damaged.
    """
    page: Page | None = None
    try:
        for record in ArchiveIterator(io.BytesIO(content)):
            page = _with(page, record)
    except _UNREADABLE as error:
        raise StorageError("The record of a page is damaged; restore it from a backup.") from error
    if page is None:
        raise StorageError("The record of a page holds none; restore it from a backup.")
    return page


def _with(page: Page | None, record: ArcWarcRecord) -> Page | None:
    """Add what one more record says."""
    match record.rec_type:
        case "response" | "resource":
            return _answered(record, record.raw_stream.read())
        case "revisit" if page is not None:
            return _answered(record, page.body)
        case "request" if page is not None and record.http_headers is not None:
            return replace(page, request_headers=dict(record.http_headers.headers))
        case "metadata" if page is not None:
            return replace(page, url=_via(record.raw_stream.read()) or page.url)
        case _:
            return page


def _answered(record: ArcWarcRecord, body: bytes) -> Page:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    http: StatusAndHeaders | None = record.http_headers
    return Page(
        url=url,
        final_url=url,
        status=int(http.get_statuscode()) if http else 200,
        status_line=f"{http.protocol} {http.statusline}" if http else "",
        headers=_received(http, record.rec_headers.get_header(WITHHELD)) if http else {},
        body=body,
        fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or ""),
    )


def _received(http: StatusAndHeaders, withheld: str | None) -> dict[str, str]:
    """List the host's headers under their own names."""
    kept = {_own_name(name): value for name, value in http.headers if name != LENGTH}
    return kept | dict.fromkeys(withheld.split(", ") if withheld else (), "")


def _own_name(name: str) -> str:
    original = name.removeprefix(ORIGINAL)
    return original if original in OF_THE_WIRE else name


def _via(fields: bytes) -> str | None:
    name, _, value = fields.decode().strip().partition(": ")
    return value if name == "via" and urlsplit(value).scheme else None
