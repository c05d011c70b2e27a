"""Vertiv (Liebert) cards: values by data point number; NUT's drivers/vertiv-mib.c (NUT 2.8). Runtime in minutes."""

from __future__ import annotations

from parsers.ups.tree import NOT_SUPPORTED, Readings, Tree, readings
from parsers.ups.walk import Walk

ROOT = "1.3.6.1.4.1.476.1.42.3.9.20.1.20.1.2.1"


def read(walk: Walk) -> Readings:
    """Read Vertiv's points; its output source's codes are not confirmed and not read."""
    tree = Tree(walk, ROOT)
    if not tree:
        return {}
    return readings(
        runtime_seconds=tree.number("4150", 60, absent=NOT_SUPPORTED | {0}),
        charge_percent=tree.number("4153", most=100),
        load_percent=tree.number("5861", most=200),
    )
