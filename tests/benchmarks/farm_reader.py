"""Runs the library `reader` on a served farm; started by path, with the interpreter that has it.

Takes a JSON file that says which addresses, for how long, and where to keep the database; prints
what it did as JSON. It knows nothing of this project, so that it needs nothing of it.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

#: Feeds fetched at a time; more threads gained nothing on two cores.
WORKERS = 20


def main() -> None:
    """Subscribe, then update what is due until the time is over."""
    # By name: it is there only where this is run.
    reader = importlib.import_module("reader")
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    opened: Any = reader.make_reader(told["database"])
    # Its shortest interval; the default is an hour.
    opened.set_tag((), opened.make_reader_reserved_name("update"), {"interval": 1})
    for url in told["urls"]:
        opened.add_feed(url)
    begun = time.monotonic()
    counts = {"updates": 0, "errors": 0, "first_round_s": 0.0}
    while time.monotonic() < begun + told["seconds"]:
        for _, value in opened.update_feeds_iter(scheduled=True, workers=WORKERS):
            counts["updates"] += 1
            counts["errors"] += isinstance(value, Exception)
            if time.monotonic() >= begun + told["seconds"]:
                break
        counts["first_round_s"] = counts["first_round_s"] or time.monotonic() - begun
        time.sleep(1)
    entries = [entry.id for entry in opened.get_entries()]
    print(json.dumps({**counts, "guids": entries}))  # noqa: T201


if __name__ == "__main__":
    main()
