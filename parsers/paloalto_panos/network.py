"""Interfaces with their zones and routers, static routes, high availability.

A sub-interface (``units``) is an interface of its own. The MGT port is ``mgt``. ``link-state down`` shuts a port.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Literal

from dengbao.model import (
    Absent,
    Fact,
    Interface,
    InterfaceAddress,
    Known,
    Redundancy,
    Route,
    RoutingProcess,
    Unknown,
    Unsupported,
    Vrf,
    Zone,
)
from parsers.ioslike.numbers import integer
from parsers.paloalto_panos.state import Config, opened, yes
from parsers.statements import Node
from parsers.statements.terms import address, own_address

Kind = Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"]
_LAYERS = ("layer3", "layer2", "virtual-wire", "tap", "tunnel", "external")


def read(config: Config) -> None:
    """Read interfaces and what carries packets."""
    device = config.device
    opened(
        device.interfaces,
        [line for home in config.homes for line in home.at("network interface").unread],
        config.doubts("import"),
    )
    config.profiles["interfaces"] = {}
    device.interfaces.items = [*_management(config), *_ports(config)]
    _zones(config)
    _routers(config)
    _redundancy(config)
    device.vlans.unsupported = device.acls.unsupported = "PAN-OS 没有这一类配置"
    why = "防火墙没有接入层的这一功能"
    layer2 = device.layer2
    for name in (
        "dhcp_snooping",
        "arp_inspection",
        "source_guard",
        "bindings",
        "nac",
        "loop_protection",
        "storm_control",
    ):
        setattr(layer2, name, Unsupported(why))


def _management(config: Config) -> Iterator[Interface]:
    system = config.at("deviceconfig system")
    if not system:
        return
    own = address(f"{system.word('ip-address')}/{system.word('netmask')}") if system.has("netmask") else None
    host = own_address(system.word("ip-address"))
    addresses: tuple[InterfaceAddress, ...] = ()
    if own and host:
        prefix = 32 - (own.high - own.low).bit_length()
        addresses = (InterfaceAddress(host.address, prefix, 4),)
    yield Interface(
        name="mgt", kind="management", addresses=addresses,
        dynamic_address="dhcp" in " ".join(system.words("type")),
        lines=system.lines("ip-address", "netmask", "type") or (system.line,),
    )  # fmt: skip


def _ports(config: Config) -> Iterator[Interface]:
    for kind, sort in (("ethernet", "physical"), ("aggregate-ethernet", "aggregate")):
        for node in config.each(f"network interface {kind}"):
            yield _port(config, node, node.at("layer3"), sort)  # type: ignore[arg-type]
            for layer in ("layer3", "layer2"):
                for unit in node.each(f"{layer} units"):
                    yield _port(config, unit, unit, "sub", node.name)
    for kind in ("vlan", "loopback", "tunnel"):
        for unit in config.each(f"network interface {kind} units"):
            yield _port(config, unit, unit, kind)  # type: ignore[arg-type]


def _port(config: Config, node: Node, layer: Node, kind: Kind, parent: str = "") -> Interface:
    profile = layer.word("interface-management-profile")
    if profile:
        config.profiles["interfaces"][node.name] = profile
    found = []
    for word in layer.words("ip"):
        known = own_address(word) or _named(config, word)
        if known:
            found.append(known)
    mode: Literal["routed", "access", ""] = "routed" if layer else "access" if node.has("layer2") else ""
    inside = {line for part in ("layer3 units", "layer2 units") for line in node.at(part).doubts()}
    return Interface(
        name=node.name, lines=node.lines(), kind=kind, shutdown=node.word("link-state") == "down", parent=parent,
        description=node.word("comment"), addresses=tuple(found), mode=mode, tag=integer(node.word("tag")),
        dynamic_address=layer.has("dhcp-client") or layer.has("pppoe") or (bool(layer.words("ip")) and not found),
        channel=node.word("aggregate-group"), unread=tuple(line for line in node.doubts() if line not in inside),
    )  # fmt: skip


def _named(config: Config, word: str) -> InterfaceAddress | None:
    """An address that an address object stands for."""
    for where in (*(node for _, node in config.scopes), config.shared):
        value = where.at("address").kid(word).word("ip-netmask")
        if value:
            return own_address(value)
    return None


def _zones(config: Config) -> None:
    section, ports = config.device.zones, {port.name: port for port in config.device.interfaces.items}
    opened(section)
    profiles = {node.name: node for node in config.each("network profiles zone-protection-profile")}
    for context, scope in config.scopes:
        section.unread += scope.at("zone").unread
        for node in scope.each("zone"):
            members = [word for layer in _LAYERS for word in node.words(f"network {layer}")]
            section.items.append(
                Zone(
                    name=node.name,
                    interfaces=tuple(members),
                    lines=node.lines(),
                    context=context,
                    screened=_screened(node, profiles),
                    unread=tuple(node.doubts()),
                )
            )
            for name in members:
                if name in ports:
                    ports[name].zone, ports[name].context = node.name, context


def _screened(zone: Node, profiles: dict[str, Node]) -> Fact[bool]:
    """Whether a zone is bound to a zone protection profile in which something is switched on."""
    profile = profiles.get(zone.word("network zone-protection-profile"))
    if profile is None:
        return Absent(False, "没有绑定 zone-protection-profile")
    lines = zone.lines("network zone-protection-profile")
    floods = any(yes(flood, "enable") for flood in profile.each("flood"))
    scans = any(not scan.has("action allow") for scan in profile.each("scan") if scan.has("action"))
    discards = any(yes(profile, part.name) for part in profile.each() if part.name.startswith("discard-"))
    if floods or scans or discards:
        return Known(True, lines)
    return Unknown(f"zone-protection-profile {profile.name} 里没有启用的防护,缺省值未证实", lines)


def _routers(config: Config) -> None:
    device = config.device
    opened(device.routes)
    opened(device.vrfs)
    opened(device.routing)
    ports = {port.name: port for port in device.interfaces.items}
    for kind in ("virtual-router", "logical-router"):
        for node in config.each(f"network {kind}"):
            device.vrfs.items.append(Vrf(name=node.name, lines=node.lines("interface") or (node.line,)))
            doubts = [*node.unread, *node.at("protocol").unread, *node.at("routing-table").unread]
            opened(device.routes, doubts)
            opened(device.routing, doubts)
            for name in node.words("interface"):
                if name in ports:
                    ports[name].vrf = node.name
            for protocol in node.each("protocol"):
                if yes(protocol, "enable"):
                    device.routing.items.append(
                        RoutingProcess(
                            protocol=protocol.name,
                            name=node.name,
                            lines=protocol.lines("enable"),
                            vrf=node.name,
                            authenticated=_keyed(protocol),
                            unread=tuple(protocol.doubts()),
                        )
                    )
            for family in ("ip", "ipv6"):
                for route in node.each(f"routing-table {family} static-route"):
                    _route(config, node.name, route)


def _keyed(protocol: Node) -> bool | None:
    """Whether every neighbour of a routing protocol must know a key; None where it has none.

    A BGP peer names an authentication profile in its connection options, an interface of OSPF or RIP names one itself,
    OSPFv3 also by its area (CLI reference, ``network virtual-router protocol``). An IPsec SA of OSPFv3 stands in one.
    """
    if protocol.name == "bgp":
        peers = [peer for group in protocol.each("peer-group") for peer in group.each("peer")]
        peers = [peer for peer in peers if yes(peer, "enable") is not False]
        found = [bool(peer.word("connection-options authentication")) for peer in peers]
    else:
        areas = list(protocol.each("area")) or [protocol]
        found = [
            bool(port.word("authentication") or area.word("authentication"))
            for area in areas
            for port in area.each("interface")
            if yes(port, "enable") is not False and not yes(port, "passive") and port.word("mode") != "passive"
        ]
    return all(found) if found else None


def _route(config: Config, vrf: str, node: Node) -> None:
    try:
        network = ipaddress.ip_network(node.word("destination"), strict=False)
    except ValueError:
        config.device.routes.unread.append(node.line)
        return
    hop = own_address(node.word("nexthop ip-address") or node.word("nexthop ipv6-address"))
    config.device.routes.items.append(
        Route(
            network=int(network.network_address), prefix=network.prefixlen, family=network.version,
            lines=node.lines(), next_hop=hop.address if hop else None, interface=node.word("interface"),
            discard=node.has("nexthop discard"),
            vrf=vrf, next_vrf=node.word("nexthop next-vr"), distance=integer(node.word("admin-dist")),
            description=node.name, unread=tuple(node.doubts()),
        )
    )  # fmt: skip


def _redundancy(config: Config) -> None:
    section, node = config.device.redundancy, config.at("deviceconfig high-availability")
    opened(section, config.around("deviceconfig"), config.doubts("deviceconfig high-availability"))
    if yes(node, "enabled"):
        section.items.append(Redundancy(kind="ha", name="high-availability", lines=node.lines("enabled", "group")))
