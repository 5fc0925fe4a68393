"""Scores attribution on PolNeAR: `python -m tests.gates.polnear [--split dev] [--verbose]`.

The question. PolNeAR marks attributions in political news: a source, a cue, a content. For each
we give `monitor.rules.telling.found` the content, sentence part by sentence part in reading order,
and take the first answer: the words of the source and of the cue. Contents that PolNeAR
leaves without a source are asked for too.

The measure. Precision is right answers by answers (an answer to a content without a source is
wrong), recall is right answers by attributions that have a source (for cues: by all), F1 is of
these two. An answer is right against the attribution asked for, or an outer layer of a nested
one: any whose own content covers this content. Nothing inside the content counts.

- `exact`: the same words, articles, prepositions and auxiliaries aside.
- `head`: a head word in common at the same place: the last word of the noun phrase in front of a
  preposition or relative clause, or of a phrase set beside it by a comma. **The headline figure for
  sources**: "a spokesman for Ruiz" is not "Ruiz", and "Ruiz" is "Ana Ruiz, who".
- `overlap`: any word in common, articles, prepositions and auxiliaries aside. **The headline figure
  for cues**, which are short: "told reporters" is "told" (their `head` column is the same).

One row more, `by name`, asks `monitor.rules.attribution.attribute` as readings do, without
presuming that anybody says the content, for the contents of named sources and institutions: it is
right where the last word of the source's full name is among the words of the source.

Not measured: to whom a pronoun refers, which PolNeAR does not mark, and whether a sentence is
somebody's at all, as contents are given. Where several people annotated an article, the first
counts. Cue words and rules were made on every fourth training article; dev was only scored.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from monitor.rules.attribution import attribute
from monitor.rules.lexicon import word_set
from monitor.rules.names import is_institution
from monitor.rules.telling import found
from monitor.rules.text import Document
from tests.gates.polnear_data import (
    Article,
    Gold,
    Span,
    articles,
    base,
    cut_up,
    digest,
    parts,
)

#: How alike two spans must be, from strict to lax.
MEASURES = ("exact", "head", "overlap")
#: The measure that is meant where none is named.
HEADLINE = "head"
SOURCE_KINDS = ("named", "institution", "title", "pronoun", "anonymous")

#: A name that no article gives anybody.
_OUTLET = "The Outlet"

_TOKEN = re.compile(r"[\w$%]+(?:[.&-]\w+)*")
_EMPTY = word_set(
    "a an the s of for from in at with on to by as and that who which have has had is are was were"
    " be been will would could did does do also"
)
_PHRASE_END = re.compile(
    r"\w+ed (?=by|on|in|at|for|to|with|\w+day)|"
    r"[(\u2014\u2013;]|\b(?:of|for|from|in|at|with|on|to|by|who|whom|that|which|familiar|close|"
    r"whose|including|like|as|, and)\b"
)
_PRONOUNS = re.compile(
    r"(?:i|you|we|he|she|it|they|who|him|her|them|himself|herself|one|which|that|others?|some|many)$"
)
_DETERMINER = re.compile(r"(?:the|his|her|their|its|this|that|these|those)\b", re.IGNORECASE)


@dataclass(slots=True)
class Tally:
    """Counts of questions, answers and right answers."""

    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    #: (role or source kind, measure).
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: By sort of mistake, what was asked and answered.
    mistakes: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def precision(self, row: str, measure: str = HEADLINE) -> float:
        """Right answers by answers."""
        return self.right[row, measure] / max(1, self.answered[row])

    def recall(self, row: str, measure: str = HEADLINE) -> float:
        """Right answers by questions that have one."""
        return self.right[row, measure] / max(1, self.asked[row])

    def f1(self, row: str, measure: str = HEADLINE) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right[row, measure] / max(1, self.asked[row] + self.answered[row])


def evaluate(asked: Sequence[Article]) -> Tally:
    """Ask for every content of the articles, and count."""
    tally = Tally()
    for article in asked:
        cut = cut_up(article)
        for gold in article.gold:
            _score(tally, article, gold, next(_answers(cut, gold), None))
            _score_name(tally, article, gold, cut)
    return tally


def _score_name(tally: Tally, article: Article, gold: Gold, cut: Document) -> None:
    """Count whether `attribute`, as readings ask it, gives a named source its name."""
    if not gold.source or source_kind(_words(article, gold.source)) not in {"named", "institution"}:
        return
    said = (attribute(cut, *part, outlet=_OUTLET).source.name for part in parts(cut, gold))
    name = next((name for name in said if name != _OUTLET), None)
    layers = (other for other in article.gold if other.source and other.covers(gold))
    words = (_words(article, other.source) for other in layers if other.source)
    due = {word.lower() for text in words for word in re.findall(r"[^\W_]+", text)}
    tally.asked["by name"] += 1
    tally.answered["by name"] += name is not None
    tally.right["by name", HEADLINE] += bool(name and name.lower().split()[-1] in due)


def _answers(cut: Document, gold: Gold) -> Iterator[tuple[Span, Span]]:
    """Ask for each part of the content; offsets into the article."""
    for index, start, end in parts(cut, gold):
        if told := found(cut, index, start, end):
            shift = base(cut, cut.sentences[told.sentence].field)
            (a, b), (c, d) = told.source, told.cue
            yield (a + shift, b + shift), (c + shift, d + shift)


def _score(tally: Tally, article: Article, gold: Gold, answer: tuple[Span, Span] | None) -> None:
    kind = source_kind(_words(article, gold.source)) if gold.source else "none"
    for row in ("source", "cue", kind):
        tally.asked[row] += row == "cue" or gold.source is not None
        tally.answered[row] += answer is not None
    right = answer is not None and _score_answer(tally, article, gold, answer, kind)
    if not right and (answer or gold.source):
        _note(tally, article, gold, answer)


def _score_answer(
    tally: Tally, article: Article, gold: Gold, answer: tuple[Span, Span], kind: str
) -> bool:
    """Count what is right in an answer; tell whether its source is, by the headline measure."""
    layers = [gold, *(other for other in article.gold if other.covers(gold))]
    right = {}
    for measure in MEASURES:
        alike = partial(ALIKE[measure], article.text)
        right[measure] = any(g.source and alike(g.source, answer[0]) for g in layers)
        tally.right["source", measure] += right[measure]
        tally.right[kind, measure] += right[measure]
        same = partial(exact if measure == "exact" else overlap, article.text)
        tally.right["cue", measure] += any(same(g.cue, answer[1]) for g in layers)
    return right[HEADLINE]


def exact(text: str, one: Span, other: Span) -> bool:
    """Tell whether two spans hold the same words."""
    return _tokens(text, one) == _tokens(text, other)


def overlap(text: str, one: Span, other: Span) -> bool:
    """Tell whether two spans share a word."""
    return bool(_tokens(text, one) & _tokens(text, other))


def same_head(text: str, one: Span, other: Span) -> bool:
    """Tell whether two spans share a head word."""
    return bool(_heads(text, one) & _heads(text, other))


ALIKE = {"exact": exact, "head": same_head, "overlap": overlap}


def _tokens(text: str, span: Span) -> set[int]:
    """Find where the words of a span begin; words that say nothing only where there is no other."""
    every = {hit.start(): hit.group().lower() for hit in _TOKEN.finditer(text, *span)}
    return {start for start, word in every.items() if word not in _EMPTY} or set(every)


def _heads(text: str, span: Span) -> set[int]:
    """Find where the head words of a span's noun phrases begin."""
    heads, start = set(), span[0]
    for piece in re.split(r"(,)", text[span[0] : span[1]]):
        end = _PHRASE_END.search(piece)
        stop = start + (end.start() if end else len(piece))
        words = [w for w in _TOKEN.finditer(text, start, stop) if w.group() != "s"]
        if words:
            heads.add(words[-1].start())
        start += len(piece)
    return heads or _tokens(text, span)


