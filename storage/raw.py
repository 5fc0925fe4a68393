"""The pages that revisions were read from, by the hash of their bytes, as WARC files on disk.

ab/abcdef.warc.gz                  the first sighting: exchange and body
ab/abcdef.0123456789abcdef.warc.gz a later sighting of the same bytes: exchange only
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed

from monitor.model.errors import NotFound, StorageError
from monitor.model.feed import Page
from storage.warc import Kept, read_kept, record_page

#: Digits of the hash by which a later sighting of the same bytes is named (64 bits).
_SIGHTING_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStore:
    """A directory of WARC files."""

    directory: Path

    def put(self, page: Page, *, of: str) -> str:
        """Keep a page with the exchange that brought it, and give the SHA-256 of its bytes.

        Bytes that are kept already are not written again, only the exchange; a file that
        was damaged is mended so. When this returns, all of it outlives a loss of power.

        Args:
            page: As fetched, decompressed.
            of: Names the sighting; the same one again changes nothing.

        Raises:
            StorageError: The disk did not take it.
        """
        key = sha256(page.body).hexdigest()
        first = self._first(key)
        path = self._path(key, of) if first else self._path(key)
        try:
            if first is None or not path.exists():
                _write(path, record_page(page, key=key, of=of, first=first))
        except OSError as error:
            raise StorageError(f"{path}: not written ({error.strerror}).") from error
        return key

    def get(self, key: str) -> bytes:
        """Read bytes by their SHA-256, and verify it.

        Raises:
            NotFound: They were never kept.
            StorageError: The file is damaged or could not be read.
        """
        return self._kept(key).body

    def warc(self, key: str, *, of: str) -> bytes:
        """Read the records of one sighting, with the body they refer to, as one WARC file.

        Raises:
            NotFound: The bytes were never kept.
            StorageError: A file is damaged or could not be read.
        """
        self._kept(key)
        later = self._path(key, of)
        first = self._path(key).read_bytes()
        return first + (later.read_bytes() if later.exists() else b"")

    def _first(self, key: str) -> Kept | None:
        """Find the record that holds these bytes already, whole."""
        try:
            return self._kept(key)
        except (NotFound, StorageError):
            return None

    def _kept(self, key: str) -> Kept:
        path = self._path(key)
        try:
            kept = read_kept(path.read_bytes())
        except FileNotFoundError as error:
            raise NotFound("raw page", key) from error
        except (OSError, EOFError, ArchiveLoadFailed) as error:
            raise StorageError(f"{path}: not readable; restore it from a backup.") from error
        if sha256(kept.body).hexdigest() != key:
            raise StorageError(f"{path}: damaged; restore it from a backup.")
        return kept

    def _path(self, key: str, of: str | None = None) -> Path:
        if len(key) != sha256().digest_size * 2 or not key.isalnum():
            raise NotFound("raw page", key)
        named = sha256((of or "").encode(errors="surrogatepass")).hexdigest()[:_SIGHTING_DIGITS]
        name = f"{key}.{named}.warc.gz" if of is not None else f"{key}.warc.gz"
        return self.directory / key[:2] / name


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
