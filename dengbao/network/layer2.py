"""Whether two zones share anything below the third layer, or a default route or translation leads out of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from dengbao.model import Address, Interface, Nat
from dengbao.network.areas import Area
from dengbao.network.isolation import Contact
from dengbao.network.network import Network
from dengbao.network.topology import Node, plain
from dengbao.network.wiring import Carrier, Peer, Segment, Wiring, areas_of

_CABLED = frozenset({"physical", "aggregate", "sub"})
"""Kinds of ports with an address that a cable enters."""
Zones = dict[Segment, dict[str, tuple[str, Interface]]]


def shared(network: Network, one: str, other: str, wiring: Wiring) -> list[Contact]:
    """Everything below the third layer that joins two zones, and what leads from one to the other above it.

    Args:
        network: the whole.
        one: name of a zone.
        other: name of another.
        wiring: of the same network.

    Returns:
        VLANs with addresses of both; trunks and switches that carry VLANs of both; equipment outside the inventory
        that ports of both are cabled to; default routes out of an isolated zone; translations between them. What may
        be so, but is not known, is in doubt.
    """
    zones = wiring.zones(network.areas)
    pair = network.areas[one], network.areas[other]
    found = chain(
        _vlans(zones, pair),
        _switches(wiring, zones, pair),
        _strangers(wiring, network, pair),
        _routes(network, pair),
        _translations(network, pair),
        _unread(wiring, pair, network.areas),
        _cables(wiring, zones, pair, network.areas),
    )
    known: dict[tuple[str, bool], Contact] = {}
    for contact in found:
        known.setdefault((contact.key, bool(contact.doubt)), contact)
    return list(known.values())


Pair = tuple[Area, Area]


def _names(pair: Pair) -> str:
    return f"{pair[0].name}<->{pair[1].name}"


def _vlans(zones: Zones, pair: Pair) -> Iterator[Contact]:
    for (host, segment), held in zones.items():
        if pair[0].name in held and pair[1].name in held:
            (first, port), (second, peer) = held[pair[0].name], held[pair[1].name]
            name = f"VLAN {segment}" if isinstance(segment, int) else segment
            yield Contact(
                key=f"vlan:{_names(pair)}:{host}:{segment}",
                what=f"同一广播域({host} 的 {name})里既有 {pair[0].name}({first} 的 {port.name})"
                f"又有 {pair[1].name}({second} 的 {peer.name})",
                device=first,
                lines=port.lines[:1],
            )


def _switches(wiring: Wiring, zones: Zones, pair: Pair) -> Iterator[Contact]:
    """Ports that carry VLANs of both, and devices that have ports in VLANs of each."""
    for host, carriers in wiring.carriers.items():
        known = wiring.vlans(host)
        mine, theirs = ([vlan for vlan in known if area.name in zones.get(wiring.domains.root((host, vlan)), {})]
                        for area in pair)  # fmt: skip
        for carrier in carriers:
            first, second = _first(carrier, mine), _first(carrier, theirs)
            if first is not None and second is not None:
                yield Contact(
                    key=f"trunk:{_names(pair)}:{carrier.port.name}",
                    what=f"干道 {carrier.port.name} 同时放行 {pair[0].name} 的 VLAN {first} 和"
                    f" {pair[1].name} 的 VLAN {second}",
                    device=host,
                    lines=carrier.port.lines[:1],
                )
        here = [next((one for one in carriers if _first(one, own) is not None), None) for own in (mine, theirs)]
        if here[0] and here[1]:
            yield Contact(
                key=f"switch:{_names(pair)}:{host}",
                what=f"同一台交换机承载两个区域:{here[0].port.name}(VLAN {_first(here[0], mine)},{pair[0].name})和"
                f" {here[1].port.name}(VLAN {_first(here[1], theirs)},{pair[1].name})",
                device=host,
                lines=(*here[0].port.lines[:1], *here[1].port.lines[:1]),
            )


def _first(carrier: Carrier, vlans: Sequence[int]) -> int | None:
    return next((vlan for vlan in sorted(vlans) if carrier.carries(vlan)), None)


def _strangers(wiring: Wiring, network: Network, pair: Pair) -> Iterator[Contact]:
    """Equipment outside the inventory that ports of both zones are cabled to."""
    seen: dict[str, dict[str, tuple[str, Interface, Peer]]] = {}
    for (host, name), peers in wiring.peers.items():
        port = next((one for one in wiring.devices[host].interfaces.items if one.name == name), None)
        for peer in peers if port is not None else ():
            who = peer.neighbour.name or peer.neighbour.mac
            if peer.device is None and who and port is not None:
                for area in areas_of(port.addresses, network.areas):
                    seen.setdefault(who, {}).setdefault(area, (host, port, peer))
    for who, held in seen.items():
        if pair[0].name in held and pair[1].name in held:
            (host, port, _), (second, peer_port, _) = held[pair[0].name], held[pair[1].name]
            yield Contact(
                key=f"switch:{_names(pair)}:{who}",
                what=f"清单之外的 {who} 同时接着 {host} 的 {port.name}({pair[0].name})和"
                f" {second} 的 {peer_port.name}({pair[1].name})",
                device=host,
                lines=port.lines[:1],
            )


def _feet(node: Node, area: Area, network: Network) -> list[Interface]:
    return [port.interface for port in node.ports if area.name in areas_of(port.interface.addresses, network.areas)]


def _routes(network: Network, pair: Pair) -> Iterator[Contact]:
    """A default route, on a device of a zone isolated from the internet, that leads out of that zone."""
    for area, outer in (pair, pair[::-1]):
        if not outer.rest:
            continue
        for node in network.topology.nodes.values():
            for route in node.device.routes.items if _feet(node, area, network) else ():
                own = plain(route.vrf) == node.vrf and (not route.context or plain(route.context) == node.context)
                if not own or route.prefix or route.discard:
                    continue
                if route.next_hop is None or not area.holds(route.family, route.next_hop):
                    yield Contact(
                        key=f"default:{area.name}->{outer.name}:{node.host}",
                        what=f"接着 {area.name} 的 {node.name} 有指向区域之外的缺省路由",
                        device=node.host,
                        lines=() if route.file else route.lines[:1],
                        doubt="路由有没有读懂的部分" if route.unread else "",
                    )


def _translations(network: Network, pair: Pair) -> Iterator[Contact]:
    for host, device in {node.host: node.device for node in network.topology.nodes.values()}.items():
        for nat in device.nat.items:
            before = (*nat.sources, *nat.destinations)
            after = (*nat.translated_sources, *nat.translated_destinations)
            for area, target in (pair, pair[::-1]):
                if nat.enabled and _lies(before, area) and _lies(after, target):
                    yield Contact(
                        key=f"nat:{_names(pair)}:{host}:{nat.name}",
                        what=f"地址转换 {_said(nat)} 在 {pair[0].name} 和 {pair[1].name} 的地址之间转换",
                        device=host,
                        lines=nat.lines[:1],
                    )
                    break


def _said(nat: Nat) -> str:
    return nat.name or nat.kind


def _lies(terms: Sequence[Address], area: Area) -> bool:
    """Whether any operand lies wholly inside a zone; ``any`` lies in none."""
    return any(
        term.resolved and not (term.other or term.excluded or term.wildcard)
        and any(one.family == term.family and one.low <= term.low and term.high <= one.high for one in area.ranges)
        for term in terms
    )  # fmt: skip


def _unread(wiring: Wiring, pair: Pair, areas: dict[str, Area]) -> Iterator[Contact]:
    """Lines that were not understood where they could join them."""
    names = {area.name for area in pair}
    for host, device in wiring.devices.items():
        if wiring.carriers[host] and (device.interfaces.unread or device.vlans.unread):
            lines = (*device.interfaces.unread, *device.vlans.unread)
            yield _doubt(pair, host, lines, f"{host} 的二层配置有没有读懂的行")
        if any(names & set(areas_of(port.addresses, areas)) for port in device.interfaces.items if not port.shutdown):
            for title, part in (("路由", device.routes), ("地址转换", device.nat)):
                if not part.unsupported and (part.missing or part.unread):
                    yield _doubt(pair, host, tuple(part.unread), f"{host} 的{title}没有读到或没有读懂")


def _cables(wiring: Wiring, zones: Zones, pair: Pair, areas: dict[str, Area]) -> Iterator[Contact]:
    """Trunks with a VLAN of either, and ports with an address of either, of which nobody knows where they lead."""
    names = {area.name for area in pair}
    for carrier in (one for carriers in wiring.carriers.values() for one in carriers if one.port.mode != "access"):
        host, port = carrier.device.name, carrier.port
        own = any(carrier.carries(vlan) and names & zones.get(wiring.domains.root((host, vlan)), {}).keys()
                  for vlan in wiring.vlans(host))  # fmt: skip
        peers = wiring.peers.get((host, port.name), [])
        if own and not any(peer.device for peer in peers):
            stranger = peers[0].neighbour if peers else None
            where = f"接着清单之外的 {stranger.name or stranger.mac}" if stranger else "接到哪里不清楚"
            yield _doubt(pair, host, port.lines[:1], f"{host} 的干道 {port.name} {where}")
    for host, port in wiring.addressed:
        mine = names & set(areas_of(port.addresses, areas))
        if mine and port.kind in _CABLED and not wiring.peers.get((host, port.parent or port.name)):
            yield _doubt(pair, host, port.lines[:1], f"{host} 的 {port.name} 接到哪里不清楚(没有 LLDP、CDP 邻居)")


def _doubt(pair: Pair, host: str, lines: tuple[int, ...], why: str) -> Contact:
    what = f"{pair[0].name} 和 {pair[1].name} 可能在二层相通"
    return Contact(key=f"unknown:{_names(pair)}:{host}", what=what, device=host, lines=lines, doubt=why)
