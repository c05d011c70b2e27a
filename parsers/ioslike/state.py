"""The top-level lines that IOS-like devices share, and what a parser keeps between lines until all are read."""

from __future__ import annotations

from msgspec import Struct, field

from dengbao.model import Acl, Address, Lines, Rule, Schedule, Service, Terminal, Vlan
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import Port
from parsers.ioslike.routing_keys import Speaker

COMMON: Table[Reading] = Table()
"""Filled by the modules of this package; a platform includes it in its own table and replaces what differs."""


class Lists(Struct):
    """The access lists of one device by name, and what is still to be resolved once all is read.

    ``pending`` are rules that refer to groups or time ranges; ``addresses`` and ``services`` are the groups.
    """

    by_name: dict[str, Acl] = field(default_factory=dict)
    pending: list[Rule] = field(default_factory=list)
    addresses: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    services: dict[str, tuple[Service, ...]] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)


class Methods(Struct, frozen=True):
    """A method list of AAA: its methods in order, and its lines."""

    methods: tuple[str, ...]
    lines: Lines


class Line(Struct):
    """A line block being read; its terminal is completed once AAA is known.

    ``login`` is "", ``none``, ``password``, ``local``, or ``aaa:LIST``.
    """

    terminal: Terminal
    login: str = ""
    login_lines: Lines = ()
    password: bool = False
    acl_lines: Lines = ()


class State(Struct):
    """Scratch of one configuration.

    ``version`` is (major, minor). ``facts`` are lines whose meaning others decide, by a name of the subject that reads
    them. ``guarded`` are the VLANs under DHCP snooping and ARP inspection, with their lines. ``vlans`` are those read
    so far. ``switch``: the device has switch ports.
    """

    lists: Lists = field(default_factory=Lists)
    version: tuple[int, int] | None = None
    facts: dict[str, Block] = field(default_factory=dict)
    methods: dict[tuple[str, str], Methods] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    servers: list[tuple[str, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    ports: list[Port] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    guarded: dict[str, list[tuple[tuple[tuple[int, int], ...], int]]] = field(default_factory=dict)
    bindings: list[int] = field(default_factory=list)
    uses: list[tuple[str, str, tuple[str, ...], int]] = field(default_factory=list)
    groups_used: list[tuple[str, int, int]] = field(default_factory=list)
    vlans: dict[int, Vlan] = field(default_factory=dict)
    switch: bool = False
