"""What ``show`` outputs tell of hardware and the hits of access lists.

``show environment`` of IOS-XE routers (a sensor a line, and how many are in alarm) and ``show environment all`` of
Catalyst 9200 and 3850 after outputs in the test data of genieparser, its power supplies after ntc-templates as well.
``show ip access-lists``: an entry that never matched ends without ``(N matches)``; switches forward in hardware, which
does not count there.
"""

from __future__ import annotations

import re

from dengbao.model import Device, Unknown
from parsers.ioslike.tables import Row, numbered, table
from parsers.parts import Part, alarms, working

_PACKAGE = "parsers.cisco_ios"
_ALARMS = re.compile(r"^\s*Number of (?:Critical|Major|Minor) alarms: +(\d{1,6})\s*$")
_SPEED = re.compile(r"Normal|Fan Speed \d+%")
_WELL = frozenset({"ok", "green", "good"})


def sensors(device: Device, lines: list[str], name: str) -> bool:
    """Name the sensors of a router that are not normal, as many as it says there are."""
    counted = [int(match[1]) for line in lines if (match := _ALARMS.match(line))]
    parts = [
        Part(f"{row['SLOT']} {row['SENSOR']}", row["STATE"], at, works=well, sick=not well)
        for row, at in numbered("show_environment.textfsm", lines, _PACKAGE)
        for well in [_SPEED.fullmatch(row["STATE"]) is not None]
    ]
    whole = bool(parts) and sum(counted) == sum(part.sick for part in parts)
    device.health.alarms = alarms({name: parts if whole else []})
    return whole


def stack(device: Device, lines: list[str], name: str) -> bool:
    """Name the parts of a switch or stack that are not well; count the supplies of the member that has the fewest."""
    rows = numbered("show_environment_all.textfsm", lines, _PACKAGE)
    parts = [(row["SUPPLY"], _part(row, at)) for row, at in rows]
    members: dict[str, list[Part]] = {}
    for slot, part in parts:
        if slot:
            members.setdefault(slot.rstrip("AB"), []).append(part)
    fewest = min(members.values(), key=lambda supplies: sum(part.works for part in supplies), default=[])
    if not members:
        device.health.power_supplies = device.health.alarms = Unknown("没有读懂 show environment all", file=name)
        return False
    device.health.power_supplies = working(fewest, name)
    device.health.alarms = alarms({name: [part for _, part in parts]})
    return True


def _part(row: Row, line: int) -> Part:
    word = row["STATE"].lower()
    name = f"电源 {row['SUPPLY']}" if row["SUPPLY"] else " ".join(row["PART"].split())
    return Part(name, row["STATE"], line, works=word in _WELL, sick=word not in _WELL | {"not present"})


def hits(device: Device, lines: list[str], _name: str) -> bool:
    """Take the hits of each entry; a switch tells nothing by them."""
    rows = table("show_ip_access_lists.textfsm", lines, _PACKAGE)
    if not any(port.mode in {"access", "trunk"} for port in device.interfaces.items):
        rules = {(acl.name, rule.name): rule for acl in device.acls.items if acl.family == 4 for rule in acl.rules}  # noqa: PLR2004 - IPv4
        for row in rows:
            if rule := rules.get((row["LIST"], row["RULE"])):
                rule.hits = int(row["HITS"] or 0)
    return bool(rows)


READERS = {"show-environment": sensors, "show-environment-all": stack, "show-ip-access-lists": hits}
