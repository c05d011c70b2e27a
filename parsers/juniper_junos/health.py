"""What ``show`` outputs tell of hardware, load, ports and the hits of policies.

After outputs of SRX, MX and PTX in the test data of genieparser (``show chassis alarms``, ``show chassis environment``,
``show chassis routing-engine``, ``show interfaces extensive``), of ntc-templates (``show system uptime``, ``show
chassis cluster status``), and the CLI reference (``show chassis routing-engine`` of SRX: ``Total memory``; ``show
security policies hit-count``: a global policy is from and to ``junos-global``). Nodes of a cluster print one by one.
The date of the attack database stands in the brackets behind its version, after its severity in newer releases (24.4).
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

from dengbao.model import Device, Known, Unknown
from parsers.ioslike.tables import duplex, table
from parsers.load import highest

_PACKAGE = "parsers.juniper_junos"
_COUNT = re.compile(r"^\s*(No|\d{1,6}) alarms? currently active\s*$")
_SUPPLY = re.compile(r"\s(?:PEM|PSM|PSU|Power Supply) \d+\s+(OK|Online|Check|Failed|Testing|Present|Offline)\b")
_MEMORY = re.compile(r"^\s*(?:Memory utilization|Total memory .*\()\s*(\d{1,3}) percent")
_WINDOW = re.compile(r"^\s*(?:(\d+) (?:sec|min) )?CPU utilization:\s*$")
_IDLE = re.compile(r"^\s*Idle\s+(\d{1,3}) percent")
_FIVE_MINUTES = frozenset({None, "5"})  # "5 min" follows "5 sec" where both are printed, and stays
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATABASE = re.compile(
    rf"^\s*Attack database version:\d+\((?:\w+, )?[A-Z][a-z]{{2}} ({'|'.join(_MONTHS)}) +(\d{{1,2}}) [\d:]+ (\d{{4}})\b"
)
_UPTIME = re.compile(r"^(Current time|System booted): (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")


def leave_open(device: Device) -> None:
    """Say of each fact which output would tell it."""
    health = device.health
    health.alarms = Unknown("没有采集 show chassis alarms")
    health.power_supplies = Unknown("没有采集 show chassis environment,或其中没有列出电源")
    health.cpu_percent = health.memory_percent = Unknown("没有采集 show chassis routing-engine")
    device.system.uptime_days = Unknown("没有采集 show system uptime")
    if isinstance(device.defence.ips_signature, Unknown):
        device.defence.ips_signature = Unknown("没有采集 show security idp security-package-version")


def alarms(device: Device, lines: list[str], name: str) -> bool:
    """Take the chassis' own alarms, as many as it says there are."""
    heads = [(match[1], at) for at, line in enumerate(lines, 1) if (match := _COUNT.match(line))]
    rows = table("show_chassis_alarms.textfsm", lines, _PACKAGE)
    if not heads or sum(int(count) for count, _ in heads if count != "No") != len(rows):
        device.health.alarms = Unknown("没有读懂 show chassis alarms", file=name)
        return False
    said = tuple(row["DESCRIPTION"] for row in rows)
    found = tuple(at for at, line in enumerate(lines, 1) if line.endswith(said)) if said else ()
    device.health.alarms = Known(said, found or (heads[0][1],), name)
    return True


def environment(device: Device, lines: list[str], name: str) -> bool:
    """Count the power supplies that work, of the node that has the fewest; the chassis lists faults as alarms."""
    rows = table("show_chassis_environment.textfsm", lines, _PACKAGE)
    nodes: list[list[int]] = []
    supplies: list[int] = []
    for at, line in enumerate(lines, 1):
        if "Class Item" in line:
            nodes.append([])
        elif nodes and rows and (found := _SUPPLY.search(line)):
            supplies.append(at)
            nodes[-1] += [at] if found[1] in {"OK", "Online"} else []
    if supplies:
        device.health.power_supplies = Known(min(map(len, nodes)), tuple(supplies), name)
    return bool(rows)


