"""What one device does to one packet, by plain reading of the model: ports, routes, lists, policies, translation."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dengbao.model import Absent, Address, Device, Interface, Known, Nat, Route, Rule, Service

ORIGINAL = {"hillstone_stoneos", "paloalto_panos", "fortinet"}
DAY = "2026-11-24"
ROOT = {"", "trust-vr", "root", "default-vr", "public"}
DISTANCES = {"huawei": 60, "hp_comware": 60, "fortinet": 10, "juniper_junos": 5, "paloalto_panos": 10}


class Shot(Struct, frozen=True):
    source: int
    destination: int
    protocol: int
    port: int


def same_vrf(one: str, other: str) -> bool:
    return one == other or (one in ROOT and other in ROOT)


def port_of(device: Device, name: str) -> Interface:
    return next(port for port in device.interfaces.items if port.name == name)


def zone_name(device: Device, port: Interface) -> str:
    held = [zone.name for zone in device.zones.items if port.name in zone.interfaces]
    own = port.zone or (held[-1] if held else "")
    return own or (port.name if device.platform == "fortinet" else "")


def managed(port: Interface) -> bool:
    return port.kind == "management"


def doubted(device: Device, into: Interface) -> bool:
    return bool(
        device.interfaces.unread or device.routes.unread or device.zones.unread or device.policy_routes or managed(into)
        or zone_name(device, into).casefold() == "mgt"
        or any(port.unread and port.addresses for port in device.interfaces.items if not port.shutdown
               and same_vrf(port.vrf, into.vrf))
    )  # fmt: skip


def network_of(own) -> tuple[int, int]:
    return own.address >> (32 - own.prefix) << (32 - own.prefix), own.prefix


def inside(address: int, net: tuple[int, int]) -> bool:
    return address >> (32 - net[1]) == net[0] >> (32 - net[1])


def same_wire(one: Interface, other: Interface) -> bool:
    nets = {network_of(own) for own in one.addresses if own.family == 4 and own.prefix < 32}
    return any(network_of(own) in nets for own in other.addresses if own.family == 4)


def speaks(process, port: Interface) -> bool:
    if not process.networks:
        return bool(port.addresses)
    return any((inside(own.address, (low, other)) if other <= 32 else low <= own.address <= other)
               for own in port.addresses for low, other in process.networks)  # fmt: skip


def longest(nets, address: int) -> tuple[int, int] | None:
    return max((net for net in nets if inside(address, net)), key=lambda net: net[1], default=None)


def configured_routes(device: Device, vrf: str, ports: list[Interface]) -> dict[tuple[int, int], list]:
    wires = [(port, network_of(own)) for port in ports for own in port.addresses if own.family == 4 and own.prefix < 32]
    found: dict[tuple[int, int], list] = {}
    for port, net in wires:
        found.setdefault(net, []).append((port, None, True))
    usual = DISTANCES.get(device.platform, 1)
    best: dict[tuple[int, int], int] = {}
    for route in sorted(device.routes.items, key=lambda one: usual if one.distance is None else one.distance):
        net = (route.network, route.prefix)
        distance = usual if route.distance is None else route.distance
        if route.family != 4 or not same_vrf(route.vrf, vrf) or any(net == wire for _, wire in wires):
            continue
        if best.setdefault(net, distance) == distance:
            found.setdefault(net, []).extend(hops(route, ports, wires))
    return found


def hops(route: Route, ports: list[Interface], wires) -> list[tuple[Interface | None, int | None, bool]]:
    if route.discard:
        return []
    named = next((port for port in ports if port.name == route.interface), None)
    if route.unread or (route.next_hop is None and named is None):
        return [(None, None, False)]
    if route.next_hop is None:
        return [(named, None if named.addresses else -1, bool(named.addresses))]
    if named is not None:
        return [(named, route.next_hop, True)]
    return [(port, route.next_hop, True) for port, net in wires if inside(route.next_hop, net)]


def in_terms(terms: Sequence[Address], address: int, *, other: bool, unread: bool) -> bool:
    def holds(term: Address) -> bool:
        wide = unread if not term.resolved else other
        if not term.resolved or term.other:
            return wide is not term.excluded
        if term.family == 6:
            return False
        if term.wildcard:
            return address & ~term.wildcard == term.low & ~term.wildcard
        return term.low <= address <= term.high

    included = [term for term in terms if not term.excluded]
    if terms and included and not any(holds(term) for term in included):
        return False
    return bool(terms) and not any(holds(term) for term in terms if term.excluded)


def in_services(terms: Sequence[Service], shot: Shot, *, other: bool, unread: bool) -> bool:
    def holds(term: Service) -> bool:
        if not term.resolved or term.other:
            return (unread if not term.resolved else other) is not term.excluded
        if term.established or term.protocol not in {None, shot.protocol}:
            return False
        return term.destination[0] <= shot.port <= term.destination[1] and term.source[0] <= 50000 <= term.source[1]

    included = [term for term in terms if not term.excluded]
    if included and not any(holds(term) for term in included):
        return False
    return bool(terms) and not any(holds(term) for term in terms if term.excluded)


def matches(rule: Rule, shot: Shot, *, other: bool, unread: bool) -> bool:
    return (
        in_terms(rule.sources, shot.source, other=other, unread=unread)
        and in_terms(rule.destinations, shot.destination, other=other, unread=unread)
        and in_services(rule.services, shot, other=other, unread=unread)
    )


def first(
    rules: Sequence[Rule], shot: Shot, default, *, unread: bool = False, zones: tuple[str, str] | None = None
) -> bool | None:
    """Whether the first rule that matches lets a packet through: surely, perhaps (False), or not (None)."""
    known = default.value if isinstance(default, (Known, Absent)) else default if isinstance(default, str) else ""
    answers = []
    for closed in (True, False):
        answer = {"permit": True, "deny": False}.get(known, not closed)
        for rule in rules:
            if not rule.enabled or (rule.until and rule.until < DAY):
                continue
            if rule.unread:
                answer = not closed
                break
            named = zip((rule.source_zones, rule.destination_zones), zones or (), strict=bool(zones))
            if not all(not said or zone.casefold() in {name.casefold() for name in said} for said, zone in named):
                continue
            bound = rule.applications or rule.users or rule.schedule or rule.until or rule.vrf
            if rule.action == "other" and matches(rule, shot, other=True, unread=True):
                answer = not closed
                break
            if rule.action == "permit" and matches(rule, shot, other=True, unread=not closed):
                answer = True
                break
            if rule.action == "deny" and not bound and matches(rule, shot, other=False, unread=closed):
                answer = False
                break
        answers.append(answer if not unread else not closed)
    return True if answers[0] else False if answers[1] else None


def listed(device: Device, names: Sequence[str], shot: Shot) -> bool | None:
    sure = True
    for name in names:
        found = next((acl for acl in device.acls.items if acl.name == name), None)
        if found is None or found.kind not in {"basic", "advanced"}:
            sure = False
            continue
        if found.family == 6:
            continue
        default = device.list_default if device.list_default is not None else found.default
        verdict = first(found.rules, shot, default, unread=bool(found.unread))
        if verdict is None:
            return None
        sure = sure and verdict
    return sure


def entering(device: Device, into: Interface, shot: Shot) -> bool | None:
    own = listed(device, into.acl_in, shot)
    number = "".join(letter for letter in into.name if letter.isdigit())
    if own is None or into.kind != "vlan" or not number:
        return own
    doors = {
        port.acl_in for port in device.interfaces.items
        if not port.shutdown and not port.channel and port.kind in {"physical", "aggregate"}
        and (port.vlan == int(number) if port.mode == "access"
             else any(low <= int(number) <= high for low, high in port.trunk))
    }  # fmt: skip
    if not any(doors):
        return own
    verdicts = [listed(device, names, shot) for names in doors]
    if all(verdict is None for verdict in verdicts):
        return None
    return own and all(verdicts)


def between(device: Device, into: Interface, out: Interface | None, shot: Shot) -> bool | None:
    policies = device.policies
    if policies.unsupported:
        return True
    if policies.missing:
        return False
    one, other = zone_name(device, into), zone_name(device, out) if out else ""
    if out is not None and not (one and other):
        return True if not one and not other and device.platform == "cisco_ios" else None
    if out is None and not one:
        return None
    default = policies.intrazone_action if one == other else policies.default_action
    if out is None:
        return None if all(first([rule], shot, "deny") is None for rule in policies.items) else False
    return first(policies.items, shot, default, unread=bool(policies.unread), zones=(one, other))


def forwards(device: Device, nat: Nat, into: Interface) -> bool:
    if not nat.enabled or not same_vrf(nat.vrf, into.vrf):
        return False
    zone = zone_name(device, into)
    if nat.translated_destinations:
        return (nat.kind in {"server", "static", "destination"} and nat.interface in {"", into.name}
                and (not nat.source_zones or zone in nat.source_zones))  # fmt: skip
    return (nat.kind in {"server", "static"} and bool(nat.translated_sources)
            and nat.interface in {"", into.name, zone}
            and (not nat.destination_zones or zone in nat.destination_zones))  # fmt: skip


def matches_nat(nat: Nat, shot: Shot) -> bool:
    """Whether a packet from outside is one that a translation is for, at most."""
    if nat.translated_destinations:
        sources, targets, services = nat.sources, nat.destinations, nat.services
    else:
        ports = nat.translated_ports
        sources, targets = nat.destinations, nat.translated_sources
        services = tuple(replace(one, destination=ports) if ports else one for one in nat.services)
    return (in_terms(sources, shot.source, other=True, unread=True)
            and in_terms(targets, shot.destination, other=True, unread=True)
            and in_services(services, shot, other=True, unread=True))  # fmt: skip


def inward(device: Device, into: Interface, shot: Shot) -> tuple[Shot, Shot, bool]:
    """The packet after translation, as policies see it, and whether that is sure."""
    if device.nat.missing and not device.nat.unsupported:
        return shot, shot, False
    for nat in device.nat.items:
        if not (forwards(device, nat, into) and matches_nat(nat, shot)):
            continue
        outer, inner = ((nat.destinations, nat.translated_destinations) if nat.translated_destinations
                        else (nat.translated_sources, nat.sources))  # fmt: skip
        there, sure = moved(shot.destination, outer, inner)
        ports = None
        if nat.translated_ports and nat.services:
            public = nat.services[0].destination
            ports = (public, nat.translated_ports) if nat.translated_destinations else (nat.translated_ports, public)
        port = shot.port if ports is None else shot.port - ports[0][0] + ports[1][0]
        after = replace(shot, destination=there, port=port)
        seen = after
        if device.platform in ORIGINAL:
            seen = replace(shot, port=port if device.platform == "fortinet" else shot.port)
        return after, seen, sure and not nat.unread and plain_nat(nat)
    return shot, shot, not (device.nat.unread and not device.nat.unsupported)


def plain_nat(nat: Nat) -> bool:
    return all(term.resolved and not term.other for term in (*nat.sources, *nat.destinations, *nat.services))


def moved(address: int, old: Sequence[Address], new: Sequence[Address]) -> tuple[int, bool]:
    targets = [term for term in new if term.family == 4]
    if not targets or not all(term.resolved and not (term.other or term.excluded or term.wildcard) for term in new):
        return address, False
    size = targets[0].high - targets[0].low
    for term in old:
        if len(targets) == 1 and term.low <= address <= term.high and 0 < term.high - term.low == size:
            return address - term.low + targets[0].low, True
    return targets[0].low, len(targets) == 1 and not size


def outward(device: Device, into: Interface, out: Interface, shot: Shot) -> tuple[Shot, bool]:
    one, other = zone_name(device, into), zone_name(device, out)
    for nat in device.nat.items:
        if not nat.enabled or not same_vrf(nat.vrf, into.vrf) or nat.kind not in {"source", "static", "exempt"}:
            continue
        if nat.interface and nat.interface not in {out.name, other}:
            continue
        if (nat.source_zones and one not in nat.source_zones) or (
            nat.destination_zones and other not in nat.destination_zones
        ):
            continue
        whole = nat.kind == "static" and bool(nat.translated_destinations)
        rule = Rule(name="", action="permit", lines=(), sources=nat.translated_destinations if whole else nat.sources,
                    destinations=(Address(),) if whole else nat.destinations,
                    services=(Service(),) if whole else nat.services)  # fmt: skip
        if not matches(rule, shot, other=True, unread=True):
            continue
        if nat.kind == "exempt":
            return shot, True
        mine = sorted(own.address for own in out.addresses if own.family == 4)
        named = tuple(term for term in nat.translated_sources if not term.other)
        new = nat.destinations if whole else named or tuple(Address(each, each, 4) for each in mine[:1])
        here, sure = moved(shot.source, rule.sources, new)
        sure = (
            sure and not nat.unread and not nat.acl and all(term.resolved and not term.other for term in rule.sources)
        )
        return replace(shot, source=here), sure and (whole or plain_nat(nat))
    return shot, True
