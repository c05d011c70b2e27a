"""Interfaces of IOS: its own lines beside those that IOS-like devices share, and those known to be irrelevant."""

from __future__ import annotations

from dengbao.model import Interface
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import INTERFACE as COMMON
from parsers.ioslike.interfaces import Port, kind_of, settle
from parsers.ioslike.routing_keys import KEYS

INTERFACE: Table[Port] = Table()
INTERFACE.include(COMMON)
INTERFACE.include(KEYS)


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    name = "".join(words[1:2]) or "?"
    interface = Interface(
        name=name, lines=(block.number, *[child.number for child in block.children]), kind=kind_of(name)
    )
    port = Port(interface, reading)
    interface.unread = reading.inside(block, INTERFACE, port)
    reading.device.interfaces.items.append(interface)
    reading.scratch.ports.append(port)
    return len(words) > 1


@INTERFACE.line("zone-member security")
def _zone(port: Port, words: list[str], _block: Block) -> bool:
    port.interface.zone = words[-1]
    return True


@INTERFACE.line("ip nat inside", "ip nat outside")
def _nat_side(port: Port, words: list[str], _block: Block) -> bool:
    port.reading.scratch.nat_sides.setdefault(words[2], []).append(port.interface.name)
    return len(words) == 3  # noqa: PLR2004


@INTERFACE.line("ip inspect")
def _inspect(port: Port, _words: list[str], block: Block) -> bool:
    port.reading.scratch.facts["inspect"] = block
    return True


@INTERFACE.line("authentication open", "access-session host-mode open")
def _open(port: Port, _words: list[str], _block: Block) -> bool:
    port.open = True
    return True


@INTERFACE.line("service-policy type control subscriber")
def _subscriber(port: Port, _words: list[str], _block: Block) -> bool:
    port.interface.nac |= {"dot1x"}
    return True


@INTERFACE.line("crypto map")
def _crypto(port: Port, words: list[str], block: Block) -> bool:
    port.reading.scratch.facts[f"map {words[-1]}"] = block
    return True


@INTERFACE.line("tunnel protection ipsec profile")
def _protection(port: Port, words: list[str], block: Block) -> bool:
    if len(words) > 4:  # noqa: PLR2004
        port.reading.scratch.facts[f"protected {words[4]}"] = block
    return len(words) > 4  # noqa: PLR2004


@INTERFACE.line(
    "spanning-tree bpduguard enable", "spanning-tree guard", "storm-control", "spanning-tree portfast bpduguard"
)
def _guard(port: Port, words: list[str], block: Block) -> bool:
    if words[1:2] != ["action"] and words[-1] not in {"none", "100.00"}:  # what is done, no guard, and per cent
        port.reading.scratch.facts.setdefault("storm" if words[0] == "storm-control" else "bpduguard", block)
    return True


