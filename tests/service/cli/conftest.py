"""A command line to try, and a desk whose record holds the seed archive."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from monitor.service.cli import main

CLAIMS = """
[[claim]]
id = "reservoir"
text = "Mayor Elena Ruiz sold the Northgate reservoir."
"""

FEEDS = """
[[feed]]
id = "gazette"
url = "https://gazette.example/feed.xml"
outlet = "Harbour Gazette"
"""

OLD = "Council on the reservoir\n\nMayor Elena Ruiz sold the Northgate reservoir, two aides said.\n"
NEW = "Council on the reservoir\n\nMayor Elena Ruiz sold the Northgate reservoir, one aide said.\n"

#: A terminal that obeys it forgets its title, its colours and what stood before.
ESCAPE = "\x1b]0;owned\x07\x1b[2J"


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The `onrecord` command, on a desk of its own."""

    folder: Path

    def run(self, *args: str, given: str | bytes | None = None) -> Result:
        """Run a command; `{...}` in an argument is filled in by what the desk knows."""
        return CliRunner().invoke(main, [self.fill(arg) for arg in args], input=given)

    def json(self, *args: str, given: str | bytes | None = None) -> Any:  # noqa: ANN401 (JSON)
        """Run a command that must end well and answer in JSON."""
        done = self.run(*args, given=given)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def fill(self, arg: str) -> str:
        """Put files, and ids of what is on record, where an argument names them."""
        if "{" not in arg:
            return arg
        here = {"data": self.folder / "data", "folder": self.folder}
        if "{alert}" in arg or "{delivery}" in arg:
            alert = self.json("alerts", "list", "--data-dir", "{data}", "--format", "json")[-1]
            shown = self.json("alerts", "show", "--data-dir", "{data}", alert["id"])
            delivery = shown["deliveries"][0]["id"] if shown["deliveries"] else ""
            return arg.format(**here, alert=alert["id"], delivery=delivery)
        if "{article}" in arg or "{url}" in arg:
            listed = self.json("articles", "list", "--data-dir", "{data}", "--format", "json")
            return arg.format(**here, article=listed[0]["id"], url=listed[0]["url"])
        return arg.format(**here)


@pytest.fixture(scope="session")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data that a replay of the seed archive leaves, and its answer in JSON."""
    folder = tmp_path_factory.mktemp("replayed")
    told = CommandLine(folder).run("replay", "--data-dir", "{data}", "--format", "json")
    assert told.exit_code == 0, told.output
    (folder / "told.json").write_text(told.stdout)
    return folder


@pytest.fixture
def desk(tmp_path: Path, replayed: Path) -> Iterator[CommandLine]:
    """A command line in a folder with a record, and files good and bad to hand in."""
    shutil.copytree(replayed / "data", tmp_path / "data")
    line = {"id": "1", "headline": "", "text": OLD, "outlet": "Gazette", "published": "2026-11-20"}
    again = {**line, "id": "2", "published": "2026-11-21"}
    files = {
        "claims.toml": CLAIMS,
        "twice.toml": CLAIMS + CLAIMS,
        "feeds.toml": FEEDS,
        "old.txt": OLD,
        "new.txt": NEW,
        "hostile.txt": OLD + ESCAPE + " the end\n",
        "reports.jsonl": f"{json.dumps(line)}\n{json.dumps(again)}\n",
        "pairs.jsonl": json.dumps({"claim": "Mayor Elena Ruiz sold the reservoir.", "text": OLD}),
        "broken.jsonl": '{"id": "1"\n',
        "no-feeds.toml": 'data_dir = "none"\nfeeds = ["empty.toml"]\nclaims = ["claims.toml"]\n',
        "down.toml": 'data_dir = "down"\nclaims = ["claims.toml"]\n[[feed]]\nid = "down"\n'
        'outlet = "Down"\nurl = "http://127.0.0.1:9/feed.xml"\n',
        "wrong.toml": "data_dirs = 1\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    handlers, level = logging.root.handlers, logging.root.level
    yield CommandLine(tmp_path)
    logging.root.handlers = handlers
    logging.root.setLevel(level)
