"""Address translation on interfaces and in the global policy (Comware 7 and SecPath NAT references).

``nat server`` and static mappings open an inside address to the outside. NAT servers are translated before, outbound
NAT after the security policy (SecPath FAQ).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dengbao.model import Address, Nat, Service, expand
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware import ports, terms
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.table import TOP, plain, rest, state_of
from parsers.ioslike.numbers import bounded

Kind = Literal["source", "destination", "static", "server", "exempt"]
_THREE = 3


class Group(Struct):
    """An address group or a server group."""

    reading: Reading
    terms: list[Address] = []


GROUP: Table[Group] = Table()
rest("nat", "nat")
TOP.ignore(
    "NAT 的日志、会话与算法参数,不改变映射",
    *(
        "nat log",
        "nat alg",
        "undo nat",
        "nat mapping-behavior",
        "nat dns-map",
        "nat timestamp",
        "nat icmp-error",
        "nat gratuitous-arp",
    ),
    *(
        "nat redirect",
        "nat link-switch",
        "nat port-load-balance",
        "nat port-block",
        "nat session",
        "nat aging-time",
        "nat connection-limit",
    ),
    *(
        "nat global-policy compatible-previous-version",
        "nat configuration-for-new-connection",
        "nat extended-port-resource",
    ),
)


@PORT.line("nat outbound", "nat inbound")
def outbound(port: Port, words: list[str], block: Block) -> bool:
    """``nat outbound [ACL|name X] [address-group G] [no-pat] [rule NAME] [disable]``."""
    items = port.reading.device.nat.items
    made = Nat(name=f"{port.record.name}-{words[1]}-{len(items) + 1}", kind="source", lines=(block.number,))
    made.interface = port.record.name
    rest_ = words[2:]
    if rest_[:1] == ["name"] and len(rest_) > 1:
        made.acl, rest_ = rest_[1], rest_[2:]
    elif rest_ and bounded(rest_[0], 2000, 3999):
        made.acl, rest_ = rest_[0], rest_[1:]
    if made.acl:
        made.name = f"{port.record.name}-{words[1]}-{made.acl}"
    options = _options(made, rest_, block)
    items.append(made)
    return options


def _options(made: Nat, words: list[str], block: Block) -> bool:
    """Read what may stand behind any NAT line."""
    while words:
        match words:
            case ["address-group" | "vrrp" | "priority" | "counting" | "port-block-group" | "acl", value, *words]:
                made.acl = value if block.text.split()[-len(words) - 2] == "acl" else made.acl
            case ["name", _, *words]:
                pass
            case ["vpn-instance", name, *words]:
                made.vrf = made.vrf or name
            case ["rule", name, *words]:
                made.name = name
            case ["description", *_]:
                return True
            case ["disable", *words]:
                made.enabled = False
            case ["no-pat" | "reversible" | "easy-ip" | "port-preserved" | "add-route" | "unidirectional", *words]:
                pass
            case [word, *words] if bounded(word, 2000, 3999):
                made.acl = word
            case _:
                return False
    return True


@PORT.line("nat server")
def server(port: Port, words: list[str], block: Block) -> bool:
    """``nat server [protocol P] global G [PORT [PORT]] inside I [PORT] ...``."""
    items = port.reading.device.nat.items
    made = Nat(name=f"{port.record.name}-server-{len(items) + 1}", kind="server", lines=(block.number,))
    made.interface = port.record.name
    items.append(made)
    if not _server(made, words[2:], port, block):
        made.unread = (block.number,)
    return not made.unread


def _server(made: Nat, words: list[str], port: Port, block: Block) -> bool:
    protocol: int | None = None
    if words[:1] == ["protocol"] and len(words) > 1:
        number = ports.protocol_number(words[1])
        if number is None:
            return False
        protocol, words = None if number < 0 else number, words[2:]
    if "global" not in words[:1] or "inside" not in words:
        return False
    at = words.index("inside")
    outer, inner = words[1:at], words[at + 1 :]
    found = _side(outer, protocol, port)
    other = _side(inner, protocol, port)
    if found is None or other is None:
        return False
    made.name = f"{port.record.name}-server-{'-'.join(outer[:2])}"
    made.destinations, outside, rest_ = found
    made.translated_destinations, made.translated_ports, tail = other
    if protocol is not None:
        made.services = (Service(protocol, destination=outside or (0, 65535)),)
    return _options(made, rest_, block) and _options(made, tail, block)


def _side(
    words: list[str], protocol: int | None, port: Port
) -> tuple[tuple[Address, ...], tuple[int, int] | None, list[str]] | None:
    """Read an address with perhaps a port or two; give what is left."""
    if words[:1] in (["current-interface"], ["interface"]):
        count = 1 if words[0] == "current-interface" else 2
        addresses = tuple(Address(own.address, own.address, 4) for own in port.record.addresses if own.family == 4)  # noqa: PLR2004
        words = words[count:]
        addresses = addresses or (Address(other="接口地址"),)
    elif words[:1] == ["server-group"]:
        return (Address(other=" ".join(words[:2])),), None, words[2:]
    else:
        first = terms.host(words[0]) if words else None
        if first is None:
            return None
        last = terms.host(words[1]) if len(words) > 1 else None
        addresses = (Address(first.low, last.low, 4) if last and last.low >= first.low else first,)
        words = words[2 if last else 1 :]
    numbers: list[int] = []
    while words and len(numbers) < 2 and (number := ports.port(words[0], protocol)) is not None:  # noqa: PLR2004
        numbers.append(number)
        words = words[1:]
    return addresses, (min(numbers), max(numbers)) if numbers else None, words


@TOP.line("nat static outbound", "nat static inbound", "nat static outbound net-to-net", topic="nat")
def static(reading: Reading, words: list[str], block: Block) -> bool:
    """``nat static outbound [vpn-instance V] LOCAL [vpn-instance V] GLOBAL [acl N] [disable]``."""
    rest_ = [word for word in words[3:] if word != "net-to-net"]
    made = Nat(name=f"static-{len(reading.device.nat.items) + 1}", kind="static", lines=(block.number,))
    plain_: list[Address] = []
    while rest_ and len(plain_) < 2:  # noqa: PLR2004 - inside and outside
        if rest_[0] == "vpn-instance":
            made.vrf, rest_ = made.vrf or (rest_[1] if len(rest_) > 1 else ""), rest_[2:]
            continue
        found = terms.host(rest_[0])
        if found is None or "net-to-net" in words:
            made.unread = (block.number,)
            break
        plain_.append(found)
        rest_ = rest_[1:]
    if len(plain_) == 2:  # noqa: PLR2004 - inside and outside
        local, public = plain_ if words[2] == "outbound" else plain_[::-1]
        made.name = f"static-{words[3]}"
        made.destinations, made.translated_destinations = (public,), (local,)
        if not _options(made, rest_, block):
            made.unread = (block.number,)
    reading.device.nat.items.append(made)
    return not made.unread


plain(PORT, "nat static enable", "nat static", "nat log", "nat dns-map", "nat port-block")


@TOP.line("nat address-group", "nat server-group", topic="nat")
def group(reading: Reading, words: list[str], block: Block) -> bool:
    """``nat address-group N [name X]`` with ``address A B`` lines, or on one line in Comware 5."""
    scope = Group(reading, [])
    if len(words) > _THREE and (found := terms.between(words[_THREE], words[-1])):
        scope.terms.append(found)
    reading.device.nat.unread.extend(reading.inside(block, GROUP, scope))
    return len(words) > 2  # noqa: PLR2004 - the line's own words


@GROUP.line("address")
def pool(scope: Group, words: list[str], _block: Block) -> bool:
    """``address A B``, ``address interface IF``."""
    if words[1:2] == ["interface"]:
        return True
    found = terms.between(words[1], words[2]) if len(words) > 2 else None  # noqa: PLR2004 - the line's own words
    if found is not None:
        scope.terms.append(found)
    return found is not None


plain(
    GROUP,
    "inside",
    "port-range",
    "port-block",
    "vrrp",
    "probe",
    "blade-load-sharing-group",
    "failover-group",
    "description",
    "exclude-ip",
)


def settle(reading: Reading) -> None:
    """After all lines: resolve names."""
    state, section = state_of(reading), reading.device.nat
    section.missing = ""
    cache_a: dict[str, tuple[Address, ...]] = {}
    cache_s: dict[str, tuple[Service, ...]] = {}
    for made in section.items:
        made.sources = expand(made.sources, state.addresses, cache_a)
        made.destinations = expand(made.destinations, state.addresses, cache_a)
        made.translated_destinations = expand(made.translated_destinations, state.addresses, cache_a)
        made.services = expand(made.services, state.services, cache_s)
