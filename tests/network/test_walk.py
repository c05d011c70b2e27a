"""Sets of packets against one packet at a time: whatever the simulator delivers, the network does, and nothing else."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.model import ANY_SERVICE, Device, Nat
from dengbao.network.cells import Cells
from dengbao.network.network import Network
from dengbao.network.space import Space
from dengbao.network.topology import Port, Subnet
from dengbao.network.translate import Origin, sent
from dengbao.network.walk import Arrival
from dengbao.packets.space import STREAM
from tests.network.made import Shot, acl, firewall, ip, net, port, route, router, rule, simulate, tcp

DAY = dt.date(2026, 11, 20)
WIRES = ("10.0.0.0/29", "10.0.1.0/29", "10.0.2.0/29", "10.0.3.0/29")
"""Three devices stand on some of these wires; .1, .2 and .3 are theirs, .4 to .6 hosts or public addresses."""
PORTS = (22, 80, 443)
ADDRESSES = [f"10.0.{wire}.{host}" for wire in range(4) for host in range(8)]

OPERANDS = {
    "sources": st.sampled_from([(), (WIRES[0],), ("10.0.0.4/31", "10.0.1.4/30"), ("10.0.2.0/23",)]),
    "destinations": st.sampled_from([(), (WIRES[1],), ("10.0.3.4/32",), ("10.0.2.0/23", "10.0.0.5/32")]),
    "services": st.sampled_from([(ANY_SERVICE,), (tcp(80),), (tcp(22), tcp(443))]),
}
ACTIONS = st.sampled_from(["permit", "deny"])
ZONES = st.sampled_from([(), ("a",), ("b",)])
rules = st.builds(rule, st.sampled_from("abc"), ACTIONS, **OPERANDS, source_zones=ZONES, destination_zones=ZONES)
entries = st.builds(rule, st.sampled_from("abc"), ACTIONS, **OPERANDS)
lists = st.builds(lambda parts, last: acl("1", *parts, default=last), st.lists(entries, max_size=4), ACTIONS)


@st.composite
def device_numbered(draw, number: int) -> Device:
    wires = draw(st.lists(st.sampled_from(range(4)), min_size=1, max_size=3, unique=True))
    ports = [
        port(
            f"p{wire}",
            f"10.0.{wire}.{number}/29",
            zone=draw(st.sampled_from(["a", "b", ""])),
            vrf=draw(st.sampled_from(["", "", "v"])),
            acl_in=draw(st.sampled_from([(), (), ("1",)])),
            acl_out=draw(st.sampled_from([(), (), ("1",)])),
        )
        for wire in wires
    ]
    hops = [(f"10.0.{wire}.{host}", each.vrf) for wire, each in zip(wires, ports, strict=True)
            for host in (1, 2, 3, 6) if host != number]  # fmt: skip
    routes = []
    for _ in range(draw(st.integers(0, 4))):
        via, vrf = draw(st.sampled_from(hops))
        routes.append(route(draw(st.sampled_from([*WIRES, "0.0.0.0/0", "10.0.2.0/23", "10.0.3.4/32"])), via, vrf=vrf))
    nats = draw(st.lists(nat_of(wires), max_size=2))
    for nat in nats:
        nat.vrf = draw(st.sampled_from(["", "", "v"]))
    filters = [draw(lists)]
    if draw(st.booleans()):
        for each in ports:
            each.zone = ""
        return router(f"d{number}", ports, routes, acls=filters, nat=nats)
    return firewall(f"d{number}", ports, routes, draw(st.lists(rules, max_size=4)), acls=filters, nat=nats)


@st.composite
def nat_of(draw, wires: list[int]) -> Nat:
    if draw(st.booleans()):
        return Nat(name="s", kind="source", lines=(7,), sources=(net(draw(st.sampled_from([*WIRES, "10.0.0.0/23"]))),),
                   source_zones=draw(st.sampled_from([(), ("a",)])))  # fmt: skip
    wire = draw(st.sampled_from(wires))
    return Nat(
        name="d",
        kind="server",
        lines=(8,),
        destinations=(net(f"10.0.{wire}.5/32"),),
        services=(tcp(draw(st.sampled_from(PORTS))),),
        translated_destinations=(net(draw(st.sampled_from(["10.0.3.4/32", "10.0.1.4/32"]))),),
        translated_ports=(22, 22),
        interface=draw(st.sampled_from(["", f"p{wire}"])),
    )


def holds(space: Space, cells: Cells, shot: Shot) -> bool:
    to, start = (1 << bisect_right(space.addresses.starts, address) - 1 for address in (shot.destination, shot.source))
    return bool(cells[0] & to and cells[1] & start and cells[2] & space.headers.to_port(shot.port))


NETWORKS = st.tuples(device_numbered(1), device_numbered(2), device_numbered(3))


@settings(max_examples=150, deadline=None)
@given(NETWORKS, st.data())
def test_every_packet_ends_where_the_simulator_says(made: tuple[Device, ...], data: st.DataObject):
    check(made, data)


@pytest.mark.slow
@settings(max_examples=4000, deadline=None)
@given(NETWORKS, st.data())
def test_every_packet_of_many_networks_ends_where_the_simulator_says(made: tuple[Device, ...], data: st.DataObject):
    check(made, data)


def check(made: tuple[Device, ...], data: st.DataObject) -> None:
    """Hold the walk against the simulator, and the flood against the walk."""
    network = Network(made, {}, DAY)
    start = data.draw(st.sampled_from(sorted(network.topology.ports(), key=repr)))
    network.cut([Subnet(4, ip("10.0.0.0"), ip("10.0.3.255"))])
    walker = network.walker(4, "rules")
    space = walker.space
    here = space.ranges([Subnet(4, ip("10.0.0.0"), ip("10.0.3.255"))])
    starts = [Arrival(start, (here, here, space.headers.whole))]
    followed, flooded = walker.follow(starts), network.walker(4, "sets").flood(starts)
    both = [[(end, sent(space, end.cells, end.origin)) for end in ends] for ends in (followed, flooded)]
    sources = data.draw(st.lists(st.sampled_from(ADDRESSES), max_size=4))
    shots = [Shot(ip(one), ip(other), number) for one in sources for other in ADDRESSES for number in PORTS]
    taken = {ip(f"10.0.{wire}.{host}") for wire in range(4) for host in (1, 2, 3)}
    for shot in shots:
        expected = {one for one in simulate(made, start.node.host, start.name, shot) if one[2].destination not in taken}
        for ended in both:
            got = {
                (end.step.node.host, end.step.out.name, arrived)
                for end, as_sent in ended
                if end.kind == "delivered" and end.step.out is not None and holds(space, as_sent, shot)
                for arrived in _after(space, shot, end.cells, end.origin)
                if arrived.destination not in taken
            }
            assert got == expected, _said(made, start, shot)


def _after(space: Space, shot: Shot, cells: Cells, origin: Origin) -> list[Shot]:
    """The packet as it arrives, from what was sent."""
    found = [[*space.addresses.intervals(side)] for side in cells[:2]]
    found.append([box[0] for box in space.headers.rectangles(cells[2]) if box[1][1] == STREAM[1]])
    values = []
    for was, value, into in zip(
        (origin.destination, origin.source, origin.ports), (shot.destination, shot.source, shot.port), found,
        strict=True,
    ):  # fmt: skip
        now = value + (was or 0) if not isinstance(was, tuple) else into[0][0]
        if not any(low <= now <= high for low, high in into):
            return []
        values.append(now)
    return [Shot(values[1], values[0], values[2])]


def _said(made: tuple[Device, ...], start: Port, shot: Shot) -> str:
    parts = [f"{start!r} {shot}"]
    for one in made:
        parts += [one.name, one.platform, str(one.interfaces.items), str(one.routes.items), str(one.nat.items),
                  str(one.acls.items), str(one.policies.items)]  # fmt: skip
    return "\n".join(parts)
