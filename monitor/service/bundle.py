"""The evidence bundle of a revision: one ZIP that stands without this program.

The same record gives the same bytes each time: names in order, no clock, nothing compressed
(compressors differ between machines, and what is large is compressed already).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from monitor import __version__
from monitor.model.article import Article, Revision, WebCopy
from monitor.model.errors import NotFound
from monitor.rules.identity import content_hash
from monitor.rules.sealing import RECIPE, sealed_bytes, seals
from monitor.service.bundle_readme import readme
from monitor.service.changes import Comparison, change_as_html, change_as_json
from storage.archive import SqlArchive

#: Of every file in the bundle; ZIP knows no earlier year.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

#: Name of the list of hashes, in the form that `sha256sum -c` reads.
SUMS = "SHA256SUMS"

#: Of an ordinary file that anybody may read.
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A revision, with all on record that speaks for it."""

    article: Article
    #: From the first one to the one exported.
    revisions: Sequence[Revision]
    #: Seals as they were given when the revisions were written, by number.
    seals: Mapping[int, str]
    #: From the revision before; None for the first.
    comparison: Comparison | None
    #: None where they were not kept.
    raw: bytes | None
    warc: bytes | None
    copy: WebCopy | None

    @property
    def revision(self) -> Revision:
        """The one exported."""
        return self.revisions[-1]

    @property
    def name(self) -> str:
        """What the bundle is called."""
        return f"{self.article.id}-{self.revision.number}"


def gather(record: SqlArchive, article: Article, number: int | None) -> Exhibit:
    """Collect what is on record of one revision, the last one where no number is given.

    Raises:
        NotFound: There is no such revision.
        StorageError: A raw page is damaged.
    """
    with record.unit() as unit:
        revisions = unit.revisions.all(article.id)
        wanted = number or len(revisions)
        revision = unit.revisions.get(article.id, wanted)
        change = unit.revisions.change(article.id, wanted)
        told = unit.revisions.seals(article.id)
        copies = {copy.revision: copy for copy in unit.web_copies.all(article.id)}
    upto = [each for each in revisions if each.number <= wanted]
    comparison = None
    if change is not None:
        old = upto[change.from_number - 1]
        comparison = Comparison(old=old, new=revision, change=change, article=article)
    raw, warc = _pages(record, revision)
    return Exhibit(
        article=article,
        revisions=upto,
        seals={each: told[each] for each in sorted(told) if each <= wanted},
        comparison=comparison,
        raw=raw,
        warc=warc,
        copy=copies.get(wanted),
    )


def bundled(exhibit: Exhibit) -> bytes:
    """Write the bundle."""
    files = _files(exhibit)
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in sorted({**files, SUMS: sums.encode()}.items()):
            info = zipfile.ZipInfo(f"{exhibit.name}/{name}", _NO_TIME)
            info.create_system, info.external_attr = 3, _MODE  # As on Unix, wherever it is made.
            bundle.writestr(info, content)
    return out.getvalue()


def _pages(record: SqlArchive, revision: Revision) -> tuple[bytes | None, bytes | None]:
    if revision.raw_hash is None:
        return None, None
    try:
        return record.raw(revision.raw_hash), record.warc(revision)
    except NotFound:
        return None, None


def _files(exhibit: Exhibit) -> dict[str, bytes]:
    revision = exhibit.revision
    files = {
        "README.txt": readme(exhibit.article, revision, exhibit.copy, raw=exhibit.raw is not None),
        "evidence.json": _json(evidence(exhibit)),
        "headline.txt": revision.headline,
        "text.txt": revision.text,
    }
    if exhibit.comparison:
        files["change.html"] = change_as_html(exhibit.comparison)
        files["change.json"] = _json(change_as_json(exhibit.comparison.change))
    written = {name: text.encode(errors="surrogatepass") for name, text in files.items()}
    if exhibit.raw is not None and exhibit.warc is not None:
        written |= {"page.raw": exhibit.raw, "page.warc.gz": exhibit.warc}
    return dict(sorted({**written, **_chain(exhibit)}.items()))


def _chain(exhibit: Exhibit) -> dict[str, bytes]:
    """Write what each seal is the SHA-256 of; every file begins with the hash of the one before."""
    before = [None, *seals(exhibit.revisions)]
    return {
        f"chain/{each.number:04}.txt": sealed_bytes(each, previous)
        for each, previous in zip(exhibit.revisions, before, strict=False)
    }


def evidence(exhibit: Exhibit) -> dict[str, object]:
    """Say all of a revision that is not its words."""
    article, revision, copy = exhibit.article, exhibit.revision, exhibit.copy
    return {
        "made_by": f"onrecord {__version__}",
        "article": {
            "id": article.id,
            "url": article.url,
            "outlet": article.outlet,
            "first_seen": article.first_seen_at.isoformat(),
            "published_as_printed": article.published_at and article.published_at.isoformat(),
            "state": article.state,
        },
        "revision": {
            "number": revision.number,
            "seen": revision.seen_at.isoformat(),
            "headline": revision.headline,
            "byline": revision.byline,
            "language": revision.language,
            "text_from": revision.origin,
            "text_derived_by": revision.extractor,
            "content_hash": revision.content_hash,
            "text_sha256": _sha256(revision.text),
            "page_sha256": revision.raw_hash,
            "page_kept": exhibit.raw is not None,
        },
        "seals": {"recipe": RECIPE, "by_revision": _sealed(exhibit)},
        "web_copy": copy
        and {"asked": copy.asked_at.isoformat(), "url": copy.url, "note": copy.note},
    }


def _sealed(exhibit: Exhibit) -> list[dict[str, object]]:
    derived = seals(exhibit.revisions)
    return [
        {
            "number": each.number,
            "seen": each.seen_at.isoformat(),
            "seal": seal,
            "as_written_then": exhibit.seals.get(each.number) == seal,
            "words_match_their_hash": _words_hold(each),
        }
        for each, seal in zip(exhibit.revisions, derived, strict=True)
    ]


def _words_hold(revision: Revision) -> bool:
    return content_hash(revision.headline, revision.text) == revision.content_hash


def _sha256(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
