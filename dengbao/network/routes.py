"""Where an instance sends packets: longest prefix first, then the shortest distance, equal costs side by side.

Connected networks, static routes, and the routing table where it was gathered: then the table alone, as it holds what
is in force. Without it, what neighbours may teach over OSPF, BGP and the like is not known; where it could matter, the
packets may also go to those neighbours, which makes the answer doubtful, never wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dengbao.model import Lines, Route, RoutingProcess
from dengbao.network.topology import Node, Port, Subnet, Topology, plain, top

Kind = Literal["connected", "via", "local", "discard", "none", "unknown"]
_DISTANCE = {"huawei": 60, "hp_comware": 60, "fortinet": 10, "juniper_junos": 5, "paloalto_panos": 10}
"""Distance of a static route that states none (VRP, Comware: preference 60, "ip route-static" of the 4500 command
reference; FortiOS 10, ``config router static`` of 7.2; Junos 5; PAN-OS 10; IOS and its kin 1)."""
_UNCONFIRMED = frozenset({"hillstone_stoneos", "ruijie_os", "zte_zxros"})
"""Platforms of which nobody confirmed that distance: beside a route that states one, both may be in force."""
_DEEPEST = 8  # next hops that are reached through other routes


class Hop(Struct, frozen=True, eq=False):
    """One way on: out of ``port`` to ``gateway`` (None: to the destination itself), or why there is none.

    ``doubt`` is set when it is not sure that packets go this way. ``vrf`` names another instance that looks further.
    """

    kind: Kind
    port: Port | None = None
    gateway: int | None = None
    lines: Lines = ()
    doubt: str = ""
    vrf: str | None = None


class Table(Struct, eq=False):
    """The ways of an instance for one family: ``starts[n]`` begins the range that ``hops[n]`` serve."""

    starts: list[int]
    hops: list[tuple[Hop, ...]]
    end: int

    def parts(self, low: int, high: int) -> Iterator[tuple[int, int, tuple[Hop, ...]]]:
        """Part a range of destinations by where they go."""
        place = bisect_right(self.starts, low) - 1
        while place < len(self.starts) and self.starts[place] <= high:
            after = self.starts[place + 1] - 1 if place + 1 < len(self.starts) else self.end
            yield max(low, self.starts[place]), min(high, after), self.hops[place]
            place += 1


class Entry(Struct, eq=False):
    """One prefix with its ways on, before the longest is chosen."""

    subnet: Subnet
    distance: int
    hops: tuple[Hop, ...]
    guessed: bool = False


class Routing:
    """The tables of all instances, made when first asked for."""

    def __init__(self, topology: Topology) -> None:
        """Take the network."""
        self.topology = topology
        self._tables: dict[tuple[int, int, bool], Table] = {}

    def table(self, node: Node, family: int, *, spare: bool = False) -> Table:
        """The table of an instance for a family; ``spare`` with the routes that would step in, too."""
        key = (id(node), family, spare)
        if key not in self._tables:
            self._tables[key] = self._table(node, family, spare=spare)
        return self._tables[key]

    def _table(self, node: Node, family: int, *, spare: bool) -> Table:
        connected = [_connected(port, subnet) for port in node.ports
                     for subnet in port.subnets if subnet.family == family]  # fmt: skip
        routes = [route for route in node.device.routes.items if route.family == family and _of(node, route)]
        tables = [route for route in routes if route.origin == "table"]
        chosen = tables or routes
        entries = connected + [_entry(node, route, connected, chosen) for route in chosen]
        best: dict[Subnet, list[Entry]] = {}
        for entry in entries:
            known = best.setdefault(entry.subnet, [])
            if not known or (entry.distance < known[0].distance and not spare):
                best[entry.subnet] = [entry]
            elif spare or entry.distance == known[0].distance:
                known.append(entry)
        for entry in entries:  # a distance that is not sure beside one that is stated, or the reverse
            known = best[entry.subnet]
            if entry not in known and any(one.guessed != entry.guessed and one.distance >= 0 for one in known):
                known.append(entry)
        ways = {subnet: _together(same) for subnet, same in best.items()}
        if not tables:
            self._doubt(node, family, ways)
        if node.device.routes.missing:
            ways.setdefault(Subnet(family, 0, top(family)), (Hop("unknown", doubt="没有读到路由配置"),))
        return _painted(family, _edges(node, family, ways))

    def _doubt(self, node: Node, family: int, ways: dict[Subnet, tuple[Hop, ...]]) -> None:
        """Add what routing neighbours may teach: more specific than what is configured, or in its absence."""
        protocols = [process for process in node.device.routing.items if plain(process.vrf) == node.vrf]
        if not protocols:
            return
        names = "、".join(sorted({process.protocol for process in protocols}))
        why = f"{node.name} 运行 {names},没有采集路由表,动态路由不明"
        lines = tuple(line for process in protocols for line in process.lines[:1])
        whole = Subnet(family, 0, top(family))
        peers = self._peers(node, protocols)
        configured = dict(ways)
        outside = any(process.protocol == "bgp" for process in protocols) or not peers
        if outside or whole not in configured:
            taught = tuple(Hop("via", port, gateway, lines, why) for port, gateway, _ in peers)
            unknown = (Hop("unknown", lines=lines, doubt=why),) if outside else ()
            ways[whole] = (*_doubted(configured.get(whole, (Hop("none"),)), why), *taught, *unknown)
        for port, gateway, peer in peers:
            for subnet in _known_to(peer, family):
                if subnet in configured or subnet == whole:
                    continue
                above = _longest(configured, subnet)
                if not any(hop.kind == "connected" for hop in above):
                    hop = Hop("via", port, gateway, lines, why)
                    ways[subnet] = (*ways.get(subnet, _doubted(above, why)), hop)

    def _peers(self, node: Node, protocols: list[RoutingProcess]) -> list[tuple[Port, int, Node]]:
        """Instances on the same subnets that speak one of the protocols there: the own port, their address."""
        found = []
        spoken = {process.protocol for process in protocols}
        for port in node.ports:
            if not any(_speaks(process, port) for process in protocols):
                continue
            for subnet in port.subnets:
                for other in self.topology.on(subnet):
                    theirs = [process for process in other.node.device.routing.items
                              if process.protocol in spoken and plain(process.vrf) == other.node.vrf
                              and _speaks(process, other)]  # fmt: skip
                    if other.node is node or not theirs:
                        continue
                    own = sorted(address for kind, address in other.own if kind == subnet.family and address in subnet)
                    gateway = own[0] if own else None
                    if gateway is not None:
                        found.append((port, gateway, other.node))
        return found


def _speaks(process: RoutingProcess, port: Port) -> bool:
    """Whether a process runs on a port: one of its networks holds the port's address, or it names none."""
    if not process.networks:
        return bool(port.subnets)
    return any(_holds(network, address) for family, address in port.own if family == 4 for network in process.networks)  # noqa: PLR2004


