"""What ``show`` outputs add to a ZXROS configuration: model, release and link states.

``show version`` prints ``ZTE ZXR10 M6000-8S Software, Version: V3.00.20, Release software`` and ``Router uptime is 3
days, 4 hours, 5 minutes`` (captures behind the public templates for ZXROS); the table of interfaces is read by the
ntc-templates' template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Known
from parsers.ioslike.numbers import integer
from parsers.ioslike.tables import read_outputs, table

_RELEASE = re.compile(r"ZTE +(?P<model>[\w ./&+-]+?) +Software,.*?Version:? *(?P<version>[^,]+)", re.IGNORECASE)
_UPTIME = re.compile(r"uptime is +(?P<text>\d.*)", re.IGNORECASE)
_PART = re.compile(r"(\d+) *(day|hour|minute)")
_DAYS = {"day": 1.0, "hour": 1 / 24, "minute": 1 / 1440}


def _version(device: Device, lines: list[str], name: str) -> bool:
    found = False
    for number, line in enumerate(lines, 1):
        if match := _RELEASE.search(line):
            found = True
            device.system.model = Known(match["model"].strip(), (number,), name)
            device.system.version = Known(match["version"].strip(), (number,), name)
        if match := _UPTIME.search(line):
            parts = _PART.findall(match["text"])
            days = sum((integer(count) or 0) * _DAYS[unit] for count, unit in parts)
            if parts:
                device.system.uptime_days = Known(days, (number,), name)
    return found


def _states(device: Device, lines: list[str], _name: str) -> bool:
    rows = table("zte_zxros_show_interface_brief.textfsm", lines)
    known = {interface.name: interface for interface in device.interfaces.items}
    for row in rows:
        interface = known.get(row["INTERFACE"])
        if interface is not None:
            interface.up = row["PHYSICAL"] == "up"
    return bool(rows)


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    read_outputs(device, outputs, {"show-version": _version, "show-interface-brief": _states})
