"""Static routes and routing processes.

After the S and USG6000E ``ip route-static`` pages and printed OSPF, IS-IS, BGP and RIP views. A process counts as
authenticated when each of its areas, or each of its peers or the peer's group, names a key; keys below some interfaces
alone leave it unknown.
"""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Interface, Route, RoutingProcess
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.interfaces import NOTED
from parsers.huawei.operands import ipv4, ipv6, number, prefix_length
from parsers.huawei.state import TOP, refuse


class View(Struct):
    """A routing process being read.

    ``areas`` says of each area of OSPF whether it names a key, ``area`` is the one that is open. ``keyed`` are the
    peers and groups that have a key, ``members`` the groups of peers.
    """

    reading: Reading
    process: RoutingProcess
    areas: dict[str, bool] = {}
    area: str = ""
    keyed: set[str] = set()
    members: dict[str, str] = {}


PROCESS: Table[View] = Table()
refuse("routes", "ip route-static", "ipv6 route-static")
TOP.ignore(
    "静态路由的全局参数",
    "ip route-static default-preference",
    "ip route-static default-bfd",
    "ip route-static track",
    "ip route-static frr",
    "ip route-static bfd",
    "ip route-static selection-rule",
)
PROCESS.ignore(
    "路由协议的选路、计时和收敛参数",
    *(
        "import-route",
        "default-route-advertise",
        "silent-interface",
        "undo silent-interface",
        "opaque-capability",
        "bandwidth-reference",
    ),
    *(
        "spf-schedule-interval",
        "maximum",
        "preference",
        "filter-policy",
        "stub",
        "nssa",
        "abr-summary",
        "asbr-summary",
        "mpls-te",
        "mpls",
    ),
    *(
        "graceful-restart",
        "bfd",
        "description",
        "router-id",
        "undo synchronization",
        "synchronization",
        "default-route",
        "timer",
        "compare-different",
    ),
    *(
        "group",
        "is-level",
        "network-entity",
        "cost-style",
        "cost",
        "auto-cost",
        "is-name",
        "summary",
        "undo summary",
        "version",
        "lsp-length",
        "circuit-cost",
    ),
    *(
        "reference-bandwidth",
        "lsa",
        "non-stop-routing",
        "enable",
        "traffic-eng",
        "undo default",
        "default",
        "policy",
        "undo policy",
        "vpn-instance",
        "flash-flood",
        "log-peer-change",
    ),
    *(
        "set-overload",
        "segment-routing",
        "confederation",
        "reflector",
        "undo peer",
        "undo reflector",
        "aggregate",
        "load-balancing",
        "prefix-sid",
        "stub-router",
        "frr",
    ),
    *(
        "bestroute",
        "ebgp-interface-sensitive",
        "undo ebgp-interface-sensitive",
        "ext-community-change",
        "undo check-first-as",
        "check-first-as",
        "peer-up",
        "prefix-priority",
        "undo rfc1583",
        "rfc1583",
        "distribute",
    ),
    *(
        "route-select",
        "advertise",
        "auto-frr",
        "nexthop",
        "undo undo",
        "undo version",
        "undo is-name",
        "dampening",
        "as-notation",
        "private-4-byte-as",
        "timers",
        "lsdb-overflow-limit",
        "nsr",
        "loop-free-alternate",
        "undo lsa-originate-suppress-flapping",
    ),
)


