"""Delta UPS MIB, also in cards sold under other names.

Objects: NUT's drivers/delta_ups-mib.c (NUT 2.8); battery condition from Delta's serial protocol (SEC). The unit of the
runtime (7.5) is not confirmed, so it is not read.
"""

from __future__ import annotations

from dengbao.model import Known
from parsers.ups.tree import Readings, Tree, largest, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.2254.2.4"
_SOURCE = {0: "OL", 1: "OB", 2: "OL BYPASS", 3: "OL TRIM", 4: "OL BOOST", 5: "OL BYPASS", 7: "OFF"}
_WORN = {0: False, 1: False, 2: True}  # good, weak, to be replaced


def read(walk: Walk) -> Readings:
    """Read Delta's objects."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    loads = [tree.number(f"5.{phase}.0", most=200) for phase in (7, 11, 15)]
    known = [load for load in loads if isinstance(load, Known)]
    return readings(
        status=tree.words("5.1.0", _SOURCE, "输出来源"),
        charge_percent=tree.number("7.8.0", most=100),
        load_percent=largest(known),
        input_volts=tree.number("4.3.0", 0.1),
        replace_battery=tree.truth("7.1.0", _WORN, "电池状况"),
        battery_temperature=tree.number("7.9.0"),
        battery_date=tree.date("7.10.0"),
        model=tree.text("1.2.0"),
    )
