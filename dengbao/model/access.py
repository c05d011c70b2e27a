"""Who may administer the device, how, and from where."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from dengbao.model.facts import UNREAD, Fact, Lines, Section, Topic, Unknown, Unsupported
from dengbao.model.secret import Secret
from dengbao.model.terms import Address

Storage = Literal["plain", "reversible", "weak_hash", "hash", "none", "unknown"]
"""How a password is kept: in clear; reversible (type 7, cipher with a device key); a hash too weak today (type 4, MD5,
unsalted); a strong salted hash (type 8/9, irreversible-cipher, SHA-256/512, PBKDF2); no password at all."""


class User(Struct, kw_only=True):
    """A local administrator account.

    ``level`` is the vendor's own privilege level (0–15) where it has one, ``role`` its role or profile name, and
    ``top`` whether that is the highest right on the device. ``remote``: a server or a certificate authenticates it, so
    that it needs no password here. ``services`` are the ways in that it may use (ssh, telnet,
    http, https, terminal, ftp, api ...), None for all. ``sources`` are addresses it may come from, None when unlimited.
    """

    name: str
    lines: Lines
    storage: Storage = "unknown"
    secret: Secret | None = None
    level: int | None = None
    role: str = ""
    top: bool | None = None
    read_only: bool | None = None
    enabled: bool = True
    services: frozenset[str] | None = None
    sources: tuple[Address, ...] | None = None
    second_factor: bool | None = None
    public_key: bool = False
    remote: bool = False
    administrator: bool = True
    expires: str = ""
    idle_minutes: float | None = None
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"user:{self.name}"


class Password(Struct, kw_only=True):
    """A password of the device itself: enable, super, console, a line's."""

    name: str
    lines: Lines
    storage: Storage = "unknown"
    secret: Secret | None = None
    level: int | None = None
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"password:{self.name}"


class PasswordPolicy(Topic, kw_only=True):
    """What the device demands of new passwords; numbers are 0 or None-valued facts where nothing is demanded."""

    enabled: Fact[bool] = UNREAD
    min_length: Fact[int] = UNREAD
    min_classes: Fact[int] = UNREAD
    differs_from_user: Fact[bool] = UNREAD
    max_age_days: Fact[int] = UNREAD  # 0: never expires
    history: Fact[int] = UNREAD  # 0: none remembered


class Lockout(Topic, kw_only=True):
    """What happens after failed logins; ``attempts`` 0 means never locked, ``minutes`` how long (0: until unlocked)."""

    attempts: Fact[int] = UNREAD
    minutes: Fact[float] = UNREAD
    window_minutes: Fact[float] = UNREAD  # after which failures are forgotten
    administrators: Fact[bool] = UNREAD  # root or the built-in administrator is locked as well


class Aaa(Topic, kw_only=True):
    """Central authentication, authorisation and accounting; methods in the order tried, such as ('radius', 'local')."""

    authentication: Fact[tuple[str, ...]] = UNREAD
    authorization: Fact[tuple[str, ...]] = UNREAD
    accounting: Fact[tuple[str, ...]] = UNREAD
    command_accounting: Fact[bool] = UNREAD
    servers: Fact[tuple[str, ...]] = UNREAD


class Terminal(Struct, kw_only=True):
    """One way in with a session: console, aux, vty lines, or a management channel of devices that have no lines.

    ``authentication``: none | password (shared, of the line) | user (account and password; local or AAA).
    ``idle_minutes`` 0 means never. ``inbound`` are the protocols it accepts. ``acl`` is the name of the
    list that limits the sources.
    """

    name: str
    kind: Literal["console", "aux", "vty", "tty", "web", "ssh", "telnet", "management"]
    lines: Lines
    authentication: Fact[Literal["none", "password", "user"]] = UNREAD
    idle_minutes: Fact[float] = UNREAD
    inbound: Fact[frozenset[str]] = UNREAD
    acl: Fact[str] = UNREAD  # "" where none
    level: int | None = None
    enabled: bool = True
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"line:{self.name}"


