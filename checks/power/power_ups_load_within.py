"""The UPS has reserve."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="UPS 负载不过高", risk="medium", on={Role.UPS})
def power_ups_load_within(device: Device) -> None:
    """The UPS has reserve.

    Passes when its load is at most ``ups_max_load_percent``. Fails when it is higher.
    """
    most = device.limits["ups_max_load_percent"]
    problems = lacking(
        need(
            device.power.load_percent,
            lambda percent: percent <= most,
            key="ups:load",
            expected=f"负载不超过 {most:g}%",
            actual="{}%",
        )
    )
    assert not problems, problems
