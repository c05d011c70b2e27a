"""UPS-MIB (RFC 1628), the standard that most cards offer beside their own.

Objects, units and enumerations: RFC 1628. What real cards do with them (tenths of volts, 1092 minutes for "unknown",
-1 for everything): captures of Huawei, Eaton and Phoenixtec cards in snmpsim-data 1.0.1.
"""

from __future__ import annotations

from dengbao.model import Fact, Known, Unknown, Unsupported
from parsers.ups.tree import NOT_SUPPORTED, TICKS, Readings, Tree, largest, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.2.1.33.1"
_SOURCE = {2: "OFF", 3: "OL", 4: "OL BYPASS", 5: "OB", 6: "OL BOOST", 7: "OL TRIM"}
_BATTERY = {2: True, 3: True, 4: True}  # normal, low, depleted: it is there
_LOW = frozenset({3, 4})
_TESTED = {1: True, 2: False, 3: False, 6: False}  # passed, with a warning, with an error, never begun
_ALARM_ROOT = f"{ROOT}.6.3."
_ALARMS = {
    1: "电池须更换",
    2: "电池供电",
    3: "电池电量低",
    4: "电池耗尽",
    5: "温度异常",
    6: "输入异常",
    7: "输出异常",
    8: "过载",
    9: "旁路供电",
    10: "旁路异常",
    11: "输出按指令关闭",
    12: "UPS 按指令关闭",
    13: "充电器故障",
    14: "输出已关闭",
    15: "UPS 已关闭",
    16: "风扇故障",
    17: "熔断器故障",
    18: "一般故障",
    19: "自检未通过",
    20: "通信中断",
    23: "即将关机",
}
_HARMLESS = frozenset({21, 22, 24})  # awaiting power, shutdown pending, test in progress: what somebody asked for
_BATTERY_BAD = 1
_FLAGS = {2: "OB", 3: "LB", 4: "LB", 8: "OVER", 9: "BYPASS", 14: "OFF", 15: "OFF"}
_DISGUISED = 1092
"""65535 seconds, "unknown" in a vendor's MIB, passed on as minutes."""

_SCALED_FROM = 1000
"""Volts of a phase are below; a card that says more speaks in tenths (Huawei)."""

_PHASES = 3
_LINE_TO_LINE = 300  # volts


def read(walk: Walk) -> Readings:
    """Read the standard's objects."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    alarms, codes = _alarms(tree, walk)
    return readings(
        present=tree.truth("2.1.0", _BATTERY, "电池状态"),
        status=_status(tree, alarms, codes),
        runtime_seconds=_runtime(tree),
        charge_percent=tree.number("2.4.0", most=100),
        load_percent=largest(tree.column("4.4.1.5", most=200)),
        input_volts=_volts(tree, "3.3.1.3", "3.2.0"),
        output_volts=_volts(tree, "4.4.1.2", "4.3.0"),
        nominal_volts=_nominal(tree),
        battery_temperature=tree.number("2.7.0", absent=NOT_SUPPORTED | {0, -273}),
        replace_battery=_replace(alarms, codes) if tree.binding("2.1.0") else None,
        test_passed=tree.truth("7.3.0", _TESTED, "自检结果"),
        test_date=Unsupported("RFC 1628 只给出开机以来的时刻,没有自检日期"),
        alarms=alarms,
        model=tree.text("1.2.0"),
    )


def _alarms(tree: Tree, walk: Walk) -> tuple[Fact[tuple[str, ...]] | None, frozenset[int]]:
    """Name the alarms that mean something, and give the well-known ones' numbers."""
    count = tree.number("6.1.0")
    if not isinstance(count, Known):
        return (count if isinstance(count, Unknown) else None), frozenset()
    rows = [oid for oid in walk.values if oid.startswith(f"{ROOT}.6.2.1.2.")]
    lines, said, codes = list(count.lines), [], set()
    for row in rows:
        found = walk.values[row]
        lines.append(found.line)
        code = str(found.value).removeprefix(_ALARM_ROOT)
        number = int(code) if code.isdecimal() else 0
        codes |= {number} - {0}
        if number not in _HARMLESS:
            said.append(_ALARMS.get(number, f"厂商告警 {found.value}"))
    walk.touch(tuple(lines))
    if count.value > len(rows):
        said.append(f"{count.value - len(rows):g} 项未列出的告警")
    return Known(tuple(said), tuple(lines), walk.file), frozenset(codes)


def _status(tree: Tree, alarms: Fact[tuple[str, ...]] | None, codes: frozenset[int]) -> Fact[frozenset[str]] | None:
    """The output's source with what the battery and the alarms add."""
    source = tree.words("4.1.0", _SOURCE, "输出来源(upsOutputSource)")
    flags = {_FLAGS[code] for code in codes if code in _FLAGS}
    battery = tree.binding("2.1.0")
    if battery and battery.value in _LOW:
        flags.add("LB")
    if isinstance(alarms, Known) and alarms.value:
        flags.add("ALARM")
    if not isinstance(source, Known):
        return source
    more = alarms.lines if isinstance(alarms, Known) and flags else ()
    battery_line = (battery.line,) if battery and "LB" in flags else ()
    return Known(source.value | flags, tuple(dict.fromkeys(source.lines + battery_line + more)), source.file)


def _runtime(tree: Tree) -> Fact[float] | None:
    """Minutes as seconds: at least one by the standard, so 0 says nothing while on mains."""
    found = tree.binding("2.3.0")
    if found and found.tag == TICKS:
        return Unknown("剩余时间的类型是 TimeTicks,不可信", (found.line,), tree.file)
    return tree.number("2.3.0", 60, absent=NOT_SUPPORTED | {0, _DISGUISED})


def _volts(tree: Tree, column: str, phases: str) -> Fact[float] | None:
    """The phase that is farthest from the others' middle; rows beyond the number of phases are empty."""
    count = tree.number(phases, least=1, most=_PHASES)
    rows = tree.column(column)[: int(count.value) if isinstance(count, Known) else _PHASES]
    if not rows:
        return None
    scaled = [Known(row.value / 10, row.lines, row.file) if row.value > _SCALED_FROM else row for row in rows]
    middle = sorted(row.value for row in scaled)[len(scaled) // 2]
    return max(scaled, key=lambda row: abs(row.value - middle))


def _nominal(tree: Tree) -> Fact[float] | None:
    """Nominal volts of one phase: cards of three-phase UPSes name those between two."""
    for tail in ("9.1.0", "9.3.0"):
        found = tree.number(tail, least=1)
        if isinstance(found, Known):
            between = found.value > _LINE_TO_LINE
            return Known(round(found.value / 3**0.5) if between else found.value, found.lines, found.file)
    return None


def _replace(alarms: Fact[tuple[str, ...]] | None, codes: frozenset[int]) -> Fact[bool] | None:
    """Battery bad is the standard's alarm for it; no alarm at all says that it is not raised."""
    if not isinstance(alarms, Known):
        return alarms if isinstance(alarms, Unknown) else None
    return Known(_BATTERY_BAD in codes, alarms.lines, alarms.file)
