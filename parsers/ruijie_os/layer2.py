"""VLANs, what guards the ports, and stacks.

``ip dhcp snooping`` alone covers every VLAN; ``address-bind`` is in force only with ``address-bind install``
(RG-S2900G-E Configuration Guide 10.4 p.171); ARP check and ARP inspection both test ARP against bindings (p.754).
"""

from __future__ import annotations

from dengbao.model import Absent, Device, Fact, Known, Lines, Redundancy, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.interfaces import VLAN_MAX
from parsers.ioslike.numbers import intervals
from parsers.ioslike.vlans import read_vlans
from parsers.ruijie_os.table import TOP, Rgos

_BELOW = frozenset({"private-vlan", "supervlan", "subvlan", "super-vlan", "mtu", "description", "no", "ip"})


@TOP.line("vlan", "vlan range", topic="vlans")
def _vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``vlan 10`` with a name below, or ``vlan range 1,10,20-30``."""
    numbers = "".join(words[2 if words[1:2] == ["range"] else 1 :])
    if not read_vlans(reading, numbers, block, _BELOW):
        return False
    reading.scratch.switch = True
    return True


_SNOOPING = frozenset(
    {"vlan", "verify", "information", "database", "bootp-bind", "check-giaddr", "suppression", "limit", "loose-forward"}
    | {"monitor", "bind-migrate", "station-move"}
)


@TOP.line("ip dhcp snooping", "no ip dhcp snooping", "ip arp inspection", topic="layer2")
def _snooping(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] == "no":
        return True
    if words[1] == "dhcp":
        if len(words) == 3:  # noqa: PLR2004
            reading.scratch.facts["snooping"] = block
        return words[3:4] == [] or words[3] in _SNOOPING
    if words[3:4] == ["vlan"]:
        found = intervals("".join(words[4:]), 1, VLAN_MAX)
        if found is None:
            return False
        reading.scratch.guarded.setdefault("inspection", []).append((found, block.number))
    return True


@TOP.line("address-bind", "ip source binding", "no address-bind", topic="layer2")
def _bind(reading: Reading, words: list[str], block: Block) -> bool:
    state: Rgos = reading.scratch
    if words[:2] == ["address-bind", "install"]:
        state.facts["bind install"] = block
    elif words[0] != "no" and words[1] not in {"uplink", "ipv6-mode", "binding-filter"}:
        state.bound.append(block.number)
    return True


@TOP.line("spanning-tree", "no spanning-tree", "rldp", topic="layer2")
def _loops(reading: Reading, words: list[str], block: Block) -> bool:
    facts = reading.scratch.facts
    if words[0] == "rldp" and words[1:2] == ["enable"]:
        facts["rldp"] = block
    elif "bpduguard" in words:
        facts.setdefault("bpduguard", block)
    return True


@TOP.line("switch virtual domain", "redundancy", "vsl-port", topic="redundancy")
def _stack(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a VSU (two switches as one); ``redundancy`` alone is printed by every chassis."""
    lines = tuple(reading.numbers(block))
    reading.use(*lines)
    if words[0] == "switch":
        record = Redundancy(kind="vsu", name=words[-1], lines=lines)
        record.priority = None
        reading.device.redundancy.items.append(record)
    return True


def finish_layer2(reading: Reading) -> None:
    """Say which guards are on."""
    device, state = reading.device, reading.scratch
    layer2, interfaces = device.layer2, device.interfaces.items
    snooping = state.facts.get("snooping")
    layer2.dhcp_snooping = _switch(snooping, "没有 ip dhcp snooping 行")
    ranges = state.guarded.get("inspection", [])
    checked = tuple(interface.lines[0] for interface in interfaces if interface.arp_inspection)
    lines = (*(number for _, number in ranges), *checked)
    why = "没有 ip arp inspection vlan 行,也没有接口配置 arp-check"
    layer2.arp_inspection = _ported(lines, why, device)
    for vlan in device.vlans.items:
        vlan.dhcp_snooping = snooping is not None
        vlan.arp_inspection = any(low <= vlan.number <= high for found, _ in ranges for low, high in found)
    install = state.facts.get("bind install")
    guarded = tuple(interface.lines[0] for interface in interfaces if interface.source_guard)
    if state.bound and install:
        guarded = (*guarded, install.number)
    layer2.source_guard = _ported(guarded, "没有接口配置 ip verify source,也没有 address-bind install", device)
    bound = tuple(state.bound)
    layer2.bindings = Known(len(bound), bound) if bound else Absent(0, "没有 address-bind 或 ip source binding 行")
    nac = tuple(interface.lines[0] for interface in interfaces if interface.nac & {"dot1x", "mac-auth", "portal"})
    layer2.nac = _ported(nac, "没有接口启用 802.1X、MAC 认证或 Web 认证", device)
    loops = state.facts.get("bpduguard") or (state.facts.get("rldp port") if "rldp" in state.facts else None)
    layer2.loop_protection = _ported((loops.number,) if loops else (), "没有配置 bpduguard 或 rldp", device)
    storm: Fact[bool] = Unknown("没有接口配置 storm-control,缺省没有确认")
    layer2.storm_control = _switch(state.facts["storm"], "") if "storm" in state.facts else storm


def _ported(lines: Lines, why: str, device: Device) -> Fact[bool]:
    """On where a line says so; not known where none does, and a port has lines that were not understood."""
    lost = tuple(line for interface in device.interfaces.items for line in interface.unread)
    if lines:
        return Known(value=True, lines=tuple(lines))
    return Unknown(f"{why},但有没有读懂的行", lost) if lost else Absent(False, why)


def _switch(block: Block | None, why: str) -> Fact[bool]:
    return Known(value=True, lines=(block.number,)) if block else Absent(False, why)
