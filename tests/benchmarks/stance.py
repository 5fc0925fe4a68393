"""Pairs a second of the embedded model: `python -m tests.benchmarks.stance [--pairs N]`."""

from __future__ import annotations

import argparse
import sys
import time

from monitor.model.change import Field
from monitor.model.evidence import Pair, Passage
from monitor.stance.encoding import Encoder
from monitor.stance.model import THREADS, WEIGHTS, EmbeddedModel

#: Tokens of each pair. Source: design target, 150 pairs a second at 96 tokens on two cores.
TOKENS = 96


def main() -> None:
    """Print the rate, after a warm-up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=600)
    pairs = [a_pair_of(TOKENS)] * parser.parse_args().pairs
    model = EmbeddedModel()
    model.weigh(pairs[:20])
    start = time.perf_counter()
    model.weigh(pairs)
    rate = len(pairs) / (time.perf_counter() - start)
    sys.stdout.write(f"{rate:.0f} pairs a second at {TOKENS} tokens on {THREADS} threads\n")


def a_pair_of(tokens: int) -> Pair:
    """Build a pair that is just so many tokens long, in the usual proportions."""
    encoder = Encoder(WEIGHTS / "tokenizer.json")
    claim = "the bridge over the river will be closed to all traffic until the end of the year"
    text = "the city said on monday that the bridge would stay open during most of the works"
    pair = _pair(claim, text, "")
    missing = tokens - len(encoder.encode([pair])[0].ids) - 1
    return _pair(claim, text, "word " * missing)


def _pair(claim: str, text: str, context: str) -> Pair:
    passage = Passage(
        text=text,
        field=Field.TEXT,
        start=0,
        end=len(text),
        context=(context,) if context else (),
    )
    return Pair(claim=claim, passage=passage)


if __name__ == "__main__":
    main()
