"""Archives of every form load as dated reports, and bad ones are refused with a reason."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.model.errors import SeedError
from seeds.archives import load_archive, without_headline
from seeds.loader import seed_path

_SHARED = Path(__file__).parents[3] / "shared" / "seeds"


def _folder(tmp_path: Path, manifest: str, **files: str) -> Path:
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def _record(head: str, body: bytes) -> bytes:
    """Write one WARC record: its own header, then what was served."""
    return (
        f"WARC/1.0\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"
    )


def _warc(path: Path, *pages: tuple[str, str, str, str, bytes]) -> Path:
    """Write a WARC of (address, date, status, content type, body) responses."""
    records = [_record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields", b"a: b\r\n")]
    for url, at, status, content_type, body in pages:
        served = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Encoding: gzip"
        records.append(
            _record(
                f"WARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
                "Content-Type: application/http; msgtype=response",
                served.encode() + b"\r\n\r\n" + gzip.compress(body),
            )
        )
    pack = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(map(pack, records)))
    return path


def test_the_shipped_archive_holds_five_pages() -> None:
    """The seed archive is five HTML pages of November 2025, oldest first, each with its address."""
    archive = load_archive(seed_path("archive"))

    assert [report.outlet for report in archive.reports] == [
        "Asia Daily",
        "ANI",
        "Outlet A (unnamed)",
        "Outlet B (unnamed)",
        "ZeroHedge",
    ]
    assert all(report.html and report.url and report.headline for report in archive.reports)
    assert archive.reports[0].published == datetime(2025, 11, 26, tzinfo=UTC)


@pytest.mark.skipif(not _SHARED.is_dir(), reason="the original reports are not here")
def test_the_original_reports_load() -> None:
    """Reports without headline or outlet load, and a repeated headline is taken off the text."""
    reports = {report.id: report for report in load_archive(_SHARED).reports}

    assert len(reports) == 5
    assert reports["002_a16a878b4aa43a97"].headline == ""
    reprint = reports["001_164629df2566bf42"].text or ""
    assert reprint.startswith("Authored by")


def test_entries_with_one_id_or_address_are_revisions_of_one_article(tmp_path: Path) -> None:
    """Several dated files of one article share its id, in the order of their dates."""
    folder = _folder(
        tmp_path,
        """
        [[report]]
        file = "b.txt"
        outlet = "B"
        published = 2025-11-27T10:00:00+09:00
        url = "https://b.example/1"
        [[report]]
        file = "a2.txt"
        id = "a"
        published = "2025-11-28T00:00:00Z"
        [[report]]
        file = "a1.txt"
        id = "a"
        published = 2025-11-27
        [[report]]
        file = "b2.txt"
        published = 2025-11-27T02:00:00Z
        url = "https://b.example/1"
        """,
        a1="First.",
        a2="Second.",
        b="One.",
        b2="Two.",
    )

    reports = load_archive(folder).reports

    assert [(report.id, report.text) for report in reports] == [
        ("a", "First."),
        ("b", "One."),
        ("b", "Two."),
        ("a", "Second."),
    ]
    assert reports[1].published == datetime(2025, 11, 27, 1, tzinfo=UTC)
    assert reports[0].outlet == "unknown"


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("", "no report in the file"),
        ('[[report]]\nfile = "../a.txt"\npublished = 2025-11-27\n', r":2: .*within the archive"),
        ('[[report]]\nfile = "/etc/passwd"\npublished = 2025-11-27\n', r":2: .*within the archive"),
        ('[[report]]\nfile = "none.txt"\npublished = 2025-11-27\n', r":2: There is no file"),
        ('[[report]]\nfile = "a.txt"\n', r":1: 'published' is missing"),
        ('[[report]]\nfile = "a.txt"\npublished = "soon"\n', r":3: 'published' must be a day or"),
        ('[[report]]\nfile = "a.txt"\npublished = 2025-11-27T09:00:00\n', r"with its offset"),
        ('[[report]]\nfile = "a.txt"\npublished = 0001-01-01T00:00:00+09:00\n', r":3: 'published'"),
        ('[[report]]\nfile = "a.txt"\npublished = 5\n', r":3: 'published' must be"),
        ('[[report]]\nfile = "empty.txt"\npublished = 2025-11-27\n', "is empty"),
        ('[[report]]\nfile = "a.txt"\ntitle = "A"\npublished = 2025-11-27\n', r":3: Unknown key"),
    ],
)
def test_a_mistake_in_a_manifest_is_named(tmp_path: Path, manifest: str, message: str) -> None:
    """A manifest that points nowhere, outside or to nothing is an error with its line."""
    with pytest.raises(SeedError, match=message):
        load_archive(_folder(tmp_path, manifest, a="Text.", empty=" \n"))


def test_files_that_differ_in_their_ending_only_need_ids(tmp_path: Path) -> None:
    """Two articles never become revisions of each other by accident."""
    (tmp_path / "a.html").write_text("<p>Text.</p>")
    manifest = "".join(
        f'[[report]]\nfile = "{name}"\npublished = 2025-11-27\n' for name in ("a.txt", "a.html")
    )

    with pytest.raises(SeedError, match="give each report an 'id'"):
        load_archive(_folder(tmp_path, manifest, a="Text."))


def test_a_folder_without_manifest_is_no_archive(tmp_path: Path) -> None:
    """The error names the manifest that is missing."""
    with pytest.raises(SeedError, match=r"manifest\.toml: The file cannot be read"):
        load_archive(tmp_path)


@pytest.mark.parametrize("name", ["none.jsonl", "none", "notes.txt"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    """A missing file and an unknown form are errors that say what an archive is."""
    (tmp_path / "notes.txt").write_text("Notes.")

    with pytest.raises(SeedError):
        load_archive(tmp_path / name)


def test_json_lines_load_in_order_of_publication(tmp_path: Path) -> None:
    """One object a line is one report; unknown keys and empty lines do not matter."""
    path = tmp_path / "reports.jsonl"
    later = {"id": "b", "headline": "B", "text": "B\n\nOne.\u2028Two.", "outlet": "O"}
    path.write_text(
        json.dumps(
            later | {"published": "2025-11-28T09:00:00+09:00", "expect": {}}, ensure_ascii=False
        )
        + "\n\n"
        + json.dumps({"id": "a", "text": "Text.", "published": "2025-11-27", "copy_of": None})
    )

    first, second = load_archive(path).reports

    assert (first.id, first.headline, first.outlet) == ("a", "", "unknown")
    assert second.text == "One.\u2028Two."
    assert second.published == datetime(2025, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r":2: This is not JSON"),
        ("[]", r":2: Expected one JSON object a line"),
        ('{"text": "b", "published": "2025-11-27"}', r":2: 'id' is missing"),
        ('{"id": "a", "published": "2025-11-27"}', r":2: 'text' is missing"),
        ('{"id": "a", "text": "b"}', r":2: 'published' is missing"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    """A line that is no report is an error with its number."""
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "x", "text": "y", "published": "2025-11-27"}\n' + line + "\n")

    with pytest.raises(SeedError, match=message):
        load_archive(path)


def test_an_empty_archive_is_an_error(tmp_path: Path) -> None:
    """There is nothing to replay in a file without reports."""
    (tmp_path / "reports.jsonl").write_text("\n")

    with pytest.raises(SeedError, match="no report in the archive"):
        load_archive(tmp_path / "reports.jsonl")


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_warc_gives_its_pages_as_served(tmp_path: Path, name: str) -> None:
    """HTML responses load decompressed, by date; all else is passed over with a reason."""
    html = "text/html; charset=iso-8859-1"
    path = _warc(
        tmp_path / name,
        ("https://www.b.example/1", "2025-11-28T00:00:00Z", "200 OK", html, b"<p>Two</p>"),
        ("https://www.b.example/1", "2025-11-27T00:00:00Z", "200 OK", html, b"<p>One</p>"),
        ("https://b.example/x.png", "2025-11-27T00:00:00Z", "200 OK", "image/png", b"png"),
        ("https://b.example/404", "2025-11-27T00:00:00Z", "404 Not Found", html, b"<p>No</p>"),
        ("https://b.example/0", "2025-11-27T00:00:00Z", "200 OK", html, b""),
    )

    archive = load_archive(path)

    assert [report.html for report in archive.reports] == [b"<p>One</p>", b"<p>Two</p>"]
    assert {report.id for report in archive.reports} == {"https://www.b.example/1"}
    assert archive.reports[0].outlet == "b.example"
    assert archive.reports[0].content_type == html
    assert len(archive.skipped) == 3


@pytest.mark.parametrize("body", [b"not a warc at all", b"\x1f\x8b\x08broken", b""])
def test_a_broken_warc_is_an_error(tmp_path: Path, body: bytes) -> None:
    """What cannot be read as a WARC is said to be none."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(body)

    with pytest.raises(SeedError):
        load_archive(path)


def test_a_headline_is_taken_off_the_text_only_at_its_beginning() -> None:
    """Leading repeats of the headline go, other lines stay."""
    assert without_headline(" Dam  safe\n\nDAM SAFE\n\nIt is.\n\nDam safe\n", "Dam safe") == (
        "It is.\n\nDam safe"
    )
    assert without_headline("It is.", "") == "It is."
