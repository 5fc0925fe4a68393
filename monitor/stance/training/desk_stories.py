"""The project's own training stories: invented news, labelled sentence by sentence.

Each line of `stories/*.jsonl` is one story: its claims, and reports whose sentences are
labelled with what they do to each claim. A pair of sentence and claim that carries no label
is unrelated, and being of the same story it is a hard one. People and papers in them are made
up. Some stories are held out: they fit the mixture of rules and model, never the weights.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitor.model.change import Field
from monitor.model.claim import Claim
from monitor.model.evidence import Pair, Passage
from monitor.rules.matching import ClaimIndex, Match
from monitor.rules.text import Document, document, terms
from monitor.stance.training.rows import (
    CONTRADICTS,
    MENTIONS,
    SUPPORTS,
    UNRELATED,
    Row,
    Target,
    bucket,
)

#: Where the stories stand.
STORIES = Path(__file__).parent / "stories"

#: Sentences before one that are given as its context, as matching does when serving.
CONTEXT_SENTENCES = 3

#: Index of the headline among a report's sentences.
HEADLINE = -1

#: Unrelated rows kept for each labelled one; those that matching serves are kept first.
#: Source: about the mix that matching offers the model, see docs/adr/0013.
UNRELATED_SHARE = 1.8

#: Share of the stories held out, in percent, beside one file that is held out whole; and the files
#: that the second version of the weights learned: one that starts from it may not be measured
#: on them.
HELD_OUT_STORIES = 14
HELD_OUT_FILE = "j"
LEARNED_BEFORE = ("a", "b", "c", "d")

#: Targets by the names of labels and answers.
TARGETS: Mapping[str, Target] = {
    "supports": SUPPORTS,
    "contradicts": CONTRADICTS,
    "mentions": MENTIONS,
}

_NAMES = {target: name for name, target in TARGETS.items()}


def reading_of(body: set[str], headline: set[str]) -> str:
    """Name the reading of a report whose passages do so; the headline counts without a side."""
    sides = {"supports", "contradicts"}
    found = body if body & sides else body | headline
    if sides <= found:
        return "disputed"
    return next((way for way in ("supports", "contradicts", "mentions") if way in found), "none")


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of a story; not slotted, for the cached properties."""

    story: str
    headline: str
    sentences: Sequence[str]
    claims: Mapping[str, str]
    #: By index of the sentence and id of the claim; what is missing is unrelated.
    labels: Mapping[tuple[int, str], Target]

    @cached_property
    def cut(self) -> Document:
        """The report as a page would carry it, two sentences a paragraph."""
        pairs = [self.sentences[at : at + 2] for at in range(0, len(self.sentences), 2)]
        return document(self.headline, "\n\n".join(" ".join(pair) for pair in pairs))

    def target(self, claim: str, passage: Passage) -> Target:
        """Tell what the sentence a served passage is cut from does to a claim."""
        if passage.field is Field.HEADLINE:
            return self.labels.get((HEADLINE, claim), UNRELATED)
        at = 0
        for number, sentence in enumerate(self.sentences):
            at = self.cut.text.index(sentence, at) + len(sentence)
            if passage.start < at:
                return self.labels.get((number, claim), UNRELATED)
        raise ValueError(f"No sentence of {self.headline!r} holds offset {passage.start}.")

    def matches(self) -> Sequence[Match]:
        """Match the report as the service does."""
        return matched(self.claims, self.cut)

    def due(self) -> Mapping[str, str]:
        """Tell the reading due of each claim, by its labels."""
        return {claim: self._due(claim) for claim in self.claims}

    def _due(self, claim: str) -> str:
        told = {at: _NAMES[way] for (at, key), way in self.labels.items() if key == claim}
        body = {way for at, way in told.items() if at != HEADLINE}
        return reading_of(body, {told[HEADLINE]} if HEADLINE in told else set())


def matched(claims: Mapping[str, str], cut: Document) -> Sequence[Match]:
    """Match a report against its story's claims, given by id, as the service does."""
    index = ClaimIndex([Claim(id=key, text=text) for key, text in claims.items()])
    return index.match(cut)


def reports(
    folder: Path = STORIES, *, held: bool | None = None, files: str = "*"
) -> Iterator[Report]:
    """Load the reports of all stories, or of those that are held out, or are not.

    Args:
        folder: Where the stories stand.
        held: Which of the two; None for both.
        files: Pattern of the files' names without their ending.
    """
    for file in sorted(folder.glob(f"{files}.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            name = story["story"]
            kept_out = file.stem == HELD_OUT_FILE or (
                file.stem not in LEARNED_BEFORE and bucket(name) < HELD_OUT_STORIES
            )
            if held is not None and kept_out is not held:
                continue
            for told in story["reports"]:
                yield Report(
                    story=name,
                    headline=told["headline"],
                    sentences=told["sentences"],
                    claims=story["claims"],
                    labels={(at, claim): TARGETS[way] for at, claim, way in told["labels"]},
                )


def desk_rows(seed: int, folder: Path = STORIES, files: str = "*") -> list[Row]:
    """Make the rows of the stories taught: every labelled pair, and the nearest of the others."""
    taught = list(reports(folder, held=False, files=files))
    told = [row for report in taught for row in _labelled(report)]
    served = [row for report in taught for row in _served_strangers(report)]
    others = [row for report in taught for row in _strangers(report)]
    dice = random.Random(f"desk-{seed}")  # noqa: S311 (an order, not a secret)
    for rows in (served, others):
        dice.shuffle(rows)
    others.sort(key=_nearness, reverse=True)
    room = int(len(told) * UNRELATED_SHARE)
    near, few = served[: room * 2 // 3], room // 6
    return [*told, *near, *others[:few], *others[::-1][:few]]


def _labelled(report: Report) -> Iterator[Row]:
    for (at, claim), target in report.labels.items():
        yield _row(Pair(claim=report.claims[claim], passage=_passage(report, at)), target)


def _served_strangers(report: Report) -> Iterator[Row]:
    """Make rows of the passages that matching offers for a claim they do not bear on."""
    for match in report.matches():
        for passage in match.passages:
            if report.target(match.claim.id, passage) == UNRELATED:
                yield _row(Pair(claim=match.claim.text, passage=passage), UNRELATED)


def _strangers(report: Report) -> Iterator[Row]:
    for at in range(len(report.sentences)):
        for key, claim in report.claims.items():
            if (at, key) not in report.labels:
                yield _row(Pair(claim=claim, passage=_passage(report, at)), UNRELATED)


def _passage(report: Report, at: int) -> Passage:
    text = report.headline if at == HEADLINE else report.sentences[at]
    return Passage(
        text=text,
        field=Field.HEADLINE if at == HEADLINE else Field.TEXT,
        start=0,
        end=len(text),
        headline=report.headline,
        context=()
        if at == HEADLINE
        else tuple(report.sentences[max(0, at - CONTEXT_SENTENCES) : at]),
    )


def _row(pair: Pair, target: Target) -> Row:
    return Row(pairs=(pair,), target=target, origin="desk")


def _nearness(found: Row) -> int:
    """Count the words that an unrelated sentence shares with its claim."""
    pair = found.pairs[0]
    return len(terms(pair.claim) & terms(pair.passage.text))
