"""What ``show`` outputs add to the configuration: model, uptime, saved or not, links, failover, hits, time.

Tables go through TextFSM; a template that does not fit leaves what it would have told unknown. Whether the running
configuration was saved: ``show version`` ends with the moment of the last change, ``show startup-config`` begins with
that of the last ``write``; a device that was not changed since it started runs what is saved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from dengbao.model import Device, Known, Rule, Unknown
from parsers import load
from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.ioslike.tables import duplex, read_outputs, table
from parsers.text import clean_lines

_RELEASE = re.compile(r"^Cisco Adaptive Security Appliance Software Version (\S+)")
_HARDWARE = re.compile(r"^Hardware: +([^,\s]+)")
_SERIAL = re.compile(r"^Serial Number: (\S+)")
_UPTIME = re.compile(r"^\S+ up ((?:\d+ \w+ ?)+)$")
_PERIOD = re.compile(r"(\d+) (year|day|hour|min)")
_DAYS = {"year": 365.0, "day": 1.0, "hour": 1 / 24, "min": 1 / 1440}
_UNCHANGED = re.compile(r"^Configuration has not been modified since last system restart")
_CHANGED = re.compile(r"^Configuration last modified by (?:\S+) at (.+)$")
_WRITTEN = re.compile(r"^: Written by (?:\S+) at (.+)$")
_HITS = re.compile(r"^access-list (\S+) line (\d{1,9}) .*\(hitcnt=(\d{1,18})\)")
_CPU = re.compile(r"^CPU utilization for 5 seconds = .*5 minutes: (\d+)%")
_MEMORY = re.compile(r"^Used memory: +\d+ bytes \( *(\d+)%\)")
_CLOCK = re.compile(r"^Clock is (synchronized|unsynchronized)")
_LISTS = "show-access-list"
_STARTUP = ("show-startup-config-include-written", "show-startup-config")
_LINKS = {"up": True, "down": False, "admin down": False, "administratively down": False}


def read(device: Device, outputs: Mapping[str, str], counted: Mapping[str, Sequence[Rule | None]]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
        counted: the entries of each access list as the device counts them; a remark is None.
    """
    startup = next((name for name in _STARTUP if name in outputs), "")
    if startup:
        _saved(device, clean_lines(outputs.get("show-version", "")), clean_lines(outputs[startup]), startup)
    read_outputs(device, outputs, _READERS)
    if _LISTS in outputs:
        lines = clean_lines(outputs[_LISTS])
        status = USED if _hits(lines, counted) else UNREAD
        device.coverage[_LISTS] = bytes(status if line.strip() else IRRELEVANT for line in lines)


def _line(lines: list[str], pattern: re.Pattern[str]) -> tuple[re.Match[str], int] | None:
    """Find the first line that a pattern fits, with its number."""
    for number, line in enumerate(lines, 1):
        if match := pattern.match(line):
            return match, number
    return None


def _version(device: Device, lines: list[str], name: str) -> bool:
    system = device.system
    release, hardware, serial, up = (_line(lines, one) for one in (_RELEASE, _HARDWARE, _SERIAL, _UPTIME))
    if release is None:
        return False
    system.version = Known(release[0][1], (release[1],), name)
    if hardware:
        system.model = Known(hardware[0][1], (hardware[1],), name)
    if serial:
        system.serial = Known(serial[0][1], (serial[1],), name)
    if up:
        days = sum(int(count) * _DAYS[unit] for count, unit in _PERIOD.findall(up[0][1]))
        system.uptime_days = Known(days, (up[1],), name)
    unchanged, changed = _line(lines, _UNCHANGED), _line(lines, _CHANGED)
    if unchanged:
        device.archive.saved = Known(value=True, lines=(unchanged[1],), file=name)
    elif changed and isinstance(device.archive.saved, Unknown):
        device.archive.saved = Unknown("没有采集启动配置的保存时间(show startup-config)", (changed[1],), name)
    return True


def _moment(text: str) -> datetime | None:
    """Read ``10:15:22.123 CST Tue Nov 24 2026``; the zone is the device's own in both places."""
    words = text.split()
    try:
        return datetime.strptime(" ".join([words[0], *words[-3:]]), "%H:%M:%S.%f %b %d %Y")  # noqa: DTZ007 - the zone is the device's own
    except (ValueError, IndexError):
        return None


def _saved(device: Device, version: list[str], startup: list[str], name: str) -> None:
    """Compare the moment of the last change with that of the last ``write``."""
    written, changed = _line(startup, _WRITTEN), _line(version, _CHANGED)
    device.coverage[name] = bytes(USED if line.startswith(": Written") else IRRELEVANT for line in startup)
    if written is None or changed is None:
        return
    before, after = _moment(changed[0][1]), _moment(written[0][1])
    if before and after:
        device.archive.saved = Known(after >= before, (written[1],), name)


def _interfaces(device: Device, lines: list[str], _name: str) -> bool:
    """Take link states, duplex and error counters; counters of traffic before the errors of the hardware."""
    states = {row["INTERFACE"]: row for row in table("show_interface.textfsm", lines, "parsers.cisco_asa")}
    for interface in device.interfaces.items:
        row = states.get(interface.name)
        if row is None:
            continue
        interface.up, interface.duplex = _LINKS.get(row["LINK"]), duplex(row["DUPLEX"])
        if row["IN_PACKETS"] and row["OUT_PACKETS"]:
            interface.errors = int(row["IN_ERRORS"] or 0) + int(row["OUT_ERRORS"] or 0)
            interface.packets = int(row["IN_PACKETS"]) + int(row["OUT_PACKETS"])
    return bool(states)


def _failover(device: Device, lines: list[str], _name: str) -> bool:
    """Take the state of this unit and its mate: ``This host: Primary - Active``, ``Other host: ... Standby Ready``."""
    found = _line(lines, re.compile(r"^\s*This host: (\S+)(?: - (.+))?$"))
    mate = _line(lines, re.compile(r"^\s*Other host: (\S+)(?: - (.+))?$"))
    on = _line(lines, re.compile(r"^Failover (On|Off)"))
    for pair in device.redundancy.items:
        if pair.kind == "failover" and found:
            states = [(match[0][2] or "").strip().lower() for match in (found, mate) if match]
            pair.state = "/".join(states)
    return on is not None


def _hits(lines: list[str], counted: Mapping[str, Sequence[Rule | None]]) -> bool:
    """Take the hits of each entry; expanded members are indented."""
    found = False
    for match in filter(None, map(_HITS.match, lines)):
        at, entries = int(match[2]) - 1, counted.get(match[1], ())
        rule = entries[at] if 0 <= at < len(entries) else None
        if rule:
            rule.hits, found = int(match[3]), True
    return found


def _ntp(device: Device, lines: list[str], name: str) -> bool:
    found = _line(lines, _CLOCK)
    if found:
        device.clock.synchronised = Known(found[0][1] == "synchronized", (found[1],), name)
    return found is not None


_READERS = {
    "show-version": _version,
    "show-interface": _interfaces,
    "show-failover": _failover,
    "show-cpu-usage": load.cpu(_CPU),
    "show-memory": load.memory(_MEMORY),
    "show-ntp-status": _ntp,
}
