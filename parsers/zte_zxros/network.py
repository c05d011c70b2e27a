"""Interfaces, VLANs and VRRP of ZXROS. Sections open an interface again: its lines belong together.

Addresses and VRF stand in ``!<if-intf>``; tags of sub-interfaces below ``vlan-configuration``, switch ports below
``switchvlan-configuration`` or, on access nodes, below the interface itself; link aggregation below ``lacp``; virtual
routers below ``vrrp`` (printed configurations of M6000, 6120H and 8900E).
"""

from __future__ import annotations

from dengbao.model import Redundancy, Vlan
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import INTERFACE as COMMON
from parsers.ioslike.interfaces import VLAN_MAX, Port
from parsers.ioslike.numbers import bounded, intervals, ipv4
from parsers.zte_zxros.acl import bind
from parsers.zte_zxros.table import TOP, Zxros, inner, opened

INTERFACE: Table[Port] = Table()
INTERFACE.include(COMMON)
bind(INTERFACE)
TAGS: Table[Port] = Table()
MEMBERS: Table[Port] = Table()
VRRP: Table[Port] = Table()
_MANAGEMENT = "mng"  # the VRF of the management port (ZXROS NG V5 command manual, FTP: ``copy ftp vrf``)
_NUMBER = 2  # index of the word behind "interface X" or "vlan X"


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < _NUMBER:
        return False
    port = opened(reading, "".join(words[1:]))
    interface = port.interface
    interface.lines = (*interface.lines, block.number, *[child.number for child in block.children])
    interface.unread = (*interface.unread, *reading.inside(block, INTERFACE, port))
    return True


@INTERFACE.line("switchport vlan")
def _vlans(port: Port, words: list[str], _block: Block) -> bool:
    """Read ``switchport vlan 311-314,360 tag``; several lines add up."""
    return _add(port, "".join(words[2:3])) and words[3:] in ([], ["tag"], ["untag"])


@INTERFACE.line("switchport trunk vlan", "switchport hybrid vlan")
def _trunk(port: Port, words: list[str], _block: Block) -> bool:
    """Read ``switchport trunk vlan 10,20-30`` and ``switchport hybrid vlan 10 {tag | untag}``."""
    return _add(port, "".join(words[3:4])) and words[4:] in ([], ["tag"], ["untag"])


