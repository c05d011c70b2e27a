"""No water stands in the room."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="机房漏水探头没有告警", risk="high", on={Role.UPS})
def power_room_leak_absent(device: Device) -> None:
    """No water stands in the room.

    Passes when every contact that is called a leak sensor is inactive. Fails when one is active. Not applicable when
    the UPS has no such contact: a document shows the sensors then.
    """
    problems = lacking(
        need(device.power.leak, lambda wet: not wet, key="room:leak", expected="没有漏水告警", actual="漏水探头告警")
    )
    assert not problems, problems
