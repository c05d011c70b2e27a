"""The UPS is there and answers with fresh data."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="UPS 在监控之下且数据是新的", risk="high", on={Role.UPS})
def power_ups_present(device: Device) -> None:
    """The UPS is there and answers with fresh data.

    Passes when its driver reports. Fails when it says that its data are stale or that the battery is missing.
    High-risk case 6.1.3.1.
    """
    problems = lacking(
        need(device.power.present, bool, key="ups:present", expected="UPS 在线且数据新鲜", actual="数据陈旧或失联")
    )
    assert not problems, problems
