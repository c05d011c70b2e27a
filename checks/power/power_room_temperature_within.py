"""The room is neither hot nor cold, neither damp nor dry."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="机房温湿度在范围内", risk="medium", on={Role.UPS})
def power_room_temperature_within(device: Device) -> None:
    """The room is neither hot nor cold, neither damp nor dry.

    Passes when the sensor's temperature and humidity are within the site's limits. Fails for each outside.
    Not applicable when the UPS has no sensor for the room.
    """
    limits, power = device.limits, device.power
    cold, hot = limits["room_temperature_min_celsius"], limits["room_temperature_max_celsius"]
    dry, damp = limits["room_humidity_min_percent"], limits["room_humidity_max_percent"]
    problems = lacking(
        need(
            power.room_temperature,
            lambda value: cold <= value <= hot,
            key="room:temperature",
            expected=f"{cold:g} 至 {hot:g} ℃",
            actual="{} ℃",
        ),
        need(
            power.room_humidity,
            lambda value: dry <= value <= damp,
            key="room:humidity",
            expected=f"相对湿度 {dry:g}% 至 {damp:g}%",
            actual="{}%",
        ),
    )
    assert not problems, problems
