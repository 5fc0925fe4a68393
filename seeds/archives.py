"""Archives of reports: a folder with a manifest, a JSON-lines file, or a WARC.

Whatever the form, an archive is a run of dated reports. Reports that share an
id are revisions of one article, oldest first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from monitor.model.errors import SeedError
from seeds.records import Record, parse_json, read_bytes, read_records, read_text

_MANIFEST = "manifest.toml"
_MANIFEST_KEYS = ("file", "headline", "outlet", "published", "provenance", "url", "id")
_HTML = {".html", ".htm", ".xhtml"}
#: A page of a WARC beyond this many bytes is passed over; the longest live blogs stay below it.
_PAGE_LIMIT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One sighting of one article, as an archive holds it."""

    #: The article's id within the archive; its revisions share it.
    id: str
    outlet: str
    #: Empty when the report has none.
    headline: str
    #: When it was published, or revised.
    published: datetime
    url: str | None = None
    #: The page as it was served, None for a bare text.
    html: bytes | None = None
    #: Paragraphs without the headline, None for a page.
    text: str | None = None
    #: Content-Type that the page was served with, when the archive knows it.
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportArchive:
    """Reports in the order of their publication."""

    name: str
    reports: tuple[Report, ...]
    #: What was passed over, and why, for a person.
    skipped: tuple[str, ...] = ()


def load_archive(path: Path) -> ReportArchive:
    """Load an archive of whatever form; of reports equally old the first listed comes first.

    Raises:
        SeedError: It is no archive, or something in it cannot be used.
    """
    skipped: list[str] = []
    reports = list(_reports(path, skipped))
    if not reports:
        detail = f" ({'; '.join(skipped[:3])})" if skipped else ""
        raise SeedError(f"There is no report in the archive{detail}.", path=str(path))
    reports.sort(key=lambda report: report.published)
    return ReportArchive(name=path.resolve().name, reports=tuple(reports), skipped=tuple(skipped))


def _reports(path: Path, skipped: list[str]) -> Iterator[Report]:
    name = path.name.lower()
    if path.is_dir():
        return _from_folder(path)
    if name.endswith((".jsonl", ".ndjson")):
        return _from_lines(path)
    if name.endswith((".warc", ".warc.gz")):
        return _from_warc(path, skipped)
    problem = "This is no archive" if path.exists() else "There is no such file or folder"
    raise SeedError(
        f"{problem}: an archive is a folder with {_MANIFEST}, a .jsonl file or a .warc(.gz) file.",
        path=str(path),
    )


def _from_folder(folder: Path) -> Iterator[Report]:
    records = read_records(folder / _MANIFEST, "report")
    ids: dict[str, str] = {}
    files: dict[str, str] = {}
    for record in records:
        record.expect_keys(_MANIFEST_KEYS)
        file = _inside(folder, record)
        article = _article_id(record, ids)
        if "id" not in record.values and "url" not in record.values:
            _expect_own_name(record, article, files)
        yield _report(record, article, file)


def _article_id(record: Record, ids: dict[str, str]) -> str:
    """Tell which article a report is a sighting of: by its id, else its URL, else its file."""
    url = record.text_or_none("url")
    own = record.text_or_none("id") or (ids.get(url) if url else None)
    article = own or Path(record.text("file")).with_suffix("").as_posix()
    if url:
        ids.setdefault(url, article)
    return article


def _expect_own_name(record: Record, article: str, files: dict[str, str]) -> None:
    file = record.text("file")
    other = files.setdefault(article, file)
    if other != file:
        message = f"{file!r} and {other!r} would be one article: give each report an 'id'."
        raise record.wrong(message, "file")


def _inside(folder: Path, record: Record) -> Path:
    """Find a report's file, which must lie in the archive's own folder."""
    name = record.text("file")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise record.wrong(f"'file' must lie within the archive's folder, not at {name!r}.", "file")
    if not path.is_file():
        raise record.wrong(f"There is no file {name!r} in the archive's folder.", "file")
    return path


def _report(record: Record, article: str, file: Path) -> Report:
    headline = record.text_or_none("headline") or ""
    page = file.suffix.lower() in _HTML
    text = None if page else without_headline(read_text(file), headline)
    html = read_bytes(file) if page else None
    if not (text or html):
        raise record.wrong(f"The file {file.name!r} is empty.", "file")
    return Report(
        id=article,
        outlet=record.text_or_none("outlet") or "unknown",
        headline=headline,
        published=record.instant("published"),
        url=record.text_or_none("url"),
        html=html,
        text=text,
    )


def without_headline(text: str, headline: str) -> str:
    """Take off the leading lines of a text that only repeat its headline."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    title = " ".join(headline.split()).casefold()
    while lines and (not lines[0].strip() or " ".join(lines[0].split()).casefold() == title):
        lines.pop(0)
    return "\n".join(lines)


def _from_lines(path: Path) -> Iterator[Report]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        values = parse_json(line, str(path), number)
        if not isinstance(values, dict):
            raise SeedError("Expected one JSON object a line.", path=str(path), line=number)
        yield _line_report(values, path, number)


def _line_report(values: Mapping[str, object], path: Path, number: int) -> Report:
    """Make a report of one line; keys that are not its own are none of our business."""
    record = Record(path=str(path), kind="report", number=number, values=values, lines={"": number})
    headline = record.text_or_none("headline") or ""
    record.text("text")
    return Report(
        id=record.text("id"),
        outlet=record.text_or_none("outlet") or "unknown",
        headline=headline,
        published=record.instant("published"),
        url=record.text_or_none("url"),
        text=without_headline(str(values["text"]), headline),
    )


def _from_warc(path: Path, skipped: list[str]) -> Iterator[Report]:
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                report = _warc_report(record, skipped)
                if report:
                    yield report
    except (ArchiveLoadFailed, EOFError, zlib.error, OSError) as error:
        raise SeedError(f"This is not a WARC that can be read: {error}.", path=str(path)) from error


def _warc_report(record: ArcWarcRecord, skipped: list[str]) -> Report | None:
    """Make a report of a WARC record, None where it is not a page that was served well."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    content_type = record.http_headers.get_header("Content-Type") or ""
    if record.http_headers.get_statuscode() != "200" or "html" not in content_type.lower():
        skipped.append(f"{url}: not an HTML page with status 200")
        return None
    body = record.content_stream().read(_PAGE_LIMIT_BYTES + 1)
    if not 0 < len(body) <= _PAGE_LIMIT_BYTES:
        skipped.append(f"{url}: empty, or more than {_PAGE_LIMIT_BYTES:,} bytes")
        return None
    return Report(
        id=url,
        outlet=(urlsplit(url).hostname or "unknown").removeprefix("www."),
        headline="",
        published=_warc_date(record, url),
        url=url,
        html=body,
        content_type=content_type,
    )


def _warc_date(record: ArcWarcRecord, url: str) -> datetime:
    values = {"WARC-Date": record.rec_headers.get_header("WARC-Date")}
    return Record(path=url, kind="WARC record", number=1, values=values).instant("WARC-Date")
