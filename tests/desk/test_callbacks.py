"""The addresses for hubs are open to strangers, and tell them nothing."""

from __future__ import annotations

import pytest

from storage.archive import SqlArchive
from tests.desk.conftest import ask

KEY = "/websub/" + "k" * 43


@pytest.mark.parametrize("token", [None, "a-long-random-word"])
def test_a_stranger_reaches_a_callback_and_nothing_else(
    record: SqlArchive, token: str | None
) -> None:
    """Under a foreign name and without the desk's key a callback answers; pages do not."""
    foreign = {"Host": "desk.example"}
    query = "?hub.mode=subscribe&hub.topic=x&hub.challenge=y"
    assert ask(record, KEY + query, headers=foreign, token=token).status == 503
    for path in ("/", "/websub", "/websub/../api/claims", "/api/claims"):
        assert ask(record, path, headers=foreign, token=token).status in {401, 403, 404}


@pytest.mark.parametrize("query", ["", "?hub.mode=steal", "?hub.mode=subscribe&hub.topic=x"])
def test_what_no_hub_would_ask_is_not_found(record: SqlArchive, query: str) -> None:
    """A question without mode or challenge never reaches the subscriptions."""
    assert ask(record, KEY + query).status == 404


def test_a_push_is_bounded(record: SqlArchive) -> None:
    """A push that says it is larger than five megabytes is not read."""
    headers = {"Content-Length": str(6 * 1024 * 1024)}
    assert ask(record, KEY, method="POST", headers=headers).status == 413
