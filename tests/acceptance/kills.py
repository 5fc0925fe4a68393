"""Kills a daemon at random moments of its work, and counts what was lost and what was told twice.

    python -m tests.acceptance.kills --times 50 --seed 1

Stories are published while the daemon starts, works and lies dead. In the end every alert
that an undisturbed daemon would have sent must have arrived, by webhook and by mail, and
whatever arrived again must have come under the same id and with the same words.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import click

from monitor.model.job import JobKind
from storage.archive import open_archive
from tests.acceptance.newsroom import Newsroom
from tests.acceptance.stories import Story, claim_file, stories

#: A daemon is killed after up to so many of its deeds (requests, webhooks, letters), at most;
#: one story takes four, and a feed's request goes before.
MOST_DEEDS = 7

#: Seconds from the last of them to the kill, at most; without any, from the start.
LONGEST_WAIT = 0.8

#: Seconds after which a daemon with nothing left to do is killed anyway.
LONGEST_LIFE = 6.0

#: Seconds that receivers take to answer, so that many a kill falls between hand-over and receipt.
SLOWNESS = 0.4

#: What stands in the webhook of an alert that is due: claim, kind, source.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What the kills cost."""

    #: When each kill fell: after how many deeds of the daemon, and seconds later.
    moments: Sequence[tuple[int, float]]
    due: frozenset[Key]
    told: Sequence[Key]
    letters: int
    #: Webhooks that came again under an id already taken; a receiver drops them.
    repeats: int
    #: Ids that came again with another body.
    altered: frozenset[str]
    #: What the database says of itself, and work left over in it.
    problems: Sequence[str] = field(default=())

    @property
    def missing(self) -> frozenset[Key]:
        """Alerts that were due and never came."""
        return self.due - set(self.told)

    @property
    def unasked(self) -> list[Key]:
        """Alerts that came under a second id, or that were not due."""
        told = list(self.told)
        for key in self.due & set(told):
            told.remove(key)
        return told

    @property
    def harmless(self) -> bool:
        """Whether nothing was lost, doubled, altered or left over."""
        wrong = self.missing or self.unasked or self.altered or self.problems
        return not wrong and self.letters == len(self.told)


def kill_repeatedly(folder: Path, *, times: int, seed: int, published: Sequence[Story]) -> Toll:
    """Publish stories to a daemon that is killed so many times, then let it settle."""
    dice = Random(seed)  # noqa: S311 (moments, no secrets)
    moments = [(dice.randint(0, MOST_DEEDS), dice.uniform(0, LONGEST_WAIT)) for _ in range(times)]
    rest = list(published)
    with Newsroom(folder, claim_file(), ages="[600, 1200]") as room:
        room.receiver.slowness = room.post.slowness = SLOWNESS
        for number, (deeds, wait) in enumerate(moments):
            fresh = rest[: -(-len(rest) // (times - number))]
            del rest[: len(fresh)]
            _live_and_die(room, fresh, deeds, wait)
        for story in rest:
            room.publishes(story.slug, story.headline, *story.paragraphs)
        room.starts()
        due = frozenset((s.claim, s.kind, s.source) for s in published)
        _settle(room, len(due))
        room.stops()
        taken = [body["data"] for body in room.receiver.taken.values()]
        return Toll(
            moments=moments,
            due=due,
            told=[_key(data) for data in taken],
            letters=len(room.post.letters),
            repeats=sum(room.receiver.times.values()) - len(taken),
            altered=frozenset(room.receiver.altered),
            problems=_problems(folder),
        )


def _key(data: Mapping[str, Any]) -> Key:
    claim = data["claim"]
    return (claim["id"] if claim else "", data["kind"], data["source"] or "")


def _live_and_die(room: Newsroom, fresh: Sequence[Story], deeds: int, wait: float) -> None:
    """Publish stories, start a daemon, and kill it a while after so many deeds."""
    for story in fresh:
        room.publishes(story.slug, story.headline, *story.paragraphs)
    enough = room.happenings + deeds
    room.starts()
    deadline = time.monotonic() + LONGEST_LIFE
    while room.happenings < enough and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(wait)
    room.kills()


def _settle(room: Newsroom, due: int) -> None:
    """Wait until as much has arrived as is due, and a little longer for what is not."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if len(room.receiver.taken) >= due and len(room.post.letters) >= due:
            break
        time.sleep(0.1)
    time.sleep(2)


def _problems(folder: Path) -> list[str]:
    """Let the database check itself, and look for work that nobody has done."""
    url = f"sqlite:///{folder / 'data' / 'onrecord.db'}"
    with closing(open_archive(url, raw_dir=folder / "data" / "raw")) as archive:
        found = archive.check()
        later = datetime.now(UTC) + timedelta(days=30)
        with archive.unit() as unit:
            left = [job for kind in JobKind for job in unit.jobs.lease(kind, later, later, 100)]
    buried = [f"given up: {job.kind} {job.key}: {job.last_error}" for job in found.buried]
    return [*found.problems, *buried, *(f"left over: {job.kind} {job.key}" for job in left)]


@click.command()
@click.option("--times", type=click.IntRange(0), default=50, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(times: int, seed: int) -> None:
    """Kill a daemon so many times; fail if that cost an alert."""
    with tempfile.TemporaryDirectory(prefix="onrecord-kills-") as name:
        toll = kill_repeatedly(Path(name), times=times, seed=seed, published=stories())
    rows = {
        "kills": len(toll.moments),
        "after deeds + s": " ".join(f"{deeds}+{wait:.2f}" for deeds, wait in toll.moments),
        "alerts due": len(toll.due),
        "delivered by webhook": len(toll.told),
        "delivered by mail": toll.letters,
        "repeats under one id": toll.repeats,
        "altered repeats": len(toll.altered),
        "missing": sorted(toll.missing),
        "not asked for": toll.unasked,
        "problems": toll.problems,
    }
    for what, value in rows.items():
        click.echo(f"{what:22}{value if value not in ([], ()) else 'none'}")
    raise SystemExit(0 if toll.harmless else 1)


if __name__ == "__main__":
    main()
