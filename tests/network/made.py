"""Small made-up networks, written in the model's own words, and a simulator of single packets to hold against."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dengbao.model import (
    Absent,
    Acl,
    Address,
    Device,
    Interface,
    InterfaceAddress,
    Known,
    Nat,
    Policies,
    Redundancy,
    Route,
    Rule,
    Section,
    Service,
    Zone,
)


def ip(text: str) -> int:
    return int(ipaddress.ip_address(text))


def net(text: str) -> Address:
    network = ipaddress.ip_network(text, strict=False)
    return Address(int(network.network_address), int(network.broadcast_address), network.version)


def tcp(low: int, high: int | None = None) -> Service:
    return Service(protocol=6, destination=(low, high or low))


def section(items: Iterable[object] = (), *, unsupported: str = "") -> Section:
    return Section(items=list(items), missing="", unsupported=unsupported)


def port(name: str, *addresses: str, **more) -> Interface:
    owned = tuple(
        InterfaceAddress(int(one.ip), one.network.prefixlen, one.version)
        for one in map(ipaddress.ip_interface, addresses)
    )
    return Interface(name=name, lines=(1,), addresses=owned, **more)


def route(network: str, via: str = "", **more) -> Route:
    known = ipaddress.ip_network(network)
    return Route(network=int(known.network_address), prefix=known.prefixlen, lines=(2,), family=known.version,
                 next_hop=ip(via) if via else None, **more)  # fmt: skip


def permit(name: str, *, sources: Sequence[str] = (), destinations: Sequence[str] = (), **more) -> Rule:
    return rule(name, "permit", sources=sources, destinations=destinations, **more)


def rule(name: str, action: str, *, sources: Sequence[str] = (), destinations: Sequence[str] = (), **more) -> Rule:
    if sources:
        more["sources"] = tuple(map(net, sources))
    if destinations:
        more["destinations"] = tuple(map(net, destinations))
    return Rule(name=name, action=action, lines=(more.pop("line", 3),), **more)


def acl(name: str, *rules: Rule, default: str = "deny") -> Acl:
    return Acl(name=name, kind="advanced", family=4, rules=list(rules), lines=(4,), default=default)


def router(name: str, ports: Sequence[Interface], routes: Sequence[Route] = (), **more) -> Device:
    """A router or switch: filters by access lists alone."""
    policies = Policies(missing="", unsupported="没有安全策略")
    return device(name, ports, routes, platform="cisco_ios", policies=policies, **more)


def firewall(name: str, ports: Sequence[Interface], routes: Sequence[Route], rules: Sequence[Rule], **more) -> Device:
    """A firewall whose policies end in deny."""
    policies = Policies(
        items=list(rules), missing="", default_action=Known("deny", (9,)), intrazone_action=Absent("permit", "")
    )
    zones = section(Zone(name=one.zone, interfaces=(one.name,), lines=(5,)) for one in ports if one.zone)
    more.setdefault("platform", "huawei")
    return device(name, ports, routes, policies=policies, zones=zones, **more)


def device(name: str, ports: Sequence[Interface], routes: Sequence[Route], **more) -> Device:
    for part in ("routing", "redundancy", "nat", "acls", "zones", "vrfs"):
        given = more.get(part, ())
        more[part] = given if isinstance(given, Section) else section(given)
    return Device(name=name, interfaces=section(ports), routes=section(routes), **more)


def shares(name: str, interface: str, address: str) -> Redundancy:
    return Redundancy(kind="vrrp", name=name, lines=(6,), interface=interface, virtual=(ip(address),))


class Shot(Struct, frozen=True):
    """One packet, TCP."""

    source: int
    destination: int
    port: int


def simulate(devices: Sequence[Device], host: str, interface: str, shot: Shot) -> set[tuple[str, str, Shot]]:
    """Follow one packet from a port by plain reading of the model: every (device, port out, packet) that delivers it.

    Knows IPv4, connected and static routes, VRFs, equal costs, access lists, zone policies that end in deny or pass
    inside a zone, destination NAT one to one and source NAT to the way out.
    """
    by_name = {one.name: one for one in devices}
    found: set[tuple[str, str, Shot]] = set()
    seen: set[tuple[str, str, Shot]] = set()
    stack = [(host, interface, shot)]
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        here, into, packet = by_name[at[0]], _port(by_name[at[0]], at[1]), at[2]
        if not _through(here, into.acl_in, packet):
            continue
        packet = _inward(here, into, packet)
        for out, gateway in _ways(here, into.vrf, packet.destination):
            if not _policy(here, into, out, packet):
                continue
            left = _outward(here, into, out, packet)
            if not _through(here, out.acl_out, left):
                continue
            where = gateway if gateway is not None else left.destination
            receivers = [
                (other.name, each.name)
                for other in devices
                for each in other.interfaces.items
                if (other is not here or each.vrf != into.vrf)
                if any(own.address == where for own in each.addresses)
                or (gateway is None and _answers(other, each, out, left))
            ]
            if gateway is None and not any(_owns(by_name[name], _port(by_name[name], each).vrf, where)
                                           for name, each in receivers):  # fmt: skip
                receivers_public = [
                    one for one in receivers if _answers(by_name[one[0]], _port(by_name[one[0]], one[1]), out, left)
                ]
                if not receivers_public:
                    found.add((here.name, out.name, left))
                receivers = receivers_public
            stack += [(name, each, left) for name, each in receivers]
    return found


def _owns(here: Device, vrf: str, address: int) -> bool:
    return any(own.address == address for each in here.interfaces.items if each.vrf == vrf for own in each.addresses)


def _port(here: Device, name: str) -> Interface:
    return next(one for one in here.interfaces.items if one.name == name)


def _matches(one: Rule | Nat, packet: Shot) -> bool:
    return (
        any(term.low <= packet.source <= term.high for term in one.sources)
        and any(term.low <= packet.destination <= term.high for term in one.destinations)
        and any(
            term.protocol in {None, 6} and term.destination[0] <= packet.port <= term.destination[1]
            for term in one.services
        )
    )


def _through(here: Device, names: Sequence[str], packet: Shot) -> bool:
    for name in names:
        known = next(one for one in here.acls.items if one.name == name)
        action = next((one.action for one in known.rules if _matches(one, packet)), known.default)
        if action != "permit":
            return False
    return True


def _policy(here: Device, into: Interface, out: Interface, packet: Shot) -> bool:
    if here.policies.unsupported:
        return True
    if not into.zone or not out.zone:
        return False
    for one in here.policies.items:
        zones = (not one.source_zones or into.zone in one.source_zones) and (
            not one.destination_zones or out.zone in one.destination_zones
        )
        if zones and _matches(one, packet):
            return one.action == "permit"
    return into.zone == out.zone


def _ways(here: Device, vrf: str, destination: int) -> list[tuple[Interface, int | None]]:
    """The longest prefix's ways; nothing for the device's own addresses and a network's first and last."""
    if _owns(here, vrf, destination):
        return []
    choices: list[tuple[int, int, Interface, int | None]] = []
    wires = [(each, own) for each in here.interfaces.items if each.vrf == vrf for own in each.addresses]
    for each, own in wires:
        network = ipaddress.ip_network((own.address, own.prefix), strict=False)
        low, high = int(network.network_address), int(network.broadcast_address)
        if destination in {low, high}:
            return []
        if low < destination < high:
            choices.append((own.prefix, 1, each, None))
    choices += [
        (one.prefix, 0, each, one.next_hop)
        for one in here.routes.items
        if one.vrf == vrf
        if one.network >> (32 - one.prefix) == destination >> (32 - one.prefix)
        for each, own in wires
        if own.address >> (32 - own.prefix) == (one.next_hop or 0) >> (32 - own.prefix)
    ]
    best = max((choice[:2] for choice in choices), default=None)
    return [(each, gateway) for prefix, kind, each, gateway in choices if (prefix, kind) == best]


