"""Who is let in, and what every answer carries to keep the browser safe."""

from __future__ import annotations

import hmac
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

#: Answered to anybody: they tell nothing of what is on record.
OPEN_PATHS = frozenset({"/healthz", "/readyz", "/style.css"})

#: Open to hubs, each of which knows one address below that nobody can guess.
CALLBACKS = "/websub/"

#: No script, frame, form or foreign asset works on our pages, whatever an article says.
#: Source: https://www.w3.org/TR/CSP3/ and the OWASP HTTP headers cheat sheet.
SAFETY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "Server": "onrecord",
}

_COOKIE = "onrecord_desk"


async def add_safety_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the safety headers on an answer."""
    response.headers.update(SAFETY_HEADERS)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


class Door:
    """Lets a request in, or says why not.

    Without a token the desk is for this machine alone: it answers under its own names
    only, so that no site can reach it by a name of its own that points here (DNS rebinding).
    With a token it answers under any name, as a proxy may stand before it, and such a site
    has neither the token nor our cookie.
    """

    def __init__(self, host: str, token: str | None) -> None:
        self._host = host.lower()
        self._token = token.encode() if token else None

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request in.

        Raises:
            HTTPForbidden: Asked under a foreign name, or from outside where no token is set.
            HTTPUnauthorized: The token is missing or wrong.
            HTTPSeeOther: The token came in the address; it is a cookie from now on.
        """
        if request.path not in OPEN_PATHS and not request.path.startswith(CALLBACKS):
            if self._token is None:
                self._check_place(request)
            else:
                self._check_token(request, self._token)
        return await handler(request)

    def _check_place(self, request: web.Request) -> None:
        if not is_loopback(self._host):
            raise web.HTTPForbidden(
                text=f"This desk listens on {self._host}, beyond this machine, and has no token. "
                "Set server.token (or ONRECORD_SERVER__TOKEN) to a long random word, "
                "or server.host to 127.0.0.1, and start it again."
            )
        if not is_loopback(_asked_host(request)):
            raise web.HTTPForbidden(
                text="This desk answers under the names of its own machine only. "
                "Ask for it as http://127.0.0.1, or set server.token to put it behind a proxy."
            )

    def _check_token(self, request: web.Request, token: bytes) -> None:
        cookie = hmac.new(token, b"desk cookie", sha256).hexdigest()
        if _same(request.cookies.get(_COOKIE), cookie.encode()):
            return
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(bearer.strip(), token):
            return
        if _same(request.query.get("token"), token):
            raise self._settled(request, cookie)
        raise web.HTTPUnauthorized(
            text="This desk asks for its token: open it once as /?token=..., "
            "or send the header Authorization: Bearer ...",
            headers={"WWW-Authenticate": 'Bearer realm="onrecord"'},
        )

    @staticmethod
    def _settled(request: web.Request, cookie: str) -> web.HTTPSeeOther:
        """Take the token out of the address, where history and screenshots would keep it."""
        query = request.rel_url.query.copy()
        query.popall("token")
        answer = web.HTTPSeeOther(request.rel_url.with_query(query))
        answer.set_cookie(
            _COOKIE, cookie, httponly=True, samesite="Strict", secure=request.secure, path="/"
        )
        return answer


def _same(given: str | None, wanted: bytes) -> bool:
    return given is not None and hmac.compare_digest(given.encode(errors="surrogateescape"), wanted)


def _asked_host(request: web.Request) -> str:
    """Tell the host that the browser asked for, without its port."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""
