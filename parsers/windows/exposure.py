"""What others can reach: sockets, services, shares, SMB, TLS, WinRM, management channels.

SMB 1 default: Microsoft Learn, "Detect, enable, and disable SMBv1" (server value absent: on, where the protocol is
installed). Signing: "Security policy settings reference", Microsoft network server/client: Digitally sign (always).
WinRM defaults: Microsoft Learn, "Installation and configuration for Windows Remote Management".
"""

from __future__ import annotations

from dengbao.model import (
    Absent,
    Channel,
    Device,
    Fact,
    Grant,
    HostService,
    Known,
    Section,
    Share,
    ShareKind,
    Smb,
    Socket,
    Start,
    Unknown,
    Winrm,
)
from parsers.windows.combine import either
from parsers.windows.document import FILE, Part, Spot, listed, said
from parsers.windows.evidence import WINDOWS_8, Evidence
from parsers.windows.facts import Access, Port, Service, SharedFolder
from parsers.windows.facts_exposure import Listeners, SmbConfiguration
from parsers.windows.registry import CCS, CV, POL, number, on, text

_STARTS: dict[str, Start] = {
    "Auto": "automatic",
    "Manual": "manual",
    "Disabled": "disabled",
    "Boot": "boot",
    "System": "system",
}
_RUNS = {
    "Running": True,
    **dict.fromkeys(("Stopped", "Start Pending", "Stop Pending", "Continue Pending", "Pause Pending", "Paused"), False),
}
"""States of ``Win32_Service``; "Unknown" says nothing."""
_SHARES: dict[int | None, ShareKind] = {0: "disk", 1: "printer", 2: "device", 3: "ipc"}
_FULL, _CHANGE = 0x1F01FF, 0x0002  # all rights; FILE_WRITE_DATA
_WRITE_OWNER_AND_DACL = 0xC0000
_GENERIC_ALL, _GENERIC_WRITE = 0x10000000, 0x40000000
_SERVER = CCS + "Services\\LanmanServer\\Parameters\\"
_CLIENT = CCS + "Services\\LanmanWorkstation\\Parameters\\"
_DISABLED = 4
_WINRM = POL + "Windows\\WinRM\\Service\\"
_CHANNELS = {
    "TlntSvr": ("telnet", 23), "sshd": ("ssh", 22), "W3SVC": ("http", 80), "FTPSVC": ("ftp", 21),
    "MSFTPSVC": ("ftp", 21), "SNMP": ("snmp", 161),
}  # fmt: skip


def read_exposure(evidence: Evidence, device: Device) -> None:
    """Fill what the network can see of the host."""
    host, document = device.host, evidence.document
    services = document.part("services", list[Service])
    host.services = listed(services, _service)
    host.sockets = listed(document.part("ports", list[Port]), _socket)
    host.shares = listed(document.part("shares", list[SharedFolder]), _share)
    host.smb = _smb(evidence, host.services)
    host.winrm = _winrm(evidence, host.services)
    device.channels = _channels(host.services)


def _service(found: Service, spot: Spot) -> HostService:
    return HostService(
        name=found.name,
        lines=spot.at("name", "start", "state"),
        running=said(_RUNS.get(found.state or ""), spot.at("state"), "state"),
        start=said(_STARTS.get(found.start or ""), spot.at("start"), "start"),
        title=found.title or "",
        account=found.account or "",
        program=found.path or "",
        file=FILE,
    )


def running(services: Section[HostService], *names: str) -> Fact[bool]:
    """Whether any of some services runs; a service that is not installed does not."""
    if services.missing or services.unsupported:
        return Unknown(services.missing or services.unsupported)
    wanted = {name.casefold() for name in names}
    found = [service for service in services.items if service.name.casefold() in wanted]
    return either(*(service.running for service in found), Absent(False, f"没有安装服务 {'、'.join(names)}"))


def _socket(found: Port, spot: Spot) -> Socket:
    return Socket(
        protocol="udp" if found.protocol == "udp" else "tcp",
        address=found.address,
        port=found.port,
        lines=spot.at("address", "port", "process"),
        process=found.process or "",
        services=tuple(found.services),
        file=FILE,
    )


def _share(found: SharedFolder, spot: Spot) -> Share:
    grants: Fact[tuple[Grant, ...]] = Unknown("采集结果没有给出该共享的权限", spot.at("access"), FILE)
    if found.access is not None:
        grants = Known(tuple(grant for entry in found.access if (grant := _grant(entry))), spot.at("access"), FILE)
        if any(entry.mask is None or entry.allow is None for entry in found.access):
            grants = Unknown("该共享有没有读懂的权限项", spot.at("access"), FILE)
    entries = spot.into("access")
    rights = tuple(line for _, entry in entries.each() for line in entry.at("sid", "mask")) if entries else ()
    return Share(
        name=found.name,
        lines=(*spot.at("name", "path"), *rights),
        path=found.path or "",
        kind=_SHARES.get(found.type, "other"),
        administrative=bool(found.administrative),
        grants=grants,
        file=FILE,
        unread=spot.at("administrative") if found.administrative is None else (),
    )


def _grant(entry: Access) -> Grant | None:
    """The level of an access mask ([MS-DTYP] 2.4.3): whoever may set rights or has all of them has full control."""
    mask = entry.mask or 0
    if not entry.allow:
        return Grant(who=entry.sid, level="deny")
    if mask & _GENERIC_ALL or mask & _FULL == _FULL or mask & _WRITE_OWNER_AND_DACL:
        return Grant(who=entry.sid, level="full")
    return Grant(who=entry.sid, level="change" if mask & (_CHANGE | _GENERIC_WRITE) else "read")


