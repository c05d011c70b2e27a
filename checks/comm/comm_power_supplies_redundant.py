"""A core device survives the loss of a power supply."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need

LEAST = 2
SHOWN_BY = ("huawei", "hp_comware", "ruijie_os", "hillstone_stoneos", "cisco_ios", "cisco_nxos", "juniper_junos",
            "paloalto_panos")  # fmt: skip
"""The platforms whose outputs list power supplies."""


@check(title="核心设备双电源", risk="medium", on={Role.CORE}, platforms=SHOWN_BY)
def comm_power_supplies_redundant(device: Device) -> None:
    """A core device survives the loss of a power supply.

    Passes when two power supplies or more are in place and work, of a VRP or Comware stack in each member. Fails when
    fewer do. Asked of VRP, Comware, RGOS, StoneOS, IOS switches, NX-OS, Junos and PAN-OS, whose outputs list them;
    where one lists none, nothing is known.
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
