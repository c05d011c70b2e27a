"""The top level of a ZXROS configuration, and what this parser keeps beyond what IOS-like devices share."""

from __future__ import annotations

from msgspec import field

from dengbao.model import Interface
from parsers.grammar import Reading, Table
from parsers.ioslike import acl, routes
from parsers.ioslike.state import COMMON, State

TOP: Table[Reading] = Table()
TOP.include(COMMON)

_SHARED = (acl, routes)  # imported for the lines that they register


class Zxros(State):
    """Scratch of one configuration.

    ``interfaces`` by name: a section may open one again. ``levels`` and ``authentication`` are templates by number;
    ``bound`` says which authorization template a user has. ``switches`` are services: on or off, and the line.
    """

    interfaces: dict[str, Interface] = field(default_factory=dict)
    levels: dict[str, tuple[int, int]] = field(default_factory=dict)
    authentication: dict[str, tuple[str, int]] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    switches: dict[str, tuple[bool, int]] = field(default_factory=dict)
