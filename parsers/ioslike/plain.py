"""The commonest form of an ACL entry, read by one pattern: a list of 40,000 entries must not take long."""

from __future__ import annotations

import re
from functools import lru_cache

from dengbao.model import Address, Rule, Service
from parsers.ioslike.entries import ACTIONS, WITH_PORTS, operand, ports_at, services
from parsers.ioslike.ports import protocol_number

_ADDRESS = r"(any|host \S+|[\d.]+ [\d.]+)"
_PORTS = r"( (?:eq|gt|lt|neq) \S+| range \S+ \S+)?"
_PLAIN = re.compile(rf"(?:(\d+) )?(permit|deny) +(ip|tcp|udp|\d+) {_ADDRESS}{_PORTS} {_ADDRESS}{_PORTS}( log)?$")


@lru_cache(1 << 16)
def _plain_address(text: str) -> Address | None:
    found = operand(text.split(), 0, 4)
    return found.address if found else None


@lru_cache(1 << 16)
def _plain_services(protocol: str, source: str | None, destination: str | None) -> tuple[Service, ...] | None:
    number = protocol_number(protocol)
    if number is None or ((source or destination) and number not in WITH_PORTS):
        return None
    number = None if number < 0 else number
    intervals = []
    for text in (source, destination):
        words = text.split() if text else []
        found, at = ports_at(words, 0, number)
        if found is None or at != len(words):
            return None
        intervals.append(found)
    return services(number, *intervals)


def plain_entry(text: str, start: int, number: int, position: int) -> Rule | None:
    """Read the commonest form of an extended IPv4 entry quickly; None when it is another, not that it is wrong.

    Args:
        text: of the line.
        start: where the entry begins in it.
        number: of the line.
        position: of the entry in its list, which names it where no sequence number does.
    """
    match = _PLAIN.match(text, start)
    if match is None:
        return None
    name, action, protocol, source, sports, target, dports, log = match.groups()
    address, destination, found = (
        _plain_address(source), _plain_address(target), _plain_services(protocol, sports, dports)
    )  # fmt: skip
    if address is None or destination is None or found is None:
        return None
    return Rule(
        name=name or str(10 * position + 10),
        action=ACTIONS[action],
        lines=(number,),
        sources=(address,),
        destinations=(destination,),
        services=found,
        logged=log is not None,
    )
