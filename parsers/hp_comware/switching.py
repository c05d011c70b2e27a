"""Ports of layer 2: link type, VLANs, aggregation (Comware 7 layer 2 references; Comware 5 words beside)."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.table import state_of
from parsers.ioslike.numbers import bounded

_ALL = (1, 4094)


def vlan_list(words: list[str]) -> list[tuple[int, int]] | None:
    """Read ``1 10 to 20 30`` or ``all`` as intervals."""
    if words == ["all"]:
        return [_ALL]
    found: list[tuple[int, int]] = []
    rest = list(words)
    while rest:
        low = bounded(rest.pop(0), 1, 4094)
        high = low
        if rest[:1] == ["to"] and len(rest) > 1:
            high = bounded(rest[1], 1, 4094)
            rest = rest[2:]
        if low is None or high is None or high < low:
            return None
        found.append((low, high))
    return found or None


@PORT.line("port link-mode")
def link_mode(port: Port, words: list[str], _block: Block) -> bool:
    """``port link-mode bridge|route``."""
    port.bridged = {"bridge": True, "route": False}.get(words[-1])
    return port.bridged is not None


@PORT.line("port link-type")
def link_type(port: Port, words: list[str], _block: Block) -> bool:
    """``port link-type access|trunk|hybrid``."""
    port.link = words[-1]
    return words[-1] in {"access", "trunk", "hybrid"}


@PORT.line("port access vlan", "port default vlan")
def access(port: Port, words: list[str], _block: Block) -> bool:
    """``port access vlan N``."""
    port.access = bounded(words[-1], 1, 4094)
    return port.access is not None


@PORT.line("port trunk pvid vlan", "port trunk pvid", "port hybrid pvid vlan")
def native(port: Port, words: list[str], _block: Block) -> bool:
    """``port trunk|hybrid pvid vlan N``."""
    port.native = bounded(words[-1], 1, 4094)
    return port.native is not None


@PORT.line("port trunk permit vlan", "port hybrid vlan")
def permit(port: Port, words: list[str], _block: Block) -> bool:
    """``port trunk permit vlan LIST``, ``port hybrid vlan LIST tagged|untagged``."""
    found = vlan_list([word for word in words[words.index("vlan") + 1 :] if word not in {"tagged", "untagged"}])
    if found is None:
        return False
    port.permitted.extend(found)
    return True


@PORT.line("undo port trunk permit vlan", "undo port hybrid vlan")
def forbid(port: Port, words: list[str], _block: Block) -> bool:
    """``undo port trunk permit vlan 1``."""
    found = vlan_list(words[words.index("vlan") + 1 :])
    if found is None:
        return False
    port.excluded.extend(found)
    return True


@PORT.line("port link-aggregation group")
def aggregate(port: Port, words: list[str], _block: Block) -> bool:
    """``port link-aggregation group N``."""
    number = bounded(words[3], 1, 65535) if len(words) > 3 else None  # noqa: PLR2004 - the line's own words
    if number is None:
        return False
    port.record.channel = f"{'Route' if port.bridged is False else 'Bridge'}-Aggregation{number}"
    return True


@PORT.line("voice-vlan", "voice vlan")
def voice(port: Port, words: list[str], _block: Block) -> bool:
    """``voice-vlan N enable``; Comware 5 writes two words."""
    port.record.voice_vlan = next((number for word in words if (number := bounded(word, 1, 4094))), None)
    return True


def _subtract(intervals: list[tuple[int, int]], holes: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    for low, high in holes:
        intervals = [
            piece
            for first, last in intervals
            for piece in ((first, min(last, low - 1)), (max(first, high + 1), last))
            if piece[0] <= piece[1]
        ]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(intervals):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def settle(reading: Reading) -> None:
    """After all lines: tell each port's mode and VLANs; a port of a switch is an access port of VLAN 1 by default."""
    ports: list[Port] = list(state_of(reading).interfaces.values())
    switching = any(port.bridged or port.link or port.access for port in ports)
    for port in ports:
        _settle(port, switching=switching)
    reading.device.interfaces.missing = ""


def _settle(port: Port, *, switching: bool) -> None:
    record = port.record
    if record.kind not in {"physical", "aggregate"} or record.name.startswith("Route-"):
        record.mode = "routed" if record.kind != "virtual" else ""
        return
    if port.bridged is False or record.addresses or record.dynamic_address:
        record.mode = "routed"
        return
    if not (switching or port.bridged or record.name.startswith("Bridge-")):
        return
    record.mode = port.link if port.link in {"trunk", "hybrid"} else "access"  # type: ignore[assignment]
    if record.mode == "access":
        record.vlan = port.access or 1
    else:
        record.vlan = port.native or 1
        record.trunk = _subtract(port.permitted, port.excluded)
