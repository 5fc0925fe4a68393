"""The figures and days of a passage against those of a claim."""

from __future__ import annotations

import re

from monitor.rules.frames import Frame
from monitor.rules.numbers import Quantity, dates, quantities
from monitor.rules.text import terms


def compare_figures(laid: Frame, text: str) -> str:
    """Compare the passage's figures with the claim's, as values of the same unit."""
    if laid.day:
        days = list(dates(text))
        if not days:
            return "missing"
        return "agrees" if any(d.agrees(laid.day) for d in days) else "contradicts"
    if not laid.numbers:
        return "none"
    found = list(quantities(text))
    state = "agrees"
    for wanted in laid.numbers:
        alike = [q for q in found if _same_unit(q, wanted, text)]
        if wanted.unit == "year" and not any(
            q.agrees(n) for n in laid.numbers for q in found if n != wanted and q.unit == n.unit
        ):
            alike = [q for q in alike if len(laid.numbers) == 1 or q.agrees(wanted)]
        agreeing = [q for q in alike if q.agrees(wanted)]
        if any(_turned_down(text, q) for q in agreeing) and len(alike) > len(agreeing):
            return "contradicts"
        if alike and not agreeing:
            return "contradicts"
        if not agreeing:
            state = "missing"
    return state


def _same_unit(a: Quantity, b: Quantity, text: str) -> bool:
    if a.unit == b.unit == "":
        after = terms(text[max(0, a.start - 20) : a.end + 18])
        return a.value == b.value or (bool({"JOB", "DIE"} & after) and a.value >= b.value / 10)
    large = min(a.value, b.value) >= 1e6  # noqa: PLR2004 (a bare figure in millions is money)
    return a.unit == b.unit or (large and "" in {a.unit, b.unit})


def _turned_down(text: str, number: Quantity) -> bool:
    return bool(
        re.search(
            r"(?:\bnot|rather than|instead of|[Tt]o call it)(?: the)?\W*$", text[: number.start + 1]
        )
    )
