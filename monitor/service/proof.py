"""Whether what is on record, or in a bundle, is as it was written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from monitor.model.article import Article, Revision
from monitor.model.errors import NotFound, SeedError, StorageError
from monitor.rules.identity import content_hash
from monitor.rules.sealing import RECIPE, seals
from monitor.service.bundle import SUMS
from storage.archive import SqlArchive
from storage.warc import check_records

#: Bytes that a bundle may hold, unpacked; pages are 10 MB at most.
_MAX_BUNDLE = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at, and what was wrong with it."""

    #: Revision's number or file's name.
    of: str
    what: str
    #: None when it holds.
    fault: str | None = None


def verify_record(record: SqlArchive, article: Article) -> Iterator[Finding]:
    """Look at every revision of an article: words, seal, page, and the page's WARC."""
    with record.unit() as unit:
        revisions = unit.revisions.all(article.id)
        written = unit.revisions.seals(article.id)
    for revision, derived in zip(revisions, seals(revisions), strict=True):
        of, kept = str(revision.number), written.get(revision.number)
        yield Finding(of=of, what="words", fault=_words(revision))
        fault = None if kept == derived else f"it was {kept}, it would be {derived} now"
        yield Finding(of=of, what="seal", fault=fault)
        if revision.raw_hash and record.keeps_pages:
            yield Finding(of=of, what="page", fault=_page(record, revision))


def verify_bundle(path: Path) -> Iterator[Finding]:
    """Look at a bundle by itself: every file against its hash, the chain, the page's WARC.

    Raises:
        SeedError: It is no bundle.
    """
    files = _unpacked(path)
    lines = [line.partition("  ") for line in files[SUMS].decode(errors="replace").splitlines()]
    sums = {name: listed for listed, _, name in lines}
    for name in sorted((files.keys() | sums.keys()) - {SUMS}):
        yield Finding(of=name, what="hash", fault=_listed(name, files, sums))
    chain = [content for name, content in sorted(files.items()) if name.startswith("chain/")]
    for number, (before, content) in enumerate(pairwise([b"", *chain]), 1):
        link = sha256(before).hexdigest() if before else "-"
        holds = content.startswith(f"{RECIPE} {link}\n".encode())
        fault = None if holds else "it is not sealed onto the one before"
        yield Finding(of=f"chain/{number:04}.txt", what="seal", fault=fault)
    if "page.warc.gz" in files:
        faults = check_records(files["page.warc.gz"])
        yield Finding(of="page.warc.gz", what="digests", fault="; ".join(faults) or None)


def _words(revision: Revision) -> str | None:
    derived = content_hash(revision.headline, revision.text)
    if derived[0] != revision.content_hash[0]:
        return None  # Hashed by the recipe of another release; the seal covers both.
    return None if derived == revision.content_hash else "they are not those that were hashed"


def _page(record: SqlArchive, revision: Revision) -> str | None:
    try:
        record.raw(revision.raw_hash or "")
        return "; ".join(check_records(record.warc(revision))) or None
    except NotFound:
        return "it was not kept"
    except StorageError as error:
        return str(error)


def _listed(name: str, files: Mapping[str, bytes], sums: Mapping[str, str]) -> str | None:
    if name not in files:
        return "it is missing"
    if name not in sums:
        return f"{SUMS} does not list it"
    return None if sha256(files[name]).hexdigest() == sums[name] else "it has been altered"


def _unpacked(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as bundle:
            if sum(info.file_size for info in bundle.infolist()) > _MAX_BUNDLE:
                raise SeedError("it is too large for a bundle", path=str(path))
            files = {
                info.filename.partition("/")[2]: bundle.read(info) for info in bundle.infolist()
            }
    except (OSError, zipfile.BadZipFile) as error:
        raise SeedError(f"it cannot be read as a bundle: {error}", path=str(path)) from error
    if SUMS not in files:
        raise SeedError(f"it is no bundle: {SUMS} is missing", path=str(path))
    return files
