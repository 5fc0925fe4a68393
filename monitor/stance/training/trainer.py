"""The training loop: deterministic by seed, resumable, one pass over each stage's rows."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from monitor.stance.encoding import Encoder, Tokens
from monitor.stance.training.network import WAYS, StanceNetwork, roll
from monitor.stance.training.rows import Head, Row

log = logging.getLogger(__name__)

#: Threads, each with half a batch. They meet once a step; threads inside each operation would meet
#: hundreds of times, and on a busy machine each waits for the slowest.
WORKERS = 2
#: Padded tokens a step; about 65 sentence pairs.
STEP_TOKENS = 3_072
#: Rows sorted by length together; keeps padding under 5% and the order mixed.
POOL_ROWS = 4_096
WARM_UP_STEPS = 100
#: Learning rate of the new layers over that of the encoder.
HEAD_PACE = 5.0
CHECKPOINT_SECONDS = 150.0
#: Whether the processor multiplies bfloat16 itself. Where it does not, half precision is
#: emulated: 3.7 s a step against 0.9 in whole precision (2026-11-25, AVX-512 without BF16).
HALF = any(torch.cpu.get_capabilities().get(unit) for unit in ("avx512_bf16", "amx_bf16", "bf16"))
LOG_STEPS = 10
GRADIENT_NORM = 1.0
WEIGHT_DECAY = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One pass over rows, with the learning rate falling evenly from first to last step."""

    name: str
    #: Lays the rows out; asked only where the stage is not finished yet.
    rows: Callable[[], Sequence[Row]]
    first_rate: float
    last_rate: float
    #: Steps after which the pass ends early, None for the whole.
    most_steps: int | None = None
    #: Share of each layer's output dropped, in [0, 1); for rows that come more than once.
    dropout: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A row as tokens."""

    passages: tuple[Tokens, ...]
    row: Row

    @property
    def longest(self) -> int:
        """Length of the longest passage, in tokens."""
        return max(len(p.ids) for p in self.passages)


class Trainer:
    """Carries a network through stages; picks up where the last checkpoint left off."""

    def __init__(self, work: Path, encoder: Encoder, seed: int) -> None:
        torch.manual_seed(seed)
        self._work = work
        self._encoder = encoder
        self._seed = seed
        self.network = StanceNetwork()
        self._optimizer = _optimizer(self.network)
        self._moved = [p for p in self.network.parameters() if p.requires_grad]
        self._workers = ThreadPoolExecutor(
            WORKERS, initializer=torch.set_num_threads, initargs=(1,)
        )

    def run(self, stage: Stage) -> None:
        """Train one stage, or what is left of it; a finished stage is only loaded."""
        done = self._work / f"{stage.name}.pt"
        if done.exists():
            self._load(done)
            return
        lessons = self._lessons(stage.rows())
        batches = plan(lessons, random.Random(f"{stage.name}-{self._seed}"))  # noqa: S311 (an order)
        partial = self._work / f"{stage.name}.partial.pt"
        start = self._load(partial) if partial.exists() else 0
        self._steps(stage, batches, start, partial)
        self._save(done, len(batches))
        partial.unlink(missing_ok=True)

    def _steps(
        self, stage: Stage, batches: Sequence[Sequence[Lesson]], start: int, partial: Path
    ) -> None:
        saved, told, recent = time.monotonic(), time.monotonic(), []
        steps = min(len(batches), stage.most_steps or len(batches))
        self.network.train().drop(stage.dropout)
        for step in range(start, steps):
            pace = rate(stage, step, steps)
            recent.append(self._step(batches[step], pace, step))
            if step % LOG_STEPS == LOG_STEPS - 1:
                seconds = (time.monotonic() - told) / LOG_STEPS
                log.info(
                    "%s %d/%d loss %.4f, %.2f s a step",
                    *(stage.name, step + 1, steps, sum(recent) / len(recent), seconds),
                )
                told, recent = time.monotonic(), []
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                self._save(partial, step + 1)
                saved = time.monotonic()

    def _step(self, batch: Sequence[Lesson], pace: float, step: int) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = pace * group["pace"]
        shares = [share for share in (batch[::2], batch[1::2]) if share]
        weight = sum(lesson.row.weight for lesson in batch)
        seeds = [(self._seed * 1_000_003 + step) * WORKERS + n for n in range(WORKERS)]
        learned = list(self._workers.map(lambda s, n: self._learn(s, weight, n), shares, seeds))
        for number, parameter in enumerate(self._moved):
            parameter.grad = sum((grads[number] for _, grads in learned[1:]), learned[0][1][number])
        torch.nn.utils.clip_grad_norm_(self._moved, GRADIENT_NORM)
        self._optimizer.step()
        return sum(value for value, _ in learned)

    def _learn(
        self, share: Sequence[Lesson], weight: float, seed: int
    ) -> tuple[float, tuple[Tensor, ...]]:
        """Tell the loss of a worker's share of a batch, and its gradients."""
        roll(seed)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            logits = self.network(*pad([p for lesson in share for p in lesson.passages]))
        value = loss(logits.float(), share) / weight
        return float(value.detach()), torch.autograd.grad(value, self._moved)

    def _lessons(self, rows: Sequence[Row]) -> list[Lesson]:
        tokens = iter(self._encoder.encode([p for r in rows for p in r.pairs]))
        return [Lesson(passages=tuple(next(tokens) for _ in r.pairs), row=r) for r in rows]

    def _save(self, path: Path, step: int) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": step,
        }
        waiting = path.with_suffix(".tmp")
        torch.save(state, waiting)
        waiting.replace(path)

    def _load(self, path: Path) -> int:
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        step: int = state["step"]
        return step


