"""Interfaces, zones, virtual routers with their routes, and HA.

CLI guide 5.5R12 and a running configuration of 5.4: masks are dotted in interfaces, routes use a length. A ``manage``
line switches on one service for administration. The zone of an interface stands in the interface; a zone lies in a
virtual router (``trust-vr``) or, as ``l2``, in a virtual switch.
"""

from __future__ import annotations

import re
from typing import Literal

from dengbao.model import Interface, InterfaceAddress, Known, Redundancy, Route, RoutingProcess, Unknown, Vrf, Zone
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State, say
from parsers.ioslike.numbers import bounded, integer, ipv4, ipv4_prefix, ipv6, ipv6_prefix, mask_length, network

Kind = Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"]
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("aggregate", "aggregate"), ("redundant", "aggregate"), ("loopback", "loopback"), ("tunnel", "tunnel"),
    ("vswitchif", "vlan"), ("vlan", "vlan"), ("bgroup", "virtual"), ("MGT", "management"), ("mgt", "management"),
    ("pppoe", "virtual"), ("supervlan", "vlan"),
)  # fmt: skip
INTERFACE: Table[Interface] = Table()
INTERFACE.ignore(
    "链路与转发参数", "reverse-route", "mtu", "duplex", "speed", "bandwidth", "tcp-mss", "ftp-alg", "webauth",
    "ip ospf", "ip rip", "ip igmp", "ip multicast", "dns-proxy", "qos-profile", "netflow-profile", "lldp",
    "mac-address", "keepalive", "holddown", "mirror", "track", "dhcp-relay", "dhcp-server", "isis", "bfd",
    "combo-type", "sfp", "monitor", "load-balance", "lacp", "virtual-wire", "no-ip-frag", "no reverse-route",
    "ipv6 nd", "ipv6 mtu", "ipv6 ospf", "arp-learning", "authenticated-arp", "snmp-ifindex", "disable-icmp",
    "arp timeout", "local", "management-bypass", "force", "supervlan", "description-tag",
)  # fmt: skip
ZONE: Table[Zone] = Table()
ZONE.ignore("区域的带宽、审计等参数", "qos-profile", "application-identify", "nbc-enable", "url", "webauth",
    "screen", "data-security",
            "sandbox", "perimeter", "botnet", "behavior", "tap", "lan-address", "share-access-detect")  # fmt: skip


def kind_of(name: str) -> Kind:
    """Tell the kind of an interface by its name; a dot makes a sub-interface."""
    if "." in name:
        return "sub"
    return next((kind for head, kind in _KINDS if name.startswith(head)), "physical")


