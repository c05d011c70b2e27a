"""The battery lasts as long as the room needs."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need

MINUTE = 60  # seconds


@check(title="UPS 后备时间足够", risk="high", on={Role.UPS})
def power_ups_runtime_sufficient(device: Device) -> None:
    """The battery lasts as long as the room needs.

    Passes when the estimated runtime is at least that of the UPS's room (``site.rooms``), else ``ups_runtime_minutes``.
    Fails when it is shorter. High-risk case 6.1.3.1.
    """
    rooms = {room.name: room.runtime_minutes for room in device.site.rooms}
    least = rooms.get(device.room) or device.limits["ups_runtime_minutes"]
    problems = lacking(
        need(
            device.power.runtime_seconds,
            lambda seconds: seconds >= least * MINUTE,
            key="ups:runtime",
            expected=f"不少于 {least:g} 分钟",
            actual="{} 秒",
        )
    )
    assert not problems, problems
