"""Figures and dates as a standards editor compares them: each in one spelling."""

from __future__ import annotations

import re
from collections import Counter

from monitor.rules.numerals import NUMERAL, NUMERALS, in_digits, ordinals, without_ordinals

_SCALE = "trillion|trn|tn|billion|bn|million|mln|mn|m|thousand|k|percent|per cent|pc|%"
_FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)?)(?:[ -]?({_SCALE})(?!\w))?", re.IGNORECASE)
_SCALED = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "million": 6}
_SCALED |= {"bn": 9, "billion": 9, "tn": 12, "trn": 12, "trillion": 12}
_PERCENT = frozenset({"percent", "per cent", "pc", "%"})

_MONEY = {
    "$": re.compile(r"\$|\bdollars?\b|\bUSD\b", re.IGNORECASE),
    "\u20ac": re.compile(r"\u20ac|\beuros?\b|\bEUR\b", re.IGNORECASE),
    "\u00a3": re.compile(r"\u00a3|\bpounds?\b|\bGBP\b", re.IGNORECASE),
    "\u00a5": re.compile(r"\u00a5|\byen\b|\bJPY\b", re.IGNORECASE),
}
_SHARE = re.compile(
    r"\b(half|quarters?|twice|double[sd]?|triple[sd]?|dozens?|midnight|scores of|hundreds|thousands"
    r"|millions|billions|for life|indefinitely)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = re.compile(
    rf"\b({_WEEKDAY}|(?:Jan|Febr)uary|March|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|May(?= \d))"
)
#: A day told from the day of writing; house styles put a date in its place.
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|this|next) (?:night|week|month|year|morning"
    r"|evening|afternoon|weekend))\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?|\b(noon)\b|\b([01]?\d"
    r"|2[0-3]):?([0-5]\d)(?= ?(?:hours|hrs|GMT"
    r"|BST|local|UTC)\b)|\b([01]?\d|2[0-3]):([0-5]\d)\b",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:km/?h?|kph|kilomet(?:re|er)s?|miles?|mph|m|met(?:re|er)s?|f(?:ee)?t|foot|inch(?:es)?"
    r"|in|cm|mm|yards?"
    r"|kg|kilo(?:gram)?s?|lbs?|pounds?|ounces?|oz|grams?|g|ton(?:ne)?s?|acres?|hectares?|ha"
    r"|lit(?:re|er)s?"
    r"|gallons?|(?:degrees? )?(?:\u00b0 ?)?[CF]|celsius|fahrenheit|sq(?:uare)? \w+)"
)
_MONEY_MARK = r"(?:US|A|C|HK|NT)?[$\u20ac\u00a3\u00a5]"
#: The same amount in another unit or currency, in brackets.
_CONVERTED = re.compile(
    rf"\s*\((?:about |around |approximately |some |or )?(?:{_MONEY_MARK}\s?[\d.,]+ ?(?:{_SCALE})?"
    rf"|-?[\d.,]+ ?(?:{_SCALE})? ?(?:{_UNIT}|dollars|euros|pounds|yen))\)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    rf"(?<=\d)[ -]?({_UNIT})\b|(?<= )(kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|yards?"
    r"|acres?|hectares?"
    r"|tonnes|tons|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b",
    re.IGNORECASE,
)
#: Measures that have a name, and what they are in figures.
_NAMED = (
    (re.compile(r"\b(?:an? |one )?fortnight\b", re.IGNORECASE), "2 weeks"),
    (re.compile(r"\b(?:a )?half[- ]an[- ]hour\b|\bhalf-hour\b", re.IGNORECASE), "30 minutes"),
    (re.compile(r"\ban hour and a half\b", re.IGNORECASE), "90 minutes"),
    (re.compile(r"\bhalf a million\b", re.IGNORECASE), "500,000"),
    (re.compile(r"\bhalf a dozen\b", re.IGNORECASE), "6"),
    (re.compile(r"\btwo dozen\b", re.IGNORECASE), "24"),
    (re.compile(r"\b(?:a|one) dozen\b", re.IGNORECASE), "12"),
    (re.compile(r"\ba couple of\b", re.IGNORECASE), "two"),
)
_COUNTED_ONE = re.compile(r"\b(?:an?|the|one|both|another) ((?:[a-z'-]+ )?[a-z'-]+)", re.IGNORECASE)
_COUNTED_MORE = re.compile(rf"\b(?:\d[\d,.]*|{NUMERAL}) ((?:[a-z'-]+ )?[a-z'-]+)", re.IGNORECASE)
_PLAIN = str.maketrans("\u2019\u2013\u2014", "'--")

#: What numbers are told in; no words of weight of their own.
COUNTED = (
    NUMERALS
    | frozenset([*_SCALE.split("|"), "percentage"])
    | frozenset(
        [
            "hundreds",
            "thousands",
            "millions",
            "billions",
            "dozens",
            "scores",
            "am",
            "pm",
            "gmt",
            "bst",
            "est",
            "noon",
        ]
    )
    | frozenset(
        name + plural
        for name in ("dollar", "euro", "pound", "yen", "million")
        for plural in ("", "s")
    )
)


def unconverted(text: str) -> str:
    """Leave out amounts in brackets that tell the one before them in another unit or currency."""
    return _CONVERTED.sub("", text)


def _written_out(text: str) -> str:
    """Write named measures in figures, and leave out conversions."""
    plain = unconverted(text.translate(_PLAIN))
    for named, figure in _NAMED:
        plain = named.sub(figure, plain)
    return plain


def figures(text: str) -> Counter[str]:
    """Count the figures and dates of a text.

    >>> figures("five thousand one hundred (about 3 miles)") == figures("5,100")
    True
    """
    plain = _written_out(text)
    found: list[str] = []
    found += map(_time, _TIME.finditer(plain))
    plain = in_digits(_TIME.sub(" ", plain))
    found += ordinals(plain)
    plain = without_ordinals(plain)
    found += (_figure(figure[1], figure[2] or "") for figure in _FIGURE.finditer(plain))
    found += (share[1].lower()[:5] for share in _SHARE.finditer(plain))
    found += (date[1][:3] for date in _DATE.finditer(plain))
    found += (sign for sign, money in _MONEY.items() if money.search(plain))
    return Counter(found)


def same_figures(old: str, new: str) -> bool:
    """Say whether two texts tell the same figures; a date may stand for `yesterday`."""
    before, after = figures(old), figures(new)
    if before == after:
        return True
    if bool(_RELATIVE.search(old)) == bool(_RELATIVE.search(new)):
        return False
    return all(_is_date(figure) for figure in (before - after) + (after - before))


def figure_changed(old: str, new: str) -> bool:
    """Say whether a figure, a date or the unit of one became another."""
    before, after = figures(old), figures(new)
    went, came = before - after, after - before
    if same_figures(old, new):
        return _other_measure(old, new)
    if went and came:
        return any(_is_date(figure) for figure in went) == any(map(_is_date, came)) or bool(
            [figure for figure in went if not _is_date(figure)]
            and [figure for figure in came if not _is_date(figure)]
        )
    return bool(came and _one_of(old, new)) or bool(went and _one_of(new, old))


def _is_date(figure: str) -> bool:
    return figure in _DAYS


_DAYS = frozenset(
    [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]
)


def _one_of(few: str, many: str) -> bool:
    """Say whether what was one thing is now several."""
    ones = {found[1].lower().rstrip("s") for found in _COUNTED_ONE.finditer(few)}
    return any(found[1].lower().rstrip("s") in ones for found in _COUNTED_MORE.finditer(many))


def _other_measure(old: str, new: str) -> bool:
    before, after = _measures(old), _measures(new)
    return len(before) == len(after) and before != after


def _measures(text: str) -> list[str]:
    plain = _written_out(text)
    found = (match[1] or match[2] for match in _MEASURE.finditer(plain))
    return [_unit(unit.lower()) for unit in found]


def _unit(unit: str) -> str:
    if unit.startswith(("kilom", "km")):
        return "km/h" if unit in {"km/h", "kmh"} else "km"
    short = {"metres": "m", "meters": "m", "metre": "m", "meter": "m", "feet": "ft", "foot": "ft"}
    return short.get(unit, unit.removesuffix("s").replace("tonne", "ton").replace("litre", "liter"))


def _time(time: re.Match[str]) -> str:
    if time[4]:
        return "12:00"
    if time[3]:
        hour = int(time[1]) % 12 + (12 if time[3].lower() == "p" else 0)
        return f"{hour}:{time[2] or '00'}"
    return f"{int(time[5] or time[7])}:{time[6] or time[8]}"


def _figure(digits: str, unit: str) -> str:
    unit = unit.lower()
    value = digits.replace(",", "").rstrip(".")
    if unit in _SCALED:
        value = _shifted(value, _SCALED[unit])
    elif "." in value:
        value = value.rstrip("0").rstrip(".")
    return f"{value} %" if unit in _PERCENT else value


def _shifted(value: str, zeros: int) -> str:
    """Move the decimal point, exactly."""
    whole, _, part = value.partition(".")
    digits = whole + part.ljust(zeros, "0")
    place = len(whole) + zeros
    shifted = f"{digits[:place]}.{digits[place:]}"
    return shifted.rstrip("0").rstrip(".").lstrip("0") or "0"
