"""The top level of an ASA configuration, and what this parser keeps beyond what IOS-like devices share."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from dengbao.model import Address, Lines, Nat, Rule
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike import logs, routes, vpn
from parsers.ioslike.schedules import SCHEDULES
from parsers.ioslike.state import COMMON, State

TOP: Table[Reading] = Table()
TOP.borrow(COMMON, "router", "ntp", "clock timezone", "crypto ca certificate chain")
TOP.include(SCHEDULES)

_SHARED = (logs, routes, vpn)  # imported for the lines that they register

Direction = Literal["in", "out", "global", "control-plane"]
Kind = Literal["network", "service", "ports", "protocol", "icmp-type", "user", "security", "other"]


class Binding(Struct, frozen=True):
    """An access list put on an interface by its nameif, or on the whole device."""

    acl: str
    direction: Direction
    nameif: str
    line: int


class Admission(Struct, frozen=True):
    """A line ``ssh``, ``telnet`` or ``http`` that admits addresses to administration on one interface."""

    source: Address
    nameif: str
    line: int


class Inspection(Struct):
    """A class of a policy map, or a class map: what it matches, what is done, and its lines."""

    matches: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    lines: Lines = ()


class Asa(State):
    """Scratch of one configuration.

    ``names`` are the aliases that ``name`` gives to addresses; ``kinds`` tells what each object or group holds.
    ``entries`` are the access-list lines in order, read once all objects are known; ``bound`` is where lists are put.
    ``nats`` are the object NAT records, by object. ``levels`` is the severity that each log destination takes, with its
    line (-1: a list of messages decides); ``chosen`` are such lists by name, where they are used, ``chosen_from`` those
    that there are. ``silenced`` are the messages that are off; ``sessions``: connections leave messages.
    ``pollers`` are SNMP hosts: nameif, address (empty where it only gets traps), version, line.
    ``counted`` are the entries of each list as the device counts them: a remark is None.
    """

    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    entries: list[Block] = field(default_factory=list)
    bound: list[Binding] = field(default_factory=list)
    admissions: dict[str, list[Admission]] = field(default_factory=dict)
    nats: list[tuple[str, Nat]] = field(default_factory=list)
    classes: dict[str, Inspection] = field(default_factory=dict)
    policies: dict[str, list[tuple[str, Inspection]]] = field(default_factory=dict)
    applied: list[tuple[str, str, int]] = field(default_factory=list)
    pollers: list[tuple[str, str, str, int]] = field(default_factory=list)
    silenced: dict[str, int] = field(default_factory=dict)
    levels: dict[str, tuple[int, int]] = field(default_factory=dict)
    chosen: list[tuple[str, int]] = field(default_factory=list)
    chosen_from: set[str] = field(default_factory=set)
    counted: dict[str, list[Rule | None]] = field(default_factory=dict)
    logging: bool = False
    sessions: bool | None = None

    def since(self, major: int, minor: int) -> bool | None:
        """Whether the release is this one or a later one; None when it is not known."""
        return None if self.version is None else self.version >= (major, minor)

    def logs(self, severity: int, *messages: str) -> bool | None:
        """Whether messages of a severity are kept or sent; None where a list of messages decides it."""
        if not self.logging or any(number in self.silenced for number in messages):
            return False
        levels = [level for level, _ in self.levels.values()]
        return True if any(level >= severity for level in levels) else None if -1 in levels else False

    def plain(self, word: str) -> str:
        """Give the address that a word stands for."""
        return self.names.get(word, word)
