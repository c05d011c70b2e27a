"""A made-up campus: a border firewall, two cores, aggregation and access switches, each with as many rules as asked."""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv4Network
from types import SimpleNamespace

from dengbao.model import (
    Acl,
    Action,
    Address,
    Device,
    Interface,
    InterfaceAddress,
    Known,
    Nat,
    Policies,
    Route,
    Rule,
    Section,
    Service,
    Zone,
)

_PER_AGGREGATION = 40
_LEAKY = 50  # of so many access switches, one list ends open, another lets servers be asked for names
_TO_NETWORKS = 0.6
_SERVERS = int(IPv4Address("172.16.0.0"))
_PORTS = (22, 23, 25, 53, 80, 123, 135, 139, 161, 389, 443, 445, 514, 1433, 1521, 3306, 3389, 5432, 6379, 8080, 8443)


def campus(
    count: int, rules: int, seed: int = 5
) -> tuple[list[Device], dict[str, SimpleNamespace], list[SimpleNamespace]]:
    """Grow a campus.

    Access switches route: each has two networks, an inbound list for both, and default routes to its aggregation
    switch. The inbound list denies what is risky, towards networks and servers that each switch chooses, and lets
    through what is declared; of one switch in fifty the list ends open, and of another it lets too much in: leaks.

    Args:
        count: devices.
        rules: of each list.
        seed: the same campus for the same seed.

    Returns:
        Devices, zones (one for each aggregation switch, servers, internet) and declared flows.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    aggregations = max(1, (count - 3) // (_PER_AGGREGATION + 1))
    access = count - 3 - aggregations
    nets = {number: [_base(number % aggregations, number // aggregations, half) for half in (0, 1)]
            for number in range(access)}  # fmt: skip
    devices = [_border(chance, rules), _core(1, aggregations), _core(2, aggregations)]
    devices += [_aggregation(number, [one for one in range(access) if one % aggregations == number], aggregations)
                for number in range(aggregations)]  # fmt: skip
    devices += [_access(number, nets, aggregations, rules, chance) for number in range(access)]
    zones = {f"b{number}": _zone(IPv4Network(((10 << 24) + (number << 16), 16))) for number in range(aggregations)}
    zones |= {"servers": _zone(IPv4Network((_SERVERS, 16))), "internet": _zone("any")}
    flows = [
        SimpleNamespace(from_=name, to=to, services=list(services), sources=[], hosts=[], reason="")
        for name in zones
        if name.startswith("b")
        for to, services in (("servers", ("tcp/443", "tcp/8080")), ("internet", ("tcp/80", "tcp/443", "udp/53")))
    ]
    return devices, zones, flows


def _zone(network: IPv4Network | str) -> SimpleNamespace:
    return SimpleNamespace(title="", networks=[network])


def _base(aggregation: int, place: int, half: int) -> int:
    return (10 << 24) + (aggregation << 16) + (place << 10) + (half << 9)


def _link(kind: int, number: int, side: int) -> int:
    """The address of one side of a link, in a network that is in no zone's range of hosts."""
    return (100 << 24) + (64 << 16) + (kind << 20) + (number << 2) + side


def _port(name: str, address: int, prefix: int, **more: object) -> Interface:
    return Interface(name=name, lines=(1,), addresses=(InterfaceAddress(address, prefix),), **more)  # type: ignore[arg-type]


def _via(network: int, prefix: int, hop: int) -> Route:
    return Route(network=network, prefix=prefix, lines=(2,), next_hop=hop)


def _device(name: str, ports: list[Interface], routes: list[Route], *acls: Acl, **more: object) -> Device:
    parts = {"acls": list(acls), "interfaces": ports, "routes": routes, **more}
    parts.setdefault("policies", Policies(missing="", unsupported="filters by access lists alone"))
    for part in ("nat", "zones", "vrfs", "routing", "redundancy"):
        parts.setdefault(part, [])
    made = {
        part: Section(items=value, missing="") if isinstance(value, list) else value for part, value in parts.items()
    }
    return Device(name=name, platform="huawei", **made)  # type: ignore[arg-type]


def _net(low: int, prefix: int) -> Address:
    return Address(low, low + (1 << (32 - prefix)) - 1, 4)


def _tcp(*ports: int) -> tuple[Service, ...]:
    return tuple(Service(6, destination=(port, port)) for port in ports)


