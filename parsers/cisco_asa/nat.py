"""Address translation: object NAT, manual (twice) NAT, and the forms before 8.3.

The order is that of the device (ASA CLI guide 2, "Network Address Translation"): manual rules of section 1 as written,
then object NAT (static before dynamic, then fewer addresses, then the lower address, then the name), then
``after-auto`` rules as written. Access lists match real addresses.
"""

from __future__ import annotations

from collections.abc import Sequence

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Address, Nat, Service, expand
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import Reading
from parsers.ioslike.entries import host, masked, services
from parsers.ioslike.numbers import ipv4
from parsers.ioslike.ports import port, protocol_number

_FLAGS = frozenset({
    "dns", "unidirectional", "no-proxy-arp", "route-lookup", "net-to-net", "inactive", "flat", "include-reserve",
    "extended", "round-robin", "block-allocation", "tcp", "udp", "norandomseq", "ipv6",
})  # fmt: skip


def _pair(word: str) -> tuple[str, str] | None:
    """Read ``(inside,outside)``; ``any`` becomes an empty name."""
    real, comma, mapped = word.strip("()").partition(",")
    if not (word.startswith("(") and word.endswith(")") and comma):
        return None
    return real if real != "any" else "", mapped if mapped != "any" else ""


def _zones(nat: Nat, pair: tuple[str, str]) -> None:
    nat.source_zones = (pair[0],) if pair[0] else ()
    nat.destination_zones = (pair[1],) if pair[1] else ()


def _term(word: str, state: Asa) -> tuple[Address, ...]:
    """Read an address, ``any`` or the name of an object."""
    if word == "any":
        return (ANY_ADDRESS,)
    if word == "any4":
        return (Address(0, 2**32 - 1, 4),)
    found = host(state.plain(word)) if word[0].isdecimal() or ":" in word or word in state.names else None
    return (found,) if found else (Address(ref=word, resolved=False),)


def object_nat(reading: Reading, name: str, words: list[str], block: Block) -> bool:
    """Read ``nat [(a,b)] {static | dynamic} MAPPED [options]`` below ``object network``.

    Args:
        reading: of the configuration.
        name: of the object.
        words: of the line.
        block: of the line.

    Returns:
        Whether it was understood.
    """
    rest = words[1:]
    pair = _pair(rest[0]) if rest else None
    rest = rest[1:] if pair else rest
    if len(rest) < 2 or rest[0] not in {"static", "dynamic"}:  # noqa: PLR2004
        return False
    state: Asa = reading.scratch
    nat = Nat(name=f"object {name}", kind="static" if rest[0] == "static" else "source", lines=(block.number,))
    _zones(nat, pair or ("", ""))
    nat.sources = (Address(ref=name, resolved=False),)
    rest = rest[1:]
    if rest[0] == "pat-pool":
        rest = rest[1:]
    if not rest:
        return False
    if rest[0] == "interface":
        nat.interface = nat.destination_zones[0] if nat.destination_zones else "interface"
    else:
        nat.translated_sources = _term(rest[0], state)
    state.nats.append((name, nat))
    return _options(nat, rest[1:])


def _options(nat: Nat, words: Sequence[str]) -> bool:
    """Read what follows the mapped address; ``service tcp 443 8443`` is real and mapped port."""
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        if word == "service" and at + 3 < count:
            number = protocol_number(words[at + 1])
            real, mapped = port(words[at + 2], number), port(words[at + 3], number)
            if number is None or real is None or mapped is None:
                return False
            nat.kind, nat.services = "server", services(number, destinations=((real, real),))
            nat.translated_ports = (mapped, mapped)
            at += 4
        elif word == "interface":
            nat.interface, at = nat.destination_zones[0] if nat.destination_zones else "interface", at + 1
        elif word == "pat-pool" and at + 1 < count:
            at += 2
        elif word == "description":
            return True
        elif word in _FLAGS:
            nat.enabled, at = nat.enabled and word != "inactive", at + 1
        else:
            return False
    return True


@TOP.line("nat", topic="nat")
def _nat(reading: Reading, words: list[str], block: Block) -> bool:
    pair = _pair(words[1]) if len(words) > 1 else None
    rest = words[2:] if pair else words[1:]
    section = 3 if rest[:1] == ["after-auto"] else 1
    rest = rest[section == 3 :]  # noqa: PLR2004
    rest = rest[1:] if rest[:1] and rest[0].isdecimal() and rest[1:2] == ["source"] else rest
    if rest[:1] != ["source"] or len(rest) < 4 or rest[1] not in {"static", "dynamic"}:  # noqa: PLR2004
        return pair is None and _old_nat(reading, words, block)
    state: Asa = reading.scratch
    at = 4 if rest[3] != "pat-pool" else 5
    if len(rest) < at:
        return False
    real, mapped = rest[2], rest[at - 1]
    nat = Nat(name="", kind="static" if rest[1] == "static" else "source", lines=(block.number,))
    nat.name = " ".join(["after-auto"] * (section == 3) + [words[1] if pair else "(any,any)", *rest[1:at]])  # noqa: PLR2004
    _zones(nat, pair or ("", ""))
    nat.sources = _term(real, state)
    if mapped == "interface":
        nat.interface = nat.destination_zones[0] if nat.destination_zones else "interface"
    else:
        nat.translated_sources = _term(mapped, state)
    if rest[1] == "static" and real == mapped:
        nat.kind = "exempt"
    reading.device.nat.items.append(nat)
    if section == 3:  # noqa: PLR2004
        state.facts[f"after {len(reading.device.nat.items)}"] = block
    return _twice(nat, rest[at:], state)