@INTERFACE.line("switchport hybrid native vlan", "switchport default vlan")
def _native(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.vlan = bounded(words[-1], 1, VLAN_MAX)
    return port.interface.vlan is not None


def _add(port: Port, text: str) -> bool:
    found = intervals(text, 1, VLAN_MAX)
    if found is None:
        return False
    port.interface.trunk = (*port.interface.trunk, *found)
    return True


INTERFACE.ignore(
    "业务与速率的参数",
    "onu", "fiber-distance", "uncfg-onu-aging-time", "name", "fec", "tcont", "gemport", "service-port", "security",
    "loopback-detection", "loopback-detect", "speed", "duplex", "mtu", "ip mtu", "bandwidth", "negotiation",
    "load-interval", "index", "hybrid-attribute", "optical", "qos", "trap", "ipv6 mtu", "mpls", "clock", "statistics",
    "traffic-statistics", "interface mode", "carrier-delay", "hold-time", "arp timeout", "ipv6 enable", "tunnel",
    "switchport-attribute",
)  # fmt: skip


@TAGS.line("encapsulation-dot1q")
def _tag(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.tag = bounded(words[-1], 1, VLAN_MAX)
    return port.interface.tag is not None


TAGS.ignore("双层标签的业务接入", "qinq", "encapsulation-qinq")


@MEMBERS.line("smartgroup")
def _member(port: Port, words: list[str], _block: Block) -> bool:
    """Read ``smartgroup 1 mode active``."""
    port.interface.channel = words[1] if len(words) > 1 else ""
    return len(words) > 1


MEMBERS.ignore("链路聚合的参数", "lacp")


@VRRP.line("vrrp")
def _router(port: Port, words: list[str], block: Block) -> bool:
    """Read ``vrrp N ipv4 A`` and ``vrrp N priority P``; a key makes the group authenticated."""
    if len(words) < 3:  # noqa: PLR2004 - vrrp N KEYWORD
        return False
    groups = port.groups = port.groups if port.groups is not None else {}
    group = groups.get(words[1])
    if group is None:
        name = port.interface.name
        group = groups[words[1]] = Redundancy(
            kind="vrrp", name=f"{name} {words[1]}", lines=(), interface=name, authenticated=False, version=None
        )
        port.reading.device.redundancy.items.append(group)
    group.lines = (*group.lines, block.number)
    match words[2:]:
        case ["ipv4", address, *_] if (virtual := ipv4(address)) is not None:
            group.virtual = (*group.virtual, virtual)
        case ["priority", value]:
            group.priority = bounded(value, 0, 255)
        case ["text-authentication" | "md5-authentication" | "authentication", *_]:
            group.authenticated = True
        case ["version", value] if value in {"2", "3"}:
            group.version = int(value)
        case ["preempt" | "timers" | "track" | "accept" | "out-interface" | "ipv6" | "admin-group", *_]:
            pass
        case _:
            group.unread = (*group.unread, block.number)
            return False
    return True


@TOP.line("vlan-configuration", topic="interfaces")
def _tags(reading: Reading, _words: list[str], block: Block) -> bool:
    return inner(reading, block, TAGS)


@TOP.line("lacp", topic="interfaces")
def _aggregation(reading: Reading, _words: list[str], block: Block) -> bool:
    return inner(reading, block, MEMBERS)


@TOP.line("vrrp", topic="redundancy")
def _redundancy(reading: Reading, _words: list[str], block: Block) -> bool:
    return inner(reading, block, VRRP)


@TOP.line("switchvlan-configuration", topic="vlans")
def _switch(reading: Reading, _words: list[str], block: Block) -> bool:
    """Read VLANs, and the ports that carry them."""
    ports = Block(block.number, block.text)
    rest: list[Block] = []
    understood = True
    for child in block.children:
        words = child.text.split()
        if words[0] == "interface":
            rest.append(child)
        elif words[0] in {"vlan", "list"}:
            understood = _vlan(reading, words if words[0] == "vlan" else ["vlan", *words], child) and understood
            reading.use(child.number)
        else:
            understood = False
    ports.children = rest
    return inner(reading, ports, INTERFACE) and understood


@TOP.line("vlan", topic="vlans")
def _vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``vlan 311`` with a name below, and ``vlan list 1,311-314``."""
    found = intervals("".join(words[2 if words[1:2] == ["list"] else 1 :]), 1, VLAN_MAX)
    if not found:
        return False
    name, unread = "", list[int]()
    for child in block.children:
        word, _, rest = child.text.partition(" ")
        if word == "name":
            name = rest.strip()
        elif word != "description":
            unread += reading.numbers(child)
            continue
        reading.use(child.number)
    vlans = {vlan.number: vlan for vlan in reading.device.vlans.items}
    for low, high in found:
        for number in range(low, high + 1):
            vlan = vlans.get(number)
            if vlan is None:
                vlan = vlans[number] = Vlan(number=number, lines=())
                reading.device.vlans.items.append(vlan)
            vlan.lines, vlan.name = (*vlan.lines, block.number), name or vlan.name
            vlan.unread = (*vlan.unread, *unread)
    return True


def finish_network(reading: Reading) -> None:
    """Say what follows from all sections of an interface, and declare what was read."""
    device = reading.device
    state: Zxros = reading.scratch
    for port in state.opened.values():
        _settle(port)
    for section in (
        device.interfaces, device.vlans, device.vrfs, device.routes, device.routing, device.acls, device.redundancy,
    ):  # fmt: skip
        section.missing = ""


def _settle(port: Port) -> None:
    interface = port.interface
    name, dot, _ = interface.name.rpartition(".")
    if dot:
        interface.parent = name
    if port.routed and interface.addresses:
        interface.mode = "routed"
    if interface.kind == "management" and not interface.vrf:
        interface.vrf = _MANAGEMENT
