"""A flood of broadcasts from an access port is held back."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="接入交换机启用风暴抑制", risk="low", on={Role.ACCESS})
def boundary_storm_control_enabled(device: Device) -> None:
    """A flood of broadcasts from an access port is held back.

    Passes when storm control or broadcast suppression is on for the access switch. Fails when it is off.
    """
    problems = lacking(
        need(
            device.layer2.storm_control,
            bool,
            key="layer2:storm-control",
            expected="启用风暴控制或广播抑制",
            actual="{}",
        )
    )
    assert not problems, problems
