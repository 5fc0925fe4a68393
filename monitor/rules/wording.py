"""A stretch of text as a standards editor weighs it: words of weight, names, quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property

from monitor.rules.figures import COUNTED, same_figures, unconverted
from monitor.rules.firmness import bare, firmness
from monitor.rules.ladders import degree, level
from monitor.rules.sourcing import source_phrases
from monitor.rules.synonyms import NEAR
from monitor.rules.usage import CUES, NEGATION, QUANTIFIERS, STOP, fold

#: Two words are one word spelled in two ways from this likeness on, in [0, 1].
_SPELLED_ALIKE = 0.8

#: Words up to this many letters are too short to be a misspelling of one another.
_SHORT_WORD = 4

#: Misspelled words in one stretch; where more differ, it is another text.
_MAX_MISSPELLED = 12

_PLAIN = str.maketrans("\u2019\u2018\u201c\u201d\u2013\u2014", "''\"\"--")
_WORD = re.compile(r"[a-z\u00c0-\u024f]+(?:'[a-z]+)*", re.IGNORECASE)
_QUOTATION = re.compile(
    r"\"([^\"\n]*)(?:\"|$)|(?<![\w'])'(?=\w)((?:[^'\"\n]|(?<=\w)'(?=\w)){2,300})'(?!\w)",
    re.MULTILINE,
)
#: What is left of a quotation where only the words around it count: a word and the last mark.
_HOLLOW = "Qq"
_LAST_MARK = re.compile(r"[.,?!]$")

_GRAMMAR = STOP | CUES | COUNTED | {_HOLLOW.lower()}
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"(?<=\w)'re\b"), " are"),
    (re.compile(r"(?<=\w)'ve\b"), " have"),
    (re.compile(r"(?<=\w)'ll\b"), " will"),
    (re.compile(r"\b(it|he|she|that|there|what|who|here)'s\b"), r"\1 is"),
    (re.compile(r"\bi'm\b"), "i am"),
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

    @cached_property
    def folded(self) -> Counter[str]:
        """All words but those of grammar, folded; reporting verbs and hedges are among them."""
        words = (found[0].lower().removesuffix("'s") for found in _WORD.finditer(self.text))
        kept = (word.replace("'", "") for word in words if word in QUANTIFIERS or word not in STOP)
        return Counter(fold(word) for word in kept if word != _HOLLOW.lower())

    @cached_property
    def words(self) -> list[str]:
        """All words, in lower case."""
        return [found[0].lower() for found in _WORD.finditer(self.text)]

    @cached_property
    def names(self) -> frozenset[str]:
        """Words in capitals, save the first of the text."""
        capital = (found[0] for found in _WORD.finditer(self.text) if found.start())
        return frozenset(word.removesuffix("'s") for word in capital if word[0].isupper())

    @cached_property
    def firmness(self) -> int:
        """How sure the text sounds."""
        return firmness(self.text)

    @cached_property
    def negations(self) -> int:
        """How often the text turns round what it says."""
        return len(NEGATION.findall(self.text))

    @cached_property
    def sources(self) -> frozenset[frozenset[str]]:
        """Whom the text attributes to, each as the weighty words of the name or description."""
        phrases = source_phrases(emptied(self.text))
        named = (frozenset(weighty(phrase)) for phrase in phrases)
        return frozenset(words for words in named if words)


def plain(text: str) -> str:
    """Write a text in plain quotation marks, apostrophes and dashes; its length stays."""
    return text.translate(_PLAIN)


def emptied(text: str) -> str:
    """Take the words out of a text's quotations, and leave the marks."""

    def mark(quote: re.Match[str]) -> str:
        end = _LAST_MARK.search(quote[1] or quote[2] or "")
        return f'"{_HOLLOW}{end[0] if end else ""}"'

    return _QUOTATION.sub(mark, text.translate(_PLAIN))


def weighty(text: str) -> Counter[str]:
    """Count the words that carry facts; grammar, reporting verbs and hedges do not."""
    return Counter(_facts(bare(unconverted(text.translate(_PLAIN)))))


def quotations(text: str) -> list[str]:
    """List the quotations of a text, without their marks."""
    found = (
        " ".join((q[1] or q[2] or "").split()) for q in _QUOTATION.finditer(text.translate(_PLAIN))
    )
    return [quote for quote in found if quote]


def harder(before: Wording, after: Wording, *, counted: bool) -> int:
    """Say how much surer or stronger the wording became; below nought, less.

    Args:
        before: As it was.
        after: As it is.
        counted: Whether a figure stayed, so that `at least` before it is a hedge.
    """
    went, came = before.folded - after.folded, after.folded - before.folded
    sure = firmness(after.text, counted=counted) - firmness(before.text, counted=counted)
    return sure or degree(went, came)


def leftover(before: Counter[str], after: Counter[str]) -> tuple[list[str], list[str]]:
    """List the weighty words that went and came, without those that stand for one another."""
    went, came = list((before - after).elements()), list((after - before).elements())
    if len(went) + len(came) > 2 * _MAX_MISSPELLED:
        return went, came
    for word in tuple(went):
        other = next((new for new in came if stand_for(word, new)), None)
        if other is not None:
            went.remove(word)
            came.remove(other)
    return went, came


def stand_for(old: str, new: str) -> bool:
    """Say whether two folded words are one word, or two for the same thing."""
    return _alike(old, new) or level(old, new) or not _groups(old).isdisjoint(_groups(new))


def same_but_spelling(before: Wording, after: Wording) -> bool:
    """Say whether two wordings tell the same, spelling, grammar and house style aside."""
    if before.negations != after.negations or before.firmness != after.firmness:
        return False
    if not same_figures(before.text, after.text):
        return False
    if degree(before.folded - after.folded, after.folded - before.folded):
        return False
    went, came = leftover(before.weighty, after.weighty)
    return not went and not came


def same_but_typos(before: str, after: str) -> bool:
    """Say whether two quotations are one; marks, contractions and misspelled words aside."""
    old, new = _spoken(before), _spoken(after)
    return len(old) == len(new) and all(map(_typo, old, new))


def _spoken(quote: str) -> list[str]:
    text = quote.lower().translate(_PLAIN)
    for contraction, full in _CONTRACTIONS:
        text = contraction.sub(full, text)
    return re.findall(r"[\w']+", text.replace("-", ""))


def _typo(old: str, new: str) -> bool:
    same = old.replace("'", "") == new.replace("'", "")
    return same or (min(len(old), len(new)) > _SHORT_WORD and _alike(old, new))


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _SPELLED_ALIKE


def _facts(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found[0].lower().removesuffix("'s").replace("'", "")
        if word not in _GRAMMAR:
            yield fold(word)


def _groups(word: str) -> frozenset[int]:
    return _NEAR.get(word, frozenset())


def _near(groups: Iterable[frozenset[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group:
            found.setdefault(fold(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_NEAR = _near(NEAR)
