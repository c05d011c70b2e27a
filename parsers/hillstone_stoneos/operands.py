"""Addresses and services as StoneOS writes them, and the predefined names.

CLI guide 5.5R12, address and service book chapters. Ports of predefined services are the usual ones; a name that is
not listed here, and not defined in the configuration, stays unresolved: never any, never nothing.
"""

from __future__ import annotations

from dengbao.model import ANY_IPV4, ANY_IPV6, ANY_SERVICE, Address, Service
from parsers.ioslike.numbers import bounded, ipv4, ipv4_prefix, ipv6_prefix, mask_length, network

TCP, UDP, SCTP, ICMP = 6, 17, 132, 1
_FULL = (0, 65535)


def host(word: str) -> Address | None:
    """One IPv4 address."""
    number = ipv4(word)
    return None if number is None else Address(number, number, 4)


def subnet(words: list[str]) -> Address | None:
    """``A/LEN``, ``A MASK``, ``A WILDCARD`` (of an address object) or ``A`` alone; IPv6 ``X/LEN``."""
    if not words:
        return None
    if "/" in words[0]:
        if ":" in words[0]:
            six = ipv6_prefix(words[0])
            return Address(*network(*six, 6), 6) if six else None
        split = ipv4_prefix(words[0])
        return Address(*network(*split), 4) if split else None
    if len(words) == 1:
        return host(words[0])
    number, prefix = ipv4(words[0]), mask_length(words[1])
    if number is None:
        return None
    return Address(*network(number, prefix), 4) if prefix is not None else wildcard(words)


def wildcard(words: list[str]) -> Address | None:
    """``A W``: a bit that is 1 has to match."""
    number, mask = (ipv4(words[0]), ipv4(words[1])) if len(words) > 1 else (None, None)
    if number is None or mask is None:
        return None
    free, low = ~mask & 0xFFFFFFFF, number & mask
    return Address(low, low | free, 4) if free & (free + 1) == 0 else Address(low, low, 4, wildcard=free)


def between(words: list[str]) -> Address | None:
    """``A B``, or ``A`` alone."""
    low, high = (host(words[0]), host(words[-1])) if words else (None, None)
    if low is None or high is None or high.low < low.low:
        return None
    return Address(low.low, high.low, 4)


def _tcp(*ports: int | tuple[int, int]) -> tuple[Service, ...]:
    return _of(TCP, *ports)


def _udp(*ports: int | tuple[int, int]) -> tuple[Service, ...]:
    return _of(UDP, *ports)


def _of(protocol: int, *ports: int | tuple[int, int]) -> tuple[Service, ...]:
    return tuple(
        Service(protocol=protocol, destination=port if isinstance(port, tuple) else (port, port)) for port in ports
    )


PREDEFINED: dict[str, tuple[Service, ...]] = {
    "ANY": (ANY_SERVICE,), "ICMP": (Service(protocol=ICMP),), "PING": (Service(protocol=ICMP, icmp=(8, None)),),
    "TCP-ANY": (Service(protocol=TCP),), "UDP-ANY": (Service(protocol=UDP),), "FTP": _tcp(21), "SSH": _tcp(22),
    "TELNET": _tcp(23), "SMTP": _tcp(25), "DNS": (*_tcp(53), *_udp(53)), "DHCP": _udp((67, 68)), "TFTP": _udp(69),
    "FINGER": _tcp(79), "HTTP": _tcp(80), "POP3": _tcp(110), "NTP": _udp(123), "MSRPC": _tcp(135), "IMAP": _tcp(143),
    "SNMP": _udp(161), "LDAP": _tcp(389), "HTTPS": _tcp(443), "IKE": _udp(500), "SYSLOG": _udp(514), "RTSP": _tcp(554),
    "MS-SQL": _tcp(1433), "SQLNET": _tcp(1521), "L2TP": _udp(1701), "PPTP": _tcp(1723), "RADIUS": _udp(1812),
    "NFS": _tcp(2049), "MYSQL": _tcp(3306), "RDP": _tcp(3389), "SIP": (*_tcp(5060), *_udp(5060)), "BGP": _tcp(179),
    "GRE": (Service(protocol=47),), "OSPF": (Service(protocol=89),),
}  # fmt: skip
PREDEFINED_ADDRESSES: dict[str, tuple[Address, ...]] = {
    "ANY": (ANY_IPV4,), "IPV6-ANY": (ANY_IPV6,),
    "PRIVATE_NETWORK": tuple(
        Address(*network(*pair), 4)
        for pair in ((10 << 24, 8), ((172 << 24) | (16 << 16), 12), ((192 << 24) | (168 << 16), 16))
    ),
}  # fmt: skip


def service(words: list[str]) -> Service | None:
    """Read ``tcp dst-port A [B] [src-port A [B]]``, ``icmp type T [code A [B]]``, ``protocol N`` and their like."""
    match words:
        case [("tcp" | "udp" | "sctp") as kind, *rest]:
            protocol = {"tcp": TCP, "udp": UDP, "sctp": SCTP}[kind]
            ports = {"dst-port": _FULL, "src-port": _FULL}
            while rest:
                if rest[0] in {"timeout", "timeout-day", "application"} and len(rest) > 1:
                    rest = rest[2:]
                    continue
                if rest[0] not in ports:
                    return None
                taken = _ports(rest[1:])
                if taken is None:
                    return None
                ports[rest[0]], size = taken
                rest = rest[1 + size :]
            return Service(protocol=protocol, destination=ports["dst-port"], source=ports["src-port"])
        case ["icmp", "type", kind, *rest] if (number := bounded(kind, 0, 255)) is not None:
            code = bounded(rest[1], 0, 255) if len(rest) == 2 and rest[0] == "code" else None  # noqa: PLR2004 - code N
            return Service(protocol=ICMP, icmp=(number, code))
        case ["icmp", "type", "any", *_] | ["icmp"]:
            return Service(protocol=ICMP)
        case ["protocol", number, *rest] if (value := bounded(number, 0, 255)) is not None and (
            not rest or rest[0].startswith("timeout")
        ):
            return Service(protocol=value)
    return None


def _ports(words: list[str]) -> tuple[tuple[int, int], int] | None:
    low = bounded(words[0], 0, 65535) if words else None
    if low is None:
        return None
    high = bounded(words[1], 0, 65535) if len(words) > 1 else None
    if high is None:
        return (low, low), 1
    return ((low, high), 2) if low <= high else None
