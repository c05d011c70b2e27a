"""The UPS that a device hangs on is one that is watched."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Role, Site, Undecided, check
from dengbao.model import Unknown


@check(title="设备所接的 UPS 都受监控", risk="medium")
def power_ups_watched(site: Site) -> None:
    """The UPS that a device hangs on is one that is watched.

    Passes when every host that names a UPS (``ups`` in the inventory) names one of the inventory that was read. Fails
    for each that names another. Not applicable when no host names one.
    """
    hanging = [host for host in site.hosts if host.ups]
    if not hanging:
        raise NotApplicable("清单没有写明设备接在哪台 UPS 上(ups)")
    present = {device.name: device.power.present for device in site.devices if device.role == Role.UPS}
    doubtful = [name for name, fact in present.items() if isinstance(fact, Unknown)]
    problems = Findings(
        Found(
            key=f"host:{host.name}",
            expected="所接的 UPS 在清单中并受监控",
            actual=f"{host.ups} 不在清单中或没有数据",
            device=host.name,
        )
        for host in hanging
        if host.ups not in doubtful and (host.ups not in present or not present[host.ups])
    )
    if not problems and any(host.ups in doubtful for host in hanging):
        raise Undecided(f"不清楚 UPS {'、'.join(doubtful)} 是否在监控之下")
    assert not problems, problems
