"""The project's own training stories: invented news, labelled sentence by sentence.

Each line of `stories/*.jsonl` is one story: its claims, and reports whose sentences are
labelled with what they do to each claim. A pair of sentence and claim that carries no label
is unrelated, and being of the same story it is a hard one. People, places and papers in them
are made up; nothing of them is used in any evaluation.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage
from monitor.rules.text import terms
from monitor.stance.training.rows import (
    CONTRADICTS,
    MENTIONS,
    SUPPORTS,
    UNRELATED,
    Row,
    Target,
)

#: Where the stories stand.
STORIES = Path(__file__).parent / "stories"

#: Sentences before one that are given as its context, as matching does when serving.
CONTEXT_SENTENCES = 3

#: Unrelated rows kept for each labelled one; those nearest to their claims are kept first.
#: Source: about the mix that matching offers the model, see docs/adr/0009.
UNRELATED_SHARE = 1.6

_TARGETS: Mapping[str, Target] = {
    "supports": SUPPORTS,
    "contradicts": CONTRADICTS,
    "mentions": MENTIONS,
}


def desk_rows(seed: int, folder: Path = STORIES) -> list[Row]:
    """Make the rows of all stories: every labelled pair, and the nearest of the unlabelled."""
    every = [
        found
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        for found in _story_rows(json.loads(line))
    ]
    told = [r for r in every if r.target != UNRELATED]
    others = [r for r in every if r.target == UNRELATED]
    random.Random(f"desk-{seed}").shuffle(others)  # noqa: S311 (an order, not a secret)
    others.sort(key=_nearness, reverse=True)
    near = int(len(told) * UNRELATED_SHARE * 0.7)
    far = int(len(told) * UNRELATED_SHARE) - near
    return [*told, *others[:near], *others[::-1][:far]]


def _story_rows(story: Mapping[str, Any]) -> Iterator[Row]:
    for report in story["reports"]:
        labels = {(at, claim): stance for at, claim, stance in report["labels"]}
        sentences: Sequence[str] = report["sentences"]
        for at, sentence in enumerate(sentences):
            for key, claim in story["claims"].items():
                passage = Passage(
                    text=sentence,
                    field=Field.TEXT,
                    start=0,
                    end=len(sentence),
                    headline=report["headline"],
                    context=tuple(sentences[max(0, at - CONTEXT_SENTENCES) : at]),
                )
                target = _TARGETS.get(labels.get((at, key), ""), UNRELATED)
                yield Row(pairs=(Pair(claim=claim, passage=passage),), target=target, origin="desk")


def _nearness(found: Row) -> int:
    """Count the words that an unrelated sentence shares with its claim."""
    pair = found.pairs[0]
    return len(terms(pair.claim) & terms(pair.passage.text))
