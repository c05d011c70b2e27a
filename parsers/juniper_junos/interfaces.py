"""Interfaces and their units, VLANs and what guards them.

A unit with an address is an interface of its own (``ge-0/0/0.0``); a unit of a switched port describes the port.
``host-inbound-traffic`` of an interface replaces that of its zone, and ``fxp0`` stands outside of zones
(Security Zones guide, "Controlling Inbound Traffic").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from dengbao.model import Absent, Interface, Known, Redundancy, Unknown, Vlan
from parsers.ioslike.numbers import integer, intervals
from parsers.juniper_junos.port_schema import SCHEMA
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node
from parsers.statements.terms import own_address

_MANAGED = re.compile(r"(?:fxp|em|me)\d|vme|mgmt")
_KINDS = (
    (re.compile(r"(?:ge|xe|et|fe|mge|t1|e1|t3|se|cl|wl|pt|vdsl)-"), "physical"),
    (re.compile(r"(?:ae|reth|as)\d"), "aggregate"),
    (re.compile(r"(?:irb|vlan)\b"), "vlan"),
    (re.compile(r"lo\d"), "loopback"),
    (_MANAGED, "management"),
    (re.compile(r"(?:st|gr|ip|gre|ipip|lt|mt|pd|pe|vt|sp|ms|si|ud|pp|dl)[-\d]"), "tunnel"),
)
__all__ = ["SCHEMA", "kind_of", "manage", "read"]

_SERVICES = frozenset({"ssh", "telnet", "http", "https", "snmp", "netconf", "ftp", "ping"})


def kind_of(name: str) -> Any:  # noqa: ANN401 - one of the model's words
    """What kind of interface a name says."""
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), "virtual")


def read(config: Config) -> None:
    """Read all interfaces, VLANs, and the guards of layer 2."""
    device = config.device
    interfaces = config.root.at("interfaces")
    opened(device.interfaces, interfaces.unread)
    opened(device.vlans, config.root.at("vlans").unread)
    for context, root in config.contexts():
        place = _Place.of(config, root, context)
        ranges = list(root.each("interfaces interface-range"))
        for node in root.each("interfaces"):
            if node.name not in {"interface-range", "traceoptions", "interface-set", "pic-set", "apply-groups"}:
                device.interfaces.items.extend(_port(place, node, [r for r in ranges if _member(r, node.name)]))
        if not context:
            known = {node.name for node in root.each("interfaces")}
            for name, part in [
                (n, r) for r in ranges for n in r.words("member") if n not in known and "*" not in n and "[" not in n
            ]:
                alone = Node(name, part.line, dict(part.kids))
                device.interfaces.items.extend(_port(place, alone, []))
    _vlans(config)
    _layer2(config)


def _member(part: Node, name: str) -> bool:
    """Whether an interface belongs to an interface-range by name; patterns as in the shell."""
    return any(name == word for word in part.words("member"))


class _Place(Struct, frozen=True):
    """What is asked for at every port of a context: where it belongs, and what admits and guards at layer 2.

    ``vrfs`` and ``zones`` are by the name of the unit.
    """

    config: Config
    root: Node
    context: str
    vrfs: dict[str, str]
    zones: dict[str, str]
    authenticators: Node
    limits: Node
    secured: Node
    snooping: list[Node]

    @staticmethod
    def of(config: Config, root: Node, context: str) -> _Place:
        return _Place(
            config, root, context,
            vrfs={name: one.name for one in root.each("routing-instances") for name in one.words("interface")},
            zones={
                name: one.name for one in root.each("security zones security-zone") for name in one.words("interfaces")
            },
            authenticators=config.root.at("protocols dot1x authenticator interface"),
            limits=config.root.at("switch-options interface"),
            secured=config.root.at("ethernet-switching-options secure-access-port interface"),
            snooping=[
                group.at("interface")
                for vlan in config.root.each("vlans")
                for group in vlan.each("forwarding-options dhcp-security group")
                if group.has("overrides trusted")
            ],
        )  # fmt: skip


def _port(place: _Place, node: Node, ranges: list[Node]) -> Iterator[Interface]:
    """A port, and each of its units that has a network layer."""
    kind = kind_of(node.name)
    parts = [node, *ranges]
    port = Interface(
        name=node.name, lines=node.lines(), kind=kind, shutdown=any(part.has("disable") for part in parts),
        description=node.word("description"), channel=_bundle(node), context=place.context, unread=tuple(node.unread),
    )  # fmt: skip
    units = list(node.each("unit"))
    for part in ranges:
        units += [unit for unit in part.each("unit") if unit.name not in {own.name for own in units}]
    switched = [unit for unit in units if unit.has("family ethernet-switching") or unit.has("family bridge")]
    for unit in switched[:1]:
        _switched(port, unit, place.root)
    port.nac = _admitted(place, node.name)
    port.dhcp_trusted = place.secured.kid(f"{port.name}.0").has("dhcp-trusted") or any(
        trusted.kid(f"{port.name}.0") for trusted in place.snooping
    )
    yield port
    for unit in units:
        if unit not in switched or unit.has("family inet") or unit.has("family inet6"):
            yield _unit(place, port, unit)


def _bundle(node: Node) -> str:
    for options in ("ether-options", "gigether-options", "fastether-options"):
        part = node.kid(options)
        if part.kid("802.3ad"):
            return part.word("802.3ad")
        if part.kid("redundant-parent"):
            return part.word("redundant-parent").removeprefix("parent ").split()[-1]
    return ""


def _switched(port: Interface, unit: Node, root: Node) -> None:
    """Access or trunk, and the VLANs."""
    family = unit.at("family ethernet-switching") or unit.at("family bridge")
    mode = family.word("interface-mode") or family.word("port-mode") or "access"
    port.mode = "trunk" if mode.startswith("trunk") else "access"
    port.shutdown = port.shutdown or unit.has("disable")
    spans: list[tuple[int, int]] = []
    for name in family.words("vlan members") + family.words("vlan-id"):
        spans += _numbers(name, root)
    if port.mode == "trunk":
        port.trunk = tuple(spans)
        native = family.word("native-vlan-id")
        port.vlan = integer(native)
    elif spans:
        port.vlan = spans[0][0]


def _numbers(name: str, root: Node) -> list[tuple[int, int]]:
    """The VLANs that a member means: ``all``, a number or range, or a name."""
    if name == "all":
        return [(1, 4094)]
    spans = intervals(name, 0, 4094)
    if spans is not None:
        return list(spans)
    found = intervals(root.at("vlans").kid(name).word("vlan-id"), 0, 4094)
    return list(found or ())


def _admitted(place: _Place, name: str) -> frozenset[str]:
    """What admits a terminal at a port."""
    found = set()
    for word in (f"{name}.0", name, "all"):
        part = place.authenticators.kid(word)
        if part and not part.has("disable"):
            found.add("dot1x")
            if part.has("mac-radius"):
                found.add("mac-auth")
            break
    for word in (f"{name}.0", name):
        old = place.secured.kid(word)
        if place.limits.kid(word).has("interface-mac-limit") or old.has("mac-limit") or old.has("allowed-mac"):
            found.add("port-security")
    return frozenset(found)


def _unit(place: _Place, port: Interface, unit: Node) -> Interface:
    """A unit with its addresses, zone, filters, and what the device answers there."""
    name = f"{port.name}.{unit.name}"
    kind = "sub" if port.kind in {"physical", "aggregate"} else port.kind
    found = Interface(
        name=name, lines=unit.lines(), kind=kind, shutdown=port.shutdown or unit.has("disable"),
        description=unit.word("description") or port.description, tag=integer(unit.word("vlan-id")), parent=port.name,
        context=port.context, mode="routed", unread=tuple(unit.doubts()),
    )  # fmt: skip
    addresses = []
    inputs: list[str] = []
    outputs: list[str] = []
    families = unit.kid("family")
    for family in ("inet", "inet6"):
        part = families.kid(family)
        if not part:
            continue
        own = [known for known in (own_address(word) for word in part.words("address")) if known]
        addresses += own
        found.dynamic_address = (
            found.dynamic_address or part.has("dhcp") or part.has("dhcp-client") or part.has("dhcpv6-client")
        )
        found.unnumbered = found.unnumbered or part.word("unnumbered-address")
        inputs += part.words("filter input") + _listed(part.words("filter input-list"))
        outputs += part.words("filter output") + _listed(part.words("filter output-list"))
        for address in part.each("address"):
            _vrrp(place.config, name, address)
    found.addresses, found.acl_in, found.acl_out = tuple(addresses), tuple(inputs), tuple(outputs)
    found.vrf, found.zone = place.vrfs.get(name, ""), place.zones.get(name, "")
    return found


def _listed(words: list[str]) -> list[str]:
    return [name for word in words for name in word.split()]


def _vrrp(config: Config, name: str, address: Node) -> None:
    """Read groups of VRRP.

    Those of IPv6, and all after ``protocols vrrp version-3``, speak version 3, which knows no key; the others have none
    by default ("Configuring VRRP Authentication (IPv4 Only)").
    """
    third = config.root.has("protocols vrrp version-3")
    for kind in ("vrrp-group", "vrrp-inet6-group"):
        for group in address.each(kind):
            words = group.words("virtual-address") + group.words("virtual-inet6-address")
            virtual = tuple(known.address for known in (own_address(word) for word in words) if known)
            config.device.redundancy.items.append(
                Redundancy(
                    kind="vrrp", name=group.name, lines=group.lines(), interface=name, virtual=virtual,
                    priority=integer(group.word("priority")),
                    authenticated=group.word("authentication-type") in {"md5", "simple"},
                    version=3 if third or kind == "vrrp-inet6-group" else 2, unread=tuple(group.doubts()),
                )
            )  # fmt: skip


def manage(config: Config) -> None:
    """Say on which interfaces the device answers: what runs, as far as the zone or the interface lets it in."""
    running = {
        channel.name
        for channel in config.device.channels.items
        if isinstance(channel.enabled, Known) and channel.enabled
    }
    limited = {c.name: c.interfaces for c in config.device.channels.items if c.interfaces}
    for port in config.device.interfaces.items:
        if not config.firewall:
            continue
        if not (port.parent or port.addresses):
            continue
        if port.kind == "management":
            port.management = frozenset(running)
            continue
        root = next((node for context, node in config.contexts() if context == port.context), config.root)
        zone = root.at("security zones security-zone").kid(port.zone) if port.zone else None
        if zone:
            port.unread += tuple(zone.unread + zone.at("interfaces").kid(port.name).doubts())
            port.unread += tuple(zone.at("host-inbound-traffic").doubts())
        port.management = _answered(zone, port.name, running) if zone else frozenset()
        port.management = frozenset(
            name for name in port.management if name not in limited or port.name in limited[name]
        )


def _answered(zone: Node, name: str, running: set[str]) -> frozenset[str]:
    own = zone.at("interfaces").kid(name).at("host-inbound-traffic")
    node = own or zone.at("host-inbound-traffic")
    words = {kid.name for kid in node.each("system-services") if not kid.has("except")}
    refused = {kid.name for kid in node.each("system-services") if kid.has("except")}
    allowed = set(_SERVICES) if words & {"all", "any-service"} else words & _SERVICES
    allowed -= refused
    if "ssh" in allowed and "netconf" in running:
        running = running - {"netconf"} | ({"netconf"} & allowed)
    return frozenset(allowed & (running | {"ping"}))


def _vlans(config: Config) -> None:
    old = config.root.at("ethernet-switching-options secure-access-port vlan")
    for node in config.root.each("vlans"):
        security = node.at("forwarding-options dhcp-security")
        before = [part for part in (old.kid(node.name), old.kid("all")) if part]
        numbers = intervals(node.word("vlan-id"), 0, 4094) or ((0, -1),)
        if not node.kids:
            continue
        for number in range(numbers[0][0], numbers[0][1] + 1):
            config.device.vlans.items.append(
                Vlan(
                    number=number, lines=node.lines(), name=node.name,
                    dhcp_snooping=(bool(security) and not security.has("no-dhcp-snooping"))
                    or any(p.has("examine-dhcp") for p in before),
                    arp_inspection=security.has("arp-inspection") or any(p.has("arp-inspection") for p in before),
                    source_guard=security.has("ip-source-guard") or any(p.has("ip-source-guard") for p in before),
                    unread=tuple(node.doubts()),
                )
            )  # fmt: skip


def _layer2(config: Config) -> None:
    root, layer2 = config.root, config.device.layer2
    opened(layer2, root.at("vlans").doubts(), root.at("ethernet-switching-options secure-access-port").doubts(),
           root.at("protocols dot1x").doubts(), root.at("switch-options").doubts())  # fmt: skip
    vlans = config.device.vlans.items
    for name, words in (
        ("dhcp_snooping", "dhcp-security"),
        ("arp_inspection", "arp-inspection"),
        ("source_guard", "ip-source-guard"),
    ):
        lines = tuple(sorted({line for vlan in vlans if getattr(vlan, name) for line in vlan.lines}))
        setattr(layer2, name, Known(True, lines) if lines else Absent(False, f"没有一个 VLAN 配置 {words}"))
    authenticator = root.at("protocols dot1x authenticator")
    layer2.nac = (
        Known(True, authenticator.lines()) if authenticator.has("interface") else Absent(False, "没有 protocols dot1x")
    )
    trees = [root.at(f"protocols {name}") for name in ("rstp", "mstp", "vstp", "stp")]
    opened(layer2, *(part.doubts() for part in trees))
    lines = tuple(part.line for part in trees if part and not part.has("disable"))
    layer2.loop_protection = Known(True, lines) if lines else Unknown("没有生成树协议的语句，缺省因系列而异，未证实")
    storms = root.at("ethernet-switching-options storm-control").lines() + tuple(
        line for port in root.each("interfaces") for unit in port.each("unit")
        for line in unit.at("family ethernet-switching").lines("storm-control")
    )  # fmt: skip
    storms = tuple(line for line in storms if line)
    layer2.storm_control = Known(True, storms) if storms else Unknown("没有 storm-control 语句，缺省因系列而异，未证实")
    layer2.bindings = Unknown("解析器不读静态绑定")
