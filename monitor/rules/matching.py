"""Which claims an article touches, and the few passages of it that bear on each."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import Passage
from monitor.rules.lexicon import FAMILIES, STOP_WORDS, stem
from monitor.rules.text import Document, Sentence, terms

#: An article is read against a claim when it holds at least this share of the claim's weight.
#: Source: development run of tests.gates; below 0.5 unrelated articles begin to pass.
ARTICLE_FLOOR = 0.5

#: A sentence bears on a claim when it holds at least this share of the claim's weight.
SENTENCE_FLOOR = 0.25

#: Most passages of one article offered for one claim.
MOST_PASSAGES = 12

#: Sentences before a passage that are given as its context.
CONTEXT_SENTENCES = 3

#: Claims longer than this many terms are found by the rarest.
_MOST_TERMS = 60

_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
_LEANING = re.compile(
    r"[\"“”]|\b(?:he|she|it|they|that|this|such|no one|nobody|nothing|den(?:y|ies|ied)|reject|refus|dismiss"
    r"|declin|confirm|comment|whether|advice|stood by|statement|report)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";\s+|, (?:but|while|although|though|whereas|and that|which|adding that) |\s[–—]\s"
    r"|, (?=who (?:has |have |had )?(?:said|denied|told|confirmed|insisted))"
)
#: Parts of a sentence shorter than this many characters are no clause of their own.
_SHORTEST_CLAUSE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A claim that an article touches, with the passages nearest to it in reading order."""

    claim: Claim
    passages: tuple[Passage, ...]


class ClaimIndex:
    """One inverted index over the terms of all claims."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = tuple(claims)
        anchors = [_anchors(claim) for claim in self._claims]
        self._rarity = _rarities(anchors)
        self._weights = [
            {
                term: self._rarity[term]
                for term in sorted(found, key=lambda t: -self._rarity[t])[:_MOST_TERMS]
            }
            for found in anchors
        ]
        self._totals = [sum(weights.values()) or 1.0 for weights in self._weights]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, weights in enumerate(self._weights):
            for term in weights:
                self._postings[term].append(number)
        #: Terms of so many claims find none alone; they only add weight to those found.
        self._common = max(200, len(self._claims) // 50)

    def match(self, document: Document) -> Sequence[Match]:
        """List the claims the document touches, in the index's order, with passages."""
        prose = [s for s in document.sentences if not s.furniture]
        present = frozenset[str]().union(*(s.terms for s in prose)) & self._postings.keys()
        rare = [term for term in present if len(self._postings[term]) <= self._common]
        found = Counter(n for term in rare for n in self._postings[term])
        touched = [
            n for n in sorted(found)
            if self._share(n, present) >= ARTICLE_FLOOR
        ]  # fmt: skip
        matches = (self._passages(document, n) for n in touched)
        return [m for m in matches if m.passages]

    def _share(self, number: int, present: frozenset[str]) -> float:
        weights = self._weights[number]
        return sum(w for term, w in weights.items() if term in present) / self._totals[number]

    def _passages(self, document: Document, number: int) -> Match:
        shares = [0.0 if s.furniture else self._share(number, s.terms) for s in document.sentences]
        near = sorted(
            (i for i, share in enumerate(shares) if share >= SENTENCE_FLOOR),
            key=lambda i: (-shares[i], i),
        )[:MOST_PASSAGES]
        chosen = set(near)
        for index in near[: MOST_PASSAGES // 2]:
            chosen.update(_leaning(document.sentences, index))
        kept = sorted(chosen, key=lambda i: (i not in near, -shares[i], i))[: MOST_PASSAGES + 4]
        passages = [p for i in sorted(kept) for p in _in_context(document, i)]
        return Match(claim=self._claims[number], passages=tuple(passages))


def _anchors(claim: Claim) -> frozenset[str]:
    """Gather the terms a claim is found by; families stand beside their words."""
    found = terms(claim.text)
    kept = {t for t in found if t not in _STOP_STEMS}
    stems_in_families = {t for t in kept if t.islower() and not _bare_stem_only(t)}
    return frozenset(kept - stems_in_families) or found


def _bare_stem_only(term: str) -> bool:
    from monitor.rules.lexicon import concepts  # noqa: PLC0415

    return not concepts(term)


def _rarities(anchors: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weigh each term by how few claims hold it; families weigh less than words."""
    counts = Counter(term for found in anchors for term in found)
    total = len(anchors) + 1
    return {
        term: (0.7 if term in FAMILIES else 1.0) * (1.0 + 0.3 * math.log(total / count))
        for term, count in counts.items()
    }


def _leaning(sentences: Sequence[Sentence], index: int) -> Iterator[int]:
    """Find sentences just after one that lean on it: pronouns, quotations, bare denials."""
    for i in range(index + 1, min(index + 4, len(sentences))):
        here = sentences[i]
        if here.furniture or here.field is not Field.TEXT:
            continue
        if not _LEANING.search(here.text):
            return
        yield i


def clauses(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Part a sentence where another account may begin; offsets into the sentence's field."""
    inside = [(a - sentence.start, b - sentence.start) for a, b in sentence.quotes]
    start = 0
    for found in _CLAUSE.finditer(sentence.text):
        cut = found.start()
        quoted = any(a < cut < b for a, b in inside)
        if (
            quoted
            or cut - start < _SHORTEST_CLAUSE
            or len(sentence.text) - found.end() < _SHORTEST_CLAUSE
        ):
            continue
        yield sentence.start + start, sentence.start + cut
        start = found.end()
    yield sentence.start + start, sentence.end


def _in_context(document: Document, index: int) -> Iterator[Passage]:
    sentence = document.sentences[index]
    context = tuple(s.text for s in document.before(index, CONTEXT_SENTENCES))
    for start, end in clauses(sentence):
        earlier = sentence.text[: start - sentence.start].strip(" ,;")
        yield Passage(
            text=sentence.text[start - sentence.start : end - sentence.start],
            field=sentence.field,
            start=start,
            end=end,
            headline=document.headline,
            context=(*context, earlier)[-CONTEXT_SENTENCES:] if earlier else context,
        )