def _holds(network: tuple[int, int], address: int) -> bool:
    """Networks of a process are (address, prefix length), or first and last address."""
    low, other = network
    if other <= 128:  # noqa: PLR2004 - a prefix length
        size = 1 << max(0, 32 - other)
        return low & ~(size - 1) <= address < (low & ~(size - 1)) + size
    return low <= address <= other


def _known_to(node: Node, family: int) -> Iterator[Subnet]:
    """What a neighbour may teach: its own networks, and its static routes should it hand them on."""
    yield from (subnet for port in node.ports for subnet in port.subnets if subnet.family == family)
    yield from (_range(route) for route in node.device.routes.items if route.family == family and _of(node, route))


def _doubted(hops: tuple[Hop, ...], why: str) -> tuple[Hop, ...]:
    return tuple(Hop(hop.kind, hop.port, hop.gateway, hop.lines, hop.doubt or why, hop.vrf) for hop in hops)


def _longest(ways: dict[Subnet, tuple[Hop, ...]], inner: Subnet) -> tuple[Hop, ...]:
    above = [one for one in ways if one.low <= inner.low and inner.high <= one.high]
    return ways[min(above, key=lambda one: one.high - one.low)] if above else (Hop("none"),)


def _together(entries: list[Entry]) -> tuple[Hop, ...]:
    """The ways of a prefix; in doubt where it is not sure which of them are in force."""
    hops = tuple(hop for entry in entries for hop in entry.hops)
    if len({entry.guessed for entry in entries}) > 1 and len({entry.distance for entry in entries}) > 1:
        return _doubted(hops, "静态路由的缺省优先级没有确认,不知道哪一条生效")
    return hops


def _of(node: Node, route: Route) -> bool:
    return plain(route.vrf) == node.vrf and (not route.context or plain(route.context) == node.context)


def _range(route: Route) -> Subnet:
    bits = 32 if route.family == 4 else 128  # noqa: PLR2004 - the IP version
    size = 1 << (bits - route.prefix)
    low = route.network & ~(size - 1)
    return Subnet(route.family, low, low + size - 1)


def _connected(port: Port, subnet: Subnet) -> Entry:
    return Entry(subnet, -1, (Hop("connected", port, lines=port.interface.lines[:1]),))


