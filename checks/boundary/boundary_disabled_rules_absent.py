"""Policies that no longer work are gone."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, check, findings, offending
from dengbao.model import Rule


@check(title="停用、过期的策略已清理", risk="low", on=FIREWALLS)
def boundary_disabled_rules_absent(device: Device) -> None:
    """Policies that no longer work are gone.

    Passes when no policy is disabled or past its end. Fails for each that is. Not applicable when there is no policy.
    """
    today = device.as_of.isoformat() if device.as_of else ""

    def is_dead(rule: Rule) -> bool:
        return not rule.enabled or bool(rule.until and today and rule.until < today)

    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    dead = offending(device.policies, is_dead)
    assert not dead, findings(
        dead, expected="删除", actual=lambda rule: f"已于 {rule.until} 过期" if rule.enabled else "已停用"
    )
