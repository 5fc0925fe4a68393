"""A record of a small story, and a desk on it that is asked over real loopback HTTP."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from monitor.desk.app import Desk
from monitor.model.alert import AlertKind, AlertReason, DeliveryState
from monitor.model.change import ChangeKind
from monitor.model.evidence import Novelty, ReadingKind, SourceKind, Stance
from monitor.ports import Archive
from storage.archive import SqlArchive, open_archive
from tests.builders import (
    NOON,
    a_change,
    a_claim,
    a_delivery,
    a_feed,
    a_passage,
    a_poll,
    a_reading,
    a_recipient,
    a_revision,
    a_source,
    a_standing,
    an_alert,
    an_article,
    an_attempt,
    an_evidence,
    minutes,
)

ENGINEER = a_source(key="an engineer", name="an engineer", kind=SourceKind.ANONYMOUS)


@dataclass(frozen=True)
class NoonClock:
    """A clock that stands at noon."""

    at: datetime = NOON

    def now(self) -> datetime:
        """Tell noon."""
        return self.at


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the desk answered."""

    status: int
    headers: Mapping[str, str]
    text: str
    url: str


def ask(
    record: Archive,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    host: str = "127.0.0.1",
    token: str | None = None,
    follow: bool = True,
) -> Answer:
    """Open a desk, ask it one thing, close it."""

    async def asking() -> Answer:
        desk = Desk(record, NoonClock(), token=token)
        port = await desk.open(host, 0)
        jar = aiohttp.CookieJar(unsafe=True)
        try:
            async with (
                aiohttp.ClientSession(cookie_jar=jar) as client,
                client.request(
                    method,
                    f"http://127.0.0.1:{port}{path}",
                    headers=headers,
                    allow_redirects=follow,
                ) as got,
            ):
                return Answer(
                    status=got.status,
                    headers=got.headers.copy(),
                    text=await got.text(),
                    url=got.url.path_qs,
                )
        finally:
            await desk.close()

    return asyncio.run(asking())


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a database with nothing in it, once: its copies need no migration."""
    path = tmp_path_factory.mktemp("desk") / "blank.db"
    open_archive(f"sqlite:///{path}", raw_dir=None).close()
    return path


@pytest.fixture
def empty(blank: Path, tmp_path: Path) -> Iterator[SqlArchive]:
    """Give an archive with nothing in it."""
    copy = shutil.copy(blank, tmp_path / "desk.db")
    archive = open_archive(f"sqlite:///{copy}", raw_dir=None)
    yield archive
    archive.close()


@pytest.fixture
def record(empty: SqlArchive) -> SqlArchive:
    """Give an archive in which the ministry goes back on what it said of the dam."""
    tell_of_the_dam(empty)
    return empty


def tell_of_the_dam(archive: SqlArchive) -> None:
    """Put the story on record."""
    later = NOON + minutes(20)
    denial = "The dam is not safe, the ministry said on Friday."
    with archive.unit() as unit:
        unit.feeds.put(
            a_feed(
                url="https://reader:secret@daily.example/feed.xml",
                poll=a_poll(next_poll_at=NOON + minutes(5), failures=2),
            )
        )
        unit.claims.put(a_claim(watch=("Ministry of Works", "Mayor"), topic="The dam"))
        unit.articles.put(an_article())
        unit.revisions.add(a_revision(), None, None)
        turned = a_revision(number=2, text=denial, seen_at=later)
        change = a_change(kinds=(ChangeKind.HARDENED,), notice="This report has been corrected.")
        unit.revisions.add(turned, change, None)
        unit.ledger.add(a_reading(evidence=(an_evidence(), an_evidence(source=ENGINEER))))
        turn = an_evidence(
            revision=2,
            passage=a_passage(text=denial),
            stance=Stance.CONTRADICTS,
            novelty=Novelty.WALK_BACK,
            at=later,
        )
        unit.ledger.add(a_reading(revision=2, kind=ReadingKind.CONTRADICTS, evidence=(turn,)))
        unit.ledger.put_standing(a_standing())
        unit.alerts.add(an_alert())
        unit.alerts.add(
            an_alert(
                id="alert-2",
                kind=AlertKind.CONTRADICTS,
                reason=AlertReason.WALK_BACK,
                at=later,
                summary="Ministry of Works contradicts: The dam is safe.",
            )
        )
        hook = a_recipient(channel="webhook", address="https://hooks.example/T0/secret")
        unit.deliveries.add(a_delivery(recipient=hook))
        unit.deliveries.record(an_attempt(state=DeliveryState.DUE, detail="503 busy"))
