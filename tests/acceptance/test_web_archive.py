"""A web archive that copies is believed; one that hangs holds up nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from typing_extensions import override

from monitor.model.article import WebCopy
from storage import open_archive
from tests.acceptance.conftest import CLAIMS
from tests.acceptance.newsroom import Newsroom
from tests.acceptance.test_standing_example import BEFORE, DENIAL


@contextmanager
def hanging() -> Iterator[str]:
    """Take connections and answer none."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


class _Saving(BaseHTTPRequestHandler):
    """Redirects to a copy, as the Wayback Machine does."""

    def do_GET(self) -> None:
        """Answer."""
        if self.path.startswith("/save/"):
            self.send_response(302)
            self.send_header("Location", "/web/1/" + self.path.removeprefix("/save/"))
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def saving() -> Iterator[str]:
    """Copy whatever is asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Saving)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_newsroom(folder: Path, archive: str) -> Newsroom:
    """Give a newsroom that asks this archive for copies."""
    settings = {
        "ONRECORD_WEB_ARCHIVE__URL": archive + "/save/{url}",
        "ONRECORD_WEB_ARCHIVE__INTERVAL_S": "1",
        "ONRECORD_WEB_ARCHIVE__ALLOW_LOOPBACK": "true",
    }
    return Newsroom(folder, CLAIMS, settings=settings)


def copies(folder: Path) -> list[WebCopy]:
    """List the copies on record."""
    url = f"sqlite:///{folder / 'data' / 'onrecord.db'}"
    with closing(open_archive(url, raw_dir=None)) as record, record.unit() as unit:
        articles = unit.articles.latest(9)
        return [copy for article in articles for copy in unit.web_copies.all(article.id)]


def test_a_hanging_archive_holds_up_nothing(tmp_path: Path) -> None:
    """With an archive that never answers both stories are told as soon as ever, and it stops."""
    with hanging() as archive, a_newsroom(tmp_path, archive) as newsroom:
        newsroom.publishes(*BEFORE)
        newsroom.starts()
        newsroom.expects(claim="urged-restraint", kind="contradicts", source="Minoru Kihara")
        newsroom.publishes("white-house", *DENIAL)
        newsroom.expects(claim="urged-restraint", kind="contradicts", source="White House")
        assert newsroom.stops() == 0
    assert not [copy for copy in copies(tmp_path) if copy.url]


def test_the_copy_stands_with_its_revision(tmp_path: Path) -> None:
    """Where the archive put the copy is on record soon after the story was told."""
    with saving() as archive, a_newsroom(tmp_path, archive) as newsroom:
        newsroom.publishes(*BEFORE)
        newsroom.starts()
        newsroom.expects(claim="urged-restraint", kind="contradicts", source="Minoru Kihara")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not copies(tmp_path):
            time.sleep(0.5)
        assert newsroom.stops() == 0
        (copy,) = copies(tmp_path)
        assert (copy.url or "").startswith(f"{archive}/web/1/{newsroom.outlet.url}")
