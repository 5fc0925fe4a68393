"""Where a whole report stands to a claim, by its own voice: agree, disagree, discuss, unrelated."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage
from monitor.rules.text import Document, Sentence, terms

#: Sentences of a report that are weighed: its lede and the nearest to the claim.
#: Source: the same number as in training, where more cost time and fewer cost F1.
REPORT_PASSAGES = 4


def report_pairs(claim: str, report: Document, most: int = REPORT_PASSAGES) -> tuple[Pair, ...]:
    """Choose the lede and the sentences nearest to the claim, in the order of the text.

    A report of only a headline is weighed by it; an empty one by an empty passage.
    """
    prose = [s for s in report.sentences if s.field is Field.TEXT and not s.furniture]
    sentences = prose or list(report.sentences)
    anchors = terms(claim)
    near = sorted(range(1, len(sentences)), key=lambda i: (-len(anchors & sentences[i].terms), i))
    chosen = sorted([0, *near[: most - 1]])
    pairs = tuple(_pair(claim, sentences, i, report.headline) for i in chosen if sentences)
    return pairs or (_bare(claim, report.headline),)


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
