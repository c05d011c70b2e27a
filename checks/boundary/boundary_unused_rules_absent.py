"""Permits that nothing uses are gone."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, Undecided, check, findings, offending


@check(title="长期没有命中的放行策略已清理", risk="low", on=FIREWALLS, platforms=("cisco_asa",))
def boundary_unused_rules_absent(device: Device) -> None:
    """Permits that nothing uses are gone.

    Passes when every enabled permit that the device counts was hit. Fails for each that was not, on a device that has
    been counting since ``zero_hit_days`` at least (counters start with the device). Not applicable when there is no
    policy. Asked of ASA, whose ``show access-list`` counts every entry.
    """
    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    counted = [rule for rule in device.policies if rule.enabled and rule.permits and rule.hits is not None]
    if not counted:
        raise Undecided("没有采集规则命中数(show access-list)")
    unused = offending(counted, lambda rule: rule.hits == 0)
    least = device.limits["zero_hit_days"]
    if unused and device.system.uptime_days.value < least:
        raise Undecided(f"有 {len(unused)} 条没有命中,但设备开机不足 {least:g} 天")
    assert not unused, findings(unused, expected=f"{least:g} 天内有命中,否则删除", actual="从未命中")
