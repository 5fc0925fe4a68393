"""The contracts of Feeds, Visits, Articles, Claims and Silences."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model.alert import AlertKind
from monitor.model.article import ArticleState, Syndication, SyndicationReason
from monitor.model.claim import ClaimState
from monitor.model.errors import NotFound, StorageError
from monitor.model.feed import ClosedHost, Validators, VisitOutcome
from monitor.ports import Archive
from monitor.rules.identity import article_id
from tests.builders import (
    NOON,
    a_claim,
    a_feed,
    a_page,
    a_poll,
    a_provisional,
    a_revision,
    a_silence,
    a_visit,
    an_article,
    an_item,
    minutes,
)

#: Longer than a PostgreSQL index takes, with what databases refuse in text.
HOSTILE = "https://daily.example/\x00\ud800\\u0041?" + "".join(chr(0x4E00 + n) for n in range(9000))


class TestFeeds:
    """The contract of Feeds."""

    def test_gives_back(self, archive: Archive) -> None:
        """A feed comes back as it was put, in another unit."""
        feed = a_feed(poll=a_poll(validators=Validators(etag='"1"'), failures=2))
        with archive.unit() as unit:
            unit.feeds.put(feed)
        with archive.unit() as unit:
            assert unit.feeds.get("daily") == feed

    def test_replaces(self, archive: Archive) -> None:
        """A feed that is put again replaces the one of its id."""
        with archive.unit() as unit:
            unit.feeds.put(a_feed(paused=False))
            unit.feeds.put(a_feed(paused=True))
            assert unit.feeds.all() == [a_feed(paused=True)]

    def test_unknown(self, archive: Archive) -> None:
        """A feed that is not on record cannot be had or removed."""
        with archive.unit() as unit:
            with pytest.raises(NotFound, match="no feed 'x'"):
                unit.feeds.get("x")
            with pytest.raises(NotFound):
                unit.feeds.remove("x")

    def test_sorts_by_id(self, archive: Archive) -> None:
        """All feeds are listed by id, capitals before small letters."""
        with archive.unit() as unit:
            for key in ("b", "a", "B"):
                unit.feeds.put(a_feed(id=key))
            assert [feed.id for feed in unit.feeds.all()] == ["B", "a", "b"]

    def test_due(self, archive: Archive) -> None:
        """Feeds are due from their instant on, longest due first, unless paused."""
        with archive.unit() as unit:
            for key, offset in (("later", 1), ("now", 0), ("long", -9), ("paused", -10)):
                poll = a_poll(next_poll_at=NOON + minutes(offset))
                unit.feeds.put(a_feed(id=key, poll=poll, paused=key == "paused"))
            assert [feed.id for feed in unit.feeds.due(NOON, 10)] == ["long", "now"]
            assert [feed.id for feed in unit.feeds.due(NOON, 1)] == ["long"]

    def test_remove(self, archive: Archive) -> None:
        """A feed that is removed takes its visits along and leaves its articles."""
        with archive.unit() as unit:
            unit.feeds.put(a_feed())
            unit.visits.put(a_visit())
            unit.articles.put(an_article())
            unit.feeds.remove("daily")
            assert unit.visits.all() == []
            assert unit.articles.get("dam") == an_article()


class TestHosts:
    """The contract of Hosts."""

    def test_closed(self, archive: Archive) -> None:
        """Hosts are closed until just before their instant, each as it was said last."""
        with archive.unit() as unit:
            for name, wait in (("b.example:443", 5), ("a.example:80", 5), ("a.example:80", 9)):
                unit.hosts.close(ClosedHost(host=name, until=NOON + minutes(wait), status=429))
        with archive.unit() as unit:
            assert [host.host for host in unit.hosts.closed(NOON)] == [
                "a.example:80",
                "b.example:443",
            ]
            (left,) = unit.hosts.closed(NOON + minutes(5))
            assert left == ClosedHost(host="a.example:80", until=NOON + minutes(9), status=429)


class TestVisits:
    """The contract of Visits."""

    def test_gives_back(self, archive: Archive) -> None:
        """A visit comes back as it was put, every field of it."""
        visit = a_visit(
            article_id="dam",
            validators=Validators(last_modified="Fri, 28 Nov 2025 12:00:00 GMT"),
            failures=3,
            last_visit_at=NOON,
            last_change_at=NOON,
            outcome=VisitOutcome.BLOCKED,
            note="Consent wall.",
        )
        with archive.unit() as unit:
            unit.feeds.put(a_feed())
            unit.visits.put(a_visit())
            unit.visits.put(visit)
        with archive.unit() as unit:
            assert unit.visits.find(visit.url) == visit
            assert unit.visits.find("https://daily.example/other") is None

    def test_hostile_address(self, archive: Archive) -> None:
        """An address or guid of any length and any characters is kept and found."""
        visit = a_visit(url=HOSTILE, item=an_item(guid=HOSTILE, url=HOSTILE, headline="\x00\udfff"))
        with archive.unit() as unit:
            unit.feeds.put(a_feed())
            unit.visits.put(visit)
            assert unit.visits.find(HOSTILE) == visit
            assert unit.visits.known("daily", [HOSTILE]) == [visit]

    def test_known(self, archive: Archive) -> None:
        """Visits are known by the guids of their own feed, however many are asked for."""
        with archive.unit() as unit:
            unit.feeds.put(a_feed())
            unit.feeds.put(a_feed(id="other"))
            for name in ("a", "b"):
                url = f"https://daily.example/{name}"
                unit.visits.put(a_visit(url=url, item=an_item(guid=name)))
            unit.visits.put(
                a_visit(url="https://x.example", feed_id="other", item=an_item(guid="c"))
            )
            many = ["a", "b", "c", *(str(number) for number in range(1200))]
            known = unit.visits.known("daily", many)
            assert sorted(visit.item.guid for visit in known) == ["a", "b"]
            assert unit.visits.known("daily", []) == []
            (elsewhere,) = unit.visits.known("daily", ["a"], ["https://daily.example/a"])
            assert elsewhere.item.guid == "a"
            both = unit.visits.known("daily", ["a"], ["https://x.example", "https://y.example"])
            assert [visit.item.guid for visit in both] == ["a", "c"]
            (spelt,) = unit.visits.known("other", [], ["https://daily.example/b/amp?utm_source=x"])
            assert spelt.item.guid == "b"

    def test_due(self, archive: Archive) -> None:
        """Visits are due from their instant on, longest due first."""
        with archive.unit() as unit:
            unit.feeds.put(a_feed())
            for name, offset in (("later", 1), ("now", 0), ("long", -9)):
                unit.visits.put(a_visit(url=name, due_at=NOON + minutes(offset)))
            assert [visit.url for visit in unit.visits.due(NOON, 10)] == ["long", "now"]
            assert [visit.url for visit in unit.visits.due(NOON, 1)] == ["long"]

    def test_all(self, archive: Archive) -> None:
        """Visits are listed by URL, of all feeds or of one."""
        with archive.unit() as unit:
            for feed_id, url in (("daily", "b"), ("other", "a"), ("daily", "C")):
                unit.feeds.put(a_feed(id=feed_id))
                unit.visits.put(a_visit(url=url, feed_id=feed_id))
            assert [visit.url for visit in unit.visits.all()] == ["C", "a", "b"]
            assert [visit.url for visit in unit.visits.all("daily")] == ["C", "b"]

    def test_other_spelling(self, archive: Archive) -> None:
        """A visit is found by another spelling of its address, and by its own before that."""
        plain, amp = "https://daily.example/dam", "https://daily.example/dam/amp?utm_source=x"
        with archive.unit() as unit:
            unit.feeds.put(a_feed())
            unit.visits.put(a_visit(url=plain))
            assert unit.visits.find(amp) == a_visit(url=plain)
            unit.visits.put(a_visit(url=amp))
            assert unit.visits.find(amp) == a_visit(url=amp)
            assert unit.visits.find(plain) == a_visit(url=plain)
            assert unit.visits.find("https://daily.example/damage") is None

    def test_needs_its_feed(self, archive: Archive) -> None:
        """A visit of a feed that was removed meanwhile is refused for good."""
        with pytest.raises(StorageError) as caught, archive.unit() as unit:
            unit.visits.put(a_visit())
        assert not caught.value.retryable


class TestArticles:
    """The contract of Articles."""

    def test_gives_back(self, archive: Archive) -> None:
        """An article comes back as it was put last."""
        reprint = Syndication(
            reason=SyndicationReason.CREDIT_LINE, outlet="Wire", article_id="other"
        )
        gone = an_article(state=ArticleState.GONE, reprint_of=reprint, published_at=None)
        with archive.unit() as unit:
            unit.articles.put(an_article())
            unit.articles.put(gone)
            assert unit.articles.get("dam") == gone
            assert unit.articles.find(gone.id) == gone

    def test_unknown(self, archive: Archive) -> None:
        """An article that is not on record is found by nobody."""
        with archive.unit() as unit:
            assert unit.articles.find("none") is None
            with pytest.raises(NotFound):
                unit.articles.get("none")

    def test_latest(self, archive: Archive) -> None:
        """Articles are listed by their last revision's sighting, the newest first."""
        with archive.unit() as unit:
            for number, outlet in enumerate(("A", "A", "B")):
                key = str(number)
                article = an_article(
                    id=key, url=key, outlet=outlet, first_seen_at=NOON + minutes(number)
                )
                unit.articles.put(article)
            unit.revisions.add(a_revision(article_id="0", seen_at=NOON + minutes(9)), None, None)
            unit.articles.put(an_article(id="0", url="0", outlet="A"))
            assert [article.id for article in unit.articles.latest(9)] == ["0", "2", "1"]
            assert [article.id for article in unit.articles.latest(1)] == ["0"]
            assert [article.id for article in unit.articles.latest(9, "A")] == ["0", "1"]