@TOP_LINES.line("interface", topic="interfaces")
def _interface(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 2:  # noqa: PLR2004 - a name
        return False
    state: State = reading.scratch
    ports = state.of("interface")
    key = (state.context, words[1])
    if key not in ports:
        made = Interface(
            name=words[1], lines=(block.number,), mode="routed", management=frozenset(), context=state.context
        )
        made.kind = kind_of(words[1])
        if made.kind == "sub":
            made.parent, _, tag = words[1].rpartition(".")
            made.tag = bounded(tag, 1, 4094)
        ports[key] = made
    port: Interface = ports[key]
    for child in block.children:
        if child.text.startswith("manage "):
            state.say(f"manage {words[1]}", split(child.text)[1:], child.number)
            if split(child.text)[1] not in {*_SERVICES, "ip"}:
                reading.topic("channels").unread.append(child.number)
    port.unread += reading.inside(block, INTERFACE, port)
    return True


@INTERFACE.line("zone")
def _zone_of(port: Interface, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    port.zone = words[1] if len(words) > 1 else ""
    return bool(port.zone)


@INTERFACE.line("ip address")
def _address(port: Interface, words: list[str], _block: Block) -> bool:
    match words[2:]:
        case ["dhcp" | "pppoe", *_]:
            port.dynamic_address = True
            return True
        case [text, *rest] if "/" in text:
            split_ = ipv4_prefix(text)
        case [text, mask, *rest]:
            number, prefix = ipv4(text), mask_length(mask)
            split_ = (number, prefix) if number is not None and prefix is not None else None
        case _:
            return False
    if split_ is None:
        return False
    port.addresses += (InterfaceAddress(*split_, secondary="secondary" in rest),)
    return True


@INTERFACE.line("ipv6 address")
def _address6(port: Interface, words: list[str], _block: Block) -> bool:
    found = ipv6_prefix(words[2]) if len(words) > 2 else None  # noqa: PLR2004
    if found is None:
        return words[2:3] == ["dhcp"] or words[2:3] == ["autoconfig"]
    port.addresses += (InterfaceAddress(*found, family=6),)
    return True


@INTERFACE.line("ipv6 enable")
def _ipv6_on(_port: Interface, _words: list[str], _block: Block) -> bool:
    return True


_SERVICES = frozenset({"ssh", "telnet", "ping", "http", "https", "snmp", "ftp", "netconf", "traceroute"})


@INTERFACE.line("manage")
def _manage(port: Interface, words: list[str], _block: Block) -> bool:
    if words[1:2] == ["ip"]:
        return True
    port.management = (port.management or frozenset()) | frozenset(words[1:2])
    return len(words) == 2 and words[1] in _SERVICES  # noqa: PLR2004 - manage and the service


@INTERFACE.line("no manage")
def _no_manage(port: Interface, words: list[str], _block: Block) -> bool:
    port.management = (port.management or frozenset()) - frozenset(words[2:3])
    return True


@INTERFACE.line("shutdown")
def _shutdown(port: Interface, words: list[str], _block: Block) -> bool:
    port.shutdown = len(words) == 1
    return True


@INTERFACE.line("no shutdown")
def _up(port: Interface, _words: list[str], _block: Block) -> bool:
    port.shutdown = False
    return True


@INTERFACE.line("description", "alias")
def _description(port: Interface, _words: list[str], block: Block) -> bool:
    port.description = " ".join(split(block.text)[1:])
    return True


@INTERFACE.line("aggregate", "redundant", "bgroup")
def _member(port: Interface, words: list[str], _block: Block) -> bool:
    port.channel = words[1] if len(words) > 1 else ""
    return bool(port.channel)


@INTERFACE.line("tunnel")
def _tunnel(_port: Interface, words: list[str], _block: Block) -> bool:
    return len(words) > 1


@INTERFACE.line("dot1x")
def _dot1x(port: Interface, words: list[str], _block: Block) -> bool:
    if words[1:2] == ["enable"]:
        port.nac |= {"dot1x"}
    return True


@INTERFACE.line("arp-disable-dynamic-entry", "no arp-learning", "arp-inspection", "dhcp-snooping")
def _arp(port: Interface, words: list[str], _block: Block) -> bool:
    if words[0] in {"arp-disable-dynamic-entry", "no"}:
        port.nac |= {"binding"}
    elif words[0] == "arp-inspection":
        port.arp_trusted = words[1:2] == ["trust"]
    return True


@INTERFACE.line("vrouter", "ip vrouter")
def _vrouter_of(port: Interface, _words: list[str], block: Block) -> bool:
    port.vrf = split(block.text)[-1]
    return True


@TOP_LINES.line("zone", topic="zones")
def _zone(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 2:  # noqa: PLR2004
        return False
    state: State = reading.scratch
    zones = state.of("zone")
    key = (state.context, words[1])
    zone: Zone = zones.setdefault(key, Zone(name=words[1], interfaces=(), lines=(block.number,), context=state.context))
    for child in block.children:
        inner = split(child.text)
        if inner[0] in {"ad", "ips", "av", "no", "bind", "vrouter", "type", "description"}:
            state.say(f"zone {inner[0]}", [words[1], *inner[1:]], child.number)
    zone.unread += reading.inside(block, ZONE, zone)
    return True


_ATTACKS = re.compile(
    "all|(?:syn|udp|icmp|dns-query)-flood|ip-(?:spoofing|sweep|fragment|option|directed-broadcast)|land-attack"
    "|ping-of-death|tear-drop|winnuke|port-scan|tcp-anomaly|arp-spoofing|huge-icmp-pkt|syn-proxy"
)


@ZONE.line("ad")
def _attack(zone: Zone, words: list[str], block: Block) -> bool:
    """``ad {all | KIND ...}``; with ``action alarm`` it keeps nothing out (CLI guide 5.5R12, ``ad``)."""
    if len(words) < 2 or not _ATTACKS.fullmatch(words[1]):  # noqa: PLR2004 - a kind
        return False
    if "alarm" not in words:
        before = zone.screened.lines if zone.screened else ()
        zone.screened = Known(value=True, lines=(*before, block.number))
    return True


@ZONE.line("no ad", "ips", "av", "type", "vrouter", "bind", "description", "no ips", "no av")
def _zone_line(_record: Zone, _words: list[str], _block: Block) -> bool:
    return True


_NAT = re.compile(r"(?:no )?(?:[sdb]natrule|nat)\b")
VROUTER: Table[tuple[Reading, str]] = Table()
VROUTER.ignore(
    "NAT 端口保留等参数",
    "nat-pool",
    "ip multicast-routing",
    "ecmp",
    "match",
    "source-port",
    "import",
    "export",
    "expanded-port-pool",
)


@TOP_LINES.line("ip vrouter", topic="routes")
def _vrouter(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 3:  # noqa: PLR2004
        return False
    state: State = reading.scratch
    state.of("vrouter").setdefault((state.context, words[2]), block.number)
    unread = reading.inside(block, VROUTER, (reading, words[2]))
    rules = {number for child in block.children if _NAT.match(child.text) for number in reading.numbers(child)}
    reading.device.nat.unread.extend(number for number in unread if number in rules)
    reading.device.routes.unread.extend(number for number in unread if number not in rules)
    return True


@VROUTER.line("ip route", "ipv6 route")
def _route(at: tuple[Reading, str], words: list[str], block: Block) -> bool:
    """``ip route A/M {next-hop | interface [next-hop] | null0 | vrouter V} [distance] [weight N] [track T]``."""
    reading, vrouter = at
    six = words[0] == "ipv6"
    parts = split(block.text)[2:]
    target = (ipv6_prefix if six else ipv4_prefix)(parts[0]) if parts else None
    if target is None and len(parts) > 1 and not six:
        number, prefix = ipv4(parts[0]), mask_length(parts[1])
        target = (number, prefix) if number is not None and prefix is not None else None
        parts = parts[1:]
    if target is None:
        return False
    family: Literal[4, 6] = 6 if six else 4
    route = Route(network=network(*target, family)[0], prefix=target[1], lines=(block.number,), family=family,
                  vrf="" if vrouter == "trust-vr" else vrouter, context=reading.scratch.context)  # fmt: skip
    reading.device.routes.items.append(route)
    if not _leaves_by(route, parts[1:]):
        route.unread = (block.number,)
    return not route.unread


def _leaves_by(route: Route, rest: list[str]) -> bool:
    """Read where a route leads: next hop, interface, another router, or nowhere; then distance, track and others."""
    if rest[:1] == ["vrouter"]:
        route.next_vrf, rest = (rest[1] if len(rest) > 1 else ""), rest[2:]
    elif rest and rest[0].lower().startswith("null"):
        route.discard, rest = True, rest[1:]
    read = ipv6 if route.family == 6 else ipv4  # noqa: PLR2004 - the IP version
    while rest:
        word, *more = rest
        if route.next_hop is None and (hop := read(word)) is not None:
            route.next_hop = hop
        elif word == "description":
            route.description, more = " ".join(more), []
        elif word in _WITH_VALUE and more:
            route.track, more = (more[0] if word == "track" else route.track), more[1:]
        elif word.isdecimal():
            route.distance = integer(word)
        elif not route.interface:
            route.interface = word
        else:
            return False
        rest = more
    return True


_WITH_VALUE = frozenset({"track", "weight", "tag", "schedule", "bfd", "name"})


@VROUTER.line("router")
def _router(at: tuple[Reading, str], words: list[str], block: Block) -> bool:
    reading, vrouter = at
    found = RoutingProcess(
        protocol=words[1] if len(words) > 1 else "", name=" ".join(words[2:]), lines=(block.number,), vrf=vrouter
    )
    for child in block.children:
        inner = split(child.text)
        if inner[:1] == ["network"] and len(inner) > 1 and (one := ipv4_prefix(inner[1])):
            found.networks += (network(*one),)
        if inner[:1] == ["neighbor"] and len(inner) > 1:
            found.neighbours += (inner[1],)
        for number in reading.numbers(child):
            reading.status[number - 1] = 1
    reading.device.routing.items.append(found)
    return bool(found.protocol)


say("redundancy", "ha link", "ha cluster", "ha peer", "ha sync", "ha virtual-mac", "ha traffic")
HA: Table[Redundancy] = Table()
HA.ignore(
    "双机的时间、抢占等参数",
    "preempt",
    "hello",
    "hold-time",
    "arp",
    "monitor",
    "init",
    "threshold",
    "description",
    "no-load",
)


@HA.line("priority")
def _priority(pair: Redundancy, words: list[str], _block: Block) -> bool:
    pair.priority = integer(words[1]) if len(words) > 1 else None
    return pair.priority is not None


@TOP_LINES.line("ha group", topic="redundancy")
def _ha_group(reading: Reading, words: list[str], block: Block) -> bool:
    groups = reading.scratch.of("ha")
    name = words[2] if len(words) > 2 else "0"  # noqa: PLR2004
    pair: Redundancy = groups.setdefault(name, Redundancy(kind="ha", name=f"group {name}", lines=(block.number,)))
    pair.unread += reading.inside(block, HA, pair)
    return True


def finish(reading: Reading) -> None:
    """Put interfaces, zones, virtual routers and HA into the device."""
    state: State = reading.scratch
    device = reading.device
    for part in (device.interfaces, device.zones, device.vrfs, device.routes, device.routing, device.redundancy):
        part.missing = ""
    if not state.of("interface"):
        device.interfaces.missing = "配置里没有接口(不完整,或账号权限不足)"
    device.vlans.unsupported = "防火墙上没有二层 VLAN 表,子接口见接口"
    device.interfaces.items.extend(state.of("interface").values())
    for (context, name), zone in state.of("zone").items():
        zone.interfaces = tuple(
            port.name for (inside, _), port in state.of("interface").items() if inside == context and port.zone == name
        )
        device.zones.items.append(zone)
    device.vrfs.items.extend(Vrf(name=name, lines=(line,)) for (_, name), line in state.of("vrouter").items())
    device.vrfs.items.extend(Vrf(name=name, lines=(line,), kind="vsys") for name, line in state.of("vsys").items())
    clustered = state.lines("ha cluster")
    for pair in state.of("ha").values():
        pair.enabled = bool(clustered)
        pair.lines += clustered
        device.redundancy.items.append(pair)
    if clustered and not state.of("ha"):
        device.redundancy.items.append(Redundancy(kind="ha", name="cluster", lines=clustered))
    if not state.whole and not device.redundancy.items:
        device.redundancy.missing = "配置不完整,看不出是否配置了双机"
    _defence(reading)


def _defence(reading: Reading) -> None:
    """Attack defence stands in zones; StoneOS is always stateful, and three global lines weaken it."""
    state: State = reading.scratch
    defence = reading.device.defence
    defence.zoned = True
    on = [line for zone in reading.device.zones.items if zone.screened for line in zone.screened.lines]
    for zone in reading.device.zones.items:
        zone.screened = zone.screened or state.silent(value=False, why="没有启用攻击防护(ad)")
    unread = tuple(line for zone in reading.device.zones.items for line in zone.unread)
    if on:
        defence.attack_defence = Known(value=True, lines=tuple(on))
    elif unread:
        defence.attack_defence = Unknown("安全域里有没有读懂的行", unread)
    else:
        defence.attack_defence = state.silent(value=False, why="没有安全域启用攻击防护(ad)")
    weak = state.lines("tcp-seq-check-disable", "no tcp-syn-check", "tcp-rst-bit-check-disable")
    if weak:
        defence.stateful = Unknown("放松了 TCP 序号或握手检查", weak)
    else:
        defence.stateful = state.silent(value=True, why="StoneOS 总是状态检测")
    defence.control_plane = Unknown("没有读取控制平面防护")
