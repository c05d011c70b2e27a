"""The collector's document, section by section (``facts.schema.json``): the host itself, its policies and accounts."""

from __future__ import annotations

from msgspec import Struct


class Binary(Struct, forbid_unknown_fields=True):
    """A registry value that is bytes (as hexadecimal digits), or a secret of which only its presence was noted."""

    binary: str = ""
    present: bool = False


Value = int | str | list[str] | Binary | None
Values = dict[str, Value]


class Session(Struct, forbid_unknown_fields=True):
    """Who collected, with what."""

    version: str
    started: str | None
    finished: str | None
    way: str
    powershell: str | None
    clr: str | None
    process_64bit: bool | None
    elevated: bool | None
    user_sid: str | None


class Os(Struct, forbid_unknown_fields=True):
    """The system and its machine."""

    host_name: str | None
    domain: str | None
    part_of_domain: bool | None
    domain_role: int | None
    caption: str | None
    version: str | None
    build: int | None
    ubr: int | None
    edition: str | None
    display_version: str | None
    installation_type: str | None
    product_type: int | None
    sku: int | None
    service_pack: int | None
    architecture: str | None
    language: int | None
    code_page: str | None
    installed: str | None
    booted: str | None
    now: str | None
    time_zone: str | None
    manufacturer: str | None
    model: str | None
    chassis: list[int]


class Hotfix(Struct, forbid_unknown_fields=True):
    """One update of Win32_QuickFixEngineering."""

    id: str
    installed: str | None
    raw: str | None


class Patches(Struct, forbid_unknown_fields=True):
    """Updates."""

    hotfixes: list[Hotfix] | None
    newest_package: str | None
    last_success: str | None
    reboot_pending: bool | None


class AccountPolicy(Struct, forbid_unknown_fields=True):
    """[System Access] by key."""

    source: str
    values: dict[str, int | str]


class AuditPolicy(Struct, forbid_unknown_fields=True):
    """Setting values by subcategory GUID."""

    subcategories: dict[str, int]
    options: dict[str, str]


class Port(Struct, forbid_unknown_fields=True):
    """A bound socket."""

    protocol: str
    address: str
    port: int
    pid: int | None
    process: str | None
    path: str | None
    services: list[str]


class Process(Struct, forbid_unknown_fields=True):
    """A running program."""

    name: str
    path: str | None


class Service(Struct, forbid_unknown_fields=True):
    """A service."""

    name: str
    title: str | None
    start: str | None
    delayed: bool | None
    trigger: bool | None
    state: str | None
    account: str | None
    path: str | None


class LocalUser(Struct, forbid_unknown_fields=True):
    """A local account."""

    name: str
    sid: str
    full_name: str | None
    disabled: bool | None
    locked: bool | None
    password_required: bool | None
    password_expires: bool | None
    password_changeable: bool | None
    password_set: str | None
    last_logon: str | None


class GroupMember(Struct, forbid_unknown_fields=True):
    """Who is in a group."""

    sid: str | None
    name: str | None
    kind: str | None


class LocalGroup(Struct, forbid_unknown_fields=True):
    """A local group."""

    name: str
    sid: str
    members: list[GroupMember]


class Access(Struct, forbid_unknown_fields=True):
    """One entry of a share's access list."""

    sid: str
    allow: bool | None
    mask: int | None


class SharedFolder(Struct, forbid_unknown_fields=True):
    """A share."""

    name: str
    path: str | None
    type: int | None
    administrative: bool | None
    access: list[Access] | None


class Hive(Struct, forbid_unknown_fields=True):
    """The settings of a user who is logged on."""

    sid: str
    user: str | None
    values: dict[str, Values]


class UserHives(Struct, forbid_unknown_fields=True):
    """Settings of users."""

    loaded: list[Hive]
    not_loaded: list[str]


class UsbDevice(Struct, forbid_unknown_fields=True):
    """USB storage that was connected once."""

    id: str
    serial: str
    name: str | None


class SourceEvent(Struct, forbid_unknown_fields=True):
    """An event of the time service."""

    id: int
    time: str | None


class TimeService(Struct, forbid_unknown_fields=True):
    """What the time service last said."""

    source_event: SourceEvent | None


class LogFile(Struct, forbid_unknown_fields=True):
    """An event log."""

    name: str
    enabled: bool | None
    mode: str | None
    max_bytes: int | None
    size_bytes: int | None
    records: int | None
    oldest: str | None
