"""The contract of Archive: what a unit promises."""

from __future__ import annotations

from contextlib import suppress
from threading import Barrier, Thread

from monitor.model.errors import NotFound
from monitor.ports import Archive
from tests.builders import NOON, a_feed, a_poll


def test_undone_when_it_raises(archive: Archive) -> None:
    """Nothing of a unit that raises stays, whatever it raises."""
    with suppress(NotFound), archive.unit() as unit:
        unit.feeds.put(a_feed())
        unit.feeds.get("none")
    with archive.unit() as unit:
        assert unit.feeds.all() == []


def test_units_of_threads(archive: Archive) -> None:
    """Units that read, then write, in several threads at once lose nothing and never lock up."""
    rounds, threads = 10, 6
    together = Barrier(threads)

    def work(name: str) -> None:
        together.wait()
        for number in range(rounds):
            with archive.unit() as unit:
                unit.feeds.all()
                unit.feeds.put(a_feed(id=f"{name}-{number}", poll=a_poll(next_poll_at=NOON)))

    workers = [Thread(target=work, args=(str(number),)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with archive.unit() as unit:
        assert len(unit.feeds.all()) == rounds * threads
