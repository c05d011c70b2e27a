"""The UPS runs on mains through its inverter."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="UPS 由市电供电、没有旁路", risk="high", on={Role.UPS})
def power_ups_on_line(device: Device) -> None:
    """The UPS runs on mains through its inverter.

    Passes when its status holds OL and none of OB, BYPASS, OFF, LB, OVER. Fails otherwise. High-risk case 6.1.3.1.
    """
    problems = lacking(
        need(
            device.power.status,
            lambda words: "OL" in words and not words & {"OB", "BYPASS", "OFF", "LB", "OVER"},
            key="ups:status",
            expected="市电在线(OL)",
            actual="状态为 {}",
        )
    )
    assert not problems, problems
