"""The guard at the door: no request leaves for an address inside the house."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from typing_extensions import override
from yarl import URL

from monitor.model.errors import FetchForbidden
from monitor.rules.addresses import check_address, check_target


class GuardedResolver(AbstractResolver):
    """A resolver that gives a connection only addresses it may go to.

    The connection is made to the very addresses checked here, so a name that
    resolves differently a moment later (DNS rebinding) gains nothing. One
    forbidden address among public ones refuses the name.
    """

    def __init__(
        self, base: AbstractResolver | None = None, *, allow_loopback: bool = False
    ) -> None:
        self._base = base or DefaultResolver()
        self._allow_loopback = allow_loopback

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name and check every address it has.

        Raises:
            FetchForbidden: The name leads to an address that is not public.
            OSError: The name could not be resolved.
        """
        results = await self._base.resolve(host, port, family)
        for result in results:
            refusal = check_address(result["host"], allow_loopback=self._allow_loopback)
            if refusal:
                raise FetchForbidden(f"{host} is not fetched: {refusal}.", url=host)
        return results

    @override
    async def close(self) -> None:
        """Release the resolver underneath."""
        await self._base.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be fetched; checked before each hop and again at each connection."""

    #: Opens 127.0.0.0/8 and ::1, for tests and replay; nothing else ever opens.
    allow_loopback: bool = False
    #: Resolves names; None for the system's resolver.
    base: AbstractResolver | None = None

    def check(self, url: URL) -> None:
        """Let a URL pass, by the parts that the HTTP client itself will use.

        aiohttp asks no resolver about a literal IP address, so those are judged here.

        Raises:
            FetchForbidden: The URL is not one that may be fetched.
        """
        refusal = check_target(
            scheme=url.scheme,
            host=url.raw_host,
            userinfo=url.raw_user is not None or url.raw_password is not None,
            allow_loopback=self.allow_loopback,
        )
        if refusal:
            shown = url.with_user(None) if url.raw_user is not None else url
            raise FetchForbidden(f"{shown} is not fetched: {refusal}.", url=str(shown))

    def resolver(self) -> GuardedResolver:
        """Make the resolver for a session; call it inside the event loop."""
        return GuardedResolver(self.base, allow_loopback=self.allow_loopback)
