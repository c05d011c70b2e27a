"""A UPS's SNMP walk as facts: every MIB that the card offers is read, and where two know a thing the worse counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dengbao.model import Absent, Device, Fact, Known, Power, Unknown, Unsupported
from parsers.ups.mibs import ALL
from parsers.ups.tree import Readings
from parsers.ups.walk import Walk

_WORSE: dict[str, Callable[[Sequence[Known[Any]]], Known[Any]]] = {
    "runtime_seconds": lambda known: min(known, key=lambda fact: fact.value),
    "charge_percent": lambda known: min(known, key=lambda fact: fact.value),
    "load_percent": lambda known: max(known, key=lambda fact: fact.value),
    "present": lambda known: min(known, key=lambda fact: fact.value),
    "replace_battery": lambda known: max(known, key=lambda fact: fact.value),
    "test_passed": lambda known: min(known, key=lambda fact: fact.value),
    "battery_date": lambda known: min(known, key=lambda fact: fact.value),
    "status": lambda known: Known(
        frozenset().union(*(fact.value for fact in known)),
        tuple(line for fact in known for line in fact.lines),
        known[0].file,
    ),
}
"""How facts of several MIBs are joined; of the rest the first counts."""

_OPTIONAL = {
    "battery_date": "UPS 不提供电池安装日期",
    "battery_temperature": "UPS 不提供电池温度",
    "room_temperature": "UPS 没有机房温度探头",
    "room_humidity": "UPS 没有机房湿度探头",
    "leak": "UPS 没有漏水探头",
    "feeds": "UPS 不分别报告两路输入",
    "test_passed": "UPS 不提供自检结果",
    "test_date": "UPS 不提供自检日期",
}
"""What a UPS may lack without being the worse for it."""

_NEEDED = {
    "present": "电池状态",
    "status": "供电状态",
    "runtime_seconds": "剩余时间",
    "charge_percent": "电量",
    "load_percent": "负载",
    "input_volts": "输入电压",
    "output_volts": "输出电压",
    "replace_battery": "更换电池指示",
    "alarms": "告警",
    "model": "型号",
}
"""What a verdict may rest on, in words."""

_SYSTEM = "1.3.6.1.2.1.1"


def read_snmp(text: str, file: str) -> Device:
    """Read a walk.

    Args:
        text: ``snmpwalk`` text or an ``.snmprec`` file.
        file: the output's name.

    Returns:
        A device whose ``power`` is filled; what no MIB of the card says is ``Unsupported`` where a UPS may lack it,
        ``Unknown`` else. A card without any MIB known here leaves everything ``Unknown``, naming its kind.
    """
    walk = Walk(text, file)
    device = Device()
    heard = [found for mib in ALL if (found := mib.read(walk))]
    for name, fact in _joined(heard, _stranger(walk, heard)).items():
        setattr(device.power, name, fact)
    device.power.unread, device.power.file = walk.unread, file
    device.coverage[file] = bytes(walk.status)
    device.system.file = file
    device.system.model = device.power.model
    return device


def _joined(heard: list[Readings], missing: str) -> Readings:
    """Give every field of ``Power`` its fact."""
    fields: Readings = {}
    for name in Power.__struct_fields__:
        if name in {"unread", "file"}:
            continue
        said = [facts[name] for facts in heard if name in facts]
        known = [fact for fact in said if isinstance(fact, Known)]
        if known:
            fields[name] = _WORSE[name](known) if name in _WORSE else known[0]
        else:
            doubtful = next((fact for fact in said if isinstance(fact, Unknown)), None)
            fields[name] = _unsaid(name, missing, doubtful)
    if isinstance(fields["present"], Unknown) and isinstance(fields["status"], Known):
        fields["present"] = Known(True, fields["status"].lines, fields["status"].file)
    return fields


def _unsaid(name: str, missing: str, doubtful: Fact[Any] | None) -> Fact[Any]:
    """Say why a field has no value."""
    if missing:
        return Unknown(missing)
    if name in _OPTIONAL and (doubtful is None or name != "test_passed"):
        return Unsupported(_OPTIONAL[name])
    if name == "nominal_volts":
        return Absent(220.0, "UPS 未给出额定电压,按中国市电 220 V")
    return Unknown(f"UPS 的 MIB 没有给出{_NEEDED[name]}") if doubtful is None else doubtful


def _stranger(walk: Walk, heard: list[Readings]) -> str:
    """Name a card whose MIBs nobody here knows."""
    if heard:
        return ""
    kind = walk.values.get(f"{_SYSTEM}.2.0")
    return f"没有可读懂的 UPS MIB(sysObjectID: {kind.value if kind else '未给出'}),可能不是 UPS 或只有厂商私有 MIB"
