"""The mains are within limits."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="UPS 输入电压稳定", risk="medium", on={Role.UPS})
def power_ups_input_stable(device: Device) -> None:
    """The mains are within limits.

    Passes when the input voltage is within ``ups_voltage_tolerance_percent`` of nominal. Fails when it is not.
    """
    tolerance = device.limits["ups_voltage_tolerance_percent"]
    nominal = device.power.nominal_volts.value
    problems = lacking(
        need(
            device.power.input_volts,
            lambda volts: abs(volts - nominal) <= nominal * tolerance / 100,
            key="ups:input",
            expected=f"{nominal:g} V 的 ±{tolerance:g}% 以内",
            actual="{} V",
        )
    )
    assert not problems, problems
