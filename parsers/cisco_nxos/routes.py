"""VRFs, static routes, routing processes, control-plane policing (NX-OS Unicast Routing Configuration Guide)."""

from __future__ import annotations

from dengbao.model import Known, Route, RoutingProcess, Unknown, Vrf
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.numbers import bounded, ipv4, ipv4_prefix, ipv6, ipv6_prefix
from parsers.ioslike.routing_keys import Speaker, area_of, settle


@TOP.line("vrf context", topic="vrfs")
def _vrf(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a VRF; its static routes stand below it."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    record = Vrf(name=words[2], lines=(block.number,))
    for child in block.children:
        parts = child.text.split()
        if parts[:2] in (["ip", "route"], ["ipv6", "route"]):
            if not _route(reading, parts, child, words[2]):
                reading.device.routes.unread.append(child.number)
                continue
            reading.use(child.number)
        else:
            reading.skip(child)
    reading.device.vrfs.items.append(record)
    return True


@TOP.line("ip route", "ipv6 route", topic="routes")
def _static(reading: Reading, words: list[str], block: Block) -> bool:
    return _route(reading, words, block, "")


def _route(reading: Reading, words: list[str], block: Block, vrf: str) -> bool:
    """Read ``ip route PREFIX {A | IF [A]} [vrf V] [distance] [name N] [tag N] [track N]``."""
    six = words[0] == "ipv6"
    found = (ipv6_prefix if six else ipv4_prefix)(words[2]) if len(words) > 3 else None  # noqa: PLR2004
    if found is None:
        return words[2:3] == ["static"]
    route = Route(network=found[0], prefix=found[1], lines=(block.number,), family=6 if six else 4, vrf=vrf)
    reading.device.routes.items.append(route)
    rest = words[3:]
    read = ipv6 if six else ipv4
    hop = rest[0].partition("/")[0]
    if read(hop) is None:
        route.interface, route.discard = rest[0], rest[0].lower() == "null0"
        rest = rest[1:]
        if rest and read(rest[0].partition("/")[0]) is not None:
            route.next_hop, rest = read(rest[0].partition("/")[0]), rest[1:]
    else:
        route.next_hop, rest = read(hop), rest[1:]
    return _options(route, rest)


def _options(route: Route, words: list[str]) -> bool:
    at = 0
    while at < len(words):
        word, value = words[at], words[at + 1] if at + 1 < len(words) else ""
        if word == "name" and value:
            route.description = value
        elif word == "vrf" and value:
            route.next_vrf = value
        elif word == "track" and value:
            route.track = value
        elif word == "tag" and value:
            pass
        elif (distance := bounded(word, 1, 255)) is not None:
            route.distance, at = distance, at - 1
        else:
            return False
        at += 2
    return True


@TOP.line("router", topic="routing")
def _router(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a process: neighbours with their passwords; other known words only shape which routes are learnt."""
    if len(words) < 2 or words[1] not in _PROTOCOLS:  # noqa: PLR2004
        return False
    process = RoutingProcess(protocol=words[1], name=" ".join(words[2:3]), lines=(block.number,))
    speaker, peers = Speaker(process), dict[str, set[str]]()
    _process(reading, block, speaker, peers)
    keyed = {name for name, said in peers.items() if _KEY in said}
    process.neighbours = tuple(name for name in peers if not name.startswith(_TEMPLATE))
    if process.neighbours:
        process.authenticated = all(name in keyed or peers[name] & keyed for name in process.neighbours)
    reading.scratch.speakers.append(speaker)
    reading.device.routing.items.append(process)
    return True


def _process(reading: Reading, block: Block, speaker: Speaker, peers: dict[str, set[str]]) -> None:
    """Collect neighbours and templates with what they say of keys, and what areas and processes say."""
    process = speaker.process
    for child in block.children:
        words = child.text.split()
        if not _KNOWN.issuperset(words[1:2] if words[0] == "no" else words[:1]):
            process.unread = (*process.unread, *reading.numbers(child))
            continue
        reading.use(child.number)
        if words[0] == "neighbor" and len(words) > 1:
            peers.setdefault(words[1], set()).update(_said(child))
        elif words[0] == "template" and len(words) > 2:  # noqa: PLR2004 - template peer NAME
            peers.setdefault(f"{_TEMPLATE}{words[2]}", set()).update(_said(child))
        elif words[0] == "area" and words[2:3] == ["authentication"]:
            speaker.areas.add(area_of(words[1]))
        elif words[0] in {"authentication", "authentication-type"}:
            speaker.keys = True
        elif "passive-interface" in words[:2]:
            speaker.quiet(words)
        _process(reading, child, speaker, peers)


_PROTOCOLS = frozenset({"ospf", "ospfv3", "bgp", "eigrp", "rip", "isis"})
_KEY, _TEMPLATE = "password", "template "


def _said(block: Block) -> set[str]:
    """What a neighbour or a template says of keys: that it has one, and the templates that it inherits."""
    found: set[str] = set()
    for child in block.children:
        words = child.text.split()
        if words[0] == _KEY and len(words) > 1:
            found.add(_KEY)
        elif words[0] == "inherit" and len(words) > 2:  # noqa: PLR2004 - inherit peer NAME
            found.add(f"{_TEMPLATE}{words[2]}")
    return found


_KNOWN = frozenset({
    # of every protocol
    "address-family", "default-information", "default-metric", "description", "distance", "flush-routes",
    "graceful-restart", "isolate", "maximum-paths", "network", "redistribute", "router-id", "shutdown",
    "summary-address", "table-map", "timers", "vrf", "bfd", "event-history",
    # OSPF
    "area", "auto-cost", "discard-route", "log-adjacency-changes", "max-metric", "message-digest-key",
    "name-lookup", "ospf", "passive-interface", "rfc1583compatibility", "capability", "mpls", "range", "stub",
    "nssa", "default-cost", "filter-list", "virtual-link", "hello-interval", "dead-interval", "retransmit-interval",
    "transmit-delay", "authentication", "authentication-key",
    # EIGRP, RIP, IS-IS
    "autonomous-system", "eigrp", "metric", "log-neighbor-changes", "log-neighbor-warnings", "nsf", "net",
    "is-type", "lsp-mtu", "reference-bandwidth", "authentication-type", "authentication-check", "set-overload-bit",
    "metric-style", "distribute", "lsp-gen-interval", "wide-metric", "spf-interval", "hostname", "max-lsp-lifetime",
    "adjacency-check", "multi-topology", "set-attached-bit", "variance",
    # BGP
    "neighbor", "template", "inherit", "remote-as", "local-as", "password", "update-source", "ebgp-multihop",
    "disable-connected-check", "dont-capability-negotiate", "dynamic-capability", "low-memory", "maximum-peers",
    "peer-type", "remove-private-as", "transport", "ttl-security", "affinity-group", "bestpath", "cluster-id",
    "confederation", "enforce-first-as", "fast-external-fallover", "graceful-restart-helper", "maxas-limit",
    "neighbor-down", "reconnect-interval", "suppress-fib-pending", "allocate-index", "rd", "dynamic-med-interval",
    "aggregate-address", "advertise", "advertise-pip", "additional-paths", "client-to-client", "dampening",
    "inject-map", "nexthop", "suppress-inactive", "retain", "wait-igp-convergence", "export-gateway-ip",
    "advertise-system-mac", "dampen-igp-metric", "prefix-priority", "allocate-label", "advertise-map",
    "advertisement-interval", "allowas-in", "as-override", "default-originate", "disable-peer-as-check",
    "maximum-prefix", "next-hop-self", "next-hop-third-party", "prefix-list", "route-map", "route-reflector-client",
    "send-community", "soft-reconfiguration", "soo", "unsuppress-map", "weight", "rewrite-evpn-rt-asn", "import",
    "rewrite-rt-asn", "encapsulation", "link-bandwidth", "evpn", "vni", "route-target", "ebgp",
    "internal-vpn-client", "origin",
})  # fmt: skip
"""The first words of routing views (NX-OS Unicast Routing Configuration Guide and Command Reference, by protocol)."""


_COPP = frozenset({"strict", "moderate", "lenient", "dense", "profile"})  # the last word of "no copp profile"


@TOP.line("copp profile", "no copp profile", topic="defence")
def _copp(reading: Reading, words: list[str], block: Block) -> bool:
    if words[-1] not in _COPP:
        return False
    reading.device.defence.control_plane = Known(words[0] != "no", (block.number,))
    return True


@TOP.line("control-plane", topic="defence")
def _control_plane(reading: Reading, _words: list[str], block: Block) -> bool:
    for child in block.children:
        if child.text.startswith("service-policy input "):
            reading.device.defence.control_plane = Known(value=True, lines=(child.number,))
        reading.use(*reading.numbers(child))
    return True


def finish_routes(reading: Reading) -> None:
    """Add the keys that stand below interfaces, and what is not known of the control plane."""
    device = reading.device
    settle(reading, reading.scratch.speakers)
    if device.defence.control_plane is UNREAD:
        device.defence.control_plane = Unknown("没有 copp profile 行")