INTERFACE.ignore(
    "速率、双工、介质与供电",
    "duplex", "speed", "media-type", "negotiation", "no negotiation", "mtu", "bandwidth", "delay", "carrier-delay",
    "load-interval", "power inline", "mdix", "no mdix", "flowcontrol", "udld", "keepalive", "no keepalive",
    "hold-queue", "tx-ring-limit", "clock rate", "clock source", "framing", "linecode", "cablelength", "dampening",
    "lacp", "energywise", "fec", "no fec", "hw-module", "serial", "transceiver", "rj45-auto-downshift", "plim",
    "auto-polarity", "ip mtu", "ipv6 mtu", "link debounce", "crc", "scrambling", "fair-queue", "no fair-queue",
    "compress", "port-type", "network-clock", "synchronous mode", "no clock", "isdn", "no power", "squelch",
    "line-run", "macro", "no macro", "no peer", "analysis-module", "random-detect", "no bandwidth",
    "max-reserved-bandwidth",
)  # fmt: skip
INTERFACE.ignore(
    "队列与流量统计",
    "service-policy", "auto qos", "mls qos", "priority-queue", "srr-queue", "qos", "trust device", "ip flow",
    "ip route-cache", "no ip route-cache", "ip nbar", "rate-limit", "traffic-shape", "wrr-queue", "ip accounting",
    "sflow", "rmon", "flow", "ipv6 flow", "datalink flow", "no mls", "ip cef", "no ip mroute-cache", "ip rsvp",
    "performance", "et-analytics", "platform qos", "ip traffic-export",
)  # fmt: skip
INTERFACE.ignore(
    "路由协议的度量与计时",
    "ip eigrp", "ip hello-interval", "ip hold-time", "ip summary-address", "isis",
    "ip pim", "ip igmp", "ospfv3", "ipv6 eigrp", "ipv6 router", "ip rip", "bfd", "mpls", "ip policy",
    "ip helper-address", "ip mroute-cache", "ipv6 nd", "ip split-horizon", "no ip split-horizon",
    "ip bandwidth-percent", "ipv6 rip", "ip next-hop-self", "no ip next-hop-self", "no bfd",
    "ip multicast", "ip pim sparse-mode", "ipv6 dhcp", "ip dhcp relay", "ip local-proxy-arp", "ip load-sharing",
    "ipv6 pim", "ipv6 mld", "ip sap", "lisp", "ip dampening-change", "ip bgp", "ip cgmp", "ip dvmrp", "ip sdr",
    "ip mobile", "ip mrm", "ip authentication", "vrrp delay", "no ip igmp", "no ip ospf", "no isis", "no ip pim",
    "ip dhcp client", "ip address-save", "topology", "ip spd", "mop", "no mop", "arp timeout", "ip lisp", "ip rgmp",
    "ip urd",
)  # fmt: skip
INTERFACE.ignore(
    "本机回应哪些报文,各检查不据此判断",
    "ip redirects", "no ip redirects", "ip unreachables", "no ip unreachables", "ip proxy-arp", "no ip proxy-arp",
    "ip mask-reply", "no ip mask-reply", "ip directed-broadcast", "no ip directed-broadcast", "ip verify unicast",
    "ip tcp", "ipv6 tcp", "ip virtual-reassembly", "ip verify", "ipv6 unreachables", "no ipv6 redirects",
    "no ipv6 unreachables", "ip options", "ip information-reply", "no ip information-reply", "no arp", "arp",
    "ip arp gratuitous", "no ip gratuitous-arps", "ip device", "device-tracking", "ipv6 enable", "no ipv6 enable",
    "ipv6 verify", "ipv6 guard", "ip irdp", "ip security", "ip broadcast-address", "ipv6 snooping", "ipv6 redirects",
    "ip trigger-authentication",
)  # fmt: skip
INTERFACE.ignore(
    "告警、邻居发现与日志",
    "snmp", "no snmp", "snmp trap", "no snmp trap", "logging event", "no logging event", "cdp", "no cdp", "lldp",
    "no lldp", "logging", "no logging", "tag", "alarm", "l2protocol-tunnel", "no lldp transmit",
)  # fmt: skip
INTERFACE.ignore(
    "生成树与聚合的参数",
    "spanning-tree", "switchport nonegotiate", "switchport protected", "switchport block",
    "switchport trunk encapsulation", "channel-protocol", "no spanning-tree", "switchport private-vlan",
    "ip dhcp snooping limit", "ip arp inspection limit", "ip dhcp snooping vlan", "switchport backup", "private-vlan",
    "stackwise-virtual", "no switchport nonegotiate", "port-channel", "switchport autostate", "switchport priority",
    "switchport dot1q", "autostate", "no autostate", "vtp", "no vtp", "dual-active", "switchport trunk pruning",
    "cts", "macsec", "mka",
)  # fmt: skip
INTERFACE.ignore(
    "802.1X 的计时与细节",
    "authentication", "access-session", "subscriber", "no authentication",
    "source template", "ip admission", "webauth",
)  # fmt: skip
INTERFACE.ignore(
    "隧道、拨号与二层业务的参数",
    "tunnel", "no tunnel", "ppp", "encapsulation", "dialer", "service instance", "ip nhrp", "pppoe", "pppoe-client",
    "bridge-group", "bridge-domain", "xconnect", "peer default", "async", "atm", "pvc", "frame-relay", "ethernet",
    "member", "source-interface", "group-range", "host-reachability", "physical-layer", "dialer-group", "ip nat",
    "service-module", "no ip nat", "vfi", "vpdn", "l2transport", "backup", "cable", "upstream", "downstream", "voice",
    "virtual-template", "vbr-nrt", "protocol", "ima", "no bridge-group", "if-needed", "call", "ntp", "no ntp",
    "ip wccp", "ip sla", "pseudowire", "evc", "ip redirect", "no ip nhrp", "ipv6 nat", "ipv6 crypto", "crypto",
    "nat64", "cdapi", "map-group", "x25", "lapb", "smds", "fddi", "ring-speed", "early-token-release", "vc-class",
    "hub", "ip ddns", "no atm", "dsl", "station-role", "ssid", "antenna", "ntp broadcast", "pri-group",
)  # fmt: skip
INTERFACE.ignore_below(
    "准入的计时与细节", "dot1x",
    "pae timeout max-req max-reauth-req max-start max-authreq supplicant credentials credential authenticator"
    " guest-vlan host-mode reauthentication critical auth-fail violation-mode control-direction default"
    " initialize username max",
)  # fmt: skip


def finish_interfaces(reading: Reading) -> None:
    """Settle what needs the whole configuration: switch ports, management ports."""
    state = reading.scratch
    for port in state.ports:
        settle(port, switch=state.switch)
        interface = port.interface
        if interface.vrf.lower().startswith("mgmt") and interface.kind == "physical":
            interface.kind, interface.mode = "management", "routed"
    for group in reading.device.redundancy.items:
        if group.kind == "vrrp" and group.version is None:  # 3 has a form of its own, see ``ioslike.interfaces``
            group.version = 2
