"""Addresses and ports as numbers, as Junos and PAN-OS write them."""

from __future__ import annotations

import ipaddress

from dengbao.model import IPV4_MAX, Address, InterfaceAddress
from dengbao.model.terms import PORT_MAX
from parsers.ioslike.numbers import integer, ipv4

_BITS = {4: 32, 6: 128}


def address(text: str, ref: str = "") -> Address | None:
    """Read ``A``, ``A/length``, ``A/mask`` (non-contiguous as well) or ``A-B``; None when it is none of these."""
    if "-" in text:
        low, _, high = text.partition("-")
        return between(low, high, ref)
    host, slash, length = text.partition("/")
    plain = ipv4(host)
    if plain is not None and (not slash or (length.isdecimal() and length.isascii())):
        size = int(length or 32)
        free = (1 << (32 - size)) - 1 if size <= 32 else -1  # noqa: PLR2004 - bits of an address
        return Address(plain & ~free, plain | free, 4, ref=ref) if free >= 0 else None
    try:
        at = ipaddress.ip_address(host)
        if not slash:
            return Address(int(at), int(at), at.version, ref=ref)
        bits = _BITS[at.version]
        if "." in length:
            return _masked(int(at), int(ipaddress.IPv4Address(length)), ref)
        size = int(length)
    except ValueError:
        return None
    if not 0 <= size <= bits:
        return None
    free = (1 << (bits - size)) - 1
    return Address(int(at) & ~free, int(at) | free, at.version, ref=ref)


def between(low: str, high: str, ref: str = "") -> Address | None:
    """Read a range by its ends."""
    try:
        first, last = ipaddress.ip_address(low.strip()), ipaddress.ip_address(high.strip())
    except ValueError:
        return None
    if first.version != last.version or int(first) > int(last):
        return None
    return Address(int(first), int(last), first.version, ref=ref)


def wildcard(text: str, ref: str = "") -> Address | None:
    """Read ``A/MASK`` in which the ones of the mask must match (Junos ``wildcard-address``)."""
    host, _, mask = text.partition("/")
    try:
        return _masked(int(ipaddress.IPv4Address(host)), int(ipaddress.IPv4Address(mask)), ref)
    except ValueError:
        return None


def _masked(host: int, mask: int, ref: str) -> Address:
    free = IPV4_MAX ^ mask
    low = host & mask
    if free & (free + 1):
        return Address(low, low | free, 4, wildcard=free, ref=ref)
    return Address(low, low | free, 4, ref=ref)


def own_address(text: str, *, secondary: bool = False) -> InterfaceAddress | None:
    """Read an interface's ``A/length``; a bare address is a host's."""
    try:
        found = ipaddress.ip_interface(text)
    except ValueError:
        return None
    return InterfaceAddress(int(found.ip), found.network.prefixlen, found.version, secondary=secondary)


def ports(text: str, names: dict[str, int] | None = None) -> tuple[int, int] | None:
    """Read ``N``, ``N-M`` or a name."""
    low, dash, high = text.partition("-")
    known = names or {}
    if text in known:
        return known[text], known[text]
    first, last = integer(low), integer(high) if dash else integer(low)
    if first is None or last is None or not 0 <= first <= last <= PORT_MAX:
        return None
    return first, last


def intervals(terms: tuple[Address, ...]) -> list[tuple[int, int]] | None:
    """The IPv4 part of terms as intervals, exclusions taken off; None when a term is no plain interval."""
    spans: list[tuple[int, int]] = []
    holes: list[tuple[int, int]] = []
    for term in terms:
        if not term.resolved or term.other or term.wildcard:
            return None
        if term.family == 6:  # noqa: PLR2004 - the IP version
            continue
        span = (term.low, min(term.high, IPV4_MAX))
        (holes if term.excluded else spans).append(span)
    return minus(spans, holes)


def minus(spans: list[tuple[int, int]], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take intervals off intervals."""
    for low, high in holes:
        spans = [
            part
            for first, last in spans
            for part in ((first, min(last, low - 1)), (max(first, high + 1), last))
            if part[0] <= part[1]
        ]
    return spans


def both(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What lies in both."""
    return [(max(a, c), min(b, d)) for a, b in spans for c, d in others if max(a, c) <= min(b, d)]
