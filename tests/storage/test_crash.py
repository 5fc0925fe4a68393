"""A process that is killed loses nothing that it reported as committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from storage import open_archive

WRITER = """
import sys
from pathlib import Path
from storage import open_archive
from tests.builders import *

url, raw_dir, start = sys.argv[1:]
archive = open_archive(url, raw_dir=Path(raw_dir))
for number in range(int(start), 10**6):
    page = a_page(body=str(number).encode())
    key = hashlib.sha256(page.body).hexdigest()
    with archive.unit() as unit:
        unit.articles.put(an_article(id=str(number), url=str(number)))
        unit.revisions.add(a_revision(article_id=str(number), raw_hash=key), None, page)
    print(number, flush=True)
"""

#: Units to be reported before each kill; uneven, so that kills fall on other points of a unit.
KILLS = (3, 10, 17)


def write_until_killed(url: str, raw_dir: Path, start: int, count: int) -> int:
    """Let a process write until it has reported so many units, kill it, and give the last one."""
    command = [sys.executable, "-c", WRITER, url, str(raw_dir), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reported = [int(process.stdout.readline()) for _ in range(count)]
        process.kill()
        reported += [int(line) for line in process.stdout if line.endswith("\n")]
    return reported[-1]


def test_killed(tmp_path: Path) -> None:
    """After each kill the database is sound and has all that was reported, raw bytes too."""
    url, raw_dir, last = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "raw", -1
    for count in KILLS:
        last = write_until_killed(url, raw_dir, last + 1, count)
        archive = open_archive(url, raw_dir=raw_dir)
        assert archive.check().problems == ()
        with archive.unit() as unit:
            revisions = [unit.revisions.get(str(number), 1) for number in range(last + 1)]
        assert all(archive.raw(each.raw_hash or "") for each in revisions)
        archive.close()
