"""Where packets are filtered: ``packet-filter`` below an interface, below a VLAN, or for the whole device.

Comware 7 ACL Command Reference, ``packet-filter``: the lists of an interface, of its VLAN and of the device all apply;
Comware 5 puts ``firewall`` before the word. A VLAN's list filters what is bridged in it, too, which no check asks.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from dengbao.model import Interface
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.guard import VLAN, VlanScope
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.table import TOP, state_of


class Filter(Struct, frozen=True):
    """A list in a direction; ``vlan`` 0 is the whole device."""

    name: str
    inward: bool
    vlan: int = 0


def _filter(words: list[str], *, vlan: int = 0) -> Filter | None:
    """Read ``[ipv6 | mac] {N | name X} [global] {inbound | outbound} ...``."""
    prefix = "ipv6 " if words[:1] == ["ipv6"] else ""
    words = words[words[:1] in (["ipv6"], ["mac"]) :]
    words = words[words[:1] == ["name"] :]
    match words:
        case [name, "inbound" | "outbound" as way, *_] | [name, "global", "inbound" | "outbound" as way, *_]:
            return Filter(prefix + name, way == "inbound", vlan)
    return None


def _put(interface: Interface, found: Filter) -> None:
    if found.inward:
        interface.acl_in += (found.name,)
    else:
        interface.acl_out += (found.name,)


@PORT.line("packet-filter", "firewall packet-filter")
def port_filter(port: Port, words: list[str], _block: Block) -> bool:
    """``packet-filter 3000 inbound``; ``packet-filter filter {route | all}`` says which packets of a VLAN interface."""
    words = words[words.index("packet-filter") + 1 :]
    if words[:1] == ["filter"]:
        return True
    found = _filter(words)
    if found:
        _put(port.record, found)
    return found is not None


@VLAN.line("packet-filter")
def vlan_filter(scope: VlanScope, words: list[str], _block: Block) -> bool:
    """The same below a VLAN."""
    found = [_filter(words[1:], vlan=record.number) for record in scope.records]
    state_of(scope.reading).filters.extend(one for one in found if one)
    return None not in found


@TOP.line("packet-filter", topic="acls")
def device_filter(reading: Reading, words: list[str], _block: Block) -> bool:
    """``packet-filter 3000 global inbound``."""
    found = _filter(words[1:]) if "global" in words else None
    if found:
        state_of(reading).filters.append(found)
    return found is not None


def settle(reading: Reading) -> None:
    """After all lines: give the lists of VLANs and of the device to the interfaces that packets pass."""
    filters: Iterable[Filter] = state_of(reading).filters
    for found in filters:
        for interface in reading.device.interfaces.items:
            own = interface.name == f"Vlan-interface{found.vlan}" if found.vlan else bool(interface.addresses)
            if own:
                _put(interface, found)
