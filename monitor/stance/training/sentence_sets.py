"""Readers of the sentence-level sets: each yields rows for the passage head."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from monitor.stance.training.rows import (
    CONTRADICTS,
    MENTIONS,
    SUPPORTS,
    UNRELATED,
    Row,
    Target,
    normal,
    row,
)

#: Rows taken of each source, at most; chosen for nearness to news and for the time two cores have.
#: SNLI is captions and is weighted down; ConTRoL's premises are pages and are left out.
TAKEN = {
    "ling_in_loop/LitL": 5_000,
    "ling_in_loop/LotS": 5_000,
    "ling_in_loop/baseline": 4_000,
    "mnli_dev_matched": 8_000,
    "taxinli": 2_500,
    "new_protocols/base": 6_000,
    "new_protocols/contrast": 9_000,
    "new_protocols/edit_other": 10_000,
    "new_protocols/edit_premise": 10_000,
    "new_protocols/paragraph": 900,
    "cad_nli": 10_500,
    "semi_auto_nli/base_wiki": 2_700,
    "semi_auto_nli/sim_wiki": 1_500,
    "snli_train_sub": 3_500,
    "fever": 13_400,
    "fool_me_twice": 1_200,
    "healthver": 1_900,
    "climate_fever": 3_000,
    "covidfact": 2_000,
    "scifact": 600,
    "breaking_nli": 1_200,
    "conjnli": 2_000,
    "strangers": 5_000,
}

#: A SNLI contradiction below this share of common words is another event, not a contradiction.
CAPTION_OVERLAP = 0.3
#: A neutral pair sharing this share of the claim's words or less is unrelated; from the second on
#: it mentions the claim; in between it is partly each.
UNRELATED_OVERLAP, MENTIONS_OVERLAP = 0.15, 0.5

#: Letters of a word that counts as matter, from this many on.
LONGER_WORD = 4
#: Length of a checked claim that is one sentence and says something, in characters.
CHECKED_CHARACTERS = range(26, 180)
#: Share of bare rows that get a stray context, and the longest stray, in characters.
DISTRACTED, STRAY_CHARACTERS = 0.2, 160


def sentence_rows(data: Path, seed: int) -> list[Row]:
    """Read every sentence-level set, cut to what is taken of each, in a seeded order."""
    dice = random.Random(f"sentences-{seed}")  # noqa: S311 (a sample, not a secret)
    by_origin: dict[str, list[Row]] = {}
    for reader in READERS:
        for found in reader(data):
            by_origin.setdefault(found.origin, []).append(found)
    rows = []
    for origin, found_rows in sorted(by_origin.items()):
        dice.shuffle(found_rows)
        rows += found_rows[: TAKEN.get(origin, 0)]
    dice.shuffle(rows)
    return distracted(rows, dice)


def distracted(rows: list[Row], dice: random.Random) -> list[Row]:
    """Give some bare rows a stray sentence as context, so that context alone decides nothing."""
    strays = [r.pairs[0].passage.text for r in rows]
    return [_distract(r, dice.choice(strays), dice.random()) for r in rows]


def _distract(found: Row, stray: str, throw: float) -> Row:
    bare = found.pairs[0]
    if throw > DISTRACTED or bare.passage.context or len(stray) > STRAY_CHARACTERS:
        return found
    return row(bare.claim, bare.passage.text, found.target, origin=found.origin, context=(stray,))


def read_nli(data: Path) -> Iterator[Row]:
    """Read the pooled inference pairs."""
    with gzip.open(data / "nli/nli.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            r = json.loads(line)
            caption = r["source"].startswith("snli") and r["overlap"] < CAPTION_OVERLAP
            if caption and r["label"] == "c":
                continue
            target = _inference(r["label"], r["overlap"])
            yield row(r["hypothesis"], r["premise"], target, origin=r["source"])


def read_fever(data: Path) -> Iterator[Row]:
    """Read FEVER development pairs; the nearest sentence is the passage, others the context."""
    folder = data / "fever_rte_dev"
    columns = [
        (folder / name).read_text(encoding="utf-8").splitlines()
        for name in ("dev.raw.input0", "dev.raw.input1", "dev.label")
    ]
    for evidence, claim, label in zip(*columns, strict=True):
        target = SUPPORTS if label == "entailment" else CONTRADICTS
        yield _nearest(claim, plain(evidence), target, "fever")


def read_fool_me_twice(data: Path) -> Iterator[Row]:
    """Read claims written to deceive, with their gold evidence."""
    with (data / "fool_me_twice/dev.jsonl").open(encoding="utf-8") as lines:
        for r in map(json.loads, lines):
            evidence = " ".join(e["text"] for e in r["gold_evidence"])
            target = SUPPORTS if r["label"] == "SUPPORTS" else CONTRADICTS
            yield _nearest(r["text"], evidence, target, "fool_me_twice")


def read_healthver(data: Path) -> Iterator[Row]:
    """Read health claims against passages of papers."""
    targets = {"Supports": SUPPORTS, "Refutes": CONTRADICTS, "Neutral": MENTIONS}
    with (data / "healthver/healthver_dev.csv").open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines):
            yield _nearest(r["claim"], r["evidence"], targets[r["label"]], "healthver")


def read_climate_fever(data: Path) -> Iterator[Row]:
    """Read climate claims against sentences; evidence that does not decide mentions the claim."""
    targets = {"SUPPORTS": SUPPORTS, "REFUTES": CONTRADICTS, "NOT_ENOUGH_INFO": MENTIONS}
    with (data / "climate_fever/climate-fever.jsonl").open(encoding="utf-8") as lines:
        for r in map(json.loads, lines):
            for e in r["evidences"]:
                target = targets[e["evidence_label"]]
                if target is MENTIONS:
                    target = _inference("n", overlap(r["claim"], e["evidence"]))
                yield row(r["claim"], e["evidence"], target, origin="climate_fever")


def read_covidfact(data: Path) -> Iterator[Row]:
    """Read headlines about the pandemic with word-swapped refutations."""
    yield from _rte(data / "covidfact/train.tsv", "covidfact")


def read_scifact(data: Path) -> Iterator[Row]:
    """Read scientific claims against abstracts."""
    yield from _rte(data / "scifact_rte/train.tsv", "scifact")


def read_breaking(data: Path) -> Iterator[Row]:
    """Read one-word contradictions: numbers, countries, antonyms."""
    targets = {"entailment": SUPPORTS, "contradiction": CONTRADICTS}
    with (data / "breaking_nli/data/dataset.jsonl").open(encoding="utf-8") as lines:
        for r in map(json.loads, lines):
            if r["gold_label"] in targets:
                target = targets[r["gold_label"]]
                yield row(r["sentence2"], r["sentence1"], target, origin="breaking_nli")


def read_conjnli(data: Path) -> Iterator[Row]:
    """Read pairs that differ in a conjunct."""
    labels = {"entailment": "e", "contradiction": "c", "neutral": "n"}
    path = data / "conjnli/adversarial_train_15k.tsv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            premise, claim = r["Premise"], r["Hypothesis"]
            target = _inference(labels[r["Label"]], overlap(claim, premise))
            yield row(claim, premise, target, origin="conjnli")


def read_strangers(data: Path) -> Iterator[Row]:
    """Pair checked claims with the nearest other claim: same names, another matter."""
    claims = checked_claims(data)
    words = [longer_words(c) for c in claims]
    index: dict[str, list[int]] = {}
    for at, bag in enumerate(words):
        for word in bag:
            index.setdefault(word, []).append(at)
    dice = random.Random("strangers")  # noqa: S311 (a sample, not a secret)
    for at in dice.sample(range(len(claims)), min(6_000, len(claims))):
        rare = sorted(words[at], key=lambda w: (len(index[w]), w))[:4]
        near = {other for word in rare for other in index[word][:40]} - {at}
        apart = [o for o in sorted(near) if len(words[o] & words[at]) * 2 < len(words[at])]
        if apart:
            best = max(apart, key=lambda o: (len(words[o] & words[at]), o))
            yield row(claims[at], claims[best], UNRELATED, origin="strangers")


def checked_claims(data: Path) -> list[str]:
    """List claims that fact-checkers have looked at."""
    with (data / "checkthat2022_2a/vclaims.jsonl").open(encoding="utf-8") as lines:
        found = (json.loads(line)["vclaim"].strip() for line in lines)
        return sorted({c for c in found if len(c) in CHECKED_CHARACTERS})


READERS: tuple[Callable[[Path], Iterator[Row]], ...] = (
    read_nli,
    read_fever,
    read_fool_me_twice,
    read_healthver,
    read_climate_fever,
    read_covidfact,
    read_scifact,
    read_breaking,
    read_conjnli,
    read_strangers,
)


def overlap(claim: str, text: str) -> float:
    """Measure the share of a claim's longer words that a text has, in [0, 1]."""
    words = longer_words(claim)
    return len(words & set(normal(text).split())) / len(words) if words else 0.0


