"""Lets webhooks go only to addresses that they may go to."""

from __future__ import annotations

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from typing_extensions import override
from yarl import URL

from monitor.rules.addresses import Refusal, check_address, check_target


class GuardedResolver(AbstractResolver):
    """A resolver that gives a connection none but checked addresses, so rebinding gains nothing."""

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
            OSError: The name cannot be resolved, or leads to an address that is not public.
        """
        results = await self._base.resolve(host, port, family)
        for result in results:
            refusal = check_address(result["host"], allow_loopback=self._allow_loopback)
            if refusal:
                raise OSError(f"nothing is sent there: {refusal}")
        return results

    @override
    async def close(self) -> None:
        """Release the resolver underneath."""
        await self._base.close()


def refusal_of(url: URL, *, allow_loopback: bool) -> Refusal | None:
    """Say why nothing is sent to a URL; aiohttp asks no resolver about a literal address."""
    return check_target(
        scheme=url.scheme,
        host=url.raw_host,
        userinfo=url.raw_user is not None or url.raw_password is not None,
        allow_loopback=allow_loopback,
    )
