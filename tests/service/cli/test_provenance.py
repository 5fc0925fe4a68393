"""What is exported stands by itself, and what was altered shows."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from monitor.model.article import Revision, WebCopy
from monitor.model.feed import Page
from monitor.rules.identity import content_hash
from monitor.rules.revising import change_between
from storage import open_archive
from tests.builders import NOON, a_feed, a_page, a_revision, a_visit, an_article, minutes
from tests.service.cli.conftest import CommandLine

AT = ("--data-dir", "{data}")
URL = "https://daily.example/dam"


def _text(number: int, headline: str, text: str, body: bytes) -> tuple[Revision, Page]:
    revision = a_revision(
        article_id="dam",
        number=number,
        headline=headline,
        text=text,
        content_hash=content_hash(headline, text),
        raw_hash=hashlib.sha256(body).hexdigest(),
        seen_at=NOON + minutes(30 * number),
    )
    return revision, a_page(body=body, headers={"set-cookie": "sid=s3cret", "etag": '"1"'})


@pytest.fixture
def dam(desk: CommandLine) -> CommandLine:
    """A desk with an article of two revisions, their pages kept."""
    data = desk.folder / "data"
    with closing(open_archive(f"sqlite:///{data / 'onrecord.db'}", raw_dir=data / "raw")) as record:
        first, page = _text(1, "Dam is safe", "The dam is safe.\n\nIt is old.", b"<p>Safe.</p>")
        second, next_page = _text(
            2, "Dam is unsafe", "The dam is not safe.\n\nIt is old.", b"<p>Unsafe.</p>"
        )
        with record.unit() as unit:
            unit.feeds.put(a_feed())
            unit.articles.put(an_article(id="dam", url=URL, outlet="Daily"))
            unit.visits.put(a_visit(url=URL, feed_id=a_feed().id, article_id="dam"))
            unit.revisions.add(first, None, page)
            unit.revisions.add(second, change_between(first, second), next_page)
            copy = WebCopy(
                article_id="dam", revision=2, asked_at=NOON, url="https://arch.example/1"
            )
            unit.web_copies.put(copy)
    return desk


def export(desk: CommandLine, *args: str, name: str = "a.zip") -> bytes:
    """Export a bundle and read it."""
    done = desk.run("articles", "export", *AT, "--output", f"{{folder}}/{name}", *args)
    assert done.exit_code == 0, done.output
    content = (desk.folder / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() in done.stdout
    return content


def unpacked(content: bytes) -> dict[str, bytes]:
    """Read the files of a bundle, by name without their folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return {name.partition("/")[2]: bundle.read(name) for name in bundle.namelist()}


def test_the_bundle_has_all_that_speaks_for_a_revision(dam: CommandLine) -> None:
    """Words, page, exchange, change, times, hashes and the chain stand in one ZIP."""
    files = unpacked(export(dam, "dam"))
    assert set(files) == {
        *("README.txt", "SHA256SUMS", "evidence.json", "headline.txt", "text.txt", "page.raw"),
        *("page.warc.gz", "change.html", "change.json", "chain/0001.txt", "chain/0002.txt"),
    }
    assert files["text.txt"] == b"The dam is not safe.\n\nIt is old."
    assert files["page.raw"] == b"<p>Unsafe.</p>"
    told = json.loads(files["evidence.json"])
    assert told["article"]["url"] == URL
    assert told["article"]["first_seen"]
    assert told["revision"]["seen"] == "2025-11-28T13:00:00+00:00"
    assert told["revision"]["page_sha256"] == hashlib.sha256(b"<p>Unsafe.</p>").hexdigest()
    assert told["revision"]["text_derived_by"]
    assert told["web_copy"]["url"] == "https://arch.example/1"
    assert all(each["as_written_then"] for each in told["seals"]["by_revision"])
    assert set(json.loads(files["change.json"])) == {"kinds", "material", "notice", "hunks"}
    assert b"<ins>" in files["change.html"]
    kinds = [each.rec_type for each in ArchiveIterator(io.BytesIO(files["page.warc.gz"]))]
    assert kinds == ["response", "request"]
    assert not any(b"s3cret" in content for content in files.values())


