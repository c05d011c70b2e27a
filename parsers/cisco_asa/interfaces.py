"""Interfaces: ``nameif`` makes a zone of each, ``security-level`` ranks it (ASA CLI guide 1, "Interfaces").

Without ``security-level`` the level is 100 for the nameif ``inside`` and 0 for any other. Without nameif no traffic
passes. ``management-only`` takes an interface out of through traffic.
"""

from __future__ import annotations

from dengbao.model import Interface, InterfaceAddress, Redundancy, Zone
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import INTERFACE as COMMON
from parsers.ioslike.interfaces import VLAN_MAX, Port, kind_of
from parsers.ioslike.numbers import bounded, ipv4, ipv6_prefix, mask_length

INTERFACE: Table[Port] = Table()
INTERFACE.borrow(COMMON, "description", "shutdown", "no shutdown", "channel-group", "switchport access vlan",
                 "switchport trunk allowed vlan", "switchport mode")  # fmt: skip
_TOP_LEVEL = 100


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    name = "".join(words[1:2]) or "?"
    interface = Interface(name=name, lines=(block.number,), kind=kind_of(name), mode="routed")
    if name.startswith("Redundant") and "." not in name:
        interface.kind = "aggregate"
    port = Port(interface, reading)
    reading.scratch.ports.append(port)
    interface.unread = reading.inside(block, INTERFACE, port)
    if "." in name:
        interface.parent = name.rpartition(".")[0]
    if interface.zone and interface.security_level is None:
        interface.security_level = _TOP_LEVEL if interface.zone == "inside" else 0
    reading.device.interfaces.items.append(interface)
    return len(words) > 1


@INTERFACE.line("nameif")
def _nameif(port: Port, words: list[str], block: Block) -> bool:
    interface = port.interface
    interface.zone = words[-1]
    interface.lines = (*interface.lines, block.number)
    return len(words) > 1


@INTERFACE.line("security-level")
def _level(port: Port, words: list[str], block: Block) -> bool:
    interface = port.interface
    interface.security_level = bounded(words[-1], 0, _TOP_LEVEL)
    interface.lines = (*interface.lines, block.number)
    return interface.security_level is not None


