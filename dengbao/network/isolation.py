"""Whether two zones touch: by a way through the network, by a device with a foot in both, or by a VLAN of both."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dengbao.model import Lines
from dengbao.network.areas import Area, both
from dengbao.network.cells import Cells, joined
from dengbao.network.network import Network
from dengbao.network.topology import Port


class Contact(Struct, frozen=True, kw_only=True):
    """One thing that joins two zones: ``what`` in Chinese, at ``lines`` of a device; ``doubt`` when it only may."""

    key: str
    what: str
    device: str
    lines: Lines
    doubt: str = ""


def contacts(network: Network, one: str, other: str) -> list[Contact]:
    """Everything that joins two zones.

    Raises:
        Undecided: the budget ran out.
    """
    found = [*_ways(network, one, other), *_ways(network, other, one)]
    found += _feet(network, network.areas[one], network.areas[other])
    known: dict[tuple[str, bool], Contact] = {}
    for contact in found:
        known.setdefault((contact.key, bool(contact.doubt)), contact)
    return list(known.values())


def _ways(network: Network, source: str, target: str) -> Iterator[Contact]:
    wanted: dict[int, list[Cells]] = {}
    for one in network.flows(source)[target]:
        wanted.setdefault(one.space.family, []).append(one.sent)
    for other, reached in network.ways(source, {family: joined(cells) for family, cells in wanted.items()}):
        if other != target:
            continue
        packet = reached.packet()
        steps = reached.step.path()
        last = next((cited for step in steps[::-1] for cited in step.cited), None)
        yield Contact(
            key=f"way:{source}->{target}:{steps[-1].node.host}",
            what=f"{packet} 可以从 {source} 到 {target},路径 {' → '.join(step.node.host for step in steps)}",
            device=last.device if last else steps[-1].node.host,
            lines=last.lines if last else (),
            doubt=reached.doubt,
        )


def _feet(network: Network, one: Area, other: Area) -> Iterator[Contact]:
    """Instances with ports in both zones, and VLAN interfaces with addresses of both."""
    for node in network.topology.nodes.values():
        here = [port for port in node.ports if _in(port, one)]
        there = [port for port in node.ports if _in(port, other)]
        for port in here:
            if port in there:
                yield Contact(
                    key=f"vlan:{one.name}<->{other.name}:{port.name}",
                    what=f"接口 {port.name} 同时有 {one.name} 和 {other.name} 的网段",
                    device=node.host,
                    lines=port.interface.lines[:1],
                )
        apart = [(a, b) for a in here for b in there if a is not b]
        if apart:
            first, second = apart[0]
            yield Contact(
                key=f"device:{one.name}<->{other.name}:{node.host}",
                what=f"同一转发实例接着两个区域:{first.name}({one.name})和 {second.name}({other.name})",
                device=node.host,
                lines=(*first.interface.lines[:1], *second.interface.lines[:1]),
            )


def _in(port: Port, area: Area) -> bool:
    return any(both(subnet, one) for subnet in port.subnets for one in area.ranges)
