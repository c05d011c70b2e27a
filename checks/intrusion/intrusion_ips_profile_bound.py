"""Permits to or from the outside pass through intrusion prevention."""

from __future__ import annotations

from checks.outside import may_permit, touches_outside
from dengbao.check import Device, NotApplicable, Role, check, findings, offending


@check(title="对外策略绑定入侵防御", risk="high", on={Role.BORDER_FIREWALL})
def intrusion_ips_profile_bound(device: Device) -> None:
    """Permits to or from the outside pass through intrusion prevention.

    Passes when every enabled permit that touches an outside zone has an IPS profile. Fails for each without.
    Not applicable when no permit touches the outside. High-risk case 6.3.3.1.
    """
    facing = [rule for rule in device.policies if may_permit(rule) and touches_outside(rule)]
    if not facing:
        raise NotApplicable("没有放行外网的策略")
    bare = offending(facing, lambda rule: "ips" not in rule.profiles)
    assert not bare, findings(bare, expected="绑定入侵防御(IPS)配置文件", actual="没有绑定")
