"""Interfaces of layer 3 and what all interfaces share (Comware 7 interface, IP and VPN references)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from dengbao.model import Interface, InterfaceAddress
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.table import TOP, plain, state_of, text_after
from parsers.hp_comware.terms import interface_address
from parsers.ioslike.numbers import bounded

Kind = Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"]
PORT: Table[Port] = Table()
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("m-", "management"), ("bridge-aggregation", "aggregate"), ("route-aggregation", "aggregate"),
    ("blade-aggregation", "aggregate"), ("reth", "aggregate"), ("vlan-interface", "vlan"), ("loopback", "loopback"),
    ("inloopback", "virtual"), ("null", "virtual"), ("register-tunnel", "tunnel"), ("tunnel", "tunnel"),
    ("sslvpn-ac", "tunnel"), ("ve-", "virtual"), ("virtual", "virtual"), ("vsi-interface", "virtual"),
    ("dialer", "virtual"), ("mp-group", "aggregate"), ("analogmodem", "physical"), ("vt-", "virtual"),
)  # fmt: skip
_GLUE = re.compile(r"^([A-Za-z][A-Za-z-]*) (\d\S*)$")


class Port(Struct):
    """An interface being read, with what only its later lines decide."""

    record: Interface
    reading: Reading
    bridged: bool | None = None
    link: str = ""
    access: int | None = None
    native: int | None = None
    permitted: list[tuple[int, int]] = []
    excluded: list[tuple[int, int]] = []
    touched: bool = False


@lru_cache(1 << 12)
def kind_of(name: str) -> Kind:
    """Tell what kind of interface a name means."""
    low = name.lower()
    if "." in low:
        return "sub"
    return next((kind for start, kind in _KINDS if low.startswith(start)), "physical")


def long_name(words: list[str]) -> str:
    """Join ``GigabitEthernet 1/0/1`` as hand-made files write it; the device itself prints one word."""
    joined = " ".join(words)
    glued = _GLUE.match(joined)
    return glued[1] + glued[2] if glued else joined


@TOP.line("interface", topic="interfaces")
def interface(reading: Reading, words: list[str], block: Block) -> bool:
    """Read an interface's block."""
    if len(words) == 1 or words[1] == "range":
        return False
    name = long_name(words[1:])
    ports = state_of(reading).interfaces
    port: Port | None = ports.get(name)
    if port is None:
        kind = kind_of(name)
        record = Interface(name=name, lines=(), kind=kind, parent=name.partition(".")[0] if kind == "sub" else "")
        port = ports[name] = Port(record, reading, permitted=[(1, 1)], excluded=[])
        reading.device.interfaces.items.append(record)
    port.record.lines += tuple(reading.numbers(block))
    port.record.unread += reading.inside(block, PORT, port)
    return True


@PORT.line("description")
def description(port: Port, _words: list[str], block: Block) -> bool:
    """``description TEXT``."""
    port.record.description = text_after(block, 1)
    return True


@PORT.line("shutdown", "undo shutdown")
def shutdown(port: Port, words: list[str], _block: Block) -> bool:
    """``shutdown``."""
    port.record.shutdown = words[0] == "shutdown"
    return words[-1] == "shutdown"


@PORT.line("ip binding vpn-instance")
def binding(port: Port, words: list[str], _block: Block) -> bool:
    """``ip binding vpn-instance V``."""
    port.record.vrf = words[-1]
    return len(words) == 4  # noqa: PLR2004 - the line's own words


@PORT.line("ip address")
def ip_address(port: Port, words: list[str], _block: Block) -> bool:
    """``ip address IP MASK [sub]``, or an address that comes from elsewhere."""
    match words[2:]:
        case ["dhcp-alloc" | "ppp-negotiate" | "bootp-alloc" | "cellular-alloc", *_]:
            port.record.dynamic_address = True
            return True
        case ["unnumbered", "interface", *name]:
            port.record.unnumbered = long_name(name)
            return True
    return _add(port, words[2:], 4)


@PORT.line("ipv6 address")
def ipv6_address(port: Port, words: list[str], _block: Block) -> bool:
    """``ipv6 address A/LEN`` and its kin."""
    match words[2:]:
        case ["dhcp-alloc" | "auto", *_]:
            port.record.dynamic_address = True
            return True
        case [_, "link-local"] | [_, _, "anycast"]:
            return True
    return _add(port, words[2:], 6)


