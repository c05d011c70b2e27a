"""What one rule of an access list matches.

Fields may stand in any order ("Configuring an Advanced ACL", CE and S); a basic list has a source alone, and a layer-2
list matches what the model cannot put into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from dengbao.model import ANY_IPV4, ANY_IPV6, ANY_SERVICE, Acl, Action, Address, Rule, Service
from parsers.huawei.operands import (
    ANY4,
    PORT_MAX,
    PROTOCOLS,
    by_wildcard,
    ipv6,
    number,
    policy_address,
    port_number,
    within6,
)

Kind = Literal["basic", "advanced", "layer2", "user", "other"]
_WITH_PROTOCOL = frozenset({"advanced", "user"})
_FRAGMENTS = {"fragment", "none-first-fragment", "fragment-type"}
_ONE_VALUE = {
    "dscp",
    "precedence",
    "tos",
    "ttl-expired",
    "fragment-type",
    "time-range",
    "vpn-instance",
    "ttl",
    "8021p",
    "vlan-id",
    "igmp-type",
    "cvlan-id",
}
_ICMP = {
    "echo": (8, 0), "echo-reply": (0, 0), "ttl-exceeded": (11, 0), "host-unreachable": (3, 1),
    "net-unreachable": (3, 0), "port-unreachable": (3, 3), "protocol-unreachable": (3, 2),
    "timestamp-request": (13, 0), "timestamp-reply": (14, 0),
    "information-request": (15, 0), "information-reply": (16, 0), "parameter-problem": (12, 0), "source-quench": (4, 0),
    "host-redirect": (5, 1), "net-redirect": (5, 0), "fragmentneed-dfset": (3, 4), "reassembly-timeout": (11, 1),
    "host-tos-redirect": (5, 3), "net-tos-redirect": (5, 2), "source-route-failed": (3, 5),
}  # fmt: skip


_SOURCED = re.compile(
    r"rule ([0-9]++) (permit|deny) (?:(ip|tcp|udp|icmp|[0-9]++) )?source ([0-9.]++) ([0-9.]++)((?:\s.*)?)"
)
_VERDICTS: dict[str, Action] = {"permit": "permit", "deny": "deny"}


def sourced(acl: Acl, text: str, line: int) -> Rule | None:
    """Read a numbered rule that begins with its source quickly; None leaves any other to the reader of fields.

    Sources differ from rule to rule; what stands around them is read once for all rules that are alike in it.
    """
    found = _SOURCED.fullmatch(text) if acl.family == 4 else None  # noqa: PLR2004 - the IP version
    if found is None or acl.kind == "layer2" or (found[3] is None and acl.kind in _WITH_PROTOCOL):
        return None
    name, action, protocol, address, wildcard, rest = found.groups()
    source, alike = by_wildcard(address, wildcard), _alike(acl.kind, f"{protocol or ''}{rest}")
    if source is None or alike is None:
        return None
    return Rule(
        name=name,
        action=_VERDICTS[action],
        lines=(line,),
        sources=(source,),
        destinations=alike.destinations,
        services=alike.services,
        schedule=alike.schedule,
        logged=alike.logged,
        vrf=alike.vrf,
    )


@lru_cache(1 << 16)
def _alike(kind: Kind, text: str) -> Rule | None:
    """A rule of an IPv4 list without its source, which stands for all such rules; None when it is not understood."""
    rule = Rule(name="", action="permit", lines=(), sources=(), destinations=ANY4)
    return rule if match(rule, kind, 4, text.split()) and not rule.sources else None


def match(rule: Rule, kind: Kind, family: int, words: list[str]) -> bool:
    """Read what a rule matches into it.

    Args:
        rule: with its action and its family's "any".
        kind: of the list that it belongs to.
        family: of the list.
        words: those behind the action.

    Returns:
        False when a word is not understood.
    """
    if kind == "layer2":
        rule.services = (Service(other=" ".join(words)),) if words else (ANY_SERVICE,)
        return True
    index, protocol = 0, None
    if kind in _WITH_PROTOCOL and words:
        protocol = PROTOCOLS.get(words[0], number(words[0], 255))
        if protocol is None and words[0] not in {"ip", "ipv6"}:
            return False
        index = 1
    rule.services = (Service(protocol=protocol),)
    while index < len(words):
        reader = _FIELDS.get(words[index])
        taken = reader(rule, words[index:], family) if reader else 0
        if not taken:
            return False
        index += taken
    return True


def _narrow(rule: Rule, **fields: object) -> None:
    rule.services = (replace(rule.services[0], **fields),)


def _endpoint(rule: Rule, words: list[str], family: int) -> int:
    address, taken = _address(words[1:], family)
    if address is None:
        return 0
    setattr(rule, f"{words[0]}s", (address,))
    return 1 + taken


def _port(rule: Rule, words: list[str], _family: int) -> int:
    ports, taken = _ports(words[1:], rule.services[0].protocol)
    if ports is None:
        return 0
    _narrow(rule, **{words[0].removesuffix("-port"): ports})
    return 1 + taken


def _value(rule: Rule, words: list[str], _family: int) -> int:
    """A field with one word behind it; only the schedule and the VPN mean something to the model."""
    if words[0] == "time-range":
        rule.schedule = words[1] if len(words) > 1 else ""
    elif words[0] == "vpn-instance":
        rule.vrf = words[1] if len(words) > 1 else ""
    return 2


def _flag(rule: Rule, words: list[str], _family: int) -> int:
    taken = 1 + _flags(words[1:])
    established = words[1:2] == ["established"]
    _narrow(rule, established=established, other="" if established else " ".join(words[:taken]))
    return taken


def _message(rule: Rule, words: list[str], _family: int) -> int:
    icmp, taken = _icmp(words[1:])
    if icmp is None:
        return 0
    _narrow(rule, icmp=icmp)
    return 1 + taken


def _log(rule: Rule, _words: list[str], _family: int) -> int:
    rule.logged = True
    return 1


def _fragment(rule: Rule, words: list[str], _family: int) -> int:
    _narrow(rule, other=words[0])
    return 1


_FIELDS: dict[str, Callable[[Rule, list[str], int], int]] = {
    "source": _endpoint,
    "destination": _endpoint,
    "source-port": _port,
    "destination-port": _port,
    "tcp-flag": _flag,
    "icmp-type": _message,
    "logging": _log,
    "log": _log,
    **dict.fromkeys(_ONE_VALUE, _value),
    **dict.fromkeys(_FRAGMENTS, _fragment),
}
"""Reads one field at the head of the words, and tells how many it took; 0 when it was not understood."""


def _address(words: list[str], family: int) -> tuple[Address | None, int]:
    """The operand behind ``source`` or ``destination``, and how many words it takes."""
    if not words:
        return None, 0
    if words[0] == "any":
        return (ANY_IPV4 if family == 4 else ANY_IPV6), 1  # noqa: PLR2004
    if words[0] in {"ucl-group", "user-group", "fqdn", "source-pool", "address-set"} and len(words) > 1:
        taken = 3 if words[0] == "ucl-group" and words[1] == "name" else 2
        return Address(other=" ".join(words[:taken])), taken
    if family == 6:  # noqa: PLR2004
        if "/" in words[0]:
            return policy_address([words[0]]), 1
        host, size = ipv6(words[0]), number(words[1], 128) if len(words) > 1 else None
        return (within6(host, size), 2) if host is not None and size is not None else (None, 0)
    return (by_wildcard(words[0], words[1]), 2) if len(words) > 1 else (None, 0)


def _ports(words: list[str], protocol: int | None) -> tuple[tuple[int, int] | None, int]:
    match words:
        case ["range", low, high, *_]:
            first, last = port_number(low, protocol), port_number(high, protocol)
            return ((first, last) if first is not None and last is not None else None), 3
        case [("eq" | "gt" | "lt") as operator, port, *_] if (value := port_number(port, protocol)) is not None:
            if operator == "eq":
                return (value, value), 2
            # Exclusive bounds; nothing lies above the highest or below the lowest port, so such a rule cannot be read.
            interval = (value + 1, PORT_MAX) if operator == "gt" else (0, value - 1)
            return (interval if interval[0] <= interval[1] else None), 2
    return None, 0


def _flags(words: list[str]) -> int:
    taken = 0
    while taken < len(words) and words[taken] in {"established", "ack", "fin", "psh", "rst", "syn", "urg", "mask"}:
        taken += 1
    while taken < len(words) and (number(words[taken], 63) is not None or words[taken] == "mask"):
        taken += 1
    return taken


def _icmp(words: list[str]) -> tuple[tuple[int | None, int | None] | None, int]:
    if not words:
        return None, 0
    if words[0] in _ICMP:
        return _ICMP[words[0]], 1
    kind = number(words[0], 255)
    code = number(words[1], 255) if len(words) > 1 else None
    return ((kind, code), 1 if code is None else 2) if kind is not None else (None, 0)
