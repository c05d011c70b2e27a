"""Interfaces, VLANs and access lists of ZXROS. A section may open an interface again: its lines belong together."""

from __future__ import annotations

from dengbao.model import Acl, Interface, Known, Vlan
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.entries import extended_entry
from parsers.ioslike.interfaces import INTERFACE as COMMON
from parsers.ioslike.interfaces import VLAN_MAX, Port, kind_of
from parsers.ioslike.numbers import intervals
from parsers.zte_zxros.table import TOP, Zxros

INTERFACE: Table[Port] = Table()
INTERFACE.include(COMMON)


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    state: Zxros = reading.scratch
    name = "".join(words[1:])
    interface = state.interfaces.get(name)
    if interface is None:
        interface = state.interfaces[name] = Interface(name=name, lines=(), kind=kind_of(name))
        reading.device.interfaces.items.append(interface)
    interface.lines = (*interface.lines, block.number, *[child.number for child in block.children])
    port = Port(interface, reading)
    interface.unread = (*interface.unread, *reading.inside(block, INTERFACE, port))
    if port.routed and interface.addresses:
        interface.mode = "routed"
    return True


@INTERFACE.line("switchport vlan")
def _vlans(port: Port, words: list[str], _block: Block) -> bool:
    """Read ``switchport vlan 311-314,360 tag``; several lines add up."""
    found = intervals("".join(words[2:3]), 1, VLAN_MAX)
    if found is None:
        return False
    port.interface.trunk = (*port.interface.trunk, *found)
    return words[3:] in ([], ["tag"], ["untag"])


INTERFACE.ignore(
    "业务与速率的参数",
    "onu", "fiber-distance", "uncfg-onu-aging-time", "name", "fec", "tcont", "gemport", "service-port", "security",
    "loopback-detection", "loopback-detect", "speed", "duplex", "mtu", "ip mtu", "bandwidth", "negotiation",
    "load-interval", "index", "description:", "hybrid-attribute", "optical", "qos", "trap", "ipv6 mtu", "mpls",
)  # fmt: skip


@TOP.line("vlan", topic="vlans")
def _vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``vlan 311`` with a name below, and ``vlan list 1,311-314``."""
    found = intervals("".join(words[2 if words[1:2] == ["list"] else 1 :]), 1, VLAN_MAX)
    if not found:
        return False
    name = ""
    for child in block.children:
        if child.text.startswith("name "):
            name = child.text.partition(" ")[2].strip()
        reading.use(child.number)
    vlans = {vlan.number: vlan for vlan in reading.device.vlans.items}
    for low, high in found:
        for number in range(low, high + 1):
            vlan = vlans.get(number)
            if vlan is None:
                vlan = vlans[number] = Vlan(number=number, lines=())
                reading.device.vlans.items.append(vlan)
            vlan.lines, vlan.name = (*vlan.lines, block.number), name or vlan.name
    return True


@TOP.line("acl number", "ipv4-access-list", "ipv6-access-list", "acl standard", "acl extended", topic="acls")
def _acl(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a list whose entries begin with ``rule N``."""
    family = 6 if words[0].startswith("ipv6") else 4
    acl = Acl(name=words[-1], kind="advanced", family=6 if family == 6 else 4, rules=[], lines=(block.number,))  # noqa: PLR2004
    reading.scratch.lists.by_name[acl.name] = acl
    reading.device.acls.items.append(acl)
    unread: list[int] = []
    for child in block.children:
        parts = child.text.split()
        if parts[0] in {"name", "description"}:
            acl.description = " ".join(parts[1:])
        elif parts[0] == "rule" and len(parts) > 3:  # noqa: PLR2004
            words_ = parts[2:-1] if parts[-1] in {"ipv4", "ipv6"} else parts[2:]
            rule = extended_entry(words_, 0, parts[1], child.number, acl.family)
            if rule is None:
                unread.append(child.number)
                continue
            acl.rules.append(rule)
        else:
            unread.append(child.number)
            continue
        reading.use(child.number)
    acl.unread = tuple(unread)
    return len(words) > 1


@TOP.line("ip dhcp snooping", topic="layer2")
def _snooping(reading: Reading, words: list[str], block: Block) -> bool:
    if words[3:] == ["enable"]:
        reading.device.layer2.dhcp_snooping = Known(value=True, lines=(block.number,))
        return True
    found = intervals("".join(words[4:]), 1, VLAN_MAX) if words[3:4] == ["vlan"] else None
    if found:
        reading.scratch.guarded.setdefault("snooping", []).append((found, block.number))
    return found is not None


def finish_network(reading: Reading) -> None:
    """Mark the VLANs under DHCP snooping, and declare what was read."""
    device = reading.device
    ranges = reading.scratch.guarded.get("snooping", [])
    for vlan in device.vlans.items:
        vlan.dhcp_snooping = any(low <= vlan.number <= high for found, _ in ranges for low, high in found)
    for section in (device.interfaces, device.vlans, device.vrfs, device.routes, device.routing, device.acls):
        section.missing = ""
