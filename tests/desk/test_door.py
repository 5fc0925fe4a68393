"""The desk lets in whom it should, and every answer keeps the browser safe."""

from __future__ import annotations

import asyncio
import socket

import pytest

from monitor.desk.app import Desk
from monitor.desk.door import SAFETY_HEADERS
from monitor.model.errors import ConfigError
from storage.archive import SqlArchive
from tests.desk.conftest import Answer, NoonClock, ask

TOKEN = "a-long-random-word"


@pytest.mark.parametrize(
    "path", ["/", "/api/claims", "/healthz", "/style.css", "/no", "/claims/no", "/api/alerts/no"]
)
def test_every_answer_carries_the_safety_headers(record: SqlArchive, path: str) -> None:
    """Pages, JSON, style and errors alike forbid scripts, frames and guessing of types."""
    answer = ask(record, path)
    assert SAFETY_HEADERS.items() <= answer.headers.items()
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_pages_need_nothing_that_the_policy_forbids(record: SqlArchive) -> None:
    """A page holds no script, no inline style and no foreign asset."""
    text = ask(record, "/claims/dam-safe").text
    for forbidden in ("<script", "style=", "<style", "src=", "@import"):
        assert forbidden not in text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.9.9.9:80", "localhost:8000", "LOCALHOST.", "[::1]:8000"]
)
def test_this_machines_own_names_open_the_desk(record: SqlArchive, host: str) -> None:
    """A request under a loopback name is answered."""
    assert ask(record, "/", headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "10.0.0.1", "[x"],
)
@pytest.mark.parametrize("path", ["/", "/api/claims", "/metrics"])
def test_a_foreign_name_is_refused(record: SqlArchive, host: str, path: str) -> None:
    """A site that points a name of its own at this machine reads nothing (DNS rebinding)."""
    answer = ask(record, path, headers={"Host": host})
    assert answer.status in {400, 403}
    assert "dam" not in answer.text


def test_beyond_this_machine_a_desk_without_token_explains_itself(record: SqlArchive) -> None:
    """A desk that listens to the network without a token shows nothing and says what to set."""
    answer = ask(record, "/", host="0.0.0.0")
    assert answer.status == 403
    assert "server.token" in answer.text
    assert "dam" not in answer.text


def test_probes_are_answered_to_anybody(record: SqlArchive) -> None:
    """A supervisor on the network may ask whether the desk lives; it learns nothing else."""
    assert ask(record, "/healthz", host="0.0.0.0", headers={"Host": "10.1.2.3"}).status == 200


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_token_opens_the_desk_as_a_header(record: SqlArchive, scheme: str) -> None:
    """A program sends the token with each request, under whatever name the desk has."""
    headers = {"Authorization": f"{scheme} {TOKEN}", "Host": "desk.example"}
    assert ask(record, "/api/claims", host="0.0.0.0", token=TOKEN, headers=headers).status == 200


def test_the_token_in_the_address_becomes_a_cookie(record: SqlArchive) -> None:
    """A person opens the desk once by its token; a cookie that holds no token takes its place."""
    first = ask(record, f"/alerts?token={TOKEN}&a=1", token=TOKEN, follow=False)
    assert first.status == 303
    assert first.headers["Location"] == "/alerts?a=1"
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    second = ask(record, f"/alerts?token={TOKEN}&a=1", token=TOKEN)
    assert (second.status, second.url) == (200, "/alerts?a=1")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/?token=wrong", {}),
        ("/?token=", {}),
        ("/", {"Authorization": "Bearer wrong"}),
        ("/", {"Authorization": TOKEN}),
        ("/", {"Cookie": f"onrecord_desk={TOKEN}"}),
        ("/", {"Cookie": "onrecord_desk=é"}),
    ],
)
def test_without_its_token_the_desk_stays_closed(
    record: SqlArchive, path: str, headers: dict[str, str]
) -> None:
    """A missing, wrong or misplaced token is refused, on loopback too, and says how to come in."""
    answer = ask(record, path, token=TOKEN, headers=headers)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "dam" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_desk_changes_nothing(record: SqlArchive, method: str) -> None:
    """Anything but reading is refused."""
    answer = ask(record, "/claims/dam-safe", method=method)
    assert answer.status == 405
    assert "changes nothing" in answer.text


def test_a_taken_port_names_the_key_to_change(empty: SqlArchive) -> None:
    """When another program has the port, the error says which setting to change."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(ConfigError, match="taken") as caught:
            asyncio.run(_open_and_close(empty, "127.0.0.1", other.getsockname()[1]))
    assert caught.value.key == "server.port"


def test_a_foreign_address_names_the_key_to_change(empty: SqlArchive) -> None:
    """When the host is no address of this machine, the error says which setting to change."""
    with pytest.raises(ConfigError, match="no address of this machine") as caught:
        asyncio.run(_open_and_close(empty, "192.0.2.1", 0))
    assert caught.value.key == "server.host"


def test_a_desk_may_close_twice_and_open_again(empty: SqlArchive) -> None:
    """Closing a closed desk does nothing, and a closed one gives its port free."""

    async def story() -> int:
        desk = Desk(empty, NoonClock())
        port = await desk.open("127.0.0.1", 0)
        await desk.close()
        await desk.close()
        again = await desk.open("127.0.0.1", port)
        await desk.close()
        return again - port

    assert asyncio.run(story()) == 0


async def _open_and_close(archive: SqlArchive, host: str, port: int) -> None:
    desk = Desk(archive, NoonClock())
    await desk.open(host, port)
    await desk.close()


def test_an_answer_is_told_apart(record: SqlArchive) -> None:
    """Errors of the API are JSON, errors of pages are pages."""
    api: Answer = ask(record, "/api/claims/no")
    assert api.status == 404
    assert api.text == '{"error": "There is no claim \'no\'."}'
    assert ask(record, "/claims/no").headers["Content-Type"].startswith("text/html")
