"""The UPS runs on mains through its inverter."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need

BAD = frozenset({"OB", "LB", "HB", "BYPASS", "OFF", "OVER", "FSD", "ALARM"})
"""NUT's ``docs/new-drivers.txt``."""


@check(title="UPS 由市电供电、没有旁路", risk="high", on={Role.UPS})
def power_ups_on_line(device: Device) -> None:
    """The UPS runs on mains through its inverter.

    Passes when its status holds OL and none of OB, LB, HB, BYPASS, OFF, OVER, FSD, ALARM. Fails otherwise.
    High-risk case 6.1.3.1.
    """
    problems = lacking(
        need(
            device.power.status,
            lambda words: "OL" in words and not words & BAD,
            key="ups:status",
            expected="市电在线(OL)",
            actual="状态为 {}",
        )
    )
    assert not problems, problems
