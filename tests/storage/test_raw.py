"""Raw pages are kept by their hash, whole or not at all."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from monitor.model.errors import NotFound, StorageError
from storage import SqlArchive, open_archive
from storage.raw import RawStore
from tests.builders import NOON, a_provisional, a_revision, an_article

URL = "https://daily.example/dam"
BODY = b"<html>\r\n\r\nWARC/1.0\r\n\x00\xff</html>"
KEY = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    """Give an empty store whose directory is not there yet."""
    return RawStore(directory=tmp_path / "raw")


@given(st.binary())
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    """Any bytes come back by their SHA-256."""
    store = RawStore(directory=tmp_path_factory.getbasetemp() / "raw")
    key = store.put(body, url=URL, at=NOON)
    assert key == hashlib.sha256(body).hexdigest()
    assert store.get(key) == body


def test_is_warc(store: RawStore) -> None:
    """A page is a WARC record that other tools read, its address unable to add a header."""
    store.put(BODY, url=f"{URL}\r\nX-Evil: 1", at=NOON)
    path = store.directory / KEY[:2] / f"{KEY}.warc.gz"
    with path.open("rb") as file:
        (record,) = [
            (each.rec_headers, each.content_stream().read()) for each in ArchiveIterator(file)
        ]
    headers, body = record
    assert body == BODY
    assert headers.get_header("WARC-Type") == "resource"
    assert headers.get_header("WARC-Date") == "2025-11-28T12:00:00Z"
    assert headers.get_header("WARC-Target-URI") == f"{URL}%0D%0AX-Evil:%201"
    assert headers.get_header("X-Evil") is None


def test_twice_is_once(store: RawStore) -> None:
    """Bytes that are kept already are not written again."""
    store.put(BODY, url=URL, at=NOON)
    (path,) = store.directory.rglob("*.warc.gz")
    before = path.stat().st_mtime_ns
    store.put(BODY, url="https://other.example/", at=NOON)
    assert [path.stat().st_mtime_ns] == [before]
    assert list(store.directory.rglob("*.part")) == []


@pytest.mark.parametrize("key", [KEY, "../../etc/passwd", ""])
def test_unknown(store: RawStore, key: str) -> None:
    """Bytes that were never kept are not found, whatever is asked for."""
    with pytest.raises(NotFound, match="no raw page"):
        store.get(key)


@pytest.mark.parametrize("content", [b"junk", b"", gzip.compress(b"junk", mtime=0), None])
def test_damage(store: RawStore, content: bytes | None) -> None:
    """A damaged file is told, never given as the page."""
    store.put(BODY, url=URL, at=NOON)
    (path,) = store.directory.rglob("*.warc.gz")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(StorageError, match="restore it from a backup"):
        store.get(KEY)


def test_cannot_write(tmp_path: Path) -> None:
    """A directory that cannot be written to is told with its path."""
    (tmp_path / "raw").write_text("a file stands here")
    with pytest.raises(StorageError, match=r"raw.*not written"):
        RawStore(directory=tmp_path / "raw").put(BODY, url=URL, at=NOON)


def test_disk_full(store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that the disk does not take leaves nothing behind."""

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError, match="No space left"):
        store.put(BODY, url=URL, at=NOON)
    assert [path for path in store.directory.rglob("*") if path.is_file()] == []


@pytest.fixture
def keeping(tmp_path: Path) -> SqlArchive:
    """Give an archive that keeps raw pages and has an article."""
    opened = open_archive(f"sqlite:///{tmp_path / 'a.db'}", raw_dir=tmp_path / "raw")
    with opened.unit() as unit:
        unit.articles.put(an_article())
    return opened


def test_archive_keeps(keeping: SqlArchive) -> None:
    """The bytes of a revision can be read from the archive by the hash that it names."""
    with keeping.unit() as unit:
        unit.revisions.add(a_revision(raw_hash=KEY), None, BODY)
    assert keeping.raw(KEY) == BODY
    keeping.close()


def test_wrong_hash(keeping: SqlArchive) -> None:
    """A revision that names another hash than its bytes have is a broken promise."""
    with pytest.raises(ValueError, match="hash to"), keeping.unit() as unit:
        unit.revisions.add(a_revision(raw_hash="f" * 64), None, BODY)
    keeping.close()


def test_archive_without(archive: SqlArchive) -> None:
    """An archive that keeps no raw pages takes a revision with them and has none."""
    with archive.unit() as unit:
        unit.articles.put(an_article())
        unit.revisions.add(a_revision(raw_hash=KEY), None, BODY)
    with pytest.raises(NotFound):
        archive.raw(KEY)


def test_bytes_of_a_held_sighting(keeping: SqlArchive) -> None:
    """The bytes of a sighting that waits are kept in the database, until it is let go."""
    with keeping.unit() as unit:
        unit.provisionals.put(a_provisional(raw_hash=KEY), BODY)
    with keeping.unit() as unit:
        assert unit.provisionals.raw("dam") == BODY
        unit.provisionals.remove("dam")
        assert unit.provisionals.raw("dam") is None
    keeping.close()
