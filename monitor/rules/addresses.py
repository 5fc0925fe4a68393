"""Which addresses a fetch may go to: the pure half of the guard against request forgery.

The caller passes what *its own* URL parser made of the address, so that the
address checked is the address connected to. Names are resolved by the caller
and every result goes through `check_address`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_Address = IPv4Address | IPv6Address

#: Where cloud machines hand out their credentials.
#: Source: AWS (both families), Alibaba, Google (IPv6) instance metadata documents.
_METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "fd20:ce::254"))
)
#: Special-purpose blocks that `ipaddress` of Python 3.11 calls global or leaves out.
#: Source: IANA special-purpose address registries; RFC 6598 (CGNAT), RFC 8215 (local NAT64),
#: RFC 7526 (6to4 relay), RFC 5180 and RFC 7450 (benchmarking, AMT).
_SPECIAL = tuple(
    map(
        ip_network,
        ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "192.52.193.0/24", "64:ff9b:1::/48"),
    )
)
#: IPv6 prefixes that carry an IPv4 address in their last 32 bits.
#: Source: RFC 6052 (NAT64), RFC 4291 2.5.5.1 (compatible), RFC 2765 (translated).
_CARRIERS = tuple(map(IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
#: A host whose last label reads as a number is an IPv4 address to some parsers.
#: Source: WHATWG URL, "ends in a number".
_NUMERIC_END = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE)


class Refusal(StrEnum):
    """Why an address is not fetched, in words for a person."""

    SCHEME = "only http and https addresses are fetched"
    USERINFO = "an address with a user name or password in it is not fetched"
    NO_HOST = "the address names no host"
    MALFORMED = "the address cannot be read"
    ODD_LITERAL = "the host is an IP address in an unusual spelling"
    LOOPBACK = "the host is this machine (loopback)"
    METADATA = "the host is a cloud metadata service"
    LINK_LOCAL = "the host is on the local link"
    PRIVATE = "the host is in a private network"
    MULTICAST = "the host is a multicast address"
    RESERVED = "the host is a reserved or unspecified address"


def check_target(
    *, scheme: str, host: str | None, userinfo: bool, allow_loopback: bool = False
) -> Refusal | None:
    """Say why a parsed URL must not be fetched, or None when its parts are fine.

    A host that is a name passes: what it resolves to is checked at connection time.
    """
    if scheme.lower() not in {"http", "https"}:
        return Refusal.SCHEME
    if userinfo:
        return Refusal.USERINFO
    if not host:
        return Refusal.NO_HOST
    return _check_host(host, allow_loopback=allow_loopback)


def check_address(address: str | _Address, *, allow_loopback: bool = False) -> Refusal | None:
    """Say why an IP address must not be connected to, or None when it is public.

    Addresses inside addresses (IPv4-mapped, 6to4, NAT64, Teredo) are judged by
    what they carry as well.

    >>> check_address("::ffff:10.0.0.1").name
    'PRIVATE'
    >>> check_address("93.184.216.34") is None
    True
    """
    try:
        # A zone ("%eth0") is meaningful on the local link only.
        outer = ip_address(address.partition("%")[0] if isinstance(address, str) else address)
    except ValueError:
        return Refusal.MALFORMED
    if allow_loopback and outer.is_loopback:
        return None
    carried = _carried(outer)
    verdicts = [_classify(each) for each in carried or (outer,)]
    return next((verdict for verdict in verdicts if verdict), None)


def _check_host(host: str, *, allow_loopback: bool) -> Refusal | None:
    name = unicodedata.normalize("NFKC", host).rstrip(".").strip("[]")
    if not name:
        return Refusal.NO_HOST
    if ":" in name:
        return check_address(name, allow_loopback=allow_loopback)
    if not _NUMERIC_END.search(name):
        return None
    refusal = check_address(name, allow_loopback=allow_loopback)
    return Refusal.ODD_LITERAL if refusal is Refusal.MALFORMED else refusal


def _carried(address: _Address) -> tuple[IPv4Address, ...]:
    """List the IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, IPv4Address) or address.is_loopback or address.is_unspecified:
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if any(address in network for network in _CARRIERS):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def _classify(address: _Address) -> Refusal | None:
    special = any(address in network for network in _SPECIAL)
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    signs = {
        Refusal.METADATA: address in _METADATA,
        Refusal.LOOPBACK: address.is_loopback,
        Refusal.MULTICAST: address.is_multicast,
        Refusal.LINK_LOCAL: address.is_link_local,
        Refusal.RESERVED: address.is_unspecified or address.is_reserved,
        Refusal.PRIVATE: special or site_local or not address.is_global,
    }
    return next((refusal for refusal, holds in signs.items() if holds), None)