def _entry(node: Node, route: Route, connected: list[Entry], routes: list[Route]) -> Entry:
    platform = node.device.platform
    distance = route.distance if route.distance is not None else _DISTANCE.get(platform, 1)
    guessed = route.distance is None and route.origin == "static" and platform in _UNCONFIRMED
    return Entry(_range(route), distance, _hops(node, route, connected, routes), guessed)


def _cited(route: Route) -> Lines:
    """The lines of the configuration that make a route: none of a gathered table, which is another file."""
    return () if route.file else route.lines


def _hops(node: Node, route: Route, connected: list[Entry], routes: list[Route]) -> tuple[Hop, ...]:
    if route.unread:
        return (Hop("unknown", lines=_cited(route), doubt="路由有没有读懂的部分"),)
    if route.discard:
        return (Hop("discard", lines=_cited(route)),)
    if route.next_vrf:
        return (Hop("via", lines=_cited(route), vrf=plain(route.next_vrf)),)
    port = next((port for port in node.ports if port.name == route.interface), None)
    if route.next_hop is not None:
        return _reached(route.next_hop, route, port, connected, routes, _DEEPEST)
    if port is None or not port.subnets:  # an IPsec or other tunnel, perhaps no interface of the model
        return (Hop("unknown", port, lines=_cited(route), doubt=f"{route.interface} 的对端不明"),)
    return (Hop("connected", port, lines=_cited(route)),)


def _reached(  # noqa: PLR0913, PLR0917 - one search
    gateway: int, route: Route, port: Port | None, connected: list[Entry], routes: list[Route], deep: int
) -> tuple[Hop, ...]:
    """Find the ports by which a next hop is reached, through other routes where it is not on a wire."""
    on_wire = [entry.hops[0].port for entry in connected if gateway in entry.subnet]
    ports = [port] if port is not None else list(dict.fromkeys(on_wire))
    if ports:
        return tuple(Hop("via", out, gateway, _cited(route)) for out in ports)
    if not deep:
        return (Hop("unknown", lines=_cited(route), doubt="下一跳无法解析"),)
    holding = [other for other in routes
               if other is not route and other.next_hop is not None and gateway in _range(other)
               and other.prefix > 0]  # fmt: skip
    if not holding:
        return (Hop("none", lines=_cited(route), doubt=""),)
    longest = max(other.prefix for other in holding)
    return tuple(
        Hop(hop.kind, hop.port, hop.gateway, (*_cited(route), *hop.lines), hop.doubt)
        for other in holding if other.prefix == longest
        for hop in _reached(other.next_hop or 0, other, None, connected, routes, deep - 1)
    )  # fmt: skip


def _edges(node: Node, family: int, ways: dict[Subnet, tuple[Hop, ...]]) -> dict[Subnet, tuple[Hop, ...]]:
    """Add the instance's own addresses, and leave out those of a network that are nobody's (IPv4)."""
    special: dict[Subnet, tuple[Hop, ...]] = {}
    for port in node.ports:
        for subnet in port.subnets:
            if family == subnet.family == 4 and subnet.high - subnet.low > 1:  # noqa: PLR2004 - the IP version
                for address in (subnet.low, subnet.high):
                    special[Subnet(family, address, address)] = (Hop("discard"),)
        for kind, address in port.own:
            if kind == family:
                special[Subnet(family, address, address)] = (Hop("local", port, lines=port.interface.lines[:1]),)
    return {**ways, **special}


def _painted(family: int, ways: dict[Subnet, tuple[Hop, ...]]) -> Table:
    """Lay nested prefixes over one another, the longest on top."""
    none: tuple[Hop, ...] = (Hop("none"),)
    end = top(family)
    starts: list[int] = [0]
    hops: list[tuple[Hop, ...]] = [none]
    stack: list[tuple[int, tuple[Hop, ...]]] = [(end, none)]

    def begin(at: int, what: tuple[Hop, ...]) -> None:
        if starts[-1] == at:
            hops[-1] = what
        elif hops[-1] is not what:
            starts.append(at)
            hops.append(what)

    for subnet in sorted(ways, key=lambda one: (one.low, -one.high)):
        while stack[-1][0] < subnet.low:
            ended, _ = stack.pop()
            begin(ended + 1, stack[-1][1])
        begin(subnet.low, ways[subnet])
        stack.append((subnet.high, ways[subnet]))
    while len(stack) > 1:
        ended, _ = stack.pop()
        if ended < end:
            begin(ended + 1, stack[-1][1])
    return Table(starts, hops, end)
