"""Routes, routing processes and VPN instances (Comware 7 IP routing and MPLS references)."""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Route, RoutingProcess, Vrf
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.table import TOP, note, plain, rest, state_of, text_after
from parsers.hp_comware.terms import V4, V6, Family, prefix_of, wildcard
from parsers.ioslike.numbers import integer, ipv4, ipv6, network

_VALUED = frozenset({"tag", "bfd", "backup-interface", "backup-nexthop", "recursive-lookup"})
_BARE = frozenset({"public", "permanent", "dhcp", "inherit-cost", "control-packet", "echo-packet", "track-all"})
_PROTOCOLS = ("ospf", "ospfv3", "bgp", "isis", "rip", "ripng")


class Instance(Struct):
    """A VPN instance."""

    reading: Reading
    record: Vrf


class Process(Struct):
    """A routing process, or a view inside it.

    ``keyed`` are the peers and groups of peers that have a key, ``members`` the groups of peers; ``areas`` says of each
    area of OSPF whether it has one, ``area`` is the one that is open.
    """

    reading: Reading
    record: RoutingProcess
    members: dict[str, str] = {}
    areas: dict[str, bool] = {}
    area: str = ""
    keyed: set[str] = set()
    silent: bool = False
    active: set[str] = set()


INSTANCE: Table[Instance] = Table()
PROCESS: Table[Process] = Table()
rest("ip route-static", "routes")
rest("ipv6 route-static", "routes")
TOP.ignore(
    "路由策略与路由公共参数,检查不读",
    *(
        "route-policy",
        "ip prefix-list",
        "ipv6 prefix-list",
        "ip ip-prefix",
        "ip as-path",
        "ip community-list",
        "router id",
    ),
    *("ip route-static default-preference", "ip route-static fast-reroute", "ip fast-reroute", "ip load-sharing"),
    *("ip route-static recursive-lookup", "policy-based-route", "ipv6 policy-based-route", "ip route-static-group"),
    *("ip extcommunity-list", "rib", "ip route-static topology", "ip community-list", "ospf snmp", "undo ospf"),
)


