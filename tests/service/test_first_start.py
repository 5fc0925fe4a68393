"""An empty record is given the seed archive's story, once, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console

from monitor.model.evidence import StandingKind
from monitor.service.config import Config
from monitor.service.first_start import first_start
from monitor.service.setup import beginnings, new_feed, put_claims, put_on_record
from storage.archive import SqlArchive, open_archive
from tests.builders import NOON


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqlArchive]:
    """An empty record."""
    with closing(open_archive(f"sqlite:///{tmp_path / 'o.db'}", raw_dir=None)) as opened:
        yield opened


def _start(archive: SqlArchive, config: Config) -> str:
    console = Console(file=io.StringIO())
    asyncio.run(first_start(config, beginnings(config, NOON), archive, console))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_first_start_that_was_killed_is_done_again_and_only_then(
    archive: SqlArchive, tmp_path: Path
) -> None:
    """The story is told after all, the feeds of the press that died go, and then it is silent."""
    config = Config(data_dir=tmp_path)
    wanted = beginnings(config, NOON)
    with archive.unit() as unit:
        put_claims(unit, wanted.claims, NOON)
        unit.feeds.put(new_feed("replay-gone.example", "http://gone.example/", "Gone", NOON))
    assert "Kihara" in _start(archive, config)
    with archive.unit() as unit:
        assert unit.ledger.standing("urged-restraint").kind is StandingKind.DISPUTED
        assert not unit.feeds.all()
    put_on_record(archive, wanted, NOON)
    assert _start(archive, config) == ""


def test_desk_with_claims_of_its_own_is_told_no_story(archive: SqlArchive, tmp_path: Path) -> None:
    """Who brings claims, or asks for none, does not get the seeds' ledger."""
    file = tmp_path / "claims.toml"
    file.write_text('[[claim]]\nid = "dam"\ntext = "The dam is safe."\n')
    assert _start(archive, Config(data_dir=tmp_path, claims=(file,))) == ""
    assert _start(archive, Config(data_dir=tmp_path, replay_seeds=False)) == ""