class TestAddresses:
    """The contract of the further addresses of an article."""

    def test_lead_to_it(self, archive: Archive) -> None:
        """An article is found by the id of any address that leads to it."""
        moved = an_article(aliases=("https://daily.example/new",))
        with archive.unit() as unit:
            unit.articles.put(moved)
            unit.articles.put(moved)
        with archive.unit() as unit:
            assert unit.articles.find(article_id("http://m.daily.example/new?ref=x")) == moved
            assert unit.articles.find(article_id("https://daily.example/newer")) is None

    def test_own_id_goes_first(self, archive: Archive) -> None:
        """An address that has an article of its own leads to no other one."""
        place = "https://daily.example/new"
        own = an_article(id=article_id(place), url=place)
        with archive.unit() as unit:
            unit.articles.put(an_article(aliases=(place,)))
            unit.articles.put(own)
            unit.articles.put(an_article(id="third", aliases=(place,)))
            assert unit.articles.find(article_id(place)) == own


class TestProvisionals:
    """The contract of Provisionals."""

    def test_gives_back(self, archive: Archive) -> None:
        """A sighting comes back as it was held, one for each article; the last one counts."""
        with archive.unit() as unit:
            unit.articles.put(an_article())
            unit.provisionals.put(a_provisional(content_hash="1a"), a_page())
            unit.provisionals.put(a_provisional(content_hash="1b"), None)
        with archive.unit() as unit:
            assert unit.provisionals.find("dam") == a_provisional(content_hash="1b")
            assert unit.provisionals.page("dam") is None
            assert unit.provisionals.find("other") is None

    def test_remove(self, archive: Archive) -> None:
        """A sighting that is let go is no longer held; letting go twice is fine."""
        with archive.unit() as unit:
            unit.articles.put(an_article())
            unit.provisionals.put(a_provisional(), None)
            unit.provisionals.remove("dam")
            unit.provisionals.remove("dam")
            assert unit.provisionals.find("dam") is None

    def test_needs_its_article(self, archive: Archive) -> None:
        """A sighting of no article is refused."""
        with pytest.raises(StorageError), archive.unit() as unit:
            unit.provisionals.put(a_provisional(), None)


