"""What the remote model costs, and the file that remembers it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import StanceError
from monitor.model.evidence import Scores
from monitor.stance.remote_book import AnswerBook
from monitor.stance.remote_line import Trouble
from tests.fakes import WordModel
from tests.stance_readers.conftest import Desk
from tests.stance_readers.endpoint import Endpoint, raw, status
from tests.stance_readers.words import DENIED, a_pair

DAY = date(2025, 11, 27)
ONE, OTHER = (
    Scores(supports=share, contradicts=1 - share, mentions=0, unrelated=0) for share in (0.25, 0.5)
)
#: A thousand tokens in or out cost a dollar: the scripted answers, 100 in and 50 out, 15 cents.
PRICES = {"usd_per_million_in": 1000.0, "usd_per_million_out": 1000.0}
PRICE = 0.15


def told(desk: Desk) -> float:
    """Tell what today has cost, by the file."""
    book = AnswerBook(desk.answers)
    try:
        return book.spent(desk.clock.now().date())
    finally:
        book.close()


def test_what_is_used_is_what_is_paid(desk: Desk) -> None:
    """The endpoint's own count is priced and kept by day."""
    desk.model(**PRICES).weigh([a_pair("A denied."), a_pair("B denied.")])
    assert told(desk) == pytest.approx(2 * PRICE)


def test_the_cap_is_never_exceeded(desk: Desk, endpoint: Endpoint) -> None:
    """Requests under way at once included, no more is spent than allowed; the fallback goes on."""
    model = desk.model(**PRICES, daily_usd=10.0, parallel=8)
    pairs = [a_pair(f"{n} denied.") for n in range(90)]
    scores = model.weigh(pairs)
    assert 0 < told(desk) <= 10
    assert model.tally["answered"] == len(endpoint.bodies) < len(pairs)
    assert model.tally["answered"] + model.tally[Trouble.CAPPED] == len(pairs)
    assert all(one.contradicts > 0.8 for one in scores)


def test_a_restart_does_not_lift_the_cap_and_midnight_does(desk: Desk, endpoint: Endpoint) -> None:
    """The day's money is the file's, in UTC days."""
    settings = {**PRICES, "daily_usd": 3.6}
    for n in range(30):
        desk.model(**settings).weigh([a_pair(f"{n} denied.")])
    spent = len(endpoint.bodies)
    assert spent < 30
    desk.clock.passes(timedelta(days=1))
    desk.model(**settings).weigh([a_pair(DENIED)])
    assert len(endpoint.bodies) == spent + 1


def test_no_money_asks_nothing(desk: Desk, endpoint: Endpoint) -> None:
    """A cap of nothing is kept too."""
    assert desk.model(**PRICES, daily_usd=0.0).weigh([a_pair(DENIED)]) == WordModel().weigh(
        [a_pair(DENIED)]
    )
    assert endpoint.bodies == []


def test_what_is_not_counted_costs_the_most_it_can(desk: Desk, endpoint: Endpoint) -> None:
    """A reply without usage, and one that never came, may have been charged."""
    endpoint.says(raw(b'{"choices": [{"message": {"content": ""}}]}'), endpoint.hangs)
    model = desk.model(**PRICES, attempts=1, timeout=timedelta(seconds=0.2))
    model.weigh([a_pair("A denied.")])
    assert told(desk) > 2 * PRICE + 1
    before = told(desk)
    endpoint.says(raw(b"{}"), status(404))
    model.weigh([a_pair("B denied.")])
    assert told(desk) > before + 1


def test_a_refused_request_costs_nothing(desk: Desk, endpoint: Endpoint) -> None:
    """An error status is not charged."""
    endpoint.says(status(429), status(500), status(404))
    desk.model(**PRICES).weigh([a_pair(DENIED)])
    assert told(desk) == pytest.approx(0)


@pytest.mark.parametrize("spoil", ["folder", "garbage"])
def test_a_file_that_cannot_be_used_costs_no_reading(
    desk: Desk, spoil: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a count of the money nothing is asked: the fallback weighs, and the log tells."""
    desk.answers.parent.mkdir()
    if spoil == "folder":
        desk.answers.mkdir()
    else:
        desk.answers.write_bytes(b"no database " * 500)
    model = desk.model()
    assert model.weigh([a_pair(DENIED)]) == WordModel().weigh([a_pair(DENIED)])
    assert model.tally[Trouble.UNRECORDED] == 1
    assert "answers.db cannot be used" in caplog.text


def test_the_first_answer_stays() -> None:
    """A question that was answered twice at once has one answer afterwards."""
    book = AnswerBook()
    book.keep(b"q", ONE)
    book.keep(b"q", OTHER)
    assert book.find(b"q") == ONE
    assert book.find(b"?") is None
    book.close()


def test_the_oldest_answers_make_room() -> None:
    """The book holds so many answers and no more."""
    book = AnswerBook(kept=3)
    for number in range(10):
        book.keep(bytes([number]), ONE)
    assert [n for n in range(10) if book.find(bytes([n]))] == [7, 8, 9]
    book.close()


def test_two_processes_cannot_both_take_the_last_cent(tmp_path: Path) -> None:
    """Money put aside by one is not there for the other; given back, it is."""
    first, second = (AnswerBook(tmp_path / "answers.db") for _ in range(2))
    assert first.reserve(DAY, 0.75, 1)
    assert not second.reserve(DAY, 0.75, 1)
    first.give_back(DAY, 0.5)
    assert second.reserve(DAY, 0.75, 1)
    assert not first.reserve(DAY, 0.25, 1)
    first.close()
    second.close()


def test_a_closed_book_opens_again(tmp_path: Path) -> None:
    """Closing is not the end, and closing what was never opened is nothing."""
    book = AnswerBook(tmp_path / "deep" / "answers.db")
    book.close()
    book.keep(b"q", ONE)
    book.close()
    assert book.find(b"q") == ONE
    book.close()


def test_a_broken_book_is_the_port_s_error(tmp_path: Path) -> None:
    """Whatever SQLite says, a StanceError names the file."""
    with pytest.raises(StanceError, match="cannot be used"):
        AnswerBook(tmp_path).find(b"q")


@given(st.lists(st.floats(min_value=0, max_value=2), max_size=20))
def test_no_order_of_prices_exceeds_the_cap(prices: list[float]) -> None:
    """What is put aside sums to no more than the cap."""
    book = AnswerBook()
    taken = sum(price for price in prices if book.reserve(DAY, price, 3))
    assert taken == pytest.approx(book.spent(DAY))
    assert taken <= 3 + 1e-9
    book.close()
