"""What carries packets: forwarding instances, their ports, and who answers for an address.

Every VRF, VSYS and VDOM is an instance of its own. Ports are neighbours when they share a subnet: a next hop is whoever
has its address (VRRP and HSRP addresses included). Whether a link is up at the moment does not count: the question is
what the configuration lets through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from dengbao.model import IPV4_MAX, IPV6_MAX, NETWORK, Device, Interface, InterfaceAddress, Lines, Section

_ROOT = frozenset({"root", "trust-vr", "default-vr", "public"})
"""Names of the instance that interfaces belong to when nothing is said."""
_ENDS = frozenset({"ups", "windows", "linux"})
"""Platforms that carry nobody else's packets, unless the inventory gives them the role of a network device."""
_UNZONED_FORWARD = frozenset({"fortinet"})
"""Platforms whose policies name interfaces: a port in no zone is one of its own."""


class Subnet(Struct, frozen=True, order=True):
    """An address range of one family (4 or 6), both ends included."""

    family: int
    low: int
    high: int

    def __contains__(self, address: int) -> bool:
        """Tell whether it holds an address of its family."""
        return self.low <= address <= self.high


class Port(Struct, eq=False, kw_only=True):
    """One interface that forwards; ``subnets`` are the networks on its wire, ``own`` the addresses that it answers.

    ``doors`` are the inbound access lists of the switch ports that its VLAN is on, each set once, where any has one.
    """

    node: Node
    name: str
    interface: Interface
    zone: str = ""
    subnets: tuple[Subnet, ...] = ()
    own: set[tuple[int, int]] = field(default_factory=set)
    doors: tuple[tuple[str, ...], ...] = ()

    def __repr__(self) -> str:
        """Name it."""
        return f"{self.node.name}:{self.name}"


class Node(Struct, eq=False, kw_only=True):
    """A forwarding instance of a device. ``doubts`` are what was not understood of it: why, and lines."""

    host: str
    device: Device
    vrf: str = ""
    context: str = ""
    ports: list[Port] = field(default_factory=list)
    doubts: list[tuple[str, Lines]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The host, and the instance where it is not the main one."""
        inner = "/".join(part for part in (self.context, self.vrf) if part)
        return f"{self.host}[{inner}]" if inner else self.host

    def __repr__(self) -> str:
        """Name it."""
        return f"Node({self.name!r})"


class Topology(Struct, eq=False, kw_only=True):
    """Every instance of the inventory; ``missing`` says of which devices nothing is known, and why."""

    nodes: dict[tuple[str, str, str], Node]
    answers: dict[tuple[int, int], list[Port]]
    missing: dict[str, str]
    _wires: dict[Subnet, list[Port]] = field(default_factory=dict)

    def ports(self) -> Iterator[Port]:
        """All ports."""
        for node in self.nodes.values():
            yield from node.ports

    def on(self, subnet: Subnet) -> list[Port]:
        """The ports on a subnet."""
        if not self._wires:
            for port in self.ports():
                for own in port.subnets:
                    self._wires.setdefault(own, []).append(port)
        return self._wires.get(subnet, [])

    def owners(self, family: int, address: int) -> list[Port]:
        """The ports that answer for an address."""
        return self.answers.get((family, address), [])


def plain(name: str) -> str:
    """The name of an instance, empty for the one that interfaces belong to when nothing is said."""
    return "" if name in _ROOT else name


def subnet_of(own: InterfaceAddress) -> Subnet:
    """The network that an interface's address lies in."""
    bits = 32 if own.family == 4 else 128  # noqa: PLR2004 - the IP version
    size = 1 << (bits - own.prefix)
    low = own.address & ~(size - 1)
    return Subnet(own.family, low, low + size - 1)


def top(family: int) -> int:
    """The highest address of a family."""
    return IPV4_MAX if family == 4 else IPV6_MAX  # noqa: PLR2004 - the IP version


def build(devices: Iterable[Device], missing: dict[str, str] | None = None) -> Topology:
    """Lay out the network.

    Args:
        devices: every host that was read; those without interfaces (UPSes, servers) carry nothing.
        missing: network devices of the inventory of which nothing is known, with the reason.

    Returns:
        The topology; a device whose interfaces were not read is among the missing.
    """
    found = Topology(nodes={}, answers=defaultdict(list), missing=dict(missing or {}))
    for device in devices:
        if device.interfaces.unsupported:
            continue
        if device.interfaces.missing:
            if device.platform not in _ENDS or device.role in NETWORK:
                found.missing[device.name] = device.interfaces.missing
            continue
        _add(found, device)
    return found


def _add(topology: Topology, device: Device) -> None:
    zones = {name: zone.name for zone in device.zones.items for name in zone.interfaces}
    ports: dict[str, Port] = {}
    for interface in device.interfaces.items:
        if interface.shutdown:
            continue
        zone = interface.zone or zones.get(interface.name, "")
        if not zone and device.platform in _UNZONED_FORWARD:
            zone = interface.name
        node = _node(topology, device, interface)
        port = Port(node=node, name=interface.name, interface=interface, zone=zone)
        networks = [subnet_of(own) for own in interface.addresses]
        port.subnets = tuple(subnet for subnet in networks if subnet.low != subnet.high)
        port.own = {(own.family, own.address) for own in interface.addresses}
        port.doors = _doors(device, interface)
        node.ports.append(port)
        ports[interface.name] = port
        if interface.unread and interface.addresses:
            node.doubts.append((f"接口 {interface.name} 有没有读懂的行", interface.unread))
    for group in device.redundancy.items:
        if group.enabled and group.interface in ports:
            ports[group.interface].own.update((4 if address <= IPV4_MAX else 6, address) for address in group.virtual)
    for port in ports.values():
        for own in port.own:
            topology.answers[own].append(port)


def _node(topology: Topology, device: Device, interface: Interface) -> Node:
    key = (device.name, plain(interface.vrf), plain(interface.context))
    node = topology.nodes.get(key)
    if node is None:
        node = topology.nodes[key] = Node(host=device.name, device=device, vrf=key[1], context=key[2])
        for title, section in (("接口", device.interfaces), ("路由", device.routes), ("安全域", device.zones)):
            node.doubts.extend(_unread(title, section))
    return node


def _unread(title: str, section: Section[Any]) -> Iterator[tuple[str, Lines]]:
    if section.unread:
        yield f"{title}配置有 {len(section.unread)} 行没有读懂", tuple(section.unread)


def _doors(device: Device, interface: Interface) -> tuple[tuple[str, ...], ...]:
    """The inbound lists of the ports by which a VLAN comes to its interface; none when no port has any."""
    if interface.kind != "vlan":
        return ()
    number = interface.name.lower().removeprefix("vlan-interface").removeprefix("vlanif").removeprefix("vlan").strip()
    if not number.isdecimal():
        return ()
    vlan = int(number)
    lists = dict.fromkeys(
        port.acl_in
        for port in device.interfaces.items
        if not port.shutdown and not port.channel and port.kind in {"physical", "aggregate"}
        and (port.vlan == vlan if port.mode == "access" else any(low <= vlan <= high for low, high in port.trunk))
    )  # fmt: skip
    return tuple(lists) if any(lists) else ()
