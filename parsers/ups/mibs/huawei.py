"""Huawei UPS2000 and UPS5000: the vendor's own MIB, one row a device.

Objects: NUT's drivers/huawei-mib.c (NUT 2.8); the runtime's unit (seconds, 0–172800) from the public Zabbix template,
agreeing with the capture of a UPS5000-E in snmpsim-data 1.0.1. Its card calls itself a plain net-snmp agent.
"""

from __future__ import annotations

from parsers.ups.tree import Readings, Tree, largest, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.2011.6.174.1"
_SUPPLY = {1: "OFF", 2: "OL BYPASS", 3: "OL", 4: "OB", 6: "OL ECO", 7: "OB"}
"""5, fed from mains and battery together, is mapped to nothing, as NUT does."""

_BATTERY = {1: False, 2: True, 3: True, 4: True, 5: True, 6: True}


def read(walk: Walk) -> Readings:
    """Read Huawei's objects of the first device."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    volts = [fact for phase in ("1", "2", "3") for fact in tree.column(f"3.100.1.{phase}", 0.1)]
    loads = [fact for phase in ("14", "15", "16") for fact in tree.column(f"4.100.1.{phase}", 0.1, most=200)]
    middle = sorted(fact.value for fact in volts)[len(volts) // 2] if volts else 0
    return readings(
        present=tree.truth("2.101.1.3.1", _BATTERY, "电池状态"),
        status=tree.words("2.101.1.1.1", _SUPPLY, "供电方式"),
        runtime_seconds=tree.number("6.100.1.4.1", most=172800),
        charge_percent=tree.number("6.100.1.3.1", most=100),
        load_percent=largest(loads),
        input_volts=max(volts, key=lambda fact: abs(fact.value - middle), default=None),
        model=tree.text("2.100.1.2.1"),
    )
