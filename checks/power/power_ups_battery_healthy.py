"""The battery is charged, young enough, cool, tested and need not be replaced."""

from __future__ import annotations

from checks.ages import age_days
from dengbao.check import Device, Role, check, lacking, need

YEAR = 365.25  # days


@check(title="UPS 电池健康", risk="high", on={Role.UPS})
def power_ups_battery_healthy(device: Device) -> None:
    """The battery is charged, young enough, cool, tested and need not be replaced.

    Passes when no replacement is asked for, the charge is at least ``ups_min_charge_percent``, the battery is younger
    than ``ups_battery_max_years`` and no hotter than ``ups_battery_max_celsius``, and the last self-test passed within
    ``ups_selftest_max_days``. Fails for each that is not. What the UPS does not report is passed over.
    High-risk case 6.1.3.1.
    """
    power, limits, today = device.power, device.limits, device.as_of
    charge = limits["ups_min_charge_percent"]
    hot, years = limits["ups_battery_max_celsius"], limits["ups_battery_max_years"]
    days = limits["ups_selftest_max_days"]
    problems = lacking(
        need(
            power.replace_battery,
            lambda due: not due,
            key="ups:replace",
            expected="电池无须更换",
            actual="要求更换电池",
        ),
        need(
            power.charge_percent,
            lambda percent: percent >= charge,
            key="ups:charge",
            expected=f"电量不低于 {charge:g}%",
            actual="{}%",
        ),
        need(
            power.battery_date,
            lambda date: age_days(date, today) <= years * YEAR,
            key="ups:battery-age",
            expected=f"电池使用不超过 {years:g} 年",
            actual="{} 装入",
        ),
        need(
            power.battery_temperature,
            lambda celsius: celsius <= hot,
            key="ups:battery-temperature",
            expected=f"电池温度不高于 {hot:g} ℃",
            actual="{} ℃",
        ),
        need(power.test_passed, bool, key="ups:test", expected="自检通过", actual="自检未通过"),
        need(
            power.test_date,
            lambda date: age_days(date, today) <= days,
            key="ups:test-age",
            expected=f"{days:g} 天内自检过",
            actual="上次自检 {}",
        ),
    )
    assert not problems, problems
