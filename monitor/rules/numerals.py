"""Numbers spelled in words, and their digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = tuple(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905 (one word a quote is unreadable)
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_SMALL)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_LARGE = {"hundred": 100, "thousand": 1000}

#: A number word below a hundred, longest first.
NUMERAL = "|".join(sorted(_VALUES, key=len, reverse=True))
#: "twenty-five", "five thousand one hundred"; "one of them" counts nothing, "all but one of" does.
_SPELLED = re.compile(
    rf"\b(?!(?<!but )one (?:of|another)\b)(?:{NUMERAL})"
    rf"(?:(?:[- ]| and )(?:{NUMERAL}|hundred|thousand)(?!\w))*\b",
    re.IGNORECASE,
)
_NTH = {
    word: f"{value}th"
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth""".split(),  # noqa: SIM905 (as above)
        start=1,
    )
}
_ORDINAL = re.compile(rf"\b({'|'.join(_NTH)}|(\d+)(?:st|nd|rd|th))\b", re.IGNORECASE)

#: Words that numbers are told in.
NUMERALS = frozenset([*_VALUES, *_LARGE, *_NTH])


def in_digits(text: str) -> str:
    """Write the spelled numbers of a text in digits.

    >>> in_digits("two hundred and six of nine to four")
    '206 of 9 to 4'
    """
    return _SPELLED.sub(lambda words: _digits(words[0]), text)


def ordinals(text: str) -> list[str]:
    """List the ordinals of a text, each in one spelling."""
    return [f"{nth[2]}th" if nth[2] else _NTH[nth[1].lower()] for nth in _ORDINAL.finditer(text)]


def without_ordinals(text: str) -> str:
    """Leave the ordinals out of a text."""
    return _ORDINAL.sub(" ", text)


def _digits(words: str) -> str:
    """Write a run of number words in digits; several numbers stay several."""
    return " ".join(str(value) for value in _values(re.findall(r"[a-z]+", words.lower())))


def _values(words: list[str]) -> Iterator[int]:
    total, part = 0, 0
    last = ""
    for word in words:
        if word == "and":
            continue
        if word == "thousand":
            total, part = total + 1000 * max(part, 1), 0
        elif word == "hundred":
            part = 100 * max(part, 1)
        elif not last or _joins(last, word):
            part += _VALUES[word]
        else:
            yield total + part
            total, part = 0, _VALUES[word]
        last = word
    yield total + part


def _joins(last: str, word: str) -> bool:
    """Say whether a number word goes on with the one before: "twenty" with "five"."""
    return last in _LARGE or (last in _TENS.split() and word in _SMALL[1:10])
