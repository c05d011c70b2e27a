"""Broadcast domains: what VLANs, trunks, cables and shared networks join below the third layer.

Cables are known from LLDP and CDP tables where they were gathered. Two interfaces with addresses of one network are in
one domain, whatever lies between. What a port carries is read from the configuration: the VLAN of an access port, those
that a trunk lets through, the tag of a sub-interface; a port with an address carries itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from dengbao.model import Device, Interface, InterfaceAddress, Known, Neighbour
from dengbao.model.ports import named
from dengbao.network.areas import Area, both, is_private
from dengbao.network.topology import Subnet, Topology, subnet_of
from dengbao.network.union import Union

Segment = tuple[str, int | str]
"""A VLAN of a device by its number, or a port or sub-interface that is no VLAN by its name."""
_VLAN = re.compile(r"vlan(?:-interface|if)? ?(\d+)", re.IGNORECASE)


class Carrier(Struct, frozen=True, eq=False):
    """A port of a device that carries VLANs: all that it lets through, as inclusive intervals."""

    device: Device
    port: Interface
    vlans: tuple[tuple[int, int], ...]

    def carries(self, vlan: int) -> bool:
        """Whether a VLAN passes."""
        return any(low <= vlan <= high for low, high in self.vlans)


class Peer(Struct, frozen=True, eq=False):
    """Who is at the other end of a port's cable: a port of the inventory, or a stranger by name."""

    neighbour: Neighbour
    device: Device | None = None
    port: str = ""


