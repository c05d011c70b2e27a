"""How the host stands in the network: adapters, routes, forwarding, proxy, names by multicast.

Kinds of adapters are IANA's ifType numbers. IPEnableRouter: Microsoft KB323339.
"""

from __future__ import annotations

import ipaddress

from dengbao.model import (
    Absent,
    Adapter,
    AdapterKind,
    Device,
    Fact,
    HostNetwork,
    HostService,
    InterfaceAddress,
    Known,
    Route,
    Section,
    Unknown,
)
from parsers.windows.combine import either
from parsers.windows.document import FILE, Part, Spot, listed, said
from parsers.windows.evidence import Evidence
from parsers.windows.exposure import running
from parsers.windows.facts_exposure import NetworkAdapter, RouteEntry
from parsers.windows.registry import CCS, CV, POL, on, text

_KINDS: dict[int | None, AdapterKind] = {
    6: "wired", 71: "wireless", 243: "mobile", 244: "mobile", 24: "loopback", 53: "virtual", 131: "tunnel",
}  # fmt: skip


def read_network(evidence: Evidence, device: Device) -> None:
    """Fill adapters, routes and what goes with them."""
    adapters = evidence.document.part("adapters", list[NetworkAdapter])
    device.host.network = HostNetwork(
        adapters=listed(adapters, _adapter),
        forwarding=_forwarding(evidence, device.host.services),
        proxy=_proxy(evidence),
        multicast_names=evidence.registry.first(
            POL + "Windows NT\\DNSClient\\EnableMulticast", read=on, absent=Absent(True, "缺省启用(DnsClient.admx)")
        ),
        file=FILE,
    )
    device.routes = _routes(evidence.document.part("routes", list[RouteEntry]), adapters)


def _forwarding(evidence: Evidence, services: Section[HostService]) -> Fact[bool]:
    """Whether it routes: the registry's switch, or the routing service (IPEnableRouter: Microsoft KB323339)."""
    switched = evidence.registry.first(
        CCS + "Services\\Tcpip\\Parameters\\IPEnableRouter", read=on, absent=Absent(False, "缺省不转发(KB323339)")
    )
    return either(switched, running(services, "RemoteAccess"))


def _proxy(evidence: Evidence) -> Fact[str]:
    """The machine's proxy; a user's own is in ``user_hives``, which covers only users who are logged on."""
    key = CV + "Internet Settings\\"
    first = evidence.registry.first
    enabled = first(key + "ProxyEnable", read=on, absent=Absent(False, "没有设置机器代理"))
    script = first(key + "AutoConfigURL", read=text, absent=Absent("", "没有设置代理脚本"))
    if isinstance(enabled, Known) and enabled.value:
        return first(key + "ProxyServer", read=text, absent=Absent("", "没有设置代理服务器"))
    return Unknown(enabled.why) if isinstance(enabled, Unknown) else script


def _adapter(found: NetworkAdapter, spot: Spot) -> Adapter:
    known = _KINDS.get(found.type, "unknown")
    addresses = [_interface_address(text) for text in found.addresses]
    return Adapter(
        name=found.name or found.description or str(found.index),
        lines=spot.at("name", "type", "up", "addresses", "gateways"),
        kind="virtual" if known == "wired" and found.physical is False else known,
        up=said(found.up, spot.at("up"), "up"),
        addresses=tuple(address for address in addresses if address),
        gateways=tuple(found.gateways),
        dns=tuple(found.dns),
        mac=found.mac or "",
        dynamic_address=bool(found.dhcp),
        file=FILE,
        unread=spot.at("addresses") if None in addresses else (),
    )


def _interface_address(said_address: str) -> InterfaceAddress | None:
    try:
        found = ipaddress.ip_interface(said_address)
    except ValueError:
        return None
    return InterfaceAddress(int(found.ip), found.network.prefixlen, found.version)


def _routes(part: Part[list[RouteEntry]], adapters: Part[list[NetworkAdapter]]) -> Section[Route]:
    names = {adapter.index: adapter.name or str(adapter.index) for adapter in adapters.data or ()}
    return listed(part, lambda found, spot: _route(found, spot, names))


def _route(found: RouteEntry, spot: Spot, names: dict[int, str]) -> Route | None:
    try:
        network = ipaddress.ip_network(found.destination, strict=False)
        hop = ipaddress.ip_address(found.next_hop)
    except ValueError:
        return None
    return Route(
        network=int(network.network_address),
        prefix=network.prefixlen,
        lines=spot.at("destination", "next_hop"),
        family=network.version,
        next_hop=int(hop) or None,
        interface=names.get(found.interface, str(found.interface)),
        distance=found.metric,
        origin="table",
        file=FILE,
    )
