"""Lines by which a print names who made it, and the names that agencies go by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Agencies by the names that credit lines give them.
_AGENCIES = {
    "ap": "AP",
    "associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "ani": "ANI",
    "ansa": "ANSA",
    "cnn newsource": "CNN",
    "dpa": "dpa",
    "efe": "EFE",
    "ians": "IANS",
    "jiji": "Jiji Press",
    "jiji press": "Jiji Press",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "pa media": "PA Media",
    "press trust of india": "PTI",
    "pti": "PTI",
    "reuters": "Reuters",
    "tass": "TASS",
    "upi": "UPI",
    "xinhua": "Xinhua",
    "yonhap": "Yonhap",
    "agencies": "Agencies",
    "agency": "Agencies",
    "news agencies": "Agencies",
    "syndicated feed": "Agencies",
    "wire": "Agencies",
    "wire service": "Agencies",
    "wire services": "Agencies",
    "wires": "Agencies",
}

_CAPITALISED = r"[A-Z](?:[\w&'-]|\.(?=\w))*"
_NAME = rf"(?:the )?(?P<name>{_CAPITALISED}(?: (?:of |the |and )?{_CAPITALISED}){{0,4}})"
#: "TOKYO, Nov 27 (Reuters) - ...", "(AP) ...": before the first words of the story.
_DATELINE = re.compile(rf"[^.!?()\"\n]{{0,50}}\({_NAME}\)(?:\s*[-:]|\s+[A-Z])")
#: A line of its own: "- AP", "(Reuters)", "Source: ANI", "\u00a9 2025 Kyodo News".
_CREDIT_LINE = re.compile(
    r"(?:-\s*|\(|(?i:source|credit)\s*:\s*|(?i:copyright|\u00a9|\(c\))[\s\d]*(?:by )?)"
    rf"{_NAME}\)?\.?"
)
#: Words that only a reprint has, and after them whom it was printed from.
_REPRINT_PHRASE = re.compile(
    r"(?i:\b(?:authored|written) by [^\n]{1,60}? via"
    r"|\b(?:first|originally) (?:appeared|published|ran) (?:in|on|by|at|with)"
    r"|\b(?:republished|reprinted|syndicated) (?:with permission )?(?:from|of|by)"
    rf"|\bdistributed by) {_NAME}"
)
_SYNDICATED_FEED = re.compile(r"\b(?:published|generated) from a syndicated feed", re.IGNORECASE)
_BYLINE_PARTS = re.compile(r"\s*(?:[,|/;]|\bvia\b|\bfor\b|\s-\s)\s*")

#: Paragraphs at either end of a text in which a credit line stands.
_EDGE = 4

_PLAIN = str.maketrans("\u2019\u2018\u201c\u201d\u2013\u2014", "''\"\"--")


def edges(headline: str, text: str) -> list[str]:
    """List the first and last paragraphs, without the headline where the text repeats it."""
    lines = (line.strip() for line in text.translate(_PLAIN).split("\n"))
    title = headline.translate(_PLAIN).strip()
    paragraphs = [line for line in lines if line and line != title]
    return paragraphs[:_EDGE] + paragraphs[_EDGE:][-_EDGE:]


def credited_to(edges: Sequence[str], byline: str | None, outlets: Sequence[str]) -> str | None:
    """Find whom the article's own credit lines name as its maker."""
    known = _AGENCIES | {_key(outlet): outlet for outlet in outlets}
    for line in edges:
        if phrase := _REPRINT_PHRASE.search(line):
            return _known(phrase["name"], known) or phrase["name"].strip(" .")
        if _SYNDICATED_FEED.search(line):
            return "Agencies"
        credit = _DATELINE.match(line) or _CREDIT_LINE.fullmatch(line)
        if credit and (name := _known(credit["name"], known)):
            return name
    parts = _BYLINE_PARTS.split((byline or "").translate(_PLAIN))
    return next((name for part in parts if (name := _known(part, _AGENCIES))), None)


def _known(name: str, outlets: Mapping[str, str]) -> str | None:
    return outlets.get(_key(name))


def _key(outlet: str) -> str:
    """Fold the spellings of an outlet's name."""
    words = outlet.lower().translate(_PLAIN).strip(" .").removeprefix("by ").removeprefix("the ")
    return " ".join(words.split())


def same_outlet(one: str, other: str) -> bool:
    """Say whether two names are one outlet's, agencies under any of theirs."""
    one, other = _key(one), _key(other)
    return _AGENCIES.get(one, one).lower() == _AGENCIES.get(other, other).lower()
