"""Zones declared isolated share nothing below the third layer, and no host has a leg in both."""

from __future__ import annotations

from collections.abc import Iterator

from dengbao.check import Device, Findings, Found, NotApplicable, Role, Site, Undecided, check

_HOSTS = frozenset({Role.SERVER, Role.WORKSTATION})
_EXPECTED = "两个区域不共用 VLAN、干道、交换机和双网卡主机,没有地址转换和通向外部的缺省路由"


@check(title="声明隔离的区域不共用交换机、VLAN 和干道", risk="high")
def boundary_isolated_layer2_apart(site: Site) -> None:
    """Zones declared isolated share nothing below the third layer, and no host has a leg in both.

    Passes when, for each pair of ``site.isolated``, no broadcast domain has addresses of both, no trunk and no switch
    carries VLANs of both, no equipment outside the inventory is cabled to ports of both, no server or workstation has
    adapters in both, nothing translates between their addresses, and, where one is the internet, no default route
    leads out of the other. Fails for each that does. Undecided while it is not known what a trunk with a VLAN of
    either, or a port with an address of either, is cabled to: LLDP and CDP tables show it, else a person has to look.
    Not applicable when the site declares no pair. High-risk case 6.2.1.2.
    """
    if not site.settings.isolated:
        raise NotApplicable("清单没有声明隔离的区域(site.isolated)")
    for place, pair in enumerate(site.settings.isolated, 1):
        site.cite("isolated", place, " ↔ ".join(pair))
    found = [contact for pair in site.settings.isolated for contact in site.network.shared(*pair)]
    sure = Findings(
        Found(key=one.key, expected=_EXPECTED, actual=one.what, lines=one.lines, device=one.device)
        for one in found
        if not one.doubt
    )
    doubts = [f"{one.what}:{one.doubt}" for one in found if one.doubt]
    for device in site.devices:
        if device.role in _HOSTS:
            adapters = device.host.network.adapters
            try:
                sure += _legs(device, site)
            except Undecided as why:
                doubts.append(f"{device.name} 的网卡不明:{why.why}")
            if adapters.unread:
                doubts.append(f"{device.name} 的网卡有没有读懂的部分")
    assert not sure, sure
    if doubts:
        raise Undecided(doubts[0] + (f"(共 {len(doubts)} 处)" if len(doubts) > 1 else ""))


def _legs(device: Device, site: Site) -> Iterator[Found]:
    """The pairs of zones that a host stands in with both legs."""
    legs: dict[str, list[tuple[str, tuple[int, ...], str]]] = {}
    for adapter in device.host.network.adapters:
        for zone in site.network.zones_of(adapter.addresses):
            legs.setdefault(zone, []).append((adapter.name, adapter.lines, adapter.file))
    for one, other in site.settings.isolated:
        if one in legs and other in legs:
            (first, lines, file), (second, more, _) = legs[one][0], legs[other][0]
            yield Found(
                key=f"host:{one}<->{other}:{device.name}",
                expected=_EXPECTED,
                actual=f"主机同时接在两个区域:{first}({one})和 {second}({other})",
                lines=(*lines[:1], *more[:1]),
                file=file,
                device=device.name,
            )
