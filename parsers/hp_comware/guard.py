"""What keeps forged addresses and unknown terminals out at layer 2 (Comware 7 security and DHCP references).

802.1X and MAC authentication work only where both the system and the port have them; port security only with a mode.
``ip source binding`` adds entries and enforces nothing, ``ip verify source`` does. Comware 5 words stand beside.
"""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Absent, Known, Unknown, Vlan
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.state import State
from parsers.hp_comware.switching import vlan_list
from parsers.hp_comware.table import TOP, on_off, plain, rest, state_of, text_after

_OPEN_PORT = frozenset({"authorized-force", "force-authorized"})


class VlanScope(Struct):
    """A VLAN, or several that one header names, being read."""

    records: list[Vlan]
    reading: Reading


VLAN: Table[VlanScope] = Table()

on_off("dot1x", "dot1x", topic="layer2")
on_off("mac-authentication", "mac-auth", topic="layer2")
on_off("port-security enable", "port-security", topic="layer2")
on_off("dhcp-snooping", "dhcp snooping", topic="layer2")
on_off("dhcp snooping enable", "dhcp snooping", topic="layer2")
on_off("stp bpdu-protection", "bpdu protection", topic="layer2")
for _head in ("dhcp snooping", "arp detection", "ip source binding", "ip verify source"):
    rest(_head, "layer2")
TOP.ignore(
    "端口接入认证的参数,不决定是否认证",
    *("dot1x authentication-method", "dot1x timer", "dot1x retry", "dot1x quiet-period", "dot1x domain-delimiter"),
    *("dot1x ead-assistant", "dot1x access-user", "dot1x handshake", "mac-authentication domain"),
    *("mac-authentication user-name-format", "mac-authentication timer", "mac-authentication access-user"),
    *("port-security timer", "port-security oui", "port-security trap", "port-security access-user"),
    *("dhcp snooping information", "dhcp snooping binding database", "dhcp snooping log", "arp detection log"),
    *("arp detection validate", "arp detection trust", "arp detection port-match-ignore", "dhcp snooping check"),
)


@TOP.line("dhcp snooping enable vlan")
def snooping_vlans(reading: Reading, words: list[str], block: Block) -> bool:
    """``dhcp snooping enable vlan LIST``: only these."""
    found = vlan_list(words[4:])
    if found is None:
        return False
    state = state_of(reading)
    state.mark("dhcp snooping vlan", block.number)
    state.said.setdefault("dhcp snooping vlans", Known([], ())).value.extend(found)
    return True


