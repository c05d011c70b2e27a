"""A first draft of a site's zones and flows, guessed from firewalls and networks: what a person then corrects.

Firewalls part zones. So their instances are taken away, and what is still joined by shared networks is one zone; it is
named after the firewall zones that it hangs on. Routes that lead out of it to gateways that are not in the inventory
add their networks; the default route's way out is the internet. Flows are what the network lets through between the
drafted zones, so that a first check has only what is wide open to complain about.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from dengbao.model import FIREWALLS
from dengbao.network.areas import Net, is_private, without
from dengbao.network.matrix import between_hosts, words
from dengbao.network.network import Network
from dengbao.network.space import Space
from dengbao.network.topology import Node, Port, Subnet, Topology, plain
from dengbao.network.union import Union
from dengbao.packets.space import Interval, merged

_TITLES = {
    "trust": "内网",
    "untrust": "外网",
    "dmz": "隔离区",
    "inside": "内网",
    "outside": "外网",
    "wan": "外网",
    "lan": "内网",
}
_APART = frozenset({"management", "loopback"})
"""Kinds of ports that join nothing."""
_FEW = 8
"""So many destinations are named one by one; more are the whole zone."""


class DraftZone(Struct, kw_only=True):
    """A guessed zone: ``networks`` as text (``any`` for the internet), and why it was guessed."""

    name: str
    title: str
    networks: list[str]
    why: str


class DraftFlow(Struct, frozen=True, kw_only=True):
    """What passes from one guessed zone to another; ``hosts`` are the destinations where they are few."""

    source: str
    target: str
    services: tuple[str, ...]
    hosts: tuple[str, ...] = ()


class _Group(Struct, eq=False):
    """Networks joined without a firewall between them, and the firewall ports on them."""

    subnets: set[Subnet]
    walls: list[Port]
    nodes: list[Node]


def draft_zones(topology: Topology) -> list[DraftZone]:
    """Guess the zones of a site.

    Returns:
        Zones with networks that do not overlap; at most one of them is ``any``.
    """
    groups = _groups(topology)
    outer = _internet(groups)
    found: list[DraftZone] = []
    taken: list[Subnet] = []
    for group in sorted(groups, key=lambda one: (one is not outer, -len(one.subnets), min(one.subnets))):
        ranges = [*group.subnets, *(_behind(topology, group) if group is not outer else ())]
        networks = ["any"] if group is outer else [str(net) for net in networks_of(without(together(ranges), taken))]
        if not networks:
            continue
        if group is not outer:
            taken += ranges
        zones = Counter(port.zone for port in group.walls if port.zone)
        base = next(iter(zones), "") or next((port.name for port in group.walls), "zone")
        name = _free(base, {zone.name for zone in found}, outer=group is outer)
        found.append(DraftZone(name=name, title="外网" if group is outer else _TITLES.get(base.casefold(), base),
                               networks=networks, why=_why(group)))  # fmt: skip
    return found


def draft_flows(network: Network) -> list[DraftFlow]:
    """What passes for sure between the zones of a network, one entry for each set of destinations."""
    found: list[DraftFlow] = []
    for source in network.areas:
        for target, reached in network.flows(source).items():
            spaces = {one.space.family: one.space for one in reached}
            targets: dict[tuple[int, int], int] = {}
            for one in reached:
                to, start, headers = between_hosts(one)
                if to and start and not one.doubt:
                    targets[one.space.family, headers] = targets.get((one.space.family, headers), 0) | to
            grouped: dict[tuple[str, ...], list[tuple[Interval, Interval]]] = {}
            for (family, headers), to in targets.items():
                same = grouped.setdefault(_few(spaces[family], to), [])
                same += [(protocol, ports) for ports, protocol, *_ in spaces[family].headers.rectangles(headers)]
            found += [DraftFlow(source=source, target=target, services=words(same), hosts=few)
                      for few, same in sorted(grouped.items())]  # fmt: skip
    return found


def networks_of(ranges: Iterable[Subnet]) -> list[Net]:
    """Ranges as the fewest networks."""
    found: list[Net] = []
    for one in ranges:
        kind = ipaddress.IPv4Address if one.family == 4 else ipaddress.IPv6Address  # noqa: PLR2004 - the IP version
        found += ipaddress.summarize_address_range(kind(one.low), kind(one.high))
    return found


def _few(space: Space, to: int) -> tuple[str, ...]:
    """Destinations one by one where they are few; empty for the whole zone."""
    networks = networks_of(Subnet(space.family, low, high) for low, high in space.addresses.intervals(to))
    alone = all(net.num_addresses == 1 for net in networks)
    return tuple(str(net.network_address) for net in networks) if alone and len(networks) <= _FEW else ()


def _is_wall(node: Node) -> bool:
    return node.device.role in FIREWALLS or len({port.zone for port in node.ports if port.zone}) > 1


def _groups(topology: Topology) -> list[_Group]:
    """Join networks over whatever is no firewall, and those of one firewall zone."""
    joined: Union[Subnet] = Union()
    ports = [port for port in topology.ports() if port.subnets and port.interface.kind not in _APART]
    bundles: dict[tuple[str, str], list[Subnet]] = {}
    for port in ports:
        zone = port.zone or port.name if _is_wall(port.node) else ""
        bundles.setdefault((port.node.name, zone), []).extend(port.subnets)
    for subnets in bundles.values():
        joined.join(subnets)
    groups: dict[Subnet, _Group] = {}
    for subnet in sorted(joined):
        groups.setdefault(joined.root(subnet), _Group(set(), [], [])).subnets.add(subnet)
    for port in ports:
        group = groups[joined.root(port.subnets[0])]
        if _is_wall(port.node):
            group.walls.append(port)
        elif port.node not in group.nodes:
            group.nodes.append(port.node)
    return list(groups.values())


def _internet(groups: Sequence[_Group]) -> _Group | None:
    """The group by which the default routes leave the inventory; rather one with addresses of the internet."""

    def rank(group: _Group) -> tuple[bool, bool]:
        public = any(not is_private(one.family, one.low, one.high) for one in group.subnets)
        leaves = any(
            not route.prefix and route.next_hop is not None and any(route.next_hop in one for one in group.subnets)
            for node in _around(group)
            for route in node.device.routes.items
        )
        return leaves and public, leaves

    best = max(groups, key=rank, default=None)
    return best if best is not None and all(rank(best)) else None


def _around(group: _Group) -> list[Node]:
    return [*group.nodes, *dict.fromkeys(port.node for port in group.walls)]


def _behind(topology: Topology, group: _Group) -> Iterator[Subnet]:
    """Networks that routes reach over a gateway in the group that is no device of the inventory."""
    for node in _around(group):
        for route in node.device.routes.items:
            if not route.prefix or route.next_hop is None or plain(route.vrf) != node.vrf:
                continue
            in_group = any(one.family == route.family and route.next_hop in one for one in group.subnets)
            if in_group and not topology.owners(route.family, route.next_hop):
                size = 1 << ((32 if route.family == 4 else 128) - route.prefix)  # noqa: PLR2004 - the IP version
                low = route.network & ~(size - 1)
                yield Subnet(route.family, low, low + size - 1)


def together(ranges: Iterable[Subnet]) -> list[Subnet]:
    """The same addresses in as few ranges as can be."""
    by_family: dict[int, list[Interval]] = {}
    for one in ranges:
        by_family.setdefault(one.family, []).append((one.low, one.high))
    return [Subnet(family, low, high) for family, same in sorted(by_family.items()) for low, high in merged(same)]


def _free(base: str, taken: set[str], *, outer: bool) -> str:
    """A name for a zone that no other has."""
    name = "internet" if outer else base
    number = 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def _why(group: _Group) -> str:
    walls = "、".join(dict.fromkeys(f"{port.node.host} 的 {port.zone or port.name}" for port in group.walls))
    inner = "、".join(dict.fromkeys(node.host for node in group.nodes))
    return ",".join(part for part in (walls and f"接在 {walls}", inner and f"内有 {inner}") if part)


def as_zones(zones: Iterable[DraftZone]) -> dict[str, Any]:
    """Drafted zones as the site's own, to build a network on."""
    from dengbao.inventory.site import Zone  # noqa: PLC0415 - the site's own grammar

    return {zone.name: Zone.model_validate({"title": zone.title, "networks": zone.networks}) for zone in zones}