def _access(number: int, nets: dict[int, list[int]], aggregations: int, rules: int, chance: random.Random) -> Device:
    own = _net(nets[number][0], 22)
    made = []
    for place in range(rules - 6):
        target = (
            _net(chance.choice(nets[chance.randrange(len(nets))]), 24) if chance.random() < _TO_NETWORKS
            else _net(_SERVERS + chance.randrange(400) * 7, 32)
        )  # fmt: skip
        made.append(
            Rule(name=str(place), action="deny", lines=(place + 10,), sources=(own,), destinations=(target,),
                 services=_tcp(chance.choice(_PORTS)))
        )  # fmt: skip
    servers, inner = _net(_SERVERS, 16), _net(10 << 24, 8)
    names = (Service(17, destination=(53, 53)),)
    ends: list[tuple[Action, tuple[Address, ...], tuple[Service, ...]]] = [
        ("permit", (servers,), _tcp(443, 8080)),
        ("permit", (servers,), names) if number % _LEAKY == 1 else ("deny", (servers,), (Service(),)),
        ("deny" if number % _LEAKY else "permit", (inner,), (Service(),)),
        ("permit", (Address(),), _tcp(80, 443)),
        ("permit", (Address(),), names),
        ("deny", (Address(),), (Service(),)),
    ]  # fmt: skip
    made += [
        Rule(name=str(rules - 6 + place), action=action, lines=(900 + place,), sources=(own,), destinations=targets,
             services=services)
        for place, (action, targets, services) in enumerate(ends)
    ]  # fmt: skip
    up = number % aggregations
    ports = [_port(f"v{half}", base + 1, 24, acl_in=("in",)) for half, base in enumerate(nets[number])]
    ports.append(_port("up", _link(1, number, 2), 30))
    acl = Acl(name="in", kind="advanced", family=4, rules=made, lines=(1,))
    return _device(f"acc-{up}-{number}", ports, [_via(0, 0, _link(1, number, 1))], acl)


def _aggregation(number: int, below: list[int], aggregations: int) -> Device:
    ports = [_port(f"d{one}", _link(1, one, 1), 30) for one in below]
    ports += [_port(f"u{core}", _link(2, 2 * number + core, 2), 30) for core in (0, 1)]
    routes = [_via(_base(number, one // aggregations, 0), 22, _link(1, one, 2)) for one in below]
    routes += [_via(0, 0, _link(2, 2 * number + core, 1)) for core in (0, 1)]
    return _device(f"agg-{number}", ports, routes)


def _core(number: int, aggregations: int) -> Device:
    side = number - 1
    ports = [_port(f"d{one}", _link(2, 2 * one + side, 1), 30) for one in range(aggregations)]
    ports.append(_port("up", _link(3, side, 2), 30))
    routes = [_via((10 << 24) + (one << 16), 16, _link(2, 2 * one + side, 2)) for one in range(aggregations)]
    return _device(f"core-{number}", ports, [*routes, _via(0, 0, _link(3, side, 1))])


def _border(chance: random.Random, rules: int) -> Device:
    ports = [_port(f"in{side}", _link(3, side, 1), 30, zone="trust") for side in (0, 1)]
    ports += [
        _port("dmz", _SERVERS + 65534, 16, zone="dmz"),
        _port("wan", int(IPv4Address("203.0.113.2")), 29, zone="untrust"),
    ]
    inner = _net(10 << 24, 8)
    made = [
        Rule(name=f"p{place}", action="deny", lines=(place + 10,), source_zones=("trust",),
             sources=(_net((10 << 24) + (chance.randrange(24) << 16), 16),), services=_tcp(chance.choice(_PORTS)),
             destinations=(_net(chance.randrange(1, 9) << 24, 8),))
        for place in range(rules - 2)
    ]  # fmt: skip
    made += [
        Rule(name="web", action="permit", lines=(500,), source_zones=("trust",), destination_zones=("untrust",),
             sources=(inner,), services=(*_tcp(80, 443), Service(17, destination=(53, 53)))),
        Rule(name="app", action="permit", lines=(501,), source_zones=("trust",), destination_zones=("dmz",),
             sources=(inner,), services=(*_tcp(443, 8080), Service(17, destination=(53, 53)))),
    ]  # fmt: skip
    routes = [_via(0, 0, int(IPv4Address("203.0.113.1")))] + [_via(10 << 24, 8, _link(3, side, 2)) for side in (0, 1)]
    nat = [Nat(name="out", kind="source", lines=(8,), sources=(inner,), destination_zones=("untrust",))]
    zones = [Zone(name=str(one.zone), interfaces=(one.name,), lines=(5,)) for one in ports]
    policies = Policies(items=made, missing="", default_action=Known("deny", (9,)))
    return _device("fw", ports, routes, policies=policies, zones=zones, nat=nat)
