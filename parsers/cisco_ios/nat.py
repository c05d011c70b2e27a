"""Address translation: ``ip nat inside source`` and its kin."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from dengbao.model import Address, Nat
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.entries import services
from parsers.ioslike.numbers import ipv4, mask_length, network
from parsers.ioslike.ports import port, protocol_number


class Pool(Struct, frozen=True):
    """Addresses that a rule translates to."""

    low: int
    high: int


@TOP.line("ip nat pool", topic="nat")
def _pool(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ip nat pool NAME START END {netmask M | prefix-length N}``."""
    if len(words) < 6:  # noqa: PLR2004
        return len(words) > 3  # noqa: PLR2004 - its addresses stand below
    low, high = ipv4(words[4]), ipv4(words[5])
    if low is None or high is None:
        return False
    reading.scratch.facts[f"pool {words[3]}"] = Block(block.number, f"{words[4]} {words[5]}")
    return True


@TOP.line("ip nat inside source", "ip nat outside source", "ip nat inside destination", "ip nat source", topic="nat")
def _rule(reading: Reading, words: list[str], block: Block) -> bool:
    """Read dynamic rules (by list or route-map) and static ones, of a host, a net or a port."""
    at = words.index("source") + 1 if "source" in words else 4
    rest, lines = words[at:], (block.number,)
    vrf = words[words.index("vrf") + 1] if "vrf" in words[:-1] else ""
    records = reading.device.nat.items
    name = " ".join(words[2:at] + rest[:2])
    if rest[:1] == ["static"]:
        nat = _static(rest[1:], lines, vrf)
        if nat is None:
            return False
        records.append(nat)
        return True
    if len(rest) < 4 or rest[0] not in {"list", "route-map"}:  # noqa: PLR2004
        return False
    options = dict(pairwise(rest[2:]))
    records.append(
        Nat(
            name=name,
            kind="destination" if "destination" in words[:4] else "source",
            lines=lines,
            acl=rest[1] if rest[0] == "list" else "",
            interface=options.get("interface", ""),
            translated_sources=(Address(ref=options["pool"], resolved=False),) if "pool" in options else (),
            vrf=vrf,
        )
    )
    return True


def _static(words: list[str], lines: tuple[int, ...], vrf: str) -> Nat | None:
    """Read ``[tcp|udp] INSIDE [PORT] {OUTSIDE | interface IF} [PORT]`` or ``network INSIDE OUTSIDE MASK``."""
    number = protocol_number(words[0]) if words and words[0] in {"tcp", "udp", "esp"} else None
    if number is not None:
        words = words[1:]
    net = words[:1] == ["network"]
    words = words[net:]
    inside = ipv4(words[0]) if words else None
    if inside is None:
        return None
    ported = number in {6, 17}
    rest = words[1 + ported :]
    if rest[:1] == ["interface"] and len(rest) > 1:
        interface, outside, rest = rest[1], None, rest[2:]
    elif rest and (outside := ipv4(rest[0])) is not None:
        interface, rest = "", rest[1:]
    else:
        return None
    prefix = 32
    if net and rest and (found := mask_length(rest[0]) or _length(rest[0])):
        prefix = found
    inner = Address(*network(inside, prefix), 4)
    outer = (Address(*network(outside, prefix), 4),) if outside is not None else ()
    inner_port = port(words[1], number) if ported and len(words) > 1 else None
    outer_port = port(rest[0], number) if ported and rest else None
    if ported and (inner_port is None or outer_port is None):
        return None
    name = f"static {words[0]}" + (f" {inner_port}" if ported else "")
    if not ported or inner_port is None or outer_port is None:
        return Nat(
            name=name,
            kind="static",
            lines=lines,
            interface=interface,
            sources=(inner,),
            translated_sources=outer,
            vrf=vrf,
        )
    return Nat(
        name=name,
        kind="server",
        lines=lines,
        interface=interface,
        destinations=outer,
        services=services(number, destinations=((outer_port, outer_port),)),
        translated_destinations=(inner,),
        translated_ports=(inner_port, inner_port),
        vrf=vrf,
    )


def _length(word: str) -> int | None:
    return int(word[1:]) if word[:1] == "/" and word[1:].isdecimal() and len(word) < 4 and int(word[1:]) <= 32 else None  # noqa: PLR2004


def _outer(reading: Reading, name: str) -> tuple[Address, ...]:
    """The addresses of an interface; one that it gets from elsewhere may be any."""
    port = next((port for port in reading.device.interfaces.items if port.name == name), None)
    found = tuple(Address(own.address, own.address, 4) for own in port.addresses if own.family == 4) if port else ()  # noqa: PLR2004 - the IP version
    return found or (Address(other=f"{name} 的地址"),)


def finish_nat(reading: Reading) -> None:
    """Put pools and addresses of interfaces in the place of their names."""
    for nat in reading.device.nat.items:
        if nat.kind == "server" and not nat.destinations:
            nat.destinations = _outer(reading, nat.interface)
        elif nat.kind == "static" and not nat.translated_sources:
            nat.translated_sources = _outer(reading, nat.interface)
        if nat.translated_sources and not nat.translated_sources[0].resolved:
            name = nat.translated_sources[0].ref
            pool = reading.scratch.facts.get(f"pool {name}")
            if pool:
                low, high = (ipv4(word) or 0 for word in pool.text.split())
                nat.translated_sources = (Address(min(low, high), max(low, high), 4, ref=name),)
                nat.lines = (*nat.lines, pool.number)