def test_the_readme_claims_no_more_than_is_known(dam: CommandLine) -> None:
    """It says what was present and absent when, and never when anything was deleted."""
    told = " ".join(unpacked(export(dam, "dam"))["README.txt"].decode().split())
    assert '"present at T1, absent at T2"' in told
    assert 'Never read it as "deleted at T2"' in told
    assert "WHAT THIS DOES NOT SHOW" in told
    assert "https://arch.example/1" in told


def test_the_same_export_is_the_same_file(dam: CommandLine) -> None:
    """Exported twice, also by the article's address, the bundle is the same, byte for byte."""
    one = export(dam, "dam", name="a.zip")
    assert export(dam, "--revision", "2", URL, name="b.zip") == one
    assert export(dam, "--revision", "1", "dam", name="c.zip") != one


def test_sha256sum_is_enough_to_verify(dam: CommandLine) -> None:
    """A stranger verifies files and chain with one common tool."""
    (dam.folder / "here").mkdir()
    with zipfile.ZipFile(io.BytesIO(export(dam, "dam"))) as bundle:
        bundle.extractall(dam.folder / "here")
    here = dam.folder / "here" / "dam-2"
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=here, check=True)
    told = json.loads((here / "evidence.json").read_text())
    for number, each in enumerate(told["seals"]["by_revision"], 1):
        content = (here / f"chain/{number:04}.txt").read_bytes()
        assert hashlib.sha256(content).hexdigest() == each["seal"]
    first, second = (each["seal"] for each in told["seals"]["by_revision"])
    assert (here / "chain/0002.txt").read_text().startswith(f"onrecord-seal/1 {first}\n")
    assert first != second


def test_a_first_revision_has_no_change(dam: CommandLine) -> None:
    """A bundle of the first revision has its own chain of one, and no change."""
    files = unpacked(export(dam, "--revision", "1", "dam"))
    assert "change.html" not in files
    assert "chain/0002.txt" not in files


def test_a_page_that_was_not_kept_is_told(dam: CommandLine) -> None:
    """Where the bytes are not there, the bundle says so and holds the rest."""
    for path in (dam.folder / "data" / "raw").rglob("*.warc.gz"):
        path.unlink()
    files = unpacked(export(dam, "dam"))
    assert "page.raw" not in files
    assert b"the bytes of the page were not kept" in files["README.txt"]
    assert json.loads(files["evidence.json"])["revision"]["page_kept"] is False


def test_a_bundle_can_be_piped(dam: CommandLine) -> None:
    """`--output -` writes the bundle to standard output, and nothing else."""
    done = dam.run("articles", "export", *AT, "--output", "-", "dam")
    assert done.stdout_bytes == export(dam, "dam")


def test_every_article_is_exported_as_lines(dam: CommandLine) -> None:
    """`--format jsonl` gives each article with all its revisions and seals on a line."""
    lines = dam.run("articles", "export", *AT, "--format", "jsonl").stdout.splitlines()
    told = {article["id"]: article for article in map(json.loads, lines)}
    assert len(told) == 6
    assert [each["number"] for each in told["dam"]["texts"]] == [1, 2]
    assert all(each["seal"] for article in told.values() for each in article["texts"])
    (line,) = dam.run("articles", "export", *AT, "--format", "jsonl", "dam").stdout.splitlines()
    assert json.loads(line) == told["dam"]


def test_an_untouched_record_is_verified(dam: CommandLine) -> None:
    """Words, seals and pages of every article hold, those that a replay fetched too."""
    done = dam.run("articles", "verify", *AT)
    assert done.exit_code == 0, done.output
    assert "6 verified" in done.stdout
    told = dam.json("articles", "verify", *AT, "--format", "json", "dam")
    assert [each["what"] for each in told["dam"]] == ["words", "seal", "page"] * 2


