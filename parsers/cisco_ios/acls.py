"""Access lists and object groups of IOS; the grammar itself is shared (``parsers.ioslike``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dengbao.model import Address, AddressObject, Service, ServiceObject
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.entries import host, masked, services
from parsers.ioslike.numbers import bounded, ipv4
from parsers.ioslike.ports import ICMP_TYPES, port, protocol_number


@TOP.line(
    "ip access-list resequence", "ip access-list logging", "ip access-list log-update", "ip access-list persistent",
    "access-list compiled", "access-list dynamic-extended", "ip access-list match-local-traffic",
)  # fmt: skip
def _tuning(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return True


@TOP.line("object-group", topic="address_objects")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``object-group {network | service} NAME`` (IOS Security Configuration Guide, object groups for ACLs)."""
    if len(words) < 3 or words[1] not in {"network", "service"}:  # noqa: PLR2004
        return False
    lists, unread = reading.scratch.lists, list[int]()
    terms: list[Any] = []
    member: Callable[[list[str]], list[Any] | None] = _address if words[1] == "network" else _service
    for child in block.children:
        parts = child.text.split()
        found = member(parts)
        if found is None:
            unread.extend(reading.numbers(child))
            continue
        terms += found
        reading.use(child.number)
    device, name, lines = reading.device, words[2], (block.number,)
    if words[1] == "network":
        record = AddressObject(name=name, terms=tuple(terms), lines=lines, unread=tuple(unread))
        device.address_objects.items.append(record)
        if not unread:
            lists.addresses[name] = record.terms
    else:
        service = ServiceObject(name=name, terms=tuple(terms), lines=lines, unread=tuple(unread))
        device.service_objects.items.append(service)
        if not unread:
            lists.services[name] = service.terms
    return True


def _address(words: list[str]) -> list[Address] | None:
    """Read a member: masks are net masks here, not wildcards."""
    match words:
        case ["description", *_]:
            return []
        case ["any"]:
            return [Address(0, 2**32 - 1, 4)]
        case ["group-object", name]:
            return [Address(ref=name, resolved=False)]
        case ["host", text]:
            found = host(text)
            return [found or Address(other=text)]
        case ["range", first, last]:
            low, high = ipv4(first), ipv4(last)
            return [Address(low, high, 4)] if low is not None and high is not None and low <= high else None
        case [text, mask]:
            net = masked(text, mask, False)  # noqa: FBT003 - cached, so by position
            return [net] if net else None
        case [text] if "/" in text and (net := host(text)):
            return [net]
    return None


def _ports(words: list[str], protocol: int | None) -> tuple[tuple[int, int], ...] | None:
    if not words:
        return ((0, 65535),)
    operator = words[0] if words[0] in {"eq", "gt", "lt", "range"} else "eq"
    numbers = [port(word, protocol) for word in words[operator == words[0] :]]
    values = [number for number in numbers if number is not None]
    if len(values) != len(numbers) or len(values) != (2 if operator == "range" else 1):
        return None
    edge = values[0]
    return ({"eq": (edge, edge), "gt": (edge + 1, 65535), "lt": (0, edge - 1), "range": (edge, values[-1])}[operator],)


def _service(words: list[str]) -> list[Service] | None:
    """Read ``tcp [source PORTS] [PORTS]``, ``icmp [TYPE]``, a protocol, or ``group-object``."""
    if words[0] == "description":
        return []
    if words[0] == "group-object" and len(words) == 2:  # noqa: PLR2004
        return [Service(ref=words[1], resolved=False)]
    numbers = [6, 17] if words[0] == "tcp-udp" else [protocol_number(words[0])]
    found: list[Service] = []
    for number in numbers:
        if number is None:
            return None
        if number == 1 and len(words) == 2:  # noqa: PLR2004 - ICMP with a type
            kind = ICMP_TYPES.get(words[1]) or (
                (int(words[1]), None) if bounded(words[1], 0, 255) is not None else None
            )
            if kind is None:
                return None
            found += services(1, icmp=kind)
            continue
        rest, source = words[1:], words[1:2] == ["source"]
        length = (
            (3 if rest[1:2] == ["range"] else 2 if rest[1:2] and rest[1] in {"eq", "gt", "lt"} else 1) if source else 0
        )
        sports = _ports(rest[1 : 1 + length], number) if source else ((0, 65535),)
        dports = _ports(rest[1 + length :] if source else rest, number)
        if sports is None or dports is None:
            return None
        found += services(None if number < 0 else number, sports, dports)
    return found