@TOP.line("ip source binding", topic="layer2")
def binding(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip source binding ip-address IP mac-address MAC``: a static entry."""
    state_of(reading).mark("binding", block.number)
    return "ip-address" in words or "mac-address" in words


@TOP.line("loopback-detection")
def loops(reading: Reading, _words: list[str], block: Block) -> bool:
    """Loopback detection, device-wide."""
    state_of(reading).mark("loop", block.number)
    return True


@TOP.line("vlan", topic="vlans")
def vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """``vlan 10`` with what stands below it, or ``vlan 10 to 20``."""
    if words[1:] == ["all"]:
        return True
    found = vlan_list(words[1:])
    if found is None:
        return False
    known = state_of(reading).vlans
    scope = VlanScope([], reading)
    for low, high in found:
        for number in range(low, high + 1):
            record = known.get(number)
            if record is None:
                record = known[number] = Vlan(number=number, lines=())
                reading.device.vlans.items.append(record)
            record.lines += (block.number,)
            scope.records.append(record)
    unread = reading.inside(block, VLAN, scope)
    for record in scope.records:
        record.unread += unread
    return True


@VLAN.line("name")
def vlan_name(scope: VlanScope, _words: list[str], block: Block) -> bool:
    """``name TEXT``."""
    for record in scope.records:
        record.name = text_after(block, 1)
    return True


@VLAN.line("description")
def vlan_description(scope: VlanScope, _words: list[str], block: Block) -> bool:
    """``description TEXT``, the name where there is no other."""
    for record in scope.records:
        record.name = record.name or text_after(block, 1)
    return True


@VLAN.line("arp detection enable")
def vlan_arp(scope: VlanScope, _words: list[str], block: Block) -> bool:
    """``arp detection enable``."""
    state_of(scope.reading).mark("arp detection", block.number)
    for record in scope.records:
        record.arp_inspection = True
        record.lines += (block.number,)
    return True


@VLAN.line("dhcp snooping enable", "dhcp-snooping")
def vlan_snooping(scope: VlanScope, _words: list[str], block: Block) -> bool:
    """DHCP snooping in the VLAN's own view."""
    state_of(scope.reading).mark("dhcp snooping vlan", block.number)
    for record in scope.records:
        record.dhcp_snooping = True
    return True


@VLAN.line("ip verify source", "ip check source")
def vlan_guard(scope: VlanScope, _words: list[str], block: Block) -> bool:
    """IP source guard in the VLAN's own view."""
    state_of(scope.reading).mark("source guard", block.number)
    for record in scope.records:
        record.source_guard = True
    return True


plain(VLAN, "igmp-snooping", "mld-snooping", "port", "protocol-vlan", "ip-subnet-vlan", "mac-vlan", "private-vlan")
plain(VLAN, "isolate-user-vlan", "supervlan", "subvlan", "mac-address", "statistics", "qos")


@PORT.line("dhcp snooping trust", "dhcp-snooping trust")
def dhcp_trust(port: Port, _words: list[str], _block: Block) -> bool:
    """An uplink: DHCP servers behind it are believed."""
    port.record.dhcp_trusted = True
    return True


@PORT.line("arp detection trust")
def arp_trust(port: Port, _words: list[str], _block: Block) -> bool:
    """An uplink: ARP packets are believed."""
    port.record.arp_trusted = True
    return True


@PORT.line("ip verify source", "ip check source", "ipv6 verify source")
def source_guard(port: Port, words: list[str], block: Block) -> bool:
    """IP source guard on the port."""
    if words[0] == "ip":
        port.record.source_guard = True
        state_of(port.reading).mark("source guard", block.number)
    return True


@PORT.line("ip source binding", "user-bind")
def port_binding(port: Port, _words: list[str], block: Block) -> bool:
    """A static binding on the port; it enforces nothing by itself."""
    state_of(port.reading).mark("binding", block.number)
    port.record.nac |= {"binding"}
    return True


@PORT.line("dot1x", "mac-authentication", "undo dot1x", "undo mac-authentication")
def nac(port: Port, words: list[str], _block: Block) -> bool:
    """``dot1x``, ``mac-authentication`` on the port; ``dot1x port-control authorized-force`` leaves it open."""
    name = "dot1x" if "dot1x" in words else "mac-auth"
    match words:
        case ["dot1x" | "mac-authentication"]:
            port.record.nac |= {name}
        case ["undo", _]:
            port.record.nac -= {name}
        case ["dot1x", "port-control", mode, *_] if mode in _OPEN_PORT:
            port.touched = True
        case _:
            pass
    return True


@PORT.line("port-security port-mode")
def port_mode(port: Port, words: list[str], _block: Block) -> bool:
    """``port-security port-mode M``: nothing is enforced without it."""
    port.record.nac |= {"port-security"}
    return len(words) > 2  # noqa: PLR2004 - the line's own words


@PORT.line("portal")
def portal(port: Port, words: list[str], _block: Block) -> bool:
    """``portal enable method ...``."""
    if words[1:2] == ["enable"]:
        port.record.nac |= {"portal"}
    return True


@PORT.line("storm-constrain", "broadcast-suppression", "multicast-suppression", "unicast-suppression")
def storm(port: Port, words: list[str], block: Block) -> bool:
    """Limits against storms; what is done once one is passed (``storm-constrain control block``) sets none."""
    if words[0] == "storm-constrain" and words[1:2] and words[1] in {"control", "enable", "interval"}:
        return True
    if not words[-1].isdecimal():
        return False
    if words[1:] != ["100"]:  # per cent of the bandwidth
        state_of(port.reading).mark("storm", block.number)
    return True


@PORT.line("loopback-detection", "stp root-protection", "stp loop-protection")
def port_loops(port: Port, _words: list[str], block: Block) -> bool:
    """Guards against loops on the port."""
    state_of(port.reading).mark("loop", block.number)
    return True


plain(
    PORT,
    *("dhcp snooping", "dhcp-snooping", "port-security", "undo port-security", "arp filter", "arp detection", "stp"),
    *("undo stp", "arp restricted-forwarding", "undo broadcast-suppression", "mac-vlan", "undo dot1x handshake"),
)


def settle(reading: Reading) -> None:
    """After all lines: which VLANs and ports the switches cover."""
    state, device = state_of(reading), reading.device
    layer2, vlans = device.layer2, device.vlans
    vlans.missing = ""
    only = state.said.get("dhcp snooping vlans")
    everywhere = state.said.get("dhcp snooping")
    for record in vlans.items:
        if (everywhere and everywhere.value) or (
            only and any(low <= record.number <= high for low, high in only.value)
        ):
            record.dhcp_snooping = True
    layer2.dhcp_snooping = _marked(state, "dhcp snooping vlan", everywhere, "缺省不启用 DHCP Snooping")
    records = [*vlans.items, *device.interfaces.items]
    lost = tuple(sorted({line for record in records for line in record.unread}))  # type: ignore[attr-defined]
    for name, mark, said, why in (
        ("arp_inspection", "arp detection", None, "缺省不启用 ARP Detection"),
        ("source_guard", "source guard", None, "缺省不启用 IP 源防护"),
        ("loop_protection", "loop", state.said.get("bpdu protection"), "缺省不启用环路防护"),
        ("storm_control", "storm", None, "缺省不限制广播流量"),
    ):
        fact = _marked(state, mark, said, why)
        doubtful = bool(lost) and isinstance(fact, Absent)
        setattr(layer2, name, Unknown(f"{why},但有没有读懂的行", lost) if doubtful else fact)
    bindings = state.marks.get("binding", [])
    layer2.bindings = Known(len(bindings), tuple(bindings)) if bindings else state.silent(0, "没有静态绑定")
    systems = {name: state.said.get(name) for name in ("dot1x", "mac-auth", "port-security")}
    on = [said for said in systems.values() if said is not None and said.value]
    layer2.nac = Known(value=True, lines=on[0].lines) if on else state.silent(default=False, why="缺省不启用接入认证")
    _ports(list(state.interfaces.values()), systems)


def _marked(state: State, name: str, said: Known[bool] | None, why: str) -> Fact[bool]:
    lines = state.marks.get(name)
    if lines:
        return Known(value=True, lines=tuple(lines))
    return state.silent(default=False, why=why) if said is None else said


def _ports(ports: list[Port], systems: dict[str, Known[bool] | None]) -> None:
    """What a port has counts only where the system has it too."""
    off = {name for name, said in systems.items() if said is None or not said.value}
    for port in ports:
        port.record.nac -= off
        if port.touched:
            port.record.nac -= {"dot1x"}
