"""Every host belongs to a system of the ledger."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Site, check


@check(title="每台设备都属于已登记的系统", risk="low")
def ledger_hosts_assigned(site: Site) -> None:
    """Every host belongs to a system of the ledger.

    Passes when each host of the inventory is named by an entry of ``site.systems``. Fails for each that is not.
    Not applicable when the site declares no system.
    """
    systems = site.settings.systems
    if not systems:
        raise NotApplicable("清单没有登记系统(site.systems)")
    for place, system in enumerate(systems, 1):
        site.cite("systems", place, f"{system.name}:{'、'.join(system.hosts)}")
    assigned = {host for system in systems for host in system.hosts}
    problems = Findings(
        Found(
            key=f"host:{host.name}",
            expected="登记在某个系统的 hosts 中",
            actual="不属于任何已登记的系统",
            device=host.name,
        )
        for host in site.hosts
        if host.name not in assigned
    )
    assert not problems, problems