@TOP.line("ip route-static", topic="routes")
def _route(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip route-static [vpn-instance V] A M [I] [NEXT-HOP] [preference N] [track ...] [description T]``."""
    rest, vrf = words[2:], ""
    if rest[:1] == ["vpn-instance"]:
        vrf, rest = " ".join(rest[1:2]), rest[2:]
    network = ipv4(rest[0]) if rest else None
    prefix = prefix_length(rest[1]) if len(rest) > 1 else None
    if network is None or prefix is None:
        return False
    route = Route(network=network, prefix=prefix, lines=(block.number,), vrf=vrf, context=reading.scratch.context)
    return _add(reading, route, rest[2:], block.number)


@TOP.line("ipv6 route-static", topic="routes")
def _route6(reading: Reading, words: list[str], block: Block) -> bool:
    rest, vrf = words[2:], ""
    if rest[:1] == ["vpn-instance"]:
        vrf, rest = " ".join(rest[1:2]), rest[2:]
    network, prefix = (ipv6(rest[0]) if rest else None), (number(rest[1], 128) if len(rest) > 1 else None)
    if network is None or prefix is None:
        return False
    route = Route(
        network=network, prefix=prefix, lines=(block.number,), family=6, vrf=vrf, context=reading.scratch.context
    )
    return _add(reading, route, rest[2:], block.number)


_OPTIONS = frozenset({"preference", "track", "description", "tag", "bfd", "vpn-instance", "permanent", "inherit-cost"})


def _add(reading: Reading, route: Route, rest: list[str], line: int) -> bool:
    """Read the way out, and the options behind it."""
    split = next((index for index, word in enumerate(rest) if word in _OPTIONS), len(rest))
    for word in rest[:split]:
        hop = ipv4(word) if route.family == 4 else ipv6(word)  # noqa: PLR2004 - the IP version
        if hop is not None:
            route.next_hop = hop
        elif word.upper().startswith("NULL"):
            route.discard = True
        elif word not in {"dhcp", "public"}:
            route.interface += word
    options = rest[split:]
    if "description" in options:
        at = options.index("description")
        route.description, options = " ".join(options[at + 1 :]), options[:at]
    if "track" in options:
        at = options.index("track")
        route.track, options = " ".join(options[at + 1 :]), options[:at]
    options = [word for word in options if word not in {"permanent", "bfd", "enable", "inherit-cost"}]
    pairs = dict(zip(options[::2], options[1::2], strict=False))
    if len(options) % 2 or set(pairs) - {"preference", "tag", "vpn-instance"}:
        route.unread = (line,)
    route.distance = number(pairs.get("preference", ""))
    route.next_vrf = pairs.get("vpn-instance", "")
    reading.device.routes.items.append(route)
    return not route.unread


@TOP.line("ospf", "ospfv3", "isis", "rip", "ripng", "bgp", topic="routing")
def _process(reading: Reading, words: list[str], block: Block) -> bool:
    name = words[1] if len(words) > 1 else ""
    views: dict[tuple[str, str], View] = reading.scratch.of("process")
    view = views.get((words[0], name))
    if view is None:
        process = RoutingProcess(protocol=words[0], name=name, lines=(), authenticated=False)
        view = views[(words[0], name)] = View(reading, process)
        reading.device.routing.items.append(process)
    view.process.lines += (block.number,)
    if "vpn-instance" in words[:-1]:
        view.process.vrf = words[words.index("vpn-instance") + 1]
    _inside(view, block)
    return True


def _inside(view: View, block: Block) -> None:
    unread = view.reading.inside(block, PROCESS, view)  # which adds what views inside it lack
    view.process.unread += unread


TOP.ignore(
    "路由协议的全局参数",
    "ospf valid-ttl-check",
    "bgp valid-ttl-check",
    "isis purge-source-trace",
    "isis authentication",
    "ospf mib-binding",
    "isis system-id",
)


@PROCESS.line("area")
def _area(view: View, words: list[str], block: Block) -> bool:
    view.area = "".join(words[1:2])
    view.areas.setdefault(view.area, False)
    _inside(view, block)
    view.area = ""
    return len(words) > 1


@PROCESS.line("ipv4-family", "ipv6-family", "l2vpn-family", "vpnv4", "evpn", "af-group")
def _family(view: View, _words: list[str], block: Block) -> bool:
    _inside(view, block)
    return True


@PROCESS.line("network")
def _network(view: View, words: list[str], _block: Block) -> bool:
    """OSPF gives a wildcard, BGP a mask or a length, RIP the classful network alone."""
    process = view.process
    network = ipv4(words[1]) if len(words) > 1 else None
    wildcard = ipv4(words[2]) if len(words) > 2 else None  # noqa: PLR2004
    if network is not None and wildcard is not None:
        inverse = wildcard if process.protocol == "ospf" else wildcard ^ 0xFFFFFFFF
        process.networks += ((network, 32 - inverse.bit_length()),) if inverse & (inverse + 1) == 0 else ()
    elif network is not None and len(words) > 2 and (size := number(words[2], 32)) is not None:  # noqa: PLR2004
        process.networks += ((network, size),)
    return network is not None or (len(words) > 1 and ipv6(words[1]) is not None)


@PROCESS.line("peer")
def _peer(view: View, words: list[str], _block: Block) -> bool:
    match words[1:]:
        case [name, "as-number" | "group" as word, value, *_]:
            if name not in view.process.neighbours:
                view.process.neighbours += (name,)
            if word == "group":
                view.members[name] = value
        case [name, "password" | "keychain", *_]:
            view.keyed.add(name)
    return len(words) > 1


@PROCESS.line("authentication-mode", "area-authentication-mode", "domain-authentication-mode")
def _authentication(view: View, words: list[str], _block: Block) -> bool:
    keyed = words[1:2] != ["null"]
    if view.area:
        view.areas[view.area] = keyed
    else:
        view.process.authenticated = keyed
    return len(words) > 1


def _keyed(reading: Reading, _interface: Interface, words: list[str], _line: int) -> None:
    """``ospf authentication-mode ...`` below an interface: a key for the neighbours there."""
    if "authentication-mode" in words:
        reading.scratch.of("keyed")[words[0]] = True


NOTED["ospf"] = NOTED["isis"] = NOTED["rip"] = _keyed


def finish(reading: Reading) -> None:
    """Say that routes and processes were read; keys of some interfaces do not tell of the others."""
    reading.device.routes.missing = reading.device.routing.missing = ""
    for view in reading.scratch.of("process").values():
        process, groups = view.process, set(view.members.values())
        peers = [name for name in process.neighbours if name not in groups]
        if peers:
            process.authenticated = all({name, view.members.get(name)} & view.keyed for name in peers)
        elif view.areas:
            process.authenticated = all(view.areas.values())
        if not process.authenticated and process.protocol in reading.scratch.of("keyed"):
            process.authenticated = None
