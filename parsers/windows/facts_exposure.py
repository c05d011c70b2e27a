"""The collector's document, section by section (``facts.schema.json``): firewall, protocols, programs, network."""

from __future__ import annotations

from msgspec import Struct

from parsers.windows.facts import Values


class ActiveProfile(Struct, forbid_unknown_fields=True):
    """A firewall profile as it is in force."""

    enabled: bool | None
    inbound: str | None
    outbound: str | None
    local_rules: str | None
    log_dropped: str | None
    log_allowed: str | None
    log_file: str | None
    log_kilobytes: int | None


class Product(Struct, forbid_unknown_fields=True):
    """What a product told the security centre."""

    name: str | None
    state: int | None
    program: str | None
    time: str | None


class Firewall(Struct, forbid_unknown_fields=True):
    """The firewall."""

    active: dict[str, ActiveProfile] | None
    local: dict[str, Values]
    policy: dict[str, Values]
    local_rules: dict[str, str]
    policy_rules: dict[str, str]
    products: list[Product] | None


class Defender(Struct, forbid_unknown_fields=True):
    """Get-MpComputerStatus."""

    running_mode: str | None
    service_enabled: bool | None
    antivirus_enabled: bool | None
    realtime: bool | None
    on_access: bool | None
    behavior: bool | None
    ioav: bool | None
    tamper_protected: bool | None
    engine_version: str | None
    signature_version: str | None
    signature_age_days: int | None
    signature_updated: str | None
    last_quick_scan: str | None
    last_full_scan: str | None


class Scanners(Struct, forbid_unknown_fields=True):
    """Malware scanners."""

    products: list[Product] | None
    defender: Defender | None
    exclusions: list[str] | None
    vendor: dict[str, Values] | None


class Program(Struct, forbid_unknown_fields=True):
    """An uninstall entry."""

    entry: str
    name: str | None
    version: str | None
    publisher: str | None
    installed: str | None
    scope: str


class Listener(Struct, forbid_unknown_fields=True):
    """A WinRM listener."""

    name: str
    enabled: bool | None
    port: int | None
    hostname: str | None
    certificate: bool | None


class Listeners(Struct, forbid_unknown_fields=True):
    """WinRM."""

    listeners: list[Listener]


class SmbConfiguration(Struct, forbid_unknown_fields=True):
    """Get-SmbServerConfiguration and Get-SmbClientConfiguration."""

    server: dict[str, str | int | bool | None] | None
    client: dict[str, str | int | bool | None] | None


class Rdp(Struct, forbid_unknown_fields=True):
    """Remote Desktop as it is in force."""

    connections: int | None
    nla: int | None
    security_layer: int | None
    encryption: int | None
    certificate_hash: str | None


class Schannel(Struct, forbid_unknown_fields=True):
    """SCHANNEL's keys."""

    protocols: dict[str, Values]
    ciphers: dict[str, Values]
    hashes: dict[str, Values]
    key_exchange: dict[str, Values]


class NetworkAdapter(Struct, forbid_unknown_fields=True):
    """A network adapter."""

    index: int
    name: str | None
    description: str | None
    guid: str | None
    mac: str | None
    type: int | None
    physical: bool | None
    up: bool | None
    addresses: list[str]
    gateways: list[str]
    dns: list[str]
    dhcp: bool | None
    netbios: int | None
    category: int | None


class RouteEntry(Struct, forbid_unknown_fields=True):
    """A route."""

    destination: str
    next_hop: str
    interface: int
    metric: int | None


class BatteryEntry(Struct, forbid_unknown_fields=True):
    """Win32_Battery."""

    name: str | None
    device: str | None
    status: int | None
    charge_percent: int | None
    runtime_minutes: int | None


class PowerState(Struct, forbid_unknown_fields=True):
    """Batteries."""

    batteries: list[BatteryEntry]
    critical_action: int | None


class Drive(Struct, forbid_unknown_fields=True):
    """BitLocker's state of a drive."""

    drive: str | None
    kind: int | None
    protection: int | None
    conversion: int | None
    method: int | None


class SqlLogin(Struct, forbid_unknown_fields=True):
    """A login of SQL Server's own."""

    name: str
    disabled: bool | None
    policy_checked: bool | None
    expiration_checked: bool | None


class SqlAnswers(Struct, forbid_unknown_fields=True):
    """What an instance answered."""

    engine: str | None
    windows_only: int | None
    sa_name: str | None
    sa_disabled: bool | None
    sysadmins: list[str]
    sql_logins: list[SqlLogin]
    settings: dict[str, int]
    audits: int | None


class SqlInstance(Struct, forbid_unknown_fields=True):
    """An instance of SQL Server."""

    instance: str
    id: str
    setup: Values
    server: Values
    network: dict[str, Values]
    query: SqlAnswers | None
