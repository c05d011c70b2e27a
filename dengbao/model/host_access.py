"""Who may use a host: its accounts, groups, rights, and how a person logs on and stays logged on."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dengbao.model.access import User
from dengbao.model.facts import UNREAD, Fact, Lines, Section, Topic, section

Builtin = Literal["administrator", "guest", "system", ""]


class Account(User, kw_only=True):
    """A local account of a host; ``administrator`` and ``top`` tell whether it may do everything.

    ``id`` is the SID or UID as text. ``builtin``: what the system made it for, whatever its name is now (RID 500 and
    root are ``administrator``, RID 501 ``guest``, service accounts ``system``). ``interactive``: it may open a session.
    Days of ``last_login`` and ``password_changed`` are ISO, empty for never. ``password_required`` False says that an
    empty password is allowed, not that it is empty (that is ``storage`` none). ``max_age_days`` 0: never expires.
    """

    id: str = ""
    builtin: Builtin = ""
    groups: tuple[str, ...] = ()
    interactive: Fact[bool] = UNREAD
    last_login: Fact[str] = UNREAD
    password_changed: Fact[str] = UNREAD
    never_expires: Fact[bool] = UNREAD
    max_age_days: Fact[int] = UNREAD
    password_required: Fact[bool] = UNREAD
    empty_password: Fact[bool] = UNREAD
    file: str = ""

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"account:{self.name}"


class Member(Struct, frozen=True, kw_only=True):
    """Who is in a group or holds a right: the SID or UID, and the name where it is known."""

    id: str = ""
    name: str = ""

    def __str__(self) -> str:
        """Show the name, else the id."""
        return self.name or self.id


class Group(Struct, kw_only=True):
    """A local group; ``administrators``: its members may do everything (S-1-5-32-544, root, wheel, sudo)."""

    name: str
    lines: Lines
    id: str = ""
    administrators: bool = False
    members: tuple[Member, ...] = ()
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"group:{self.name}"


class Right(Struct, kw_only=True):
    """A user right of Windows by its constant, such as ``SeDebugPrivilege``, and who holds it."""

    name: str
    lines: Lines
    holders: tuple[Member, ...] = ()
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"right:{self.name}"


class SudoRule(Struct, kw_only=True):
    """One line of sudoers: who (``%`` before a group) may run what as whom; ``everything`` is ALL as root."""

    name: str
    lines: Lines
    commands: tuple[str, ...] = ()
    run_as: str = ""
    everything: bool = False
    password: bool = True
    file: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"sudo:{self.name}"


class Logon(Topic, kw_only=True):
    """What a person meets at logon; numbers are counts. ``automatic``: the host logs on by itself.

    ``lan_manager_level`` is LmCompatibilityLevel (0–5). ``umask`` is the number (0o027), ``shell_idle_minutes``
    the TMOUT of login shells (0: never). ``root_remote``: root or a built-in administrator may log in over SSH:
    yes, key (only with a key), or no.
    """

    automatic: Fact[bool] = UNREAD
    last_user_hidden: Fact[bool] = UNREAD
    secure_attention: Fact[bool] = UNREAD  # Ctrl+Alt+Del
    shutdown_without_logon: Fact[bool] = UNREAD
    cached_logons: Fact[int] = UNREAD
    blank_passwords_local_only: Fact[bool] = UNREAD
    reversible_passwords: Fact[bool] = UNREAD
    min_password_age_days: Fact[int] = UNREAD
    user_account_control: Fact[bool] = UNREAD
    elevation_prompts: Fact[bool] = UNREAD  # an administrator is asked before rights are raised
    remote_local_admins_filtered: Fact[bool] = UNREAD
    lan_manager_level: Fact[int] = UNREAD
    lan_manager_hash_stored: Fact[bool] = UNREAD
    anonymous_accounts_listed: Fact[bool] = UNREAD
    anonymous_shares_listed: Fact[bool] = UNREAD
    anonymous_in_everyone: Fact[bool] = UNREAD
    null_sessions_restricted: Fact[bool] = UNREAD
    credentials_in_memory: Fact[bool] = UNREAD  # WDigest keeps the password in clear
    lsa_protected: Fact[bool] = UNREAD
    root_remote: Fact[Literal["yes", "key", "no"]] = UNREAD
    umask: Fact[int] = UNREAD
    shell_idle_minutes: Fact[float] = UNREAD
    sudo: Section[SudoRule] = section()


class ScreenLock(Topic, kw_only=True):
    """What locks an unattended session: the weakest of the users that the evidence covers; 0 minutes: never."""

    minutes: Fact[float] = UNREAD
    password: Fact[bool] = UNREAD


class RemoteDesktop(Topic, kw_only=True):
    """RDP (or xrdp); minutes 0: no limit. ``layer`` and ``encryption`` are Windows' levels by name."""

    enabled: Fact[bool] = UNREAD
    network_authentication: Fact[bool] = UNREAD
    layer: Fact[Literal["rdp", "negotiate", "tls"]] = UNREAD
    encryption: Fact[Literal["low", "compatible", "high", "fips"]] = UNREAD
    port: Fact[int] = UNREAD
    idle_minutes: Fact[float] = UNREAD
    disconnected_minutes: Fact[float] = UNREAD
    drives_redirected: Fact[bool] = UNREAD
    clipboard_redirected: Fact[bool] = UNREAD
    password_asked: Fact[bool] = UNREAD
    assistance: Fact[bool] = UNREAD


class Winrm(Topic, kw_only=True):
    """Windows Remote Management; ``sources`` is the address filter of its policy, ``*`` for all, empty for none."""

    enabled: Fact[bool] = UNREAD
    http: Fact[bool] = UNREAD
    https: Fact[bool] = UNREAD
    basic: Fact[bool] = UNREAD
    unencrypted: Fact[bool] = UNREAD
    sources: Fact[str] = UNREAD
