"""A core device survives the loss of a power supply."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need

LEAST = 2


@check(title="核心设备双电源", risk="medium", on={Role.CORE}, platforms=("huawei",))
def comm_power_supplies_redundant(device: Device) -> None:
    """A core device survives the loss of a power supply.

    Passes when two power supplies or more are in place and work. Fails when fewer do. Asked of VRP switches, whose
    ``display device`` lists the supplies; where it lists none, nothing is known.
    """
    problems = lacking(
        need(
            device.health.power_supplies,
            lambda count: count >= LEAST,
            key="power:supplies",
            expected="两个以上电源正常工作",
            actual="{} 个电源正常",
        )
    )
    assert not problems, problems
