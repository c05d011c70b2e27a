"""MGE (now Eaton) UPS MIB: NUT's drivers/mge-mib.c (NUT 2.8)."""

from __future__ import annotations

from parsers.ups.tree import NOT_SUPPORTED, Readings, Tree, largest, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.705.1"


def read(walk: Walk) -> Readings:
    """Read MGE's objects; its flags of the battery's state are not confirmed and not read."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    return readings(
        runtime_seconds=tree.number("5.1.0", absent=NOT_SUPPORTED | {0}),
        charge_percent=tree.number("5.2.0", most=100),
        load_percent=largest(tree.column("7.2.1.4", most=200)),
        room_temperature=tree.number("8.1.0", 0.1, absent=NOT_SUPPORTED | {0}),
        room_humidity=tree.number("8.2.0", 0.1, most=100, absent=NOT_SUPPORTED | {0}),
    )
