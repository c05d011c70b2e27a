"""Interfaces, VLANs, VRFs and routes: what carries packets."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dengbao.model.facts import UNREAD, Fact, Lines, Section, Topic

PortMode = Literal["access", "trunk", "hybrid", "routed", ""]


class InterfaceAddress(Struct, frozen=True):
    """One address of an interface: the host's own address as an integer, and the prefix length."""

    address: int
    prefix: int
    family: Literal[4, 6] = 4
    secondary: bool = False


class Interface(Struct, kw_only=True):
    """One interface or sub-interface, physical or virtual, as configured; ``up`` is its link state, from an output.

    ``kind`` separates ports that a cable can enter from the rest. ``vlan`` is the access or native VLAN, ``trunk`` the
    VLANs that a trunk lets through as inclusive intervals, ``tag`` the VLAN of a sub-interface. ``nac`` names what
    admits a terminal: dot1x, mac-auth, port-security, portal, binding. ``management`` are the services that the device
    answers on this interface (ping, ssh, https, telnet, http, snmp ...); None where the platform has no such setting.
    ``errors``, ``duplex`` and ``err_disabled`` come from outputs.
    """

    name: str
    lines: Lines
    kind: Literal["physical", "aggregate", "vlan", "loopback", "management", "tunnel", "virtual", "sub"] = "physical"
    shutdown: bool = False
    up: bool | None = None
    description: str = ""
    addresses: tuple[InterfaceAddress, ...] = ()
    dynamic_address: bool = False
    unnumbered: str = ""
    vrf: str = ""
    zone: str = ""
    security_level: int | None = None
    mode: PortMode = ""
    vlan: int | None = None
    voice_vlan: int | None = None
    trunk: tuple[tuple[int, int], ...] = ()
    tag: int | None = None
    parent: str = ""
    channel: str = ""
    acl_in: tuple[str, ...] = ()
    acl_out: tuple[str, ...] = ()
    nac: frozenset[str] = frozenset()
    dhcp_trusted: bool = False
    arp_inspection: bool = False
    arp_trusted: bool = False
    source_guard: bool = False
    management: frozenset[str] | None = None
    errors: int | None = None
    packets: int | None = None
    duplex: Literal["full", "half", "auto", ""] = ""
    err_disabled: str = ""
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"interface:{self.name}"


class Wlan(Struct, kw_only=True):
    """A wireless network. ``security`` is the weakest that a station may use, ``ciphers`` are tkip and aes."""

    name: str
    lines: Lines
    ssid: str = ""
    security: Literal["open", "wep", "wpa", "wpa2", "wpa3", "unknown"] = "unknown"
    ciphers: frozenset[str] = frozenset()
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"wlan:{self.name}"


class Vlan(Struct, kw_only=True):
    """One VLAN that the device knows, with what guards it at layer 2."""

    number: int
    lines: Lines
    name: str = ""
    dhcp_snooping: bool = False
    arp_inspection: bool = False
    source_guard: bool = False
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"vlan:{self.number}"


class Vrf(Struct, kw_only=True):
    """A VRF, VPN instance, VSYS or VDOM: a device of its own inside the device."""

    name: str
    lines: Lines
    kind: Literal["vrf", "vsys", "vdom", "context"] = "vrf"
    unread: Lines = ()


class Route(Struct, kw_only=True):
    """A static route, or one line of a routing table; ``next_hop`` is None when packets just leave by an interface."""

    network: int
    prefix: int
    lines: Lines
    family: Literal[4, 6] = 4
    next_hop: int | None = None
    interface: str = ""
    discard: bool = False
    vrf: str = ""
    next_vrf: str = ""
    distance: int | None = None
    track: str = ""
    origin: Literal["static", "table"] = "static"
    description: str = ""
    file: str = ""
    context: str = ""
    unread: Lines = ()


class RoutingProcess(Struct, kw_only=True):
    """OSPF, BGP, IS-IS, RIP ... ; ``authenticated`` is whether its neighbours must know a key."""

    protocol: str
    name: str
    lines: Lines
    vrf: str = ""
    networks: tuple[tuple[int, int], ...] = ()
    neighbours: tuple[str, ...] = ()
    authenticated: bool | None = None
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"routing:{self.protocol}-{self.name}" if self.name else f"routing:{self.protocol}"


class Redundancy(Struct, kw_only=True):
    """VRRP, HSRP, HRP, IRF, a stack, a cluster or failover: ``peers`` and ``state`` where an output tells.

    ``version`` is VRRP's, None where it is not known: 3 has no authentication (RFC 5798).
    """

    kind: str
    name: str
    lines: Lines
    interface: str = ""
    virtual: tuple[int, ...] = ()
    priority: int | None = None
    authenticated: bool | None = None
    version: int | None = None
    state: str = ""
    enabled: bool = True
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"redundancy:{self.kind}-{self.name}"


class Neighbour(Struct, kw_only=True):
    """What was seen beside the device, from a table: ARP, MAC, LLDP or CDP.

    ``mac`` is written ``00:1a:2b:3c:4d:5e``. ``name`` and ``port`` are what LLDP and CDP neighbours say of themselves,
    ``address`` is then where they are managed. ``lines`` are of the output ``file``.
    """

    source: Literal["arp", "mac", "lldp", "cdp"]
    lines: Lines
    interface: str = ""
    address: int | None = None
    mac: str = ""
    vlan: int | None = None
    name: str = ""
    port: str = ""
    vrf: str = ""
    file: str = ""


class Neighbours(Section[Neighbour], kw_only=True):
    """All that was seen; ``tables`` are the kinds that were gathered and understood."""

    tables: frozenset[str] = frozenset()


class Layer2(Topic, kw_only=True):
    """What the device does for all its ports against forged addresses.

    The switches are device-wide; which VLANs and ports they cover stands there. ``bindings`` counts static IP-MAC
    bindings. ``nac`` is device-wide 802.1X or MAC authentication.
    """

    dhcp_snooping: Fact[bool] = UNREAD
    arp_inspection: Fact[bool] = UNREAD
    source_guard: Fact[bool] = UNREAD
    bindings: Fact[int] = UNREAD
    nac: Fact[bool] = UNREAD
    loop_protection: Fact[bool] = UNREAD
    storm_control: Fact[bool] = UNREAD


Interfaces = Section[Interface]
