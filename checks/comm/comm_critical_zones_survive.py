"""No single device carries what must work between critical zones."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Site, Undecided, check


@check(title="关键区域之间没有单点故障", risk="medium")
def comm_critical_zones_survive(site: Site) -> None:
    """No single device carries what must work between critical zones.

    Each forwarding device that a declared flow between a pair of ``site.critical`` passes is taken away in turn, and
    what is left is proven anew. Passes when every declared flow between the pair works now and without any one of them.
    Fails for each device whose loss stops one. Undecided where a declared flow does not work for sure even now, or none
    is declared. A pair of devices under one name (a stack, a cluster) counts as one. Not applicable when the site
    declares no pair.
    """
    if not site.settings.critical:
        raise NotApplicable("清单没有声明不能中断的区域(site.critical)")
    problems, doubts = Findings(), []
    for place, pair in enumerate(site.settings.critical, 1):
        site.cite("critical", place, " ↔ ".join(pair))
        got = site.network.survival(pair, site.settings.flows)
        problems += [
            Found(
                key=f"critical:{pair[0]}<->{pair[1]}:{single.device}",
                expected="任何一台设备停机都不中断",
                actual=f"{single.device} 停机会中断:{';'.join(single.flows)}",
                device=single.device,
            )
            for single in got.singles
        ]
        doubts += [f"声明的访问现在就不能确认是通的:{flow}" for flow in got.idle]
        if not got.working and not got.idle:
            doubts.append(f"{' 与 '.join(pair)} 之间没有声明访问(site.flows)")
    assert not problems, problems
    if doubts:
        raise Undecided(doubts[0])
