"""Numbers as values with units: $40 billion is 40bn dollars, 5 per cent is 5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from monitor.rules.lexicon import word_list, word_set

#: Two amounts agree when they differ by at most this share of the larger: reports round.
ROUNDING = 0.02

_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS = {w: float(i) for i, w in enumerate(_SMALL)} | {
    w: 10.0 * i for i, w in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "$": "usd", "us$": "usd", "usd": "usd", "dollar": "usd", "nt$": "twd", "a$": "aud",
    "c$": "cad", "hk$": "hkd", "s$": "sgd", "€": "eur", "euro": "eur", "eur": "eur", "£": "gbp",
    "pound": "gbp", "gbp": "gbp", "¥": "jpy", "yen": "jpy", "yuan": "cny", "rmb": "cny",
    "₹": "inr", "rupee": "inr", "won": "krw", "₩": "krw", "rouble": "rub", "ruble": "rub",
    "franc": "chf", "zloty": "pln", "krona": "sek", "krone": "nok", "forint": "huf", "peso": "mxn",
    "lira": "try", "rand": "zar", "baht": "thb", "ringgit": "myr", "rupiah": "idr", "shekel": "ils",
    "riyal": "sar", "dirham": "aed", "naira": "ngn",
}  # fmt: skip
_MONTHS = word_list(
    "january february march april may june july august september october november december"
)
_WORD_NUMBER = (
    rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(_SMALL[1:])})"
    r"(?: hundred)?"
)
_NUMBER = re.compile(
    rf"(?P<sign>(?:US|NT|A|C|HK|S)?\$|[€£¥₹₩])?\s?(?P<digits>\d(?:[\d,]*\d)?(?:\.\d+)?"
    rf"|\b{_WORD_NUMBER}\b)"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|mln|tn|trn|[kmb])\b)?"
    r"(?:[\s-]?(?P<unit>%|per ?cent\b|percent(?:age points?)?\b|(?:US |NT )?dollars?\b|euros?\b"
    r"|zlot(?:y|ys)\b|kron(?:a|or|e|er)\b|forints?\b|pesos?\b|liras?\b|rands?\b|bahts?\b|ringgits?\b"
    r"|rupiahs?\b|shekels?\b|riyals?\b|dirhams?\b|nairas?\b|pounds?\b|yen\b|yuan\b|won\b|rupees?\b|roubles?\b|rubles?\b|francs?\b|usd\b|[a-z]+\b))?",
    re.IGNORECASE,
)
_ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_MONTH = rf"(?P<month>{'|'.join(m[:3] for m in _MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:%|per))"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH.replace('month', 'month2')}\b"
    rf"|\bthe (?P<word>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))(?=[,.;]|$)",
    re.IGNORECASE,
)
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0,
           "twentieth": 5.0, "hundredth": 1.0}  # fmt: skip
_SHARE = re.compile(rf"\b(?:an?|one)[ -](?P<share>{'|'.join(_SHARES)}) of\b", re.IGNORECASE)
_TIME_UNITS = word_set(
    "year years month months week weeks day days hour hours minute minutes second seconds"
)


class Quantity(NamedTuple):
    """A value with its unit; a year's unit is `year`, a bare count's is its noun or nothing."""

    value: float
    unit: str
    start: int
    end: int

    def agrees(self, other: Quantity) -> bool:
        """Tell whether two amounts are one, given rounding; years and percentages are exact."""
        if self.unit in {"year", "percent"}:
            return self.value == other.value
        return abs(self.value - other.value) <= ROUNDING * max(self.value, other.value)


class Day(NamedTuple):
    """A day of the month; its month is None where it is understood (`the fourteenth`)."""

    month: str | None
    day: int
    start: int

    def agrees(self, other: Day) -> bool:
        """Tell whether two days can be one."""
        return self.day == other.day and (
            None in {self.month, other.month} or self.month == other.month
        )


def dates(text: str) -> Iterator[Day]:
    """Find the days of a text: `14 March`, `March 14`, `the fourteenth`."""
    for found in _DATE.finditer(text):
        month = found["month"] or found["month2"]
        day = found["day"] or found["day2"] or found["word"].lower()
        value = _ORDINALS.index(day) + 1 if day in _ORDINALS else int(re.sub(r"\D", "", day))
        yield Day(month[:3].lower() if month else None, value, found.start())


def quantities(text: str) -> Iterator[Quantity]:
    """Find the numbers of a text; days of a month and times of day are none."""
    days = [found.span() for found in _DATE.finditer(text)]
    for share in _SHARE.finditer(text):
        yield Quantity(_SHARES[share["share"].lower()], "percent", share.start(), share.end())
    for found in _NUMBER.finditer(text):
        start, end = found.span("digits")
        before = text[start - 1 : start] if start else ""
        if any(a <= start < b for a, b in days) or (
            before and (before.isalpha() or before in ":-/.")
        ):
            continue
        if text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit():
            continue
        value = _value(found["digits"]) * _SCALES.get((found["scale"] or "").lower(), 1.0)
        yield Quantity(value, _unit(found, value), found.start(), found.end())


def _value(digits: str) -> float:
    plain = digits.replace(",", "").rstrip(".")
    if plain[0].isdigit():
        return float(plain) if len(plain) < 30 else float("inf")  # noqa: PLR2004 (no figure of news is longer)
    hundred = 100.0 if plain.lower().endswith(" hundred") else 1.0
    return hundred * sum(_WORDS[part] for part in plain.lower().removesuffix(" hundred").split("-"))


def _unit(found: re.Match[str], value: float) -> str:
    sign, unit = (found["sign"] or "").lower(), (found["unit"] or "").lower()
    if sign:
        return _CURRENCIES[sign]
    if unit.startswith(("%", "per")) and unit != "period":
        return "percent"
    currency = unit.removeprefix("us ").removeprefix("nt ")
    for name in (currency, currency.removesuffix("s")):
        if name in _CURRENCIES:
            return "twd" if unit.startswith("nt ") else _CURRENCIES[name]
    digits = found["digits"]
    if not found["scale"] and len(digits) == 4 and 1500 <= value < 2200 and unit not in _TIME_UNITS:  # noqa: PLR2004 (four digits in this range read as a year)
        return "year"
    return "time" if unit in _TIME_UNITS else ""
