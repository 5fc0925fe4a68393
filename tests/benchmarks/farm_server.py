"""Serves the farm on loopback, each host at an address of its own: a process for itself.

`python -m tests.benchmarks.farm_server FEEDS HOSTS SECONDS` prints port and start as one line of
JSON, serves until its input ends, then prints what each client did to each host.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from typing import Any

from aiohttp import web

from tests.benchmarks.farm import Farm, HostLog, host_name, host_number, render

#: Seconds between two looks at one's own lag.
_PULSE = 0.02


class FarmServer:
    """The farm as a web server."""

    def __init__(self, farm: Farm) -> None:
        """Serve a farm."""
        self._farm = farm
        self.port = 0

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer as the host asked would."""
        client = request.headers.get("User-Agent", "").partition("/")[0]
        host = host_number(request.host.partition(":")[0])
        etag = request.headers.get("If-None-Match")
        answer = self._farm.answer(client, host, request.path, etag, time.time())
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.feed is None:
            return web.Response(status=answer.status, headers=answer.headers)
        base = f"http://{host_name(host)}:{self.port}"
        body = render(answer.feed, answer.newest, base, self._farm.start, hijacked=answer.hijacked)
        self._farm.logs[client][host].body_bytes += len(body)
        return web.Response(body=body, status=answer.status, headers=answer.headers)

    async def serve(self) -> None:
        """Serve until the input ends."""
        runner = web.ServerRunner(
            web.Server(self.answer, access_log=None, keepalive_timeout=75), shutdown_timeout=1
        )
        await runner.setup()
        # All of 127.0.0.0/8 is this machine; there is no way to bind to just that.
        listener = web.TCPSite(runner, "0.0.0.0", 0, backlog=1024)
        await listener.start()
        self.port = runner.addresses[0][1]
        print(json.dumps({"port": self.port, "start": self._farm.start}), flush=True)  # noqa: T201
        lag = asyncio.create_task(self._feel_lag())
        await asyncio.to_thread(sys.stdin.read)
        lag.cancel()
        await runner.cleanup()

    async def _feel_lag(self) -> None:
        """Measure how late this process is, as the worst of the last seconds."""
        lately = deque([0.0], maxlen=round(2 / _PULSE))
        while True:
            due = time.monotonic() + _PULSE
            await asyncio.sleep(_PULSE)
            lately.append(time.monotonic() - due)
            self._farm.lag = max(lately)


def logs_to_json(farm: Farm) -> str:
    """Write down what each host saw of each client."""
    return json.dumps(
        {
            client: {
                str(host): {name: getattr(log, name) for name in HostLog.__slots__}
                for host, log in hosts.items()
            }
            for client, hosts in farm.logs.items()
        }
    )


def logs_from_json(text: str) -> dict[str, dict[int, HostLog]]:
    """Read what `logs_to_json` wrote."""
    return {
        client: {int(host): _log(log) for host, log in hosts.items()}
        for client, hosts in json.loads(text).items()
    }


def _log(values: dict[str, Any]) -> HostLog:
    statuses = Counter({int(status): count for status, count in values.pop("statuses").items()})
    return HostLog(**values, statuses=statuses)


def main() -> None:
    """Serve the farm that the arguments describe."""
    feeds, hosts, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    farm = Farm(feeds, hosts, start=math.floor(time.time()), length=seconds)
    with suppress(KeyboardInterrupt):
        asyncio.run(FarmServer(farm).serve())
    print(logs_to_json(farm), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
