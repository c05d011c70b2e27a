"""VLANs and what guards switch ports: DHCP snooping, ARP inspection, source guard, 802.1X, storm control, stacks.

DHCP snooping needs two lines, ``ip dhcp snooping`` and ``ip dhcp snooping vlan`` (Catalyst IP Addressing Services
Configuration Guide); each of these features is off by default.
"""

from __future__ import annotations

from dengbao.model import Redundancy
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.interfaces import VLAN_MAX
from parsers.ioslike.numbers import integer, intervals
from parsers.ioslike.vlans import read_vlans

_BELOW = frozenset({"state", "shutdown", "remote-span", "private-vlan", "mtu", "no", "exit", "uni-vlan", "media"})


@TOP.line("vlan", topic="vlans")
def _vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``vlan 10`` with a name below, or ``vlan 10,20-30``."""
    if words[1:2] in (["internal"], ["accounting"], ["dot1q"], ["access-map"], ["filter"], ["access-log"]):
        return True
    if not read_vlans(reading, "".join(words[1:]), block, _BELOW):
        return False
    reading.scratch.switch = True
    return True


@TOP.line("switch", "stackwise-virtual", "redundancy", topic="redundancy")
def _stack(reading: Reading, words: list[str], block: Block) -> bool:
    """Read stack members (``switch 1 provision M``), StackWise Virtual, and a pair of supervisors."""
    kind, name = {"switch": "stack", "stackwise-virtual": "stackwise-virtual"}.get(words[0], "redundancy"), ""
    if words[0] == "switch":
        if words[2:3] != ["provision"]:
            return integer(words[1]) is not None if len(words) > 2 else False  # noqa: PLR2004
        name = words[1]
    for child in block.children:
        reading.use(*reading.numbers(child))
    mode = [child for child in block.children if child.text.startswith("mode ")]
    if words[0] != "redundancy" or (mode and mode[0].text != "mode none"):
        lines = (block.number, *(child.number for child in mode))
        record = Redundancy(kind=kind, name=name, lines=lines, state="")
        if kind != "stack" or all(known.kind != "stack" for known in reading.device.redundancy.items):
            reading.device.redundancy.items.append(record)
    return True


@TOP.line("ip dhcp snooping", "no ip dhcp snooping", "ip arp inspection", topic="layer2")
def _snooping(reading: Reading, words: list[str], block: Block) -> bool:
    facts = reading.scratch.facts
    if words[0] == "no":
        return True
    name = "snooping" if words[1] == "dhcp" else "inspection"
    if len(words) == 3 and name == "snooping":  # noqa: PLR2004
        facts["snooping"] = block
    elif words[3:4] == ["vlan"] and len(words) > 4 and words[-2] != "logging":  # noqa: PLR2004
        found = intervals("".join(words[4:]), 1, VLAN_MAX)
        if found is None:
            return "logging" in words or "smartlog" in words
        reading.scratch.guarded.setdefault(name, []).append((found, block.number))
    return True


@TOP.line("dot1x system-auth-control", topic="layer2")
def _dot1x(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.facts["dot1x"] = block
    return True


@TOP.line("ip source binding", topic="layer2")
def _binding(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.bindings.append(block.number)
    return True


@TOP.line("spanning-tree", "no spanning-tree")
def _spanning_tree(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] == "no":
        return True
    if words[1:2] == ["mode"]:
        reading.scratch.switch = True
    if "bpduguard" in words or "loopguard" in words:
        reading.scratch.facts.setdefault("bpduguard", block)
    return True