def test_pages_are_verified_where_any_are_kept(
    dam: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that keeps no pages misses none; one that does misses each that is gone."""
    for path in (dam.folder / "data" / "raw").rglob("*.warc.gz"):
        path.unlink()
    done = dam.run("articles", "verify", *AT, "dam")
    assert (done.exit_code, done.stdout.count("it was not kept")) == (3, 2)
    monkeypatch.setenv("ONRECORD_DATABASE__KEEP_RAW", "false")
    assert dam.run("articles", "verify", *AT, "dam").exit_code == 0


def _alter_words(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / "onrecord.db")) as database:
        database.execute(
            "UPDATE revisions SET document = replace(document, 'is safe', 'was safe')"
            " WHERE article_id = 'dam' AND number = 1"
        )
        database.commit()


def _alter_time(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / "onrecord.db")) as database:
        database.execute(
            "UPDATE revisions SET seen_at = '2025-11-27 12:30:00.000000'"
            " WHERE article_id = 'dam' AND number = 1"
        )
        database.commit()


def _damage_page(folder: Path) -> None:
    key = hashlib.sha256(b"<p>Safe.</p>").hexdigest()
    path = folder / "data" / "raw" / key[:2] / f"{key}.warc.gz"
    path.write_bytes(path.read_bytes()[:-40])


@pytest.mark.parametrize(
    ("alter", "wrong"),
    [
        (_alter_words, {("1", "words"), ("1", "seal"), ("2", "seal")}),
        (_alter_time, {("1", "seal"), ("2", "seal")}),
        (_damage_page, {("1", "page")}),
    ],
)
def test_what_was_altered_shows(
    dam: CommandLine, alter: Callable[[Path], None], wrong: set[tuple[str, str]]
) -> None:
    """A word, a time or a page that is not as it was written is found, with the later seals."""
    alter(dam.folder)
    done = dam.run("articles", "verify", *AT, "--format", "json", "dam")
    assert done.exit_code == 3
    told = json.loads(done.stdout)["dam"]
    assert {(each["of"], each["what"]) for each in told if each["fault"]} == wrong
    assert "wrong" in dam.run("articles", "verify", *AT, "dam").stdout


def _repacked(content: bytes, name: str, altered: bytes | None) -> bytes:
    """Alter or leave out one file of a bundle."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for each, held in unpacked(content).items():
            if each != name:
                bundle.writestr(f"dam-2/{each}", held)
            elif altered is not None:
                bundle.writestr(f"dam-2/{each}", altered)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "altered"),
    [("text.txt", b"The dam was never safe."), ("page.raw", None), ("chain/0001.txt", b"{}")],
)
def test_an_altered_bundle_shows(dam: CommandLine, name: str, altered: bytes | None) -> None:
    """A bundle verifies by itself; a file altered or left out is named."""
    whole = export(dam, "dam")
    assert dam.run("articles", "verify", "{folder}/a.zip").exit_code == 0
    (dam.folder / "b.zip").write_bytes(_repacked(whole, name, altered))
    done = dam.run("articles", "verify", "{folder}/b.zip")
    assert done.exit_code == 3
    assert name in done.stdout


def test_diff_finds_an_article_by_its_address(dam: CommandLine) -> None:
    """`diff` takes an id or an address, and revisions by number."""
    for args in (("dam",), (URL,), ("--from", "1", "--to", "2", "dam")):
        told = dam.json("diff", *AT, "--format", "json", *args)
        assert [h["after"] for h in told["hunks"] if h["field"] == "headline"] == ["unsafe"]
    assert "Daily, revision 1 to revision 2" in dam.run("diff", *AT, "dam").stdout
    back = dam.json("diff", *AT, "--format", "json", "--from", "2", "--to", "1", "dam")
    assert [h["after"] for h in back["hunks"] if h["field"] == "headline"] == ["safe"]
    done = dam.run("diff", *AT, "--to", "1", "dam")
    assert done.exit_code == 1