def _add(port: Port, words: list[str], family: Literal[4, 6]) -> bool:
    found = interface_address(words, family)
    if found is None:
        return False
    secondary = words[-1] == "sub"
    port.record.addresses += (InterfaceAddress(found[0], found[1], family, secondary),)
    return True


@PORT.line("manage")
def manage(port: Port, words: list[str], _block: Block) -> bool:
    """``manage SERVICE inbound|outbound`` of SecPath: what the device answers on this interface."""
    match words:
        case ["manage", service, "inbound"]:
            port.record.management = (port.record.management or frozenset()) | {service}
            return True
        case ["manage", _, "outbound"]:
            return True
    return False


@PORT.line("vlan-type dot1q")
def tag(port: Port, words: list[str], _block: Block) -> bool:
    """``vlan-type dot1q vid N`` of a sub-interface."""
    port.record.tag = bounded(words[-1], 1, 4094)
    return port.record.tag is not None


@PORT.line("duplex")
def duplex(port: Port, words: list[str], _block: Block) -> bool:
    """``duplex full|half|auto``."""
    if words[-1] not in {"full", "half", "auto"}:
        return False
    port.record.duplex = words[-1]  # type: ignore[assignment]
    return True


# Understood, and nothing that a policy of the model asks for.
plain(
    PORT,
    *(
        "port up-mode",
        "port auto-power-down",
        "port fec",
        "port bridge",
        "port connection-mode",
        "speed",
        "flow-control",
    ),
    *("flow-interval", "jumboframe", "undo jumboframe", "mtu", "ip mtu", "tcp mss", "mdi", "bandwidth", "combo"),
    *("link-delay", "undo link-delay", "eee", "media-type", "default", "port-isolate", "undo enable", "enable snmp"),
    *("enable log", "lldp", "undo lldp", "undo undo lldp", "dldp", "cdp", "sflow", "qos", "undo qos", "traffic-policy"),
    *("mirroring-group", "igmp", "igmp-snooping", "mld", "mld-snooping", "multicast", "pim", "undo igmp-snooping"),
    *("dhcp client", "dhcp select", "dhcp server", "dhcp relay", "ipv6 dhcp", "ipv6 nd", "undo ipv6 nd", "undo dhcp"),
    *("ospf", "ospfv3", "isis", "rip", "ripng", "bfd", "mpls", "ldp", "rsvp", "l2vpn", "xconnect", "service-instance"),
    *("link-aggregation", "lacp", "undo lacp", "port service-loopback", "mac-address", "undo mac-address", "poe"),
    *("undo poe", "monitor-link", "port monitor-link", "smart-link", "port smart-link", "track", "arp timer"),
    *(
        "arp max-learning-num",
        "arp route-direct",
        "local-proxy-arp",
        "proxy-arp",
        "gratuitous-arp-learning",
        "ntp-service",
    ),
    *(
        "undo ntp-service",
        "ip last-hop",
        "ip fast-forwarding",
        "undo ip fast-forwarding",
        "reverse-route",
        "ip redirects",
    ),
    *("loopback", "undo loopback", "voice-vlan", "voice vlan", "service-loopback-group", "source", "destination"),
    *(
        "keepalive",
        "tunnel",
        "encapsulation",
        "gre",
        "evpn",
        "vxlan",
        "distributed-gateway",
        "vsi",
        "ip forward-broadcast",
    ),
    *("ppp", "dialer", "dialer-group", "pppoe-client", "nat hairpin", "port media-type", "timer", "link-protocol"),
    *(
        "load-balance",
        "link-flap",
        "port link-flap",
        "transceiver",
        "undo transceiver",
        "bpdu-tunnel",
        "qinq",
        "vlan-mapping",
    ),
    *("mac-vlan", "mac-forced-forwarding", "netflow", "ip netstream", "nqa", "async", "priority", "undo port default"),
    *("burst-mode", "oam", "undo oam", "ospf timer", "rrpp", "ip policy-based-route", "ipv6 mtu", "gateway"),
)
