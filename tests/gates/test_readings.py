"""The development figures of the reading, pinned with the digest of their data."""

from __future__ import annotations

import pytest

from monitor.model.evidence import Stance, StandingKind
from monitor.rules.standing import judge
from monitor.stance.combined import CombinedModel
from monitor.stance.lexical import LexicalModel
from monitor.stance.model import EmbeddedModel
from tests.gates.readings import (
    ACCEPTANCE,
    BLIND,
    SEEDS,
    SETS,
    Reader,
    Tally,
    claims,
    digest,
    evaluate,
    seeds,
)

#: Data that the floors were reached on.
DATA = "6cff2666d93961d3"
#: The invented reports of tests/gates/blind, and the claims they are read against.
BLIND_DATA = "32fc99297e105efd"

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
    assert tally.macro_f1 >= 0.916


def test_alerts_do_not_get_worse(tally: Tally) -> None:
    """Alerts stay as right and as complete as they were."""
    assert tally.precision >= 0.8
    assert tally.recall >= 0.782


def test_sources_and_novelty_do_not_get_worse(tally: Tally) -> None:
    """Evidence is given to the right speakers, and echoes are told from news."""
    assert tally.share(tally.sources) >= 0.79
    assert tally.share(tally.novelties) >= 0.942


def test_the_blind_set_does_not_get_worse() -> None:
    """The invented reports keep their figures, development figures since they were looked at."""
    assert digest(BLIND) == BLIND_DATA
    found = evaluate(LexicalModel(), BLIND)
    assert found.macro_f1 >= 0.762
    assert found.precision >= 0.657
    assert found.recall >= 0.534


@pytest.mark.parametrize(
    ("name", "data", "macro_f1", "precision", "recall"),
    [
        ("development", DATA, 0.878, 0.83, 0.73),
        ("sealed", "14c425bf0d065380", 0.80, 0.64, 0.55),
        ("vault", "f0062091104d7dd6", 0.806, 0.87, 0.70),
        ("fresh", "a97a8977a942eb15", 0.81, 0.51, 0.56),
        ("late", "57e6516627fe75b6", 0.632, 0.64, 0.45),
    ],
)
def test_the_reader_that_ships_does_not_get_worse(
    name: str, data: str, macro_f1: float, precision: float, recall: float
) -> None:
    """Rules, model and mixture keep their figures; blind, sealed and fresh sets teach."""
    assert digest(SETS[name]) == data
    found = evaluate(CombinedModel(EmbeddedModel()), SETS[name])
    assert found.macro_f1 >= macro_f1
    assert found.precision >= precision
    assert found.recall >= recall


def test_the_five_starting_reports_leave_the_call_disputed() -> None:
    """The Journal, Reuters and Kyodo carry the account; the chief cabinet secretary denies it."""
    tracked = claims(ACCEPTANCE / "claims.toml")
    reader = Reader(tracked, LexicalModel())
    read = [reader.read(seed) for seed in seeds()]
    evidence = [e for r in read if "urged-restraint" in r for e in r["urged-restraint"].evidence]
    carriers = {e.attribution.source.name for e in evidence if e.stance is Stance.SUPPORTS}
    deniers = {e.attribution.source.name for e in evidence if e.stance is Stance.CONTRADICTS}
    assert {"Wall Street Journal", "Reuters", "Kyodo News"} <= carriers
    assert {"Minoru Kihara", "Japan"} <= deniers
    assert not {"Minoru Kihara", "Japan", "Donald Trump"} & carriers
    claim = next(c for c in tracked if c.id == "urged-restraint")
    standing = judge(claim, evidence)
    assert standing.kind is StandingKind.DISPUTED
    assert standing.by[0].name == "Minoru Kihara"
