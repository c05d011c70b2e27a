"""The top level of an IOS configuration, and what this parser keeps beyond what IOS-like devices share."""

from __future__ import annotations

from msgspec import Struct, field

from dengbao.model import Lines
from parsers.grammar import Reading, Table
from parsers.ioslike import aaa, acl, lines, logs, routes, snmp, vpn
from parsers.ioslike.guards import BESIDE
from parsers.ioslike.nat import NAT
from parsers.ioslike.schedules import SCHEDULES
from parsers.ioslike.state import COMMON, State

TOP: Table[Reading] = Table()
TOP.include(COMMON)
TOP.include(BESIDE)
TOP.include(NAT)
TOP.include(SCHEDULES)

_SHARED = (aaa, acl, lines, logs, routes, snmp, vpn)  # imported for the lines that they register


class InspectClass(Struct):
    """A class map: what it matches, and whether all of it must."""

    every: bool
    lines: Lines
    acls: list[str] = field(default_factory=list)
    protocols: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class Pair(Struct, frozen=True):
    """A zone pair with the policy that stands on it."""

    name: str
    source: str
    destination: str
    policy: str
    lines: Lines


class Ios(State):
    """Scratch of one configuration.

    ``user_policies`` is the common-criteria policy that each user is under; ``classes``, ``inspections`` (class, action
    and lines in order, by policy) and ``pairs`` are the zone-based firewall's.
    """

    user_policies: dict[str, str] = field(default_factory=dict)
    nat_sides: dict[str, list[str]] = field(default_factory=dict)
    classes: dict[str, InspectClass] = field(default_factory=dict)
    inspections: dict[str, list[tuple[str, str, Lines]]] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
