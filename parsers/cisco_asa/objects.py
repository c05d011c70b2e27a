"""Objects and groups of addresses, services, protocols and ICMP types; time ranges.

An object may occur twice, first with its address and later with its NAT (ASA CLI guide 2, "Objects for access control",
"Network Address Translation"). Masks are net masks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dengbao.model import ANY_IPV4, ANY_IPV6, Address, AddressObject, Service, ServiceObject
from parsers.blocks import Block
from parsers.cisco_asa.nat import object_nat
from parsers.cisco_asa.table import TOP, Asa, Kind
from parsers.grammar import Reading
from parsers.ioslike.entries import host, masked, ports_at, services
from parsers.ioslike.numbers import ipv4, ipv6
from parsers.ioslike.ports import ICMP, ICMP6, ICMP6_TYPES, ICMP_TYPES, TCP, UDP, protocol_number

_FAMILIES: dict[str, tuple[int | None, ...]] = {"tcp": (TCP,), "udp": (UDP,), "tcp-udp": (TCP, UDP)}
_REFERENCES = frozenset({"object", "object-group"})


def host_or_net(words: Sequence[str], state: Asa) -> Address | None:
    """Read ``host A``, ``A MASK`` or a prefix, with aliases of ``name`` resolved."""
    match [state.plain(word) for word in words]:
        case ["host", text] | [text] if text not in {"host", "any"} and (found := host(text)) is not None:
            return found
        case [text, mask]:
            return masked(text, mask, False)  # noqa: FBT003
        case ["any"]:
            return Address()
        case ["any4"]:
            return ANY_IPV4
        case ["any6"]:
            return ANY_IPV6
    return None


def _range(first: str, last: str) -> Address | None:
    for read, family in ((ipv4, 4), (ipv6, 6)):
        low, high = read(first), read(last)
        if low is not None and high is not None:
            return Address(min(low, high), max(low, high), family)  # type: ignore[arg-type]  # of the two
    return None


def _address(words: list[str], state: Asa) -> list[Address] | None:
    """Read one line of a network object or group."""
    match words:
        case ["description", *_]:
            return []
        case ["host" | "subnet", *rest]:
            found = host_or_net(rest if words[0] == "subnet" else words, state)
            return [found] if found else None
        case ["range", first, last]:
            span = _range(state.plain(first), state.plain(last))
            return [span] if span else None
        case ["fqdn", *rest] if rest:
            return [Address(other=f"fqdn {rest[-1]}")]
        case ["group-object", name] | ["network-object", "object", name]:
            return [Address(ref=name, resolved=False)]
        case ["network-object", *rest]:
            found = host_or_net(rest, state)
            return [found] if found else None
        case [("user" | "user-group" | "security-group" | "network-service-member" | "app-id" | "domain"), *rest] if (
            rest
        ):
            return [Address(other=" ".join(words))]
    return None


def icmp_type(words: Sequence[str], protocol: int = ICMP) -> tuple[int | None, int | None] | None:
    """Read an ICMP type by name or number, with an optional code."""
    named = (ICMP_TYPES if protocol == ICMP else ICMP6_TYPES).get(words[0])
    number = protocol_number(words[0]) if words[0].isdecimal() else None
    code = protocol_number(words[1]) if len(words) > 1 and words[1].isdecimal() else None
    if len(words) > 2 or (len(words) > 1 and code is None) or (named is None and number is None):  # noqa: PLR2004
        return None
    kind, own = named if named is not None else (number, None)
    return kind, code if code is not None else own


def _service(words: Sequence[str]) -> list[Service] | None:
    """Read ``tcp [source PORTS] [destination PORTS]``, ``icmp [TYPE [CODE]]`` or a protocol.

    The form before 8.3 gives the destination without its word.
    """
    if not words:
        return None
    families = _FAMILIES.get(words[0]) or (protocol_number(words[0]),)
    found: list[Service] = []
    for number in families:
        if number is None:
            return None
        protocol = None if number < 0 else number
        if protocol in {ICMP, ICMP6} and len(words) > 1:
            kind = icmp_type(words[1:], protocol)
            if kind is None:
                return None
            found += services(protocol, icmp=kind)
            continue
        rest = list(words[1:])
        sources, after = ports_at(rest, 1, protocol) if rest[:1] == ["source"] else (((0, 65535),), 0)
        rest = rest[after:]
        rest = rest[rest[:1] == ["destination"] :]
        targets, after = ports_at(rest, 0, protocol)
        if sources is None or targets is None or after != len(rest):
            return None
        found += services(protocol, sources, targets)
    return found


def _member(words: list[str], kind: Kind, families: tuple[int | None, ...]) -> list[Service] | None:
    """Read one line of a service, protocol or ICMP group."""
    match words:
        case ["description", *_]:
            return []
        case ["group-object", name] | ["service-object", ("object" | "object-group"), name]:
            return [Service(ref=name, resolved=False)]
        case ["port-object", *rest]:
            found: list[Service] = []
            for number in families:
                ports, after = ports_at(rest, 0, number)
                if ports is None or not rest or after != len(rest):
                    return None
                found += services(number, destinations=ports)
            return found
        case ["protocol-object", word]:
            number = protocol_number(word)
            return None if number is None else list(services(None if number < 0 else number))
        case ["icmp-object", *rest] if rest:
            types = icmp_type(rest)
            return list(services(ICMP, icmp=types)) if types else None
        case ["service" | "service-object", *rest] if kind == "service":
            return _service(rest)
    return None


@TOP.line("object network", "object-group network", "object-group user", "object-group security",
          "object-group network-service", "object network-service", topic="address_objects")  # fmt: skip
def _addresses(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004
        return False
    state: Asa = reading.scratch
    name = words[2]
    terms, unread = _read(reading, block, lambda parts: _address(parts, state), name)
    known = state.lists.addresses.get(name)
    if known is None or terms or unread:
        record = AddressObject(name=name, terms=tuple(terms), lines=(block.number,), unread=tuple(unread))
        reading.device.address_objects.items.append(record)
        state.kinds[name] = "network" if words[1] == "network" else "other"
        if not unread:
            state.lists.addresses[name] = record.terms
    return True


def _read(
    reading: Reading, block: Block, member: Callable[[list[str]], list[Address] | None], name: str
) -> tuple[list[Address], list[int]]:
    terms: list[Address] = []
    unread: list[int] = []
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "nat":
            if object_nat(reading, name, parts, child):
                reading.use(child.number)
            else:
                reading.device.nat.unread.append(child.number)
            continue
        found = member(parts)
        if found is None:
            unread.extend(reading.numbers(child))
        else:
            terms += found
            reading.use(child.number)
    return terms, unread


_KINDS: dict[str, Kind] = {"service": "service", "protocol": "protocol", "icmp-type": "icmp-type"}


@TOP.line("object service", "object-group service", "object-group protocol", "object-group icmp-type",
          "object-group group service", "object-group group protocol", "object-group group icmp-type",
          topic="service_objects")  # fmt: skip
def _services(reading: Reading, words: list[str], block: Block) -> bool:
    """Read service objects and groups; a group with a family (``tcp``, ``udp``, ``tcp-udp``) holds ports."""
    rest = words[2:] if words[1] == "group" else words[1:]
    if len(rest) < 2:  # noqa: PLR2004
        return False
    state: Asa = reading.scratch
    name, kind = rest[1], _KINDS.get(rest[0], "service")
    families = _FAMILIES.get(rest[2] if len(rest) > 2 else "", (TCP, UDP))  # noqa: PLR2004
    ported = len(rest) > 2 or any(child.text.startswith("port-object") for child in block.children)  # noqa: PLR2004
    terms: list[Service] = []
    unread: list[int] = []
    for child in block.children:
        found = _member(child.text.split(), kind, families)
        if found is None:
            unread.extend(reading.numbers(child))
        else:
            terms += found
            reading.use(child.number)
    record = ServiceObject(name=name, terms=tuple(terms), lines=(block.number,), unread=tuple(unread))
    reading.device.service_objects.items.append(record)
    state.kinds[name] = "ports" if ported and words[0] == "object-group" else kind
    if not unread:
        state.lists.services[name] = record.terms
    return True


@TOP.line("object-group group network", topic="address_objects")
def _old_group(reading: Reading, words: list[str], block: Block) -> bool:
    return len(words) > 3 and _addresses(reading, ["object-group", *words[2:]], block)  # noqa: PLR2004
