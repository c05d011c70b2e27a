"""Phoenixtec MIB: Santak (山特) and many other makers' cards.

Objects: NUT's drivers/xppc-mib.c (NUT 2.8) and a capture in snmpsim-data 1.0.1. The runtime's unit is not confirmed
(only 0 was seen), nor are the results of tests: neither is read.
"""

from __future__ import annotations

from parsers.ups.tree import NOT_SUPPORTED, Readings, Tree, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.935.1.1.1"
_STATUS = {2: "OL", 3: "OB", 4: "OL BOOST", 5: "OFF", 6: "OL BYPASS", 7: "OFF", 8: "OFF", 9: "OL TRIM"}
_BATTERY = {2: True, 3: True}


def read(walk: Walk) -> Readings:
    """Read Phoenixtec's objects."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    return readings(
        present=tree.truth("2.1.1.0", _BATTERY, "电池状态"),
        status=tree.words("4.1.1.0", _STATUS, "输出状态"),
        charge_percent=tree.number("2.2.1.0", most=100),
        load_percent=tree.number("4.2.3.0", most=200),
        input_volts=tree.number("3.2.1.0", 0.1),
        output_volts=tree.number("4.2.1.0", 0.1),
        battery_temperature=tree.number("2.2.3.0", 0.1, absent=NOT_SUPPORTED | {0}),
        battery_date=tree.date("2.1.3.0"),
        model=tree.text("1.1.1.0"),
    )
