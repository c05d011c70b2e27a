"""What Comware tells of load and hardware.

``display cpu-usage`` after the Comware 7 command reference, device management: ``Slot 1 CPU 0 CPU usage:`` or
``Unit CPU usage:``, then ``6% in last 5 seconds``. ``display memory`` (``FreeRatio`` of each board; Comware 5 ``Used
Rate: 36%``), ``display power``, ``display fan`` and ``display environment`` after captures of box switches and MSR
routers, kept in public test data. vFW and vSR have no environment. Trays of fans and the power policy of chassis were
not seen: an output with such lines is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Known, Unknown
from parsers.ioslike.tables import Row, numbered
from parsers.load import highest
from parsers.parts import Part, alarms, fewest, module, sensor
from parsers.text import clean_lines

CPU, MEMORY = "display-cpu-usage", "display-memory"
POWER, FAN, TEMPERATURE = "display-power", "display-fan", "display-environment"
_BUSY = re.compile(r"^\s*(\d{1,3})% in last 5 seconds")
_FREE = re.compile(r"^Mem:(?:\s+\d+){6}\s+(\d{1,3}(?:\.\d+)?)%\s*$")
_USED = re.compile(r"^Used Rate: (\d{1,3})%")
_PACKAGE = "parsers.hp_comware"


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add load and hardware.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    lines = {name: clean_lines(outputs[name]) for name in (CPU, MEMORY, POWER, FAN, TEMPERATURE) if name in outputs}
    health = device.health
    health.cpu_percent = highest(lines[CPU], _BUSY, CPU, "CPU 利用率") if CPU in lines else _missing("cpu-usage")
    health.memory_percent = _memory(lines[MEMORY]) if MEMORY in lines else _missing("memory")
    parts = {name: _parts(name, lines[name]) for name in (POWER, FAN, TEMPERATURE) if name in lines}
    health.power_supplies = fewest(_units(parts[POWER]), POWER) if POWER in parts else _missing("power")
    health.alarms = alarms(parts) if parts else _missing("power")
    if isinstance(health.alarms, Known) and not health.alarms.value:
        lacking = [name for name in (POWER, FAN) if name not in parts]
        health.alarms = _missing(lacking[0].removeprefix("display-")) if lacking else health.alarms
    understood = {
        CPU: isinstance(health.cpu_percent, Known),
        MEMORY: isinstance(health.memory_percent, Known),
        **{name: bool(found) for name, found in parts.items()},
    }
    for name, text in lines.items():
        device.coverage[name] = bytes([1 if understood[name] else 0]) * len(text)


def _missing(what: str) -> Unknown:
    return Unknown(f"没有采集 display {what}")


def _memory(lines: list[str]) -> Known[float] | Unknown:
    """The fullest board: each says what share is free; Comware 5 says what is used."""
    found = [(100 - float(match[1]), at) for at, line in enumerate(lines, 1) if (match := _FREE.match(line))]
    found += [(float(match[1]), at) for at, line in enumerate(lines, 1) if (match := _USED.match(line))]
    if not found:
        return Unknown("没有读懂内存利用率", file=MEMORY)
    used, at = max(found)
    return Known(round(used, 1), (at,), MEMORY)


def _parts(name: str, lines: list[str]) -> list[Part]:
    rows = numbered(f"{name.replace('-', '_')}.textfsm", lines, _PACKAGE)
    return [_sensor(row, at) if name == TEMPERATURE else _part(name, row, at) for row, at in rows]


def _units(supplies: list[Part]) -> dict[str, list[Part]]:
    """Supplies by the slot before their name: the members of a stack of boxes."""
    units: dict[str, list[Part]] = {}
    for supply in supplies:
        units.setdefault(supply.name.partition("电源")[0], []).append(supply)
    return units


def _part(name: str, row: Row, at: int) -> Part:
    kind = "电源" if name == POWER else "风扇"
    return module(f"{_one_space(row['SLOT'])} {kind} {row['ID']}".strip(), row["STATE"], at)


def _sensor(row: Row, at: int) -> Part:
    """A temperature, between the limits at which the device itself warns; one that it does not name is none."""
    low, high = (int(limit) if limit.lstrip("-").isdecimal() else None for limit in (row["LOWER"], row["WARNING"]))
    return sensor(
        f"Slot {_one_space(row['SLOT'])} {_one_space(row['SENSOR'])} 温度", int(row["TEMPERATURE"]), (low, high), at
    )


def _one_space(text: str) -> str:
    return " ".join(text.split())