def plan(lessons: Sequence[Lesson], dice: random.Random) -> list[list[Lesson]]:
    """Order lessons into batches of like length and near equal size, mixed by the dice."""
    mixed = list(lessons)
    dice.shuffle(mixed)
    batches: list[list[Lesson]] = []
    for at in range(0, len(mixed), POOL_ROWS):
        pool = sorted(mixed[at : at + POOL_ROWS], key=lambda lesson: lesson.longest)
        cut = list(_cut(pool))
        dice.shuffle(cut)
        batches += cut
    return batches


def _cut(pool: Sequence[Lesson]) -> Iterator[list[Lesson]]:
    batch: list[Lesson] = []
    rows = 0
    for lesson in pool:
        if batch and (rows + len(lesson.passages)) * lesson.longest > STEP_TOKENS:
            yield batch
            batch, rows = [], 0
        batch.append(lesson)
        rows += len(lesson.passages)
    if batch:
        yield batch


def rate(stage: Stage, step: int, steps: int) -> float:
    """Tell the learning rate of a step: a short warm-up, then an even fall."""
    even = stage.first_rate + (stage.last_rate - stage.first_rate) * step / steps
    return even * min(1.0, (step + 1) / WARM_UP_STEPS)


def pad(rows: Sequence[Tokens]) -> tuple[Tensor, Tensor, Tensor]:
    """Pad rows to the longest: ids, types, mask."""
    width = max(len(r.ids) for r in rows)
    ids = torch.tensor([(*r.ids, *[0] * (width - len(r.ids))) for r in rows])
    types = torch.tensor([(*r.types, *[0] * (width - len(r.types))) for r in rows])
    mask = torch.tensor([[1] * len(r.ids) + [0] * (width - len(r.ids)) for r in rows])
    return ids, types, mask


def loss(logits: Tensor, batch: Sequence[Lesson]) -> Tensor:
    """Sum the weighted cross-entropies of the rows; a report's logits are pooled first."""
    at, losses, weights = 0, [], []
    for lesson in batch:
        count, head = len(lesson.passages), lesson.row.head
        pooled = pool_reports(head_logits(logits[at : at + count], head))
        at += count
        losses.append(-(torch.tensor(lesson.row.target) * pooled).sum())
        weights.append(lesson.row.weight)
    return (torch.stack(losses) * torch.tensor(weights)).sum()


def head_logits(logits: Tensor, head: Head) -> Tensor:
    """Take one head's four log-probabilities of each passage."""
    first = head * len(WAYS)
    return torch.log_softmax(logits[:, first : first + len(WAYS)], dim=1)


def pool_reports(passages: Tensor) -> Tensor:
    """Pool the passages of one report into its log-probabilities (multiple-instance learning).

    A side or a mention stands by its strongest passage (a soft maximum), `unrelated` by the
    passage that is least so (a soft minimum). One passage pools to itself.
    """
    if len(passages) == 1:
        return passages[0]
    count = torch.log(torch.tensor(float(len(passages))))
    sides = torch.logsumexp(passages[:, :3], dim=0) - count
    stranger = -(torch.logsumexp(-passages[:, 3], dim=0) - count)
    return torch.log_softmax(torch.cat([sides, stranger[None]]), dim=0)


def _optimizer(network: StanceNetwork) -> torch.optim.AdamW:
    fresh = [*network.mix.parameters(), *network.heads.parameters()]
    moved = [p for p in network.encoder.parameters() if p.requires_grad]
    groups = [{"params": moved, "pace": 1.0}, {"params": fresh, "pace": HEAD_PACE}]
    return torch.optim.AdamW(groups, lr=0.0, weight_decay=WEIGHT_DECAY, fused=True)
