"""The bytes that pages were made of, by their hash, as WARC records on disk."""

from __future__ import annotations

import io
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from monitor.model.errors import NotFound, StorageError

#: Characters of an address that a header line can hold as they are.
_URL_SAFE = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStore:
    """A directory of WARC files of one record each: `ab/abcdef.warc.gz`."""

    directory: Path

    def put(self, body: bytes, *, url: str, at: datetime) -> str:
        """Keep bytes and give their SHA-256; bytes that are kept already stay as they are.

        When this returns, the bytes outlive a loss of power.

        Args:
            body: As fetched, decompressed.
            url: Where they came from.
            at: When.

        Raises:
            StorageError: The disk did not take them.
        """
        key = sha256(body).hexdigest()
        path = self._path(key)
        try:
            if not path.exists():
                _write(path, _record(body, key=key, url=url, at=at))
        except OSError as error:
            raise StorageError(f"{path}: not written ({error.strerror}).") from error
        return key

    def get(self, key: str) -> bytes:
        """Read bytes by their SHA-256, and verify it.

        Raises:
            NotFound: They were never kept.
            StorageError: The file is damaged or could not be read.
        """
        path = self._path(key)
        try:
            body = _body(path)
        except FileNotFoundError as error:
            raise NotFound("raw page", key) from error
        except (OSError, EOFError, ArchiveLoadFailed) as error:
            raise StorageError(f"{path}: not readable; restore it from a backup.") from error
        if sha256(body).hexdigest() != key:
            raise StorageError(f"{path}: damaged; restore it from a backup.")
        return body

    def _path(self, key: str) -> Path:
        if len(key) != sha256().digest_size * 2 or not key.isalnum():
            raise NotFound("raw page", key)
        return self.directory / key[:2] / f"{key}.warc.gz"


def _record(body: bytes, *, key: str, url: str, at: datetime) -> bytes:
    """Make one gzipped record of type `resource`.

    Source: WARC 1.1 (ISO 28500:2017), 6.4; it holds a body without the HTTP exchange.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    headers = {
        "WARC-Record-ID": f"<urn:sha256:{key}>",
        "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Block-Digest": f"sha256:{key}",
    }
    record = writer.create_warc_record(
        quote(url, safe=_URL_SAFE, errors="replace"),
        "resource",
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type="application/octet-stream",
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    return out.getvalue()


def _body(path: Path) -> bytes:
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            body: bytes = record.content_stream().read()
            return body
    raise EOFError(path)


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    """Make a renamed file's name durable too."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