class Wiring:
    """The second layer of all devices.

    Attributes:
        carriers: ports that carry VLANs, by device.
        addressed: devices and their live ports that have addresses.
        peers: by device and port, who is at the other end.
    """

    def __init__(self, topology: Topology) -> None:
        """Take the network."""
        self.devices: dict[str, Device] = {node.host: node.device for node in topology.nodes.values()}
        self.carriers: dict[str, list[Carrier]] = {name: list(_carriers(one)) for name, one in self.devices.items()}
        self.addressed = [(name, port) for name, one in self.devices.items() for port in _live(one) if port.addresses]
        self._names = {alias: name for name, one in self.devices.items() for alias in _aliases(name, one)}
        self._managed = {own: ports[0].node.host for own, ports in topology.answers.items() if len(ports) == 1}
        self.peers: dict[tuple[str, str], list[Peer]] = {}
        for name, one in self.devices.items():
            for neighbour in one.neighbours.items:
                if neighbour.source in {"lldp", "cdp"} and neighbour.interface:
                    self.peers.setdefault((name, _bundle(one, neighbour.interface)), []).append(self._peer(neighbour))

    @cached_property
    def domains(self) -> Union[Segment]:
        """Segments, those of one broadcast domain together."""
        joined: Union[Segment] = Union()
        by_subnet: dict[Subnet, list[Segment]] = {}
        for name, port in self.addressed:
            segment = self.segment(name, port)
            joined.root(segment)
            for own in port.addresses:
                subnet = subnet_of(own)
                if subnet.low != subnet.high:
                    by_subnet.setdefault(subnet, []).append(segment)
        for segments in by_subnet.values():
            joined.join(segments)
        for end, peers in self.peers.items():
            for peer in peers:
                if peer.device is not None:
                    for pair in self._across(end, (peer.device.name, peer.port)):
                        joined.join(pair)
        return joined

    def vlans(self, host: str) -> list[int]:
        """The VLANs of a device that are in any domain."""
        return self._vlans.get(host, [])

    @cached_property
    def _vlans(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for host, segment in self.domains:
            if isinstance(segment, int):
                found.setdefault(host, []).append(segment)
        return found

    @staticmethod
    def segment(host: str, port: Interface) -> Segment:
        """The segment that an interface with an address stands on."""
        match = _VLAN.fullmatch(port.name) if port.kind == "vlan" else None
        return (host, int(match[1])) if match else (host, port.name)

    def zones(self, areas: Mapping[str, Area]) -> dict[Segment, dict[str, tuple[str, Interface]]]:
        """By broadcast domain the zones in it, each with a device and the interface that shows it."""
        found: dict[Segment, dict[str, tuple[str, Interface]]] = {}
        for name, port in self.addressed:
            for area in areas_of(port.addresses, areas):
                found.setdefault(self.domains.root(self.segment(name, port)), {}).setdefault(area, (name, port))
        for segment, area, shown in self._seen(areas):
            found.setdefault(self.domains.root(segment), {}).setdefault(area, shown)
        return found

    def _seen(self, areas: Mapping[str, Area]) -> Iterator[tuple[Segment, str, tuple[str, Interface]]]:
        """VLANs in which a MAC table shows a host whose address an ARP table gives; one of several zones tells none."""
        places: dict[str, set[str]] = {}
        for one in self.devices.values():
            for neighbour in one.neighbours.items:
                if neighbour.source == "arp" and neighbour.mac and neighbour.address is not None:
                    at = Subnet(4, neighbour.address, neighbour.address)
                    places.setdefault(neighbour.mac, set()).update(_holding(at, areas))
        for name, one in self.devices.items():
            ports = {port.name: port for port in one.interfaces.items}
            for neighbour in one.neighbours.items:
                zones = places.get(neighbour.mac, set())
                if neighbour.source == "mac" and neighbour.vlan and len(zones) == 1 and neighbour.interface in ports:
                    yield (name, neighbour.vlan), next(iter(zones)), (name, ports[neighbour.interface])

    def _peer(self, neighbour: Neighbour) -> Peer:
        name = self._names.get(_short(neighbour.name)) if neighbour.name else None
        if name is None and neighbour.address is not None:
            name = self._managed.get((4, neighbour.address))
        if name is None:
            return Peer(neighbour)
        device = self.devices[name]
        port = _bundle(device, named((one.name for one in device.interfaces.items), neighbour.port))
        return Peer(neighbour, device, port)

    def _across(self, one: tuple[str, str], other: tuple[str, str]) -> Iterator[tuple[Segment, Segment]]:
        """What a cable joins: the same tag at both ends, and what goes without a tag."""
        mine, theirs = self._ends(*one), self._ends(*other)
        for tag in mine.keys() & theirs.keys():
            yield mine[tag], theirs[tag]

    def _ends(self, host: str, name: str) -> dict[int, Segment]:
        """The segments at a port by tag; 0 for what has none."""
        carrier = next((one for one in self.carriers[host] if one.port.name == name), None)
        if carrier is None:
            tagged = {port.tag: (host, port.name) for port in _live(self.devices[host])
                      if port.parent == name and port.tag}  # fmt: skip
            return {0: (host, name), **tagged}
        if carrier.port.mode == "access":
            return {0: (host, carrier.vlans[0][0])}
        native = carrier.port.vlan
        ends: dict[int, Segment] = {vlan: (host, vlan) for low, high in carrier.vlans for vlan in range(low, high + 1)}
        if native is not None and native in ends:
            ends[0] = ends.pop(native)
        return ends


def areas_of(addresses: Iterable[InterfaceAddress], areas: Mapping[str, Area]) -> list[str]:
    """The zones that an interface's networks lie in; a private network in no zone is not the internet."""
    return list(dict.fromkeys(area for own in addresses for area in _holding(subnet_of(own), areas)))


def _holding(subnet: Subnet, areas: Mapping[str, Area]) -> Iterator[str]:
    private = is_private(subnet.family, subnet.low, subnet.high)
    for area in areas.values():
        if not (area.rest and private) and any(both(subnet, one) for one in area.ranges):
            yield area.name


def _live(device: Device) -> Iterable[Interface]:
    return (port for port in device.interfaces.items if not port.shutdown)


def _carriers(device: Device) -> Iterator[Carrier]:
    for port in _live(device):
        if port.kind not in {"physical", "aggregate"} or port.channel or port.addresses:
            continue
        if port.mode == "access" and port.vlan is not None:
            yield Carrier(device, port, ((port.vlan, port.vlan),))
        elif port.mode in {"trunk", "hybrid"} and port.trunk:
            yield Carrier(device, port, port.trunk)


def _bundle(device: Device, name: str) -> str:
    """The aggregate that a port belongs to, or the port."""
    port = next((one for one in device.interfaces.items if one.name == name), None)
    if port is None or not port.channel:
        return name
    bundles = [one.name for one in device.interfaces.items if one.kind == "aggregate"]
    return next((one for one in bundles if one == port.channel or _number(one) == port.channel), name)


def _number(name: str) -> str:
    return name[len(name.rstrip("0123456789")) :]


def _aliases(name: str, device: Device) -> Iterator[str]:
    yield _short(name)
    if isinstance(device.system.hostname, Known):
        yield _short(device.system.hostname.value)


def _short(name: str) -> str:
    """A host's name without its domain."""
    return name.casefold().partition(".")[0]
