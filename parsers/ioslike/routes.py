"""VRFs, static routes and routing processes."""

from __future__ import annotations

import re
from collections.abc import Callable

from dengbao.model import Route, RoutingProcess, Vrf
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.numbers import bounded, ipv4, ipv6, ipv6_prefix, mask_length
from parsers.ioslike.routing_keys import Speaker, area_of, settle
from parsers.ioslike.state import COMMON


@COMMON.line("vrf definition", "ip vrf", topic="vrfs")
def _vrf(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004
        return False
    reading.device.vrfs.items.append(Vrf(name=words[2], lines=(block.number,)))
    for child in block.children:
        reading.skip(child)
    return True


@COMMON.line("ip route", topic="routes")
def _route(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ip route [vrf V] NETWORK MASK {A | IF [A]} [distance] [name N] [track N] [tag N] [permanent]``."""
    at, vrf = (4, words[3]) if words[2:3] == ["vrf"] and len(words) > 3 else (2, "")  # noqa: PLR2004
    if len(words) < at + 3:
        return words[2:3] in (["profile"], ["static"])
    network, prefix = ipv4(words[at]), mask_length(words[at + 1])
    if network is None or prefix is None:
        return False
    route = Route(network=network, prefix=prefix, lines=(block.number,), vrf=vrf)
    reading.device.routes.items.append(route)
    return _hops(route, words[at + 2 :], ipv4)


def _hops(route: Route, words: list[str], read: Callable[[str], int | None]) -> bool:
    address = read(words[0])
    if address is None:
        name = words.pop(0)
        route.discard = name.lower() == "null0"
        route.interface = name
        number = words[0].replace("/", "") if words else ""
        if number.isdecimal() and len(words) > 1 and not name[-1].isdecimal():
            route.interface = name + words.pop(0)
        if words and (address := read(words[0])) is not None:
            words.pop(0)
    else:
        words.pop(0)
    route.next_hop = address
    while words:
        word = words.pop(0)
        if word == "name":
            route.description = " ".join(words)
            return True
        if word in {"track", "tag"} and words:
            value = words.pop(0)
            route.track = value if word == "track" else route.track
        elif (distance := bounded(word, 1, 255)) is not None:
            route.distance = distance
        elif word == "global":
            route.next_vrf = "global"
        elif word not in {"permanent", "multicast", "dhcp", "unicast", "nexthop-vrf"}:
            return False
    return True


@COMMON.line("ipv6 route", topic="routes")
def _route6(reading: Reading, words: list[str], block: Block) -> bool:
    at, vrf = (4, words[3]) if words[2:3] == ["vrf"] and len(words) > 3 else (2, "")  # noqa: PLR2004
    found = ipv6_prefix(words[at]) if len(words) > at + 1 else None
    if found is None:
        return words[2:3] == ["static"]
    route = Route(network=found[0], prefix=found[1], lines=(block.number,), family=6, vrf=vrf)
    reading.device.routes.items.append(route)
    return _hops(route, words[at + 1 :], ipv6)


@COMMON.line("ip default-gateway", topic="routes")
def _gateway(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep the way out of a device that does not route (``no ip routing``)."""
    reading.scratch.facts["gateway"] = block
    return len(words) == 3 and ipv4(words[2]) is not None  # noqa: PLR2004


@COMMON.line("no ip routing")
def _no_routing(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.facts["no routing"] = block
    return True


@COMMON.line("router", "ipv6 router", topic="routing")
def _router(reading: Reading, words: list[str], block: Block) -> bool:
    words = words[words[0] == "ipv6" :]
    if len(words) < 2:  # noqa: PLR2004
        return False
    vrf = words[words.index("vrf") + 1] if "vrf" in words[:-1] else ""
    process = RoutingProcess(protocol=words[1], name=" ".join(words[2:3]), lines=(block.number,), vrf=vrf)
    found = _Process(Speaker(process))
    _process_lines(reading, block, found)
    process.networks = tuple((address, length) for address, length, _ in found.speaker.networks)
    process.neighbours = tuple(dict.fromkeys(found.neighbours))
    if process.neighbours:
        named = found.named - found.groups
        process.authenticated = all({name, found.members.get(name)} & found.keyed for name in named)
    process.unread = tuple(found.unread)
    reading.scratch.speakers.append(found.speaker)
    reading.device.routing.items.append(process)
    return True


class _Process:
    """What the lines of a routing process say, address families included."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.neighbours: list[str] = []
        self.named: set[str] = set()
        self.keyed: set[str] = set()
        self.groups: set[str] = set()
        self.members: dict[str, str] = {}
        self.unread: list[int] = []


_KEY = re.compile(
    r"area \S+ (?:authentication(?: message-digest| key-chain \S+| ipsec spi .+)?|encryption ipsec spi .+)"
    r"|authentication (?:key-chain \S+|mode hmac-sha-256 .+|mode md5|mode text)(?: level-[12])?"
    r"|(?:area|domain)-password \S.*"
)
_SHAPING = (
    "additional-paths add-paths address-family adjacency-check advertise advertisement-interval af-group af-interface"
    " aggregate-address auto-cost auto-summary autonomous-system bandwidth-percent bfd bgp capability circuit-type"
    " compatible cost dampening dampening-change dampening-interval dead-interval default default-information"
    " default-metric default-originate description discard-route distance distribute-list domain-tag eigrp exit"
    " exit-address-family exit-af-interface exit-af-topology exit-peer-policy exit-peer-session exit-service-family"
    " exit-sf-interface external-lsa fast-flood fast-reroute flash-update-threshold graceful-restart hello-interval"
    " hello-padding hold-time ignore import inherit input-queue is-type ispf limit log log-adj-changes"
    " log-adjacency-changes log-neighbor-changes lsp-gen-interval lsp-mtu lsp-refresh-interval max-lsp-lifetime"
    " max-metric maximum maximum-paths maximum-prefix metric metric-style microloop mpls mtu-ignore net network nsf nsr"
    " nssa offset-list output-delay overload-signal passive passive-interface point-to-point prc-interval"
    " prefix-suppression priority queue-depth range redistribute remote-neighbors route-map router router-id segment"
    " segment-routing service-family session-open-mode set-overload-bit sf-interface shutdown snmp soft-reconfiguration"
    " spf-interval split-horizon stub suppressed summary-address summary-metric summary-prefix synchronization"
    " table-map template timers topology traffic-share ttl-security update-source use validate-update-source variance"
    " version enable fast-convergence two-way-maintain vrf"
)
_OF_NEIGHBOUR = (
    "activate additional-paths advertise advertise-map advertisement-interval allowas-in as-override capability"
    " cost database-filter default-originate description disable-connected-check distribute-list dmzlink-bw"
    " dont-capability-negotiate ebgp-multihop fall-over filter-list ha-mode inherit local-as log-neighbor-changes"
    " maximum-prefix next-hop-self next-hop-unchanged password path-attribute peer-group poll-interval prefix-list"
    " priority remote-as remove-private-as route-map route-reflector-client route-server-client send-community"
    " send-label shutdown slow-peer soft-reconfiguration soo timers translate-update transport ttl-security"
    " unsuppress-map update-source version weight bfd"
)
_OF_AREA = frozenset({"capability", "default-cost", "filter-list", "nssa", "range", "sham-link", "stub"})
_KNOWN, _KNOWN_OF_NEIGHBOUR = frozenset(_SHAPING.split()), frozenset(_OF_NEIGHBOUR.split())
_INTERFACE = re.compile(r"[A-Z][A-Za-z-]*[\d/.:]*")


def _process_lines(reading: Reading, block: Block, found: _Process) -> None:
    """Read networks, neighbours and keys; other words that are known only shape which routes are learnt."""
    for child in block.children:
        if not _process_line(child.text, child.text.split(), found):
            found.unread += reading.numbers(child)
            continue
        reading.use(child.number)
        _process_lines(reading, child, found)


def _process_line(text: str, words: list[str], found: _Process) -> bool:
    """Read one line of a routing view (IOS IP Routing command references, by protocol); tells if it is known."""
    if words[0] == "neighbor" and len(words) > 1:
        return _neighbour(words, found)
    if words[0] == "network" and len(words) > 1 and (address := ipv4(words[1])) is not None:
        area = area_of(words[words.index("area") + 1]) if "area" in words[:-1] else ""
        found.speaker.networks.append((address, _length(address, words[2:]), area))
        return True
    if _KEY.fullmatch(text):
        if words[0] == "area":
            found.speaker.areas.add(area_of(words[1]))
        else:
            found.speaker.keys = True
        return True
    if "passive-interface" in words[:2]:
        found.speaker.quiet(words)
        return True
    if words[0] == "area":
        of_area = len(words) == 2 or not _OF_AREA.isdisjoint(words[2:3])  # noqa: PLR2004 - a view of its own
        return words[2:3] == ["virtual-link"] or ("authentication" not in words and of_area)
    if "authentication" in words:
        return words[0] == "no" or words[-1] == "null"
    head = words[1:2] if words[0] == "no" else words[:1]
    return _KNOWN.issuperset(head) or (words[0] == "no" and head == ["neighbor"])


def _neighbour(words: list[str], found: _Process) -> bool:
    """``neighbor {ADDRESS | GROUP} OPTION ...`` of BGP; of others an address with an interface or a cost."""
    name, option, values = words[1], words[2:3], words[3:]
    if option == ["remote-as"] and values:
        found.named.add(name)
        found.neighbours.append(name)
    elif option == ["password"] and values:
        found.keyed.add(name)
    elif option == ["peer-group"] and values:
        found.neighbours.append(name)
        found.named.add(name)
        found.members[name] = values[0]
    elif option == ["peer-group"]:
        found.groups.add(name)
    else:
        known = option not in (["remote-as"], ["password"]) and {word.lower() for word in option} <= _KNOWN_OF_NEIGHBOUR
        return known or bool(_INTERFACE.fullmatch(option[0]))
    return True


def _length(address: int, words: list[str]) -> int:
    """Read ``WILDCARD``, ASA's ``MASK`` or ``mask MASK`` behind a network; without one the address's class decides."""
    wildcard = ipv4(words[0]) if words else None
    if wildcard is not None:
        mask = mask_length(words[0])
        return mask if mask and mask < 32 else 32 - wildcard.bit_length()  # noqa: PLR2004 - all ones: any address
    mask = mask_length(words[1]) if words[:1] == ["mask"] and len(words) > 1 else None
    if mask is not None:
        return mask
    return 8 if address < 1 << 31 else 16 if address < 3 << 30 else 24


def finish_routes(reading: Reading) -> None:
    """Add the default gateway of a device that does not route, and the keys that stand below interfaces."""
    device, state = reading.device, reading.scratch
    gateway, off = state.facts.get("gateway"), state.facts.get("no routing")
    if gateway and off:
        hop = ipv4(gateway.text.split()[-1])
        device.routes.items.append(Route(network=0, prefix=0, lines=(gateway.number, off.number), next_hop=hop))
    settle(reading, state.speakers)
