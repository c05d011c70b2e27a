"""NUT's variables, one ``name: value`` a line, as facts with units."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from dengbao.model import Absent, Device, Fact, Known, Power, Unknown, Unsupported
from parsers.text import clean_lines
from parsers.ups.dates import iso_date

T = TypeVar("T")

OUTPUT = "upsc"
_LINE = re.compile(r"([a-z][\w.-]*): ?(.*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_GONE = re.compile(r"(?:Error:|ERR) ?(DATA-STALE|Data stale|DRIVER-NOT-CONNECTED|Driver not connected)")
_CONTACT = re.compile(r"ambient\.(?:\d+\.)?contacts\.\d+\.name")
_WATER = re.compile(r"water|leak|flood|水", re.IGNORECASE)
_PASSED = re.compile(r"pass|\bok\b", re.IGNORECASE)
_FAILED = re.compile(r"fail|bad|error|warning|invalid", re.IGNORECASE)
_UNDECIDED = frozenset({"WAIT", "CAL", "TEST"})
"""While a driver has no data yet, or a calibration or test runs, the state says nothing of every day."""

_ABSURD_RUNTIME = {65535.0, 1092.0 * 60}
"""Seconds that stand for "not supported" (65535, also passed through minutes: 1092)."""

_BATTERY = (
    "runtime_seconds", "charge_percent", "replace_battery", "battery_date", "battery_temperature", "test_passed",
    "test_date",
)  # fmt: skip
"""What an automatic transfer switch (``device.type: ats``) cannot have."""

Values = dict[str, tuple[str, int]]


def read_nut(text: str) -> Device:
    """Read ``upsc`` text.

    Returns:
        A device whose ``power`` is filled. A variable that the UPS does not offer is ``Unsupported`` where a UPS may
        lack it (sensors, self-test), ``Unknown`` where a verdict needs it (status, runtime, charge, load).
    """
    device, values = Device(), Values()
    lines = clean_lines(text)
    status = bytearray(len(lines))
    gone: Fact[bool] | None = None
    unread: list[int] = []
    for number, line in enumerate(lines, 1):
        if match := _LINE.fullmatch(line):
            values[match[1]] = (match[2].strip().strip('"'), number)
            status[number - 1] = 1
        elif _GONE.search(line):
            gone = Known(False, (number,), OUTPUT)
            status[number - 1] = 1
        elif not line or line.startswith("Init SSL"):  # upsc says so of a server without a certificate
            status[number - 1] = 2
        else:
            unread.append(number)
    device.coverage[OUTPUT] = bytes(status)
    device.power = _power(values, gone)
    if values.get("device.type", ("", 0))[0] == "ats":
        for name in _BATTERY:
            setattr(device.power, name, Unsupported("自动转换开关没有电池"))
    device.power.unread, device.power.file = unread, OUTPUT
    device.system.file = OUTPUT
    device.system.model = _text(values, "device.model", "ups.model")
    device.system.vendor = _text(values, "device.mfr", "ups.mfr")
    device.system.version = _text(values, "ups.firmware")
    return device


def _power(values: Values, gone: Fact[bool] | None) -> Power:
    status = _status(values)
    unsaid = Unknown("没有 ups.status,读不到 UPS 的状态")
    present: Fact[bool] = Known(True, (values["ups.status"][1],), OUTPUT) if "ups.status" in values else unsaid
    flags = status.value if isinstance(status, Known) else frozenset()
    lacks = "UPS 不提供该项"
    return Power(
        present=present if gone is None else gone,
        status=status,
        runtime_seconds=_runtime(values),
        charge_percent=_number(values, "battery.charge", lambda value: 0 <= value <= 100),  # noqa: PLR2004 - percent
        load_percent=_load(values),
        input_volts=_number(values, "input.voltage", "input.L1-N.voltage"),
        nominal_volts=_nominal(values),
        feeds=_feeds(values),
        output_volts=_number(values, "output.voltage", "output.L1-N.voltage"),
        replace_battery=_known("RB" in flags, status) if isinstance(status, Known) else Unknown("UPS 状态未定"),
        battery_date=_date(values, "battery.date", "battery.mfr.date"),
        battery_temperature=_number(values, "battery.temperature", lacks=lacks),
        room_temperature=_number(values, "ambient.temperature", "ambient.1.temperature", lacks=lacks),
        room_humidity=_number(values, "ambient.humidity", "ambient.1.humidity", lacks=lacks),
        leak=_leak(values),
        test_passed=_test(values),
        test_date=_date(values, "ups.test.date"),
        alarms=_alarms(values),
        model=_text(values, "device.model", "ups.model"),
    )


def _known(value: T, rests_on: Known[frozenset[str]]) -> Known[T]:
    return Known(value, rests_on.lines, OUTPUT)


def _status(values: Values) -> Fact[frozenset[str]]:
    found = values.get("ups.status")
    if found is None:
        return Unknown("没有 ups.status")
    flags, lines = frozenset(found[0].split()), (found[1],)
    if not flags & {"OL", "OB", "OFF", "BYPASS"} or flags & _UNDECIDED:
        return Unknown(f"UPS 状态未定(ups.status: {found[0] or '空'}),请稍后重读", lines, OUTPUT)
    return Known(flags, lines, OUTPUT)


def _number(values: Values, *names: str | Callable[[float], bool], lacks: str = "") -> Fact[float]:
    """The first of the variables that is there, as a number; a trailing callable tells which values make sense."""
    makes_sense = next((part for part in names if callable(part)), lambda _: True)
    for name in names:
        found = values.get(name) if isinstance(name, str) else None
        if found is None:
            continue
        if not _NUMBER.fullmatch(found[0]) or not makes_sense(float(found[0])):
            return Unknown(f"{name} 的值无法识别:{found[0] or '空'}", (found[1],), OUTPUT)
        return Known(float(found[0]), (found[1],), OUTPUT)
    wanted = "、".join(part for part in names if isinstance(part, str))
    return Unsupported(lacks) if lacks else Unknown(f"UPS 没有给出 {wanted}")


def _runtime(values: Values) -> Fact[float]:
    """Seconds left; 0 while on mains, negative, and the markers of "not supported" say nothing."""
    seconds = _number(values, "battery.runtime")
    if not isinstance(seconds, Known):
        return seconds
    on_mains = "OL" in values.get("ups.status", ("", 0))[0].split()
    if seconds.value < 0 or (seconds.value == 0 and on_mains) or seconds.value in _ABSURD_RUNTIME:
        return Unknown(f"battery.runtime 的值 {seconds.value:g} 表示不支持", seconds.lines, OUTPUT)
    return seconds


def _load(values: Values) -> Fact[float]:
    """Percent of nominal power; of three phases the most loaded one."""
    phases = [_number(values, f"output.L{phase}.power.percent") for phase in (1, 2, 3)]
    known = [phase for phase in phases if isinstance(phase, Known)]
    if known:
        return max(known, key=lambda phase: phase.value)
    return _number(values, "ups.load", lambda value: value >= 0)


def _nominal(values: Values) -> Fact[float]:
    found = _number(values, "input.voltage.nominal", "output.voltage.nominal", lambda value: value > 0)
    if isinstance(found, Unknown) and not found.lines:
        return Absent(220.0, "UPS 未给出额定电压,按中国市电 220 V")
    return found


def _feeds(values: Values) -> Fact[tuple[float, ...]]:
    """Volts of inputs 1, 2 …, as drivers of transfer switches tell them (eaton-ats16, apc-ats)."""
    volts = [_number(values, f"input.{number}.voltage") for number in (1, 2, 3) if f"input.{number}.voltage" in values]
    if not volts:
        return Unsupported("UPS 不分别报告两路输入")
    known = [one for one in volts if isinstance(one, Known)]
    if len(known) < len(volts):
        return next(one for one in volts if isinstance(one, Unknown))
    return Known(tuple(one.value for one in known), tuple(line for one in known for line in one.lines), OUTPUT)


def _leak(values: Values) -> Fact[bool]:
    """Contacts whose name says water; open or closed alone, without how it is wired, says nothing."""
    contacts = {
        f"{name[: -len('name')]}status": (text, number)
        for name, (text, number) in values.items()
        if _CONTACT.fullmatch(name) and _WATER.search(text)
    }
    if not contacts:
        return Unsupported("UPS 没有漏水探头")
    states = {name: values.get(name, ("", place[1])) for name, place in contacts.items()}
    wet = [number for text, number in states.values() if text == "active"]
    doubtful = next(((name, *state) for name, state in states.items() if state[0] not in {"active", "inactive"}), None)
    if doubtful and not wet:
        return Unknown(f"{doubtful[0]} 看不出是否漏水:{doubtful[1] or '空'}", (doubtful[2],), OUTPUT)
    return Known(bool(wet), tuple(wet or [number for _, number in states.values()]), OUTPUT)


def _test(values: Values) -> Fact[bool]:
    found = values.get("ups.test.result")
    if found is None:
        return Unsupported("UPS 不提供自检结果")
    text, lines = found[0], (found[1],)
    if _FAILED.search(text):
        return Known(False, lines, OUTPUT)
    if _PASSED.search(text):
        return Known(True, lines, OUTPUT)
    if re.search(r"no test", text, re.IGNORECASE):
        return Known(False, lines, OUTPUT)
    return Unknown(f"自检结果无法识别:{text}", lines, OUTPUT)


def _date(values: Values, *names: str) -> Fact[str]:
    """An ISO date of the first variable that is there; NUT calls its dates opaque, so many forms occur."""
    for name in names:
        if name in values:
            text, number = values[name]
            date = iso_date(text)
            return Known(date, (number,), OUTPUT) if date else Unknown(f"{name} 无法识别:{text}", (number,), OUTPUT)
    return Unsupported("UPS 不提供该日期")


def _alarms(values: Values) -> Fact[tuple[str, ...]]:
    found = values.get("ups.alarm")
    return Known((found[0],), (found[1],), OUTPUT) if found else Absent((), "没有 ups.alarm")


def _text(values: Values, *names: str) -> Fact[str]:
    for name in names:
        if name in values:
            return Known(values[name][0], (values[name][1],), OUTPUT)
    return Unknown(f"UPS 没有给出 {names[0]}")
