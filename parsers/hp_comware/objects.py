"""Object groups of addresses, services and ports, nested, with numbered objects (Comware 7 object group reference).

Names do not mind case. Each kind has a group ``any``; the predefined services stand in ``ports``. Operands that have no
numbers (a domain name, a user, a MAC address) widen a permit at most.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from dengbao.model import ANY_ADDRESS, Address, AddressObject, Schedule, Service, ServiceObject
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware import ports, terms
from parsers.hp_comware.table import TOP, plain, rest, state_of
from parsers.hp_comware.terms import V4, V6, Family
from parsers.ioslike.numbers import bounded


class Addresses(Struct):
    """An address group being read."""

    reading: Reading
    family: Family
    terms: list[Address] = []


class Ports(Struct):
    """A service or port group being read."""

    reading: Reading
    terms: list[Service] = []


ADDRESSES: Table[Addresses] = Table()
PORTS: Table[Ports] = Table()
rest("object-group", "address_objects")


@TOP.line("object-group ip address", "object-group ipv6 address", topic="address_objects")
def address_group(reading: Reading, words: list[str], block: Block) -> bool:
    """``object-group ip address NAME`` with ``ID network ...`` lines."""
    if len(words) != 4:  # noqa: PLR2004 - the line's own words
        return False
    scope = Addresses(reading, V6 if words[1] == "ipv6" else V4, [])
    unread = reading.inside(_unnumbered(block), ADDRESSES, scope)
    name, found = words[3].strip('"'), tuple(scope.terms)
    state_of(reading).addresses[name] = found
    reading.device.address_objects.items.append(
        AddressObject(name=name, terms=found, lines=tuple(reading.numbers(block)), unread=unread)
    )
    return True


@TOP.line("object-group service", "object-group port", topic="service_objects")
def service_group(reading: Reading, words: list[str], block: Block) -> bool:
    """``object-group service NAME`` with ``ID service ...`` lines; ``object-group port NAME`` with ports alone."""
    if len(words) != 3:  # noqa: PLR2004 - the line's own words
        return False
    scope = Ports(reading, [])
    unread = reading.inside(_unnumbered(block), PORTS, scope)
    name, found = words[2].strip('"'), tuple(scope.terms)
    if words[1] == "service":
        state_of(reading).services[name] = found
    reading.device.service_objects.items.append(
        ServiceObject(name=name, terms=found, lines=tuple(reading.numbers(block)), unread=unread)
    )
    return True


@TOP.line("object-group mac-address", "object-group web-user", "object-group url", topic="address_objects")
def other_group(reading: Reading, _words: list[str], block: Block) -> bool:
    """Groups of things that have no addresses."""
    reading.use(*reading.numbers(block))
    return True


def _unnumbered(block: Block) -> Block:
    """A group's lines without the number of the object that stands before each."""
    stripped = [
        Block(child.number, child.text.partition(" ")[2] if child.text[:1].isdecimal() else child.text, child.children)
        for child in block.children
    ]
    return Block(block.number, block.text, stripped)


@ADDRESSES.line("network")
def network(scope: Addresses, words: list[str], _block: Block) -> bool:
    """``network host address|name X``, ``subnet A MASK``, ``range A B``, ``group-object G``, ``exclude ...``."""
    found = _network(words[1:], scope.family)
    if found is not None:
        scope.terms.append(found)
    return found is not None


def _network(words: list[str], family: Family) -> Address | None:
    found: Address | None = None
    match words:
        case ["host", "address", word]:
            found = terms.host(word, family)
        case ["host", "name", *name] if name:
            found = Address(other=f"域名 {' '.join(name)}")
        case ["subnet", word, "wildcard", bits]:
            found = terms.wildcard(word, bits)
        case ["subnet", word, mask]:
            found = terms.subnet(word, mask, family)
        case ["range", low, high]:
            found = terms.between(low, high, family)
        case ["group-object", name]:
            found = Address(ref=name.strip('"'), resolved=False)
        case ["user" | "user-group" | "mac-address", *name] if name:
            found = Address(other=" ".join(words))
        case ["exclude", *rest_]:
            inner = _network(["host", "address", *rest_] if len(rest_) == 1 else rest_, family)
            found = None if inner is None else replace(inner, excluded=True)
    return found


