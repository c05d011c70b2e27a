"""The top level of an RGOS configuration, and what this parser keeps beyond what IOS-like devices share."""

from __future__ import annotations

from msgspec import field

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


class Rgos(State):
    """Scratch of one configuration.

    ``services`` are ``enable service`` lines: the word, whether it is on, and the line. ``telnet_hosts`` are the
    addresses of ``service telnet host``. ``bound`` are the lines of ``address-bind``.
    """

    services: dict[str, tuple[bool, int]] = field(default_factory=dict)
    telnet_hosts: list[tuple[str, int]] = field(default_factory=list)
    bound: list[int] = field(default_factory=list)
    snmp_versions: dict[str, tuple[bool, int]] = field(default_factory=dict)
    command_log: Lines = ()
