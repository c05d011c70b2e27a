"""Interfaces of RGOS. Names have a blank (``GigabitEthernet 0/1``) and may be short and in lower case beside that."""

from __future__ import annotations

from dengbao.model import Interface
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import INTERFACE as COMMON
from parsers.ioslike.interfaces import Port, kind_of, settle
from parsers.ioslike.routing_keys import KEYS
from parsers.ruijie_os.table import TOP

INTERFACE: Table[Port] = Table()
INTERFACE.include(COMMON)
INTERFACE.include(KEYS)
_LONG = {
    "gi": "GigabitEthernet", "te": "TenGigabitEthernet", "fa": "FastEthernet", "ag": "AggregatePort", "vl": "VLAN",
}  # fmt: skip


def long_name(words: list[str]) -> str:
    """Write a name as the device prints it mostly: ``gi 1/0/1`` and ``Gi1/0/1`` become ``GigabitEthernet 1/0/1``."""
    text = "".join(words).replace(" ", "")
    at = next((index for index, char in enumerate(text) if char.isdecimal()), len(text))
    word, number = text[:at], text[at:]
    return f"{_LONG.get(word.lower(), word)} {number}".strip()


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    name = long_name(words[1:3])
    interface = Interface(
        name=name, lines=(block.number, *[child.number for child in block.children]), kind=kind_of(name)
    )
    port = Port(interface, reading)
    interface.unread = reading.inside(block, INTERFACE, port)
    reading.device.interfaces.items.append(interface)
    reading.scratch.ports.append(port)
    return True


@INTERFACE.line("ip verify source", "ip dhcp snooping address-bind")
def _source_guard(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.source_guard = True
    return True


@INTERFACE.line("arp-check")
def _arp_check(port: Port, _words: list[str], _block: Block) -> bool:
    """ARP check lets an ARP packet in only when it fits a binding."""
    port.interface.arp_inspection = True
    return True


@INTERFACE.line("web-auth enable", "webauth", "web-auth vlan-control")
def _portal(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.nac |= {"portal"}
    return True


@INTERFACE.line("dot1x mac-auth-bypass")
def _mac_auth(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.nac |= {"mac-auth"}
    return True


@INTERFACE.line("spanning-tree bpduguard enable", "rldp port", "storm-control")
def _guard(port: Port, words: list[str], block: Block) -> bool:
    name = {"storm-control": "storm", "rldp": "rldp port"}.get(words[0], "bpduguard")
    if words[1:2] != ["action"] and words[-1] != "100":  # what is done, and per cent
        port.reading.scratch.facts.setdefault(name, block)
    return True


INTERFACE.ignore(
    "速率、双工、介质与供电",
    "speed", "duplex", "medium-type", "mtu", "flowcontrol", "poe", "no poe", "bandwidth", "carrier-delay",
    "load-interval", "hold-queue", "negotiation", "eee", "no eee", "fec", "logging", "no logging", "media-type",
    "keepalive", "mac-address", "rj45", "combo", "power", "sysmac", "holdtime", "physical-port", "transceiver",
)  # fmt: skip
INTERFACE.ignore(
    "生成树、聚合与二层参数",
    "spanning-tree", "no spanning-tree", "lacp", "switchport protected", "switchport nonegotiate", "lldp", "no lldp",
    "l2protocol-tunnel", "gvrp", "mac-learning", "no rldp", "aggregateport", "switchport hybrid",
    "switchport trunk encapsulation", "isolate", "dldp", "udld", "ip igmp", "no ip igmp", "switchport dot1q-tunnel",
    "ip dhcp snooping suppression", "ip dhcp snooping limit", "ip dhcp snooping vlan", "ip arp inspection limit",
    "no ip dhcp snooping", "errdisable", "port-control", "loopback", "vlan-group", "mac-vlan", "protocol-vlan",
)  # fmt: skip
INTERFACE.ignore(
    "队列与防攻击的速率",
    "nfpp", "qos", "mls", "rate-limit", "priority-queue", "wrr-queue", "drr-queue", "traffic-shape", "service-policy",
    "ip policy", "sflow", "arp-rate-limit", "queue", "drop-precedence", "ip rate", "cpu-protect", "statistics",
)  # fmt: skip
INTERFACE.ignore(
    "路由与地址分配的参数",
    "ip helper-address", "ip dhcp", "ip rip", "isis", "ip pim", "ipv6 nd", "ipv6 enable",
    "no ipv6 enable", "ipv6 dhcp", "arp", "ip ref", "ip mtu", "ipv6 mtu", "bfd", "ip route-cache",
    "no ip route-cache", "ip proxy-arp", "no ip proxy-arp", "local-proxy-arp", "no local-proxy-arp", "gratuitous-arp",
    "ip tcp", "ip multicast", "dialer", "ppp", "pppoe", "pppoe-client", "encapsulation", "ip nat", "no ip nat",
    "reverse-path", "specify", "nexthop", "tunnel", "ip session", "anti-arp-spoofing", "ip redirects",
    "no ip redirects", "no ip unreachables", "ip unreachables", "no ip mask-reply", "ip mask-reply",
    "ip directed-broadcast", "no ip directed-broadcast", "flow-control", "mpls", "crypto", "vlan", "no snmp", "snmp",
    "ip urpf", "ip verify urpf", "ip verify unicast", "ipv6 verify", "no ip local", "channel-tree", "auto-bandwidth",
)  # fmt: skip
INTERFACE.ignore(
    "准入的计时与细节",
    "no dot1x", "web-auth", "address-bind", "security", "ip portal", "portal", "no arp-check", "aaa",
)  # fmt: skip
INTERFACE.ignore_below(
    "准入的计时与细节", "dot1x",
    "timeout max-req reauthentication re-authentication reauth-max port-control-mode auto-req guest-vlan"
    " auth-fail auth-mode critical dynamic-vlan default-user-limit mac-move static-user client-probe"
    " valid-ip-acct multi-mab pseudo private-supplicant-only auth-with-order user-trap-filter",
)  # fmt: skip


def finish_interfaces(reading: Reading) -> None:
    """Settle what needs the whole configuration; static bindings admit a terminal as 802.1X does."""
    state = reading.scratch
    for route in reading.device.routes.items:
        route.interface = long_name([route.interface])
    for nat in reading.device.nat.items:
        nat.interface = long_name([nat.interface])
    for port in state.ports:
        settle(port, switch=state.switch)
        interface = port.interface
        if state.bound and "bind install" in state.facts and interface.mode == "access":
            interface.nac |= {"binding"}
