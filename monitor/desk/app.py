"""The desk: a read-only web front and JSON API on the daemon's own loop."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler

from monitor.desk.callbacks import MOST_BYTES, Listening
from monitor.desk.door import Door, add_safety_headers
from monitor.desk.health import gauges, oldest_due
from monitor.desk.looks import LOOKS, Look, alerts
from monitor.desk.showing import as_json, render
from monitor.model.errors import ConfigError, NotFound, StorageError
from monitor.ports import Archive, Callbacks, Clock, Unit

#: Seconds that answers under way may take when the desk closes.
GRACE_SECONDS = 3.0

Seen = TypeVar("Seen")


class Desk:
    """The web front of one archive."""

    def __init__(self, archive: Archive, clock: Clock, *, token: str | None = None) -> None:
        """Set the desk up.

        Args:
            archive: What it shows; it is never written to.
            clock: Against which "due" and "ago" are told.
            token: The word that opens the desk; None keeps it to this machine.
        """
        self._archive = archive
        self._clock = clock
        self._token = token
        self._runner: web.AppRunner | None = None
        self._hubs = Listening()

    def hear_hubs(self, callbacks: Callbacks) -> None:
        """Let hubs be heard from now on."""
        self._hubs.callbacks = callbacks

    async def open(self, host: str, port: int) -> int:
        """Begin to answer.

        Args:
            host: Address to listen on.
            port: 0 takes any that is free.

        Returns:
            The port listened on.

        Raises:
            ConfigError: The address cannot be listened on; names the key to change.
        """
        runner = web.AppRunner(
            self._application(Door(host, self._token)),
            access_log=None,  # it would write tokens down
            shutdown_timeout=GRACE_SECONDS,
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            raise _unusable(error, host, port) from error
        self._runner = runner
        bound: int = runner.addresses[0][1]
        return bound

    async def close(self) -> None:
        """Stop answering; closing twice is closing once."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    def _application(self, door: Door) -> web.Application:
        app = web.Application(middlewares=[_tell_errors, door.guard], client_max_size=MOST_BYTES)
        app.on_response_prepare.append(add_safety_headers)
        for look in LOOKS:
            for path in look.paths:
                app.router.add_get(path, partial(self._page, look))
            app.router.add_get(look.api, partial(self._json, look))
        app.router.add_get("/alerts.atom", self._atom)
        app.router.add_get("/healthz", _healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        app.router.add_get("/style.css", _style)
        self._hubs.add_to(app)
        return app

    async def _page(self, look: Look, request: web.Request) -> web.Response:
        view = await self._read(lambda unit: look.view(unit, request.match_info))
        text = render(look.template, view=view, now=self._clock.now())
        return web.Response(text=text, content_type="text/html")

    async def _json(self, look: Look, request: web.Request) -> web.Response:
        view = await self._read(lambda unit: look.view(unit, request.match_info))
        return web.json_response(text=as_json(view))

    async def _atom(self, _request: web.Request) -> web.Response:
        view = await self._read(lambda unit: alerts(unit, {}))
        text = render("alerts.atom.jinja", view=view, now=self._clock.now())
        return web.Response(text=text, content_type="application/atom+xml")

    async def _readyz(self, _request: web.Request) -> web.Response:
        waits = await self._read(partial(oldest_due, now=self._clock.now()))
        return web.json_response({"ready": True, "oldest_due_s": waits})

    async def _metrics(self, _request: web.Request) -> web.Response:
        text = await self._read(partial(gauges, now=self._clock.now()))
        return web.Response(text=text, headers={"Content-Type": "text/plain; version=0.0.4"})

    async def _read(self, look: Callable[[Unit], Seen]) -> Seen:
        """Look at the archive from a thread, so that the loop goes on."""

        def looking() -> Seen:
            with self._archive.unit() as unit:
                return look(unit)

        return await asyncio.to_thread(looking)


async def _healthz(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})


async def _style(_request: web.Request) -> web.Response:
    text = files("monitor.desk").joinpath("style.css").read_text(encoding="utf-8")
    return web.Response(text=text, content_type="text/css")


@web.middleware
async def _tell_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what went wrong into a page, or into JSON for a program."""
    try:
        return await handler(request)
    except NotFound as error:
        return _sorry(request, web.HTTPNotFound.status_code, "Not on record", str(error))
    except StorageError as error:
        status = web.HTTPServiceUnavailable.status_code
        return _sorry(request, status, "The database does not answer", str(error))
    except web.HTTPError as error:
        said = _sorry(request, error.status, error.reason, _explained(error))
        error.content_type, error.text = said.content_type, said.text or ""
        raise


def _explained(error: web.HTTPError) -> str:
    match error:
        case web.HTTPNotFound():
            return "There is no page at this address."
        case web.HTTPMethodNotAllowed():
            return "The desk shows and changes nothing: it answers GET only."
        case _:
            return error.text or ""


def _sorry(request: web.Request, status: int, title: str, message: str) -> web.Response:
    if request.path.startswith("/api/") or request.path == "/readyz":
        return web.json_response({"error": message}, status=status)
    text = render("error.html.jinja", title=title, message=message)
    return web.Response(text=text, status=status, content_type="text/html")


def _unusable(error: OSError, host: str, port: int) -> ConfigError:
    match error.errno:
        case errno.EADDRINUSE:
            return ConfigError(
                f"port {port} on {host} is taken by another program; choose another port",
                key="server.port",
            )
        case errno.EACCES:
            return ConfigError(
                f"port {port} is reserved for the system; choose one from 1024 on",
                key="server.port",
            )
        case _:
            return ConfigError(
                f"{host} is no address of this machine; 127.0.0.1 always is", key="server.host"
            )