@INTERFACE.line("management-only")
def _management(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.kind = "management"
    return True


@INTERFACE.line("no management-only")
def _through(port: Port, _words: list[str], _block: Block) -> bool:
    if port.interface.kind == "management":
        port.interface.kind = "physical"
    return True


@INTERFACE.line("vlan")
def _vlan(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.tag = bounded(words[1], 1, VLAN_MAX) if len(words) > 1 else None
    return port.interface.tag is not None


@INTERFACE.line("ip address")
def _address(port: Port, words: list[str], _block: Block) -> bool:
    """Read ``ip address A MASK [standby B]``, ``ip address dhcp [setroute]``, ``ip address pppoe``."""
    interface = port.interface
    if words[2:3] and words[2] in {"dhcp", "pppoe"}:
        interface.dynamic_address = True
        return True
    address = ipv4(port.reading.scratch.plain(words[2])) if len(words) > 2 else None  # noqa: PLR2004
    prefix = mask_length(words[3]) if len(words) > 3 else None  # noqa: PLR2004
    if address is None or prefix is None:
        return False
    interface.addresses = (*interface.addresses, InterfaceAddress(address, prefix))
    return words[4:5] in ([], ["standby"], ["cluster-pool"], ["pppoe"])


@INTERFACE.line("ipv6 address")
def _address6(port: Port, words: list[str], _block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004
        return False
    if words[2] in {"autoconfig", "dhcp"}:
        port.interface.dynamic_address = True
        return True
    found = ipv6_prefix(words[2])
    if found is not None:
        port.interface.addresses = (*port.interface.addresses, InterfaceAddress(*found, 6))
    return found is not None or "link-local" in words or len(words) > 3  # noqa: PLR2004


@INTERFACE.line("ospf authentication", "authentication mode eigrp", "rip authentication key",
                "isis authentication", "isis password")  # fmt: skip
def _keyed(port: Port, words: list[str], _block: Block) -> bool:
    """Ask neighbours for a key; ``null`` asks none of what the area does (ASA command reference)."""
    protocol = next((word for word in ("ospf", "eigrp", "rip", "isis") if word in words), "")
    (port.bare if words[-1] == "null" else port.keyed).add(protocol)
    return True


@INTERFACE.line("ospf message-digest-key", "ospf authentication-key", "authentication key eigrp",
                "rip authentication mode")  # fmt: skip
def _key(_port: Port, _words: list[str], _block: Block) -> bool:
    """Know a key, or its kind, that another line puts to use."""
    return True


INTERFACE.ignore("没有归入安全域、没有地址的接口", "no nameif", "no security-level", "no ip address",
                 "no ipv6 address")  # fmt: skip
INTERFACE.ignore("速率、双工与物理参数", "speed", "duplex", "flowcontrol", "mtu", "negotiation", "no negotiation",
                 "delay", "hold-time", "hello-interval", "lacp", "port-channel", "fec", "media-type", "power",
                 "jumbo-frame", "poe", "channel-protocol", "mac-address", "no mac-address", "switchport protected",
                 "switchport monitor", "no switchport", "switchport trunk native",
                 "switchport trunk encapsulation", "member-interface", "bridge-group", "redundant-interface", "cluster",
                 "backup", "no backup", "carrier-delay")  # fmt: skip
INTERFACE.ignore("路由协议与组播的参数", "ospf cost", "ospf database-filter", "ospf dead-interval",
                 "ospf hello-interval", "ospf mtu-ignore", "ospf network", "ospf priority", "ospf retransmit-interval",
                 "ospf transmit-delay", "ospf flood-reduction", "ospf lls", "ospfv3", "eigrp", "rip send",
                 "rip receive", "isis adjacency-filter", "isis advertise", "isis circuit-type", "isis csnp-interval",
                 "isis hello", "isis hello-interval", "isis hello-multiplier", "isis ipv6", "isis lsp-interval",
                 "isis mesh-group", "isis metric", "isis priority", "isis protocol", "isis retransmit-interval",
                 "isis retransmit-throttle-interval", "isis tag", "igmp", "no igmp", "pim", "no pim",
                 "multicast", "ipv6 nd", "ipv6 enable", "ipv6 ospf", "bfd", "split-horizon", "no split-horizon",
                 "summary-address", "hello-interval eigrp", "hold-time eigrp", "split-horizon eigrp", "policy-route",
                 "zone-member", "no ospf", "no eigrp", "route-map", "ipv6 dhcp", "dhcp", "dhcprelay", "dhcpd",
                 "pppoe", "ipv6 dhcprelay", "ip ospf", "delay eigrp")  # fmt: skip
INTERFACE.ignore("隧道的封装与保护,算法另行读取", "tunnel", "ip unnumbered", "nve-only", "proxy", "no proxy",
                 "vtep-nve")  # fmt: skip
INTERFACE.ignore("标签、身份标记", "cts", "no cts", "propagate", "policy", "allow-ssc-mgmt",
                 "no management-access")  # fmt: skip


@TOP.line("failover", topic="redundancy")
def _failover(reading: Reading, words: list[str], block: Block) -> bool:
    """Read failover: the bare word switches it on (ASA CLI guide 1, "Failover").

    What goes between the two is in clear text, and believed, unless ``failover key`` or ``failover ipsec`` protects it
    (ASA command reference, ``failover``).
    """
    record = _pair(reading, block.number)
    for child in block.children:
        reading.use(*reading.numbers(child))
    if len(words) == 1:
        record.enabled = True
    elif words[1:3] == ["lan", "interface"] and len(words) > 3:  # noqa: PLR2004
        record.interface = words[-1]
    elif words[1] in {"key", "ipsec"}:
        record.authenticated = True
    elif words[1:3] == ["interface", "ip"] and len(words) > 4:  # noqa: PLR2004
        return ipv4(words[4]) is not None or ":" in words[4]
    known = len(words) == 1 or words[1] in {
        "lan", "key", "ipsec", "link", "interface", "polltime", "replication", "timeout", "mac", "interface-policy",
        "group", "standby", "reload-standby", "active", "exec", "health-check", "cloud", "wait-disable", "unit",
    }  # fmt: skip
    if not known:
        record.unread += (block.number,)
    return known


@TOP.line("no failover", topic="redundancy")
def _no_failover(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) == 2:  # noqa: PLR2004
        _pair(reading, block.number).enabled = False
    return True


@TOP.line("cluster group", topic="redundancy")
def _cluster(reading: Reading, words: list[str], block: Block) -> bool:
    record = Redundancy(kind="cluster", name=words[-1], lines=(block.number,), authenticated=False, enabled=False)
    for child in block.children:
        first = child.text.split()[0]
        record.authenticated = record.authenticated or first == "key"
        record.enabled = record.enabled or first == "enable"
        record.lines = (*record.lines, child.number)
        reading.use(*reading.numbers(child))
    reading.device.redundancy.items.append(record)
    return len(words) > 2  # noqa: PLR2004


def _pair(reading: Reading, number: int) -> Redundancy:
    items = reading.device.redundancy.items
    record = next((item for item in items if item.kind == "failover"), None)
    if record is None:
        record = Redundancy(kind="failover", name="failover", lines=(), authenticated=False, enabled=False)
        items.append(record)
    record.lines = (*record.lines, number)
    return record


@TOP.line("same-security-traffic permit", topic="policies")
def _same(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.facts[f"same {words[-1]}"] = block
    return words[-1] in {"inter-interface", "intra-interface"}


def finish_zones(reading: Reading) -> None:
    """Make a zone of each nameif."""
    device = reading.device
    zones: dict[str, Zone] = {}
    for interface in device.interfaces.items:
        if not interface.zone:
            continue
        known = zones.get(interface.zone)
        if known is None:
            zones[interface.zone] = Zone(
                name=interface.zone,
                interfaces=(interface.name,),
                lines=interface.lines,
                priority=interface.security_level,
                unread=interface.unread,
            )
        else:  # only a text glued together has a nameif twice
            known.interfaces = (*known.interfaces, interface.name)
            known.lines = (*known.lines, *interface.lines)
    device.zones.items = list(zones.values())
