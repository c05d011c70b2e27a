"""One packet through whole devices, by plain reading of the model: slow, and with no code of the walk.

Every step says whether it is sure. What is known of a device decides as the documentation of the model says: a list is
read twice, once to let through what surely passes and once to let through what may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_address, ip_network

from msgspec import Struct

from dengbao.model import Device, Interface
from tests.network.plain_device import (
    Shot,
    between,
    configured_routes,
    doubted,
    entering,
    forwards,
    inside,
    inward,
    listed,
    longest,
    managed,
    matches_nat,
    network_of,
    outward,
    port_of,
    same_vrf,
    same_wire,
    speaks,
    zone_name,
)


class At(Struct, frozen=True):
    """A packet that comes in by a port."""

    host: str
    port: str
    shot: Shot
    sure: bool


class Site:
    """All devices, and where addresses are."""

    def __init__(self, devices: Sequence[Device], zones: dict[str, list[str]]) -> None:
        self.devices = {
            one.name: one for one in devices if not one.interfaces.missing and not one.interfaces.unsupported
        }
        self.zones = zones
        self.owners: dict[int, list[tuple[str, Interface]]] = {}
        for device in self.devices.values():
            for port in device.interfaces.items:
                for own in port.addresses if not port.shutdown else ():
                    if own.family == 4:
                        self.owners.setdefault(own.address, []).append((device.name, port))
            for group in device.redundancy.items:
                for port in device.interfaces.items:
                    if group.enabled and port.name == group.interface and not port.shutdown:
                        for address in group.virtual:
                            self.owners.setdefault(address, []).append((device.name, port))

    def zone_of(self, address: int) -> str:
        """The zone with the longest network that holds an address; what no other holds is the internet's."""
        where = ip_address(address)
        held = [(ip_network(net).prefixlen, name) for name, nets in self.zones.items() for net in nets
                if net != "any" and where in ip_network(net)]  # fmt: skip
        if held:
            return max(held)[1]
        return next((name for name, nets in self.zones.items() if "any" in nets), "")

    def outer(self, source: int) -> list[tuple[str, str]]:
        """The ports on which packets come from gateways that no device is, and that stand in their sender's zone."""
        found = []
        for device in self.devices.values():
            for vrf in {port.vrf for port in device.interfaces.items}:
                routes = configured_routes(device, vrf, [port for port in device.interfaces.items
                                                         if not port.shutdown and same_vrf(port.vrf, vrf)])  # fmt: skip
                best = longest(routes, source)
                found += [
                    (device.name, port.name)
                    for port, gateway, _ in (routes[best] if best else ())
                    if port and gateway is not None and gateway not in self.owners
                    if self.zone_of(gateway) == self.zone_of(source)
                ]
        return found

    def ends(self, start: At) -> set[tuple[str, bool]]:
        """The zones that a packet gets to, surely or perhaps."""
        found: set[tuple[str, bool]] = set()
        seen: set[At] = set()
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            for step in self._pass(at):
                if isinstance(step, At):
                    waiting.append(step)
                else:
                    found.add(step)
        return found

    def _pass(self, at: At) -> Iterator[At | tuple[str, bool]]:
        device = self.devices[at.host]
        into = port_of(device, at.port)
        sure = at.sure and not doubted(device, into)
        passes = entering(device, into, at.shot)
        if passes is None:
            return
        sure = sure and passes
        moved, seen, certain = inward(device, into, at.shot)
        sure = sure and certain
        for out, gateway, known in self._ways(device, into, moved.destination):
            verdict = between(device, into, out, seen)
            if verdict is None:
                continue
            good = sure and known and verdict
            if out is None:
                yield self.zone_of(moved.destination), False
                continue
            if managed(out) or zone_name(device, out).casefold() == "mgt":
                good = False
            left, certain = outward(device, into, out, moved)
            leaving = listed(device, out.acl_out, left)
            if leaving is None:
                continue
            yield from self._on(device, out, gateway, left, sure=good and certain and leaving)

    def _on(
        self, device: Device, out: Interface, gateway: int | None, shot: Shot, *, sure: bool
    ) -> Iterator[At | tuple[str, bool]]:
        zone = self.zone_of(shot.destination)
        if gateway == -1:
            yield zone, False
            return
        if gateway is not None:
            others = [(name, port) for name, port in self.owners.get(gateway, ())
                      if name != device.name or port.vrf != out.vrf]  # fmt: skip
            for name, port in others:
                yield At(name, port.name, shot, sure)
            if not others:
                there = self.zone_of(gateway)
                if there == zone:
                    yield zone, sure
                elif not ("any" in self.zones.get(there, ()) and ip_address(shot.destination).is_private):
                    yield zone, False
            return
        answering = [
            At(other.name, port.name, shot, sure)
            for other in self.devices.values()
            for port in other.interfaces.items
            if not port.shutdown and other is not device and same_wire(port, out)
            if any(forwards(other, nat, port) and matches_nat(nat, shot) for nat in other.nat.items)
        ]
        yield from answering
        if not answering:
            yield zone, sure

    def _ways(
        self, device: Device, into: Interface, destination: int
    ) -> list[tuple[Interface | None, int | None, bool]]:
        """Ports and gateways (-1: nobody knows) of the best routes, and whether they are sure."""
        ports = [port for port in device.interfaces.items if not port.shutdown and same_vrf(port.vrf, into.vrf)]
        if any(
            own == destination for name, port in self._mine(device) for own in [name] if same_vrf(port.vrf, into.vrf)
        ):
            return []
        configured = configured_routes(device, into.vrf, ports)
        taught = self._taught(device, into.vrf, ports, configured)
        best = longest([*configured, *taught], destination)
        if best is None:
            return []
        if best in taught:
            return [(out, gateway, False) for out, gateway, _ in taught[best]]
        return configured[best]

    def _mine(self, device: Device) -> list[tuple[int, Interface]]:
        return [
            (address, port) for address, owners in self.owners.items() for name, port in owners if name == device.name
        ]

    def _taught(
        self, device: Device, vrf: str, ports: list[Interface], configured: dict[tuple[int, int], list]
    ) -> dict[tuple[int, int], list]:
        """What routing neighbours may teach: their networks and static routes, and a default where there is none."""
        spoken = [one for one in device.routing.items if same_vrf(one.vrf, vrf)]
        if not spoken or any(route.origin == "table" for route in device.routes.items):
            return {}
        peers = list(self._peers(device, spoken, ports))
        found: dict[tuple[int, int], list] = {}
        outside = any(one.protocol == "bgp" for one in spoken) or not peers
        if outside or (0, 0) not in configured:
            found[0, 0] = [*configured.get((0, 0), ()), *((port, gateway, False) for port, gateway, *_ in peers)]
            if outside:
                found[0, 0].append((None, None, False))
        for port, gateway, other, far in peers:
            nets = {network_of(own) for each in other.interfaces.items if not each.shutdown and each.vrf == far.vrf
                    for own in each.addresses if own.family == 4 and own.prefix < 32}  # fmt: skip
            nets |= {(route.network, route.prefix) for route in other.routes.items if route.family == 4}
            for net in nets - set(configured) - {(0, 0)}:
                above = longest([one for one in configured if one[1] <= net[1]], net[0])
                if above is None or all(gate is not None for _, gate, _ in configured[above]):
                    found.setdefault(net, list(configured[above]) if above else []).append((port, gateway, False))
        return found

    def _peers(
        self, device: Device, spoken, ports: list[Interface]
    ) -> Iterator[tuple[Interface, int, Device, Interface]]:
        """Ports of others on the same wires that speak the same protocol there: the own port, and their address."""
        kinds = {each.protocol for each in spoken}
        for port in ports:
            for other in self.devices.values():
                theirs = [one for one in other.routing.items if one.protocol in kinds]
                for far in other.interfaces.items if other is not device else ():
                    if far.shutdown or not same_wire(port, far) or not any(speaks(one, port) for one in spoken):
                        continue
                    if any(speaks(one, far) for one in theirs):
                        yield port, min(self._addresses(other, far, port)), other, far

    def _addresses(self, other: Device, far: Interface, port: Interface) -> list[int]:
        return [address for address, owners in self.owners.items()
                if any(name == other.name and each is far for name, each in owners)
                and any(inside(address, network_of(own)) for own in port.addresses if own.family == 4)]  # fmt: skip
