"""Routing instances, static routes and routing processes."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from dengbao.model import Route, RoutingProcess, Vrf
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.route_schema import SCHEMA
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node

__all__ = ["SCHEMA", "read"]


def read(config: Config) -> None:
    """Read instances and routes."""
    root, device = config.root, config.device
    instances = root.at("routing-instances")
    opened(device.vrfs, instances.unread)
    opened(device.routes, root.at("routing-options").unread)
    opened(device.routing, root.at("protocols").unread)
    for context, tree in config.contexts():
        if context:
            device.vrfs.items.append(Vrf(name=context, lines=(tree.line,), kind="context"))
        _static(config, tree.at("routing-options"), "", context)
        for node in tree.each("routing-instances"):
            device.vrfs.items.append(Vrf(name=node.name, lines=node.lines(), unread=tuple(node.unread)))
            _static(config, node.at("routing-options"), node.name, context)
            _processes(config, node.at("protocols"), node.name)
        _processes(config, tree.at("protocols"), "")


def _static(config: Config, options: Node, vrf: str, context: str) -> None:
    tables = [options.at("static"), *(rib.at("static") for rib in options.each("rib"))]
    for table in tables:
        for node in table.each("route"):
            try:
                network = ipaddress.ip_network(node.name, strict=False)
            except ValueError:
                config.device.routes.unread.append(node.line)
                continue
            for hop, interface in _hops(node):
                config.device.routes.items.append(
                    Route(
                        network=int(network.network_address), prefix=network.prefixlen, family=network.version,
                        lines=node.lines(), next_hop=hop, interface=interface, vrf=vrf, context=context,
                        discard=node.has("discard") or node.has("reject"),
                        next_vrf=node.word("next-table").split(".")[0],
                        distance=integer(node.word("preference")), unread=tuple(node.doubts()),
                    )
                )  # fmt: skip


def _hops(node: Node) -> list[tuple[int | None, str]]:
    """Each next hop as an address or an interface; one empty hop when there is none."""
    hops: list[tuple[int | None, str]] = []
    for word in node.words("next-hop") + node.words("qualified-next-hop"):
        try:
            hops.append((int(ipaddress.ip_address(word)), ""))
        except ValueError:
            hops.append((None, word))
    return hops or [(None, "")]


def _processes(config: Config, protocols: Node, vrf: str) -> None:
    add = config.device.routing.items.append
    for name in ("bgp", "ospf", "ospf3", "rip", "isis"):
        node = protocols.kid(name)
        if node:
            groups = list(node.each("group"))
            neighbours = tuple(word for group in groups for word in group.words("neighbor"))
            add(
                RoutingProcess(
                    protocol=name, name=name, lines=node.lines() or (node.line,), vrf=vrf, neighbours=neighbours,
                    unread=tuple(node.doubts()),
                    authenticated=_bgp(node, groups) if name == "bgp" else _KEYED[name](node),
                )
            )  # fmt: skip


def _bgp(node: Node, groups: list[Node]) -> bool | None:
    """Whether every BGP group or each of its neighbours must know a key; None where there is no group."""
    if not groups:
        return None

    def has(part: Node) -> bool:
        return any(part.has(word) for word in ("authentication-key", "authentication-key-chain", "ipsec-sa"))

    return has(node) or all(
        has(group) or (bool(group.words("neighbor")) and all(map(has, group.each("neighbor")))) for group in groups
    )


def _ospf(node: Node) -> bool | None:
    """Whether every interface that forms adjacencies must know a key, by its own word or its area's.

    There is no authentication by default (Junos OSPF User Guide, "Configuring OSPF Authentication").
    """
    found = [
        part.has("ipsec-sa") or (part.at("authentication").kids != {} and not part.at("authentication").has("none"))
        or area.word("authentication-type") not in {"", "none"}
        for area in node.each("area")
        for part in area.each("interface")
        if not (part.has("passive") or part.has("disable") or part.name.startswith("lo0"))
    ]  # fmt: skip
    return all(found) if found else None


def _rip(node: Node) -> bool | None:
    """Whether RIP or each of its neighbours has an authentication type; ``none`` is the default (RIP User Guide)."""
    neighbours = [part for group in node.each("group") for part in group.each("neighbor")]

    def keyed(part: Node) -> bool:
        return part.word("authentication-type") not in {"", "none"} or part.has("authentication-selective-md5")

    return keyed(node) or (all(map(keyed, neighbours)) if neighbours else None)


def _isis(node: Node) -> bool | None:
    """Whether a level or each interface has a key; a mixture of both is left open, no key at all is none."""
    if any(part.kids for part in node.each("level")):
        return True
    words = ("hello-authentication-type", "hello-authentication-key", "hello-authentication-key-chain")
    found = [
        any(place.has(word) for place in (part, *part.each("level")) for word in words)
        for part in node.each("interface")
        if not part.name.startswith("lo0")
    ]
    return all(found) if found and len(set(found)) == 1 else None


_KEYED: dict[str, Callable[[Node], bool | None]] = {"ospf": _ospf, "ospf3": _ospf, "rip": _rip, "isis": _isis}
