"""The soak: `python -m tests.benchmarks.soak --simulated`, `--minutes 10`, `--reader-python PATH`.

A farm of 10,000 feeds on 1,000 hosts of many kinds, simulated for a week by a virtual clock, or
served on loopback for some minutes and polled over real sockets. Prints what happened to each
kind of host, and what was not as promised; ends with 1 if anything was not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from monitor.service.logs import set_up_logs
from tests.benchmarks import farm_duel, farm_live, farm_week
from tests.benchmarks.farm_report import Soak

_MAKE_READER = """\
To compare with reader, give it an environment of its own and say where:
  python -m venv /tmp/reader && /tmp/reader/bin/pip install reader sgmllib3k
  python -m tests.benchmarks.soak --minutes 5 --feeds 2000 --hosts 200 \\
    --reader-python /tmp/reader/bin/python
"""


def main() -> int:
    """Run the soak that the arguments ask for."""
    told = _arguments().parse_args()
    set_up_logs("error", "console")
    if told.reader_python:
        _say(farm_duel.HEAD)
        for side in farm_duel.duel(told.feeds, told.hosts, told.minutes * 60, told.reader_python):
            _say(side.line())
        return 0
    begun = time.monotonic()
    if told.simulated:
        length = timedelta(days=told.days)
        found = farm_week.simulate_parts(told.feeds, told.hosts, length, told.processes)
    else:
        found = farm_live.soak(told.feeds, told.hosts, told.minutes * 60)
    _say(f"{told.feeds:,} feeds on {told.hosts:,} hosts, {found.seconds / 3600:,.2f} hours of them")
    broken = show(found)
    _say(f"took {time.monotonic() - begun:,.0f} s")
    if not told.simulated:
        _say(_MAKE_READER)
    return 1 if broken else 0


def show(found: Soak) -> list[str]:
    """Print a soak; give what was not as promised."""
    _say(found.table())
    _say(found.summary())
    told = Counter(alert.reason.value for alert in found.alerts)
    _say("alerts " + (", ".join(f"{n} {reason}" for reason, n in told.most_common()) or "none"))
    broken = found.broken_promises()
    _say("all was as promised" if not broken else "not as promised:")
    for line in broken:
        _say(f"  {line}")
    return broken


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description=__doc__)
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--simulated", action="store_true", help="by a virtual clock")
    parser.add_argument("--days", type=float, default=7, help="of the simulation")
    parser.add_argument("--processes", type=int, default=2, help="that the hosts are dealt out to")
    parser.add_argument("--minutes", type=float, default=10, help="over real sockets")
    parser.add_argument("--reader-python", type=Path, help="interpreter that has `reader`")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
