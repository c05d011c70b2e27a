"""Security zones, and which policies are in force between them (Comware 7 security zone reference; SecPath FAQ).

Names do not mind case. ``Local`` is the device itself. Between zones nothing passes unless a policy lets it; inside a
zone nothing passes either unless ``security-zone intra-zone default permit``. A device without zones is a switch or a
router, and has neither zones nor policies.
"""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Absent, Known, Unknown, Unsupported, Zone
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.interfaces import long_name
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, on_off, plain, rest, state_of
from parsers.ioslike.numbers import bounded

_NO_ZONES = "没有安全域和安全策略(交换机、路由器以 ACL 过滤)"


class ZoneScope(Struct):
    """A zone being read."""

    record: Zone
    reading: Reading


ZONE: Table[ZoneScope] = Table()
on_off("security-zone intra-zone default permit", "intra-zone", topic="zones")
rest("security-zone", "zones")


@TOP.line("security-zone name", "zone name", topic="zones")
def zone(reading: Reading, words: list[str], block: Block) -> bool:
    """``security-zone name N``; Comware 5: ``zone name N id I``."""
    if len(words) < 3:  # noqa: PLR2004 - the line's own words
        return False
    record = Zone(name=words[2], interfaces=(), lines=tuple(reading.numbers(block)))
    record.unread = reading.inside(block, ZONE, ZoneScope(record, reading))
    reading.device.zones.items.append(record)
    return True


@ZONE.line("import interface")
def member(scope: ZoneScope, words: list[str], _block: Block) -> bool:
    """``import interface IF [vlan LIST]``."""
    rest_ = words[2 : words.index("vlan")] if "vlan" in words else words[2:]
    scope.record.interfaces += (long_name(rest_),)
    return bool(rest_)


@ZONE.line("priority")
def priority(scope: ZoneScope, words: list[str], _block: Block) -> bool:
    """``priority N`` of Comware 5."""
    scope.record.priority = bounded(words[-1], 0, 100)
    return scope.record.priority is not None


plain(
    ZONE,
    "import vlan",
    "import ip",
    "import ipv6",
    "import service-chain",
    "description",
    "share",
    "attack-defense",
    "quit",
)


def settle(reading: Reading) -> None:
    """After all lines: give the interfaces their zones; tell a firewall from a switch."""
    state, device = state_of(reading), reading.device
    for record in device.zones.items:
        for name in record.interfaces:
            port = state.interfaces.get(name)
            if port is not None:
                port.record.zone = record.name
    if is_firewall(reading):
        device.zones.missing = device.policies.missing = ""
        device.defence.stateful = _stateful(state)
        return
    device.zones.unsupported = device.policies.unsupported = _NO_ZONES
    device.zones.missing = device.policies.missing = ""
    device.policies.default_action = device.policies.default_logged = Unsupported(_NO_ZONES)
    device.defence.stateful = Unsupported(_NO_ZONES)


def is_firewall(reading: Reading) -> bool:
    """Whether zones or policies stand in the configuration, or something of them that was not understood."""
    device, state = reading.device, state_of(reading)
    return bool(device.zones.items or device.zones.unread or device.policies.unread or state.marks.get("policy"))


def _stateful(state: State) -> Absent[bool] | Known[bool] | Unknown:
    """Zones carry sessions; a switched-off security policy leaves that open."""
    off = state.said.get("security-policy off")
    if off is not None and off.value:
        return Unknown("安全策略已停用(security-policy disable),对状态检测的影响未经确认", off.lines)
    if state.generation == 7:  # noqa: PLR2004 - Comware 7
        return Absent(value=True, why="Comware 7 安全域间缺省应用 ASPF,按会话检测")
    return Unknown("未确认这一版本的缺省状态检测")
