"""Every link to the outside is on the site's list."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from checks.outside import faces_outside, is_outside
from dengbao.check import NETWORK, Device, Findings, Found, NotApplicable, Site, Undecided, check
from dengbao.model import Interface, InterfaceAddress

IPV4 = 4


@check(title="外联接口都在外联清单中", risk="medium")
def boundary_external_links_declared(site: Site) -> None:
    """Every link to the outside is on the site's list.

    An interface that is on faces the outside when its security zone is called so, or it has an address of no declared
    inside zone that is public, or that the default route points at. Passes when each is an entry of
    ``site.external_links``, and each entry is such an interface. Fails for each that is not. Not applicable when the
    site keeps no such list: a document shows the links then.
    """
    declared = {(link.device, link.interface) for link in site.settings.external_links}
    if not declared:
        raise NotApplicable("清单没有登记外联接口(site.external_links)")
    for place, link in enumerate(site.settings.external_links, 1):
        site.cite("external_links", place, f"{link.device} {link.interface} {link.title}")
    problems, doubts, met = Findings(), list[str](), set[tuple[str, str]]()
    for device in (device for device in site.devices if device.role in NETWORK):
        try:
            ports = list(_outside(device, site))
        except Undecided as why:
            doubts.append(f"{device.name}:{why.why}")
            continue
        met |= {(device.name, port.name) for port in ports}
        problems += [
            _found(device.name, port.name, "登记在外联清单中,否则拆除", f"{port.name} 接外网,不在外联清单中", port)
            for port in ports
            if (device.name, port.name) not in declared
        ]
        doubts += [f"{device.name} 的 {port.name} 有没有读懂的行" for port in device.interfaces if port.unread]
    problems += [
        _found(device, port, "清单随线路增减更新", f"清单中的 {device} {port} 没有接外网")
        for device, port in sorted(declared - met)
        if not doubts and device not in site.absent
    ]
    assert not problems, problems
    if doubts:
        raise Undecided(doubts[0])


def _outside(device: Device, site: Site) -> Iterator[Interface]:
    for port in device.interfaces:
        if port.shutdown or port.kind == "loopback" or not faces_outside(port, site.settings):
            continue
        if is_outside(port.zone) or any(map(_is_public, port.addresses)) or _leads_out(device, port):
            yield port


def _is_public(own: InterfaceAddress) -> bool:
    return not (ipaddress.IPv4Address if own.family == IPV4 else ipaddress.IPv6Address)(own.address).is_private


def _leads_out(device: Device, port: Interface) -> bool:
    """Whether a default route points at a gateway beside the interface."""
    return any(
        own.family == route.family and own.address >> bits == route.next_hop >> bits
        for route in device.routes
        if route.prefix == 0 and route.next_hop is not None
        for own in port.addresses
        if (bits := (32 if own.family == IPV4 else 128) - own.prefix) >= 0
    )


def _found(device: str, port: str, expected: str, actual: str, interface: Interface | None = None) -> Found:
    return Found(
        key=f"link:{device}:{port}",
        expected=expected,
        actual=actual,
        lines=interface.lines if interface else (),
        device=device if interface else "",
        names={"name": port},
    )
