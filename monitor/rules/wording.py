"""What a standards editor looks for in a sentence: figures, quotations, sources, firmness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

from monitor.rules.usage import (
    CUES,
    FIRM,
    NEGATION,
    NOT_FIRM,
    OF_SOURCE,
    SAME,
    STOP,
    VAGUE,
    WEAK,
)

#: Two words are one word spelled in two ways from this likeness on, in [0, 1].
_SPELLED_ALIKE = 0.8

#: Words up to this many letters are too short to be a misspelling of one another.
_SHORT_WORD = 4

#: Misspelled words in one stretch; where more differ, it is another text.
_MAX_MISSPELLED = 12

#: Letters that a stem keeps at least.
_STEM = 3

#: Words before a reporting verb that may name its subject.
_SUBJECT_WORDS = 8

_PLAIN = str.maketrans("\u2019\u2018\u201c\u201d\u2013\u2014", "''\"\"--")
_WORD = re.compile(r"[a-z\u00c0-\u024f]+(?:'[a-z]+)*", re.IGNORECASE)
_QUOTATION = re.compile(
    r"\"([^\"\n]*)(?:\"|$)|(?<![\w'])'(?=\w)((?:[^'\"\n]|'(?=\w)){2,300})'(?!\w)", re.MULTILINE
)

_SCALE = "trillion|tn|billion|bn|million|mn|m|thousand|k|percent|per cent|pc|%"
_FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)?)(?:[ -]?({_SCALE})(?!\w))?", re.IGNORECASE)
_UNITS = {"tn": "trillion", "bn": "billion", "mn": "million", "m": "million", "k": "thousand"}
_UNITS |= dict.fromkeys(("percent", "per cent", "pc"), "%")
_TO_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen twenty"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELLED = {word: str(value) for value, word in enumerate(_TO_TWENTY.split())}
_SPELLED |= {word: f"{value}0" for value, word in enumerate(_TENS.split(), start=2)}
#: Longest first; "one of them" and "one another" count nothing.
_SPELLED_FIGURE = re.compile(
    rf"\b({'|'.join(sorted(_SPELLED, key=len, reverse=True))})\b(?! of\b| another\b)", re.IGNORECASE
)
_MONEY = {
    "$": re.compile(r"\$|\bdollars?\b|\bUSD\b", re.IGNORECASE),
    "\u20ac": re.compile(r"\u20ac|\beuros?\b|\bEUR\b", re.IGNORECASE),
    "\u00a3": re.compile(r"\u00a3|\bpounds?\b|\bGBP\b", re.IGNORECASE),
    "\u00a5": re.compile(r"\u00a5|\byen\b|\bJPY\b", re.IGNORECASE),
}
#: What numbers are told in; no words of weight of their own.
_COUNTED = frozenset([*_SPELLED, *_SCALE.split("|"), "hundred", "percentage"]) | frozenset(
    name + plural for name in ("dollar", "euro", "pound", "yen", "million") for plural in ("", "s")
)
_SHARE = re.compile(
    r"\b(half|third|quarter|twice|double[sd]?|triple[sd]?|dozen|noon|midnight)\b", re.IGNORECASE
)
_DATE = re.compile(
    r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|May(?= \d))"
)

_GRAMMAR = STOP | CUES | _COUNTED
_CUE = re.compile(rf"\b(?:{'|'.join(sorted(CUES))})\b", re.IGNORECASE)
_CITED = re.compile(
    r"\b(?:according to|(?:cit|quot)(?:ed|es|ing)|in the words of|(?:confirmed|told|reported) by)"
    r" ([^,.;:\"()]+)",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"[,?!]\"? (?:said|says|added|told) ([^,.;:\"()]+)")
_CLAUSE_END = re.compile(
    r"[,;:\"().?!-]+\s|\b(?:that|and|but|which|who|while|because|after|as|if|when)\b"
)


class Wording:
    """A stretch of text, and what it is weighed by."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_PLAIN)

    @cached_property
    def unquoted(self) -> str:
        """The words outside of quotation marks."""
        return _QUOTATION.sub(" ", self.text)

    @cached_property
    def weighty(self) -> Counter[str]:
        """The words that carry facts, folded."""
        return weighty(self.text)


def weighty(text: str) -> Counter[str]:
    """Count the words that carry facts; grammar, reporting verbs and hedges do not."""
    bare = FIRM.sub(" ", WEAK.sub(" ", text.translate(_PLAIN)))
    return Counter(_facts(bare))


