"""Quality floors of the shipped weights, pinned with the digest of the data they were told on.

The whole table is `python -m monitor.stance.training evaluate`; these are its quick rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from monitor.stance.lexical import LexicalModel
from monitor.stance.model import EmbeddedModel
from monitor.stance.training.evaluate import (
    headline_figures,
    lexical_reader,
    reader,
    two_way,
)
from monitor.stance.training.news_sets import read_news
from monitor.stance.training.rows import Row, calibrates, held_out
from monitor.stance.training.sentence_sets import read_fever

DATA = Path(__file__).parents[2] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the development data is not here")

#: First twelve digits of each set's SHA-256, and the floors reached on them.
EMERGENT_DIGEST, EMERGENT_FLOOR = "6dd888c40d22", 0.74
FEVER_DIGEST, FEVER_FLOOR = "bfa49901e811", 0.87


def digest(path: Path) -> str:
    """Tell a file's digest as it is pinned."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def test_emergent_headlines_stay_read(model: EmbeddedModel) -> None:
    """Held-out claims against headlines: the floor holds, and the rules are beaten."""
    assert digest(DATA / "emergent/emergent_train.csv") == EMERGENT_DIGEST
    figure = next(
        headline_figures(read_news(DATA).test, reader(model), lexical_reader(LexicalModel()))
    )
    assert figure.embedded >= EMERGENT_FLOOR
    assert figure.embedded > figure.lexical


def test_fever_pairs_stay_read(model: EmbeddedModel) -> None:
    """Held-out evidence for and against: the floor holds, and the rules are beaten."""
    assert digest(DATA / "fever_rte_dev/dev.raw.input0") == FEVER_DIGEST
    rows = fever_rows()
    share = two_way(model, rows)
    assert share >= FEVER_FLOOR
    assert share > two_way(LexicalModel(), rows)


def fever_rows() -> Sequence[Row]:
    """List the first two hundred held-out rows that calibration did not see."""
    held = [r for r in read_fever(DATA) if held_out(r.pairs[0].passage.text)]
    return [r for r in held if not calibrates(r)][:200]
