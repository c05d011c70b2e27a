"""What ZXROS prints besides the configuration.

``show version``, ``show interface`` and ``show arp`` after the captures in the test data of ntc-templates for ZXROS
(``show interface brief`` and ``show arp`` by its templates, ``show interface`` by our own, for its counters);
``show ntp status`` after the ZXROS NG V5 command manual, NTP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Known, Unknown
from dengbao.model.facts import UNREAD
from parsers.ioslike.numbers import integer
from parsers.ioslike.tables import read_outputs, table

_RELEASE = re.compile(r"ZTE +(?P<model>[\w ./&+-]+?) +Software,.*?Version:? *(?P<version>[^,]+)", re.IGNORECASE)
_MAJOR = re.compile(r"\bV(\d{1,2})\.", re.IGNORECASE)
_UPTIME = re.compile(r"uptime is +(?P<text>\d.*)", re.IGNORECASE)
_PART = re.compile(r"(\d+) *(day|hour|minute)")
_DAYS = {"day": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
_CLOCK = re.compile(r"Clock is (synchronized|unsynchronized)")
_CONFIRMED = 5  # the manual's release


def confirmed(text: str) -> bool:
    """Tell whether ``show version`` names a release whose defaults the manual tells.

    Args:
        text: of the output; empty where it was not gathered.
    """
    release = _RELEASE.search(text)
    major = _MAJOR.search(release["version"]) if release else None
    return major is not None and int(major[1]) >= _CONFIRMED


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


def _counters(device: Device, lines: list[str], _name: str) -> bool:
    rows = table("show_interface.textfsm", lines, package="parsers.zte_zxros")
    known = {interface.name: interface for interface in device.interfaces.items}
    for row in rows:
        interface = known.get(row["INTERFACE"])
        if interface is None:
            continue
        interface.up = row["STATUS"] == "up"
        packets = [integer(row[name]) for name in ("IN_PACKETS", "OUT_PACKETS")]
        errors = [integer(row[name]) or 0 for name in ("IN_CRC", "IN_FRAGMENTS", "IN_UNDERSIZE", "OUT_CRC")]
        if None not in packets:
            interface.packets, interface.errors = sum(count or 0 for count in packets), sum(errors)
    return bool(rows)


def _clock(device: Device, lines: list[str], name: str) -> bool:
    for number, line in enumerate(lines, 1):
        if match := _CLOCK.search(line):
            device.clock.synchronised = Known(match[1] == "synchronized", (number,), name)
            return True
    return False


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    readers = {
        "show-version": _version,
        "show-interface-brief": _states,
        "show-interface": _counters,
        "show-ntp-status": _clock,
    }
    read_outputs(device, outputs, readers)
    if device.system.version is UNREAD and not outputs.get("show-version"):
        device.system.version = Unknown("没有采集 show version")