class Ssh(Topic, kw_only=True):
    """The SSH server's protocol and algorithms, as names in lower case (``aes128-cbc``, ``hmac-md5`` ...)."""

    version: Fact[str] = UNREAD  # "2", "1", or "1,2" where version 1 is accepted as well
    ciphers: Fact[frozenset[str]] = UNREAD
    macs: Fact[frozenset[str]] = UNREAD
    key_exchanges: Fact[frozenset[str]] = UNREAD
    host_keys: Fact[frozenset[str]] = UNREAD
    rsa_bits: Fact[int] = UNREAD
    timeout_seconds: Fact[int] = UNREAD
    retries: Fact[int] = UNREAD


class Web(Topic, kw_only=True):
    """The web management server's TLS: versions such as ``tls1.2``, ciphers, and its certificate."""

    tls_versions: Fact[frozenset[str]] = UNREAD
    ciphers: Fact[frozenset[str]] = UNREAD
    redirect: Fact[bool] = UNREAD
    idle_minutes: Fact[float] = UNREAD


class Channel(Struct, kw_only=True):
    """A management service that listens: telnet, ssh, http, https, snmp, netconf, ftp, tftp, sftp, api ...

    ``sources`` are the addresses that may use it, an empty tuple when nothing limits them. ``interfaces`` are those on
    which it answers, empty for all.
    """

    name: str
    enabled: Fact[bool] = UNREAD
    port: int | None = None
    sources: Fact[tuple[Address, ...]] = UNREAD
    interfaces: tuple[str, ...] = ()
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"service:{self.name}"

    @property
    def lines(self) -> Lines:
        """The lines that switch it."""
        return self.enabled.lines

    @property
    def file(self) -> str:
        """The output that they are of."""
        return self.enabled.file


class Listening(Topic, kw_only=True):
    """Whether each management service listens anywhere on the device: the sum of its channels."""

    telnet: Fact[bool] = UNREAD
    ssh: Fact[bool] = UNREAD
    http: Fact[bool] = UNREAD
    https: Fact[bool] = UNREAD
    ftp: Fact[bool] = UNREAD
    tftp: Fact[bool] = UNREAD
    snmp: Fact[bool] = UNREAD

    @classmethod
    def of(cls, channels: Section[Channel]) -> Listening:
        """Sum up: on where any channel is on; not known where one is not known and none is on."""
        listening = cls(unread=channels.unread)
        unread: Fact[bool] = Unknown(channels.missing) if channels.missing else UNREAD
        facts: dict[str, Fact[bool]] = dict.fromkeys(LISTENING, unread)
        for channel in () if channels.missing else channels:
            known = facts.get(channel.name, UNREAD)
            if known is UNREAD or _rank(channel.enabled) > _rank(known):
                facts[channel.name] = channel.enabled
        for name in LISTENING:
            setattr(listening, name, facts[name])
        return listening


LISTENING = ("telnet", "ssh", "http", "https", "ftp", "tftp", "snmp")


def _rank(fact: Fact[bool]) -> int:
    """Order facts by how much they say against a service: on, then not known, then off, then no such thing."""
    if isinstance(fact, Unknown):
        return 2
    if isinstance(fact, Unsupported):
        return 0
    return 3 if fact.value else 1


class Services(Topic, kw_only=True):
    """Other services of the device that an attacker may use, each on or off. Unsupported where the platform has none.

    ``extra`` names further unneeded services that are on, with their lines.
    """

    finger: Fact[bool] = UNREAD
    tcp_small_servers: Fact[bool] = UNREAD
    udp_small_servers: Fact[bool] = UNREAD
    bootp: Fact[bool] = UNREAD
    pad: Fact[bool] = UNREAD
    source_route: Fact[bool] = UNREAD
    smart_install: Fact[bool] = UNREAD
    config_autoload: Fact[bool] = UNREAD  # booting from TFTP: service config, autoinstall
    domain_lookup: Fact[bool] = UNREAD
    extra: list[tuple[str, int]] = field(default_factory=list)


class Aging(Struct, kw_only=True):
    """A certificate or licence with an end."""

    name: str
    lines: Lines
    expires: str = ""  # ISO date
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"certificate:{self.name}"


Users = Section[User]
