"""What ``show`` outputs add: model, release, signature dates, HA states, link states, hardware.

After printed outputs: ``model:``, ``sw-version:``, ``threat-release-date: 2023/05/04 10:30:27 PDT`` and the like.
``show system environmentals`` after one of a PA-5060 (virtual firewalls print nothing), ``show ntp`` after three that
agree: ``NTP synched to 10.0.0.1`` and ``NTP not synched, using local clock``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Known, Unknown
from parsers.grammar import IRRELEVANT, USED
from parsers.ioslike.tables import Row, numbered, read_outputs
from parsers.parts import Part, alarms, working
from parsers.text import clean_lines

_PAIR = re.compile(r"^\s*([a-z0-9-]+):\s*(\S.*?)\s*$")
_DATE = re.compile(r"(\d{4})/(\d\d)/(\d\d)")
_UPTIME = re.compile(r"(\d+) days?, (\d+):(\d+)")
_LINK = re.compile(r"^(?P<name>[\w./]+)\s+\d+\s+[\w\[\]]+/(?P<duplex>[\w\[\]]+)/(?P<state>up|down)\b")
_SYNCHED = re.compile(r"^\s*NTP (?:synched to (\S+)|not synched, using local clock)\s*$")
_STATE = re.compile(r"^\s*State:\s*(\S+)")


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    device.health.alarms = device.health.power_supplies = Unknown("没有采集 show system environmentals")
    read_outputs(device, outputs, {"show-system-environmentals": _environment, "show-ntp": _ntp})
    if "show-system-info" in outputs:
        _info(device, clean_lines(outputs["show-system-info"]))
    if "show-interface-all" in outputs:
        _links(device, clean_lines(outputs["show-interface-all"]))
    if "show-high-availability-state" in outputs:
        _pair(device, clean_lines(outputs["show-high-availability-state"]))


def _info(device: Device, lines: list[str]) -> None:
    name, system, defence = "show-system-info", device.system, device.defence
    status = bytearray(IRRELEVANT for _ in lines)
    for at, line in enumerate(lines, 1):
        match = _PAIR.match(line)
        if match is None:
            continue
        key, value = match.groups()
        status[at - 1] = USED
        where = ((at,), name)
        if key == "model":
            system.model = Known(value, *where)
        elif key == "sw-version":
            system.version = Known(value, *where)
        elif key == "serial":
            system.serial = Known(value, *where)
        elif key == "uptime" and (found := _UPTIME.match(value)):
            system.uptime_days = Known(int(found[1]) + int(found[2]) / 24, *where)
        elif key == "threat-release-date" and (found := _DATE.match(value)):
            defence.ips_signature = Known("-".join(found.groups()), *where)
        elif key == "av-release-date" and (found := _DATE.match(value)):
            defence.av_signature = Known("-".join(found.groups()), *where)
        else:
            status[at - 1] = IRRELEVANT
    device.coverage[name] = bytes(status)


def _links(device: Device, lines: list[str]) -> None:
    """The table of hardware interfaces: ``ethernet1/1  16  10000/full/up  00:1b:...``."""
    status = bytearray(IRRELEVANT for _ in lines)
    ports = {port.name: port for port in device.interfaces.items}
    for at, line in enumerate(lines, 1):
        match = _LINK.match(line)
        port = ports.get(match["name"]) if match else None
        if match and port:
            port.up = match["state"] == "up"
            port.duplex = match["duplex"] if match["duplex"] in {"full", "half", "auto"} else ""  # type: ignore[assignment]
            status[at - 1] = USED
    device.coverage["show-interface-all"] = bytes(status)


def _pair(device: Device, lines: list[str]) -> None:
    """The states of this device and its peer, in this order."""
    status = bytearray(IRRELEVANT for _ in lines)
    states = []
    for at, line in enumerate(lines, 1):
        if match := _STATE.match(line):
            states.append(match[1].lower())
            status[at - 1] = USED
    for pair in device.redundancy.items[:1]:
        pair.state = "/".join(states)
    device.coverage["show-high-availability-state"] = bytes(status)


def _ntp(device: Device, lines: list[str], name: str) -> bool:
    """Whether the clock follows a server; ``LOCAL`` is the device's own."""
    found = next(((match, at) for at, line in enumerate(lines, 1) if (match := _SYNCHED.match(line))), None)
    if found is None:
        device.clock.synchronised = Unknown("没有读懂 show ntp", file=name)
        return False
    device.clock.synchronised = Known((found[0][1] or "LOCAL") != "LOCAL", (found[1],), name)
    return True


def _environment(device: Device, lines: list[str], name: str) -> bool:
    """Sensors, fans and power supplies: each says whether it is in alarm, what can be pulled out whether it is in."""
    rows = numbered("show_system_environmentals.textfsm", lines, "parsers.paloalto_panos")
    parts = [(row["KIND"], _part(row, at)) for row, at in rows]
    device.health.power_supplies = working([part for kind, part in parts if kind == "Power Supplies"], name)
    device.health.alarms = alarms({name: [part for _, part in parts]})
    return bool(parts)


def _part(row: Row, line: int) -> Part:
    sick, inside = row["ALARM"] == "True", row["INSERTED"] != "False"
    return Part(row["DESCRIPTION"], "告警" if sick else "正常", line, works=inside and not sick, sick=sick)
