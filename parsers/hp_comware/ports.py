"""Names of ports, protocols, ICMP types and predefined services, as Comware prints them.

From the Comware 7 ACL command reference (``rule`` of advanced ACLs). Mind that 514 is ``cmd`` for TCP and ``syslog``
for UDP. The predefined service groups of SecPath are those whose name is a registered service.
"""

from __future__ import annotations

from functools import lru_cache

from dengbao.model import Service
from parsers.ioslike.numbers import bounded

TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58

_TCP = {
    "chargen": 19, "bgp": 179, "cmd": 514, "daytime": 13, "discard": 9, "dns": 53, "domain": 53, "echo": 7, "exec": 512,
    "finger": 79, "ftp": 21, "ftp-data": 20, "gopher": 70, "hostname": 101, "irc": 194, "klogin": 543, "kshell": 544,
    "login": 513, "lpd": 515, "nntp": 119, "pop2": 109, "pop3": 110, "smtp": 25, "sunrpc": 111, "tacacs": 49,
    "talk": 517, "telnet": 23, "time": 37, "uucp": 540, "whois": 43, "www": 80,
}  # fmt: skip
_UDP = {
    "biff": 512, "bootpc": 68, "bootps": 67, "discard": 9, "dns": 53, "dnsix": 90, "echo": 7, "mobilip-ag": 434,
    "mobilip-mn": 435, "nameserver": 42, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ssn": 139, "ntp": 123,
    "rip": 520, "snmp": 161, "snmptrap": 162, "sunrpc": 111, "syslog": 514, "tacacs-ds": 65, "talk": 517, "tftp": 69,
    "time": 37, "who": 513, "xdmcp": 177,
}  # fmt: skip
_PROTOCOLS = {
    "icmp": 1, "igmp": 2, "ipinip": 4, "tcp": 6, "udp": 17, "gre": 47, "ospf": 89, "icmpv6": 58, "icmp6": 58,
    "ipv6-esp": 50, "ipv6-ah": 51,
}  # fmt: skip
_ICMP = {
    "echo": (8, 0), "echo-reply": (0, 0), "fragmentneed-dfset": (3, 4), "host-redirect": (5, 1),
    "host-tos-redirect": (5, 3), "host-unreachable": (3, 1), "information-reply": (16, 0),
    "information-request": (15, 0), "net-redirect": (5, 0), "net-tos-redirect": (5, 2), "net-unreachable": (3, 0),
    "parameter-problem": (12, 0), "port-unreachable": (3, 3), "protocol-unreachable": (3, 2),
    "reassembly-timeout": (11, 1), "source-quench": (4, 0), "source-route-failed": (3, 5), "timestamp-reply": (14, 0),
    "timestamp-request": (13, 0), "ttl-exceeded": (11, 0),
}  # fmt: skip
_ICMP6 = {
    "echo-request": (128, 0), "echo-reply": (129, 0), "packet-too-big": (2, 0), "redirect": (137, 0),
    "router-solicitation": (133, 0), "router-advertisement": (134, 0), "neighbor-solicitation": (135, 0),
    "neighbor-advertisement": (136, 0), "network-unreachable": (1, 0), "host-admin-prohib": (1, 1),
    "host-unreachable": (1, 3), "port-unreachable": (1, 4), "hop-limit-exceeded": (3, 0), "frag-time-exceeded": (3, 1),
    "err-header-field": (4, 0), "unknown-next-hdr": (4, 1), "unknown-ipv6-opt": (4, 2),
}  # fmt: skip
_ANY = -1
_CACHED = 1 << 16


def protocol_number(word: str) -> int | None:
    """Read an IP protocol by number or name; -1 for any, None when it is none."""
    if word in {"ip", "ipv6"}:
        return _ANY
    return _PROTOCOLS.get(word.lower()) or bounded(word, 0, 255)


def port(word: str, protocol: int | None) -> int | None:
    """Read a port by number or by the name that it has for the protocol; None when it is neither."""
    number = bounded(word, 0, 65535)
    return number if number is not None else (_UDP if protocol == UDP else _TCP).get(word.lower())


def ports(words: list[str], protocol: int | None) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """Read ``eq|neq|lt|gt P`` or ``range A B`` from the front of the words.

    Returns:
        The intervals, and how many words they took; None when they are not understood.
    """
    return _ports(*words[:3], protocol=protocol) if len(words) > 1 else None


@lru_cache(_CACHED)
def _ports(
    operator: str, low: str, high: str = "", *, protocol: int | None
) -> tuple[tuple[tuple[int, int], ...], int] | None:
    first = port(low, protocol)
    if first is None:
        return None
    if operator == "range":
        last = port(high, protocol)
        return None if last is None or last < first else (((first, last),), 3)
    below = ((0, first - 1),) if first else ()
    above = ((first + 1, 65535),) if first < 65535 else ()  # noqa: PLR2004 - ports have 16 bits
    found = {"eq": ((first, first),), "neq": below + above, "lt": below, "gt": above}.get(operator)
    return None if found is None else (found, 2)


def icmp(words: list[str], protocol: int | None) -> tuple[tuple[int | None, int | None], int] | None:
    """Read an ICMP message by name, or its type and perhaps its code; with how many words they took."""
    if not words:
        return None
    named = (_ICMP6 if protocol == ICMP6 else _ICMP).get(words[0].lower())
    if named:
        return named, 1
    kind = bounded(words[0], 0, 255)
    if kind is None:
        return None
    code = bounded(words[1], 0, 255) if len(words) > 1 else None
    return (kind, code), 1 if code is None else 2


def _one(protocol: int, *numbers: int) -> tuple[Service, ...]:
    return tuple(Service(protocol, destination=(number, number)) for number in numbers)


PREDEFINED: dict[str, tuple[Service, ...]] = {
    "any": (Service(),),
    "ping": (Service(ICMP, icmp=(8, None)),),
    "pingv6": (Service(ICMP6, icmp=(128, None)),),
    "icmp": (Service(ICMP),),
    "icmpv6": (Service(ICMP6),),
    "gre": (Service(47),),
    "ospf": (Service(89),),
    "bgp": _one(TCP, 179),
    "dns-tcp": _one(TCP, 53),
    "dns-udp": _one(UDP, 53),
    "ftp": _one(TCP, 21),
    "http": _one(TCP, 80),
    "https": _one(TCP, 443),
    "imap": _one(TCP, 143),
    "imaps": _one(TCP, 993),
    "ldap": _one(TCP, 389),
    "ntp": _one(UDP, 123),
    "pop3": _one(TCP, 110),
    "pop3s": _one(TCP, 995),
    "pptp": _one(TCP, 1723),
    "smtp": _one(TCP, 25),
    "smtps": _one(TCP, 465),
    "snmp-request": _one(UDP, 161),
    "snmp-trap": _one(UDP, 162),
    "ssh": _one(TCP, 22),
    "syslog": _one(UDP, 514),
    "telnet": _one(TCP, 23),
    "tftp": _one(UDP, 69),
}
