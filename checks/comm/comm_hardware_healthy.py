"""Every board, fan and power supply is sound."""

from __future__ import annotations

from dengbao.check import SWITCHES, Device, check, lacking, need


@check(title="板卡、风扇、电源没有告警", risk="medium", on=SWITCHES, platforms=("huawei",))
def comm_hardware_healthy(device: Device) -> None:
    """Every board, fan and power supply is sound.

    Passes when each part that is there has power and is normal. Fails when some is not. An empty slot is no fault.
    Asked of VRP switches (``display device``).
    """
    problems = lacking(
        need(
            device.health.alarms,
            lambda alarms: not alarms,
            key="hardware:alarm",
            expected="各部件状态正常",
            actual="异常:{}",
        )
    )
    assert not problems, problems
