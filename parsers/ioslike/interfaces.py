"""Lines below ``interface``: what IOS-like devices share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from dengbao.model import Interface, InterfaceAddress, Redundancy
from dengbao.model.network import PortMode
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.numbers import bounded, integer, intervals, ipv4, ipv4_prefix, ipv6_prefix, mask_length

VLAN_MAX = 4094
Kind = Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"]
_KINDS: dict[str, Kind] = {
    "vlan": "vlan", "bvi": "vlan", "bdi": "vlan", "loopback": "loopback", "tunnel": "tunnel", "nve": "tunnel",
    "lisp": "tunnel", "port-channel": "aggregate", "aggregateport": "aggregate", "multilink": "aggregate",
    "bundle-ether": "aggregate", "smartgroup": "aggregate", "mgmt": "management", "management": "management",
    "mgmteth": "management", "dialer": "virtual", "virtual-template": "virtual", "virtual-access": "virtual",
    "virtual-ppp": "virtual", "null": "virtual", "appgigabitethernet": "virtual", "embedded-service-engine": "virtual",
    "service-engine": "virtual", "pseudowire": "virtual", "vasileft": "virtual", "vasiright": "virtual",
    "virtualportgroup": "virtual", "nvi": "virtual", "ucse": "virtual", "overlayvlan": "vlan", "ism": "virtual",
}  # fmt: skip
_MODES: dict[str, PortMode] = {
    "access": "access", "trunk": "trunk", "hybrid": "hybrid",
    "uplink": "trunk",  # RGOS: it tags the native VLAN as well
}  # fmt: skip
_NAME = re.compile(r"([A-Za-z][A-Za-z-]*)\s*(.*)")


class Port(Struct):
    """An interface being read, with what its lines need beyond its record.

    ``runs`` are the routing processes (protocol and name) that a line of it starts, with their areas; ``keyed`` the
    protocols that ask neighbours for a key, ``bare`` those that a line tells not to; ``quiet`` whether a line says that
    there are no neighbours.
    """

    interface: Interface
    reading: Reading
    routed: bool | None = None
    open: bool = False
    groups: dict[str, Redundancy] | None = None
    runs: dict[tuple[str, str], str] = {}
    keyed: set[str] = set()
    bare: set[str] = set()
    quiet: bool | None = None


INTERFACE: Table[Port] = Table()
"""Lines that IOS-like devices have in common; a platform includes it in its own table."""


@lru_cache(1 << 12)
def kind_of(name: str) -> Kind:
    """Tell the kind of an interface by its name."""
    match = _NAME.match(name)
    word, rest = (match[1].lower(), match[2]) if match else ("", "")
    if "." in rest:
        return "sub"
    return _KINDS.get(word.rstrip("-"), "physical")


@INTERFACE.line("description", "description:")
def _description(port: Port, _words: list[str], block: Block) -> bool:
    port.interface.description = block.text.partition(" ")[2].strip()
    return True


@INTERFACE.line("shutdown")
def _shutdown(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.shutdown = True
    return True


@INTERFACE.line("no shutdown")
def _up(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.shutdown = False
    return True


@INTERFACE.line("no ip address", "no ipv6 address", "no switchport")
def _no_address(port: Port, words: list[str], _block: Block) -> bool:
    port.routed = True
    return len(words) <= 3  # noqa: PLR2004 - more names one address to take away


@INTERFACE.line("ip address")
def _address(port: Port, words: list[str], _block: Block) -> bool:
    port.routed = True
    interface, count = port.interface, len(words)
    if count > 2 and words[2] in {"dhcp", "negotiated", "negotiate", "pool", "autoconfig"}:  # noqa: PLR2004 - a word after "address"
        interface.dynamic_address = True
        return True
    found = ipv4_prefix(words[2]) if count > 2 and "/" in words[2] else None  # noqa: PLR2004
    if found is None and count > 3:  # noqa: PLR2004 - address and mask
        address, prefix = ipv4(words[2]), mask_length(words[3])
        found = (address, prefix) if address is not None and prefix is not None else None
    if found is None:
        return False
    interface.addresses = (*interface.addresses, InterfaceAddress(*found, 4, words[-1] == "secondary"))
    return True


@INTERFACE.line("ipv6 address")
def _address6(port: Port, words: list[str], _block: Block) -> bool:
    port.routed = True
    interface = port.interface
    if len(words) < 3:  # noqa: PLR2004
        return False
    if words[2] in {"dhcp", "autoconfig"}:
        interface.dynamic_address = True
        return True
    if words[-1] == "link-local":
        return True
    found = ipv6_prefix(words[2])
    if found is None:
        return len(words) > 3  # noqa: PLR2004 - a general prefix by name, with what follows it
    interface.addresses = (*interface.addresses, InterfaceAddress(*found, 6))
    return True


@INTERFACE.line("ip unnumbered")
def _unnumbered(port: Port, words: list[str], _block: Block) -> bool:
    port.routed, port.interface.unnumbered = True, "".join(words[2:])
    return len(words) > 2  # noqa: PLR2004


@INTERFACE.line("vrf forwarding", "ip vrf forwarding", "vrf member")
def _vrf(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.vrf = words[-1]
    return True


@INTERFACE.line("encapsulation dot1q", "encapsulation dot1Q")
def _tag(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.tag = bounded(words[2], 1, VLAN_MAX) if len(words) > 2 else None  # noqa: PLR2004
    return port.interface.tag is not None


@INTERFACE.line("switchport mode")
def _mode(port: Port, words: list[str], _block: Block) -> bool:
    mode = words[2] if len(words) > 2 else ""  # noqa: PLR2004
    if mode in _MODES:
        port.interface.mode = _MODES[mode]
    return mode in _MODES or mode in {"dynamic", "dot1q-tunnel", "private-vlan"}


@INTERFACE.line("switchport")
def _switchport(port: Port, words: list[str], _block: Block) -> bool:
    port.routed = False
    return len(words) == 1


@INTERFACE.line("switchport access vlan", "switchport trunk native vlan")
def _vlan(port: Port, words: list[str], _block: Block) -> bool:
    word = words[-1]
    port.interface.vlan = bounded(word, 1, VLAN_MAX)
    return port.interface.vlan is not None or word in {"dynamic", "tag"}


@INTERFACE.line("switchport voice vlan")
def _voice(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.voice_vlan = bounded(words[-1], 1, VLAN_MAX)
    return port.interface.voice_vlan is not None or words[-1] in {"dot1p", "none", "untagged"}


@INTERFACE.line("switchport trunk allowed vlan")
def _allowed(port: Port, words: list[str], _block: Block) -> bool:
    interface, rest = port.interface, words[4:]
    operation = rest[0] if rest and not rest[0][0].isdecimal() else ""
    if operation in {"all", "none"}:
        interface.trunk = ((1, VLAN_MAX),) if operation == "all" else ((0, 0),)
        return len(rest) == 1
    if operation not in {"", "add", "remove", "except", "only"}:
        return False
    found = intervals("".join(rest[bool(operation) :]), 1, VLAN_MAX)
    if found is None:
        return False
    if operation in {"add", ""} or operation == "only":
        interface.trunk = (*interface.trunk, *found) if operation == "add" else found
    else:
        base = ((1, VLAN_MAX),) if operation == "except" else interface.trunk or ((1, VLAN_MAX),)
        interface.trunk = without(base, found)
    return True


def without(base: tuple[tuple[int, int], ...], taken: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Take intervals away from intervals."""
    for low, high in taken:
        parts = [((a, min(b, low - 1)), (max(a, high + 1), b)) for a, b in base]
        base = tuple((a, b) for pair in parts for a, b in pair if a <= b)
    return base


