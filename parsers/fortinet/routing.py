"""Static routes and routing processes.

A static route without ``dst`` is the default route; distance 10 unless written; ``blackhole enable`` drops; a route to
``sdwan-zone`` leaves by the members of that zone (CLI reference 6.0–7.4, ``config router static``).
"""

from __future__ import annotations

from dengbao.model import Route, RoutingProcess
from parsers.fortinet import attributes
from parsers.fortinet.config import Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.objects import Book
from parsers.fortinet.tree import Node
from parsers.fortinet.users import subnet
from parsers.ioslike.numbers import integer, ipv4, ipv6, ipv6_prefix, network

section("router static", "router static6",
        read="dst gateway device distance blackhole status sdwan sdwan-zone virtual-wan-link dstaddr comment vrf"
            " internet-service"
        " internet-service-custom dynamic-gateway", skip="priority weight src link-monitor-exempt bfd dscp.* tag"
        " preferred-source"
        " internet-service-fabric.* seq-num")  # fmt: skip
section("router ospf", read="router-id", skip=attributes.OSPF, tables={
    "area": fields("authentication", skip=attributes.OSPF_AREA,
                   tables={"range": None, "virtual-link": None, "filter-list": None}),
    "network": fields("prefix area", skip=attributes.OSPF_NETWORK),
    "ospf-interface": fields("interface authentication md5-keychain", skip=attributes.OSPF_INTERFACE,
                             tables={"md5-keys": None}),
    "redistribute": None, "passive-interface": None, "neighbor": None, "summary-address": None,
    "distribute-list": None,
})  # fmt: skip
section("router bgp", read="as router-id", skip=attributes.BGP, tables={
    "neighbor": fields("remote-as password auth-options", skip=attributes.BGP_PEER,
                       tables={"conditional-advertise": None, "conditional-advertise6": None}),
    "neighbor-group": fields("password auth-options", skip=attributes.PEER_GROUP),
    "neighbor-range": None, "neighbor-range6": None, "network": None, "network6": None, "redistribute": None,
    "redistribute6": None, "aggregate-address": None, "aggregate-address6": None, "admin-distance": None, "vrf": None,
    "vrf6": None, "vrf-leak": None, "vrf-leak6": None,
})  # fmt: skip


def read(config: Config, books: dict[str, Book]) -> None:
    """Fill routes and routing processes."""
    routes, routing = config.device.routes, config.device.routing
    routes.missing = routing.missing = ""
    for path in ("router static", "router static6"):
        for context, node in config.entries(path):
            if node.enables("status", default=True):
                routes.items.extend(_routes(node, context, books[context], six=path.endswith("6")))
    for _, node in config.nodes("router ospf"):
        networks = [found for entry in node.table("network") if (found := subnet(entry.words("prefix")))]
        if networks or node.word("router-id"):
            areas = [area.word("authentication", "none") != "none" for area in node.table("area")]
            ports = [port.word("authentication", "none") != "none" for port in node.table("ospf-interface")]
            routing.items.append(
                RoutingProcess(protocol="ospf", name="ospf", lines=(node.line,),
                    authenticated=(bool(areas) and all(areas))
                               or (bool(ports) and all(ports)), unread=tuple(node.unread),
                               networks=tuple((one.low, one.high) for one in networks))
            )  # fmt: skip
    for _, node in config.nodes("router bgp"):
        peers = list(node.table("neighbor"))
        if node.word("as", "0") != "0":
            routing.items.append(
                RoutingProcess(protocol="bgp", name=node.word("as"), lines=node.lines("as"), unread=tuple(node.unread),
                               neighbours=tuple(peer.name for peer in peers),
                               authenticated=all("password" in peer.settings for peer in peers) if peers else None)
            )  # fmt: skip


def _routes(node: Node, context: str, book: Book, *, six: bool) -> list[Route]:
    """One route for each destination network; a destination by name or database is not understood unless in numbers."""
    targets = [_target6(node)] if six else _targets(node, book)
    unread = tuple(node.unread) if None not in targets else (*node.unread, node.line)
    gateway = node.word("gateway")
    found = []
    for target in targets:
        number, prefix = target or (0, 0)
        route = Route(
            network=number, prefix=prefix, lines=node.lines("dst", "gateway", "device"), family=6 if six else 4
        )
        route.next_hop = (ipv6 if six else ipv4)(gateway) or None
        zones = node.words("sdwan-zone") or (
            ["virtual-wan-link"] if node.enables("virtual-wan-link") or node.enables("sdwan") else []
        )
        route.interface = node.word("device") or (zones[0] if zones else "")
        route.discard = node.enables("blackhole")
        route.vrf = node.word("vrf") if node.word("vrf") not in {"", "0"} else ""
        route.distance = integer(node.word("distance", "10"))
        route.description, route.context, route.unread = node.word("comment"), context, unread
        found.append(route)
    return found


def _targets(node: Node, book: Book) -> list[tuple[int, int] | None]:
    if name := node.word("dstaddr"):
        terms = book.address([name])
        spans = [(term.low, 32 - (term.high - term.low).bit_length()) for term in terms
                 if term.resolved and not term.other and not term.wildcard]  # fmt: skip
        return list(spans) if len(spans) == len(terms) else [None]
    if node.word("internet-service", "0") != "0" or node.word("internet-service-custom"):
        return [None]
    if "dst" not in node.settings:
        return [(0, 0)]
    found = subnet(node.words("dst"))
    return [(found.low, 32 - (found.high - found.low).bit_length())] if found else [None]


def _target6(node: Node) -> tuple[int, int] | None:
    if "dst" not in node.settings:
        return (0, 0)
    split = ipv6_prefix(node.word("dst"))
    return (network(*split, 6)[0], split[1]) if split else None
