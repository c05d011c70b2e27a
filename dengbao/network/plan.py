"""The address plan: who has an address twice, which networks overlap, and which lie in no declared zone."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from msgspec import Struct

from dengbao.model import Interface, InterfaceAddress, Lines
from dengbao.network.areas import Area, both, is_private, without
from dengbao.network.network import Network
from dengbao.network.topology import Node, Subnet, subnet_of

_APART = frozenset({"loopback", "management"})
"""Kinds of ports whose networks are no part of the plan between devices; a loopback's address may stand in none."""


class Clash(Struct, frozen=True, kw_only=True):
    """One thing wrong with the plan: ``what`` in Chinese, at ``lines`` of a device."""

    key: str
    expected: str
    what: str
    device: str
    lines: Lines


class _Held(Struct, frozen=True, eq=False):
    """An address of a port of an instance."""

    node: Node
    port: Interface
    own: InterfaceAddress

    @property
    def subnet(self) -> Subnet:
        return subnet_of(self.own)

    @property
    def where(self) -> str:
        return f"{self.node.name} 的 {self.port.name}"


def clashes(network: Network) -> list[Clash]:
    """Everything wrong with the addresses of all forwarding devices."""
    held = [
        _Held(node, port.interface, own)
        for node in network.topology.nodes.values()
        for port in node.ports
        if port.interface.kind != "management"
        for own in port.interface.addresses
    ]
    found: dict[str, Clash] = {}
    for clash in (*_twice(held), *_overlapping(held), *_outside(held, network.areas)):
        found.setdefault(clash.key, clash)
    return list(found.values())


def _twice(held: list[_Held]) -> Iterator[Clash]:
    """One address on two devices, or twice in one instance; other instances of a device may repeat it."""
    by_address: dict[tuple[int, int], list[_Held]] = {}
    for one in held:
        by_address.setdefault((one.own.family, one.own.address), []).append(one)
    for (family, address), owners in by_address.items():
        first = owners[0]
        other = next((one for one in owners[1:] if one.node.host != first.node.host or one.node is first.node), None)
        if other is not None:
            shown = _address(family, address)
            yield Clash(
                key=f"address:{shown}",
                expected="每个地址只给一个接口",
                what=f"{shown} 同时配在 {first.where} 和 {other.where}",
                device=first.node.host,
                lines=first.port.lines[:1],
            )


def _overlapping(held: list[_Held]) -> Iterator[Clash]:
    """Networks that share addresses without being the same, in the main instances."""
    wires: dict[Subnet, _Held] = {}
    for one in held:
        if (
            one.port.kind not in _APART
            and not one.node.vrf
            and not one.node.context
            and one.subnet.low != one.subnet.high
        ):
            wires.setdefault(one.subnet, one)
    ordered = sorted(wires)
    for at, outer in enumerate(ordered):
        for inner in ordered[at + 1 :]:
            if inner.family != outer.family or inner.low > outer.high:
                break
            one, other = wires[outer], wires[inner]
            yield Clash(
                key=f"overlap:{_network(outer)}:{_network(inner)}",
                expected="各网段互不重叠",
                what=f"{_network(outer)}({one.where})与 {_network(inner)}({other.where})重叠",
                device=one.node.host,
                lines=one.port.lines[:1],
            )


def _outside(held: list[_Held], areas: dict[str, Area]) -> Iterator[Clash]:
    """Networks that lie in no zone, or partly; a private one is in none when only the internet's is left."""
    named = [one for area in areas.values() if not area.rest for one in area.ranges]
    open_ = any(area.rest for area in areas.values())
    for one in held:
        subnet = one.subnet
        if one.own.family == 6 and ipaddress.IPv6Address(one.own.address).is_link_local:  # noqa: PLR2004
            continue
        private = is_private(subnet.family, subnet.low, subnet.high)
        inside = any(both(subnet, zone) for zone in named)
        if not inside and open_ and not private:
            continue
        if without([subnet], named):
            wrong = "只有一部分在声明的区域内" if inside else "不在任何声明的区域内"
            yield Clash(
                key=f"outside:{_network(subnet)}",
                expected="网段都落在声明的区域(site.zones)内",
                what=f"{_network(subnet)}({one.where}){wrong}",
                device=one.node.host,
                lines=one.port.lines[:1],
            )


def _address(family: int, number: int) -> str:
    return str(ipaddress.IPv4Address(number) if family == 4 else ipaddress.IPv6Address(number))  # noqa: PLR2004


def _network(subnet: Subnet) -> str:
    """A subnet of an interface in prefix notation."""
    bits = 32 if subnet.family == 4 else 128  # noqa: PLR2004 - the IP version
    return f"{_address(subnet.family, subnet.low)}/{bits - (subnet.high - subnet.low).bit_length()}"
