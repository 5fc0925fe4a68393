"""Raw pages are kept by their hash, whole or not at all."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from monitor.model.errors import NotFound, StorageError
from monitor.model.feed import Page
from storage import SqlArchive, open_archive
from storage.raw import RawStore
from storage.warc import check_records
from tests.builders import NOON, a_page, a_provisional, a_revision, an_article, minutes

BODY = b"<html>\r\n\r\nWARC/1.0\r\n\x00\xff</html>"
KEY = hashlib.sha256(BODY).hexdigest()
PAGE = a_page(
    body=BODY,
    headers={
        "content-type": "text/html; charset=utf-8",
        "content-encoding": "gzip",
        "content-length": "20",
        "etag": '"a1"',
        "set-cookie": "sid=s3cret; HttpOnly",
        "x-session-token": "s3cret",
    },
    status_line="HTTP/1.1 200 All Right",
    request_headers={
        "Host": "daily.example",
        "User-Agent": "onrecord/1",
        "If-None-Match": '"a0"',
        "Authorization": "Basic czNjcmV0",
        "Cookie": "sid=s3cret",
    },
)
OF = "dam#1"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    """Give an empty store whose directory is not there yet."""
    return RawStore(directory=tmp_path / "raw")


def records(content: bytes) -> list[tuple[str, dict[str, str], str, dict[str, str], bytes]]:
    """Read records as another tool does: type, fields, status line, HTTP headers, body."""
    return [
        (
            each.rec_type,
            dict(each.rec_headers.headers),
            each.http_headers.statusline if each.http_headers else "",
            dict(each.http_headers.headers) if each.http_headers else {},
            each.content_stream().read(),
        )
        for each in ArchiveIterator(io.BytesIO(content))
    ]


@given(st.binary())
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    """Any bytes come back by their SHA-256."""
    store = RawStore(directory=tmp_path_factory.getbasetemp() / "raw")
    key = store.put(a_page(body=body), of=OF)
    assert key == hashlib.sha256(body).hexdigest()
    assert store.get(key) == body
    assert check_records(store.warc(key, of=OF)) == []


def test_holds_the_exchange(store: RawStore) -> None:
    """The host's answer stands with its status line, headers and body, our request beside it."""
    store.put(PAGE, of=OF)
    response, request = records(store.warc(KEY, of=OF))
    kind, fields, status, headers, body = response
    assert (kind, status, body) == ("response", "200 All Right", BODY)
    assert fields["WARC-Date"] == "2025-11-28T12:00:00Z"
    assert fields["WARC-Target-URI"] == "https://daily.example/dam"
    assert fields["WARC-Payload-Digest"] == f"sha256:{KEY}"
    assert headers["etag"] == '"a1"'
    assert headers["x-orig-content-encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(BODY))
    kind, asked, line, sent, _ = request
    assert (kind, line) == ("request", "/dam HTTP/1.1")
    assert sent == {"Host": "daily.example", "User-Agent": "onrecord/1", "If-None-Match": '"a0"'}
    assert asked["WARC-Concurrent-To"] == fields["WARC-Record-ID"]


def test_keeps_no_secret(store: RawStore) -> None:
    """Cookies, tokens and passwords are nowhere in the file; which headers were left out is."""
    page = a_page(
        url="https://ana:s3cret@daily.example/dam",
        final_url="https://ana:s3cret@daily.example/other",
        headers=PAGE.headers,
        request_headers=PAGE.request_headers,
    )
    key = store.put(page, of=OF)
    content = gzip.decompress(store.warc(key, of=OF))
    assert b"s3cret" not in content
    assert b"czNjcmV0" not in content
    assert b"X-Onrecord-Withheld: set-cookie, x-session-token" in content


def test_says_where_redirects_began(store: RawStore) -> None:
    """The record bears the address that gave the bytes, and names the one that was asked."""
    key = store.put(a_page(final_url="https://daily.example/2025/dam"), of=OF)
    response, _, metadata = records(store.warc(key, of=OF))
    assert response[1]["WARC-Target-URI"] == "https://daily.example/2025/dam"
    assert metadata[4] == b"via: https://daily.example/dam\r\n"


def test_no_header_adds_another(store: RawStore) -> None:
    """Neither an address nor a header nor a status line can end its line."""
    page = a_page(
        url="https://daily.example/dam\r\nX-Evil: 1",
        headers={"x-a\r\nX-Evil": "1\r\nX-Evil: 1", "x-b": "Gr\u00fc\udcff\ud83d"},
        status_line="HTTP/1.1 200 OK\r\nX-Evil: 1",
    )
    key = store.put(page, of=OF)
    for _, fields, _, headers, _ in records(store.warc(key, of=OF)):
        assert "x-evil" not in {name.lower() for name in (*fields, *headers)}
    assert check_records(store.warc(key, of=OF)) == []


def test_another_tool_verifies_it(store: RawStore, tmp_path: Path) -> None:
    """`warcio check` finds every digest right and `warcio index` every record, later ones too."""
    store.put(PAGE, of=OF)
    store.put(a_page(body=BODY, url="https://other.example/"), of="other#1")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(store.warc(KEY, of="other#1"))
    warcio = [sys.executable, "-m", "warcio.cli"]
    subprocess.run([*warcio, "check", path], check=True)
    done = subprocess.run([*warcio, "index", path], check=True, capture_output=True, text=True)
    assert len(done.stdout.splitlines()) == 4


def test_equal_bytes_are_kept_once(store: RawStore) -> None:
    """A second sighting of the same bytes is a revisit: its own exchange, no second body."""
    store.put(PAGE, of=OF)
    (path,) = store.directory.rglob("*.warc.gz")
    before = path.stat().st_mtime_ns
    later = a_page(
        body=BODY, url="https://other.example/", fetched_at=NOON + minutes(9), headers={"age": "3"}
    )
    for _ in range(2):
        assert store.put(later, of="other#1") == KEY
    assert path.stat().st_mtime_ns == before
    assert len(list(store.directory.rglob("*.warc.gz"))) == 2
    first, _, again, _ = records(store.warc(KEY, of="other#1"))
    assert again[0] == "revisit"
    assert again[1]["WARC-Date"] == "2025-11-28T12:09:00Z"
    assert again[1]["WARC-Refers-To-Target-URI"] == first[1]["WARC-Target-URI"]
    assert again[1]["WARC-Refers-To-Date"] == first[1]["WARC-Date"]
    assert again[1]["WARC-Payload-Digest"] == f"sha256:{KEY}"
    assert (again[3]["age"], again[4]) == ("3", b"")
    assert len(records(store.warc(KEY, of=OF))) == 2
    assert list(store.directory.rglob("*.part")) == []


def test_the_same_page_is_the_same_file(store: RawStore, tmp_path: Path) -> None:
    """Nothing in a record depends on when or where it was written."""
    other = RawStore(directory=tmp_path / "other")
    for each in (store, other):
        each.put(PAGE, of=OF)
    assert store.warc(KEY, of=OF) == other.warc(KEY, of=OF)


def test_reads_what_older_releases_wrote(store: RawStore) -> None:
    """A `resource` record of version 0.1 gives its bytes, and a later sighting refers to it."""
    folder = store.directory / KEY[:2]
    folder.mkdir(parents=True)
    header = (
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:sha256:{KEY}>\r\n"
        "WARC-Target-URI: https://daily.example/dam\r\nWARC-Date: 2025-11-01T00:00:00Z\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    (folder / f"{KEY}.warc.gz").write_bytes(
        gzip.compress(header.encode() + BODY + b"\r\n\r\n", mtime=0)
    )
    assert store.get(KEY) == BODY
    store.put(PAGE, of=OF)
    kinds = [kind for kind, *_ in records(store.warc(KEY, of=OF))]
    assert kinds == ["resource", "revisit", "request"]


@pytest.mark.parametrize("key", [KEY, "../../etc/passwd", ""])
def test_unknown(store: RawStore, key: str) -> None:
    """Bytes that were never kept are not found, whatever is asked for."""
    with pytest.raises(NotFound, match="no raw page"):
        store.get(key)
    with pytest.raises(NotFound, match="no raw page"):
        store.warc(key, of=OF)


@pytest.mark.parametrize("content", [b"junk", b"", gzip.compress(b"junk", mtime=0), None])
def test_damage(store: RawStore, content: bytes | None) -> None:
    """A damaged file is told, never given as the page; the same page again mends it."""
    store.put(PAGE, of=OF)
    (path,) = store.directory.rglob("*.warc.gz")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(StorageError, match="restore it from a backup"):
        store.get(KEY)
    store.put(PAGE, of=OF)
    assert store.get(KEY) == BODY


def test_cannot_write(tmp_path: Path) -> None:
    """A directory that cannot be written to is told with its path."""
    (tmp_path / "raw").write_text("a file stands here")
    with pytest.raises(StorageError, match=r"raw.*not written"):
        RawStore(directory=tmp_path / "raw").put(PAGE, of=OF)


def test_disk_full(store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that the disk does not take leaves nothing behind."""

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError, match="No space left"):
        store.put(PAGE, of=OF)
    assert [path for path in store.directory.rglob("*") if path.is_file()] == []


@pytest.fixture
def keeping(tmp_path: Path) -> SqlArchive:
    """Give an archive that keeps raw pages and has an article."""
    opened = open_archive(f"sqlite:///{tmp_path / 'a.db'}", raw_dir=tmp_path / "raw")
    with opened.unit() as unit:
        unit.articles.put(an_article())
    return opened


def test_archive_keeps(keeping: SqlArchive) -> None:
    """The bytes of a revision, and its exchange, can be read from the archive."""
    revision = a_revision(raw_hash=KEY)
    with keeping.unit() as unit:
        unit.revisions.add(revision, None, PAGE)
    assert keeping.raw(KEY) == BODY
    assert len(records(keeping.warc(revision))) == 2
    keeping.close()


def test_wrong_hash(keeping: SqlArchive) -> None:
    """A revision that names another hash than its bytes have is a broken promise."""
    with pytest.raises(ValueError, match="hash to"), keeping.unit() as unit:
        unit.revisions.add(a_revision(raw_hash="f" * 64), None, PAGE)
    keeping.close()


@pytest.mark.parametrize("page", [PAGE, None])
def test_archive_without(archive: SqlArchive, page: Page | None) -> None:
    """An archive that keeps no raw pages takes a revision with them and has none."""
    revision = a_revision(raw_hash=KEY)
    with archive.unit() as unit:
        unit.articles.put(an_article())
        unit.revisions.add(revision, None, page)
    with pytest.raises(NotFound):
        archive.raw(KEY)
    with pytest.raises(NotFound):
        archive.warc(revision)


def test_page_of_a_held_sighting(keeping: SqlArchive) -> None:
    """The page of a sighting that waits is kept in the database, until it is let go."""
    with keeping.unit() as unit:
        unit.provisionals.put(a_provisional(raw_hash=KEY), PAGE)
    with keeping.unit() as unit:
        page = unit.provisionals.page("dam")
        assert page is not None
        assert page.body == BODY
        unit.provisionals.remove("dam")
        assert unit.provisionals.page("dam") is None
    keeping.close()
