"""A newsroom with its desk's daemon: publishes, edits, kills, restarts, and expects."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

from tests.acceptance.town import SECRET, Outlet, PostOffice, Receiver

T = TypeVar("T")

#: Seconds within which an alert is expected. The daemon needs about one; a busy machine more.
PATIENCE = 45.0


class Newsroom:
    """A desk on loopback: an outlet, its daemon, its mailbox and its webhook receiver."""

    def __init__(
        self,
        folder: Path,
        claims: str,
        *,
        ages: str = "[1.0, 2.5, 5.0, 10.0, 20.0]",
        feeds: Iterable[str] = (),
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Prepare a desk that tracks claims.

        Args:
            folder: For the configuration and the data.
            claims: A claim file's text.
            ages: Seconds after its finding at which an article is looked at again.
            feeds: Paths of further feeds at the outlet's site; each is named by its path.
            settings: What the environment says otherwise than the configuration.
        """
        self.folder, self._claims, self._ages = folder, claims, ages
        self._feeds, self._settings = feeds, settings
        self.outlet, self.receiver, self.post = Outlet(), Receiver(), PostOffice()
        self._daemon: subprocess.Popen[bytes] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for part in (self.outlet, self.receiver, self.post):
            self._stack.enter_context(part)
        self._write_config()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kills()
        self._stack.close()
        if error is not None:
            sys.stderr.write(self.log())

    def starts(self) -> None:
        """Start the daemon."""
        with (self.folder / "daemon.log").open("ab") as log:
            self._daemon = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "monitor",
                    "run",
                    "--config",
                    str(self.config),
                    "--port",
                    "0",
                ],
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[2],
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self._settings},
                start_new_session=True,
            )

    def kills(self) -> None:
        """Kill the daemon and all its processes at once (SIGKILL)."""
        if self._daemon is not None:
            os.killpg(self._daemon.pid, signal.SIGKILL)
            self._daemon.wait()
            self._daemon = None

    def stops(self) -> int:
        """Ask the daemon to stop (SIGTERM); give its exit code."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGTERM)
        code = self._daemon.wait(timeout=30)
        self._daemon = None
        return code

    def publishes(self, slug: str, headline: str, *paragraphs: str) -> None:
        """Publish a story, or put another text in its place."""
        self.outlet.prints(slug, headline, "\n\n".join(paragraphs))

    def expects(self, **wanted: object) -> dict[str, Any]:
        """Wait for the one webhook whose data has these values; give its data."""
        return self._wait_for(lambda: self._found(wanted), f"a webhook with {wanted}")

    def expects_letter(self, *words: str) -> str:
        """Wait for a letter that holds all these words; give its plain text."""

        def found() -> str | None:
            for letter in list(self.post.letters.values()):
                body = letter.get_body(("plain",))
                text = f"{letter['Subject']}\n{body.get_content() if body else ''}"
                folded = " ".join(re.sub(r"^ *\| ?", "", text, flags=re.MULTILINE).split())
                if all(word in folded for word in words):
                    return text
            return None

        return self._wait_for(found, f"a letter with {words}")

    def expects_nothing_more(self, seconds: float = 3.0) -> None:
        """See that nothing is delivered for a while, in which pages are visited again."""
        before = len(self.receiver.taken)
        time.sleep(seconds)
        more = list(self.receiver.taken.values())[before:]
        assert not more, f"unexpected: {[item['data']['summary'] for item in more]}"

    def log(self) -> str:
        """Give what the daemon said."""
        path = self.folder / "daemon.log"
        return path.read_text() if path.exists() else ""

    @property
    def happenings(self) -> int:
        """Count what the daemon did that others saw: requests, webhooks, letters."""
        webhooks = sum(list(self.receiver.times.values()))
        return self.outlet.asked + webhooks + len(self.post.letters)

    @property
    def config(self) -> Path:
        """Where the configuration is."""
        return self.folder / "onrecord.toml"

    def _found(self, wanted: Mapping[str, object]) -> dict[str, Any] | None:
        for body in list(self.receiver.taken.values()):
            data: dict[str, Any] = body["data"]
            seen = {**data, "claim": (data["claim"] or {}).get("id")}
            if all(seen.get(key) == value for key, value in wanted.items()):
                return data
        return None

    def _wait_for(self, look: Callable[[], T | None], what: str) -> T:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if (found := look()) is not None:
                return found
            time.sleep(0.05)
        came = [body["data"]["summary"] for body in self.receiver.taken.values()]
        raise AssertionError(f"{what} did not come; what came: {came}")

    def _write_config(self) -> None:
        (self.folder / "claims.toml").write_text(self._claims)
        self.config.write_text(
            f"""
data_dir = "data"
claims = ["claims.toml"]

[[feed]]
id = "outlet"
outlet = "Harbour Gazette"
url = "{self.outlet.url}/feed.xml"
{self._further_feeds()}
[fetch]
allow_loopback = true
host_interval_s = 0

[polling]
min_interval_s = 0.3
max_interval_s = 1
visit_ages_s = {self._ages}

[[channel]]
type = "email"
host = "127.0.0.1"
port = {self.post.port}
security = "none"
sender = "Onrecord <onrecord@example.org>"
to = ["desk@example.org"]

[[channel]]
type = "webhook"
name = "hook"
url = "{self.receiver.url}/alerts"
secrets = ["{SECRET}"]
allow_loopback = true
"""
        )

    def _further_feeds(self) -> str:
        return "".join(
            f'[[feed]]\nid = "{path}"\noutlet = "{path}"\nurl = "{self.outlet.url}/{path}"\n'
            for path in self._feeds
        )
