"""Address translation: ``ip nat inside source`` and its kin, of IOS and of Ruijie gateways.

RGOS writes names of interfaces in two words, and the addresses of a pool below it: ``address A B [match interface IF]``
or ``address interface IF match interface IF`` (printed configuration of an RG-EG gateway).
"""

from __future__ import annotations

from itertools import pairwise

from dengbao.model import Address, Nat
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.entries import services
from parsers.ioslike.numbers import ipv4, mask_length, network
from parsers.ioslike.ports import port, protocol_number

NAT: Table[Reading] = Table()


@NAT.line("ip nat pool", topic="nat")
def _pool(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ip nat pool NAME START END {netmask M | prefix-length N}``, or a pool with its addresses below."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    if len(words) < 6 or words[4] in {"netmask", "prefix-length"}:  # noqa: PLR2004
        return _pool_below(reading, words[3], block)
    low, high = ipv4(words[4]), ipv4(words[5])
    if low is None or high is None:
        return False
    reading.scratch.facts[f"pool {words[3]}"] = Block(block.number, f"{words[4]} {words[5]}")
    return True


def _pool_below(reading: Reading, name: str, block: Block) -> bool:
    """Read the ``address`` lines of a pool; several lines are several ranges, of which a rule takes any."""
    parts: list[Block] = []
    for child in block.children:
        words = child.text.split()
        if len(words) < 3 or words[0] != "address":  # noqa: PLR2004 - two addresses, or an interface
            return False
        if words[1] != "interface" and None in (ipv4(words[1]), ipv4(words[2])):
            return False
        parts.append(Block(child.number, " ".join(words[1:3]) if words[1] != "interface" else _named(words[2:])[0]))
        reading.use(child.number)
    reading.scratch.facts[f"pool {name}"] = Block(block.number, "", parts)
    return True


def _named(words: list[str]) -> tuple[str, list[str]]:
    """Take the name of an interface, which RGOS writes in two words; give the words behind it."""
    if len(words) > 1 and words[0].isalpha() and words[1][0].isdecimal():
        return f"{words[0]} {words[1]}", words[2:]
    return (words[0], words[1:]) if words else ("", [])


@NAT.line("ip nat inside source", "ip nat outside source", "ip nat inside destination", "ip nat source", topic="nat")
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
    interface = _named(rest[rest.index("interface") + 1 :])[0] if "interface" in rest else ""
    records.append(
        Nat(
            name=name,
            kind="destination" if "destination" in words[:4] else "source",
            lines=lines,
            acl=rest[1] if rest[0] == "list" else "",
            interface=interface,
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
        outside = None
        interface, rest = _named(rest[1:])
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
                parts = pool.children or [pool]
                nat.translated_sources = tuple(term for part in parts for term in _range(reading, name, part.text))
                nat.lines = (*nat.lines, pool.number, *(part.number for part in pool.children))


def _range(reading: Reading, name: str, text: str) -> tuple[Address, ...]:
    """The addresses from one to another, or those of an interface."""
    ends = [ipv4(word) for word in text.split()]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:  # noqa: PLR2004
        return _outer(reading, text)
    return (Address(min(ends[0], ends[1]), max(ends[0], ends[1]), 4, ref=name),)
