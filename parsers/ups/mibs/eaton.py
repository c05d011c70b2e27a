"""Eaton and Powerware XUPS-MIB.

Objects: NUT's drivers/eaton-ups-pwnm2-mib.c and eaton-ups-pxg-mib.c (NUT 2.8). The output source has two codes, so that
a Power Xpert gateway (sysObjectID 534.2.12) is left undecided.
"""

from __future__ import annotations

from parsers.ups.tree import NOT_SUPPORTED, Readings, Tree, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.534.1"
_GATEWAY = "1.3.6.1.4.1.534.2.12"
_SOURCE = {
    2: "OFF",
    3: "OL",
    4: "OL BYPASS",
    5: "OB",
    6: "OL BOOST",
    7: "OL TRIM",
    8: "OL",
    9: "OL",
    10: "OL ECO",
    11: "OL BYPASS",
}


def read(walk: Walk) -> Readings:
    """Read Eaton's objects."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    who = walk.values.get("1.3.6.1.2.1.1.2.0")
    gateway = bool(who and str(who.value).startswith(_GATEWAY))
    return readings(
        status=tree.words("4.5.0", {} if gateway else _SOURCE, "输出来源(xupsOutputSource)"),
        runtime_seconds=tree.number("2.1.0", absent=NOT_SUPPORTED | {0}),
        charge_percent=tree.number("2.4.0", most=100),
        load_percent=tree.number("4.1.0", most=200),
        battery_date=tree.date("2.6.0"),
        room_temperature=tree.number("6.5.0", absent=NOT_SUPPORTED | {0}),
        room_humidity=tree.number("6.6.0", most=100, absent=NOT_SUPPORTED | {0}),
        model=tree.text("1.2.0"),
    )
