"""What happened to each kind of host on the farm, and whether it was as promised."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.model.alert import Alert
from tests.benchmarks.farm import OPEN, Farm, FarmFeed, HostLog, Kind

#: Between the starts of two requests to one host, as the service promises (`host_interval_s`).
ALLOWED = 1.0


@dataclass(slots=True)
class KindReport:
    """What happened to the hosts of one kind."""

    feeds: int = 0
    polls: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    missed: int = 0
    #: Seen later than the interval in force allows; and those of them that could be seen before
    #: every feed had been asked once, while the service was still catching up with its start.
    late: int = 0
    late_at_start: int = 0
    #: Seconds from when an item could be seen to when it was.
    delays: list[float] = field(default_factory=list)
    down: int = 0
    suspected: int = 0
    moved: int = 0

    def add(self, other: KindReport) -> None:
        """Add what happened to other hosts of the kind."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.outcomes += other.outcomes
        self.delays += other.delays

    def delay(self, share: float) -> float:
        """Give a quantile of the delays, in seconds; nan without any."""
        if not self.delays:
            return math.nan
        ordered = sorted(self.delays)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass(slots=True)
class Soak:
    """What a soak found."""

    farm: Farm
    logs: Mapping[int, HostLog]
    kinds: dict[Kind, KindReport]
    seconds: float
    #: How much sooner than allowed a request may reach its host: the way there is not ours.
    slack: float
    rss_bytes: Sequence[int] = ()
    alerts: Sequence[Alert] = ()
    #: Items on record at the end, where they were kept.
    guids: frozenset[str] = frozenset()
    #: Seconds until every feed had been asked once.
    first_round: float = math.nan

    @property
    def polls(self) -> int:
        """Count all polls."""
        return sum(kind.polls for kind in self.kinds.values())

    @property
    def requests(self) -> int:
        """Count all requests that the farm saw."""
        return sum(log.requests for log in self.logs.values())

    @property
    def body_bytes(self) -> int:
        """Count the bytes of all bodies served."""
        return sum(log.body_bytes for log in self.logs.values())

    def broken_promises(self) -> list[str]:
        """List what was not as promised; empty when all was."""
        found = []
        for host, log in self.logs.items():
            if log.closest < ALLOWED - self.slack or log.tightest < 10 * ALLOWED - self.slack:
                found.append(f"host {host} was asked after {log.closest:.2f} s")
            if log.intrusions:
                found.append(f"host {host} was asked {log.intrusions} times while it was closed")
        for kind, report in self.kinds.items():
            if kind in OPEN and report.missed:
                found.append(f"{report.missed} items of {kind} feeds were missed")
            if kind in OPEN and report.late:
                found.append(f"{report.late} items of {kind} feeds were seen too late")
        found += self._states()
        return found

    def _states(self) -> Iterable[str]:
        hijacked = self.kinds.get(Kind.HIJACKED)
        if hijacked and hijacked.suspected < hijacked.feeds and self.seconds > _DAY:
            yield f"{hijacked.feeds - hijacked.suspected} hijacked feeds were not noticed"
        gone = self.kinds.get(Kind.GONE)
        if gone and gone.down < gone.feeds and self.seconds > _DAY:
            yield f"{gone.feeds - gone.down} feeds that are gone were not told"

    def table(self) -> str:
        """Lay out what happened to each kind."""
        lines = [_HEAD]
        for kind, report in sorted(self.kinds.items(), key=lambda pair: list(Kind).index(pair[0])):
            statuses: Counter[int] = Counter()
            hosts = {feed.host for feed in self.farm.feeds if feed.kind is kind}
            for host in hosts & self.logs.keys():
                statuses += self.logs[host].statuses
            lines.append(_line(kind, len(hosts), report, statuses))
        return "\n".join(lines)

    def summary(self) -> str:
        """Say in a few lines what was measured over all."""
        closest = min((log.closest for log in self.logs.values()), default=math.nan)
        tightest = min((log.tightest for log in self.logs.values()), default=math.nan)
        intrusions = sum(log.intrusions for log in self.logs.values())
        memory = ", ".join(f"{rss / 2**20:.0f}" for rss in self.rss_bytes)
        pace = f"{self.polls / self.seconds:,.1f} a second"
        lines = (
            f"polls {self.polls:,}, {pace}; every feed asked once within {self.first_round:.0f} s",
            f"requests {self.requests:,}, bodies {self.body_bytes / 2**20:,.1f} MiB",
            f"closest two requests to one host {closest:.3f} s, closest eleven {tightest:.3f} s",
            f"requests to a host while it was closed {intrusions}",
            f"resident memory at even distances, MiB: {memory}",
        )
        return "\n".join(lines)


_DAY = 86400.0
_COUNTS = (
    *("feeds", "polls", "seen", "missed", "late", "late_at_start"),
    *("down", "suspected", "moved"),
)
_HEAD = (
    "kind       hosts  feeds    polls    items   missed  late  (start)  median s   p95 s   max s  "
    "down  susp.  moved  answers"
)


def _line(kind: Kind, hosts: int, report: KindReport, statuses: Counter[int]) -> str:
    answers = ", ".join(f"{count:,}x{status}" for status, count in statuses.most_common())
    delays = "".join(f"{report.delay(share):8.0f}" for share in (0.5, 0.95, 1.0))
    return (
        f"{kind:10} {hosts:5} {report.feeds:6} {report.polls:8} {report.seen:8} "
        f"{report.missed:8} {report.late:5} {report.late_at_start:8}  {delays}  "
        f"{report.down:4} {report.suspected:6} {report.moved:6}  {answers}"
    )


def empty_reports(feeds: Iterable[FarmFeed]) -> dict[Kind, KindReport]:
    """Open a report for each kind there is."""
    reports: dict[Kind, KindReport] = {}
    for feed in feeds:
        reports.setdefault(feed.kind, KindReport()).feeds += 1
    return reports


def merged(parts: Sequence[Soak]) -> Soak:
    """Put together the soaks of the parts of one farm; they have no host in common."""
    kinds: dict[Kind, KindReport] = {}
    for part in parts:
        for kind, report in part.kinds.items():
            kinds.setdefault(kind, KindReport()).add(report)
    first = parts[0]
    return Soak(
        farm=first.farm,
        logs={host: log for part in parts for host, log in part.logs.items()},
        kinds=kinds,
        seconds=first.seconds,
        slack=first.slack,
        rss_bytes=[sum(at) for at in zip(*(part.rss_bytes for part in parts), strict=True)],
        alerts=[alert for part in parts for alert in part.alerts],
        first_round=max(part.first_round for part in parts),
    )


def rss_bytes() -> int:
    """Tell the resident memory of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (no path, a counter)
        return int(file.read().split()[1]) * 4096
