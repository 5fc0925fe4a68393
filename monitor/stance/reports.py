"""Where a whole report stands to a claim, by its own voice: agree, disagree, discuss, unrelated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage
from monitor.rules.text import Document, Sentence, terms

#: Sentences of a report that are weighed: its lede, the nearest to the claim, one that refutes.
#: Source: the same number as in training, where more cost time and fewer cost F1.
REPORT_PASSAGES = 4

#: What a refutation says, and hardly anything else. A refutation is short, late, and shares few
#: words with its claim: in 44 of 100 missed reports none stood among the sentences weighed
#: (docs/reader-errors.md, cause A).
_REFUTES = re.compile(
    r"\b(?:hoax\w*|fake\w*|false\w*|untrue|not true|isn['\u2019]t true|debunk\w*|fabricat\w*"
    r"|made[ -]up|den(?:y|ies|ied|ying|ials?)|refut\w+|rebut\w*|dismiss\w+|reject\w+|dispel\w*"
    r"|no (?:evidence|truth|such)|never happened|not (?:real|the case|actually|so)|satir\w+"
    r"|parod\w+|prank\w*|myth|bogus|phon(?:y|ey)|inaccura\w+|incorrect\w*|wrongly|mistaken\w*"
    r"|correction|retract\w+|contrary to|doctored|photoshopped|disput\w+|baseless|unfounded)\b",
    re.IGNORECASE,
)


def report_pairs(claim: str, report: Document, most: int = REPORT_PASSAGES) -> tuple[Pair, ...]:
    """Choose the lede, the sentences nearest to the claim and a refutation, in the text's order.

    The refutation is the one nearest to the claim, where any stands beyond the others. A report
    of only a headline is weighed by it; an empty one by an empty passage.
    """
    prose = [s for s in report.sentences if s.field is Field.TEXT and not s.furniture]
    sentences = prose or list(report.sentences)
    anchors = terms(claim)
    near = sorted(range(1, len(sentences)), key=lambda i: (-len(anchors & sentences[i].terms), i))
    chosen = _with_refutation(sentences, near, most)
    pairs = tuple(_pair(claim, sentences, i, report.headline) for i in chosen if sentences)
    return pairs or (_bare(claim, report.headline),)


def _with_refutation(sentences: Sequence[Sentence], near: Sequence[int], most: int) -> list[int]:
    """Give the last place to the nearest sentence that refutes, unless one has a place."""
    chosen = [0, *near[: most - 1]]
    refuting = [i for i in near[most - 1 :] if _REFUTES.search(sentences[i].text)]
    if refuting and not any(_REFUTES.search(sentences[i].text) for i in chosen if sentences):
        chosen[-1] = refuting[0]
    return sorted(chosen)


def _pair(claim: str, sentences: Sequence[Sentence], index: int, headline: str) -> Pair:
    here = sentences[index]
    passage = Passage(
        text=here.text,
        field=here.field,
        start=here.start,
        end=here.end,
        headline=headline,
        context=tuple(s.text for s in sentences[max(0, index - 1) : index]),
    )
    return Pair(claim=claim, passage=passage)


def _bare(claim: str, text: str) -> Pair:
    return Pair(
        claim=claim, passage=Passage(text=text, field=Field.HEADLINE, start=0, end=len(text))
    )
