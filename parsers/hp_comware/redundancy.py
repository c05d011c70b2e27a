"""What survives the loss of a device: VRRP, IRF, remote backup (Comware 7 high availability and IRF references).

A lone ``irf member 1`` is no stack: two members or an IRF port with interfaces make one. ``vrrp version`` stands on the
interface; Comware 7 takes 3 by default, which knows no authentication, Comware 5 takes 2 (HSR6800 R3303 High
Availability Command Reference).
"""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Redundancy
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.table import TOP, note, plain, rest, state_of
from parsers.ioslike.numbers import bounded, ipv4

_VRRP = {5: 2, 7: 3}
"""The version of VRRP by default, by the generation of Comware."""


class IrfPort(Struct):
    """An IRF port: whether anything is bound to it."""

    reading: Reading
    bound: bool = False


class Backup(Struct):
    """Remote backup management: two firewalls as one."""

    reading: Reading
    record: Redundancy


IRF: Table[IrfPort] = Table()
BACKUP: Table[Backup] = Table()
rest("irf", "redundancy")
rest("vrrp", "redundancy")
TOP.ignore(
    "IRF 与 VRRP 的参数,不决定有没有冗余",
    *(
        "irf mac-address",
        "irf auto-update",
        "undo irf",
        "irf mode",
        "irf domain",
        "irf link-delay",
        "irf auto-merge",
        "mad",
    ),
    *(
        "vrrp version",
        "vrrp mode",
        "vrrp ipv6 mode",
        "vrrp dscp",
        "vrrp snmp",
        "undo irf auto-update",
        "irf-port global",
    ),
    *("irf bridge", "undo mad", "irf member 1 description"),
)


@TOP.line("irf member", topic="redundancy")
def member(reading: Reading, words: list[str], block: Block) -> bool:
    """``irf member N priority P``."""
    if len(words) < 3 or bounded(words[2], 1, 16) is None:  # noqa: PLR2004 - the line's own words
        return False
    note(reading, f"irf member {words[2]}", words[-1], block)
    return True


@TOP.line("irf-port", topic="redundancy")
def irf_port(reading: Reading, _words: list[str], block: Block) -> bool:
    """``irf-port 1/1`` with its interfaces."""
    port = IrfPort(reading)
    reading.device.redundancy.unread.extend(reading.inside(block, IRF, port))
    if port.bound:
        for number in reading.numbers(block):
            state_of(reading).mark("irf port", number)
    return True


@IRF.line("port group")
def bound(port: IrfPort, _words: list[str], _block: Block) -> bool:
    """``port group interface IF``."""
    port.bound = True
    return True


plain(IRF, "description", "mode")


@PORT.line("vrrp")
def vrrp(port: Port, words: list[str], block: Block) -> bool:
    """``vrrp vrid N virtual-ip IP [active|standby]`` and its parameters; the same for ``vrrp ipv6``."""
    family6 = words[1:2] == ["ipv6"]
    rest_ = words[2:] if family6 else words[1:]
    match rest_:
        case ["vrid", number, *options]:
            pass
        case ["version", number]:
            state_of(port.reading).vrrp_versions[port.record.name] = bounded(number, 2, 3)
            return True
        case _:
            return bool(rest_)
    vrrps = state_of(port.reading).vrrps
    name = f"{'ipv6 ' if family6 else ''}{number}"
    made = vrrps.get((port.record.name, name))
    if made is None:
        made = Redundancy(kind="vrrp", name=name, lines=(), interface=port.record.name, authenticated=False)
        vrrps[port.record.name, name] = made
        port.reading.device.redundancy.items.append(made)
    made.lines += (block.number,)
    match options:
        case ["virtual-ip", address, *_]:
            virtual = ipv4(address)
            if virtual is not None:
                made.virtual += (virtual,)
        case ["priority", value, *_]:
            made.priority = bounded(value, 1, 255)
        case ["authentication-mode", *_]:
            made.authenticated = True
        case ["shutdown"]:
            made.enabled = False
        case _:
            pass
    return True


plain(PORT, "mad", "undo mad")


@TOP.line("remote-backup group", "redundancy group", topic="redundancy")
def remote_backup(reading: Reading, words: list[str], block: Block) -> bool:
    """``remote-backup group`` of SecPath, or the older ``redundancy group G``."""
    kind = "rbm" if words[0] == "remote-backup" else "redundancy-group"
    record = Redundancy(kind=kind, name=words[-1], lines=tuple(reading.numbers(block)))
    record.unread = reading.inside(block, BACKUP, Backup(reading, record))
    reading.device.redundancy.items.append(record)
    return True


@BACKUP.line("device-role")
def device_role(_backup: Backup, words: list[str], _block: Block) -> bool:
    """``device-role primary|secondary``: what it is meant to be, not what it is."""
    return words[-1] in {"primary", "secondary"}


plain(
    BACKUP,
    *(
        "data-channel",
        "configuration",
        "undo configuration",
        "local-ip",
        "remote-ip",
        "local-ipv6",
        "remote-ipv6",
        "track",
    ),
    *("hot-backup", "undo hot-backup", "backup-mode", "delay-time", "keepalive", "transparent-transmit", "adjust-cost"),
    *("switchover", "node", "member", "preempt-delay", "bind", "priority", "description", "nat", "undo delay-time"),
)


def settle(reading: Reading) -> None:
    """After all lines: are there two members, or ports that join them."""
    state, section = state_of(reading), reading.device.redundancy
    section.missing = ""
    for (interface, name), group in state.vrrps.items():
        default = _VRRP.get(state.generation)
        group.version = 3 if name.startswith("ipv6") else state.vrrp_versions.get(interface, default)
    members = {name: said for name, said in state.said.items() if name.startswith("irf member ")}
    ports = state.marks.get("irf port", [])
    lines = tuple(line for said in members.values() for line in said.lines) + tuple(ports)
    if ports or len(members) > 1:
        section.items.append(Redundancy(kind="irf", name="irf", lines=lines))
