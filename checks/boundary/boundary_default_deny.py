"""What no policy permits is denied."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, check, lacking, need


@check(title="策略默认拒绝", risk="high", on=FIREWALLS)
def boundary_default_deny(device: Device) -> None:
    """What no policy permits is denied.

    Passes when the default action is deny. Fails when it is permit. High-risk case 6.3.2.1.
    """
    problems = lacking(
        need(
            device.policies.default_action,
            lambda action: action == "deny",
            key="policies:default",
            expected="默认动作为拒绝",
            actual=lambda action: "默认放行" if action == "permit" else f"默认动作为 {action}",
        )
    )
    assert not problems, problems
