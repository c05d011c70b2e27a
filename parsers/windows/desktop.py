"""Sessions and media: Remote Desktop, screen lock, removable storage, autorun, banner, what is left behind.

Remote Desktop: Win32_TerminalServiceSetting and Win32_TSGeneralSetting say what is in force (Microsoft Learn, Remote
Desktop Services WMI provider); times of the policies are milliseconds, 0 for no limit (TerminalServer.admx). Machine
inactivity limit: since Windows 8 and Server 2012, off by default ("Interactive logon: Machine inactivity limit").
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from dengbao.model import (
    Absent,
    Device,
    Fact,
    Known,
    Lines,
    RemoteDesktop,
    Removable,
    Residual,
    ScreenLock,
    Unknown,
    Unsupported,
)
from parsers.windows.combine import barred, either
from parsers.windows.document import FILE, Spot
from parsers.windows.evidence import WINDOWS_8, Evidence
from parsers.windows.facts import Hive, UserHives, Value
from parsers.windows.facts_exposure import Rdp
from parsers.windows.registry import CCS, CV, POL, number, off, on, text

T = TypeVar("T")

_TS = CCS + "Control\\Terminal Server\\"
_RDP = _TS + "WinStations\\RDP-Tcp\\"
_TS_POLICY = POL + "Windows NT\\Terminal Services\\"
Layer = Literal["rdp", "negotiate", "tls"]
Level = Literal["low", "compatible", "high", "fips"]
_LAYERS: dict[int | None, Layer] = {0: "rdp", 1: "negotiate", 2: "tls"}
_LEVELS: dict[int | None, Level] = {1: "low", 2: "compatible", 3: "high", 4: "fips"}
_DESKTOPS = ("Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop", "Control Panel\\Desktop")
_DISABLED = 4
_FOREVER = 1e9
_REMOVABLE = 0x04  # the bit of NoDriveTypeAutoRun
_DISKS = POL + "Windows\\RemovableStorageDevices\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}\\"
_ALL_MEDIA = POL + "Windows\\RemovableStorageDevices\\Deny_All"


def read_desktop(evidence: Evidence, device: Device) -> None:
    """Fill what concerns sessions and media."""
    host = device.host
    host.remote_desktop = _remote_desktop(evidence)
    host.screen_lock = _screen_lock(evidence)
    host.removable = _removable(evidence)
    first = evidence.registry.first
    host.residual = Residual(
        page_file_cleared=first(
            CCS + "Control\\Session Manager\\Memory Management\\ClearPageFileAtShutdown",
            read=on,
            absent=Absent(False, "缺省不清除(安全策略设置参考)"),
        ),
        core_dumps=Unsupported("Windows 没有核心转储一说"),
        file=FILE,
    )
    device.system.banner = first(
        CV + "Policies\\System\\LegalNoticeText", read=text, absent=Absent("", "没有设置登录提示")
    )


def _remote_desktop(evidence: Evidence) -> RemoteDesktop:
    part, first, unset = evidence.document.part("rdp", Rdp), evidence.registry.first, evidence.undocumented
    found = part.data

    def in_force(value: int | None, key: str, read: Callable[[Value], T | None], *names: str) -> Fact[T]:
        """What the system says of itself, else the policy, else the local setting."""
        return part.known(read(value), key) if found else first(*names, read=read, absent=unset(names[-1]))

    def policy(name: str, read: Callable[[Value], bool | None], absent: Absent[bool]) -> Fact[bool]:
        return first(_TS_POLICY + name, _RDP + name, read=read, absent=absent)

    redirected = Absent(True, "缺省允许(TerminalServer.admx)")
    return RemoteDesktop(
        enabled=part.known(on(found.connections), "connections")
        if found
        else first(
            _TS_POLICY + "fDenyTSConnections", _TS + "fDenyTSConnections", read=off, absent=unset("fDenyTSConnections")
        ),
        network_authentication=in_force(
            found.nla if found else None, "nla", on, _TS_POLICY + "UserAuthentication", _RDP + "UserAuthentication"
        ),
        layer=in_force(
            found.security_layer if found else None,
            "security_layer",
            _layer,
            _TS_POLICY + "SecurityLayer",
            _RDP + "SecurityLayer",
        ),
        encryption=in_force(
            found.encryption if found else None,
            "encryption",
            _level,
            _TS_POLICY + "MinEncryptionLevel",
            _RDP + "MinEncryptionLevel",
        ),
        port=first(_RDP + "PortNumber", read=number, absent=unset("PortNumber")),
        idle_minutes=_limit(evidence, "MaxIdleTime"),
        disconnected_minutes=_limit(evidence, "MaxDisconnectionTime"),
        drives_redirected=policy("fDisableCdm", off, redirected),
        clipboard_redirected=policy("fDisableClip", off, redirected),
        password_asked=policy("fPromptForPassword", on, Absent(False, "缺省不要求(TerminalServer.admx)")),
        assistance=first(
            _TS_POLICY + "fAllowToGetHelp",
            CCS + "Control\\Remote Assistance\\fAllowToGetHelp",
            read=on,
            absent=unset("fAllowToGetHelp"),
        ),
        file=FILE,
    )


def _layer(value: Value) -> Layer | None:
    return _LAYERS.get(number(value))


def _level(value: Value) -> Level | None:
    return _LEVELS.get(number(value))


def _limit(evidence: Evidence, name: str) -> Fact[float]:
    """A session limit in minutes: the policy's, else the listener's own where it does not inherit the user's."""
    first, unlimited = evidence.registry.first, Absent(0.0, "缺省不限制(TerminalServer.admx)")
    by_policy = first(_TS_POLICY + name, read=_minutes, absent=unlimited)
    inherits = first(_RDP + f"fInherit{name}", read=on, absent=Absent(True, "沿用用户设置"))
    if by_policy is not unlimited or isinstance(inherits, Unknown):
        return by_policy
    return unlimited if inherits.value else first(_RDP + name, read=_minutes, absent=unlimited)


