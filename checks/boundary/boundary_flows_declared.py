"""What the network lets through between zones is what the site declares."""

from __future__ import annotations

from dengbao.check import Findings, Found, Manual, Site, Undecided, check


@check(title="区域之间只放行声明的访问", risk="high")
def boundary_flows_declared(site: Site) -> None:
    """What the network lets through between zones is what the site declares.

    Every packet that opens a connection from one zone of ``site.zones`` to another is followed through all devices:
    routes, access lists, policies and address translation. Passes when all that arrives is inside ``site.flows``.
    Fails for each rule that lets something else through, with a packet and its path. A person looks where no zones are
    declared. High-risk cases 6.2.1.2 and 6.3.2.1.
    """
    if not site.settings.zones:
        raise Manual("清单没有声明区域(site.zones),需人工核查,出示:区域间访问控制策略表")
    for place, flow in enumerate(site.settings.flows, 1):
        site.cite("flows", place, f"{flow.from_} → {flow.to} {'、'.join(flow.services)} {flow.reason}")
    found = site.network.leaks(site.settings.flows)
    sure = Findings(
        Found(
            key=leak.key,
            expected=f"{leak.source} 到 {leak.target} 只放行声明的访问:收紧或删除 {leak.cited.rule}",
            actual=f"{leak.packet} 可以通过,路径 {' → '.join(leak.path)}",
            lines=leak.cited.lines,
            device=leak.cited.device,
            names={"name": leak.cited.rule.partition(":")[2]},
        )
        for leak in found
        if not leak.doubt
    )
    assert not sure, sure
    if found:
        one = found[0]
        raise Undecided(f"{one.source} 到 {one.target} 可能有没有声明的访问({one.packet}):{one.doubt}")