def quotations(text: str) -> list[str]:
    """List the quotations of a text, without their marks."""
    found = (
        " ".join((q[1] or q[2] or "").split()) for q in _QUOTATION.finditer(text.translate(_PLAIN))
    )
    return [quote for quote in found if quote]


def numbers(text: str) -> Counter[str]:
    """Count the figures and dates of a text, each in one spelling."""
    plain = _SPELLED_FIGURE.sub(lambda word: _SPELLED[word[1].lower()], text.translate(_PLAIN))
    found = [_figure(figure[1], figure[2] or "") for figure in _FIGURE.finditer(plain)]
    found += (share[1].lower()[:5] for share in _SHARE.finditer(plain))
    found += (date[1][:3] for date in _DATE.finditer(plain))
    found += (sign for sign, money in _MONEY.items() if money.search(plain))
    return Counter(found)


def vague_number(text: str) -> bool:
    """Say whether the text counts in words such as `several`."""
    return VAGUE.search(text) is not None


def firmness(text: str) -> int:
    """Weigh how sure the text sounds: firm words less hedges."""
    plain = text.translate(_PLAIN)
    weak = len(WEAK.findall(plain))
    firm = len(FIRM.findall(NOT_FIRM.sub(" ", plain)))
    return firm - weak


def negations(text: str) -> int:
    """Count the negations of a text."""
    return len(NEGATION.findall(text.translate(_PLAIN)))


def source_phrases(text: str) -> frozenset[frozenset[str]]:
    """List whom a text attributes to, each as the weighty words of the name or description."""
    plain = _QUOTATION.sub('" ', text.translate(_PLAIN))
    phrases = [found[1] for pattern in (_CITED, _INVERTED) for found in pattern.finditer(plain)]
    for cue in _CUE.finditer(plain):
        clause = _CLAUSE_END.split(plain[max(0, cue.start() - 200) : cue.start()].rstrip(" ,"))[-1]
        phrases.append(" ".join(clause.split()[-_SUBJECT_WORDS:]))
    named = (frozenset(weighty(phrase)) for phrase in phrases)
    return frozenset(words for words in named if words)


def tells_of_source(words: set[str]) -> bool:
    """Say whether one of the folded words describes a source."""
    return not words.isdisjoint(OF_SOURCE)


def same_but_spelling(before: Wording, after: Wording) -> bool:
    """Say whether two wordings tell the same, spelling, grammar and house style aside."""
    if negations(before.text) != negations(after.text):
        return False
    if numbers(before.text) != numbers(after.text):
        return False
    if firmness(before.text) != firmness(after.text):
        return False
    went = list((before.weighty - after.weighty).elements())
    came = list((after.weighty - before.weighty).elements())
    if len(went) != len(came) or len(went) > _MAX_MISSPELLED:
        return False
    return all(any(_alike(old, new) for new in came) for old in went)


def same_but_typos(before: str, after: str) -> bool:
    """Say whether two quotations are one, punctuation and misspelled words aside."""
    old, new = (re.findall(r"[\w']+", text.lower().translate(_PLAIN)) for text in (before, after))
    return len(old) == len(new) and all(map(_typo, old, new))


def _typo(old: str, new: str) -> bool:
    same = old.replace("'", "") == new.replace("'", "")
    return same or (min(len(old), len(new)) > _SHORT_WORD and _alike(old, new))


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _SPELLED_ALIKE


def _facts(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found[0].lower().removesuffix("'s").replace("'", "")
        if word not in _GRAMMAR:
            yield _stem(word)


def _stem(word: str) -> str:
    """Fold inflections, British and American spellings, and words of one meaning."""
    if word in SAME:
        return SAME[word]
    for ending, to in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM and not word.endswith("ss"):
            word = word.removesuffix(ending) + to
            break
    word = SAME.get(word, SAME.get(word + "e", word))
    word = re.sub(r"our(?=$|[a-z]{1,3}$)", "or", word)  # colour, then centralise, defence, centre
    return (
        re.sub(r"is(?=$|ation$)", "iz", word).replace("defenc", "defens").replace("centr", "center")
    )


def _figure(digits: str, unit: str) -> str:
    value = digits.replace(",", "")
    if "." in value:
        value = value.rstrip("0").rstrip(".")
    unit = unit.lower()
    return f"{value} {_UNITS.get(unit, unit)}".strip()
