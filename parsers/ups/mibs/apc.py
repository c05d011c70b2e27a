"""APC PowerNet-MIB: Smart-UPS cards (AP9630 … AP9641) and their room probes.

Objects and enumerations as NUT's driver reads them (drivers/apc-mib.c, apc-iem-mib.c of NUT 2.8); runtime is in
TimeTicks.
"""

from __future__ import annotations

from dengbao.model import Fact, Known
from parsers.ups.tree import NOT_SUPPORTED, Readings, Tree, first, largest, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.318.1.1.1"
PROBES = ("1.3.6.1.4.1.318.1.1.10.2.3.2.1", "1.3.6.1.4.1.318.1.1.25.1.2.1")
_SOURCE = {
    2: "OL",
    3: "OB",
    4: "OL BOOST",
    5: "OFF",
    6: "OL BYPASS",
    7: "OFF",
    8: "OFF",
    9: "OL BYPASS",
    10: "OL BYPASS",
    11: "OFF",
    12: "OL TRIM",
    13: "OL ECO",
    16: "OL BYPASS",
    17: "OL BYPASS",
    20: "OL ECO",
}
"""The self-tests (15, 28), and what NUT maps to nothing, stay undecided."""

_BATTERY = {2: True, 3: True, 4: True, 5: False}
_REPLACE = {1: False, 2: True}
_TESTED = {1: True, 2: False, 3: False}  # 3: also what a unit shows that never was tested
_LOW = 3
_FAHRENHEIT = 2


def read(walk: Walk) -> Readings:
    """Read APC's objects."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    return readings(
        present=tree.truth("2.1.1.0", _BATTERY, "电池状态"),
        status=_status(tree),
        runtime_seconds=tree.number("2.2.3.0", 0.01, absent=NOT_SUPPORTED | {0}),
        charge_percent=first(tree.number("2.3.1.0", 0.1, most=100), tree.number("2.2.1.0", most=100)),
        load_percent=_load(tree),
        input_volts=first(tree.number("3.3.1.0", 0.1), tree.number("3.2.1.0")),
        replace_battery=tree.truth("2.2.4.0", _REPLACE, "更换电池指示"),
        battery_date=tree.date("2.1.3.0"),
        battery_temperature=first(tree.number("2.3.2.0", 0.1), tree.number("2.2.2.0")),
        test_passed=tree.truth("7.2.3.0", _TESTED, "自检结果"),
        test_date=tree.date("7.2.4.0"),
        model=tree.text("1.1.1.0"),
        **_room(walk),
    )


def _status(tree: Tree) -> Fact[frozenset[str]] | None:
    status = tree.words("4.1.1.0", _SOURCE, "输出状态(upsBasicOutputStatus)")
    battery = tree.binding("2.1.1.0")
    if isinstance(status, Known) and battery and battery.value == _LOW:
        return Known(status.value | {"LB"}, (*status.lines, battery.line), status.file)
    return status


def _load(tree: Tree) -> Fact[float] | None:
    phases = largest(tree.column("9.3.3.1.10.1.1", most=200))
    return first(phases, tree.number("4.3.3.0", 0.1), tree.number("4.2.3.0"))


def _room(walk: Walk) -> Readings:
    """Room probes: the one on the card's own bus, else one on the universal ports."""
    external, universal = (Tree(walk, root) for root in PROBES)
    celsius = next(iter(external.column("4", least=-40, most=150)), None)
    unit = external.binding("5.1")
    if celsius is not None and unit and unit.value == _FAHRENHEIT:
        celsius = Known(round((celsius.value - 32) / 1.8, 1), celsius.lines, celsius.file)
    humid = {"least": 1, "most": 100}
    return readings(
        room_temperature=first(celsius, *universal.column("6", least=-40, most=150)),
        room_humidity=first(*external.column("6", **humid), *universal.column("7", **humid)),
    )
