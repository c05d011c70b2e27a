"""The commonest form of an ACL entry, read by one pattern: a list of 40,000 entries must not take long.

Sources differ from entry to entry more than destinations and ports do, so what follows the source is read once for all
entries that end alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dengbao.model import ANY_IPV4, Address, Rule, Service
from parsers.ioslike.entries import ACTIONS, WITH_PORTS, host, masked, ports_at, services
from parsers.ioslike.ports import protocol_number

_ADDRESS = r"(any|host \S++|[0-9.]++ [0-9.]++)"
_PORTS = r"((?:eq|gt|lt|neq) \S++|range \S++ \S++)"
_HEAD = re.compile(rf"(?:([0-9]++) )?(permit|deny) +(\w++) {_ADDRESS} ")
_TAIL = re.compile(rf"(?:{_PORTS} )?{_ADDRESS}(?: {_PORTS})?( log)?")


@lru_cache(1 << 16)
def _terms(text: str) -> tuple[Address] | None:
    first, _, second = text.partition(" ")
    if not second:
        return (ANY_IPV4,)
    found = host(second) if first == "host" else masked(first, second, True)  # noqa: FBT003 - cached, so by position
    return (found,) if found else None


@lru_cache(1 << 16)
def _tail(protocol: str, text: str) -> tuple[tuple[Address], tuple[Service, ...], bool] | None:
    """Read what follows the source: the destination, the services, and whether hits are logged."""
    match, number = _TAIL.fullmatch(text), protocol_number(protocol)
    if match is None or number is None:
        return None
    sports, target, dports, log = match.groups()
    if (sports or dports) and number not in WITH_PORTS:
        return None
    number = None if number < 0 else number
    intervals = []
    for ports in (sports, dports):
        words = ports.split() if ports else []
        found, at = ports_at(words, 0, number)
        if found is None or at != len(words):
            return None
        intervals.append(found)
    destinations = _terms(target)
    return None if destinations is None else (destinations, services(number, *intervals), log is not None)


def plain_entry(text: str, start: int, number: int, position: int) -> Rule | None:
    """Read the commonest form of an extended IPv4 entry quickly; None when it is another, not that it is wrong.

    Args:
        text: of the line.
        start: where the entry begins in it.
        number: of the line.
        position: of the entry in its list, which names it where no sequence number does.
    """
    head = _HEAD.match(text, start)
    if head is None:
        return None
    name, action, protocol, source = head.groups()
    sources, tail = _terms(source), _tail(protocol, text[head.end() :])
    if sources is None or tail is None:
        return None
    destinations, found, logged = tail
    return Rule(
        name=name or str(10 * position + 10),
        action=ACTIONS[action],
        lines=(number,),
        sources=sources,
        destinations=destinations,
        services=found,
        logged=logged,
    )
