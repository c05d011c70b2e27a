"""Numbers in device text: integers, addresses and masks; None where the text is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from socket import AF_INET, AF_INET6, inet_pton
from typing import TypeVar

from dengbao.model import IPV4_MAX, IPV6_MAX

T = TypeVar("T")
_CACHED = 1 << 16
_LONGEST_INTEGER = 18


def integer(word: str) -> int | None:
    """Read a decimal number of ASCII digits, at most 18 of them."""
    return int(word) if word.isdecimal() and word.isascii() and len(word) <= _LONGEST_INTEGER else None


def bounded(word: str, low: int, high: int) -> int | None:
    """Read a decimal number that lies within ``low``..``high``."""
    number = integer(word)
    return number if number is not None and low <= number <= high else None


@lru_cache(_CACHED)
def ipv4(word: str) -> int | None:
    """Read a dotted quad as an integer."""
    try:
        return int.from_bytes(inet_pton(AF_INET, word), "big")
    except (OSError, ValueError):
        return None


@lru_cache(_CACHED)
def ipv6(word: str) -> int | None:
    """Read an IPv6 address as an integer."""
    try:
        return int.from_bytes(inet_pton(AF_INET6, word), "big")
    except (OSError, ValueError):
        return None


@lru_cache(_CACHED)
def mask_length(word: str) -> int | None:
    """Read a contiguous net mask (``255.255.255.0``) as a prefix length."""
    mask = ipv4(word)
    if mask is None:
        return None
    hosts = ~mask & IPV4_MAX
    return 32 - hosts.bit_length() if hosts & (hosts + 1) == 0 else None


def _prefix(word: str, read: Callable[[str], int | None], bits: int) -> tuple[int, int] | None:
    text, slash, length = word.partition("/")
    address, prefix = read(text), bounded(length, 0, bits)
    return (address, prefix) if slash and address is not None and prefix is not None else None


def ipv4_prefix(word: str) -> tuple[int, int] | None:
    """Read ``10.0.0.1/24`` as the address and the prefix length."""
    return _prefix(word, ipv4, 32)


def ipv6_prefix(word: str) -> tuple[int, int] | None:
    """Read ``2001:db8::1/64`` as the address and the prefix length."""
    return _prefix(word, ipv6, 128)


def network(address: int, prefix: int, family: int = 4) -> tuple[int, int]:
    """Give the first and the last address of the network that ``address`` lies in."""
    bits, top = (32, IPV4_MAX) if family == 4 else (128, IPV6_MAX)  # noqa: PLR2004 - the IP version
    hosts = (1 << (bits - prefix)) - 1
    return address & ~hosts & top, address | hosts


def intervals(text: str, low: int, high: int) -> tuple[tuple[int, int], ...] | None:
    """Read a list such as ``1,10-20,30`` (of VLANs); None when any part is no number within ``low``..``high``."""
    found = []
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        begin = bounded(first, low, high)
        end = bounded(last, low, high) if dash else begin
        if begin is None or end is None or end < begin:
            return None
        found.append((begin, end))
    return tuple(found)
