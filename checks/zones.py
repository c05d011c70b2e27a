"""Which of the site's zones an address lies in, and what the site declares of services there."""

from __future__ import annotations

import ipaddress
from typing import Any

from dengbao.check import Device, Undecided
from dengbao.model import InterfaceAddress

_LINK_LOCAL = (ipaddress.ip_network("169.254.0.0/16"), ipaddress.ip_network("fe80::/10"))


def zone_of(address: str | int, site: Any, family: int = 4) -> str:  # noqa: ANN401 - the site as people wrote it
    """The zone that holds an address: the narrowest network that does, else the zone of ``any``; "" when none does.

    Raises:
        Undecided: the text is no address.
    """
    try:
        own = ipaddress.ip_address(address) if isinstance(address, str) else _made(address, family)
    except ValueError:
        raise Undecided(f"{address} 不是地址,看不出在哪个区域") from None
    best, name = -1, ""
    for zone, declared in site.zones.items():
        for network in declared.networks:
            if network == "any":
                name = name or zone
            elif own.version == network.version and own in network and network.prefixlen > best:
                best, name = network.prefixlen, zone
    return name


def legs(device: Device) -> list[InterfaceAddress]:
    """The addresses by which the host stands in networks: of adapters that are up, loopback and link-local ones aside.

    A virtual adapter without a gateway is a network inside the host (of containers, of virtual machines); it counts
    only where the host has no other.
    """
    up = [one for one in device.host.network.adapters if one.kind != "loopback" and one.up]
    outer = [one for one in up if one.kind != "virtual" or one.gateways]
    return [leg for adapter in outer or up for leg in adapter.addresses if not _is_local(leg)]


def _is_local(leg: InterfaceAddress) -> bool:
    own = _made(leg.address, leg.family)
    return own.is_loopback or any(own in network for network in _LINK_LOCAL if network.version == own.version)


def declared(device: Device, protocol: str, port: int) -> bool:
    """Whether a flow of the site names this host (or its whole zone) and service as its destination."""
    site = device.site
    flows = [flow for flow in site.flows if any(_covers(service, protocol, port) for service in flow.services)]
    if not flows:
        return False
    own = [(_made(leg.address, leg.family), zone_of(leg.address, site, leg.family)) for leg in legs(device)]
    return any(
        any(address in net for net in flow.hosts if net.version == address.version) if flow.hosts else zone == flow.to
        for flow in flows
        for address, zone in own
    )


def _covers(service: str, protocol: str, port: int) -> bool:
    """Whether a service as the site writes it (``tcp/443``, ``tcp/1433-1434``, ``any``) takes in a port."""
    name, _, numbers = service.partition("/")
    low, _, high = numbers.partition("-")
    return name == "any" or (name == protocol and (not numbers or int(low) <= port <= int(high or low)))


def _made(address: int, family: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.IPv4Address(address) if family == 4 else ipaddress.IPv6Address(address)  # noqa: PLR2004 - the IP version
