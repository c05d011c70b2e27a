"""Dynamic ARP inspection keeps forged addresses out."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="接入交换机启用动态 ARP 检测", risk="low", on={Role.ACCESS})
def boundary_arp_inspection_enabled(device: Device) -> None:
    """Dynamic ARP inspection keeps forged addresses out.

    Passes when it is on for the access switch. Fails when it is off.
    """
    problems = lacking(
        need(device.layer2.arp_inspection, bool, key="layer2:arp-inspection", expected="启用动态 ARP 检测", actual="{}")
    )
    assert not problems, problems
