"""Zones as address ranges, and where their packets come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from msgspec import Struct

from dengbao.network.routes import Hop, Routing
from dengbao.network.topology import Port, Subnet, Topology, top

Net = IPv4Network | IPv6Network


def _ranges(*texts: str) -> tuple[Subnet, ...]:
    return tuple(of_network(ip_network(text)) for text in texts)


def of_network(network: Net) -> Subnet:
    """A network as a range."""
    return Subnet(network.version, int(network.network_address), int(network.broadcast_address))


_NOBODY = _ranges("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3")
"""No host has such an address (RFC 6890): this network, loopback, multicast and reserved."""
PRIVATE = _ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7")
"""Not routed in the internet (RFC 6890)."""
_GLOBAL_V6 = _ranges("2000::/3")


class Area(Struct, frozen=True, kw_only=True):
    """A set of addresses with a name; ``rest`` when it is all that no other zone holds."""

    name: str
    title: str = ""
    ranges: tuple[Subnet, ...]
    rest: bool = False

    def holds(self, family: int, address: int) -> bool:
        """Whether an address lies in it."""
        return any(one.family == family and address in one for one in self.ranges)


def areas(zones: dict[str, Any]) -> dict[str, Area]:
    """The declared zones as disjoint ranges: of networks inside one another the inner one counts.

    Args:
        zones: of the site: name to title and networks (``any``: every address in no other zone).

    Returns:
        By name, in the order of the site.
    """
    named = {name: [of_network(net) for net in zone.networks if net != "any"] for name, zone in zones.items()}
    every = [(name, net) for name, nets in named.items() for net in nets]
    found = {}
    for name, zone in zones.items():
        ranges = [
            part
            for net in named[name]
            for part in without([net], [other for owner, other in every if owner != name and _inside(other, net)])
        ]
        rest = "any" in zone.networks
        if rest:
            whole = [Subnet(4, 0, top(4)), *_GLOBAL_V6]
            ranges += without(whole, [*_NOBODY, *(net for _, net in every)])
        found[name] = Area(name=name, title=zone.title, ranges=tuple(sorted(ranges)), rest=rest)
    return found


def _inside(inner: Subnet, outer: Subnet) -> bool:
    return inner.family == outer.family and outer.low <= inner.low and inner.high <= outer.high and inner != outer


def without(ranges: Sequence[Subnet], taken: Iterable[Subnet]) -> list[Subnet]:
    """What is left of ranges outside others."""
    rest = list(ranges)
    for cut in taken:
        rest = [part for one in rest for part in _cut(one, cut)]
    return rest


def _cut(one: Subnet, cut: Subnet) -> Iterator[Subnet]:
    if one.family != cut.family or cut.high < one.low or one.high < cut.low:
        yield one
        return
    if one.low < cut.low:
        yield Subnet(one.family, one.low, cut.low - 1)
    if cut.high < one.high:
        yield Subnet(one.family, cut.high + 1, one.high)


def both(one: Subnet, other: Subnet) -> Subnet | None:
    """What two ranges share."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return Subnet(one.family, low, high) if one.family == other.family and low <= high else None


def is_private(family: int, low: int, high: int) -> bool:
    """Whether the internet has no route to any of a range."""
    return any(net.family == family and net.low <= low and high <= net.high for net in PRIVATE)


class Entry(Struct, frozen=True):
    """Where packets from ``sources`` come in; ``doubt`` when devices that nobody knows stand between."""

    port: Port
    sources: Subnet
    doubt: str = ""


class Home(Struct, frozen=True):
    """The zones that some addresses lie in: all their ranges, and those of the zone that is all the rest."""

    ranges: tuple[Subnet, ...]
    rest: tuple[Subnet, ...]

    def is_there(self, family: int, gateway: int) -> bool:
        """Whether a gateway stands in the same zones."""
        return any(one.family == family and gateway in one for one in self.ranges)

    def is_beyond(self, family: int, gateway: int) -> bool:
        """Whether a gateway leads to the internet."""
        return any(one.family == family and gateway in one for one in self.rest)


def entries(topology: Topology, routing: Routing, sources: Sequence[Subnet], home: Home) -> list[Entry]:
    """Where packets come in: at every port on the networks of their senders, and from gateways that lead there.

    Args:
        topology: the network.
        routing: its routes; those that only step in count, too.
        sources: source addresses.
        home: the zones that they lie in: a gateway of the same zone is no doubt.
    """
    found: dict[tuple[int, Subnet], Entry] = {}
    for entry in (*_on_wires(topology, sources), *_behind_gateways(topology, routing, sources, home)):
        known = found.get((id(entry.port), entry.sources))
        if known is None or (known.doubt and not entry.doubt):
            found[id(entry.port), entry.sources] = entry
    return list(found.values())


def _on_wires(topology: Topology, sources: Sequence[Subnet]) -> Iterator[Entry]:
    for port in topology.ports():
        for subnet in port.subnets:
            for wanted in sources:
                if (part := both(_hosts(subnet), wanted)) is not None:
                    yield Entry(port, part)


def _behind_gateways(topology: Topology, routing: Routing, sources: Sequence[Subnet], home: Home) -> Iterator[Entry]:
    for node in topology.nodes.values():
        for wanted in sources:
            table = routing.table(node, wanted.family, spare=True)
            for low, high, hops in table.parts(wanted.low, wanted.high):
                for hop in hops:
                    part = Subnet(wanted.family, low, high)
                    doubt = _outer(topology, hop, part, home)
                    if hop.port is not None and doubt is not None:
                        yield Entry(hop.port, part, doubt)


def _hosts(subnet: Subnet) -> Subnet:
    """The addresses of a network that hosts can have."""
    edge = subnet.family == 4 and subnet.high - subnet.low > 1  # noqa: PLR2004 - the IP version
    return Subnet(subnet.family, subnet.low + edge, subnet.high - edge)


def _outer(topology: Topology, hop: Hop, part: Subnet, home: Home) -> str | None:
    """Whether a way leads out of the inventory: None when it does not, else the doubt about what stands there."""
    if hop.kind == "unknown":
        return hop.doubt
    if hop.kind != "via" or hop.gateway is None or topology.owners(part.family, hop.gateway):
        return None
    if home.is_there(part.family, hop.gateway):
        return hop.doubt
    beyond = home.is_beyond(part.family, hop.gateway) and is_private(part.family, part.low, part.high)
    return None if beyond else hop.doubt or "途经清单之外的设备"