def _twice(nat: Nat, words: Sequence[str], state: Asa) -> bool:
    """Read the destination and the services of a manual rule."""
    at, count = 0, len(words)
    if words[:2] == ["destination", "static"] and count > 3:  # noqa: PLR2004
        mapped, real = words[2], words[3]
        nat.destinations = _term(mapped, state) if mapped != "interface" else (Address(other="interface"),)
        if mapped != real:
            nat.translated_destinations = _term(real, state)
            nat.kind = "destination" if nat.kind == "exempt" else nat.kind
        at = 4
    if words[at : at + 1] == ["service"] and at + 2 < count:
        nat.services = (Service(ref=words[at + 1], resolved=False),) if words[at + 1] != "any" else (ANY_SERVICE,)
        at += 3
    return _options(nat, words[at:])


def _old_nat(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``nat (inside) 1 A MASK`` and ``nat (inside) 0 access-list X`` (before 8.3)."""
    if len(words) < 4 or not words[2].isdecimal():  # noqa: PLR2004
        return False
    zone = words[1].strip("()")
    nat = Nat(name=" ".join(words[:3]), kind="exempt" if words[2] == "0" else "source", lines=(block.number,))
    nat.source_zones = (zone,)
    if words[3] == "access-list" and len(words) > 4:  # noqa: PLR2004
        nat.acl = words[4]
    else:
        state: Asa = reading.scratch
        net = masked(state.plain(words[3]), words[4] if len(words) > 4 else "255.255.255.255", False)  # noqa: FBT003, PLR2004
        if net is None:
            return False
        nat.sources = (net,) if net.high > net.low or net.low else (ANY_ADDRESS,)
    reading.device.nat.items.append(nat)
    return True


@TOP.line("global", topic="nat")
def _global(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``global (outside) 1 {interface | A[-B]}`` (before 8.3): what a pool number translates to."""
    if len(words) < 4 or not words[1].startswith("("):  # noqa: PLR2004
        return False
    reading.scratch.facts[f"global {words[2]} {len(reading.scratch.facts)}"] = block
    return True


@TOP.line("static", topic="nat")
def _static(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``static (inside,outside) [tcp|udp] MAPPED [PORT] REAL [PORT] [netmask M]`` (before 8.3)."""
    pair = _pair(words[1]) if len(words) > 3 else None  # noqa: PLR2004
    if pair is None:
        return False
    state: Asa = reading.scratch
    rest = words[2:]
    number = protocol_number(rest[0]) if rest[0] in {"tcp", "udp"} else None
    if number is None:
        mapped, real, ports = rest[0], rest[1] if len(rest) > 1 else "", []
    elif len(rest) > 4:  # noqa: PLR2004
        mapped, real, ports = rest[1], rest[3], [port(rest[2], number), port(rest[4], number)]
    else:
        return False
    mask = rest[rest.index("netmask") + 1] if "netmask" in rest[:-1] else "255.255.255.255"
    inner = masked(state.plain(real), mask, False)  # noqa: FBT003
    outer = masked(state.plain(mapped), mask, False) if mapped != "interface" else None  # noqa: FBT003
    nat = Nat(name=" ".join(["static", words[1], mapped, real]), kind="static", lines=(block.number,))
    _zones(nat, pair)
    if inner is None or (outer is None and mapped != "interface"):
        return False
    nat.sources, nat.translated_sources = (inner,), (outer,) if outer else ()
    nat.interface = "" if outer else pair[1]
    if ports and ports[0] is not None and ports[1] is not None:
        nat.kind, nat.translated_ports = "server", (ports[0], ports[0])
        nat.services = services(number, destinations=((ports[1], ports[1]),))
    reading.device.nat.items.append(nat)
    return len(ports) == 0 or None not in ports


def finish_nat(reading: Reading) -> None:
    """Resolve objects, complete pool numbers, and put object NAT between the sections of manual rules."""
    state: Asa = reading.scratch
    device = reading.device
    addresses: dict[str, tuple[Address, ...]] = {}
    found: dict[str, tuple[Service, ...]] = {}
    late = {block.number for name, block in state.facts.items() if name.startswith("after ")}
    objects = [nat for _, nat in state.nats]
    manual = device.nat.items
    for nat in (*manual, *objects):
        nat.sources = expand(nat.sources, state.lists.addresses, addresses)
        nat.destinations = expand(nat.destinations, state.lists.addresses, addresses)
        nat.translated_sources = expand(nat.translated_sources, state.lists.addresses, addresses)
        nat.translated_destinations = expand(nat.translated_destinations, state.lists.addresses, addresses)
        nat.services = expand(nat.services, state.lists.services, found)
    objects.sort(key=_order)
    first = [nat for nat in manual if nat.lines[0] not in late]
    device.nat.items = [*first, *objects, *(nat for nat in manual if nat.lines[0] in late)]
    for name, block in state.facts.items():
        if name.startswith("global "):
            _complete(device.nat.items, block, state)


def _order(nat: Nat) -> tuple[bool, int, int, str]:
    """Object NAT: static first, then fewer addresses, then the lower address, then the name."""
    count = sum(term.high - term.low + 1 for term in nat.sources)
    return nat.kind == "source", count, min((term.low for term in nat.sources), default=0), nat.name


def _complete(items: list[Nat], block: Block, state: Asa) -> None:
    words = block.text.split()
    zone = words[1].strip("()")
    for nat in items:
        if nat.name.startswith("nat (") and nat.name.split()[-1] == words[2] and words[2] != "0":
            nat.destination_zones = (*nat.destination_zones, zone)
            nat.lines = (*nat.lines, block.number)
            low, dash, high = state.plain(words[3]).partition("-")
            first, last = ipv4(low), ipv4(high) if dash else ipv4(low)
            if first is not None and last is not None:
                nat.translated_sources = (*nat.translated_sources, Address(first, last, 4))
            else:
                nat.interface = zone