def _forwards(nat: Nat, into: Interface) -> bool:
    return nat.kind == "server" and nat.interface in {"", into.name} and nat.vrf == into.vrf


def _inward(here: Device, into: Interface, packet: Shot) -> Shot:
    for nat in here.nat.items:
        if _forwards(nat, into) and _matches(nat, packet):
            ports = nat.translated_ports or (packet.port, packet.port)
            return Shot(packet.source, nat.translated_destinations[0].low, ports[0])
    return packet


def _outward(here: Device, into: Interface, out: Interface, packet: Shot) -> Shot:
    for nat in here.nat.items:
        zones = (not nat.source_zones or into.zone in nat.source_zones) and (
            not nat.destination_zones or out.zone in nat.destination_zones
        )
        if nat.kind == "source" and nat.vrf == into.vrf and zones and _matches(nat, packet):
            return Shot(out.addresses[0].address, packet.destination, packet.port)
    return packet


def _answers(other: Device, each: Interface, out: Interface, packet: Shot) -> bool:
    """Whether a device on the same wire translates what is sent to an address of that wire."""
    same = any(
        one.address >> (32 - one.prefix) == two.address >> (32 - two.prefix)
        for one in out.addresses
        for two in each.addresses
    )
    return same and any(_forwards(nat, each) and _matches(nat, packet) for nat in other.nat.items)
