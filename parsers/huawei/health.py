"""What ``display`` outputs tell of load, hardware, hot standby and the hits of policies.

After printed outputs of S, AR, CE, NE and USG: ``display cpu-usage`` (VRP5 ``CPU Usage : 12% Max: 45%``, VRP8 ``System
cpu use rate is : 2%``), ``display memory-usage`` (``Memory Using Percentage Is: 36%``, older ``Used Rate: 61%``),
``display vrrp brief``, ``display hrp state`` (``Role: active, peer: standby``). ``display device`` after that of CE (a
real capture of ntc-templates) and of S, whose columns differ in words alone. ``display security-policy rule all`` after
captures of USG6000V; it lists the public system alone.
"""

from __future__ import annotations

import re

from dengbao.model import Device, Known, Unknown
from parsers import load
from parsers.hits import give
from parsers.ioslike.tables import table
from parsers.parts import Part, alarms, fewest

_CPU = re.compile(r"^\s*(?:CPU Usage|System cpu use rate is)\s*:\s*(\d+(?:\.\d+)?)%", re.IGNORECASE)
_MEMORY = re.compile(r"^\s*(?:Memory Using Percentage(?: Is)?|Used Rate)\s*:\s*(\d+(?:\.\d+)?)%", re.IGNORECASE)
_VRRP = re.compile(r"^\s*(\d+)\s+(Master|Backup|Initialize|Init)\s+(\S+)\s+\S+\s+\S+", re.IGNORECASE)
_HRP = re.compile(r"^\s*Role: (\w+), peer: (\w+)")
_PART = re.compile(
    r"^(?P<slot>\S*)\s+(?P<card>\S+)\s+(?P<type>\S.*?)\s+(?P<online>Present|Absent|Offline)\s+(?P<power>\S+)\s+"
    r"(?P<register>\S+)\s+(?P<status>\S+)\s+\S+\s*$"
)
_HEADING = re.compile(r"^\s*(?:.*Device status:|\*: configured.*|Slot\s.*|Chassis \d.*|-*)\s*$")
_ON = frozenset({"on", "poweron"})
_SHORT = {"ge": "gigabitethernet", "xge": "xgigabitethernet"}


def vrrp(device: Device, lines: list[str], _name: str) -> bool:
    """Give each group its state."""
    states = {(_long(row[3]), row[1]): row[2].lower() for row in map(_VRRP.match, lines) if row}
    for pair in device.redundancy.items:
        if pair.kind == "vrrp":
            pair.state = states.get((_long(pair.interface), pair.name.rpartition(" ")[2]), "")
    return bool(states)


def _long(interface: str) -> str:
    head = re.match(r"[A-Za-z-]+", interface)
    word = head[0].lower() if head else ""
    return _SHORT.get(word, word) + interface[len(word) :]


def hrp(device: Device, lines: list[str], _name: str) -> bool:
    """Give the pair the roles of this device and its peer."""
    found = next(filter(None, map(_HRP.match, lines)), None)
    for pair in device.redundancy.items:
        if pair.kind == "hrp" and found:
            pair.state = f"{found[1]}/{found[2]}"
    return found is not None


def parts(device: Device, lines: list[str], name: str) -> bool:
    """Count power supplies that work, and name parts that are there and not normal.

    A line of the table that was not understood may be of a part that is at fault.
    """
    rows = [(_PART.match(line), at) for at, line in enumerate(lines, 1) if not _HEADING.match(line)]
    strange = tuple(at for row, at in rows if row is None)
    found = [_part(row, at) for row, at in rows if row]
    supplies = _supplies([row for row, _ in rows if row], found)
    unread = Unknown("没有读懂 display device", strange[:1], name)
    health = device.health
    if supplies or not found:
        health.power_supplies = unread if strange or not found else fewest(supplies, name)
    health.alarms = alarms({name: found})
    if strange and isinstance(health.alarms, Known) and not health.alarms.value:
        health.alarms = unread
    return bool(found) and not strange


def _supplies(rows: list[re.Match[str]], found: list[Part]) -> dict[str, list[Part]]:
    """Power supplies by the member of a stack whose line they stand below; those of a chassis have its slots."""
    units: dict[str, list[Part]] = {}
    member = ""
    for row, part in zip(rows, found, strict=True):
        member = row["slot"] if row["slot"].isdecimal() else member
        if part.name.startswith("PWR"):
            units.setdefault("" if row["slot"] else member, []).append(part)
    return units


def _part(row: re.Match[str], at: int) -> Part:
    """A part has power and is normal, or it is at fault; an empty slot is no fault."""
    well = row["online"] == "Present" and row["status"] == "Normal" and row["power"].lower() in _ON
    return Part(row["slot"] or row["card"], row["status"], at, works=well, sick=row["online"] != "Absent" and not well)


def hits(device: Device, lines: list[str], _name: str) -> bool:
    """Give each policy of the public system its hits; a table that lacks one of them gives none."""
    rows = table("display_security_policy_rule_all.textfsm", lines, "parsers.huawei")
    counts = {row["RULE"]: int(row["HITS"]) for row in rows}
    return give(device, counts)


READERS = {
    "display-cpu-usage": load.cpu(_CPU),
    "display-memory-usage": load.memory(_MEMORY),
    "display-vrrp-brief": vrrp,
    "display-hrp-state": hrp,
    "display-device": parts,
    "display-security-policy-rule-all": hits,
}
