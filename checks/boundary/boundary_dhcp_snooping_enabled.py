"""DHCP snooping keeps forged addresses out."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="接入交换机启用 DHCP Snooping", risk="low", on={Role.ACCESS})
def boundary_dhcp_snooping_enabled(device: Device) -> None:
    """DHCP snooping keeps forged addresses out.

    Passes when it is on for the access switch. Fails when it is off.
    """
    problems = lacking(
        need(device.layer2.dhcp_snooping, bool, key="layer2:dhcp-snooping", expected="启用DHCP Snooping", actual="{}")
    )
    assert not problems, problems
