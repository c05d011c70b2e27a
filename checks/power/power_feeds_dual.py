"""Power comes in by two feeds, and both carry."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need

FEEDS = 2


@check(title="双路输入都有电", risk="medium", on={Role.UPS})
def power_feeds_dual(device: Device) -> None:
    """Power comes in by two feeds, and both carry.

    Passes when a UPS or transfer switch that tells its inputs apart has two or more, each within
    ``ups_voltage_tolerance_percent`` of nominal. Fails when one does not carry. Not applicable where it does not tell
    them apart (phases are no feeds): a document shows the feeds then. High-risk case 6.1.3.1 counts it as a mitigation.
    """
    tolerance, nominal = device.limits["ups_voltage_tolerance_percent"], device.power.nominal_volts.value

    def carry(volts: tuple[float, ...]) -> bool:
        return len(volts) >= FEEDS and all(abs(one - nominal) <= nominal * tolerance / 100 for one in volts)

    problems = lacking(
        need(
            device.power.feeds,
            carry,
            key="ups:feeds",
            expected=f"两路输入都在 {nominal:g} V 的 ±{tolerance:g}% 以内",
            actual=lambda volts: "、".join(f"第 {number} 路 {one:g} V" for number, one in enumerate(volts, 1)),
        )
    )
    assert not problems, problems
