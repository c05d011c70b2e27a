"""Every policy says what it is for."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, check, findings, offending


@check(title="策略有说明", risk="low", on=FIREWALLS)
def boundary_rules_described(device: Device) -> None:
    """Every policy says what it is for.

    Passes when each enabled policy has a description. Fails for each without. Not applicable when there is no policy.
    """
    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    bare = offending(device.policies, lambda rule: rule.enabled and not rule.comment)
    assert not bare, findings(bare, expected="写明用途", actual="没有说明")