plain(ADDRESSES, "description", "security-zone", "object", "quit")
plain(PORTS, "description", "object", "quit")


@PORTS.line("service")
def service(scope: Ports, words: list[str], _block: Block) -> bool:
    """``service PROTO [source ...] [destination ...]``, ``service group-object G``."""
    match words[1:]:
        case ["group-object", name]:
            scope.terms.append(Service(ref=name.strip('"'), resolved=False))
            return True
        case ["exclude", *rest_]:
            excluded = protocol_service(rest_)
            scope.terms.extend(replace(one, excluded=True) for one in excluded or ())
            return excluded is not None
    found = protocol_service(words[1:])
    scope.terms.extend(found or ())
    return found is not None


@PORTS.line("port")
def port(scope: Ports, words: list[str], _block: Block) -> bool:
    """``port eq|lt|gt|neq|range ...``, ``port group-object G``."""
    if words[1:2] == ["group-object"]:
        scope.terms.append(Service(ref=words[-1].strip('"'), resolved=False))
        return True
    found = ports.ports(words[1:], None)
    if found is None:
        return False
    scope.terms.extend(Service(destination=interval) for interval in found[0])
    return True


def protocol_service(words: list[str]) -> list[Service] | None:
    """Read ``PROTO [source OP P] [destination OP P]`` or ``icmp [TYPE CODE]``; None when not understood."""
    number = ports.protocol_number(words[0]) if words else None
    if number is None:
        return None
    protocol, rest_ = (None if number < 0 else number), words[1:]
    if protocol in {ports.ICMP, ports.ICMP6} and rest_:
        message = ports.icmp(rest_, protocol)
        return None if message is None or message[1] != len(rest_) else [Service(protocol, icmp=message[0])]
    source: tuple[tuple[int, int], ...] = ((0, 65535),)
    destination = source
    while rest_:
        found = ports.ports(rest_[1:], protocol)
        if found is None or rest_[0] not in {"source", "destination"}:
            return None
        if rest_[0] == "source":
            source = found[0]
        else:
            destination = found[0]
        rest_ = rest_[1 + found[1] :]
    return [Service(protocol, one, two) for one in source for two in destination]


@TOP.line("time-range", topic="schedules")
def time_range(reading: Reading, words: list[str], block: Block) -> bool:
    """``time-range NAME HH:MM to HH:MM DAYS``, ``... from HH:MM DATE to HH:MM DATE``; several lines add up."""
    if len(words) < 3:  # noqa: PLR2004 - the line's own words
        return False
    schedules = state_of(reading).schedules
    made = schedules.get(words[1])
    if made is None:
        made = schedules[words[1]] = Schedule(name=words[1], lines=())
        reading.device.schedules.items.append(made)
    made.lines += (block.number,)
    until = _until(words[2:])
    if until is None:
        made.unread += (block.number,)
    elif until:
        made.until = max(made.until, until)
    return until is not None


def _until(words: list[str]) -> str | None:
    """The last instant of an absolute range; empty when it has no end; None when it is not understood."""
    ends = [at for at, word in enumerate(words) if word == "to" and len(words) > at + 2 and "/" in words[at + 2]]
    if not ends:
        return ""
    at = ends[-1]
    parts = [bounded(part, 0, 9999) for part in words[at + 2].split("/")]
    match parts:
        case [int(first), int(second), int(third)]:
            year, month, day = (first, second, third) if first > 31 else (third, first, second)  # noqa: PLR2004
            return f"{year:04}-{month:02}-{day:02}T{words[at + 1]}"
    return None


def settle(reading: Reading) -> None:
    """After all lines: the groups that every device has."""
    state, device = state_of(reading), reading.device
    state.addresses.setdefault("any", (ANY_ADDRESS,))
    for name, found in ports.PREDEFINED.items():
        state.services.setdefault(name, found)
    device.address_objects.missing = device.service_objects.missing = device.schedules.missing = ""
