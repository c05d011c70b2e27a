"""Interfaces, HSRP and VRRP, port channels, vPC (NX-OS Interfaces, Layer 2 and Unicast Routing Configuration Guides).

A VLAN interface is shut down until ``no shutdown`` is printed. Ports are switch ports unless ``no switchport`` is
printed; on the modular 7000 series they are routed unless ``system default switchport`` is.
"""

from __future__ import annotations

from dengbao.model import Interface, Redundancy
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP, Nexus
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import INTERFACE as COMMON
from parsers.ioslike.interfaces import Port, kind_of, settle
from parsers.ioslike.numbers import bounded, integer, ipv4, ipv4_prefix
from parsers.ioslike.routing_keys import KEYS

INTERFACE: Table[Port] = Table()
INTERFACE.include(COMMON)
INTERFACE.include(KEYS)
_GROUP_IDLE = frozenset({
    "preempt", "timers", "track", "name", "mac-address", "follow", "no", "advertisement-interval", "vrrs",
    "description", "object-track", "use-bia", "bfd", "address-family",
})  # fmt: skip


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    name = "".join(words[1:2]) or "?"
    interface = Interface(name=name, lines=(block.number,), kind=kind_of(name))
    port = Port(interface, reading)
    raised = any(child.text == "no shutdown" for child in block.children)
    interface.unread = reading.inside(block, INTERFACE, port)
    if interface.kind == "vlan" and not raised:
        interface.shutdown = True
    reading.device.interfaces.items.append(interface)
    reading.scratch.ports.append(port)
    return len(words) > 1


