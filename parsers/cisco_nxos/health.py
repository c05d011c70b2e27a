"""What ``show`` outputs tell of load, hardware, links and the hits of access lists.

``show environment`` after captures of Nexus 9300 (ntc-templates) and 9800 (genieparser); one that lacks the supplies,
the fans or the temperatures is cut off and tells nothing. ``show system resources`` after a capture of genieparser.
``show access-lists`` after the NX-OS security configuration guide: entries of a list with ``statistics per-entry`` end
in ``[match=N]``.
"""

from __future__ import annotations

import re

from dengbao.model import Device, Known, Unknown
from parsers.ioslike.numbers import integer
from parsers.ioslike.tables import Row, duplex, numbered, table
from parsers.load import highest
from parsers.parts import Part, alarms, module, working

_PACKAGE = "parsers.cisco_nxos"
_KINDS = frozenset({"Fan", "Power Supply", "Temperature"})
_IDLE = re.compile(r"^CPU states\s*:.*?(\d+(?:\.\d+)?)% idle")
_MEMORY = re.compile(r"^Memory usage\s*:\s*(\d{1,15})K total,\s*(\d{1,15})K used")


def environment(device: Device, lines: list[str], name: str) -> bool:
    """Count power supplies that work, and name parts that are in place and not well."""
    rows = numbered("show_environment.textfsm", lines, _PACKAGE)
    if not {row["KIND"] for row, _ in rows} >= _KINDS:
        device.health.power_supplies = device.health.alarms = Unknown("没有读懂 show environment", file=name)
        return False
    parts = [(row["KIND"], _part(row, at)) for row, at in rows]
    device.health.power_supplies = working([part for kind, part in parts if kind == "Power Supply"], name)
    device.health.alarms = alarms({name: [part for _, part in parts]})
    return True


def _part(row: Row, line: int) -> Part:
    """``Fan1(sys_fan1)``, ``Power Supply 1``, ``Temperature 1 CPU``; a module is well when it is powered up."""
    words = row["PART"].split()
    name = words[0] if row["KIND"] == "Fan" else " ".join([row["KIND"], *words])
    on = row["STATUS"] == "Powered-Up"
    return Part(name, row["STATUS"], line, works=True, sick=False) if on else module(name, row["STATUS"], line)


def resources(device: Device, lines: list[str], name: str) -> bool:
    """Take the load of all processors and the share of memory in use."""
    idle = highest(lines, _IDLE, name, "CPU 利用率")
    health = device.health
    health.cpu_percent = Known(round(100 - idle.value, 1), idle.lines, name) if isinstance(idle, Known) else idle
    health.memory_percent = Unknown("没有读懂内存利用率", file=name)
    for at, line in enumerate(lines, 1):
        if (match := _MEMORY.match(line)) and int(match[1]):
            health.memory_percent = Known(round(100 * int(match[2]) / int(match[1]), 1), (at,), name)
    return isinstance(health.cpu_percent, Known) and isinstance(health.memory_percent, Known)


def counters(device: Device, lines: list[str], _name: str) -> bool:
    """Take link states, duplex and counters of ports."""
    rows = {row["INTERFACE"].lower(): row for row in table("cisco_nxos_show_interface.textfsm", lines)}
    for interface in device.interfaces.items:
        row = rows.get(interface.name.lower())
        if row is None:
            continue
        interface.up = row["LINK_STATUS"].startswith("up")
        interface.duplex = duplex(row["DUPLEX"])
        if row["INPUT_PACKETS"] and row["OUTPUT_PACKETS"]:
            interface.packets = (integer(row["INPUT_PACKETS"]) or 0) + (integer(row["OUTPUT_PACKETS"]) or 0)
            interface.errors = (integer(row["INPUT_ERRORS"]) or 0) + (integer(row["OUTPUT_ERRORS"]) or 0)
    return bool(rows)


def hits(device: Device, lines: list[str], _name: str) -> bool:
    """Take the hits of entries that are counted."""
    rules = {(acl.name, rule.name): rule for acl in device.acls.items for rule in acl.rules}
    rows = table("show_access_lists.textfsm", lines, _PACKAGE)
    for row in rows:
        rule = rules.get((row["LIST"], row["RULE"]))
        if rule and row["HITS"]:
            rule.hits = int(row["HITS"])
    return bool(rows)