def _words(article: Article, span: Span) -> str:
    return article.text[slice(*span)]


def source_kind(words: str) -> str:
    """Sort a source by its words alone."""
    bare = words.strip(' ,."“”').lower()
    if _PRONOUNS.match(bare):
        return "pronoun"
    if re.search(r"[A-Z][\w.]+", _DETERMINER.sub("", words, count=1)) and not words.islower():
        return "institution" if is_institution(words.partition(",")[0]) else "named"
    return "title" if _DETERMINER.match(words) else "anonymous"


def _note(tally: Tally, article: Article, gold: Gold, answer: tuple[Span, Span] | None) -> None:
    """Keep a mistake under its sort: the cue where nothing was found, else what stood for it."""
    cue = _words(article, gold.cue)
    due = _words(article, gold.source) if gold.source else "nobody"
    given = f"{_words(article, answer[0])} | {_words(article, answer[1])}" if answer else "nobody"
    about = sorted((*gold.content, gold.cue, gold.source or gold.cue))
    shown = article.text[about[0][0] : about[-1][1]]
    if answer is None:
        sort = f"missed: {cue.lower().rpartition(' ')[2]}"
    elif not gold.source:
        sort = "answered for nobody"
    else:
        sort = f"{source_kind(due)} taken for {source_kind(_words(article, answer[0]))}"
    tally.mistakes[sort].append(f"due {due} | {cue}; given {given}: {shown[:300]!r}")


def report(tally: Tally, *, verbose: bool = False) -> str:
    """Render the figures as lines of text."""
    lines = [f"{'':12} {'asked':>6} {'answered':>8} " + " ".join(f"{m:>21}" for m in MEASURES)]
    lines += [_line(tally, row) for row in ("source", "cue", *SOURCE_KINDS, "by name")]
    if verbose:
        most = sorted(tally.mistakes.items(), key=lambda item: (-len(item[1]), item[0]))
        for sort, examples in most[:30]:
            lines += [f"{len(examples):5} {sort}", *(f"        {e}" for e in examples[:4])]
    return "\n".join(lines) + "\n"


def _line(tally: Tally, row: str) -> str:
    figures = (
        f"P {tally.precision(row, m):.2f} R {tally.recall(row, m):.2f} F1 {tally.f1(row, m):.3f}"
        if (row, m) in tally.right
        else f"{'-':>21}"
        for m in MEASURES
    )
    return f"{row:12} {tally.asked[row]:6} {tally.answered[row]:8} " + " ".join(figures)


def main() -> None:
    """Score a split and print the table."""
    parser = argparse.ArgumentParser(description="Score attribution on PolNeAR.")
    parser.add_argument("--split", choices=["train", "dev"], default="dev")
    parser.add_argument("--most", type=int, default=0, help="about so many articles, 0 for all")
    parser.add_argument("--verbose", action="store_true", help="30 most frequent sorts of mistake")
    chosen = parser.parse_args()
    sys.stdout.write(f"PolNeAR {chosen.split}, data {digest(chosen.split)}\n")
    tally = evaluate(articles(chosen.split, chosen.most))
    sys.stdout.write(report(tally, verbose=chosen.verbose))


if __name__ == "__main__":
    main()
