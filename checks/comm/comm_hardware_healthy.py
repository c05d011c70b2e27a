"""Every board, fan and power supply is sound."""

from __future__ import annotations

from dengbao.check import FIREWALLS, NETWORK, SWITCHES, Device, check, lacking, need

SHOWN_BY = {
    "huawei": SWITCHES,
    "hp_comware": NETWORK,
    "hillstone_stoneos": NETWORK,
    "cisco_ios": NETWORK,
    "cisco_nxos": SWITCHES,
    "juniper_junos": NETWORK,
    "paloalto_panos": FIREWALLS,
}
"""The platforms whose outputs of hardware are confirmed, in which roles."""


@check(title="板卡、风扇、电源没有告警", risk="medium", on=NETWORK, platforms=SHOWN_BY)
def comm_hardware_healthy(device: Device) -> None:
    """Every board, fan and power supply is sound.

    Passes when each part that is there has power and is normal. Fails when some is not. An empty slot is no fault.
    Asked of VRP switches (``display device``), Comware (``display power``, ``fan`` and ``environment``, each within the
    limits at which the device warns), StoneOS and NX-OS (``show environment``), IOS (the same, of switches with
    ``all``), Junos (``show chassis alarms``) and PAN-OS (``show system environmentals``).
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
