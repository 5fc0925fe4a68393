"""A PostgreSQL server of the test run's own, started from the installed binaries."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

#: Nothing here outlives the run, so nothing need reach the disk.
_SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that listens on a unix socket only."""

    directory: Path
    _numbers: count[int]

    def url(self, database: str) -> str:
        """Give the URL of a database."""
        return f"postgresql://postgres@/{database}?host={self.directory}"

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        name = f"test{next(self._numbers)}"
        engine = create_engine(
            self.url("postgres").replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)


_SERVER = pytest.StashKey[Server]()


def server(config: pytest.Config) -> Server:
    """Give the run's server, started when first asked for and stopped with the run."""
    if _SERVER not in config.stash:
        config.stash[_SERVER] = _start(config, _binaries())
    return config.stash[_SERVER]


def _binaries() -> Path:
    """Find the directory of initdb and pg_ctl; skip without them, but fail in CI."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "pg_ctl").exists():
            return place
    reason = "PostgreSQL's initdb and pg_ctl are not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _start(config: pytest.Config, binaries: Path) -> Server:
    directory = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    config.add_cleanup(lambda: shutil.rmtree(directory))
    if os.geteuid() == 0:
        shutil.chown(directory, "postgres")
    data = str(directory / "data")
    control = str(binaries / "pg_ctl")
    _run(str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N")
    log = str(directory / "log")
    _run(control, "-D", data, "-w", "-l", log, "-o", f"{_SETTINGS} -k {directory}", "start")
    config.add_cleanup(lambda: _run(control, "-D", data, "-m", "immediate", "stop"))
    return Server(directory, count())


def _run(*command: str) -> None:
    """Run a command of the server's; as root it refuses, so its own user runs it."""
    user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*user, *command], capture_output=True, check=False, cwd="/")
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
