"""What programs read from the desk: JSON, probes, gauges."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from typing import Any

import feedparser
import pytest

from monitor.model.article import Revision
from monitor.model.errors import StorageError
from monitor.model.feed import Page
from monitor.model.job import JobKind
from monitor.ports import Unit
from storage.archive import SqlArchive
from tests.builders import NOON, an_alert, minutes
from tests.desk.conftest import ask


def asked(record: SqlArchive, path: str) -> Any:  # noqa: ANN401 (JSON)
    """Ask for JSON."""
    answer = ask(record, path)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    return json.loads(answer.text)


def test_claims_are_listed_with_their_standing(record: SqlArchive) -> None:
    """The list of claims holds each with its standing, its sides and its last movement."""
    (line,) = asked(record, "/api/claims")["claims"]
    assert line["claim"]["id"] == "dam-safe"
    assert line["standing"]["kind"] == "denied"
    assert (line["supporting"], line["contradicting"]) == (1, 1)
    assert line["moved_at"] == "2025-11-28T12:20:00+00:00"


def test_a_ledger_is_told_by_source(record: SqlArchive) -> None:
    """A claim's ledger holds each source once, with its first words on each side it took."""
    view = asked(record, "/api/claims/dam-safe")
    (voice,) = view["contradicting"]
    assert voice["source"]["name"] == "Ministry of Works"
    assert [turn["stance"] for turn in voice["turns"]] == ["supports", "contradicts"]
    assert [moment["reading"]["kind"] for moment in view["moments"]] == ["contradicts", "supports"]


def test_alerts_articles_and_feeds_are_told(record: SqlArchive) -> None:
    """The other pages have the same as JSON, newest first, without what is for the database."""
    assert [a["id"] for a in asked(record, "/api/alerts")["alerts"]] == ["alert-2", "alert-1"]
    assert asked(record, "/api/alerts/alert-1")["deliveries"][0]["attempts"][0]["number"] == 1
    article = asked(record, "/api/articles/dam")
    assert article["revision"]["number"] == 2
    assert article["change"]["kinds"] == ["hardened"]
    assert "signature" not in article["revision"]
    assert asked(record, "/api/articles/dam/1")["revision"]["number"] == 1
    (feed,) = asked(record, "/api/feeds")["feeds"]
    assert feed["url"] == "https://daily.example/feed.xml"
    assert feed["poll"]["interval"] == 300


def test_readiness_tells_how_long_work_has_waited(record: SqlArchive) -> None:
    """The oldest due work of each stage is told in seconds, and looking takes it from nobody."""
    with record.unit() as unit:
        unit.jobs.put(JobKind.ASSESS, "dam#1", NOON - minutes(2))
        unit.jobs.put(JobKind.DELIVER, "delivery-1", NOON + minutes(2))
    waits = {"poll": 0, "visit": 0, "assess": 120, "deliver": 0, "copy": 0}
    assert asked(record, "/readyz") == {"ready": True, "oldest_due_s": waits}
    with record.unit() as unit:
        assert unit.jobs.lease(JobKind.ASSESS, NOON, NOON + minutes(1), 5)


def test_a_broken_database_is_said(record: SqlArchive) -> None:
    """While the database does not answer, probes and pages say so; the process still lives."""
    broken = Broken()
    for path in ("/readyz", "/", "/api/claims"):
        answer = ask(broken, path)
        assert answer.status == 503
        assert "could not be read" in answer.text
    assert ask(broken, "/healthz").status == 200


def test_gauges_are_in_prometheus_form(record: SqlArchive) -> None:
    """Claims by standing, feeds by health and waiting work are gauges, zeros included."""
    answer = ask(record, "/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert 'onrecord_claims{standing="denied"} 1\n' in answer.text
    assert 'onrecord_claims{standing="retracted"} 0\n' in answer.text
    assert 'onrecord_feeds{health="ok"} 1\n' in answer.text
    assert 'onrecord_oldest_due_seconds{stage="poll"} 0\n' in answer.text
    assert answer.text.endswith("\n")


@pytest.mark.parametrize("word", ["]]> & <b>", "\x00\ud800\uffff end"])
def test_alerts_can_be_followed_in_a_feed_reader(record: SqlArchive, word: str) -> None:
    """The Atom feed is sound XML whatever an alert says, with an entry for each, newest first."""
    with record.unit() as unit:
        unit.alerts.add(an_alert(id="alert-3", at=NOON + minutes(30), summary=word))
    answer = ask(record, "/alerts.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.text)
    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == [
        "/alerts/alert-3",
        "/alerts/alert-2",
        "/alerts/alert-1",
    ]


class Broken:
    """An archive whose database is gone."""

    def unit(self) -> AbstractContextManager[Unit]:
        """Fail as a lost database does."""
        raise StorageError

    def page(self, revision: Revision) -> Page:
        """Fail in the same way."""
        raise StorageError
