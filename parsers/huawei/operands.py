"""Operands as VRP writes them: addresses with masks or wildcards, ports, protocols, VLAN lists."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from functools import lru_cache

from dengbao.model import ANY_IPV4, Address

_DOTTED = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
_ALL = 0xFFFFFFFF
_BITS4, _BITS6 = 32, 128
PORT_MAX = 65535
PROTOCOLS = {
    "icmp": 1, "igmp": 2, "ipinip": 4, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "icmp6": 58,
    "ospf": 89, "pim": 103, "sctp": 132,
}  # fmt: skip
# The names of the "Configuring an Advanced ACL" pages; their numbers are IANA's.
TCP_PORTS = {
    "chargen": 19, "bgp": 179, "cmd": 514, "daytime": 13, "discard": 9, "domain": 53, "echo": 7, "exec": 512,
    "finger": 79, "ftp": 21, "ftp-data": 20, "gopher": 70, "hostname": 101, "irc": 194, "klogin": 543, "kshell": 544,
    "login": 513, "lpd": 515, "nntp": 119, "pop2": 109, "pop3": 110, "smtp": 25, "sunrpc": 111, "tacacs": 49,
    "talk": 517, "telnet": 23, "time": 37, "uucp": 540, "whois": 43, "www": 80,
}  # fmt: skip
UDP_PORTS = {
    "biff": 512, "bootpc": 68, "bootps": 67, "discard": 9, "dns": 53, "dnsix": 90, "echo": 7, "mobilip-ag": 434,
    "mobilip-mn": 435, "nameserver": 42, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ssn": 139, "ntp": 123,
    "rip": 520, "snmp": 161, "snmptrap": 162, "sunrpc": 111, "syslog": 514, "tacacs-ds": 65, "talk": 517, "tftp": 69,
    "time": 37, "who": 513, "xdmcp": 177,
}  # fmt: skip


def number(text: str, high: int = 2**32) -> int | None:
    """A plain decimal number of at most ``high``, or None."""
    return value if text.isascii() and text.isdecimal() and len(text) < 12 and (value := int(text)) <= high else None  # noqa: PLR2004


def ipv4(text: str) -> int | None:
    """A dotted IPv4 address as an integer, or None."""
    if not _DOTTED.fullmatch(text):
        return None
    a, b, c, d = map(int, text.split("."))
    return a << 24 | b << 16 | c << 8 | d if max(a, b, c, d) < 256 else None  # noqa: PLR2004 - a byte


def ipv6(text: str) -> int | None:
    """An IPv6 address as an integer, or None."""
    if ":" not in text or not text.isascii() or "\0" in text:
        return None
    try:
        return int.from_bytes(socket.inet_pton(socket.AF_INET6, text), "big")
    except OSError:
        return None


def prefix_length(text: str) -> int | None:
    """The prefix length that a dotted mask or a number says, or None."""
    if (bits := number(text, _BITS4)) is not None:
        return bits
    mask = ipv4(text)
    if mask is None:
        return None
    inverse = mask ^ _ALL
    return _BITS4 - inverse.bit_length() if inverse & (inverse + 1) == 0 else None


def within(address: int, prefix: int) -> Address:
    """The IPv4 network that holds an address."""
    rest = _ALL >> prefix
    return Address(address & ~rest, address | rest, 4)


def within6(address: int, prefix: int) -> Address:
    """The IPv6 network that holds an address."""
    rest = (1 << (_BITS6 - prefix)) - 1
    return Address(address & ~rest, address | rest, 6)


@lru_cache(1 << 16)
def by_wildcard(address: str, wildcard: str) -> Address | None:
    """``A W``: the bits set in the wildcard do not count; ``0`` is a host. None when it cannot be read."""
    low = ipv4(address)
    bits = 0 if wildcard == "0" else ipv4(wildcard)
    if low is None or bits is None:
        return None
    low &= ~bits
    if bits & (bits + 1) == 0:
        return Address(low, low | bits, 4)
    return Address(low, low, 4, wildcard=bits)


def policy_address(words: Sequence[str]) -> Address | None:  # noqa: PLR0911 - one for each form
    """An operand of a rule or set of a firewall.

    ``any``, ``A mask M``, ``A L``, ``A W``, ``range A B``, ``address-set N``, ``domain-set N``, ``geo-location N`` ...,
    IPv6 alike (USG6000E command reference, ``source-address``, ``address``). None when it cannot be read.
    """
    match words:
        case ["any"]:
            return Address()
        case ["address-set", *name] if name:
            return Address(ref=unquote(" ".join(name)), resolved=False)
        case [
            ("domain-set" | "geo-location" | "geo-location-set" | "region" | "region-set" | "isp") as kind,
            *name,
        ] if name:
            return Address(other=f"{kind} {unquote(' '.join(name))}")
        case ["range", low, high]:
            return _range(low, high)
        case [address, "mask", mask] if (value := ipv4(address)) is not None:
            bits = prefix_length(mask)
            return within(value, bits) if bits is not None else None
        case [address, size] if (value := ipv4(address)) is not None:
            bits = number(size, _BITS4)
            return within(value, bits) if bits else by_wildcard(address, size)
        case [address] if (value := ipv4(address)) is not None:
            return Address(value, value, 4)
        case [address, size] if (value := ipv6(address)) is not None:
            bits = number(size, _BITS6)
            return within6(value, bits) if bits is not None else None
        case [address] if "/" in address:
            host, _, size = address.partition("/")
            return policy_address([host, size])
    return None


def _range(low: str, high: str) -> Address | None:
    first, last = ipv4(low), ipv4(high)
    if first is not None and last is not None:
        return Address(first, last, 4) if first <= last else None
    first, last = ipv6(low), ipv6(high)
    return Address(first, last, 6) if first is not None and last is not None and first <= last else None


def unquote(text: str) -> str:
    """A name without the quotes that stand around it when it holds blanks."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def port_number(text: str, protocol: int | None) -> int | None:
    """A port by number or by VRP's name for it."""
    if (value := number(text, PORT_MAX)) is not None:
        return value
    names = UDP_PORTS if protocol == PROTOCOLS["udp"] else TCP_PORTS
    return names.get(text.lower())


def vlan_list(words: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """``2 to 5 7 9`` or ``all`` as intervals; None when it cannot be read."""
    if list(words) == ["all"]:
        return ((1, 4094),)
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(words):
        low = number(words[index], 4095)
        if low is None:
            return None
        high: int | None = low
        if index + 2 < len(words) and words[index + 1] == "to":
            high = number(words[index + 2], 4095)
            index += 2
        if high is None:
            return None
        found.append((low, high))
        index += 1
    return tuple(found) or None


ANY4 = (ANY_IPV4,)
