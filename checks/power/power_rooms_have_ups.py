"""Every declared server room has a UPS that is watched."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Role, Site, check


@check(title="每个机房都有受监控的 UPS", risk="high")
def power_rooms_have_ups(site: Site) -> None:
    """Every declared server room has a UPS that is watched.

    Passes when each of ``site.rooms`` has a UPS of the inventory that was read. Fails for each room without.
    Not applicable when the site declares no room. High-risk case 6.1.3.1.
    """
    if not site.settings.rooms:
        raise NotApplicable("清单没有声明机房(site.rooms)")
    watched = {device.room for device in site.devices if device.role == Role.UPS and device.power.present}
    problems = Findings(
        Found(key=f"room:{room.name}", expected="有受监控的 UPS", actual="清单中没有该机房的 UPS")
        for room in site.settings.rooms
        if room.name not in watched
    )
    assert not problems, problems
