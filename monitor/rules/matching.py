"""Which claims an article touches, and the few passages of it that bear on each."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import Passage
from monitor.rules.frames import Frame, frame
from monitor.rules.text import Document, Sentence

#: An article is near a claim when it holds at least this share of the claim's weight. Up to the
#: second figure only the nearest few claims count, for each costs the model's time: on a small desk
#: these are all there are, among 1,000 claims they keep an unrelated article cheap.
#: Source: 2026-11-25, tests.gates.recall: with 0.42 alone 52 in 100 tweets reach their claim among
#: 2,000, so 86, and 16 claims are read for each; of evidence in reports 71 to 97 in 100 pieces were
#: offered to the model, now 87 to 99.
ARTICLE_FLOOR, SURE_FLOOR, MOST_UNSURE = 0.2, 0.42, 8

#: Once an article is near to one claim, others of the same people need no more than this share,
#: and at most so many of them, the nearest, are read.
KIN_FLOOR, MOST_KIN = 0.1, 20

#: Claims that one article is read against at most, the nearest: a minute's work for the model.
MOST_CLAIMS = 150

#: A sentence bears on a claim when it holds at least this share of the claim's weight.
SENTENCE_FLOOR = 0.1

#: Among the claims of an index, a term of at most so many still finds them by itself.
COMMONEST = 200

#: An article has at least so many of a claim's slots, unless the claim has fewer.
FEWEST_HITS = 2

#: Most passages of one article offered for one claim.
MOST_PASSAGES = 16

#: Sentences before a passage that are given as its context.
CONTEXT_SENTENCES = 3

#: A person of the claim counts at this share where a text only has an office ("the president").
_OFFICE_SHARE = 0.5

_LEANING = re.compile(
    r"[\"“”]|\b(?:he|she|it|they|that|this|such|no one|nobody|nothing|den(?:y|ies|ied)|reject"
    r"|refus|dismiss"
    r"|declin|confirm|comment|whether|advice|stood by|statement|report|not so\b"
    r"|the (?:number|figure|count|date|sum|toll|order|move|step|change|decision|claim|words?"
    r"|remarks?|answer|reply)\b)"
    r"|^(?:no|yes|not|none|never|wrong|true|false|nonsense|neither|nor)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";\s+|, (?:but|while|although|though|whereas|and that|adding that) |\s[\u2013—]\s"
    r"|, (?=(?:an? |the |which |something )(?:account|report|story|claim|version|allegation|charge"
    r"|suggestion|description|assertion)?s? ?(?:which|that|[\w' ]{0,40}(?:says?|said|call(?:s|ed)"
    r"|den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)) )"
    r"|, (?=who (?:has |have |had )?(?:said|denied|told|confirmed|insisted))"
)
#: Parts of a sentence shorter than this many characters are no clause of their own.
_SHORTEST_CLAUSE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A claim that an article touches, with the passages nearest to it in reading order."""

    claim: Claim
    passages: tuple[Passage, ...]


class ClaimIndex:
    """One inverted index over the terms of all claims."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = tuple(claims)
        #: Of each claim its own frame, then those of its aliases.
        self._frames = [
            tuple(frame(words) for words in (claim.text, *claim.aliases)) for claim in self._claims
        ]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, ways in enumerate(self._frames):
            for term in {term for laid in ways for slot in laid.slots for term in slot.terms}:
                self._postings[term].append(number)
        #: A term of more claims than this finds none alone: it only adds weight to those found.
        self._common = max(COMMONEST, len(self._claims) // 100)

    def match(self, document: Document) -> Sequence[Match]:
        """List the claims the document touches, in the index's order, with passages."""
        prose = [s.terms for s in document.sentences if not s.furniture]
        present = frozenset[str]().union(*prose) & self._postings.keys()
        hits = Counter(
            number
            for term in present
            if len(self._postings[term]) <= self._common
            for number in self._postings[term]
        )
        shares = {
            n: self._share(n, present)
            for n, count in hits.items()
            if count >= min(FEWEST_HITS, *(len(laid.slots) for laid in self._frames[n]))
        }
        near = _nearest(shares)
        touched = sorted(dict.fromkeys([*near, *self._kin(near, present)][:MOST_CLAIMS]))
        matches = (self._passages(document, n) for n in touched)
        return [m for m in matches if m.passages]

    def _kin(self, near: Sequence[int], present: frozenset[str]) -> Sequence[int]:
        """List the claims about the same people as those an article is near to.

        An article of a story is read against all claims of the story, for it may speak of any
        of them in words that the claim does not use.
        """
        names = {
            term
            for n in near
            for slot in self._frames[n][0].actors
            for term in slot.terms & present
            if len(self._postings[term]) <= self._common
        }
        shares = {n: self._share(n, present) for term in names for n in self._postings[term]}
        kin = [n for n in sorted(shares, key=lambda n: (-shares[n], n)) if shares[n] >= KIN_FLOOR]
        return kin[:MOST_KIN]

    def _share(self, number: int, present: frozenset[str]) -> float:
        """Measure which share of a claim's slots a set of terms fills, in its nearest wording."""
        return max(self._filled(laid, present) for laid in self._frames[number])

    def _filled(self, laid: Frame, present: frozenset[str]) -> float:
        """Measure which share of a frame's slots a set of terms fills, the rarer the heavier."""
        found = total = 0.0
        for slot in laid.slots:
            weight = slot.weight * self._rarity(slot.terms)
            total += weight
            if not slot.terms.isdisjoint(present):
                found += weight
            elif slot.kind == "person" and "LEADER" in present:
                found += weight * _OFFICE_SHARE
        return found / total if total else 0.0

    def _rarity(self, terms: frozenset[str]) -> float:
        share = max((len(self._postings[t]) for t in terms), default=0) / len(self._claims)
        return 1.0 - 0.2 * math.log10(1 + 9 * share)

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


def _leaning(sentences: Sequence[Sentence], index: int) -> Iterator[int]:
    """Find sentences just after one that lean on it: pronouns, quotations, bare denials."""
    for i in range(index + 1, min(index + 4, len(sentences))):
        here = sentences[i]
        if here.furniture or here.field is not Field.TEXT:
            continue
        if _LEANING.search(here.text):
            yield i


def _nearest(shares: Mapping[int, float]) -> list[int]:
    """Take the claims an article is surely near to, and the nearest few of the others."""
    order = sorted((n for n in shares if shares[n] >= ARTICLE_FLOOR), key=lambda n: (-shares[n], n))
    sure = sum(shares[n] >= SURE_FLOOR for n in order)
    return order[: sure + MOST_UNSURE]


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
