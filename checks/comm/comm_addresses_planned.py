"""Networks are those of the declared zones, and no address is given twice."""

from __future__ import annotations

from dengbao.check import Findings, Found, Manual, Site, Undecided, check


@check(title="网段与声明的区域一致,地址不冲突", risk="medium")
def comm_addresses_planned(site: Site) -> None:
    """Networks are those of the declared zones, and no address is given twice.

    Passes when every network of an interface (management ports aside) lies wholly in the declared zones, or is public
    where a zone is ``any``; no address is on two devices; and no two networks overlap without being the same.
    Fails for each that does not. A person looks where no zones are declared.
    """
    if not site.settings.zones:
        raise Manual("清单没有声明区域(site.zones),需人工核查,出示:区域划分图与地址分配表")
    for place, (name, zone) in enumerate(site.settings.zones.items(), 1):
        site.cite("zones", place, f"{name} {zone.title} {'、'.join(map(str, zone.networks))}")
    problems = Findings(
        Found(key=one.key, expected=one.expected, actual=one.what, lines=one.lines, device=one.device)
        for one in site.network.clashes()
    )
    assert not problems, problems
    unread = [node.name for node in site.network.topology.nodes.values() if node.device.interfaces.unread]
    if unread:
        raise Undecided(f"接口配置有没有读懂的行:{'、'.join(dict.fromkeys(unread))}")
