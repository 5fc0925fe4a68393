"""Text of an article as sentences with exact offsets, words and quotation spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from monitor.model.change import Field
from monitor.rules.lexicon import concepts, phrases, stem, word_set
from monitor.rules.names import COUNTRIES

#: Sentences longer than this many characters are cut, so that hostile text costs linear time.
LONGEST_SENTENCE = 2_000

#: A line without closing punctuation counts as a subheading up to this many words.
LONGEST_SUBHEADING_WORDS = 15

#: A line of a wrapped paragraph has at least this many characters.
SHORTEST_WRAPPED_LINE = 60

_ABBREVIATIONS = word_set(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt st jr sr vs no inc ltd co corp jan feb mar"
    " apr"
    " jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun u.s u.k u.n e.u a.m p.m d.c e.g"
    " i.e etc approx dept rev hon messrs"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['\u2019.-](?=[^\W_]))*|\d[\d,.]*\d|\d")
_STOP = re.compile(r"[.!?…]+[\"'”\u2019)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s+[\"'“\u2018(\[•·-]*\s*[A-Z0-9À-Þ]")
_DATELINE = re.compile(
    r"(?:(?:[A-Z][A-Z.'\u2019]+[,]?[ ]?){1,5}(?:,? [A-Z][a-z]+\.? ?\d{0,2})? ?(?:\([^)]{1,40}\))?"
    r" ?[-\u2013—]+ )"
    r"|\([A-Z][A-Za-z/ ]{1,25}\) (?:[-\u2013—]+ )?"
    r"|(?:[Dd]ate:? )?\d{4}-\d{2}-\d{2}[ ,:-]+"
    r"|\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?)? ?(?:[A-Z]{2,4} )?[-\u2013—:] "
)
_FURNITURE = re.compile(
    r"(?:related|read more|also read|see also|more on this|advertisement|share this|follow us|sign"
    r" up"
    r"|subscribe|source:|author:|authored by|by [A-Z][a-z]+ [A-Z][a-z]+$|copyright|©|all rights"
    r"|photo(?:graph)?:|image:|file photo|credit:|watch:|listen:|key points|updated:|published:"
    r"|tags?:|topics?:|exit mobile)"
    r"|.*(?:getty images|image courtesy|\bap photo|via afp|afp via|/reuters$|handout photo"
    r"|epa-efe)",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<![\w\u2019'])[\u2018'](?=\S)[^\u2018\"“”\n]{2,300}?(?<=\S)['\u2019](?!\w)"
)


class Word(NamedTuple):
    """One word, or number, of a sentence."""

    text: str
    #: Character offsets into the field.
    start: int
    end: int
    #: In lower case, without a possessive.
    lower: str
    #: Cut to its stem.
    stem: str


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the headline or the text; slots are left out for the cached properties."""

    text: str
    field: Field
    #: Character offsets into the field: field[start:end] == text.
    start: int
    end: int
    #: Which paragraph of the text it stands in, from 0; -1 in the headline.
    paragraph: int
    #: Parts that stand in quotation marks, as offsets into the field.
    quotes: tuple[tuple[int, int], ...] = ()
    #: Captions, credits, links and subheadings: kept in place, and no evidence.
    furniture: bool = False

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence."""
        return tuple(words(self.text, self.start))

    @cached_property
    def terms(self) -> frozenset[str]:
        """Stems and concepts of the sentence: what it is found by."""
        return terms(self.text)

    def quoted(self, start: int, end: int) -> bool:
        """Tell whether most of a part of the field stands in quotation marks."""
        inside = sum(max(0, min(end, right) - max(start, left)) for left, right in self.quotes)
        return inside * 2 > end - start


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A revision's words, cut into sentences, the headline's first."""

    headline: str
    text: str
    sentences: tuple[Sentence, ...]

    def before(self, index: int, count: int) -> tuple[Sentence, ...]:
        """List up to so many sentences of the text before one, nearest last."""
        prose = [s for s in self.sentences[:index] if s.field is Field.TEXT and not s.furniture]
        return tuple(prose[-count:]) if count else ()


