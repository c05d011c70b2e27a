"""A host stands in one zone, so that nothing passes the border through it."""

from __future__ import annotations

from checks.zones import legs, zone_of
from dengbao.check import HOSTS, Device, Findings, NotApplicable, check, combined, findings, lacking, need, offending
from dengbao.model import Adapter


@check(title="主机不跨接两个区域", risk="high", on=HOSTS)
def boundary_host_single_zone(device: Device) -> None:
    """A host stands in one zone, so that nothing passes the border through it.

    Passes when all addresses of adapters that are up, and their default gateways, lie in the same zone of the site, and
    the host does not route. Fails for each adapter with a leg or a gateway in another zone than the first one's, and
    when routing is on. Networks inside the host (containers, virtual machines) do not count. Not applicable when the
    site declares no zones. Isolated zones (``isolated``) are named in the finding.
    """
    if not device.site.zones:
        raise NotApplicable("清单没有声明区域(site.zones)")
    problems = combined(lambda: _legs(device), lambda: _routing(device))
    assert not problems, problems


def _legs(device: Device) -> Findings:
    site = device.site
    zones = {leg: zone_of(leg.address, site, leg.family) for leg in legs(device)}
    home = next(filter(None, zones.values()), "")

    def others(adapter: Adapter) -> list[str]:
        found = [zones.get(leg, "") for leg in adapter.addresses]
        if any(found):
            found += [zone_of(gateway, site) for gateway in adapter.gateways]
        return [zone for zone in dict.fromkeys(found) if zone and zone != home]

    def words(adapter: Adapter) -> str:
        there = others(adapter)
        apart = [zone for zone in there if (home, zone) in site.isolated or (zone, home) in site.isolated]
        title = "、".join(site.zones[zone].title for zone in there)
        return f"同时接入{site.zones[home].title}和{title}" + ("(应当隔离)" if apart else "")

    wide = offending(device.host.network.adapters, others)
    return findings(wide, expected="只接入一个区域", actual=words)


def _routing(device: Device) -> Findings:
    return lacking(
        need(
            device.host.network.forwarding,
            lambda on: not on,
            key="network:forwarding",
            expected="主机不转发报文",
            actual="启用了 IP 转发",
        )
    )
