"""The neutral model: what parsers write and checks read, the same for every vendor."""

from dengbao.model.access import (
    Aaa,
    Aging,
    Channel,
    Lockout,
    Password,
    PasswordPolicy,
    Services,
    Ssh,
    Storage,
    Terminal,
    User,
    Web,
)
from dengbao.model.device import FIREWALLS, NETWORK, SWITCHES, Device, Role
from dengbao.model.facts import (
    UNREAD,
    Absent,
    Fact,
    Known,
    Lines,
    Manual,
    NotApplicable,
    Section,
    Topic,
    Undecided,
    Unknown,
    Unsupported,
)
from dengbao.model.network import (
    Interface,
    InterfaceAddress,
    Layer2,
    Neighbour,
    Redundancy,
    Route,
    RoutingProcess,
    Vlan,
    Vrf,
)
from dengbao.model.objects import expand
from dengbao.model.operation import (
    Archive,
    Clock,
    Community,
    Defence,
    Health,
    Logging,
    LogServer,
    NtpServer,
    Power,
    Proposal,
    Snmp,
    SnmpTarget,
    SnmpUser,
    System,
)
from dengbao.model.rules import Acl, Action, AddressObject, Nat, Policies, Rule, Schedule, ServiceObject, Zone
from dengbao.model.secret import Secret
from dengbao.model.terms import ANY_ADDRESS, ANY_IPV4, ANY_IPV6, ANY_SERVICE, IPV4_MAX, IPV6_MAX, Address, Service

__all__ = [
    "ANY_ADDRESS", "ANY_IPV4", "ANY_IPV6", "ANY_SERVICE", "FIREWALLS", "IPV4_MAX", "IPV6_MAX", "NETWORK", "SWITCHES",
    "UNREAD", "Aaa", "Absent", "Acl", "Action", "Address", "AddressObject", "Aging", "Archive", "Channel", "Clock",
    "Community", "Defence", "Device", "Fact", "Health", "Interface", "InterfaceAddress", "Known", "Layer2", "Lines",
    "Lockout", "LogServer", "Logging", "Manual", "Nat", "Neighbour", "NotApplicable", "NtpServer", "Password",
    "PasswordPolicy",
    "Policies", "Power", "Proposal", "Redundancy", "Role", "Route", "RoutingProcess", "Rule", "Schedule", "Secret",
    "Section", "Service", "ServiceObject", "Services", "Snmp", "SnmpTarget", "SnmpUser", "Ssh", "Storage", "System",
    "Terminal", "Topic", "Undecided", "Unknown", "Unsupported", "User", "Vlan", "Vrf", "Web", "Zone", "expand",
]  # fmt: skip
