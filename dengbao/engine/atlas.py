"""The map of a site for reports, from its network."""

from __future__ import annotations

from collections.abc import Iterator

from dengbao.inventory import Inventory
from dengbao.model import Undecided
from dengbao.network.matrix import Cell, matrix
from dengbao.network.network import Network
from dengbao.network.topology import Port, Subnet
from dengbao.results.atlas import Atlas, MapCell, MapDevice, MapLeak, MapZone

_TRANSIT = 16
"""A network of at most so many addresses with two devices on it is a link between them; others are where hosts are."""


def draw(inventory: Inventory, network: Network) -> Atlas | None:
    """The map of a site; None where it declares no zones."""
    site = inventory.site
    if not site.zones:
        return None
    roles = {host.name: str(host.role or "") for host in inventory.hosts}
    names = dict.fromkeys(node.host for node in network.topology.nodes.values())
    devices = [MapDevice(name=name, role=roles.get(name, "")) for name in names]
    devices += [MapDevice(name=name, role=roles.get(name, ""), missing=why)
                for name, why in network.topology.missing.items()]  # fmt: skip
    found = Atlas(
        zones=[MapZone(name=name, title=zone.title, networks=[str(net) for net in zone.networks])
               for name, zone in site.zones.items()],
        devices=devices,
        links=sorted(set(_links(network))),
    )  # fmt: skip
    try:
        found.cells = [_cell(cell) for cell in matrix(network, site.flows, site.isolated)]
    except Undecided as undecided:
        found.why = undecided.why
    return found


def _links(network: Network) -> Iterator[tuple[str, str]]:
    wires: dict[Subnet, list[Port]] = {}
    for port in network.topology.ports():
        if port.interface.kind not in {"management", "loopback"}:
            for subnet in port.subnets:
                wires.setdefault(subnet, []).append(port)
    for subnet, ports in wires.items():
        hosts = sorted({port.node.host for port in ports})
        if len(hosts) > 1 and subnet.high - subnet.low < _TRANSIT:
            yield from ((one, other) for at, one in enumerate(hosts) for other in hosts[at + 1 :])
            continue
        for port in ports:
            for zone in network.zones_of(port.interface.addresses):
                yield port.node.host, f"zone:{zone}"


def _cell(cell: Cell) -> MapCell:
    return MapCell(
        source=cell.source,
        target=cell.target,
        state=cell.state,
        declared=list(cell.declared),
        actual=list(cell.actual),
        possible=list(cell.possible),
        idle=list(cell.idle),
        unknown=cell.unknown,
        isolated=cell.isolated,
        leaks=_leaks(cell),
    )


def _leaks(cell: Cell) -> list[MapLeak]:
    return [
        MapLeak(device=leak.cited.device, rule=leak.cited.rule, packet=str(leak.packet), path=list(leak.path),
                doubt=leak.doubt)
        for leak in cell.leaks
    ]  # fmt: skip
