"""A host as checks see it: Windows and Linux in one vocabulary. What a network device has too stands in ``Device``.

``Device.users`` holds the same accounts as ``host.accounts``; ``passwords``, ``lockout``, ``ssh``, ``logging``,
``clock``, ``channels``, ``snmp`` and ``routes`` are filled where the host has them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from dengbao.model.facts import UNREAD, Fact, Lines, Section, Topic, section
from dengbao.model.host_access import Account, Group, Logon, RemoteDesktop, Right, ScreenLock, Winrm
from dengbao.model.host_exposure import (
    Agent,
    HostFirewall,
    HostNetwork,
    HostService,
    Share,
    Smb,
    Socket,
    Software,
    Tls,
)

HostKind = Literal["workstation", "server", "domain_controller"]
WhenFull = Literal["overwrite", "archive", "keep"]


class OperatingSystem(Topic, kw_only=True):
    """What runs the host.

    ``name`` is what its maker calls it; ``version`` has the numbers (``10.0.17763``, ``22.03``), ``build`` the exact
    state (``10.0.17763.6414``, the kernel's release). ``line`` names the line of releases whose end of support
    ``catalogue/firmware.yml`` knows by ``version`` (``windows-server``, ``windows``, ``openeuler``, ``centos`` …).
    ``domain`` is empty on a host of its own.
    """

    family: Fact[Literal["windows", "linux"]] = UNREAD
    name: Fact[str] = UNREAD
    version: Fact[str] = UNREAD
    build: Fact[str] = UNREAD
    edition: Fact[str] = UNREAD
    line: Fact[str] = UNREAD
    kind: Fact[HostKind] = UNREAD
    domain: Fact[str] = UNREAD
    minimal: Fact[bool] = UNREAD  # installed without a desktop
    secure_boot: Fact[bool] = UNREAD
    mandatory_access: Fact[Literal["enforcing", "permissive", "disabled"]] = UNREAD  # SELinux, AppArmor


class Patch(Struct, kw_only=True):
    """An installed update; ``installed`` is an ISO date, empty when not said."""

    name: str
    lines: Lines
    installed: str = ""
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"patch:{self.name}"


class Updates(Topic, kw_only=True):
    """Patches. ``last`` is the ISO date of the newest, ``pending`` how many security updates are known and missing.

    ``source`` is the update server of the site (empty: the maker's own); ``automatic``: the host fetches by itself.
    """

    patches: Section[Patch] = section()
    last: Fact[str] = UNREAD
    pending: Fact[int] = UNREAD
    source: Fact[str] = UNREAD
    automatic: Fact[bool] = UNREAD


AuditTopic = Literal[
    "logon", "logoff", "lockout", "special_logon", "session", "credentials", "accounts", "groups", "computers",
    "account_other", "process", "devices", "directory", "directory_changes", "kerberos", "kerberos_tickets",
    "file_share", "tasks", "removable_storage", "audit_policy", "authentication_policy", "authorization_policy",
    "firewall_policy", "privileges", "security_state", "security_extension", "integrity", "system_other",
    "time", "identity_files", "permissions", "deletion", "modules", "mounts", "network_settings", "sudo", "other",
]  # fmt: skip
"""What may be audited, the same word for a subcategory of Windows and a rule of auditd."""


class AuditSetting(Struct, kw_only=True):
    """Whether one thing is audited: successes, failures. ``name`` is the system's own (a subcategory, a rule)."""

    topic: AuditTopic
    name: str
    lines: Lines
    success: Fact[bool] = UNREAD
    failure: Fact[bool] = UNREAD
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"audit:{self.name}"


class Audit(Topic, kw_only=True):
    """The system's own audit. ``enabled``: the recorder runs. ``immutable``: rules are locked until a restart.

    ``halts_when_full``: the host stops when nothing can be recorded. ``command_lines``: with a process its arguments.
    """

    enabled: Fact[bool] = UNREAD
    settings: Section[AuditSetting] = section()
    immutable: Fact[bool] = UNREAD
    halts_when_full: Fact[bool] = UNREAD
    subcategories_rule: Fact[bool] = UNREAD  # Windows: subcategories beat the nine old categories
    command_lines: Fact[bool] = UNREAD
    scripts: Fact[bool] = UNREAD  # PowerShell script blocks


class EventLog(Struct, kw_only=True):
    """A log kept on the host: ``security``, ``system``, ``application``; ``audit``, ``syslog``, ``journal``.

    ``when_full``: the oldest is overwritten, the file is archived, or nothing new is kept. ``days`` is how long its
    rotation keeps it. ``oldest`` is the ISO date of the oldest record.
    """

    name: str
    lines: Lines
    enabled: Fact[bool] = UNREAD
    max_bytes: Fact[int] = UNREAD
    when_full: Fact[WhenFull] = UNREAD
    days: Fact[float] = UNREAD
    oldest: Fact[str] = UNREAD
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"event-log:{self.name}"


class Antivirus(Struct, kw_only=True):
    """A malware scanner. ``signatures``: the ISO date of its definitions; ``current``: it says they are up to date."""

    name: str
    lines: Lines
    running: Fact[bool] = UNREAD
    real_time: Fact[bool] = UNREAD
    signatures: Fact[str] = UNREAD
    current: Fact[bool] = UNREAD
    version: str = ""
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"antivirus:{self.name}"


class Removable(Topic, kw_only=True):
    """Removable media: whether USB storage can be read and written, and whether anything starts by itself from it."""

    usb_storage: Fact[bool] = UNREAD  # a stick works
    usb_writable: Fact[bool] = UNREAD
    autorun: Fact[bool] = UNREAD  # something is started from a removable drive


class Battery(Topic, kw_only=True):
    """A battery or UPS that the host itself sees: percent, seconds."""

    present: Fact[bool] = UNREAD
    on_mains: Fact[bool] = UNREAD
    charge_percent: Fact[float] = UNREAD
    runtime_seconds: Fact[float] = UNREAD


class Volume(Struct, kw_only=True):
    """A disk volume or mount: ``options`` as mounted (``noexec``, ``nosuid`` …), bytes."""

    name: str
    lines: Lines
    system: bool = False
    encrypted: Fact[bool] = UNREAD
    options: frozenset[str] = frozenset()
    file_system: str = ""
    size: int | None = None
    free: int | None = None
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"volume:{self.name}"


class Database(Struct, kw_only=True):
    """A database instance. ``mixed``: passwords of its own beside the system's accounts.

    ``administrator_enabled``/``administrator_name`` are of its first account (sa). ``login_audit``: which logins it
    records. ``shell``: SQL may start programs (xp_cmdshell).
    """

    name: str
    lines: Lines
    product: Literal["sqlserver", "mysql", "postgresql", "oracle", "dameng", "kingbase", "other"] = "other"
    version: Fact[str] = UNREAD
    edition: Fact[str] = UNREAD
    running: Fact[bool] = UNREAD
    mixed: Fact[bool] = UNREAD
    administrator_enabled: Fact[bool] = UNREAD
    administrator_name: Fact[str] = UNREAD
    shell: Fact[bool] = UNREAD
    login_audit: Fact[Literal["none", "success", "failure", "all"]] = UNREAD
    encrypted: Fact[bool] = UNREAD
    port: Fact[int] = UNREAD
    account: Fact[str] = UNREAD
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"database:{self.name}"


class Residual(Topic, kw_only=True):
    """What is left behind: the page file, core dumps, hibernation."""

    page_file_cleared: Fact[bool] = UNREAD
    core_dumps: Fact[bool] = UNREAD


class FileMode(Struct, kw_only=True):
    """Owner and mode of a file that matters, such as ``/etc/shadow``; ``mode`` is the number (0o600)."""

    name: str
    lines: Lines
    mode: int
    owner: str = ""
    group: str = ""
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"file:{self.name}"


class Host(Topic, kw_only=True):
    """All that only a host has; on a network device everything stays unread."""

    os: OperatingSystem = field(default_factory=OperatingSystem)
    updates: Updates = field(default_factory=Updates)
    software: Section[Software] = section()

    accounts: Section[Account] = section()
    groups: Section[Group] = section()
    rights: Section[Right] = section()
    logon: Logon = field(default_factory=Logon)
    screen_lock: ScreenLock = field(default_factory=ScreenLock)
    remote_desktop: RemoteDesktop = field(default_factory=RemoteDesktop)
    winrm: Winrm = field(default_factory=Winrm)

    audit: Audit = field(default_factory=Audit)
    event_logs: Section[EventLog] = section()
    log_agents: Section[Agent] = section()

    sockets: Section[Socket] = section()
    services: Section[HostService] = section()
    shares: Section[Share] = section()
    smb: Smb = field(default_factory=Smb)
    tls: Tls = field(default_factory=Tls)
    firewall: HostFirewall = field(default_factory=HostFirewall)
    network: HostNetwork = field(default_factory=HostNetwork)
    remote_tools: Section[Agent] = section()

    antivirus: Section[Antivirus] = section()
    removable: Removable = field(default_factory=Removable)
    volumes: Section[Volume] = section()
    residual: Residual = field(default_factory=Residual)
    files: Section[FileMode] = section()

    battery: Battery = field(default_factory=Battery)
    shutdown_clients: Section[Agent] = section()
    backup_agents: Section[Agent] = section()
    databases: Section[Database] = section()
