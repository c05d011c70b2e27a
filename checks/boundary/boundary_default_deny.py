"""What no policy permits is denied."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, check, lacking, need, offending
from dengbao.model import Known, Rule


@check(title="策略默认拒绝", risk="high", on=FIREWALLS)
def boundary_default_deny(device: Device) -> None:
    """What no policy permits is denied.

    Passes when the default action is deny, or policies that deny everything are tried before it in each context. Fails
    when what no policy matches is let through. High-risk case 6.3.2.1.
    """
    action = device.policies.default_action
    if isinstance(action, Known) and action.value == "permit" and _is_closed(device):
        return
    problems = lacking(
        need(
            action,
            lambda action: action == "deny",
            key="policies:default",
            expected="默认动作为拒绝",
            actual=lambda action: "默认放行" if action == "permit" else f"默认动作为 {action}",
        )
    )
    assert not problems, problems


def _is_closed(device: Device) -> bool:
    """Whether every context with policies has one that denies whatever comes to it."""
    closing = offending((rule for rule in device.policies if _may_close(rule)), lambda rule: rule.is_any_to_any)
    return bool(closing) and {rule.context for rule in closing} == {rule.context for rule in device.policies}


def _may_close(rule: Rule) -> bool:
    zones = rule.source_zones or rule.destination_zones or rule.between == "inside"
    return rule.enabled and rule.action == "deny" and not (zones or rule.users or rule.schedule or rule.until)
