"""VLANs as IOS, RGOS and NX-OS write them: a list of numbers, and a name below."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dengbao.model import Vlan
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.interfaces import VLAN_MAX
from parsers.ioslike.numbers import intervals


def read_vlans(reading: Reading, numbers: str, block: Block, beside: AbstractSet[str]) -> bool:
    """Read one line of VLANs with what stands below it; a VLAN may be written twice (NX-OS: the list, then its name).

    Args:
        reading: gets the VLANs, with the lines that were not understood.
        numbers: ``10,20-30``.
        block: the line.
        beside: first words of the lines below that say nothing of a VLAN's number and name.

    Returns:
        Whether the numbers were understood.
    """
    found = intervals(numbers, 1, VLAN_MAX)
    name, unread = "", list[int]()
    for child in block.children if found else ():
        parts = child.text.split(maxsplit=1)
        if parts[0] == "name" and len(parts) > 1:
            name = parts[1]
        elif parts[0] not in beside:
            unread.extend(reading.numbers(child))
            continue
        reading.use(*reading.numbers(child))
    known: dict[int, Vlan] = reading.scratch.vlans
    for low, high in found or ():
        for number in range(low, high + 1):
            if number not in known:
                known[number] = Vlan(number=number, lines=())
                reading.device.vlans.items.append(known[number])
            vlan = known[number]
            vlan.lines, vlan.name = (*vlan.lines, block.number), name or vlan.name
            vlan.unread = (*vlan.unread, *unread)
    return bool(found)
