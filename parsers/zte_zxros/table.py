"""The top level of a ZXROS configuration, and what this parser keeps beyond what IOS-like devices share."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from msgspec import field

from dengbao.model import Absent, Fact, Interface, Topic, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike import aaa, acl, lines, logs, routes, snmp, vpn
from parsers.ioslike.interfaces import Kind, Port, kind_of
from parsers.ioslike.schedules import SCHEDULES
from parsers.ioslike.state import COMMON, State

T = TypeVar("T")
MANUAL = "ZXROS NG V5 命令手册"
TOP: Table[Reading] = Table()
TOP.include(COMMON)
TOP.include(SCHEDULES)

_SHARED = (aaa, acl, lines, logs, routes, snmp, vpn)  # imported for the lines that they register


class Zxros(State):
    """Scratch of one configuration.

    ``confirmed``: the release is one whose defaults the manual tells. ``interfaces`` by name: a section may open one
    again; ``opened`` are they while lines are read. ``levels``, ``ways`` and ``authentication`` are templates by
    number; ``authorized`` and ``authenticated`` say which a user has, ``behind`` which AAA template stands behind a
    user template. ``switches`` are services: on or off, and the line. ``bindings_of`` are lists that the top level
    binds to interfaces. ``trusted`` are NTP keys with their lines, ``keys`` the algorithm of each. ``weak_off`` are SSH
    algorithms that are switched off, by kind. ``restrictions`` are how many failures lock for how many minutes.
    ``durations`` are the days that users' passwords last. ``roles`` are of templates, ``read_only`` the templates that
    only show. ``everybody`` is the authorization template of all accounts. ``moments`` are when the configuration was
    saved and changed, with their lines.
    """

    confirmed: bool = False
    interfaces: dict[str, Interface] = field(default_factory=dict)
    opened: dict[str, Port] = field(default_factory=dict)
    levels: dict[str, tuple[int, int]] = field(default_factory=dict)
    ways: dict[str, tuple[frozenset[str], int]] = field(default_factory=dict)
    authentication: dict[str, tuple[str, int]] = field(default_factory=dict)
    authorized: dict[str, str] = field(default_factory=dict)
    authenticated: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    switches: dict[str, tuple[bool, int]] = field(default_factory=dict)
    bindings_of: list[tuple[str, list[str], int]] = field(default_factory=list)
    trusted: dict[str, int] = field(default_factory=dict)
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    weak_off: dict[str, dict[str, int]] = field(default_factory=dict)
    restrictions: list[tuple[int, int, int]] = field(default_factory=list)
    durations: dict[str, tuple[int, int]] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    read_only: dict[str, int] = field(default_factory=dict)
    everybody: str = ""
    moments: dict[str, list[tuple[dt.datetime, int]]] = field(default_factory=dict)


def default(state: Zxros, topic: Topic, value: T, lacking: str, means: str) -> Fact[T]:
    """Say what holds where no line says it: known for the releases of the manual, open for any other.

    A line of the same topic that was not understood may be the one that says it: then it is open, too.

    Args:
        state: tells whether the manual is of this release.
        topic: what the value belongs to.
        value: what holds by the manual.
        lacking: which line is not there.
        means: what its absence means.
    """
    if topic.unread:
        return Unknown("有关的配置中有没有读懂的行", tuple(topic.unread))
    if state.confirmed:
        return Absent(value, f"{lacking},{means}({MANUAL})")
    return Unknown(f"{lacking},中兴这一版本的缺省没有确认")


def inner(reading: Reading, block: Block, table: Table[Port]) -> bool:
    """Read a block of a protocol that opens interfaces again: ``vrrp`` or ``lacp`` with ``interface X`` below.

    Args:
        reading: of the configuration.
        block: the protocol's.
        table: reads the lines below each interface.

    Returns:
        Whether each child was an interface; what is not understood below one is put down to it.
    """
    understood = True
    for child in block.children:
        words = child.text.split()
        if words[0] != "interface" or len(words) != 2:  # noqa: PLR2004
            understood = False
            continue
        port = opened(reading, words[1])
        reading.use(child.number)
        port.interface.unread = (*port.interface.unread, *reading.inside(child, table, port))
        port.interface.lines = (*port.interface.lines, child.number, *(line.number for line in child.children))
    return understood


def opened(reading: Reading, name: str) -> Port:
    """Find an interface that a section opens again, or begin it."""
    state: Zxros = reading.scratch
    port = state.opened.get(name)
    if port is None:
        interface = Interface(name=name, lines=(), kind=_kind(name))
        state.interfaces[name] = interface
        port = state.opened[name] = Port(interface, reading)
        reading.device.interfaces.items.append(interface)
    return port


def _kind(name: str) -> Kind:
    """Tell the kind of an interface: ZXROS writes ``gre_tunnel1``, ``te_tunnel1``, ``supervlan1``, ``null1``."""
    if "tunnel" in name:
        return "tunnel"
    return "vlan" if name.startswith("supervlan") else kind_of(name)
