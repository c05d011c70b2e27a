"""No more addresses of a department reach the internet than it was granted."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Site, Undecided, check


@check(title="各科室能上外网的地址不超过限额", risk="high")
def boundary_internet_quota_kept(site: Site) -> None:
    """No more addresses of a department reach the internet than it was granted.

    Every address in the networks of an entry of ``site.internet_quota`` counts from which a packet of any kind can open
    a connection to the zone whose networks are ``any``, whoever sits there. Passes when no entry has more than its
    ``most``. Fails for each that surely has. Undecided where some may. Not applicable when the site declares no quota.
    """
    if not site.settings.internet_quota:
        raise NotApplicable("清单没有声明上网限额(site.internet_quota)")
    internet = next((name for name, zone in site.settings.zones.items() if "any" in zone.networks), None)
    if internet is None:
        raise Undecided("清单没有声明外网区域(networks: [any]),无从判断谁能上网")
    problems, doubts = Findings(), []
    for place, quota in enumerate(site.settings.internet_quota, 1):
        site.cite("internet_quota", place, f"{quota.title} {'、'.join(map(str, quota.networks))} 至多 {quota.most} 个")
        got = site.network.senders(quota.networks, internet)
        if got.sure > quota.most:
            problems.append(
                Found(
                    key=f"quota:{quota.title}",
                    expected=f"至多 {quota.most} 个地址能访问外网",
                    actual=f"{got.sure} 个地址能访问外网,例如 {'、'.join(got.examples)}"
                    + (f",经 {got.cited.device} 的 {got.cited.rule}" if got.cited else ""),
                    lines=got.cited.lines if got.cited else (),
                    device=got.cited.device if got.cited else "",
                )
            )
        elif got.outside:
            doubts.append(f"{quota.title} 的网段有一部分不在声明的区域内")
        elif got.most > quota.most:
            doubts.append(f"{quota.title} 可能有 {got.most} 个地址能访问外网:{got.doubt}")
    assert not problems, problems
    if doubts:
        raise Undecided(";".join(doubts))