def _minutes(value: Value) -> float | None:
    return None if (found := number(value)) is None else found / 60_000


def _screen_lock(evidence: Evidence) -> ScreenLock:
    """The machine's inactivity limit, else the screen savers of the users who are logged on."""
    part = evidence.document.part("user_hives", UserHives)
    limit = evidence.registry.first(
        CV + "Policies\\System\\InactivityTimeoutSecs", read=number, absent=Absent(0, "没有设置,缺省不锁定")
    )
    if evidence.build is None or evidence.build >= WINDOWS_8:
        if isinstance(limit, Unknown):
            return ScreenLock(minutes=limit, password=limit, file=FILE)
        if limit.value:
            locked = Known(True, limit.lines, limit.file)
            return ScreenLock(minutes=Known(limit.value / 60, limit.lines, limit.file), password=locked, file=FILE)
    spot = part.spot.into("loaded") if part.data else None
    if part.data is None or spot is None:
        return ScreenLock(minutes=part.lacking(), password=part.lacking(), file=FILE)
    locks = [_saver(hive, at) for hive, (_, at) in zip(part.data.loaded, spot.each(), strict=True)]
    if not locks:
        nobody = Unknown("没有设置机器的锁定时间(InactivityTimeoutSecs),采集时也没有用户登录,读不到屏幕保护设置")
        return ScreenLock(minutes=nobody, password=nobody, file=FILE)
    return ScreenLock(
        minutes=min(_known(locks, 0), key=_weight), password=min(_known(locks, 1), key=_weight), file=FILE
    )


Lock = tuple[Fact[float], Fact[bool]]


def _known(locks: list[Lock], at: int) -> list[Fact[Any]]:
    return [lock[at] for lock in locks]


def _weight(fact: Fact[float] | Fact[bool]) -> float:
    """Order locks: never, then not known, then the latest first."""
    if isinstance(fact, (Unknown, Unsupported)):
        return -_FOREVER
    return -fact.value if fact.value else -math.inf


def _saver(hive: Hive, spot: Spot) -> Lock:
    """One user's screen saver: the policy's values before the user's own. All are strings."""
    values = spot.into("values")

    def find(name: str) -> tuple[str, Lines]:
        for path in _DESKTOPS:
            value = hive.values.get(path, {}).get(name)
            key = values.into(path) if values else None
            if isinstance(value, str) and key:
                return value, key.at(name)
        return "", spot.at("sid")

    (active, on_at), (timeout, after_at) = find("ScreenSaveActive"), find("ScreenSaveTimeOut")
    (secure, secure_at), (program, _) = find("ScreenSaverIsSecure"), find("SCRNSAVE.EXE")
    password = Known(secure == "1", secure_at, FILE)
    if active == "0" or not timeout.isdecimal() or timeout == "0":
        return Known(0.0, (*on_at, *after_at), FILE), password
    if not program:
        return Unknown("用户没有选择屏幕保护程序,不清楚是否会锁定", after_at, FILE), password
    return Known(int(timeout) / 60, after_at, FILE), password


def _removable(evidence: Evidence) -> Removable:
    """Storage is barred by policy for all classes or for disks, or by keeping both drivers from starting.

    USB 3 disks may use UASPStor instead of USBSTOR. NoDriveTypeAutoRun: Microsoft KB967715 (bit 0x04 removable drives;
    0x91 where not set).
    """
    first, unset = evidence.registry.first, Absent(False, "没有设置该策略")
    everything = first(_ALL_MEDIA, read=on, absent=unset)
    reading, writing = (
        first(_DISKS + "Deny_Read", read=on, absent=unset),
        first(_DISKS + "Deny_Write", read=on, absent=unset),
    )
    protected = first(CCS + "Control\\StorageDevicePolicies\\WriteProtect", read=on, absent=unset)
    usbstor = first(
        CCS + "Services\\USBSTOR\\Start", read=_starts, absent=Unknown("没有 USBSTOR 驱动项,不清楚 USB 存储是否可用")
    )
    uasp = first(CCS + "Services\\UASPStor\\Start", read=_starts, absent=Absent(False, "没有 UASPStor 驱动"))
    works = _unless_restricted(evidence, either(usbstor, uasp))
    key = CV + "Policies\\Explorer\\"
    drives = first(key + "NoDriveTypeAutoRun", read=_runs, absent=Absent(True, "缺省值 0x91 不含可移动盘(KB967715)"))
    commands = first(key + "NoAutorun", read=on, absent=unset)
    return Removable(
        usb_storage=barred(works, everything, reading),
        usb_writable=barred(works, everything, reading, writing, protected),
        autorun=barred(drives, commands),
        file=FILE,
    )


def _unless_restricted(evidence: Evidence, works: Fact[bool]) -> Fact[bool]:
    """A policy against installing removable devices bars new ones only: which were installed before, nobody says."""
    installing = evidence.registry.first(
        POL + "Windows\\DeviceInstall\\Restrictions\\DenyRemovableDevices", read=on, absent=Absent(False, "没有设置")
    )
    if isinstance(installing, Known) and installing.value and isinstance(works, (Known, Absent)) and works.value:
        return Unknown(
            "已禁止安装新的可移动设备,但以前装过的是否可用无法判断,请现场核对", installing.lines, installing.file
        )
    return works


def _starts(value: Value) -> bool | None:
    return None if (start := number(value)) is None else start != _DISABLED


def _runs(value: Value) -> bool | None:
    return None if (mask := number(value)) is None else not mask & _REMOVABLE
