"""A device as checks see it: every part of its configuration that a policy may ask for."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from dengbao.model.access import (
    Aaa,
    Aging,
    Channel,
    Listening,
    Lockout,
    Password,
    PasswordPolicy,
    Services,
    Ssh,
    Terminal,
    User,
    Web,
)
from dengbao.model.facts import Fact, Lines, Section, Unsupported, section
from dengbao.model.host import Host
from dengbao.model.network import (
    Interface,
    Layer2,
    Neighbours,
    Redundancy,
    Route,
    RoutingProcess,
    Vlan,
    Vrf,
    Wlan,
)
from dengbao.model.operation import Archive, Clock, Defence, Health, Logging, Power, Proposal, Snmp, System
from dengbao.model.rules import Acl, Action, AddressObject, Nat, Policies, Schedule, ServiceObject, Zone


class Role(StrEnum):
    """What a host is for; decides which checks apply."""

    BORDER_FIREWALL = "border_firewall"
    FIREWALL = "firewall"
    CORE = "core"
    ACCESS = "access"
    ROUTER = "router"
    SERVER = "server"
    WORKSTATION = "workstation"
    UPS = "ups"


FIREWALLS = frozenset({Role.BORDER_FIREWALL, Role.FIREWALL})
SWITCHES = frozenset({Role.CORE, Role.ACCESS})
NETWORK = FIREWALLS | SWITCHES | {Role.ROUTER}
HOSTS = frozenset({Role.SERVER, Role.WORKSTATION})


class Device(Struct, kw_only=True):
    """Everything read of one host; what a parser does not fill stays unread, and a check that asks for it is ``error``.

    ``limits`` are the thresholds of the host's level by name, ``site`` what the site declares of itself, ``as_of`` the
    date by which all is judged; the engine sets them, with name, role and level. ``coverage`` holds per output one
    byte a line: 0 not understood, 1 used, 2 irrelevant. ``legacy_ssh`` tells whether gathering had to allow SHA-1
    algorithms. ``list_default`` is what a list on an interface does with what no rule of it matches, where that is not
    the list's own. ``policy_routes`` are lines that send packets elsewhere than the routing table does.
    """

    name: str = ""
    platform: str = ""
    role: Role | None = None
    level: int = 3
    limits: dict[str, float] = field(default_factory=dict)
    site: Any = None
    as_of: dt.date | None = None
    room: str = ""
    legacy_ssh: Fact[bool] = Unsupported("配置来自文件,不是经会话采集")
    coverage: dict[str, bytes] = field(default_factory=dict)

    system: System = field(default_factory=System)
    interfaces: Section[Interface] = section()
    vlans: Section[Vlan] = section()
    wlans: Section[Wlan] = section()
    vrfs: Section[Vrf] = section()
    routes: Section[Route] = section()
    routing: Section[RoutingProcess] = section()
    redundancy: Section[Redundancy] = section()
    neighbours: Neighbours = field(default_factory=Neighbours)
    layer2: Layer2 = field(default_factory=Layer2)

    acls: Section[Acl] = section()
    list_default: Fact[Action] | None = None
    policy_routes: Lines = ()
    zones: Section[Zone] = section()
    policies: Policies = field(default_factory=Policies)
    address_objects: Section[AddressObject] = section()
    service_objects: Section[ServiceObject] = section()
    schedules: Section[Schedule] = section()
    nat: Section[Nat] = section()
    proposals: Section[Proposal] = section()
    certificates: Section[Aging] = section()

    users: Section[User] = section()
    device_passwords: Section[Password] = section()
    passwords: PasswordPolicy = field(default_factory=PasswordPolicy)
    lockout: Lockout = field(default_factory=Lockout)
    aaa: Aaa = field(default_factory=Aaa)
    terminals: Section[Terminal] = section()
    channels: Section[Channel] = section()
    ssh: Ssh = field(default_factory=Ssh)
    web: Web = field(default_factory=Web)
    services: Services = field(default_factory=Services)

    snmp: Snmp = field(default_factory=Snmp)
    logging: Logging = field(default_factory=Logging)
    clock: Clock = field(default_factory=Clock)
    archive: Archive = field(default_factory=Archive)
    defence: Defence = field(default_factory=Defence)
    health: Health = field(default_factory=Health)
    power: Power = field(default_factory=Power)
    host: Host = field(default_factory=Host)

    @property
    def listening(self) -> Listening:
        """Which management services listen."""
        return Listening.of(self.channels)

    def __repr__(self) -> str:
        """Stay short: a failing assert shows it."""
        return f"Device({self.name!r}, {self.platform!r})"