def load(device: Device, lines: list[str], name: str) -> bool:
    """Take how busy the routing engine is (of the last five minutes where it says), and how full its memory."""
    health = device.health
    health.memory_percent = highest(lines, _MEMORY, name, "内存利用率")
    health.cpu_percent = Unknown("没有读懂 CPU 利用率", file=name)
    engines: list[tuple[float, int]] = []
    window: str | None = ""
    for at, line in enumerate(lines, 1):
        if "Routing Engine status:" in line:
            engines.append((-1.0, at))
        elif match := _WINDOW.match(line):
            window = match[1]
        elif (match := _IDLE.match(line)) and engines and window in _FIVE_MINUTES:
            engines[-1] = (100.0 - int(match[1]), at)
    busiest, at = max(engines, default=(-1.0, 0))
    if engines and min(engines)[0] >= 0:
        health.cpu_percent = Known(busiest, (at,), name)
    return isinstance(health.cpu_percent, Known) and isinstance(health.memory_percent, Known)


def ports(device: Device, lines: list[str], _name: str) -> bool:
    """Take links, duplex and counters of physical ports."""
    rows = {row["INTERFACE"]: row for row in table("show_interfaces.textfsm", lines, _PACKAGE)}
    for port in device.interfaces.items:
        row = rows.get(port.name)
        if row is None:
            continue
        port.up = row["LINK"] == "Up"
        port.duplex = duplex(row["DUPLEX"])
        if row["IN_PACKETS"] and row["OUT_PACKETS"] and row["IN_ERRORS"] and row["OUT_ERRORS"]:
            port.packets = int(row["IN_PACKETS"]) + int(row["OUT_PACKETS"])
            port.errors = int(row["IN_ERRORS"]) + int(row["OUT_ERRORS"])
    return bool(rows)


def hits(device: Device, lines: list[str], _name: str) -> bool:
    """Take the hits of each policy, of both nodes together."""
    counted: dict[tuple[str, str], int] = {}
    rows = table("show_security_policies_hit_count.textfsm", lines, _PACKAGE)
    for row in rows:
        system = row["SYSTEM"].removeprefix("root-logical-system")
        one = row["FROM"] == row["TO"] == "junos-global"
        pair = "global" if one else f"from-zone {row['FROM']} to-zone {row['TO']}"
        key = (system, f"{pair} policy {row['NAME']}")
        counted[key] = counted.get(key, 0) + int(row["HITS"])
    for rule in device.policies.items:
        rule.hits = counted.get((rule.context, rule.name))
    return bool(rows)


def uptime(device: Device, lines: list[str], name: str) -> bool:
    """Take how long the device has been up, by its own clock; of a cluster the node that started last."""
    told = [(match, at) for at, line in enumerate(lines, 1) if (match := _UPTIME.match(line))]
    ups: list[tuple[float, int]] = []
    try:
        for (now, _), (start, at) in pairwise(told):
            if (now[1], start[1]) == ("Current time", "System booted"):
                up = datetime.fromisoformat(now[2]) - datetime.fromisoformat(start[2])
                ups.append((up.total_seconds() / 86400, at))
    except ValueError:
        ups = []
    if not ups or 2 * len(ups) != len(told):
        return False
    days, at = min(ups)
    device.system.uptime_days = Known(days, (at,), name)
    return True


def cluster(device: Device, lines: list[str], _name: str) -> bool:
    """Give each redundancy group of a chassis cluster the states of its nodes."""
    rows = table("show_chassis_cluster_status.textfsm", lines, _PACKAGE)
    for pair in device.redundancy.items:
        if pair.kind == "cluster":
            pair.state = "/".join(row["STATUS"] for row in rows if row["GROUP"] == pair.name)
    return bool(rows)


def attacks(device: Device, lines: list[str], name: str) -> bool:
    """Take the date of the attack database, of the older one where the nodes differ."""
    found = [(match, at) for at, line in enumerate(lines, 1) if (match := _DATABASE.match(line))]
    dates = [(f"{match[3]}-{_MONTHS.index(match[1]) + 1:02}-{int(match[2]):02}", at) for match, at in found]
    heads = sum("Attack database version" in line and "Rollback" not in line for line in lines)
    if not dates or len(dates) < heads:
        device.defence.ips_signature = Unknown("没有读懂特征库的日期,或没有安装特征库", file=name)
        return False
    oldest, at = min(dates)
    device.defence.ips_signature = Known(oldest, (at,), name)
    return True


READERS = {
    "show-security-idp-security-package-version": attacks,
    "show-chassis-cluster-status": cluster,
    "show-chassis-alarms": alarms,
    "show-chassis-environment": environment,
    "show-chassis-routing-engine": load,
    "show-interfaces-extensive": ports,
    "show-security-policies-hit-count": hits,
    "show-system-uptime": uptime,
}
