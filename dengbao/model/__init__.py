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
from dengbao.model.device import FIREWALLS, HOSTS, NETWORK, SWITCHES, Device, Role
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
from dengbao.model.host import (
    Antivirus,
    Audit,
    AuditSetting,
    AuditTopic,
    Battery,
    Database,
    EventLog,
    FileMode,
    Host,
    OperatingSystem,
    Patch,
    Removable,
    Residual,
    Updates,
    Volume,
)
from dengbao.model.host_access import (
    Account,
    Group,
    Logon,
    Member,
    RemoteDesktop,
    Right,
    ScreenLock,
    SudoRule,
    Winrm,
)
from dengbao.model.host_exposure import (
    Adapter,
    Agent,
    FirewallProfile,
    FirewallRule,
    Grant,
    HostFirewall,
    HostNetwork,
    HostService,
    Share,
    Smb,
    Socket,
    Software,
    Tls,
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
    "ANY_ADDRESS", "ANY_IPV4", "ANY_IPV6", "ANY_SERVICE", "FIREWALLS", "HOSTS", "IPV4_MAX", "IPV6_MAX", "NETWORK",
    "SWITCHES", "UNREAD", "Aaa", "Absent", "Account", "Acl", "Action", "Adapter", "Address", "AddressObject",
    "Agent", "Aging", "Antivirus", "Archive", "Audit", "AuditSetting", "AuditTopic", "Battery", "Channel", "Clock",
    "Community", "Database", "Defence", "Device", "EventLog", "Fact", "FileMode", "FirewallProfile", "FirewallRule",
    "Grant", "Group", "Health", "Host", "HostFirewall", "HostNetwork", "HostService", "Interface",
    "InterfaceAddress", "Known", "Layer2", "Lines", "Lockout", "LogServer", "Logging", "Logon", "Manual", "Member",
    "Nat", "Neighbour", "NotApplicable", "NtpServer", "OperatingSystem", "Password", "PasswordPolicy", "Patch",
    "Policies", "Power", "Proposal", "Redundancy", "RemoteDesktop", "Removable", "Residual", "Right", "Role",
    "Route", "RoutingProcess", "Rule", "Schedule", "ScreenLock", "Secret", "Section", "Service", "ServiceObject",
    "Services", "Share", "Smb", "Snmp", "SnmpTarget", "SnmpUser", "Socket", "Software", "Ssh", "Storage",
    "SudoRule", "System", "Terminal", "Tls", "Topic", "Undecided", "Unknown", "Unsupported", "Updates", "User",
    "Vlan", "Volume", "Vrf", "Web", "Winrm", "Zone", "expand",
]  # fmt: skip
