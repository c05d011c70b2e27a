"""The lab's network against one packet at a time, read plainly: the same zones are reached, as surely."""

from __future__ import annotations

import random
from bisect import bisect_right
from ipaddress import IPv4Address

import pytest

from dengbao.engine.site import OpenSite, open_site
from dengbao.network.network import Network
from dengbao.network.reach import service
from dengbao.network.topology import Subnet
from dengbao.packets.space import PLACE
from tests.checks.judging import LAB
from tests.network.plain import At, Site
from tests.network.plain_device import Shot, inside, network_of

SERVICES = ["tcp/22", "tcp/53", "tcp/80", "tcp/134-135", "tcp/443", "tcp/445", "tcp/1433", "tcp/3306", "tcp/3389",
            "tcp/8443", "tcp/9100", "udp/53", "udp/161"]  # fmt: skip
OUTER = ["8.8.8.8", "198.51.100.77", "10.99.1.9", "192.168.1.77"]
"""Addresses that stand on no wire of the lab."""


@pytest.fixture(scope="module")
def lab() -> OpenSite:
    return open_site(LAB, LAB / "devices")


def addresses(lab: OpenSite) -> dict[int, list[tuple[str, str]]]:
    """Hosts, and the ports on their wires: two of each wire, and what rules and translations name."""
    taken = {address for _, address in lab.network.topology.answers}
    found: dict[int, list[tuple[str, str]]] = {}
    named = {term.low for device in plain(lab).devices.values() for acl in device.acls.items for rule in acl.rules
             for term in (*rule.sources, *rule.destinations) if term.family == 4 and term.low == term.high}  # fmt: skip
    for device in plain(lab).devices.values():
        for port in device.interfaces.items:
            for low, prefix in {network_of(own) for own in port.addresses if own.family == 4 and own.prefix < 32}:
                high = low + (1 << (32 - prefix)) - 1
                hosts = [one for one in (low + 1, low + 2, low + 7, high - 1) if low < one < high and one not in taken]
                for host in [*hosts[:2], *(one for one in named if low < one < high and one not in taken)]:
                    if not port.shutdown:
                        found.setdefault(host, []).append((device.name, port.name))
    for host in (*found, *(int(IPv4Address(one)) for one in OUTER)):
        found.setdefault(host, []).extend(plain(lab).outer(host))
    return {host: ports for host, ports in found.items() if ports}


def plain(lab: OpenSite) -> Site:
    zones = {name: [str(net) for net in zone.networks] for name, zone in lab.inventory.site.zones.items()}
    devices = [subject.reader.model for subject in lab.subjects.values() if subject.reader]
    return Site([one for one in devices if not one.interfaces.missing], zones)


def walked(network: Network, zone: str, shot: Shot) -> set[tuple[str, bool]]:
    """The zones that the network lets a packet of a zone get to."""
    space = network.space(4)
    to, start = (space.ranges([Subnet(4, one, one)]) for one in (shot.destination, shot.source))
    stratum = next(one for one in space.headers.strata if one.places[0] <= PLACE[shot.protocol] <= one.places[1])
    row, column = (bisect_right(line.starts, value) - 1 for line, value in
                   ((stratum.rows, 50000), (stratum.columns, shot.port)))  # fmt: skip
    header = 1 << stratum.first + row * stratum.width + column
    return {
        (target, not one.doubt)
        for target, reached in network.flows(zone).items()
        for one in reached
        if one.space.family == 4
        for cells in [one.sent]
        if cells[0] & to and cells[1] & start and cells[2] & header
    }


def test_sampled_packets_get_where_plain_reading_says(lab: OpenSite):
    chance = random.Random(20261124)
    site, network, hosts = plain(lab), lab.network, addresses(lab)
    outer = [int(IPv4Address(one)) for one in OUTER]
    targets = [*hosts, *outer, *sorted(one.low for one in network.public() if one.family == 4)]
    packets = []
    for source in hosts:
        for destination in chance.sample(targets, 12):
            name, _, ports = chance.choice(SERVICES).partition("/")
            packets.append(Shot(source, destination, 6 if name == "tcp" else 17, int(ports.partition("-")[0])))
    network.cut([Subnet(4, one, one) for one in targets], [service(one) for one in SERVICES])
    odd, reached = [], 0
    for shot in packets:
        zone = site.zone_of(shot.source)
        mine = {own for host, port in hosts[shot.source] for own in site.ends(At(host, port, shot, sure=True))}
        expected = best({end for end in mine if end[0] != zone})
        got = best(walked(network, zone, shot))
        reached += bool(expected)
        if got != expected:
            odd.append((str(IPv4Address(shot.source)), str(IPv4Address(shot.destination)), shot.protocol, shot.port,
                        hosts[shot.source], sorted(expected), sorted(got)))  # fmt: skip
    assert not odd, (len(odd), len(packets), odd[:10])
    assert len(packets) > 500
    assert reached > 50


def test_the_witness_of_each_leak_gets_where_the_leak_says(lab: OpenSite):
    """The truth of the lab names these leaks: each is shown again without the code that found it."""
    site, hosts = plain(lab), addresses(lab)
    found = [leak for leak in lab.network.leaks(lab.inventory.site.flows) if not leak.doubt]
    assert len({leak.key for leak in found}) > 15
    for leak in found:
        packet = leak.packet
        shot = Shot(packet.source, packet.destination, packet.protocol, packet.destination_port)
        wires = {(device.name, port.name) for device in site.devices.values() for port in device.interfaces.items
                 for own in port.addresses if own.family == 4 and inside(shot.source, network_of(own))}  # fmt: skip
        starts = {*wires, *site.outer(shot.source), *hosts.get(shot.source, ())}
        ends = {end for host, port in starts for end in site.ends(At(host, port, shot, sure=True))}
        assert (leak.target, True) in ends, (leak.key, str(packet), ends)


def best(ends: set[tuple[str, bool]]) -> set[tuple[str, bool]]:
    """Each zone once, surely where any way is sure."""
    return {(zone, sure) for zone, sure in ends if sure or (zone, True) not in ends}
