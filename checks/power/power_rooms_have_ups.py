"""Every declared server room has a UPS that is watched."""

from __future__ import annotations

from dengbao.check import Findings, Found, Manual, Role, Site, check
from dengbao.model import Unsupported


@check(title="每个机房都有受监控的 UPS", risk="high")
def power_rooms_have_ups(site: Site) -> None:
    """Every declared server room has a UPS that is watched.

    Passes when each of ``site.rooms`` has a UPS of the inventory that was read (a transfer switch
    without a battery is none). Fails for each room without.
    A person looks where the site declares no room. High-risk case 6.1.3.1.
    """
    if not site.settings.rooms:
        raise Manual("清单没有声明机房(site.rooms),需人工核查,出示:后备电源清单与放电测试报告")
    watched = {
        device.room
        for device in site.devices
        if device.role == Role.UPS and device.power.present and not isinstance(device.power.charge_percent, Unsupported)
    }
    problems = Findings(
        Found(key=f"room:{room.name}", expected="有受监控的 UPS", actual="清单中没有该机房的 UPS")
        for room in site.settings.rooms
        if room.name not in watched
    )
    assert not problems, problems
