"""Boards, fans, power supplies and sensors as an output lists them: how many supplies work, and what is not well."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dengbao.model import Device, Known


class Part(Struct, frozen=True):
    """A part that is in place: its name, what the device says of it, the line; ``supply`` marks a power supply."""

    name: str
    status: str
    line: int
    well: bool
    supply: bool = False


def report(device: Device, parts: Sequence[Part], file: str) -> bool:
    """Tell of a device's parts; what its output does not list stays as it was.

    Args:
        device: takes the answer.
        parts: those in place, in the order of the output.
        file: the output's name.

    Returns:
        False when there is none: an output that lists nothing was not understood.
    """
    supplies = [part for part in parts if part.supply]
    sick = [part for part in parts if not part.well]
    if supplies:
        working = sum(part.well for part in supplies)
        device.health.power_supplies = Known(working, tuple(part.line for part in supplies), file)
    if parts:
        named = tuple(f"{part.name} {part.status}" for part in sick)
        device.health.alarms = Known(named, tuple(part.line for part in sick) or (parts[0].line,), file)
    return bool(parts)
