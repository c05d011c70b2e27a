"""Interfaces.

After the S, CE, AR and USG6000E interface pages. On a firewall nothing answers on a service port unless
``service-manage X permit`` says so, the management port GE0/0/0 (MEth) answers http, https and ping; with ``undo
service-manage enable`` the security policies towards the zone ``local`` decide (USG6000E administrator chapter).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from dengbao.model import Interface, InterfaceAddress
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS
from parsers.huawei.operands import ipv4, ipv6, number, prefix_length, vlan_list
from parsers.huawei.state import TOP, State

Kind = Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"]
_NAMES: tuple[tuple[str, Kind], ...] = (
    (r"MEth", "management"),
    (r"Vlanif|Vbdif", "vlan"),
    (r"LoopBack", "loopback"),
    (r"Eth-Trunk", "aggregate"),
    (r"Tunnel|Nve", "tunnel"),
    (r"NULL|Virtual|Dialer|Bridge|Wlan-|Stack-port|Mp-group|Logic|Async|Cellular", "virtual"),
)
_KINDS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _NAMES)
_ALL = frozenset({"http", "https", "ping", "ssh", "telnet", "snmp", "netconf"})
INTERFACE: Table[Interface] = Table()
NOTED: dict[str, Callable[[Reading, Interface, list[str], int], None]] = {}
"""Subjects that want to know lines of interfaces together with the device, by first word."""


@TOP.line("interface", topic="interfaces")
def _interface(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    state: State = reading.scratch
    name = "".join(words[1:])
    made = state.of("interface")
    interface: Interface | None = made.get(name)
    if interface is None:
        interface = made[name] = Interface(name=name, lines=(), kind=_kind(name), context=state.context)
        if interface.kind == "sub":
            interface.parent = name.rpartition(".")[0]
        if state.dialect in FIREWALLS:
            management = name.lower() in {"gigabitethernet0/0/0", "meth0/0/0"}
            interface.management = frozenset({"http", "https", "ping"}) if management else frozenset()
            interface.kind = "management" if management else interface.kind
        reading.device.interfaces.items.append(interface)
    interface.context = interface.context or state.context
    interface.lines += (block.number, *[child.number for child in block.children])
    if block.children:
        interface.unread += reading.inside(block, INTERFACE, interface)
        for child in block.children:
            head = child.text.partition(" ")[0]
            if head in NOTED:
                NOTED[head](reading, interface, child.text.split(), child.number)
    return True


@lru_cache(1 << 12)
def _kind(name: str) -> Kind:
    if "." in name:
        return "sub"
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), "physical")


@INTERFACE.line("description", "alias")
def _description(interface: Interface, words: list[str], _block: Block) -> bool:
    if words[0] == "description":
        interface.description = " ".join(words[1:])
    return True


@INTERFACE.line("shutdown", "undo shutdown")
def _shutdown(interface: Interface, words: list[str], _block: Block) -> bool:
    interface.shutdown = words == ["shutdown"]
    return words[-1] == "shutdown"


@INTERFACE.line("ip address")
def _address(interface: Interface, words: list[str], _block: Block) -> bool:
    """``ip address A M [sub]``, ``dhcp-alloc``, ``unnumbered interface I``, ``ppp-negotiate``."""
    match words[2:]:
        case [("dhcp-alloc" | "ppp-negotiate" | "bootp-alloc"), *_]:
            interface.dynamic_address = True
            return True
        case ["unnumbered", "interface", *name] if name:
            interface.unnumbered = "".join(name)
            return True
        case [address, mask, *rest] if (host := ipv4(address)) is not None and (
            size := prefix_length(mask)
        ) is not None:
            _hold(interface, InterfaceAddress(host, size, secondary=rest[:1] == ["sub"]))
            return rest[1:] == [] and rest in ([], ["sub"])
    return False


def _hold(interface: Interface, address: InterfaceAddress) -> None:
    """Take an address once: the interfaces of a virtual system are printed in the root and in the system."""
    if address not in interface.addresses:
        interface.addresses += (address,)


@INTERFACE.line("ipv6 address")
def _address6(interface: Interface, words: list[str], _block: Block) -> bool:
    match words[2:]:
        case ["auto", *_]:
            interface.dynamic_address = True
            return True
        case [text, *rest]:
            host_text, _, size_text = text.partition("/")
            host, size = ipv6(host_text), number(size_text or (rest[0] if rest else ""), 128)
            if rest[-1:] == ["link-local"]:
                return host is not None
            if host is not None and size is not None:
                _hold(interface, InterfaceAddress(host, size, 6))
                return True
    return False


@INTERFACE.line("ip binding vpn-instance")
def _vrf(interface: Interface, words: list[str], _block: Block) -> bool:
    interface.vrf = words[3] if len(words) > 3 else ""  # noqa: PLR2004
    return bool(interface.vrf)


@INTERFACE.line("port link-type")
def _link_type(interface: Interface, words: list[str], _block: Block) -> bool:
    mode = words[2] if len(words) == 3 else ""  # noqa: PLR2004
    if mode == "trunk":
        interface.mode, interface.trunk = "trunk", interface.trunk or ((1, 1),)
    elif mode == "access":
        interface.mode = "access"
    elif mode == "hybrid":
        interface.mode = "hybrid"
    return mode in {"access", "trunk", "hybrid", "dot1q-tunnel", "auto", "negotiation-auto", "negotiation-desirable"}


@INTERFACE.line("port default vlan", "port trunk pvid vlan", "port hybrid pvid vlan")
def _vlan(interface: Interface, words: list[str], _block: Block) -> bool:
    interface.vlan = number(words[-1], 4094)
    return interface.vlan is not None


@INTERFACE.line(
    "port trunk allow-pass vlan", "port trunk permit vlan", "port hybrid tagged vlan", "port hybrid untagged vlan"
)
def _trunk(interface: Interface, words: list[str], _block: Block) -> bool:
    intervals = vlan_list(words[4:])
    interface.trunk += intervals or ()
    return intervals is not None


@INTERFACE.line("undo port trunk allow-pass vlan", "undo port hybrid vlan", "undo port hybrid untagged vlan")
def _trunk_less(interface: Interface, words: list[str], _block: Block) -> bool:
    gone = vlan_list(words[words.index("vlan") + 1 :])
    if gone is None:
        return False
    interface.trunk = tuple(part for part in interface.trunk if part not in gone)
    return True


@INTERFACE.line("voice-vlan")
def _voice(interface: Interface, words: list[str], _block: Block) -> bool:
    interface.voice_vlan = number(words[1], 4094) if len(words) > 1 else None
    return len(words) > 1


@INTERFACE.line("vlan-type dot1q", "dot1q termination vid", "qinq termination")
def _tag(interface: Interface, words: list[str], _block: Block) -> bool:
    interface.tag = number(words[-1], 4094)
    return True


@INTERFACE.line("eth-trunk")
def _member(interface: Interface, words: list[str], _block: Block) -> bool:
    interface.channel = f"Eth-Trunk{words[1]}" if len(words) > 1 else ""
    return len(words) > 1


@INTERFACE.line("authentication-profile")
def _profile(interface: Interface, words: list[str], _block: Block) -> bool:
    """Which methods the profile holds is known when all is read; its name stands in for them until then."""
    interface.nac |= {f"profile {words[-1]}"}
    return len(words) == 2  # noqa: PLR2004


@INTERFACE.line("dot1x enable", "authentication dot1x")
def _dot1x(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.nac |= {"dot1x"}
    return True


@INTERFACE.line("mac-authen", "authentication mac-authen")
def _mac(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.nac |= {"mac-auth"}
    return True


@INTERFACE.line("authentication portal", "portal")
def _portal(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.nac |= {"portal"}
    return True


@INTERFACE.line("port-security enable")
def _port_security(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.nac |= {"port-security"}
    return True


@INTERFACE.line("ip source check user-bind enable", "ipv4 source check user-bind enable")
def _source_guard(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.source_guard = True
    interface.nac |= {"binding"}
    return True


@INTERFACE.line("arp anti-attack check user-bind enable")
def _inspection(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.arp_inspection = True
    return True


@INTERFACE.line("dhcp snooping trusted")
def _trusted(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.dhcp_trusted = interface.arp_trusted = True
    return True


@INTERFACE.line("traffic-filter")
def _filter(interface: Interface, words: list[str], _block: Block) -> bool:
    """``traffic-filter inbound [ipv6] acl [ipv6] [name] X [acl Y]`` (S), ``traffic-filter acl X inbound`` (CE)."""
    directions = {"inbound", "outbound"} & set(words)
    names = tuple(word for word in words[1:] if word not in {"acl", "ipv6", "name", "inbound", "outbound"})
    if "rule" in names or len(directions) != 1:
        return False
    if "inbound" in directions:
        interface.acl_in += names
    else:
        interface.acl_out += names
    return bool(names)


@INTERFACE.line("service-manage")
def _manage(interface: Interface, words: list[str], _block: Block) -> bool:
    match words[1:]:
        case ["enable"]:
            return True
        case [name, ("permit" | "deny") as action] if name == "all" or name in _ALL:
            names = _ALL if name == "all" else {name}
            now = interface.management or frozenset()
            interface.management = now | names if action == "permit" else now - names
            return True
    return False


@INTERFACE.line("undo service-manage enable")
def _unmanaged(interface: Interface, _words: list[str], _block: Block) -> bool:
    """The policies towards ``local`` decide; filled in when they are read."""
    interface.management = None
    return True


@INTERFACE.line("undo service-manage")
def _closed(interface: Interface, words: list[str], _block: Block) -> bool:
    """``undo service-manage https permit``."""
    interface.management = (interface.management or frozenset()) - {words[2] if len(words) > 2 else ""}  # noqa: PLR2004
    return words[2:3] == ["all"] or (len(words) > 2 and words[2] in _ALL)  # noqa: PLR2004


def finish(reading: Reading) -> None:
    """Say that interfaces were read."""
    reading.device.interfaces.missing = ""