@INTERFACE.line("channel-group", "port-group")
def _channel(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.channel = words[1] if len(words) > 1 else ""
    return len(words) > 1


@INTERFACE.line(
    "ip access-group", "ipv6 access-group", "ipv6 traffic-filter", "mac access-group", "expert access-group"
)
def _access_group(port: Port, words: list[str], _block: Block) -> bool:
    at = 3 if words[2:3] == ["common"] else 2
    if len(words) <= at + 1:
        return False
    interface, name = port.interface, words[at]
    if "in" in words[at + 1 :]:
        interface.acl_in = (*interface.acl_in, name)
    elif "out" in words[at + 1 :]:
        interface.acl_out = (*interface.acl_out, name)
    else:
        return False
    return True


@INTERFACE.line("ip dhcp snooping trust")
def _dhcp_trust(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.dhcp_trusted = True
    return True


@INTERFACE.line("ip arp inspection trust")
def _arp_trust(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.arp_trusted = True
    return True


@INTERFACE.line("ip verify source")
def _source_guard(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.source_guard = True
    return True


@INTERFACE.line("switchport port-security")
def _port_security(port: Port, words: list[str], _block: Block) -> bool:
    if len(words) == 2:  # noqa: PLR2004 - the switch itself; the rest only shapes it
        port.interface.nac |= {"port-security"}
    return True


@INTERFACE.line("dot1x port-control", "authentication port-control", "access-session port-control")
def _dot1x(port: Port, words: list[str], _block: Block) -> bool:
    if words[-1] == "auto":
        port.interface.nac |= {"dot1x"}
    return words[-1] in {"auto", "force-authorized", "force-unauthorized"}


@INTERFACE.line("mab")
def _mab(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.nac |= {"mac-auth"}
    return True


@INTERFACE.line("standby", "vrrp", "glbp")
def _first_hop(port: Port, words: list[str], block: Block) -> bool:
    """HSRP, VRRP and GLBP: a group has lines of its own, all of which begin with its number.

    VRRP version 3 is written ``vrrp N address-family ipv4`` (IOS, First Hop Redundancy Protocols Configuration Guide,
    "VRRPv3 Protocol Support"), on RGOS ``vrrp N version 3`` (RGOS command reference, VRRP).
    """
    if len(words) < 2:  # noqa: PLR2004
        return False
    kind, group, rest = {"standby": "hsrp"}.get(words[0], words[0]), "0", words[1:]
    if integer(rest[0]) is not None:
        group, rest = rest[0], rest[1:]
    elif rest[0] == "version":
        return True
    if not rest or rest[0] in {"delay", "use-bia", "bfd", "mac-refresh", "redirect", "redirects"}:
        return bool(rest)
    groups = port.groups = port.groups if port.groups is not None else {}
    record = groups.get(kind + group)
    if record is None:
        record = groups[kind + group] = Redundancy(
            kind=kind,
            name=f"{port.interface.name} {group}",
            lines=(),
            interface=port.interface.name,
            authenticated=False,
        )
        port.reading.device.redundancy.items.append(record)
    if rest[0] in {"address-family", "version"}:
        record.version = 3 if rest[0] == "address-family" else bounded(rest[-1], 2, 3)
    record.lines = (*record.lines, block.number)
    if not _group_line(record, rest):
        record.unread = (*record.unread, block.number)
    for child in block.children:  # VRRPv3: vrrp 1 address-family ipv4
        if not _group_line(record, child.text.split()):
            record.unread = (*record.unread, child.number)
            continue
        record.lines = (*record.lines, child.number)
        port.reading.use(child.number)
    return block.number not in record.unread


_OF_GROUP = frozenset({
    "ip", "ipv6", "address", "ipv4", "priority", "preempt", "timers", "track", "authentication", "name", "mac-address",
    "follow", "description", "shutdown", "version", "address-family", "match-address", "vrrpv2", "vrrs", "weighting",
    "load-balancing", "forwarder", "client-cache", "accept-mode", "advertisement-interval", "object", "timer", "no",
    "accept_mode", "exit-vrrp", "bfd", "learn", "delay", "use-bia", "redirects",
})  # fmt: skip
"""What a line of a group sets (First Hop Redundancy Protocols Command Reference; RGOS Command Reference, VRRP)."""


def _group_line(record: Redundancy, words: list[str]) -> bool:
    if words[0] in {"ip", "address", "ipv4"} and len(words) > 1 and (address := ipv4(words[1])) is not None:
        record.virtual = (*record.virtual, address)
    elif words[0] == "priority" and len(words) > 1:
        record.priority = bounded(words[1], 0, 255)
    elif words[0] == "authentication":
        record.authenticated = True
    elif words[0] == "shutdown":
        record.enabled = False
    return words[0] in _OF_GROUP


def settle(port: Port, *, switch: bool) -> None:
    """Say what follows from all lines of an interface together.

    Args:
        port: read to its end.
        switch: the device has switch ports: a port without any word about addresses is one of them.
    """
    interface = port.interface
    name, dot, _ = interface.name.rpartition(".")
    if dot:
        interface.parent = name
    if port.open:
        interface.nac = frozenset()
    if port.routed or interface.kind in {"vlan", "loopback", "tunnel", "sub", "management"}:
        interface.mode = "routed"
    elif switch or port.routed is False or interface.vlan is not None or interface.trunk:
        interface.mode = interface.mode or "access"
        interface.vlan = interface.vlan if interface.vlan is not None else 1
        if interface.mode == "trunk" and not interface.trunk:
            interface.trunk = ((1, VLAN_MAX),)
