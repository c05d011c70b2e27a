"""Access lists, groups of addresses and ports, time ranges (NX-OS Security Configuration Guide, "Configuring IP ACLs").

Lines of a list are numbered; groups are not nested: ``addrgroup N`` and ``portgroup N`` stand for theirs. A list that
is applied and not defined: not confirmed, so whoever rests on it is undecided.
"""

from __future__ import annotations

import re

from dengbao.model import Address, AddressObject, Service, ServiceObject
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP, Interval, Nexus
from parsers.grammar import Reading
from parsers.ioslike import acl
from parsers.ioslike.entries import host, masked, ports_at, services
from parsers.ioslike.numbers import integer

_NO_ENTRIES = frozenset({"statistics", "fragments", "ignore", "no"})
_ALL = (0, 65535)
_PORT_GROUP = re.compile(r" portgroup \S+")
_OWN = ("packet-length ", "ttl ", "http-method ")
_LENGTH = re.compile(r"packet-length ((?:eq|lt|gt|neq) \d+|range \d+ \d+)")
_TTL = re.compile(r"\bttl (\d+)")
_METHOD = re.compile(r"http-method (\S+)")


@TOP.line("ip access-list", "ipv6 access-list", "mac access-list", topic="acls")
def _list(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep a list until all groups are known."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    reading.scratch.entries.append(block)
    return True


@TOP.line("ip access-list match-local-traffic", "hardware access-list", "logging ip access-list")
def _tuning(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return True


def _numbered(words: list[str]) -> list[str]:
    """Leave the sequence number out."""
    return words[1:] if words and words[0].isdecimal() and len(words) > 1 else words


@TOP.line("object-group ip address", "object-group ipv6 address", topic="address_objects")
def _addresses(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 4:  # noqa: PLR2004
        return False
    terms: list[Address] = []
    unread: list[int] = []
    for child in block.children:
        if child.text.startswith("!"):
            reading.skip(child)
            continue
        match _numbered(child.text.split()):
            case ["host", text] | [text] if found := host(text):
                pass
            case [text, wildcard]:
                found = masked(text, wildcard, True)  # noqa: FBT003 - cached, so by position
            case ["description" | "remark", *_]:
                reading.use(child.number)
                continue
            case _:
                found = None
        if found is None:
            unread.extend(reading.numbers(child))
        else:
            terms.append(found)
            reading.use(child.number)
    record = AddressObject(name=words[3], terms=tuple(terms), lines=(block.number,), unread=tuple(unread))
    reading.device.address_objects.items.append(record)
    if not unread:
        reading.scratch.lists.addresses[words[3]] = record.terms
    return True


@TOP.line("object-group ip port", topic="service_objects")
def _ports(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 4:  # noqa: PLR2004
        return False
    intervals: list[Interval] = []
    unread: list[int] = []
    for child in block.children:
        if child.text.startswith("!"):
            reading.skip(child)
            continue
        parts = _numbered(child.text.split())
        found, after = ports_at(parts, 0, 6)
        if found is None or after == 0 or after != len(parts):
            unread.extend(reading.numbers(child))
            continue
        intervals += found
        reading.use(child.number)
    terms = tuple(Service(destination=interval) for interval in intervals)
    reading.device.service_objects.items.append(
        ServiceObject(name=words[3], terms=terms, lines=(block.number,), unread=tuple(unread))
    )
    if not unread:
        reading.scratch.port_groups[words[3]] = tuple(intervals)
    return True


def finish_lists(reading: Reading) -> None:
    """Read all lists, with their groups."""
    state: Nexus = reading.scratch
    for block in state.entries:
        words = block.text.split()
        entries: list[Block] = []
        grouped: list[Block] = []
        for child in block.children:
            first = _numbered(child.text.split())[0]
            if first in _NO_ENTRIES:
                reading.use(*reading.numbers(child))
            elif child.text.startswith("!"):
                reading.skip(child)
            else:
                grouped += [child] if " portgroup " in child.text else []
                entries.append(_plain(child))
        reader = acl.named6 if words[0] == "ipv6" else acl.layer2 if words[0] == "mac" else acl.named
        reader(reading, words, Block(block.number, block.text, entries))
        if grouped:
            _with_groups(reading, words[-1], grouped)
    acl.finish_lists(reading)


def _plain(block: Block) -> Block:
    """Write an entry in the words that IOS-like devices share: without groups of ports, conditions in two words."""
    text = block.text
    if " portgroup " in text:
        text = _PORT_GROUP.sub("", text)
    if any(word in text for word in _OWN):
        text = _METHOD.sub(r"option http-method-\1", _TTL.sub(r"ttl eq \1", _LENGTH.sub(_joined, text)))
    return Block(block.number, text, block.children) if text is not block.text else block


def _joined(match: re.Match[str]) -> str:
    return f"packet-length {match[1].replace(' ', '-')}"


def _with_groups(reading: Reading, name: str, blocks: list[Block]) -> None:
    """Put the ports of groups into the entries that name them."""
    state: Nexus = reading.scratch
    known = state.lists.by_name.get(name)
    by_line = {rule.lines[0]: rule for rule in known.rules} if known else {}
    for block in blocks:
        rule = by_line.get(block.number)
        if rule is None or known is None:
            continue
        groups = _groups(block.text.split())
        sides = [state.port_groups.get(group) if group else None for group in groups]
        missing = next((group for group, found in zip(groups, sides, strict=True) if group and found is None), "")
        if missing:
            rule.services = (Service(ref=missing, resolved=False),)
            continue
        first = rule.services[0] if rule.services else Service()
        own = (
            tuple(dict.fromkeys(s.source for s in rule.services)),
            tuple(dict.fromkeys(s.destination for s in rule.services)),
        )
        sources, targets = sides[0] or own[0] or (_ALL,), sides[1] or own[1] or (_ALL,)
        rule.services = services(first.protocol, sources, targets, first.icmp, first.established, first.other)


def _groups(words: list[str]) -> tuple[str, str]:
    """Name the groups of an entry: of source ports, and of destination ports."""
    names = [words[at + 1] for at, word in enumerate(words[:-1]) if word == "portgroup"]
    if len(names) > 1:
        return names[0], names[1]
    before = words[: words.index("portgroup")]
    addresses = 0
    at = next((at for at, word in enumerate(before) if word in {"permit", "deny"}), 0) + 2
    while at < len(before):
        step = (
            2 if before[at] in {"host", "addrgroup"} or (at + 1 < len(before) and _is_wildcard(before[at + 1])) else 1
        )
        if before[at] in {"eq", "gt", "lt", "neq", "range"}:
            at += 3 if before[at] == "range" else 2
            continue
        addresses, at = addresses + 1, at + step
    name = names[0] if names else ""
    return (name, "") if addresses == 1 else ("", name)


def _is_wildcard(word: str) -> bool:
    return word.count(".") == 3 and "/" not in word and integer(word.replace(".", "")) is not None  # noqa: PLR2004