def document(headline: str, text: str) -> Document:
    """Cut a revision into sentences with exact offsets; any text will do."""
    sentences = [
        Sentence(text=headline[a:b], field=Field.HEADLINE, start=a, end=b, paragraph=-1, quotes=q)
        for a, b, q in _sentences(headline, 0, len(headline))
    ]
    for number, (start, end) in enumerate(_paragraphs(text)):
        line = text[start:end]
        furniture = bool(_FURNITURE.match(line)) or _subheading(line)
        sentences += [
            Sentence(
                text=text[a:b], field=Field.TEXT, start=a, end=b, paragraph=number,
                quotes=q, furniture=furniture,
            )
            for a, b, q in _sentences(text, start, end)
        ]  # fmt: skip
    for sentence in sentences:
        assert sentence.terms is not None  # counted here, so that matching costs no more
    return Document(headline=headline, text=text, sentences=tuple(sentences))


def words(text: str, offset: int = 0) -> Iterator[Word]:
    """Cut text into words and numbers."""
    for found in _WORD.finditer(text):
        raw = found.group()
        lower = raw.lower().replace("\u2019", "'").removesuffix("'s").rstrip(".")
        yield Word(raw, found.start() + offset, found.end() + offset, lower, stem(lower))


def terms(text: str) -> frozenset[str]:
    """Gather what a text is found by: stems of its words, and concepts of words and phrases."""
    found: set[str] = set(phrases(text))
    for word in words(text):
        found.add(word.stem)
        found.update(concepts(word.stem))
        if "-" in word.lower:
            found.update(stem(part) for part in word.lower.split("-"))
        if country := COUNTRIES.get(word.text.replace("\u2019", "'").removesuffix("'s")):
            found.add(country_term(country))
    return frozenset(found)


def country_term(country: str) -> str:
    """Give the term that stands for a country under any of its names."""
    return f"@{country.lower()}"


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Part the text at line ends, save where a line is plainly wrapped."""
    start = 0
    for found in re.finditer(r"\s*\n\s*", text):
        line, rest = text[start : found.start()], text[found.end() : found.end() + 1]
        tail = line[line.rfind("\n") + 1 :]
        wrapped = "\n" not in found.group().replace("\n", "", 1) and (
            rest.islower()
            or (len(tail) >= SHORTEST_WRAPPED_LINE and not re.search(r"[.!?:…\"”\u2019'*)]$", tail))
        )
        if wrapped:
            continue
        if line.strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def _subheading(line: str) -> bool:
    return (
        not re.search(r"[.!?:…\"”\u2019'*,)]\W*$", line)
        and len(line.split()) <= LONGEST_SUBHEADING_WORDS
    )


def _sentences(
    text: str, start: int, end: int
) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Cut one paragraph; datelines and live-blog stamps belong to no sentence."""
    quotes = [found.span() for found in _QUOTE.finditer(text, start, end)]
    if stamp := _DATELINE.match(text, start, end):
        start = stamp.end()
    begin = start
    for stop in [*_stops(text, start, end), end]:
        while begin < stop and text[begin].isspace():
            begin += 1
        last = len(text[begin:stop].rstrip()) + begin
        for left in range(begin, last, LONGEST_SENTENCE):
            right = min(left + LONGEST_SENTENCE, last)
            inside = ((max(a, left), min(b, right)) for a, b in quotes if a < right and b > left)
            yield left, right, tuple(inside)
        begin = stop


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    for found in _STOP.finditer(text, start, end):
        if found.end() >= end or not _NEXT.match(text, found.end(), end):
            continue
        token = re.search(r"[\w.]*$", text[max(start, found.start() - 12) : found.start()])
        word = (token.group() if token else "").lower()
        short = found.group() == "." and (word in _ABBREVIATIONS or re.fullmatch(r"[a-z]", word))
        if not short:
            yield found.end()