def longer_words(text: str) -> frozenset[str]:
    """List the words that carry matter: those of a few letters seldom do."""
    return frozenset(w for w in normal(text).split() if len(w) >= LONGER_WORD)


def plain(text: str) -> str:
    """Undo the treebank spelling of FEVER: brackets, quotes, spaces before stops."""
    text = re.sub(r"-LRB- ?", "(", text).replace(" -RRB-", ")")
    text = re.sub(r"-LSB-.*?-RSB-", "", text).replace("`` ", '"').replace(" ''", '"')
    text = text.replace(" -- ", " - ").replace("COLON", ":")
    return re.sub(r"\s+([.,;:?!)'])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _inference(label: str, common: float) -> Target:
    if label != "n":
        return SUPPORTS if label == "e" else CONTRADICTS
    share = (common - UNRELATED_OVERLAP) / (MENTIONS_OVERLAP - UNRELATED_OVERLAP)
    mentions = min(1.0, max(0.0, share))
    return (0.0, 0.0, mentions, 1.0 - mentions)


def _nearest(claim: str, evidence: str, target: Target, origin: str) -> Row:
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", evidence) if s] or [evidence]
    best = max(range(len(sentences)), key=lambda i: (overlap(claim, sentences[i]), -i))
    rest = sentences[:best] + sentences[best + 1 :]
    return row(claim, sentences[best], target, origin=origin, context=rest[-2:])


def _rte(path: Path, origin: str) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        for cells in list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            _, evidence, claim, label = cells
            target = SUPPORTS if label == "entailment" else CONTRADICTS
            yield _nearest(claim, evidence, target, origin)
