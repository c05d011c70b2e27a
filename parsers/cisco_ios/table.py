"""The top level of an IOS configuration, and what the parser keeps between its lines."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from dengbao.model import Lines, Terminal
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.acl import State
from parsers.ioslike.interfaces import Port

TOP: Table[Reading] = Table()


class Methods(Struct, frozen=True):
    """A method list of AAA: its methods in order, groups resolved to their kind, and its lines."""

    methods: tuple[str, ...]
    lines: Lines


class Line(Struct):
    """A line block being read; becomes a terminal once AAA is known."""

    terminal: Terminal
    login: str = ""  # "", none, password, local, or aaa:LIST
    login_lines: Lines = ()
    password: bool = False
    acl_lines: Lines = ()


class Ios(State):
    """Scratch of one configuration.

    ``version`` is (major, minor); ``facts`` are single lines that other lines decide the meaning of, by a name of the
    subject that reads them; ``head`` are the comments above the configuration by their first words.
    """

    version: tuple[int, int] | None = None
    methods: dict[tuple[str, str], Methods] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    servers: list[tuple[str, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    facts: dict[str, Block] = field(default_factory=dict)
    user_policies: dict[str, str] = field(default_factory=dict)
    switch: bool = False
    ports: list[Port] = field(default_factory=list)
    nat_sides: dict[str, list[str]] = field(default_factory=dict)
    guarded: dict[str, list[tuple[tuple[tuple[int, int], ...], int]]] = field(default_factory=dict)
    bindings: list[int] = field(default_factory=list)
    classes: dict[str, Any] = field(default_factory=dict)
    inspections: dict[str, list[tuple[str, str, Lines]]] = field(default_factory=dict)
    pairs: list[Any] = field(default_factory=list)
    uses: list[tuple[str, str, tuple[str, ...], int]] = field(default_factory=list)
    groups_used: list[tuple[str, int, int]] = field(default_factory=list)
