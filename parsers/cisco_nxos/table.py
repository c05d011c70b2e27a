"""The top level of an NX-OS configuration, and what this parser keeps beyond what IOS-like devices share."""

from __future__ import annotations

from msgspec import Struct, field

from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike import lines, logs
from parsers.ioslike.guards import BESIDE
from parsers.ioslike.schedules import SCHEDULES
from parsers.ioslike.state import COMMON, State

TOP: Table[Reading] = Table()
TOP.borrow(COMMON, "line", "ntp", "no ntp", "clock timezone")
TOP.include(BESIDE)
TOP.include(SCHEDULES)

_SHARED = (lines, logs)  # imported for the lines that they register
Interval = tuple[int, int]


class Lifetime(Struct, frozen=True):
    """How long a user's password holds, in days (None: not understood), and the line."""

    days: int | None
    line: int


class Nexus(State):
    """Scratch of one configuration.

    ``features`` are the switched-on features with their lines, ``off`` those that a line switches off. ``entries`` are
    the access lists, read once all groups are known; ``ports`` are the groups of ports. ``lifetimes`` is how long each
    user's password holds ("" for the default). ``jobs`` are scheduled copies by name, ``planned`` the jobs that a
    schedule runs, ``copies`` the applets that copy the configuration. ``roles`` tells of the site's own roles whether
    each may do everything, None where that is not known.
    """

    features: dict[str, int] = field(default_factory=dict)
    off: dict[str, int] = field(default_factory=dict)
    entries: list[Block] = field(default_factory=list)
    port_groups: dict[str, tuple[Interval, ...]] = field(default_factory=dict)
    lifetimes: dict[str, Lifetime] = field(default_factory=dict)
    jobs: dict[str, tuple[Block, tuple[str, ...]]] = field(default_factory=dict)
    planned: dict[str, int] = field(default_factory=dict)
    copies: list[int] = field(default_factory=list)
    roles: dict[str, bool | None] = field(default_factory=dict)
    modular: bool = False