def _smb(evidence: Evidence, services: Section[HostService]) -> Smb:
    """Get-Smb*Configuration says what is in force; before Windows 8 the registry does."""
    part, first = evidence.document.part("smb", SmbConfiguration), evidence.registry.first
    old = evidence.build is not None and evidence.build < WINDOWS_8
    default = "(Microsoft Learn,SMBv1 的检测、启用与禁用)" if old else ""

    def asked(side: str, name: str, before: Fact[bool]) -> Fact[bool]:
        values = None if part.data is None else part.data.server if side == "server" else part.data.client
        spot = part.spot.into(side) if values is not None else None
        if values is not None and spot is not None:
            value = values.get(name)
            return said(value if isinstance(value, bool) else None, spot.at(name), name)
        if old:
            return before
        return part.lacking() if part.data is None else Unknown(evidence.document.why(f"smb.{side}"))

    signing: Absent[bool] | Unknown = (
        evidence.undocumented("RequireSecuritySignature")
        if evidence.controller is not False
        else Absent(False, "缺省不要求签名(安全策略设置参考)")
    )
    return Smb(
        server=running(services, "LanmanServer"),
        version1_server=asked(
            "server",
            "EnableSMB1Protocol",
            first(_SERVER + "SMB1", read=on, absent=Absent(True, f"没有设置时启用{default}")),
        ),
        version1_client=first(
            CCS + "Services\\MrxSmb10\\Start",
            read=lambda value: None if (start := number(value)) is None else start != _DISABLED,
            absent=Absent(False, "没有安装 SMB1 客户端驱动(MrxSmb10)"),
        ),
        server_signing_required=asked(
            "server",
            "RequireSecuritySignature",
            first(_SERVER + "RequireSecuritySignature", read=on, absent=signing),
        ),
        client_signing_required=asked(
            "client",
            "RequireSecuritySignature",
            first(
                _CLIENT + "RequireSecuritySignature",
                read=on,
                absent=Absent(False, "缺省不要求签名(安全策略设置参考)"),
            ),
        ),
        plaintext_passwords=first(
            _CLIENT + "EnablePlainTextPassword", read=on, absent=Absent(False, "缺省不发送(安全策略设置参考)")
        ),
        guest_logons=asked(
            "client",
            "EnableInsecureGuestLogons",
            first(
                POL + "Windows\\LanmanWorkstation\\AllowInsecureGuestAuth",
                _CLIENT + "AllowInsecureGuestAuth",
                read=on,
                absent=evidence.undocumented("AllowInsecureGuestAuth"),
            ),
        ),
        encrypted=asked("server", "EncryptData", Absent(False, "SMB 2.1 及以前没有加密")),
        administrative_shares=Unknown("不清楚是服务器还是工作站,不知看哪个注册表值")
        if evidence.client is None
        else first(
            _SERVER + ("AutoShareWks" if evidence.client else "AutoShareServer"),
            read=on,
            absent=Absent(True, "没有设置时启动后自动建立(Microsoft KB954422)"),
        ),
        file=FILE,
    )


def _winrm(evidence: Evidence, services: Section[HostService]) -> Winrm:
    part, first = evidence.document.part("winrm", Listeners), evidence.registry.first
    default = "缺省值(Microsoft Learn,WinRM 安装与配置)"
    local = CV + "WSMAN\\Service\\"
    return Winrm(
        enabled=running(services, "WinRM"),
        http=_listens(part, "HTTP"),
        https=_listens(part, "HTTPS"),
        basic=first(_WINRM + "AllowBasic", local + "auth_basic", read=on, absent=Absent(False, default)),
        unencrypted=first(
            _WINRM + "AllowUnencryptedTraffic", local + "allow_unencrypted", read=on, absent=Absent(False, default)
        ),
        sources=first(_WINRM + "IPv4Filter", read=text, absent=evidence.undocumented("WinRM 的 IPv4Filter")),
        file=FILE,
    )


def _listens(part: Part[Listeners], transport: str) -> Fact[bool]:
    """Whether there is a listener of a transport; its name ends with it (``*+HTTPS``)."""
    spot = part.spot.into("listeners") if part.data else None
    if part.data is None or spot is None:
        return part.lacking()
    pairs = zip(part.data.listeners, spot.each(), strict=True)
    found = [(one, at) for one, (_, at) in pairs if one.name.rpartition("+")[2].upper() == transport]
    if live := next((at for one, at in found if one.enabled is not False), None):
        return Known(True, live.at("name", "enabled"), FILE)
    return Known(False, found[0][1].at("name", "enabled") if found else (spot.line,), FILE)


def _channels(services: Section[HostService]) -> Section[Channel]:
    """Management services that other platforms have as well; whether one listens is whether its service runs."""
    if services.missing or services.unsupported:
        return Section(missing=services.missing, unsupported=services.unsupported, file=FILE)
    by_name: dict[str, list[str]] = {}
    for service, (name, _) in _CHANNELS.items():
        by_name.setdefault(name, []).append(service)
    ports = dict(_CHANNELS.values())
    items = [
        Channel(name=name, enabled=running(services, *names), port=ports[name], sources=Unknown("来源由主机防火墙限制"))
        for name, names in by_name.items()
    ]
    return Section(items=items, missing="", file=FILE)
