"""Permits across the border are logged."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import Rule


@check(title="边界放行策略记录日志", risk="medium", on=FIREWALLS)
def audit_policy_hits_logged(device: Device) -> None:
    """Permits across the border are logged.

    Passes when every enabled permit of the security policy logs its hits or sessions. Fails for each that does not.
    Not applicable when there is no policy.
    """

    def is_silent(rule: Rule) -> bool:
        if not (rule.enabled and rule.permits):
            return False
        if rule.logged is None:
            raise Undecided("看不出是否记录日志", rule.lines)
        return not rule.logged

    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    silent = offending(device.policies, is_silent)
    assert not silent, findings(silent, expected="记录命中或会话日志", actual="不记录日志")
