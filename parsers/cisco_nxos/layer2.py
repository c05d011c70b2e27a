"""VLANs, and what guards switch ports (NX-OS Layer 2 and Security Configuration Guides).

DHCP snooping needs ``feature dhcp``, ``ip dhcp snooping`` and ``ip dhcp snooping vlan``; ARP inspection ``ip arp
inspection vlan``; source guard ``ip verify source dhcp-snooping-vlan`` on the port. Each is off by default.
"""

from __future__ import annotations

from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.interfaces import VLAN_MAX
from parsers.ioslike.numbers import intervals
from parsers.ioslike.vlans import read_vlans

_BELOW = frozenset(
    {"state", "shutdown", "vn-segment", "private-vlan", "mode", "no", "xconnect", "fabric", "remote-span"}
)


@TOP.line("vlan", topic="vlans")
def _vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``vlan 1,10-20`` and ``vlan 10`` with a name below."""
    if words[1:2] and words[1] in {"dot1Q", "dot1q", "access-map", "filter", "configuration", "pool"}:
        for child in block.children:
            reading.use(*reading.numbers(child))
        return True
    return read_vlans(reading, "".join(words[1:]), block, _BELOW)


@TOP.line("ip dhcp snooping", "no ip dhcp snooping", "ip arp inspection", "no ip arp inspection", topic="layer2")
def _snooping(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] == "no":
        return True
    name = "snooping" if words[1] == "dhcp" else "inspection"
    if len(words) == 3:  # noqa: PLR2004
        reading.scratch.facts[name] = block
    elif words[3] == "vlan" and len(words) > 4:  # noqa: PLR2004
        found = intervals("".join(words[4:]), 1, VLAN_MAX)
        if found is None:
            return "logging" in words
        reading.scratch.guarded.setdefault(name, []).append((found, block.number))
    return True


@TOP.line("ip source binding", topic="layer2")
def _binding(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.bindings.append(block.number)
    return True


@TOP.line("dot1x system-auth-control", topic="layer2")
def _dot1x(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.facts["dot1x"] = block
    return True


@TOP.line("spanning-tree", "no spanning-tree")
def _spanning_tree(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] != "no" and ("bpduguard" in words or words[1:2] == ["loopguard"]):
        reading.scratch.facts.setdefault("bpduguard", block)
    for child in block.children:
        reading.use(*reading.numbers(child))
    return True
