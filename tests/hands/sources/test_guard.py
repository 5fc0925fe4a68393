"""The guard against requests into the house."""

from __future__ import annotations

import asyncio
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from monitor.model.errors import FetchForbidden
from monitor.rules.addresses import Refusal, check_address, check_target
from monitor.sources.guard import Guard
from tests.hands.sources.conftest import FakeClock, Site, a_fetcher


class FakeDns(AbstractResolver):
    """A resolver that knows each name's addresses by heart."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Give the addresses, whatever the name."""
        return [
            ResolveResult(
                hostname=host, host=each, port=port, family=socket.AF_INET, proto=0, flags=0
            )
            for each in self.addresses
        ]

    @override
    async def close(self) -> None:
        """Hold nothing."""


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("127.0.0.1", Refusal.LOOPBACK),
        ("127.8.8.8", Refusal.LOOPBACK),
        ("::1", Refusal.LOOPBACK),
        ("::ffff:127.0.0.1", Refusal.LOOPBACK),
        ("::127.0.0.1", Refusal.LOOPBACK),
        ("10.1.2.3", Refusal.PRIVATE),
        ("172.16.0.1", Refusal.PRIVATE),
        ("192.168.0.1", Refusal.PRIVATE),
        ("100.64.0.1", Refusal.PRIVATE),
        ("192.0.0.8", Refusal.PRIVATE),
        ("198.18.0.1", Refusal.PRIVATE),
        ("fc00::1", Refusal.PRIVATE),
        ("fec0::1", Refusal.PRIVATE),
        ("2002:0a00:0001::1", Refusal.PRIVATE),
        ("64:ff9b::10.0.0.1", Refusal.PRIVATE),
        ("64:ff9b:1::1", Refusal.RESERVED),
        ("::ffff:0:10.0.0.1", Refusal.PRIVATE),
        ("2001:0:5ef5:79fb:0:0:f5ff:fffe", Refusal.PRIVATE),
        ("169.254.169.254", Refusal.METADATA),
        ("64:ff9b::a9fe:a9fe", Refusal.METADATA),
        ("fd00:ec2::254", Refusal.METADATA),
        ("169.254.0.1", Refusal.LINK_LOCAL),
        ("fe80::1%eth0", Refusal.LINK_LOCAL),
        ("224.0.0.1", Refusal.MULTICAST),
        ("ff02::1", Refusal.MULTICAST),
        ("240.0.0.1", Refusal.RESERVED),
        ("255.255.255.255", Refusal.RESERVED),
        ("0.0.0.0", Refusal.RESERVED),
        ("::", Refusal.RESERVED),
        ("localhost", Refusal.MALFORMED),
        ("93.184.216.34", None),
        ("2606:4700::6810:1", None),
        ("64:ff9b::93.184.216.34", None),
    ],
)
def test_addresses_are_told_apart(address: str, refusal: Refusal | None) -> None:
    """Everything but a public address is refused, in whatever wrapping it comes."""
    assert check_address(address) is refusal


@given(st.ip_addresses())
def test_only_loopback_is_ever_opened(address: object) -> None:
    """Allowing loopback changes the verdict on loopback addresses and on no others."""
    text = str(address)
    closed, opened = check_address(text), check_address(text, allow_loopback=True)
    assert closed is opened or closed is Refusal.LOOPBACK


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "1.2.3.4.5", "127.0.0.1."]
)
def test_odd_spellings_of_addresses_are_refused(host: str) -> None:
    """A host that some parser might read as a number is no host name."""
    refusal = check_target(scheme="http", host=host, userinfo=False)
    assert refusal in {Refusal.ODD_LITERAL, Refusal.LOOPBACK}


@pytest.mark.parametrize(
    ("scheme", "host", "userinfo", "refusal"),
    [
        ("file", "", False, Refusal.SCHEME),
        ("http", "example.org", True, Refusal.USERINFO),
        ("http", None, False, Refusal.NO_HOST),
        ("http", ".", False, Refusal.NO_HOST),
        ("http", "[::1]", False, Refusal.LOOPBACK),
        ("HTTPS", "example.org", False, None),
        ("http", "\uff11\uff12\uff17.0.0.1", False, Refusal.LOOPBACK),
    ],
)
def test_targets_are_judged_by_their_parts(
    scheme: str, host: str | None, userinfo: bool, refusal: Refusal | None
) -> None:
    """Scheme, user name and host each have their say."""
    assert check_target(scheme=scheme, host=host, userinfo=userinfo) is refusal


@pytest.mark.parametrize("addresses", [("10.0.0.1",), ("127.0.0.1", "192.168.1.1")])
def test_a_name_that_leads_into_the_house_is_forbidden(
    clock: FakeClock, addresses: tuple[str, ...]
) -> None:
    """A public name with a private address is refused, even with a harmless one beside it."""

    async def visit() -> None:
        guard = Guard(allow_loopback=True, base=FakeDns(*addresses))
        async with a_fetcher(clock, guard=guard) as fetcher:
            await fetcher.fetch("http://rebinding.example/")

    with pytest.raises(FetchForbidden, match="private network"):
        asyncio.run(visit())


def test_the_connection_goes_to_the_address_checked(site: Site, clock: FakeClock) -> None:
    """A name is connected to where the guarded resolver said, with its own Host header."""
    url = site.serves("/a", "x").replace("127.0.0.1", "daily.example")

    async def visit() -> None:
        guard = Guard(allow_loopback=True, base=FakeDns("127.0.0.1"))
        async with a_fetcher(clock, guard=guard) as fetcher:
            await fetcher.fetch(url)

    asyncio.run(visit())
    assert site.requests[-1].host.startswith("daily.example")


def test_loopback_is_closed_unless_opened(site: Site, clock: FakeClock) -> None:
    """By default this machine is not read."""

    async def visit() -> None:
        async with a_fetcher(clock, guard=Guard()) as fetcher:
            await fetcher.fetch(site.url)

    with pytest.raises(FetchForbidden, match="loopback"):
        asyncio.run(visit())
    assert site.requests == []