@TOP.line("ip vpn-instance", topic="vrfs")
def instance(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip vpn-instance V``."""
    record = Vrf(name=words[-1], lines=tuple(reading.numbers(block)))
    record.unread = reading.inside(block, INSTANCE, Instance(reading, record))
    reading.device.vrfs.items.append(record)
    return len(words) == 3  # noqa: PLR2004 - the line's own words


plain(
    INSTANCE, "route-distinguisher", "vpn-target", "description", "address-family", "routing-table", "export", "import"
)
plain(INSTANCE, "tnl-policy", "quit", "vpn-id", "apply-label", "evpn")


@TOP.line("ip route-static", topic="routes")
def route(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip route-static [vpn-instance S] DEST MASK [IF] [vpn-instance D] HOP [preference P] [track N] ...``."""
    return _route(reading, words[2:], block, V4)


@TOP.line("ipv6 route-static", topic="routes")
def route6(reading: Reading, words: list[str], block: Block) -> bool:
    """The same for IPv6."""
    return _route(reading, words[2:], block, V6)


def _route(reading: Reading, words: list[str], block: Block, family: Family) -> bool:
    vrf = ""
    if words[:1] == ["vpn-instance"] and len(words) > 1:
        vrf, words = words[1], words[2:]
    if len(words) < 3:  # noqa: PLR2004 - destination, mask, next hop
        return False
    read = ipv6 if family == V6 else ipv4
    destination, prefix = read(words[0]), prefix_of(words[1], family)
    if destination is None or prefix is None:
        return False
    low, _ = network(destination, prefix, family)
    made = Route(network=low, prefix=prefix, lines=(block.number,), family=6 if family == V6 else 4, vrf=vrf)
    understood = _towards(made, words[2:], block)
    reading.device.routes.items.append(made)
    if not understood:
        made.unread = (block.number,)
    return understood


def _towards(made: Route, words: list[str], block: Block) -> bool:
    """Read the way out, and what stands behind it."""
    while words:
        match words:
            case ["vpn-instance", name, *words]:
                made.next_vrf = name
            case ["preference", number, *words]:
                made.distance = integer(number)
            case ["track", number, *words]:
                made.track = number
            case ["description", *_]:
                made.description = text_after(block, block.text.split().index("description") + 1)
                return True
            case [word, _, *words] if word in _VALUED:
                pass
            case [word, *words]:
                if word not in _BARE and not _hop(made, word):
                    return False
    return True


def _hop(made: Route, word: str) -> bool:
    """Read the next hop, or the interface that packets leave by."""
    hop = ipv6(word) if made.family == V6 else ipv4(word)
    if hop is not None:
        made.next_hop = hop
        return True
    made.interface, made.discard = word, word.upper().startswith("NULL")
    return word[:1].isalpha()


def _process(protocol: str) -> None:
    @TOP.line(protocol, topic="routing")
    def read(reading: Reading, words: list[str], block: Block) -> bool:
        """``ospf 1 [router-id X] [vpn-instance V]``, ``bgp AS``, and what stands below."""
        name = words[1] if len(words) > 1 else "1"
        vrf = words[words.index("vpn-instance") + 1] if "vpn-instance" in words[:-1] else ""
        record = RoutingProcess(protocol=protocol, name=name, lines=tuple(reading.numbers(block)), vrf=vrf)
        process = Process(reading, record)
        _inside(process, block)
        groups = set(process.members.values())
        peers = [name for name in record.neighbours if name not in groups]
        if peers:
            record.authenticated = all({name, process.members.get(name)} & process.keyed for name in peers)
        elif process.areas:
            record.authenticated = all(process.areas.values()) or None
        state_of(reading).processes.append(process)
        reading.device.routing.items.append(record)
        return True


for _name in _PROTOCOLS:
    _process(_name)


def _inside(process: Process, block: Block) -> None:
    unread = process.reading.inside(block, PROCESS, process)  # which adds what views inside it lack
    process.record.unread += unread


@PROCESS.line("area")
def area(process: Process, words: list[str], block: Block) -> bool:
    """An area of OSPF, which has its own key."""
    process.area = "".join(words[1:2])
    process.areas.setdefault(process.area, False)
    _inside(process, block)
    process.area = ""
    return len(words) > 1


@PROCESS.line("address-family", "ip vpn-instance", "ipv4-family", "ipv6-family", "topology")
def inner(process: Process, _words: list[str], block: Block) -> bool:
    """A view inside the process."""
    _inside(process, block)
    return True


@PROCESS.line("network")
def networks(process: Process, words: list[str], _block: Block) -> bool:
    """``network A WILDCARD`` (OSPF), ``network A MASK`` (BGP)."""
    base = ipv4(words[1]) if len(words) > 1 else None
    if base is None:
        return False
    if process.record.protocol == "bgp":
        prefix = prefix_of(words[2]) if len(words) > 2 else None  # noqa: PLR2004 - the line's own words
        interval = network(base, 32 if prefix is None else prefix)
    else:
        found = wildcard(words[1], words[2]) if len(words) > 2 else None  # noqa: PLR2004 - the line's own words
        interval = (found.low, found.high) if found else (base, base)
    process.record.networks += (interval,)
    return True


@PROCESS.line("peer", "group")
def peer(process: Process, words: list[str], _block: Block) -> bool:
    """``peer X as-number N``, ``peer X password cipher K``."""
    match words[1:]:
        case [name, "as-number" | "group" as word, value, *_]:
            if name not in process.record.neighbours:
                process.record.neighbours += (name,)
            if word == "group":
                process.members[name] = value
        case [name, "password" | "keychain", *_]:
            process.keyed.add(name)
    return True


@PROCESS.line("authentication-mode", "area-authentication-mode", "domain-authentication-mode")
def authenticated(process: Process, words: list[str], _block: Block) -> bool:
    """Keys between neighbours, of an area or of the whole process."""
    if process.area:
        process.areas[process.area] = True
    else:
        process.record.authenticated = True
    return len(words) > 1


@PROCESS.line("silent-interface", "undo silent-interface")
def silent(process: Process, words: list[str], _block: Block) -> bool:
    """``silent-interface all`` and what is excepted: where neighbours can be at all."""
    if words[0] == "undo":
        process.active.add(" ".join(words[2:]))
    elif words[1:] == ["all"]:
        process.silent = True
    return len(words) > 1


@PORT.line("ospf authentication-mode", "isis authentication-mode", "rip authentication-mode")
def keyed_port(port: Port, words: list[str], _block: Block) -> bool:
    """A key for the neighbours of one interface."""
    state_of(port.reading).keyed_ports.setdefault(words[0], set()).add(port.record.name)
    return len(words) > 2  # noqa: PLR2004 - the line's own words


plain(
    PROCESS,
    *(
        "router-id",
        "timer",
        "import-route",
        "default-route-advertise",
        "stub",
    ),
    *("nssa", "abr-summary", "asbr-summary", "bandwidth-reference", "graceful-restart", "log-peer-change", "balance"),
    *(
        "default",
        "description",
        "preference",
        "spf-schedule-interval",
        "lsa-generation-interval",
        "maximum",
        "filter-policy",
    ),
    *(
        "vlink-peer",
        "filter",
        "default-cost",
        "enable",
        "undo",
        "is-level",
        "is-name",
        "network-entity",
        "cost-style",
        "version",
    ),
    *(
        "summary",
        "aggregate",
        "compare-different-as-med",
        "bestroute",
        "dampening",
        "reflect",
        "reflector",
        "confederation",
    ),
    *(
        "fast-reroute",
        "non-stop-routing",
        "bfd",
        "opaque-capability",
        "vpn-instance-capability",
        "domain-id",
        "flooding",
    ),
    *(
        "ext-community-type",
        "route-tag",
        "policy",
        "non-stop",
        "lsdb-overflow-limit",
        "lsa-arrival-interval",
        "mpls",
        "rfc1583",
    ),
    *(
        "peer-as-check",
        "quit",
        "advertise",
        "auto-cost",
        "set-overload",
        "timers",
        "validate-source-address",
        "checkzero",
    ),
    *(
        "ispf",
        "prefix-priority",
        "prefix-suppression",
        "log",
        "snmp-agent",
        "trap",
        "pic",
        "suppressed",
        "transmit-pacing",
    ),
)


@TOP.line("dns server", "dns proxy enable", "ipv6 dns server", topic="services")
def dns(reading: Reading, words: list[str], block: Block) -> bool:
    """Name servers, and whether the device answers for them."""
    return note(reading, "dns proxy" if "proxy" in words else "dns", value=True, block=block)


def settle(reading: Reading) -> None:
    """After all lines."""
    device = reading.device
    device.vrfs.missing = device.routes.missing = device.routing.missing = ""
    state = state_of(reading)
    for process in state.processes:
        keyed = state.keyed_ports.get(process.record.protocol, set())
        if process.record.authenticated is None and (process.silent or not keyed):
            process.record.authenticated = bool(keyed) and process.active <= keyed
