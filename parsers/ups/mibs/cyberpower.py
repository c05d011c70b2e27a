"""CyberPower MIB: NUT's drivers/cyberpower-mib.c (NUT 2.8); runtime is in TimeTicks."""

from __future__ import annotations

from parsers.ups.tree import NOT_SUPPORTED, Readings, Tree, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.3808.1.1.1"
_STATUS = {
    2: "OL",
    3: "OB",
    4: "OL BOOST",
    5: "OFF",
    6: "OFF",
    7: "OFF",
    8: "OL ECO",
    9: "OL BYPASS",
    10: "OL TRIM",
    11: "OL OVER",
}
_REPLACE = {1: False, 2: True}
_TESTED = {1: True, 2: False, 3: False}


def read(walk: Walk) -> Readings:
    """Read CyberPower's objects."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    return readings(
        status=tree.words("4.1.1.0", _STATUS, "输出状态"),
        runtime_seconds=tree.number("2.2.4.0", 0.01, absent=NOT_SUPPORTED | {0}),
        charge_percent=tree.number("2.2.1.0", most=100),
        load_percent=tree.number("4.2.3.0", most=200),
        replace_battery=tree.truth("2.2.5.0", _REPLACE, "更换电池指示"),
        battery_date=tree.date("2.1.3.0"),
        test_passed=tree.truth("7.2.3.0", _TESTED, "自检结果"),
        test_date=tree.date("7.2.4.0"),
        model=tree.text("1.1.1.0"),
    )