@INTERFACE.line("vrf member")
def _vrf(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.vrf = words[-1]
    return len(words) > 2  # noqa: PLR2004


@INTERFACE.line("ip port access-group", "ipv6 port traffic-filter", "mac port access-group")
def _port_list(port: Port, words: list[str], _block: Block) -> bool:
    if len(words) > 3:  # noqa: PLR2004
        port.interface.acl_in = (*port.interface.acl_in, words[3])
    return len(words) > 3  # noqa: PLR2004


@INTERFACE.line("hsrp", "vrrp", "vrrpv3")
def _group(port: Port, words: list[str], block: Block) -> bool:
    """Read a group of HSRP or VRRP: its lines stand below it."""
    number = integer(words[1]) if len(words) > 1 else None
    if number is None:
        known = words[1:2] in (["version"], ["delay"], ["bfd"], ["use-bia"], ["mac-refresh"])
        port.reading.device.redundancy.unread += [] if known else [block.number]
        return known
    record = Redundancy(
        kind="hsrp" if words[0] == "hsrp" else "vrrp",
        version={"vrrp": 2, "vrrpv3": 3}.get(words[0]),
        name=f"{port.interface.name} {words[1]}",
        lines=(block.number,),
        interface=port.interface.name,
        authenticated=False,
    )
    for child in block.children:
        parts = child.text.split()
        if parts[0] in {"ip", "address", "ipv6"}:
            address = ipv4(parts[1]) if len(parts) > 1 else None
            record.virtual = (*record.virtual, *((address,) if address is not None else ()))
        elif parts[0] == "priority":
            record.priority = bounded(parts[1], 0, 255) if len(parts) > 1 else None
        elif parts[0] == "authentication" and _keyed(parts[1:]):
            record.authenticated = True
        elif parts[0] == "shutdown":
            record.enabled = False
        elif parts[0] not in _GROUP_IDLE:
            record.unread = (*record.unread, *port.reading.numbers(child))
            continue
        record.lines = (*record.lines, child.number)
        port.reading.use(*port.reading.numbers(child))
    port.reading.device.redundancy.items.append(record)
    return True


def _keyed(words: list[str]) -> bool:
    """Read ``text K``, ``md5 key-chain N``, ``md5 key-string [7] K`` or a key alone."""
    return len(words) > 2 and words[1] in {"key-chain", "key-string"} if words[:1] == ["md5"] else bool(words)  # noqa: PLR2004


@INTERFACE.line("storm-control", "spanning-tree bpduguard enable", "spanning-tree guard", "spanning-tree bpdufilter")
def _guard(port: Port, words: list[str], block: Block) -> bool:
    name = "storm" if words[0] == "storm-control" else "bpduguard"
    if "bpdufilter" not in words and words[1:2] != ["action"] and words[-1] not in {"none", "100.00"}:
        port.reading.scratch.facts.setdefault(name, block)
    return True


@INTERFACE.line("ip address")
def _address(port: Port, words: list[str], block: Block) -> bool:
    """Read ``ip address A/LEN [secondary] [tag N]``, else the form that all IOS-like devices share."""
    if len(words) > 3 and words[-2] == "tag":  # noqa: PLR2004
        words = words[:-2]
    if len(words) == 3 and ipv4_prefix(words[2]) is None and words[2] != "dhcp":  # noqa: PLR2004
        return False
    found = COMMON.find(words)
    return found is not False and found is not True and bool(found[0](port, words, block))


INTERFACE.ignore("速率、双工与物理参数", "speed", "duplex", "mtu", "bandwidth", "delay", "load-interval",
                 "flowcontrol", "link", "lacp", "medium", "mac-address", "negotiate", "no negotiate", "beacon",
                 "carrier-delay", "fec", "udld", "no udld", "rate-mode", "transceiver", "no lacp", "hardware",
                 "errdisable", "rmon", "bundle", "power", "mdix", "logging", "no logging", "inherit", "no mac",
                 "encapsulation", "cts", "macsec", "layer2-qos")  # fmt: skip
INTERFACE.ignore("队列与流量统计", "service-policy", "priority-flow-control", "no priority-flow-control", "ip flow",
                 "sflow", "qos", "switchport monitor", "queue", "no queue", "random-detect", "flow",
                 "pfc")  # fmt: skip
INTERFACE.ignore("路由协议与组播的参数", "no ip ospf", "ip eigrp", "ip pim", "ip igmp",
                 "ip summary-address", "ip rip", "isis", "bfd", "no bfd", "ip policy", "ipv6 router", "ospfv3",
                 "ipv6 ospfv3", "ipv6 nd", "ip hello-interval", "ip hold-time", "ip delay",
                 "ip bandwidth", "mpls", "ip split-horizon", "no ip split-horizon", "ip distribute-list",
                 "ip next-hop-self", "no ip next-hop-self", "ip mtu", "ip load-sharing", "ip bandwidth-percent",
                 "ip authentication", "ip offset-list", "ip link", "ipv6 mld", "ipv6 pim", "ip multicast",
                 "ip route-cache", "fabric", "ip mroute", "ip local", "route-map", "ip directed", "ip neighbor",
                 "ipv6 eigrp", "ipv6 rip", "ip dampening")  # fmt: skip
INTERFACE.ignore("本机回应哪些报文,各检查不据此判断", "ip redirects", "no ip redirects", "no ipv6 redirects",
                 "ipv6 redirects", "ip unreachables", "no ip unreachables", "ip proxy-arp", "no ip proxy-arp",
                 "ip arp", "no ip arp", "ip verify unicast", "ip forward", "ip directed-broadcast",
                 "no ip directed-broadcast", "ipv6 enable", "ipv6 verify", "ip dhcp relay", "ip dhcp-relay",
                 "ipv6 dhcp", "ip local-proxy-arp", "ip tcp", "ip icmp", "ip sla", "ipv6 link-local", "ip drop-glean",
                 "ip port")  # fmt: skip
INTERFACE.ignore("写明的缺省值", "no ip forward", "no ip port-unreachable", "no link", "no bandwidth", "no beacon",
                 "no hardware", "no hsrp bfd", "no hsrp use-bia", "no load-interval", "no management", "no ospfv3",
                 "no port-channel", "no storm-control", "no switchport access", "no switchport block",
                 "no description", "no ip dhcp", "no switchport trunk", "no ip verify", "vtp", "no vtp", "packet",
                 "no speed", "no duplex")  # fmt: skip
INTERFACE.ignore("告警、邻居发现", "snmp", "no snmp", "cdp", "no cdp", "lldp", "no lldp", "snmp trap", "no snmp trap",
                 "counter")  # fmt: skip
INTERFACE.ignore("生成树、聚合与虚拟扩展的参数", "spanning-tree", "no spanning-tree", "vpc", "port-channel",
                 "switchport block", "switchport nonegotiate", "switchport host", "switchport vlan",
                 "switchport isolated", "fex", "switchport dot1q", "switchport autostate", "autostate",
                 "no autostate", "carrier", "management", "private-vlan", "switchport private-vlan", "peer-link",
                 "ip dhcp snooping limit", "ip dhcp snooping", "member", "source-interface", "host-reachability",
                 "ingress-replication", "suppress-arp", "mcast-group", "global", "advertise", "tunnel", "overlay",
                 "otv", "fcoe", "bind", "switchport mode fex-fabric", "switchport mode fabricpath", "ip nat",
                 "pinning", "evpn", "xconnect", "storm", "no switchport trunk", "switchport priority", "dot1x",
                 "delay restore", "track", "nve", "multisite")  # fmt: skip


@TOP.line("vpc domain", topic="redundancy")
def _vpc(reading: Reading, words: list[str], block: Block) -> bool:
    """Read the pair of switches that share port channels."""
    if len(words) != 3:  # noqa: PLR2004
        return False
    record = Redundancy(kind="vpc", name=words[-1], lines=(block.number,), authenticated=None)
    for child in block.children:
        parts = child.text.split()
        if not _VPC.issuperset(parts[1:2] if parts[0] == "no" else parts[:1]):
            record.unread = (*record.unread, *reading.numbers(child))
            continue
        if parts[0] == "peer-keepalive":
            record.lines = (*record.lines, child.number)
        reading.use(*reading.numbers(child))
    reading.device.redundancy.items.append(record)
    return True


_VPC = frozenset({
    "peer-keepalive", "peer-switch", "peer-gateway", "role", "auto-recovery", "delay", "ip", "ipv6", "layer3", "mode",
    "system-mac", "system-priority", "graceful", "dual-active", "track", "fast-convergence", "shutdown", "virtual",
    "config-sync", "single-connection", "fabricpath", "reload", "lacp", "description", "mac",
})  # fmt: skip
"""What stands below ``vpc domain`` (NX-OS Interfaces Configuration Guide, "Configuring vPCs")."""


@TOP.line("system default switchport", "no system default switchport", topic="interfaces")
def _default(reading: Reading, words: list[str], block: Block) -> bool:
    """Read what ports are by default: switch ports, and shut down."""
    name = "default shutdown" if words[-1] == "shutdown" else "default switchport"
    reading.scratch.facts[name] = block
    return True


def finish_interfaces(reading: Reading) -> None:
    """Settle what needs the whole configuration."""
    state: Nexus = reading.scratch
    default = state.facts.get("default switchport")
    switch = not state.modular or (default is not None and not default.text.startswith("no "))
    for port in state.ports:
        settle(port, switch=switch)
        if port.interface.name.lower().startswith("mgmt"):
            port.interface.kind, port.interface.mode = "management", "routed"
