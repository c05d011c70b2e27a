"""What keeps the device observable and recoverable: SNMP, logs, clock, archive, defence, VPN, UPS."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from dengbao.model.facts import UNREAD, Fact, Lines, Section, Topic
from dengbao.model.secret import Secret
from dengbao.model.terms import Address


class Community(Struct, kw_only=True):
    """An SNMP v1/v2c community; its name is a secret. ``sources`` is empty when nothing limits who may use it."""

    lines: Lines
    access: Literal["read", "write"]
    secret: Secret | None = None
    acl: str = ""
    sources: Fact[tuple[Address, ...]] = UNREAD
    number: int = 1
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding, without the secret."""
        return f"snmp:community-{self.number}"


class SnmpUser(Struct, kw_only=True):
    """An SNMPv3 user or group: ``level`` is noauth, auth or priv; algorithms in lower case (``sha``, ``aes128``)."""

    name: str
    lines: Lines
    level: Literal["noauth", "auth", "priv", ""] = ""
    authentication: str = ""
    privacy: str = ""
    acl: str = ""
    file: str = ""  # the output that the lines are of; the configuration when empty
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"snmp:user-{self.name}"


class SnmpTarget(Struct, kw_only=True):
    """Where traps go."""

    address: str
    lines: Lines
    version: str = ""
    unread: Lines = ()


class Snmp(Topic, kw_only=True):
    """The SNMP agent. ``versions`` holds "1", "2c" and "3" as far as it answers them."""

    enabled: Fact[bool] = UNREAD
    versions: Fact[frozenset[str]] = UNREAD
    communities: Section[Community] = field(default_factory=Section)
    users: Section[SnmpUser] = field(default_factory=Section)
    targets: Section[SnmpTarget] = field(default_factory=Section)
    traps: Fact[bool] = UNREAD


class LogServer(Struct, kw_only=True):
    """A collector that logs are sent to. ``level`` is the lowest severity number sent (7 debugging … 0 emergency)."""

    address: str
    lines: Lines
    level: int | None = None
    port: int | None = None
    transport: Literal["udp", "tcp", "tls", ""] = ""
    vrf: str = ""
    enabled: bool = True
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"log:{self.address}"


class Logging(Topic, kw_only=True):
    """Logs: the main switch, collectors, local buffer (``buffer_entries`` or ``buffer_bytes``, 0 for off), time stamps.

    ``timestamp``: none | uptime | datetime (with date) | yearless (a date without its year). ``source`` is the
    interface or address logs are sent from.
    """

    enabled: Fact[bool] = UNREAD
    servers: Section[LogServer] = field(default_factory=Section)
    buffer: Fact[bool] = UNREAD
    buffer_entries: Fact[int] = UNREAD
    buffer_bytes: Fact[int] = UNREAD
    timestamp: Fact[Literal["none", "uptime", "datetime", "yearless"]] = UNREAD
    source: Fact[str] = UNREAD
    logins: Fact[bool] = UNREAD
    commands: Fact[bool] = UNREAD


class NtpServer(Struct, kw_only=True):
    """A time source; ``key`` is the number of its authentication key."""

    address: str
    lines: Lines
    key_id: str = ""
    prefer: bool = False
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"ntp:{self.address}"


class Clock(Topic, kw_only=True):
    """Time: sources, their authentication, the zone as minutes east of UTC, and whether it is in step."""

    servers: Section[NtpServer] = field(default_factory=Section)
    authenticated: Fact[bool] = UNREAD
    algorithms: Fact[frozenset[str]] = UNREAD  # of the keys in use: md5, sha1, sha256, aes128-cmac ...
    zone_minutes: Fact[int] = UNREAD
    synchronised: Fact[bool] = UNREAD


class Archive(Topic, kw_only=True):
    """Whether the configuration survives: ``saved`` is running equals startup, ``automatic`` a backup job."""

    saved: Fact[bool] = UNREAD
    automatic: Fact[bool] = UNREAD
    destinations: Fact[tuple[str, ...]] = UNREAD


class Defence(Topic, kw_only=True):
    """Protection against attacks: switches of the whole device, and the age of signature databases (ISO dates).

    ``zoned``: the platform binds attack defence to zones, and each zone says for itself (``Zone.screened``).
    """

    zoned: bool = False
    attack_defence: Fact[bool] = UNREAD
    stateful: Fact[bool] = UNREAD
    control_plane: Fact[bool] = UNREAD
    ips_signature: Fact[str] = UNREAD
    av_signature: Fact[str] = UNREAD
    licences: Section[Struct] = field(default_factory=Section)


class Proposal(Struct, kw_only=True):
    """An IKE, IPsec or SSL proposal: algorithms in lower case (``3des``, ``aes-256``, ``sha1``), DH group numbers."""

    name: str
    kind: Literal["ike", "ipsec", "ssl"]
    lines: Lines
    encryption: frozenset[str] = frozenset()
    integrity: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    authentication: str = ""
    ike_version: str = ""
    used: bool | None = None
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"vpn:{self.kind}-{self.name}"


class System(Topic, kw_only=True):
    """The device itself. ``banner`` is the text shown before or at login, empty when none."""

    hostname: Fact[str] = UNREAD
    vendor: Fact[str] = UNREAD
    model: Fact[str] = UNREAD
    version: Fact[str] = UNREAD
    serial: Fact[str] = UNREAD
    banner: Fact[str] = UNREAD
    uptime_days: Fact[float] = UNREAD
    factory_default: Fact[bool] = UNREAD


class Health(Topic, kw_only=True):
    """Load and hardware from outputs: percentages 0–100; ``power_supplies`` that work, ``alarms`` as text."""

    cpu_percent: Fact[float] = UNREAD
    memory_percent: Fact[float] = UNREAD
    power_supplies: Fact[int] = UNREAD
    alarms: Fact[tuple[str, ...]] = UNREAD


class Power(Topic, kw_only=True):
    """A UPS: seconds, percent, volts, degrees Celsius, ISO dates; ``status`` are NUT's words (OL, OB, LB, RB ...).

    ``feeds`` are the volts of each input where it tells them apart; ``leak``: a leak sensor in the room alarms.
    """

    present: Fact[bool] = UNREAD
    status: Fact[frozenset[str]] = UNREAD
    runtime_seconds: Fact[float] = UNREAD
    charge_percent: Fact[float] = UNREAD
    load_percent: Fact[float] = UNREAD
    input_volts: Fact[float] = UNREAD
    nominal_volts: Fact[float] = UNREAD
    feeds: Fact[tuple[float, ...]] = UNREAD
    output_volts: Fact[float] = UNREAD
    replace_battery: Fact[bool] = UNREAD
    battery_date: Fact[str] = UNREAD
    battery_temperature: Fact[float] = UNREAD
    room_temperature: Fact[float] = UNREAD
    room_humidity: Fact[float] = UNREAD
    leak: Fact[bool] = UNREAD
    test_passed: Fact[bool] = UNREAD
    test_date: Fact[str] = UNREAD
    alarms: Fact[tuple[str, ...]] = UNREAD
    model: Fact[str] = UNREAD