class TestClaims:
    """The contract of Claims."""

    def test_gives_back(self, archive: Archive) -> None:
        """A claim comes back as it was put last, in the place where it was put first."""
        full = a_claim(
            watch=("Ministry", "Mayor"),
            origin="The Daily",
            first_reported=date(2025, 11, 27),
            topic="dam",
            notes="Ask.",
            aliases=("The barrage holds.",),
            state=ClaimState.PAUSED,
        )
        with archive.unit() as unit:
            for claim in (a_claim(id="z"), a_claim(), a_claim(id="a"), full):
                unit.claims.put(claim)
            assert unit.claims.get("dam-safe") == full
            assert [claim.id for claim in unit.claims.all()] == ["z", "dam-safe", "a"]

    def test_remove(self, archive: Archive) -> None:
        """A claim that is removed is gone, and cannot be removed again."""
        with archive.unit() as unit:
            unit.claims.put(a_claim())
            unit.claims.remove("dam-safe")
            assert unit.claims.all() == []
            with pytest.raises(NotFound, match="no claim 'dam-safe'"):
                unit.claims.remove("dam-safe")
            with pytest.raises(NotFound):
                unit.claims.get("dam-safe")


class TestSilences:
    """The contract of Silences."""

    def test_holds_for_its_time(self, archive: Archive) -> None:
        """A silence holds from its start to just before its end."""
        silence = a_silence(kind=AlertKind.REVISED, starts_at=NOON, ends_at=NOON + minutes(5))
        with archive.unit() as unit:
            unit.silences.put(silence)
            assert unit.silences.active(NOON - minutes(1)) == []
            assert unit.silences.active(NOON) == [silence]
            assert unit.silences.active(NOON + minutes(5)) == []

    def test_replaces_and_ends(self, archive: Archive) -> None:
        """A silence can be put anew, and ended once."""
        with archive.unit() as unit:
            unit.silences.put(a_silence())
            unit.silences.put(a_silence(comment="Longer.", claim_id=None))
            assert unit.silences.active(NOON) == [a_silence(comment="Longer.", claim_id=None)]
            unit.silences.remove("silence-1")
            assert unit.silences.active(NOON) == []
            with pytest.raises(NotFound):
                unit.silences.remove("silence-1")
