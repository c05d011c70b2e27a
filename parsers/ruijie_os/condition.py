"""What ``show`` outputs tell of the load and the power supplies of an RGOS switch.

Captures in public test data: ``show cpu`` and ``show memory`` of RGOS 10 and 11 (``CPU utilization in five seconds:
0.30%`` a board, ``31.0% used rate`` or ``Used Rate : 31%``), ``show power`` of S8607E. Fixed switches print other
tables of power supplies, and none of fans or temperatures was seen: they are not understood.
"""

from __future__ import annotations

import re

from dengbao.model import Device
from parsers import load
from parsers.ioslike.tables import numbered
from parsers.parts import module, working

_CPU = re.compile(r"^\s*CPU utilization in five seconds\s*:\s*(\d{1,3}(?:\.\d+)?)%")
_MEMORY = re.compile(r"^(?:System Memory: .*, (?=\d)|\s*Used Rate\s*:\s*)(\d{1,3}(?:\.\d+)?)%(?: used rate)?\s*$")


def power(device: Device, lines: list[str], name: str) -> bool:
    """Count power supplies that work; those of power over Ethernet do not carry the switch."""
    rows = numbered("show_power.textfsm", lines, "parsers.ruijie_os")
    supplies = [module(f"电源 {row['ID']}", row["STATE"], at) for row, at in rows if row["ID"].isdecimal()]
    device.health.power_supplies = working(supplies, name)
    return bool(supplies)


READERS = {"show-cpu": load.cpu(_CPU), "show-memory": load.memory(_MEMORY), "show-power": power}
"""By output."""
