"""What of a host others can reach: sockets, services, shares, firewall, protocols, adapters, programs."""

from __future__ import annotations

import ipaddress
from typing import Literal

from msgspec import Struct

from dengbao.model.facts import UNREAD, Fact, Lines, Section, Topic, section
from dengbao.model.network import InterfaceAddress
from dengbao.model.rules import Action, Rule

Start = Literal["boot", "system", "automatic", "manual", "disabled"]
ShareKind = Literal["disk", "printer", "device", "ipc", "other"]
AdapterKind = Literal["wired", "wireless", "mobile", "virtual", "loopback", "tunnel", "unknown"]


class Socket(Struct, kw_only=True):
    """A port that is bound. ``address`` is text as bound (``0.0.0.0``, ``::``, ``*`` for all)."""

    protocol: Literal["tcp", "udp"]
    address: str
    port: int
    lines: Lines
    process: str = ""
    services: tuple[str, ...] = ()
    account: str = ""
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"port:{self.protocol}/{self.port}"

    @property
    def local(self) -> bool:
        """Whether only the host itself can reach it."""
        try:
            return ipaddress.ip_address(self.address.split("%")[0]).is_loopback
        except ValueError:
            return False


class HostService(Struct, kw_only=True):
    """A service, driver or unit. ``start``: how it comes to run; masked units and Start=4 are ``disabled``."""

    name: str
    lines: Lines
    running: Fact[bool] = UNREAD
    start: Fact[Start] = UNREAD
    title: str = ""
    account: str = ""
    program: str = ""
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"service:{self.name}"


class Grant(Struct, frozen=True, kw_only=True):
    """What someone may do with a share: ``who`` is a SID or name."""

    who: str
    level: Literal["read", "change", "full", "deny"]


class Share(Struct, kw_only=True):
    """A shared folder or printer (SMB, NFS). ``administrative``: Windows made it by itself (``C$``, ``ADMIN$``)."""

    name: str
    lines: Lines
    path: str = ""
    kind: ShareKind = "disk"
    administrative: bool = False
    grants: Fact[tuple[Grant, ...]] = UNREAD
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"share:{self.name}"


class FirewallProfile(Struct, kw_only=True):
    """One profile of the firewall: ``domain``, ``private``, ``public`` on Windows; ``ipv4``, ``ipv6`` on Linux."""

    name: str
    lines: Lines
    enabled: Fact[bool] = UNREAD
    inbound: Fact[Action] = UNREAD  # what happens when no rule matches
    dropped_logged: Fact[bool] = UNREAD
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"firewall:{self.name}"


class FirewallRule(Rule, kw_only=True):
    """One rule of the host's firewall; of inbound ones ``sources`` are the remote side, ``services`` the local ports.

    ``scopes`` are the profiles it is for, empty for all. ``program`` and ``service`` narrow it to a listener.
    ``authenticated``: only peers that IPsec has proven. ``policy``: a group policy set it.
    """

    inbound: bool
    scopes: frozenset[str] = frozenset()
    program: str = ""
    service: str = ""
    authenticated: bool = False
    policy: bool = False
    file: str = ""

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"firewall-rule:{self.name}"


class HostFirewall(Topic, kw_only=True):
    """The host's own packet filter. ``local_rules`` False: only rules of the group policy count.

    ``replaced_by`` names a product that filters in its place and says that it is on; empty when none.
    """

    running: Fact[bool] = UNREAD
    profiles: Section[FirewallProfile] = section()
    rules: Section[FirewallRule] = section()
    local_rules: Fact[bool] = UNREAD
    replaced_by: Fact[str] = UNREAD


class Smb(Topic, kw_only=True):
    """File sharing: version 1 answered or spoken, and whether signatures are demanded."""

    server: Fact[bool] = UNREAD
    version1_server: Fact[bool] = UNREAD
    version1_client: Fact[bool] = UNREAD
    server_signing_required: Fact[bool] = UNREAD
    client_signing_required: Fact[bool] = UNREAD
    plaintext_passwords: Fact[bool] = UNREAD
    guest_logons: Fact[bool] = UNREAD
    encrypted: Fact[bool] = UNREAD
    administrative_shares: Fact[bool] = UNREAD  # made again at each start


class Tls(Topic, kw_only=True):
    """TLS of the system: versions that are on (``ssl2 ssl3 tls1.0 … tls1.3``), and weak ciphers that are on."""

    server_versions: Fact[frozenset[str]] = UNREAD
    client_versions: Fact[frozenset[str]] = UNREAD
    weak_ciphers: Fact[frozenset[str]] = UNREAD


class Adapter(Struct, kw_only=True):
    """A network adapter. ``gateways`` and ``dns`` are addresses as text; ``up``: it carries a link now."""

    name: str
    lines: Lines
    kind: AdapterKind = "unknown"
    up: Fact[bool] = UNREAD
    addresses: tuple[InterfaceAddress, ...] = ()
    gateways: tuple[str, ...] = ()
    dns: tuple[str, ...] = ()
    mac: str = ""
    dynamic_address: bool = False
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"adapter:{self.name}"


class HostNetwork(Topic, kw_only=True):
    """How the host stands in the network. ``forwarding``: it routes between its adapters. ``proxy`` empty: none."""

    adapters: Section[Adapter] = section()
    forwarding: Fact[bool] = UNREAD
    proxy: Fact[str] = UNREAD
    multicast_names: Fact[bool] = UNREAD  # LLMNR


class Agent(Struct, kw_only=True):
    """A known program, by product: how it was recognised (``service``, ``process``, ``software``), and if it runs."""

    name: str
    lines: Lines
    via: Literal["service", "process", "software", "file", "unit"]
    found: str = ""  # the service's, process's or package's own name
    running: Fact[bool] = UNREAD
    start: Fact[Start] = UNREAD
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"program:{self.name}"


class Software(Struct, kw_only=True):
    """An installed program or package; ``installed`` is an ISO date, empty when not said."""

    name: str
    lines: Lines
    version: str = ""
    publisher: str = ""
    installed: str = ""
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"software:{self.name}"
