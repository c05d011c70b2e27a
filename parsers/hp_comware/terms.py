"""Addresses as Comware writes them: hosts, masks, prefix lengths, wildcards, ranges, object groups."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from dengbao.model import ANY_IPV4, ANY_IPV6, IPV4_MAX, Address
from parsers.ioslike.numbers import bounded, ipv4, ipv4_prefix, ipv6, ipv6_prefix, mask_length, network

Family = Literal[0, 4, 6]
_CACHED = 1 << 16
V4: Literal[4] = 4
V6: Literal[6] = 6


def any_of(family: Family) -> Address:
    """Every address of a family."""
    return ANY_IPV6 if family == V6 else ANY_IPV4


def host(word: str, family: Family = V4) -> Address | None:
    """Read one address."""
    number = ipv6(word) if family == V6 else ipv4(word)
    return None if number is None else Address(number, number, V6 if family == V6 else V4)


def prefix_of(word: str, family: Family = V4) -> int | None:
    """Read a prefix length, or a contiguous IPv4 mask; ``0`` is the default route's."""
    if family == V6:
        return bounded(word, 0, 128)
    short = bounded(word, 0, 32)
    return mask_length(word) if short is None else short


def subnet(word: str, mask: str, family: Family = V4) -> Address | None:
    """Read an address with its mask or prefix length."""
    number = ipv6(word) if family == V6 else ipv4(word)
    prefix = prefix_of(mask, family)
    if number is None or prefix is None:
        return None
    low, high = network(number, prefix, family)
    return Address(low, high, V6 if family == V6 else V4)


def between(first: str, last: str, family: Family = V4) -> Address | None:
    """Read a range, both ends in it."""
    low, high = host(first, family), host(last, family)
    if low is None or high is None or high.low < low.low:
        return None
    return Address(low.low, high.low, low.family)


def wildcard(word: str, bits: str) -> Address | None:
    """Read an IPv4 address with the bits that do not matter; a lone ``0`` means the host."""
    number, mask = ipv4(word), 0 if bits == "0" else ipv4(bits)
    if number is None or mask is None:
        return None
    base = number & ~mask & IPV4_MAX
    if mask & (mask + 1) == 0:
        return Address(base, base | mask, 4)
    return Address(base, base, 4, wildcard=mask)


def operand(words: Sequence[str], family: Family) -> tuple[Address, int] | None:
    """Read the operand of ``source`` or ``destination`` in an ACL.

    Returns:
        The address, and how many words it took; None when it is not understood.
    """
    return operand_of(words[0], words[1] if len(words) > 1 else "", family) if words else None


@lru_cache(_CACHED)
def operand_of(word: str, more: str, family: Family) -> tuple[Address, int] | None:
    """Read the operand whose first two words these are; see ``operand``."""
    if word == "any":
        return any_of(family), 1
    if word == "object-group" and more:
        return Address(ref=more, resolved=False), 2
    if family != V6:
        found = wildcard(word, more)
        return None if found is None else (found, 2)
    if "/" in word:
        split = ipv6_prefix(word)
        return None if split is None else (Address(*network(*split, V6), family=V6), 1)
    found = subnet(word, more, V6)
    return None if found is None else (found, 2)


def interface_address(words: Sequence[str], family: Family) -> tuple[int, int] | None:
    """Read ``IP MASK``, ``IP LENGTH`` or ``IP/LENGTH`` as the address and the prefix length."""
    match list(words[:2]):
        case [word, *_] if "/" in word:
            return ipv6_prefix(word) if family == V6 else ipv4_prefix(word)
        case [word, mask]:
            number, prefix = (ipv6(word) if family == V6 else ipv4(word)), prefix_of(mask, family)
            return None if number is None or prefix is None else (number, prefix)
    return None
