"""Which sentences of a report are weighed for the report's own position."""

from __future__ import annotations

from monitor.rules.text import document
from monitor.stance.reports import REPORT_PASSAGES, report_pairs

CLAIM = "A three-headed calf was born in Tarn."
FILLER = "The calf of Tarn was born on a farm in Tarn, neighbours of the calf said."


def weighed(*sentences: str) -> list[str]:
    """List the sentences chosen of a report."""
    return [p.passage.text for p in report_pairs(CLAIM, document("", " ".join(sentences)))]


def test_a_late_refutation_has_a_place() -> None:
    """What takes the story back is weighed, however few of the claim's words it has."""
    chosen = weighed("The farm is old.", *[FILLER] * 6, "It was a hoax.")
    assert len(chosen) == REPORT_PASSAGES
    assert chosen[-1] == "It was a hoax."


def test_a_refutation_among_the_nearest_takes_no_second_place() -> None:
    """One is enough: the other places go to what is near the claim."""
    chosen = weighed("The calf of Tarn is a hoax.", *[FILLER] * 6, "It was made up.")
    assert chosen.count(FILLER) == REPORT_PASSAGES - 1


def test_without_refutation_the_nearest_are_weighed() -> None:
    """The lede and the sentences that share most with the claim, in the order of the text."""
    chosen = weighed("The farm is old.", "It rained.", FILLER, "It snowed.", FILLER, FILLER)
    assert chosen == ["The farm is old.", FILLER, FILLER, FILLER]
