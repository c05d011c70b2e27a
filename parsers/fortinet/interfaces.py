"""Interfaces, zones and VDOMs.

An interface that is in no ``config system zone`` may stand in policies by its own name: it is a zone of its own then.
``allowaccess`` is one list; the IPv6 part and each secondary address have their own (CLI reference, ``config system
interface``). A FortiLink port and one that is dedicated to management carry no user traffic.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from dengbao.model import Interface, InterfaceAddress, Lines, Redundancy, Vrf, Zone
from parsers.fortinet import attributes
from parsers.fortinet.config import Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.tree import Node
from parsers.ioslike.numbers import bounded, integer, ipv4, ipv4_prefix, ipv6_prefix, mask_length

Kind = Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"]
_KINDS: dict[str, Kind] = {
    "physical": "physical", "aggregate": "aggregate", "redundant": "aggregate", "vlan": "sub", "loopback": "loopback",
    "tunnel": "tunnel", "switch": "virtual", "hard-switch": "virtual", "vap-switch": "virtual", "vdom-link": "virtual",
    "emac-vlan": "sub", "wl-mesh": "virtual", "fext-wan": "physical", "hdlc": "physical", "vxlan": "tunnel",
    "geneve": "tunnel", "ssl": "tunnel", "switch-vlan": "vlan", "lan-extension": "tunnel",
}  # fmt: skip
_IPV6 = fields("ip6-address ip6-allowaccess ip6-mode", skip=attributes.INTERFACE_IPV6, tables={
    "ip6-extra-addr": fields(""), "ip6-prefix-list": None, "ip6-delegated-prefix-list": None, "vrrp6": None,
    "dhcp6-iapd-list": None, "ip6-route-list": None, "ip6-rdnss-list": None, "ip6-dnssl-list": None,
    "client-options": None,
})  # fmt: skip
_SKIP = (
    "snmp-index internal distance priority dhcp-.* arpforward broadcast-forward bfd.* l2forward icmp-.* vlanforward"
    " stpforward.* ips-sniffer-mode ident-accept subst.* netbios-forward wins-ip netflow-.* sflow-.* src-check"
    " sample-.* polling-interval explicit-.* proxy-.* tcp-mss inbandwidth outbandwidth egress-.* ingress-.*"
    " disconnect-threshold spillover-threshold weight external device-.* lldp-.* estimated-.* measured-.*"
    " bandwidth-measure-time monitor-bandwidth vrrp-virtual-mac preserve-session-route auto-auth-.* ap-discover"
    " switch-controller-.* defaultgw dns-server-.* mtu mtu-override wccp drop-.* fail-.* detect.* gwdetect"
    " ping-serv-status ha-priority client-options.* macaddr virtual-mac ring-.* mediatype scan-botnet-connections"
    " vlan-protocol trunk forward-domain lacp-.* system-id.* min-links.* algorithm link-up-delay aggregate.*"
    " priority-override managed-.* devindex vindex captive-portal security-(?!mode$).* replacemsg-.* auth-.*"
    " ike-saml-server stp.* swc-.* color trust-ip-?\\d trust-ip6-\\d fortiheartbeat forward-error-correction"
    " ip-managed-by-fortiipam fortilink-.* sw-.* eap-.* dot1x-.* dhcp.* pptp-.* username password idle-timeout"
    " disc-.* padt-.* service-name ac-name lcp-.* pppoe-.* ndiscforward reachable-time cli-conn-status np-.* phy-.*"
    " default-purdue-level purdue-.* virtual-switch.* interconnect-profile port-mirroring.* mirroring-.*"
    " telemetry-.* mux-type atm-.* phy.* vci vpi transport-mode wifi-.* egress-cos ingress-cos swc-vlan vlan-.*"
    " annex medium mdix remote-ip defaultgw swc.* tx-.* rx-.*"
)  # fmt: skip
section(
    "system interface",
    read="vdom vrf mode ip allowaccess status type alias description role vlanid interface member fortilink"
        " dedicated-to secondary-IP security-mode ipmac speed management-ip ipunnumbered redundant-interface switch"
        " profiles",
    skip=_SKIP,
    tables={
        "ipv6": _IPV6,
        "secondaryip": fields("ip allowaccess", skip="detect.* gwdetect ping-serv-status ha-priority secip-.*"),
        "vrrp": fields("vrip priority status vrgrp", skip=attributes.VRRP,
        tables={"proxy-arp": None}),
        "client-options": None, "egress-queues": None, "dhcp-snooping-server-list": None, "tagging": None,
        "l2tp-client-settings": None, "managed-device": None, "fail-alert-interfaces": None, "phy-setting": None,
        "mirroring-filter": None, "trust-ip": None,
    },
)  # fmt: skip
section("system zone", read="interface intrazone description", skip="tagging", tables={"tagging": None})
section("system vdom", read="short-name flag vcluster-id", skip="name")
section("system switch-interface", read="member span", skip=attributes.SWITCH)
section("system virtual-switch", read="physical-switch", skip=attributes.SWITCH,
        tables={"port": fields("", skip="speed status alias mediatype poe-status")})  # fmt: skip
_SDWAN = fields("interface zone gateway status", skip=attributes.SDWAN_MEMBER)
section(
    "system sdwan", "system virtual-wan-link", read="status", skip=attributes.SDWAN,
    tables={"zone": fields("", skip=attributes.SDWAN_ZONE), "members": _SDWAN, "health-check": None, "service": None,
            "neighbor": None, "duplication": None, "health-check-fortiguard": None},
)  # fmt: skip
_HA = "mode group-name group-id hbdev monitor priority override password session-pickup ha-mgmt-status status"
section("system ha", read=_HA, skip=attributes.HA,
        tables={"ha-mgmt-interfaces": fields("interface", skip="gateway.* dst"), "secondary-vcluster": None,
            "unicast-peers": None, "vcluster": None,
                "frup-settings": None})  # fmt: skip


def read(config: Config) -> None:
    """Fill interfaces, zones, VDOMs and redundancy."""
    device = config.device
    for section_ in (device.interfaces, device.zones, device.vrfs, device.redundancy, device.vlans):
        section_.missing = ""
    if config.node("system interface") is None:
        device.interfaces.missing = device.zones.missing = "配置里没有 config system interface"
        return
    members = _members(config)
    telnet = config.setting("system global", "admin-telnet")
    barred = {"telnet"} if telnet and telnet.word == "disable" else set()
    managed = {entry.word("interface") for node in _ha(config) for entry in node.table("ha-mgmt-interfaces")}
    for _, node in config.entries("system interface"):
        port = _interface(node)
        port.management = (port.management or frozenset()) - barred
        port.channel = members.get(node.name, "")
        if node.name in managed:
            port.kind = "management"
        device.interfaces.items.append(port)
        device.redundancy.items.extend(_vrrp(node))
    _zones(config)
    device.vrfs.items.extend(
        Vrf(name=name, lines=tuple(lines), kind="vdom") for name, lines in config.main.contexts.items()
    )
    device.vlans.unsupported = "防火墙上没有二层 VLAN 表,子接口见接口"
    _cluster(config)


def _ha(config: Config) -> list[Node]:
    node = config.node("system ha")
    return [node] if node else []


def _members(config: Config) -> dict[str, str]:
    """Which aggregate or switch a port belongs to."""
    found: dict[str, str] = {}
    for _, node in config.entries("system interface", "system switch-interface"):
        found.update(dict.fromkeys(node.words("member"), node.name))
    for _, node in config.entries("system virtual-switch"):
        found.update(dict.fromkeys((port.name for port in node.table("port")), node.name))
    return found


def _interface(node: Node) -> Interface:
    port = Interface(name=node.name, lines=(node.line,), mode="routed", unread=tuple(node.unread))
    parent = node.word("interface")
    port.kind = _KINDS.get(node.word("type"), "sub" if "vlanid" in node.settings else "physical")
    if port.kind == "physical" and parent:
        port.kind = "sub"
    if node.enables("fortilink") or node.word("dedicated-to") == "management":
        port.kind = "management"
    port.parent, port.tag = parent, bounded(node.word("vlanid"), 1, 4094)
    port.shutdown = node.word("status") == "down"
    port.description = node.word("description") or node.word("alias")
    port.vrf = node.word("vrf") if node.word("vrf") not in {"", "0"} else ""
    port.context = node.word("vdom")
    port.dynamic_address = node.word("mode") in {"dhcp", "pppoe"}
    if "802.1X" in node.words("security-mode"):
        port.nac = frozenset({"dot1x"})
    elif "captive-portal" in node.words("security-mode"):
        port.nac = frozenset({"portal"})
    elif node.enables("ipmac"):
        port.nac = frozenset({"binding"})
    port.duplex = "half" if node.word("speed").endswith("half") else ""
    _addresses(port, node)
    return port


def _addresses(port: Interface, node: Node) -> None:
    found: list[InterfaceAddress] = []
    access = set(node.words("allowaccess"))
    if own := _ipv4(node.words("ip")):
        found.append(own)
    for second in node.table("secondaryip"):
        if (own := _ipv4(second.words("ip"))) and node.word("secondary-IP") != "disable":
            found.append(replace(own, secondary=True))
            access.update(second.words("allowaccess"))
    inner = node.tables.get("ipv6")
    if inner:
        split = ipv6_prefix(inner.word("ip6-address"))
        if split and split[0]:
            found.append(InterfaceAddress(*split, family=6))
        access.update(inner.words("ip6-allowaccess"))
    port.addresses, port.management = tuple(found), frozenset(access)


def _ipv4(words: list[str]) -> InterfaceAddress | None:
    """Read ``A.B.C.D MASK`` or ``A.B.C.D/LEN``; 0.0.0.0 is no address."""
    if len(words) > 1:
        address, prefix = ipv4(words[0]), mask_length(words[1])
        split = (address, prefix) if address is not None and prefix is not None else None
    else:
        split = ipv4_prefix(words[0]) if words else None
    return InterfaceAddress(*split) if split and split[0] else None


def allowed_at(node: Node, service: str) -> int | None:
    """The line that lets a service in at an interface; None when none does."""
    places = [(node, "allowaccess"), *((second, "allowaccess") for second in node.table("secondaryip"))]
    if inner := node.tables.get("ipv6"):
        places.append((inner, "ip6-allowaccess"))
    return next((place.settings[key].line for place, key in places if service in place.words(key)), None)


def _zones(config: Config) -> None:
    """Zones, SD-WAN zones, and interfaces that policies name."""
    device = config.device
    inside: dict[str, str] = {}
    for context, node in config.entries("system zone"):
        zone = Zone(name=node.name, interfaces=tuple(node.words("interface")), lines=(node.line,), context=context,
                    unread=tuple(node.unread))  # fmt: skip
        device.zones.items.append(zone)
        inside.update(dict.fromkeys(zone.interfaces, zone.name))
    for context, node in config.nodes("system sdwan", "system virtual-wan-link"):
        for name, (ports, lines) in _sdwan(node).items():
            device.zones.items.append(Zone(name=name, interfaces=ports, lines=lines, context=context))
            inside.update(dict.fromkeys(ports, name))
    named = {name for _, rule in config.entries("firewall policy", "firewall policy6", "firewall security-policy")
             for key in ("srcintf", "dstintf") for name in rule.words(key)}  # fmt: skip
    for port in device.interfaces.items:
        port.zone = inside.get(port.name, "")
        if not port.zone and port.name in named:
            port.zone = port.name
            device.zones.items.append(
                Zone(name=port.name, interfaces=(port.name,), lines=port.lines, context=_context(config, port))
            )


def _context(config: Config, port: Interface) -> str:
    return port.context if config.main.contexts else ""


def _sdwan(node: Node) -> dict[str, tuple[tuple[str, ...], Lines]]:
    """The zones of SD-WAN (6.4 on) with their members; one without a zone is in ``virtual-wan-link``, as all of 6.2."""
    zones: dict[str, tuple[tuple[str, ...], Lines]] = {}
    for member in node.table("members"):
        port, zone = member.word("interface"), member.word("zone", "virtual-wan-link")
        if port:
            before = zones.get(zone, ((), ()))
            zones[zone] = ((*before[0], port), (*before[1], member.line))
    return zones


def _vrrp(node: Node) -> list[Redundancy]:
    return [
        Redundancy(
            kind="vrrp",
            name=entry.name,
            lines=(entry.line,),
            interface=node.name,
            virtual=tuple(number for number in (ipv4(entry.word("vrip")),) if number is not None),
            priority=integer(entry.word("priority")),
            enabled=entry.enables("status", default=True),
            unread=tuple(entry.unread),
        )
        for entry in node.table("vrrp")
    ]


def _cluster(config: Config) -> None:
    """``config system ha`` with a mode other than standalone is a cluster of two or more units."""
    node = config.node("system ha")
    if node is None and not config.whole:
        config.device.redundancy.missing = "配置不完整,看不出是否配置了双机"
    mode = node.word("mode", "standalone") if node else "standalone"
    if node and mode != "standalone":
        pair = Redundancy(kind="ha", name=node.word("group-name"), lines=node.lines("mode"))
        pair.priority, pair.authenticated = integer(node.word("priority")), "password" in node.settings
        pair.unread = (*node.unread, *(() if mode in {"a-a", "a-p"} else node.lines("mode")))
        config.device.redundancy.items.append(pair)
