"""Worker processes that hang, die and go on."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.model.errors import ExtractError, FetchRefused
from monitor.model.feed import Page
from monitor.sources.workers import Workers
from tests.hands.sources.conftest import a_page


def double(number: int) -> int:
    """Work as meant."""
    return 2 * number


def hang(_: Page) -> None:
    """Never end."""
    while True:
        time.sleep(0.01)


def crash(_: Page) -> None:
    """Die as a native library dies."""
    os._exit(3)


def gorge(_: Page) -> int:
    """Take more memory than there is to have."""
    return len(bytearray(4 * 1024**3))


def refuse() -> None:
    """Raise an error that has keywords."""
    raise FetchRefused(url="https://a.example", status=429, retry_after=timedelta(seconds=9))


def slip() -> None:
    """Raise what no port names."""
    raise ZeroDivisionError


@pytest.fixture
def short() -> Iterator[Workers]:
    """One worker with little patience."""
    pool = Workers(1, timedelta(seconds=1))
    yield pool
    pool.close()


def test_a_hung_worker_costs_one_page(short: Workers) -> None:
    """A function that never ends is killed at its limit, and the next one runs."""
    with pytest.raises(ExtractError, match="within 1 s") as caught:
        asyncio.run(short.read(hang, ExtractError, a_page("")))
    assert caught.value.url == "https://daily.example/news/1"
    assert asyncio.run(short.run(double, 4)) == 8


def test_a_crashed_worker_costs_one_page(workers: Workers) -> None:
    """A process that dies is told as the port's error, and the next one runs."""
    with pytest.raises(ExtractError, match="worker process was lost"):
        asyncio.run(workers.read(crash, ExtractError, a_page("")))
    assert asyncio.run(workers.run(double, 4)) == 8


def test_a_greedy_worker_costs_one_page(workers: Workers) -> None:
    """A page that needs more memory than a worker may have starves nobody else."""
    with pytest.raises(ExtractError, match="MemoryError"):
        asyncio.run(workers.read(gorge, ExtractError, a_page("")))
    assert asyncio.run(workers.run(double, 4)) == 8


def test_errors_come_home_whole(workers: Workers) -> None:
    """An error of the tree keeps what it knows across the border."""
    with pytest.raises(FetchRefused) as caught:
        asyncio.run(workers.run(refuse))
    assert (caught.value.status, caught.value.retryable) == (429, True)
    assert caught.value.retry_after == timedelta(seconds=9)


def test_programming_errors_come_home_as_they_are(workers: Workers) -> None:
    """What no port names is not dressed up."""
    with pytest.raises(ZeroDivisionError):
        asyncio.run(workers.run(slip))


def test_a_closed_pool_opens_again(short: Workers) -> None:
    """Closing stops the processes; using the pool starts new ones."""
    assert asyncio.run(short.run(double, 1)) == 2
    short.close()
    short.close()
    assert asyncio.run(short.run(double, 2)) == 4
