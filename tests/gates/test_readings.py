"""The development figures of the reading, pinned with the digest of their data."""

from __future__ import annotations

import pytest

from monitor.stance.lexical import LexicalModel
from tests.gates.readings import ACCEPTANCE, SEEDS, Tally, digest, evaluate

#: Data that the floors were reached on.
DATA = "6cff2666d93961d3"

pytestmark = pytest.mark.skipif(
    not (ACCEPTANCE.is_dir() and SEEDS.is_dir()), reason="the acceptance reports are not here"
)


@pytest.fixture(scope="module")
def tally() -> Tally:
    """Evaluate the lexical model once."""
    return evaluate(LexicalModel())


def test_the_floors_belong_to_this_data() -> None:
    """Other data needs other floors, set on purpose."""
    assert digest() == DATA


def test_readings_do_not_get_worse(tally: Tally) -> None:
    """Macro-F1 over the kinds of reading stays where it was reached."""
    assert tally.macro_f1 >= 0.90


def test_alerts_do_not_get_worse(tally: Tally) -> None:
    """Alerts stay as right and as complete as they were."""
    assert tally.precision >= 0.81
    assert tally.recall >= 0.78


def test_sources_and_novelty_do_not_get_worse(tally: Tally) -> None:
    """Evidence is given to the right speakers, and echoes are told from news."""
    assert tally.share(tally.sources) >= 0.81
    assert tally.share(tally.novelties) >= 0.96
