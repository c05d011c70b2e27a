"""What StoneOS tells of load, hardware and the hits of its policies.

CLI manual 5.5R12F2: ``show cpu`` (p. 2640), ``show memory`` (p. 2641), ``show environment`` (p. 2630; ``Fine``, or
``Fail/No power``), ``show policy hit-count`` (p. 419, of the root system). Every rule counts its hits as soon as it is
there. A device without fans of its own answers with one sentence, whose words the manual does not give: not understood.
"""

from __future__ import annotations

import re

from dengbao.model import Device, Unknown
from parsers import load
from parsers.hits import give
from parsers.ioslike.tables import Row, numbered
from parsers.parts import Part, alarms, module, sensor, working

_PACKAGE = "parsers.hillstone_stoneos"
_CPU = re.compile(r"^\s*Current cpu utilization\s*:\s*(\d{1,3}(?:\.\d+)?)%")
_MEMORY = re.compile(r"^\s*The percentage of memory utilization\s*:\s*(\d{1,3}(?:\.\d+)?)%")
_KINDS = {"Temperature": "温度", "Voltage": "电压", "Fan": "", "Power": ""}


def missing(device: Device) -> None:
    """Say of what only outputs tell that they were not gathered."""
    health = device.health
    health.cpu_percent, health.memory_percent = Unknown("没有采集 show cpu"), Unknown("没有采集 show memory")
    health.power_supplies = health.alarms = Unknown("没有采集 show environment")


def environment(device: Device, lines: list[str], name: str) -> bool:
    """Count power supplies that work; name what is at fault or outside its range. Fans and supplies must be listed."""
    rows = numbered("show_environment.textfsm", lines, _PACKAGE)
    listed = {row["KIND"] for row, _ in rows} >= {"Fan", "Power"}
    parts = [_part(row, at) for row, at in rows] if listed else []
    supplies = [part for (row, _), part in zip(rows, parts, strict=False) if row["KIND"] == "Power"]
    device.health.power_supplies, device.health.alarms = working(supplies, name), alarms({name: parts})
    return bool(parts)


def _part(row: Row, at: int) -> Part:
    name = f"{row['NAME']} {_KINDS[row['KIND']]}".strip()
    if row["STATUS"]:
        return module(name, row["STATUS"], at)
    return sensor(name, float(row["READING"]), (float(row["LOW"]), float(row["HIGH"])), at)


def hits(device: Device, lines: list[str], _name: str) -> bool:
    """Give each rule of the root system its hits; a table that lacks one of them is cut off and gives none."""
    counts = {row["RULE"]: int(row["HITS"]) for row, _ in numbered("show_policy_hit_count.textfsm", lines, _PACKAGE)}
    return give(device, counts)


READERS = {
    "show-cpu": load.cpu(_CPU),
    "show-memory": load.memory(_MEMORY),
    "show-environment": environment,
    "show-policy-hit-count": hits,
    "show-policy-hit-count-top-all": hits,
}
"""By output."""
